// The snippets that need a document are run as they stand, in Chromium, on real digits.

import assert from "node:assert/strict";
import path from "node:path";
import { writeFileSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import { readDigits } from "../../tools/pack-digits.mjs";
import { needsDocument, snippetsOf } from "../package/snippets.mjs";
import { chromium, project } from "./support.mjs";

const snippets = Object.entries(snippetsOf()).flatMap(([file, texts]) =>
  texts.flatMap((text, i) => (needsDocument(text) ? [{ title: `${file}, snippet ${i + 1}`, text }] : [])),
);

const map = JSON.stringify({
  imports: { "hourglass-autoencoder": "./node_modules/hourglass-autoencoder/dist/index.js" },
});
const html = (script) => `<!doctype html>
  <canvas width="28" height="28"></canvas><progress></progress><button>Stop</button>
  <script type="importmap">${map}</script>
  <script type="module">
    const digits = new Uint8Array(await (await fetch("./digits")).arrayBuffer());
    globalThis.outcome = (async () => {
      ${script.replaceAll(/^import (.*) from (.*);$/gm, "const $1 = await import($2);")}
      return { bar: document.querySelector("progress").value, title: document.querySelector("progress").title };
    })().catch(({ stack, message }) => ({ message, stack }));
  </script>`;

describe("snippets that need a document", () => {
  let browser, digits;
  before(async () => {
    browser = await chromium();
    digits = (await readDigits()).images.subarray(0, 500 * 784);
  });
  after(() => browser?.close());

  it("are there", () => assert.ok(snippets.length > 1));

  for (const [i, { title, text }] of snippets.entries())
    it(`${title} runs`, async () => {
      const folder = project(`snippet-${i}`, { "index.html": html(text) });
      writeFileSync(path.join(folder, "digits"), digits);
      const { bar, title, message, stack } = await browser.served(folder);
      assert.equal(message, undefined, stack);
      if (text.includes("progress")) assert.deepEqual([bar, title], [1, "0 s left"]);
    });
});
