// The table of misuses in Chromium, with models in a worker and in the page's thread.

import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import path from "node:path";
import { after, before, it } from "node:test";
import { fileURLToPath } from "node:url";
import { brokenSite } from "../package/broken-site.mjs";
import { features, patternedBytes } from "../package/support.mjs";
import { chromium, project } from "./support.mjs";

let browser, broken;
before(async () => {
  browser = await chromium();
  broken = await brokenSite();
});
after(async () => {
  await browser?.close();
  await broken?.close();
});

for (const worker of [true, false])
  it(`all misuses, ${worker ? "in a worker" : "in the page's thread"}`, async (t) => {
    const script = `
      import * as hourglass from "./node_modules/hourglass-autoencoder/dist/index.js";
      import { misuses, problemOf } from "./misuses.mjs";
      const patternedBytes = ${patternedBytes};
      const small = { input: ${features}, encoder: [hourglass.dense(8, "tanh")], seed: 1 };
      const smallData = patternedBytes(400 * ${features});
      const all = misuses({ hourglass, small, smallData, features: ${features}, site: ${JSON.stringify(broken.url)} });
      globalThis.outcome = (async () => {
        const problems = [];
        for (const misuse of all) {
          const problem = await problemOf(misuse, ${worker});
          if (problem !== undefined) problems.push(misuse.what + ": " + problem);
        }
        return { count: all.length, problems };
      })();`;
    const folder = project(`misuse-${worker}`, { "main.js": script });
    const table = fileURLToPath(new URL("../package/misuses.mjs", import.meta.url));
    cpSync(table, path.join(folder, "misuses.mjs"));
    const { count, problems } = await browser.served(folder, { isolated: false });
    t.diagnostic(`${count} misuses`);
    assert.deepEqual(problems, []);
    assert.ok(count >= 80, `${count}`);
  });
