// From sentences to numbers: hashed parts of words and words, weighted by how rare they are.

import { HourglassError } from "../base/errors.js";
import { checkKeys } from "../base/unknown-keys.js";

/** What a vectorizer counts. */
export interface TextOptions {
  /** Numbers that a text becomes, from 16 to 65536; default 1024. Parts share a number where their hashes fall together. */
  features?: number | undefined;
  /** Fewest and most words in a row that count as one part; default [1, 1]. Null: no words. */
  words?: readonly [number, number] | null | undefined;
  /** Fewest and most letters in a row, within a word and its edges; default [3, 5]. Null: no letters. */
  characters?: readonly [number, number] | null | undefined;
}

/** Of a text. */
export interface KnownWords {
  /** How many it has. */
  words: number;
  /** How many of them were among those that were learnt from. */
  known: number;
}

/** As `toJSON` gives it. */
export interface SavedVectorizer {
  /** What it is. */
  format: "hourglass-text";
  /** Of the format. */
  version: 1;
  /** As in the options. */
  features: number;
  /** As in the options. */
  words: [number, number] | null;
  /** As in the options. */
  characters: [number, number] | null;
  /** How rare each number is. */
  weights: number[];
  /** Hashes of the words that were learnt from. */
  vocabulary: number[];
}

/** The words of a text in small letters: letters, digits and marks within words. */
export const wordsOf = (text: string): string[] =>
  text
    .normalize("NFC")
    .toLowerCase()
    .match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu) ?? [];

/** FNV-1a of 32 bits over the text's UTF-16 units: the same everywhere. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    hash = Math.imul(hash ^ (unit & 0xff), 0x01000193);
    hash = Math.imul(hash ^ (unit >> 8), 0x01000193);
  }
  return hash >>> 0;
}

/**
 * Learns from texts which of their parts are rare, and turns texts into vectors of length 1: the count of each part, as
 * 1 + ln(count), times ln((1 + texts) / (1 + texts with it)) + 1 (TF-IDF as scikit-learn has it), at the place that its hash gives.
 * The same texts give the same numbers everywhere.
 *
 *     const vectorizer = new TextVectorizer().fit(lines);
 *     const vectors = vectorizer.transform(lines); // lines.length * vectorizer.features
 */
export class TextVectorizer {
  /** Numbers that a text becomes. */
  readonly features: number;
  readonly #words: readonly [number, number] | null;
  readonly #characters: readonly [number, number] | null;
  #weights: Float64Array | null = null;
  #vocabulary = new Set<number>();

  constructor(options: TextOptions = {}) {
    checkKeys(options, ["features", "words", "characters"]);
    const { features = 1024, words = [1, 1], characters = [3, 5] } = options;
    if (!Number.isInteger(features) || features < 16 || features > 65_536)
      invalid(`options.features must be a whole number from 16 to 65536, got ${String(features)}`);
    if (!words && !characters) invalid("options.words and options.characters must not both be null");
    for (const [name, range] of Object.entries({ words, characters }))
      if (
        range &&
        !(
          Number.isInteger(range[0]) &&
          Number.isInteger(range[1]) &&
          range[0] >= 1 &&
          range[1] >= range[0] &&
          range[1] <= 10
        )
      )
        // prettier-ignore
        invalid(`options.${name} must be two whole numbers from 1 to 10, got ${JSON.stringify(range)}`);
    this.features = features;
    this.#words = words;
    this.#characters = characters;
  }

  /** Errors: invalid_data where there are no texts. */
  fit(texts: readonly string[]): this {
    if (texts.length === 0) throw new HourglassError("invalid_data", "texts must not be empty");
    const texted = new Float64Array(this.features);
    this.#vocabulary = new Set();
    for (const text of texts) {
      for (const word of wordsOf(text)) this.#vocabulary.add(hashOf(word));
      for (const place of this.#counts(text).keys()) texted[place]!++;
    }
    this.#weights = texted.map((count) => Math.log((1 + texts.length) / (1 + count)) + 1);
    return this;
  }

  /** texts.length * features numbers; a text without any word is all zeros. Errors: invalid_data before `fit`. */
  transform(texts: readonly string[]): Float32Array<ArrayBuffer> {
    const weights = this.#requireFitted();
    const vectors = new Float32Array(texts.length * this.features);
    texts.forEach((text, i) => {
      const counts = this.#counts(text);
      let square = 0;
      for (const [place, count] of counts) {
        const value = (1 + Math.log(count)) * weights[place]!;
        vectors[i * this.features + place] = value;
        square += value * value;
      }
      if (square === 0) return;
      const scale = 1 / Math.sqrt(square);
      for (const place of counts.keys()) vectors[i * this.features + place]! *= scale;
    });
    return vectors;
  }

  /** How many words a text has, and how many of them were among those that were learnt from. */
  known(text: string): KnownWords {
    this.#requireFitted();
    const words = wordsOf(text);
    return { words: words.length, known: words.filter((word) => this.#vocabulary.has(hashOf(word))).length };
  }

  /** Plain data, from which `fromJSON` makes the same vectorizer again. Errors: invalid_data before `fit`. */
  toJSON(): SavedVectorizer {
    const weights = this.#requireFitted();
    return {
      format: "hourglass-text",
      version: 1,
      features: this.features,
      words: this.#words && [...this.#words],
      characters: this.#characters && [...this.#characters],
      weights: [...weights],
      vocabulary: [...this.#vocabulary].sort((a, b) => a - b),
    };
  }

  /** Errors: invalid_file where it is not what `toJSON` gave. */
  static fromJSON(json: unknown): TextVectorizer {
    const saved = Object(json) as Partial<SavedVectorizer>;
    const refuse = (problem: string): never => {
      throw new HourglassError("invalid_file", `text: ${problem}`);
    };
    if (saved.format !== "hourglass-text") refuse(`format must be "hourglass-text", got ${JSON.stringify(saved.format)}`); // prettier-ignore
    if (saved.version !== 1) refuse(`version must be 1, got ${JSON.stringify(saved.version)}`);
    const { features, words, characters, weights, vocabulary } = saved as SavedVectorizer;
    const areNumbers = (list: unknown): list is number[] =>
      Array.isArray(list) && list.every((value) => Number.isFinite(value));
    if (!areNumbers(weights) || weights.length !== features)
      refuse("weights must be a number for each feature");
    if (!areNumbers(vocabulary)) refuse("vocabulary must be a list of numbers");
    const vectorizer = new TextVectorizer({ features, words, characters });
    vectorizer.#weights = Float64Array.from(weights);
    vectorizer.#vocabulary = new Set(vocabulary);
    return vectorizer;
  }

  /** How often each place is met. */
  #counts(text: string): Map<number, number> {
    const counts = new Map<number, number>();
    const add = (part: string) => {
      const place = hashOf(part) % this.features;
      counts.set(place, (counts.get(place) ?? 0) + 1);
    };
    const words = wordsOf(text);
    const [fewest, most] = this.#words ?? [1, 0];
    for (let n = fewest; n <= most; n++)
      for (let i = 0; i + n <= words.length; i++) add(`w ${words.slice(i, i + n).join(" ")}`);
    const [shortest, longest] = this.#characters ?? [1, 0];
    for (const word of words) {
      const edged = `<${word}>`;
      for (let n = shortest; n <= longest; n++)
        for (let i = 0; i + n <= edged.length; i++) add(`c ${edged.slice(i, i + n)}`);
    }
    return counts;
  }

  #requireFitted(): Float64Array {
    if (!this.#weights)
      throw new HourglassError(
        "invalid_data",
        "this vectorizer has learnt nothing yet: call fit(texts) before",
      );
    return this.#weights;
  }
}

function invalid(problem: string): never {
  throw new HourglassError("invalid_config", problem);
}
