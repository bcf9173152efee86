// The package by itself, in a worker and without one, and the built page, in every browser engine.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { serve } from "../../tools/serve.mjs";
import { fingerprints, patternedBytes } from "../package/support.mjs";
import { engines } from "./engines.mjs";
import { serveSite } from "./support.mjs";

const root = fileURLToPath(new URL("../../bindings/dist", import.meta.url));

for (const [name, { isThere, launch }] of Object.entries(engines)) {
  const skip = !isThere() && `${name} is not installed, which "npm test web" does where it can`;

  describe(name, { skip }, () => {
    let engine;
    before(async () => {
      engine = await launch();
    });
    after(() => engine?.close());

    describe("the package", () => {
      let site, hasRelaxed, best;
      before(async () => {
        site = await serve({ root });
        await engine.open(`${site.url}index.js`);
        await engine.evaluate(`void (globalThis.patternedBytes = ${patternedBytes})`);
        hasRelaxed = await call(engine, acceptsRelaxed);
        best = hasRelaxed ? "relaxed" : "baseline";
      });
      after(() => site?.close());

      const trainedBy = (options, { config, fit }) =>
        call(engine, train, { options, config, fit, samples: fingerprints.samples });
      const trained = async (build, worker, settings) => {
        const { info, fingerprint } = await trainedBy({ build, worker }, settings);
        return { build: info.build, fingerprint };
      };

      for (const [kind, settings] of Object.entries(fingerprints.kinds)) {
        it(`${kind}: 200 steps end in the same bits as natively, by every build that it takes`, async () => {
          const baseline = { build: "baseline", fingerprint: settings.unfused };
          const relaxed = { build: "relaxed", fingerprint: settings.fused };
          assert.deepEqual(await trained("baseline", true, settings), baseline);
          if (hasRelaxed) assert.deepEqual(await trained("relaxed", true, settings), relaxed);
        });
      }

      it("the page's own thread gives the same bits as a worker", async () => {
        const { fused, unfused } = fingerprints.kinds.vanilla;
        const { fingerprint } = await trained("auto", false, fingerprints.kinds.vanilla);
        assert.equal(fingerprint, hasRelaxed ? fused : unfused);
      });

      it("works in a worker by default", async () => {
        const { build, worker, notes } = await call(engine, loadedInfo);
        assert.deepEqual({ build, worker, notes }, { build: best, worker: true, notes: [] });
      });

      it("gives the relaxed build where it is asked for, or says why not", async (t) => {
        const { build, notes } = await call(engine, loadedInfo, { build: "relaxed" });
        t.diagnostic(`${name} ${engine.version}: ${build}`);
        const why = hasRelaxed ? [] : ["build: this engine has no relaxed SIMD"];
        assert.deepEqual({ build, notes }, { build: best, notes: why });
        if (name === "Chromium") assert.equal(build, "relaxed");
      });

      for (const kind of ["vanilla", "convolutional"]) {
        it(`${kind}: two threads end in the same bits as one`, async (t) => {
          const hasThreads = await call(engine, () => typeof SharedArrayBuffer === "function");
          t.diagnostic(`${name} ${engine.version}: ${hasThreads ? "threads" : "no threads"}`);
          if (name !== "WebKit") assert.ok(hasThreads);
          const settings = fingerprints.kinds[kind];
          const alone = await trainedBy({ threads: 1 }, settings);
          const { info, fingerprint } = await trainedBy({ threads: 2 }, settings);
          assert.equal(fingerprint, alone.fingerprint);
          assert.equal(info.build, best);
          if (hasThreads) return assert.deepEqual([info.threads, info.notes], [2, []]);
          assert.equal(info.threads, 1);
          assert.match(info.notes.join(), /^threads: (this engine has no shared memory|page is not cross-)/);
        });
      }

      it("the page starts the workers of threads, too, and ends them", async () => {
        const isSmall = !(await call(engine, () => typeof SharedArrayBuffer === "function"));
        const { started, ended } = await call(engine, countedWorkers, { threads: 3 });
        assert.deepEqual({ started, ended }, isSmall ? { started: 1, ended: 1 } : { started: 3, ended: 3 });
      });

      it("the page's own thread is the only one there", async () => {
        const { threads, notes } = await call(engine, loadedInfo, { worker: false, threads: 2 });
        const why = "threads: a page's own thread must not wait for others";
        assert.deepEqual({ threads, notes }, { threads: 1, notes: [why] });
      });
    });

    describe("the package on a page that is not isolated", () => {
      let site;
      before(async () => {
        site = await serve({ root, isolated: false, base: "/some/sub/" });
        await engine.open(`${site.url}index.js`);
      });
      after(() => site?.close());

      it("gives one thread and says why", async () => {
        const { threads, notes } = await call(engine, loadedInfo, { threads: 2 });
        const why = "threads: page is not cross-origin isolated";
        assert.deepEqual({ threads, notes }, { threads: 1, notes: [why] });
      });
    });

    describe("the page", () => {
      let site;
      before(async () => {
        site = await serveSite();
        await engine.open(site.url);
      });
      after(() => site?.close());

      for (const kind of ["vanilla", "denoising", "sparse", "variational", "convolutional", "stacked"]) {
        it(`${kind}: becomes ready, and training lowers the loss`, async () => {
          await until(engine, () => /^\d/.test(text("figure-psnr")));
          await call(engine, (id) => press(`kind-${id}`), kind);
          await until(engine, () => figure("steps") === 0 && /^\d/.test(text("figure-psnr")));
          await call(engine, () => press("step"));
          await until(engine, () => figure("steps") === 1);
          const first = await call(engine, () => figure("loss"));
          await call(engine, () => press("train"));
          // Not at a certain step: a layer's pretraining has a loss of its own, which may be larger.
          await until(engine, (first) => figure("steps") >= 150 && figure("loss") < 0.8 * first, first);
          await call(engine, () => press("train"));
        });
      }
    });

    describe("photos and scans", () => {
      let site;
      before(async () => {
        site = await serveSite({ fewDigits: true });
      });
      after(() => site?.close());

      const trainFor = async (steps) => {
        await until(engine, () => isEnabled("train"));
        await call(engine, () => press("train"));
        await until(engine, (steps) => figure("steps") >= steps, steps);
        await call(engine, () => press("train"));
      };

      it("noise is taken from a photo, it is made small, and what is unusual in a scan is found", async () => {
        await engine.open("about:blank");
        await engine.open(`${site.url}#/photos?photo=camera&from=alone&for=0`);
        await trainFor(200);
        await until(engine, () => parseFloat(text("photo-psnr")) > parseFloat(text("photo-psnr-noisy")) + 3);
        await call(engine, () => press("photo-do-compress"));
        await until(engine, () => text("photo-code") !== undefined);
        await trainFor(200);
        await until(engine, () => parseFloat(text("photo-bytes")) > 0);
        await engine.open("about:blank");
        await engine.open(`${site.url}#/anomalies?data=retina`);
        await until(engine, () => isEnabled("train"));
        await call(engine, () => press("train"));
        await until(engine, () => /hottest place is the optic disc/.test(text("large-says")));
      });
    });

    describe("an engineer's week", () => {
      let site;
      before(async () => {
        site = await serveSite();
      });
      after(() => site?.close());

      it("own file, train, save; next week's file, judged by what was saved; a report; all there after a reload", async () => {
        const drop = (name, content) => call(engine, dropped, { name, content });
        await engine.open(`${site.url}#/anomalies`);
        await until(engine, () => isEnabled("train"));
        await drop("week1.csv", toText(pumps(600)));
        await until(engine, () => isEnabled("own-use"));
        await call(engine, () => press("own-use"));
        await until(engine, () => location.hash.includes("data=own") && isEnabled("train"));
        await call(engine, () => press("train"));
        await until(engine, () => document.querySelector(".transport").dataset.status === "finished");
        await until(engine, () => isEnabled("save"));
        const file = await call(engine, saved);

        await engine.open("about:blank");
        await engine.open(`${site.url}#/anomalies?data=heartbeats`);
        await until(engine, () => isEnabled("train"));
        await drop("notes.safetensors", toText("no model"));
        await until(engine, () => text("trouble"));
        await drop("week1.safetensors", file);
        await until(engine, () => /knows 3 columns/.test(text("model-waiting")));
        await drop("week2.csv", toText(pumps(500, { shift: 30, load: false })));
        await until(engine, () => isEnabled("own-use"));
        assert.match(await call(engine, () => text("next-match")), /left out of the judgement: load/);
        assert.match(await call(engine, () => text("next-match")), /ignored: operator/);
        await call(engine, () => press("own-use"));
        await until(engine, () => /above the threshold/.test(text("drift")));
        const flagged = await call(engine, () => parseFloat(text("figure-flagged")));
        assert.ok(flagged >= 20, `${flagged} flagged`);
        assert.match(await call(engine, () => text("drift")), /flow: .*% of the rows lie outside/);
        assert.equal(await call(engine, () => isEnabled("train")), false);

        await call(engine, () => press("report"));
        await until(engine, () =>
          document.querySelector("iframe")?.contentDocument?.body?.textContent.includes("week2.csv"),
        );
        const report = await call(
          engine,
          () => document.querySelector("iframe").contentDocument.body.textContent,
        );
        for (const part of ["week2.csv", "500", "Threshold", "The first twenty", "pressure:", "Columns used"])
          assert.ok(report.includes(part), part);

        await engine.open("about:blank");
        await engine.open(`${site.url}#/anomalies?data=own`);
        await until(engine, () => /week2\.csv/.test(text("table-own")));
      });
    });
  });
}

/** As base64. */
const toText = (content) => Buffer.from(content).toString("base64");

/** Readings of a pump; every 25th has a fault in its pressure. In another week it runs warmer, without one column and with another. */
function pumps(rows, { shift = 0, load: hasLoad = true } = {}) {
  const lines = Array.from({ length: rows }, (_, i) => {
    const load = 0.5 + 0.5 * Math.sin(i / 7);
    const flow = 40 + 12 * load + Math.sin(i * 12.9) + (i % 10 === 3 ? shift : 0);
    const pressure = (i % 25 === 24 ? 9 : 1.8) + 2 * load + 0.2 * Math.sin(i * 78.2);
    const cells = [flow, pressure].map((value) => value.toFixed(2));
    return hasLoad ? [...cells, load.toFixed(3)].join() : [...cells, i % 2 ? "Ann" : "Ben"].join();
  });
  return [hasLoad ? "flow,pressure,load" : "flow,pressure,operator", ...lines].join("\n");
}

// In the page.
function dropped({ name, content }) {
  const bytes = Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0));
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([bytes], name));
  dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
}

/** Presses "Save", and what would be a download comes back as base64. */
function saved() {
  return new Promise((resolve) => {
    const before = URL.createObjectURL;
    URL.createObjectURL = (blob) => {
      URL.createObjectURL = before;
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result.split(",")[1]);
      reader.readAsDataURL(blob);
      return before.call(URL, blob);
    };
    press("save");
  });
}

const isEnabled = (name) => document.querySelector(`[data-anchor="${name}"]:enabled`) !== null;

/** Calls a function in the engine's page, where it has the helpers below at hand. */
function call(engine, inPage, argument = {}) {
  return engine.evaluate(`(() => {
    ${[text, figure, press].join("\n")}
    const isEnabled = ${isEnabled};
    const saved = ${saved};
    return (${inPage})(${JSON.stringify(argument)});
  })()`);
}

/** Asks in the page until it is so. */
async function until(engine, isSo, argument) {
  const end = performance.now() + 60_000;
  while (!(await call(engine, isSo, argument))) {
    if (performance.now() > end) throw new Error(`never came true: ${isSo}`);
    await sleep(50);
  }
}

// These run in the page.

/** Not by asking the package, which has its own ways to find out. */
async function acceptsRelaxed() {
  const response = await fetch("wasm/relaxed.wasm");
  return WebAssembly.validate(await response.arrayBuffer());
}

async function train({ options, config, fit, samples }) {
  const { load } = await import("./index.js");
  const runtime = await load(options);
  const model = await runtime.create(config);
  await model.fit(globalThis.patternedBytes(samples * model.features), fit);
  const result = { info: runtime.info, fingerprint: await model.fingerprint() };
  await runtime.dispose();
  return result;
}

async function loadedInfo(options) {
  const { load } = await import("./index.js");
  const runtime = await load(options);
  await runtime.dispose();
  return runtime.info;
}

/** How many workers the page starts for a runtime, and ends with it. */
async function countedWorkers(options) {
  const { load } = await import("./index.js");
  const Original = globalThis.Worker;
  let [started, ended] = [0, 0];
  globalThis.Worker = class extends Original {
    constructor(...args) {
      super(...args);
      started++;
    }
    terminate() {
      super.terminate();
      ended++;
    }
  };
  try {
    const runtime = await load(options);
    await runtime.dispose();
    return { started, ended };
  } finally {
    globalThis.Worker = Original;
  }
}

function text(anchor) {
  return document.querySelector(`[data-anchor="${anchor}"]`)?.textContent;
}

function figure(name) {
  return Number.parseFloat(text(`figure-${name}`).replaceAll(",", ""));
}

function press(anchor) {
  document.querySelector(`[data-anchor="${anchor}"]`).click();
}
