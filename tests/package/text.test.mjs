// Sentences as vectors: what counts, how it is weighted, and that it is the same everywhere.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { TextVectorizer, wordsOf } from "hourglass-autoencoder/data";

const near = (value, wanted, tolerance = 1e-6) =>
  assert.ok(Math.abs(value - wanted) <= tolerance, `${value} is not ${wanted}`);

describe("TextVectorizer", () => {
  it("finds words in any script, in small letters", () => {
    assert.deepEqual(wordsOf("Don't STOP: Größe, café 3-mal!"), ["don't", "stop", "größe", "café", "3-mal"]);
    assert.deepEqual(wordsOf("e\u0301te\u0301"), ["\u00e9t\u00e9"], "composed");
    assert.deepEqual(wordsOf("日本語 текст"), ["日本語", "текст"]);
    assert.deepEqual(wordsOf(" …! "), []);
  });

  it("weighs as scikit-learn's TF-IDF does: sublinear counts, smooth rarity, length 1", () => {
    const texts = ["a a b", "a c", "d"];
    const vectorizer = new TextVectorizer({ features: 65_536, characters: null }).fit(texts);
    const vector = vectorizer.transform(["a a b"]);
    const idf = (count) => Math.log(4 / (1 + count)) + 1;
    const [a, b] = [(1 + Math.log(2)) * idf(2), idf(1)];
    const length = Math.hypot(a, b);
    const found = [...vector].filter((value) => value > 0).sort((x, y) => y - x);
    near(found[0], a / length);
    near(found[1], b / length);
    assert.equal(found.length, 2);
  });

  it("hashes are those of FNV-1a, pinned", () => {
    const vectorizer = new TextVectorizer({ features: 1024, words: [1, 2], characters: [3, 3] }).fit([
      "the cat",
    ]);
    const vector = vectorizer.transform(["the cat"]);
    // "w the", "w cat", "w the cat", and of each word with its edges three times three letters.
    const places = [...vector.keys()].filter((i) => vector[i] > 0);
    assert.deepEqual(places, [56, 93, 291, 470, 599, 908, 912, 933, 1013]);
    near(
      vector.reduce((sum, x) => sum + x * x, 0),
      1,
    );
  });

  it("counts known words, and leaves a text without any at zero", () => {
    const vectorizer = new TextVectorizer().fit(["the cat sleeps", "a dog"]);
    assert.deepEqual(vectorizer.known("The dog flies"), { words: 3, known: 2 });
    assert.deepEqual(vectorizer.known("!"), { words: 0, known: 0 });
    assert.ok(vectorizer.transform(["…"]).every((value) => value === 0));
  });

  it("comes back from JSON the same", () => {
    const vectorizer = new TextVectorizer({ features: 64, words: null, characters: [4, 4] }).fit([
      "one",
      "two three",
    ]);
    const back = TextVectorizer.fromJSON(JSON.parse(JSON.stringify(vectorizer)));
    assert.deepEqual(back.transform(["three ones"]), vectorizer.transform(["three ones"]));
    assert.deepEqual(back.known("one four"), { words: 2, known: 1 });
  });

  it("refuses what cannot be, by name", () => {
    const refused = (job, code, message) =>
      assert.throws(job, (error) => error.code === code && message.test(error.message));
    refused(() => new TextVectorizer({ features: 8 }), "invalid_config", /options\.features.*got 8/);
    refused(() => new TextVectorizer({ words: [2, 1] }), "invalid_config", /options\.words.*\[2,1\]/);
    refused(() => new TextVectorizer({ words: null, characters: null }), "invalid_config", /both be null/);
    refused(() => new TextVectorizer().fit([]), "invalid_data", /texts must not be empty/);
    refused(() => new TextVectorizer().transform(["a"]), "invalid_data", /call fit/);
    const saved = new TextVectorizer({ features: 16 }).fit(["a"]).toJSON();
    refused(() => TextVectorizer.fromJSON({}), "invalid_file", /format/);
    refused(
      () => TextVectorizer.fromJSON({ ...saved, version: 2 }),
      "invalid_file",
      /version must be 1, got 2/,
    );
    refused(() => TextVectorizer.fromJSON({ ...saved, weights: [1] }), "invalid_file", /weights/);
    refused(() => TextVectorizer.fromJSON({ ...saved, weights: saved.weights.map(() => "x") }), "invalid_file", /weights/); // prettier-ignore
    refused(() => TextVectorizer.fromJSON({ ...saved, vocabulary: null }), "invalid_file", /vocabulary/);
  });
});
