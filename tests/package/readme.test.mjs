// Every JavaScript snippet of the READMEs is run as it stands, on real digits.

import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import assert from "node:assert/strict";
import { folder } from "./packed.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const digits = path.join(root, "tools/pack-digits.mjs");
const prelude = `
  const { readDigits } = await import(${JSON.stringify(`file://${digits}`)});
  const digits = (await readDigits()).images.subarray(0, 500 * 784);
`;

for (const file of ["README.md", "bindings/README.md"]) {
  const text = readFileSync(path.join(root, file), "utf8");
  const snippets = [...text.matchAll(/^```js\n(.*?)^```$/gms)].map((match) => match[1]);
  test(`${file} has snippets`, () => assert.ok(snippets.length > 0));
  for (const [i, snippet] of snippets.entries()) {
    test(`${file}: snippet ${i + 1} runs`, () => {
      const script = path.join(folder, `${file.replaceAll("/", "-")}-${i}.mjs`);
      writeFileSync(script, prelude + snippet);
      execFileSync(process.execPath, [script], { stdio: ["ignore", "ignore", "pipe"], timeout: 60_000 });
    });
  }
}
