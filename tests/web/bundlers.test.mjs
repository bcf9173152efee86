// The package in default projects of bundlers, from other origins, in service workers, and where no worker may start.

import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import { serve } from "../../tools/serve.mjs";
import { fingerprints, patternedBytes } from "../package/support.mjs";
import { launch } from "./support.mjs";

const dist = fileURLToPath(new URL("../../bindings/dist", import.meta.url));
const { config, fit, unfused } = fingerprints.kinds.stacked;

/** Trains by the package that is imported from `from`, and leaves what it found where the test looks for it. */
const program = (from, options = {}) => `
  import { load } from ${JSON.stringify(from)};
  const patternedBytes = ${patternedBytes};
  globalThis.outcome = (async () => {
    const runtime = await load(${JSON.stringify({ build: "baseline", threads: 2, ...options })});
    const model = await runtime.create(${JSON.stringify(config)});
    await model.fit(patternedBytes(${fingerprints.samples} * model.features), ${JSON.stringify(fit)});
    const { worker, threads, notes } = runtime.info;
    const outcome = { worker, threads, notes, fingerprint: await model.fingerprint() };
    await runtime.dispose();
    return outcome;
  })().catch(({ code, message }) => ({ code, message }));
`;

const all = { worker: true, threads: 2, notes: [], fingerprint: unfused };
const isolation = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

describe("the package", () => {
  let browser, root;
  before(async () => {
    browser = await launch();
    root = mkdtempSync(fileURLToPath(new URL("../../build/bundled-", import.meta.url)));
  });
  after(async () => {
    await browser?.close();
    rmSync(root, { recursive: true, force: true });
  });

  /** A project that a person has just made, with the package installed. */
  function project(name, script = program("hourglass")) {
    const folder = path.join(root, name);
    const installed = path.join(folder, "node_modules/hourglass");
    mkdirSync(installed, { recursive: true });
    cpSync(dist, path.join(installed, "dist"), { recursive: true });
    cpSync(path.join(dist, "../package.json"), path.join(installed, "package.json"));
    const manifest = { name, private: true, type: "module", dependencies: { hourglass: "*" } };
    writeFileSync(path.join(folder, "package.json"), JSON.stringify(manifest));
    writeFileSync(
      path.join(folder, "index.html"),
      `<!doctype html><script type="module" src="./main.js"></script>`,
    );
    writeFileSync(path.join(folder, "main.js"), script);
    return folder;
  }

  /** What the program found out in a page. */
  async function outcome(url) {
    const context = await browser.newContext();
    const page = await context.newPage();
    try {
      await page.goto(url);
      // A development server may load the page anew, once it has seen what is imported.
      for (let tries = 0; ; tries++) {
        try {
          await page.waitForFunction(() => globalThis.outcome, undefined, { timeout: 30_000 });
          return await page.evaluate(() => globalThis.outcome);
        } catch (error) {
          if (tries === 3 || !/navigation|destroyed/.test(error.message)) throw error;
        }
      }
    } finally {
      await context.close();
    }
  }

  async function served(folder, options = {}) {
    const site = await serve({ root: folder, csp: false, ...options });
    try {
      return await outcome(site.url);
    } finally {
      await site.close();
    }
  }

  for (const version of ["vite5", "vite6", "vite7", "vite"]) {
    describe(version === "vite" ? "vite8" : version, () => {
      let folder, vite;
      before(async () => {
        vite = await import(version);
        folder = project(version);
      });

      it("is built without settings, and has its worker and its threads", async () => {
        await vite.build({ root: folder, logLevel: "error", base: "./" });
        assert.deepEqual(await served(path.join(folder, "dist"), { base: "/some/sub/" }), all);
      });

      it("is served in development without settings", async () => {
        const server = await vite.createServer({
          root: folder,
          logLevel: "error",
          server: { port: 0, headers: isolation },
        });
        try {
          await server.listen();
          assert.deepEqual(await outcome(server.resolvedUrls.local[0]), all);
        } finally {
          await server.close();
        }
      });
    });
  }

  it("as a bundle of esbuild, which leaves workers behind, runs in the page's thread and says so", async () => {
    const folder = project("esbuild");
    const options = {
      bundle: true,
      format: "esm",
      outfile: path.join(folder, "dist/main.js"),
      logLevel: "error",
    };
    await esbuild.build({ entryPoints: [path.join(folder, "main.js")], ...options });
    cpSync(path.join(folder, "index.html"), path.join(folder, "dist/index.html"));
    cpSync(path.join(dist, "wasm"), path.join(folder, "dist/wasm"), { recursive: true });
    const { notes, ...found } = await served(path.join(folder, "dist"));
    assert.deepEqual(found, { worker: false, threads: 1, fingerprint: unfused });
    assert.match(notes[0], /^worker: none could be started \(/);
    // Told where the worker is, it needs nothing else.
    writeFileSync(path.join(folder, "main.js"), program("hourglass", { workerUrl: "./hourglass/worker.js" }));
    await esbuild.build({ entryPoints: [path.join(folder, "main.js")], ...options });
    cpSync(dist, path.join(folder, "dist/hourglass"), { recursive: true });
    const told = await served(path.join(folder, "dist"));
    assert.equal(told.worker, true, JSON.stringify(told));
    assert.equal(told.fingerprint, unfused);
  });

  it("from another origin has its worker and its threads all the same", async (t) => {
    const headers = { "Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin" };
    const elsewhere = await serve({ root: dist, csp: false, headers });
    t.after(() => elsewhere.close());
    const folder = project("elsewhere", program(`${elsewhere.url}index.js`));
    assert.deepEqual(await served(folder), all);
  });

  it("where the policy forbids workers runs in the page's thread and says so", async () => {
    const folder = project("forbidden", program("./node_modules/hourglass/dist/index.js"));
    const policy = "script-src 'self' 'wasm-unsafe-eval'; worker-src 'none'";
    const { notes, ...found } = await served(folder, { headers: { "Content-Security-Policy": policy } });
    assert.deepEqual(found, { worker: false, threads: 1, fingerprint: unfused });
    assert.match(notes[0], /^worker: none could be started \(/);
  });

  it("works in a module service worker", async () => {
    const script = `
      navigator.serviceWorker.register("./service.js", { type: "module" });
      globalThis.outcome = navigator.serviceWorker.ready.then(({ active }) => new Promise((resolve) => {
        navigator.serviceWorker.onmessage = ({ data }) => resolve(data);
        active.postMessage("train");
      }));`;
    const folder = project("service", script);
    const service = `${program("./node_modules/hourglass/dist/index.js")}
      onmessage = ({ source }) => globalThis.outcome.then((outcome) => source.postMessage(outcome));`;
    writeFileSync(path.join(folder, "service.js"), service);
    const { worker, fingerprint, message } = await served(folder);
    assert.deepEqual(
      { worker, fingerprint, message },
      { worker: false, fingerprint: unfused, message: undefined },
    );
  });
});
