// The package without a bundler, in Chromium: beside a page, from elsewhere, under policies and in service workers.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, it } from "node:test";
import { serve } from "../../tools/serve.mjs";
import { all, alone, chromium, installed, program, project } from "./support.mjs";

const beside = "./node_modules/hourglass-autoencoder/dist/index.js";

let browser;
before(async () => (browser = await chromium()));
after(() => browser?.close());

it("a script module on a static server: worker and threads", async () => {
  assert.deepEqual(await browser.served(project("static", { "main.js": program(beside) })), all);
});

it("a script module in a sub-folder: worker and threads", async () => {
  const folder = project("sub-folder", { "main.js": program(beside) });
  assert.deepEqual(await browser.served(folder, { base: "/a/sub/folder/" }), all);
});

it("a script module without isolation headers: worker, one thread, and says so", async () => {
  const folder = project("plain", { "main.js": program(beside) });
  const notes = ["threads: page is not cross-origin isolated"];
  assert.deepEqual(await browser.served(folder, { isolated: false }), { ...all, threads: 1, notes });
});

it("an import map: worker and threads", async () => {
  const map = JSON.stringify({
    imports: {
      "hourglass-autoencoder": beside,
      "hourglass-autoencoder/": "./node_modules/hourglass-autoencoder/dist/",
    },
  });
  const html = `<!doctype html><script type="importmap">${map}</script>
    <script type="module">${program("hourglass-autoencoder")}</script>`;
  assert.deepEqual(await browser.served(project("import-map", { "index.html": html })), all);
});

it("from another origin: worker and threads", async (t) => {
  const headers = { "Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin" };
  const elsewhere = await serve({ root: path.join(installed, "dist"), csp: false, headers });
  t.after(() => elsewhere.close());
  const folder = project("elsewhere", { "main.js": program(`${elsewhere.url}index.js`) });
  assert.deepEqual(await browser.served(folder), all);
});

it("a strict policy: worker and threads, and nothing refused", async () => {
  const policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'";
  const folder = project("strict", { "main.js": program(beside) });
  const found = await browser.served(folder, { headers: { "Content-Security-Policy": policy } });
  assert.deepEqual(found, all);
});

it("a policy that forbids workers: in the page's thread, and says so", async () => {
  const folder = project("forbidden", { "main.js": program(beside) });
  const policy = "script-src 'self' 'wasm-unsafe-eval'; worker-src 'none'";
  const headers = { "Content-Security-Policy": policy };
  const { notes, refused, ...found } = await browser.served(folder, { headers });
  assert.deepEqual(found, alone);
  assert.match(notes[0], /^worker: none could be started \(/);
  assert.ok(refused.length > 0); // so the strict policy's test would see it, too
});

it("a module service worker: in its thread", async () => {
  const folder = project("service", {
    "main.js": `
      navigator.serviceWorker.register("./service.js", { type: "module" });
      globalThis.outcome = navigator.serviceWorker.ready.then(({ active }) => new Promise((resolve) => {
        navigator.serviceWorker.onmessage = ({ data }) => resolve(data);
        active.postMessage("train");
      }));`,
  });
  const service = `${program(beside)}
    onmessage = ({ source }) => globalThis.outcome.then((outcome) => source.postMessage(outcome));`;
  writeFileSync(path.join(folder, "service.js"), service);
  const { notes, threads, ...found } = await browser.served(folder);
  const { threads: one, ...wanted } = alone;
  assert.deepEqual(found, wanted);
});
