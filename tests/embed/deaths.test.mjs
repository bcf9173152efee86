// A worker that dies takes its models with it, and says so; what was saved opens in a new runtime.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { it } from "node:test";
import { serve } from "../../tools/serve.mjs";
import { launch } from "../web/support.mjs";
import { project } from "./support.mjs";

const settings = "{ input: 784, encoder: [dense(64)] }";

/** A function's text: trains, and when `kill` is called meets its end; then opens in a new runtime what was saved. */
const story = (threads) => `async ({ dense, load }, kill) => {
  const first = await load({ worker: true, threads: ${threads} });
  const model = await first.create(${settings});
  const saved = await model.save();
  const wanted = await model.fingerprint();
  const run = model.fit(new Uint8Array(784 * 5000), { epochs: 1000 });
  run.catch(() => undefined);
  await new Promise((begun) => setTimeout(begun, 300));
  kill();
  const [pending, later] = [await run.catch((error) => error), await model.encode(new Uint8Array(784)).catch((error) => error)];
  const second = await load({ worker: true, threads: ${threads} });
  const again = await second.open(saved);
  const isSame = (await again.fingerprint()) === wanted;
  await model.dispose();
  await first.dispose();
  await second.dispose();
  const of = ({ code, message }) => ({ code, message });
  return { pending: of(pending), later: of(later), isSame };
}`;

function check({ pending, later, isSame }) {
  for (const { code, message } of [pending, later]) {
    assert.equal(code, "disposed");
    assert.match(message, /^The worker stopped: .*Models that were saved open in a new runtime$/);
  }
  assert.equal(isSame, true);
}

/** Ways to kill a worker, as functions that run inside it. */
const ends = {
  "that the browser ends": () => self.close(),
  "that fails": () => void setTimeout(() => void globalThis.absent.member),
};

for (const [what, end] of Object.entries(ends)) {
  it(`a worker ${what} rejects what is pending, in Chromium`, async (t) => {
    const script = `import * as hourglass from "./node_modules/hourglass-autoencoder/dist/index.js";
      globalThis.outcome = (${story(2)})(hourglass, () => globalThis.kill());`;
    const site = await serve({ root: project(what.replaceAll(" ", "-"), { "main.js": script }), csp: false });
    const browser = await launch();
    t.after(async () => {
      await browser.close();
      await site.close();
    });
    const page = await browser.newPage();
    await page.exposeFunction("kill", async () => {
      const host = page.workers().find((worker) => worker.url().endsWith("/worker.js"));
      await host.evaluate(end).catch(() => undefined);
    });
    await page.goto(site.url);
    check(await page.evaluate(() => globalThis.outcome));
  });
}

it("a worker that is terminated rejects what is pending, in Node", () => {
  const main = `
    import * as hourglass from "hourglass-autoencoder";
    const workers = [];
    process.on("worker", (worker) => workers.push(worker));
    (${story(1)})(hourglass, () => workers[0].terminate()).then((outcome) => console.log(JSON.stringify(outcome)));`;
  const folder = project("terminated", { "main.mjs": main });
  const { stdout, stderr } = spawnSync(process.execPath, ["main.mjs"], {
    cwd: folder,
    encoding: "utf8",
    timeout: 60_000,
  });
  assert.equal(stderr, "");
  check(JSON.parse(stdout));
});
