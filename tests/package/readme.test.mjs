// Every JavaScript snippet of the READMEs is run as it stands, on real digits; those that need a document are run in Chromium
// (tests/embed/readme.test.mjs).

import { execFileSync } from "node:child_process";
import { copyFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import assert from "node:assert/strict";
import { folder } from "./packed.mjs";
import { needsDocument, snippetsOf } from "./snippets.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const digits = path.join(root, "tools/pack-digits.mjs");
// As in a browser, fetch finds what lies beside the snippet.
const prelude = `
  const { readFileSync: beside } = await import("node:fs");
  const { fetch: remote } = globalThis;
  globalThis.fetch = (name) => (/^\\w+:/.test(name) ? remote(name) : Promise.resolve(new Response(beside(name))));
  const { readDigits } = await import(${JSON.stringify(`file://${digits}`)});
  const digits = (await readDigits()).images.subarray(0, 500 * 784);
`;

// What the snippets find beside them: rows of a table, a model that learnt from them, and lines of text.
const maker = path.join(folder, "make-model.mjs");
writeFileSync(
  maker,
  `import { writeFileSync } from "node:fs";
   import { dense, load } from "hourglass-autoencoder";
   import { attachTable, TableEncoder } from "hourglass-autoencoder/data";
   const rows = Array.from({ length: 100 }, (_, i) => [String(i % 10), i % 3 ? "a" : "b"]);
   const encoder = new TableEncoder({ columns: ["n", "c"] }).fit(rows);
   const hourglass = await load();
   const model = await hourglass.create({ input: encoder.features, encoder: [dense(2)], outputActivation: "linear" });
   await model.fit(encoder.transform(rows), { epochs: 2 });
   writeFileSync("model.safetensors", attachTable(await model.save(), encoder));
   writeFileSync("lines.txt", Array.from({ length: 100 }, (_, i) => "line number " + i + " of many").join("\\n"));
   writeFileSync("glove.txt", ["line", "number", "of", "many"].map((word, i) => word + " " + Array.from({ length: 20 }, (_, k) => Math.sin(i + k * i)).join(" ")).join("\\n"));
   const past = Array.from({ length: 100 }, (_, i) => ({ time: new Date(36e5 * i).toISOString(), flow: i % 7, hall: i % 3 ? "a" : "b" }));
   writeFileSync("past.csv", ["time,flow,hall", ...past.map((row) => Object.values(row).join())].join("\\n"));
   writeFileSync("today.json", JSON.stringify(past.slice(0, 3)));
   writeFileSync("week.csv", ["flow,hall", ...past.map(({ flow, hall }) => flow + "," + hall)].join("\\n"));
   await hourglass.dispose();`,
);
execFileSync(process.execPath, [maker], { cwd: folder });
const pumps = Array.from({ length: 400 }, (_, i) => `P${i % 3};${i % 17},5;${i % 50 ? "ok" : "fault"}`);
writeFileSync(path.join(folder, "pumps.csv"), ["pump;flow;state", ...pumps].join("\n"));
copyFileSync(path.join(root, "tests/cases/pcm_360.wav"), path.join(folder, "ecg.wav"));

for (const [file, snippets] of Object.entries(snippetsOf())) {
  test(`${file} has snippets`, () => assert.ok(snippets.length > 0));
  for (const [i, snippet] of snippets.entries()) {
    if (needsDocument(snippet)) continue;
    test(`${file}: snippet ${i + 1} runs`, () => {
      const script = path.join(folder, `${file.replaceAll("/", "-")}-${i}.mjs`);
      writeFileSync(script, prelude + snippet);
      execFileSync(process.execPath, [script], {
        cwd: folder,
        stdio: ["ignore", "ignore", "pipe"],
        timeout: 60_000,
      });
    });
  }
}
