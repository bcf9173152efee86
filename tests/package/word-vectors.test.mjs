// Sentences by the meaning of their words: files of vectors, weights, missing words, and what is refused.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { zipSync } from "fflate";
import { toNpy, WordVectors } from "hourglass-autoencoder/data";

const letters = (text) => new TextEncoder().encode(text);
const read = (text, options) => WordVectors.read(letters(text), options);
const glove = "the 1 0 0\ndog 0 2 0\ncat 0 1 1\nrun -1 0.5 0\n";
const close = (a, b, within = 1e-6) => {
  assert.equal(a.length, b.length);
  a.forEach((value, i) => assert.ok(Math.abs(value - b[i]) <= within, `${i}: ${value} for ${b[i]}`));
};
const npz = (arrays) =>
  zipSync(Object.fromEntries(Object.entries(arrays).map(([name, array]) => [`${name}.npy`, array])));
const invalid = (message) => (error) => error.code === "invalid_file" && message.test(error.message);

describe("word vectors", () => {
  it("are the weighted mean of the words', of length 1, by hand", async () => {
    const vectors = await read(glove);
    assert.deepEqual([vectors.features, [...vectors.words]], [3, ["the", "dog", "cat", "run"]]);
    const weight = (rank) => 0.001 / (0.001 + 0.1 / (rank + 2.7));
    const sum = [weight(0), 2 * weight(1) + weight(2), weight(2)];
    const length = Math.hypot(...sum);
    close(vectors.transform(["The dog, CAT!"]), sum.map((value) => value / length)); // prettier-ignore
    close(vectors.vectorOf("Dog"), [0, 2, 0]);
    assert.equal(vectors.vectorOf("horse"), null);
  });

  it("less the mean of the texts that were fitted; a text without a known word is all zeros", async () => {
    const vectors = (await read(glove)).fit(["dog", "cat", "nothing known"]);
    const half = Math.SQRT1_2;
    const mean = [0, (1 + half) / 2, half / 2];
    close(vectors.transform(["dog", "zebra"]), [0, 1 - mean[1], -mean[2], 0, 0, 0]);
    assert.throws(() => vectors.fit([]), { code: "invalid_data" });
  });

  it("words are looked for without their endings, and by their parts", async () => {
    const vectors = await read(glove);
    const same = (text, as) => close(vectors.transform([text]), vectors.transform([as]));
    same("dogs", "dog");
    same("dog's", "dog");
    same("dog’s", "dog");
    same("running runing", "run"); // "runn" is none
    same("cat-dog", "cat dog");
    assert.deepEqual(vectors.known("The dogs barked at a cat-dog"), { words: 6, known: 3 });
  });

  it("texts of GloVe, word2vec and fastText are the same, gzipped or not, with Windows' line ends", async () => {
    const wanted = (await read(glove)).transform(["the dog runs"]);
    for (const text of [`4 3\n${glove}`, glove.replaceAll("\n", " \r\n"), glove.trimEnd()])
      close((await read(text)).transform(["the dog runs"]), wanted);
    const packed = await WordVectors.read(new Blob([gzipSync(glove)]));
    close(packed.transform(["the dog runs"]), wanted);
  });

  it("no more words are read than asked for; capitals alone make no other word; names with spaces are read", async () => {
    const text = `The 1 2\nthe 3 4\nat home 5 6\nlast 7 8\n${"x".repeat(200_000)}`;
    const vectors = await read(text, { limit: 3 });
    assert.deepEqual([...vectors.words], ["the", "at home", "last"]);
    close(vectors.vectorOf("the"), [1, 2]);
  });

  it("an NPZ file with bytes and scales, and an NPY file with words, are the same as text", async () => {
    const words = ["the", "dog", "cat", "run"];
    const bytes = Int8Array.of(127, 0, 0, 0, 127, 0, 0, 64, 64, -127, 63, 0);
    const scales = Float32Array.of(1 / 127, 2 / 127, 1 / 64, 1 / 127);
    const numbers = Float32Array.from(bytes, (value, i) => value * scales[Math.floor(i / 3)]);
    const file = npz({
      vectors: toNpy(bytes, [4, 3]),
      scales: toNpy(scales),
      words: toNpy(letters(words.join("\n"))),
    });
    const [packed, plain] = [
      await WordVectors.read(file),
      WordVectors.fromNpy(toNpy(numbers, [4, 3]), words),
    ];
    close(packed.transform(["the dog runs"]), plain.transform(["the dog runs"]));
    const first = await WordVectors.read(file, { limit: 2 });
    assert.deepEqual([...first.words], ["the", "dog"]);
    close(first.vectorOf("dog"), [0, 2, 0]);
  });

  it("what was fitted is saved, and is the same again; of other vectors it is refused", async () => {
    const vectors = await read(glove);
    const fitted = vectors.fit(["dog", "the cat"]);
    const again = vectors.fromJSON(JSON.parse(JSON.stringify(fitted)));
    assert.deepEqual(again.transform(["the dog runs"]), fitted.transform(["the dog runs"]));
    assert.throws(() => vectors.toJSON(), { code: "invalid_data" });
    const saved = fitted.toJSON();
    const refused = [
      [{ ...saved, format: "x" }, /format must be "hourglass-words", got "x"/],
      [{ ...saved, version: 2 }, /version must be 1, got 2/],
      [{ ...saved, size: 5 }, /5 words of 3 numbers, and here are 4 of 3/],
      [{ ...saved, mean: [1, 2, "x"] }, /mean must be 3 numbers/],
      [null, /format/],
    ];
    for (const [json, message] of refused) assert.throws(() => vectors.fromJSON(json), invalid(message));
  });

  it("what is wrong with a file is said, with its place", async () => {
    await assert.rejects(read(""), invalid(/empty/));
    await assert.rejects(read("dog\n"), invalid(/line 1 is no word with its numbers: "dog"/));
    await assert.rejects(read("dog 1 2\ncat 1\n"), invalid(/line 2 has 1 numbers, and 2 are wanted/));
    await assert.rejects(read("dog 1 2\ncat 1 y\n"), invalid(/line 2, number 2 is none: "y"/));
    await assert.rejects(read(`dog 1 2\ncat ${"1".repeat(200_000)}`), invalid(/more than 100000 letters/));
    const packed = gzipSync(glove);
    await assert.rejects(WordVectors.read(packed.subarray(0, packed.length - 12)), invalid(/damaged/));
    const words = toNpy(letters("a\nb"));
    const two = toNpy(new Float32Array(6), [2, 3]);
    const refused = [
      [{ vectors: two }, /holds the arrays words and vectors/],
      [{ vectors: toNpy(new Float32Array(6)), words }, /matrix of 2 words x features, got \(6\)/],
      [{ vectors: toNpy(new Float32Array(9), [3, 3]), words }, /matrix of 2 words x features, got \(3, 3\)/],
      [{ vectors: two, words: toNpy(new Float32Array(2)) }, /words must be bytes/],
      [{ vectors: two, words, scales: toNpy(new Float32Array(3)) }, /scales must be one for each of 2 words/],
      [{ vectors: two, words: toNpy(letters("a\na")) }, /1 words are there twice/],
    ];
    for (const [arrays, message] of refused)
      await assert.rejects(WordVectors.read(npz(arrays)), invalid(message));
    await assert.rejects(read(glove, { limit: 0 }), { code: "invalid_config" });
    await assert.rejects(read(glove, { limits: 2 }), /limits is unknown.*did you mean limit/);
    assert.throws(() => new WordVectors({ words: ["a"], vectors: [] }), { code: "shape_mismatch" });
  });

  it("whatever bytes a file has, it is read or refused", () =>
    fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", maxLength: 200 }), async (text) => {
        await read(text).catch((error) => assert.equal(error.code, "invalid_file", error.message));
      }),
    ));

  it("the page's vectors know what words mean", async () => {
    const file = readFileSync(new URL("../../web/public/data/words.en.npz", import.meta.url));
    const vectors = await WordVectors.read(file);
    assert.deepEqual([vectors.words.length, vectors.features], [30_000, 100]);
    const cosine = (a, b) => {
      const [p, q] = [vectors.transform([a]), vectors.transform([b])];
      return p.reduce((sum, value, i) => sum + value * q[i], 0);
    };
    assert.ok(cosine("The dog barks", "A cat meows") > cosine("The dog barks", "The bank pays interest"));
    assert.ok(file.length < 3.2e6);
  });
});
