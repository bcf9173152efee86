// The package by itself in a browser: without the page, in a worker and without one.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { serve } from "../../tools/serve.mjs";
import { fingerprints, patternedBytes } from "../package/support.mjs";
import { launch } from "./support.mjs";

const root = fileURLToPath(new URL("../../bindings/dist", import.meta.url));

describe("the package in Chromium", () => {
  let browser;
  let site;
  let page;
  before(async () => {
    site = await serve({ root });
    browser = await launch();
    page = await browser.newPage();
    await page.addInitScript({ content: `globalThis.patternedBytes = ${patternedBytes}` });
    await page.goto(`${site.url}index.js`);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  for (const worker of [true, false]) {
    it(`50 steps end in the same bits as natively, ${worker ? "in a worker" : "in the page's thread"}`, async () => {
      const fingerprint = await page.evaluate(
        async ({ worker }) => {
          const { dense, load } = await import("./index.js");
          const runtime = await load({ worker, build: "baseline" });
          const model = await runtime.create({
            input: 784,
            encoder: [dense(32, "relu")],
            decoder: [dense(784, "sigmoid")],
            corruption: { kind: "gaussian", amount: 0.5 },
            seed: 7,
          });
          await model.fit(globalThis.patternedBytes(784 * 1000), { epochs: 5, batchSize: 100 });
          const fingerprint = await model.fingerprint();
          await runtime.dispose();
          return fingerprint;
        },
        { worker },
      );
      assert.equal(fingerprint, fingerprints.unfused.dense);
    });
  }

  it("works in a worker by default", async () => {
    const { info } = await page.evaluate(async () => {
      const { load } = await import("./index.js");
      const runtime = await load();
      const { info } = runtime;
      await runtime.dispose();
      return { info };
    });
    assert.deepEqual(info.notes, []);
    assert.equal(info.worker, true);
  });
});
