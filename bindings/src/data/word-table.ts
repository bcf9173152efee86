// Words, their vectors, and where a word stands.

import { HourglassError } from "../base/errors.js";
import type { NumberArray } from "./npy.js";

/** Words and their vectors, the most frequent words first. */
export interface WordTable {
  /** In small letters, none twice. */
  words: readonly string[];
  /** words x features, row by row: of any type, such as bytes. */
  vectors: NumberArray;
  /** What the numbers of each word are to be multiplied by; none: by 1. */
  scales?: NumberArray | undefined;
}

/** Looked for without these where a word is missing. */
const endings = ["'s", "’s", "s", "ed", "ing"];

export class IndexedWords implements WordTable {
  readonly words: readonly string[];
  readonly vectors: NumberArray;
  readonly scales: NumberArray | undefined;
  readonly features: number;
  readonly #ranks: Map<string, number>;

  constructor({ words, vectors, scales }: WordTable) {
    const features = vectors.length / words.length;
    if (words.length === 0 || features < 1 || !Number.isInteger(features))
      mismatch(`vectors must be as many numbers for each of ${words.length} words, got ${vectors.length}`);
    if (scales && scales.length !== words.length)
      mismatch(`scales must be one for each of ${words.length} words, got ${scales.length}`);
    this.words = words;
    this.vectors = vectors;
    this.scales = scales;
    this.features = features;
    this.#ranks = new Map(words.map((word, rank) => [word, rank]));
    const twice = words.length - this.#ranks.size;
    if (twice > 0) throw new HourglassError("invalid_data", `words: ${twice} are there twice`);
  }

  rankOf(word: string): number | undefined {
    return this.#ranks.get(word);
  }

  /** The ranks of a word, or of its parts where it has a hyphen; none where it is unknown. */
  find(word: string): number[] {
    const whole = this.#ranks.get(word);
    if (whole !== undefined) return [whole];
    for (const ending of endings) {
      const stem = word.endsWith(ending) ? this.#ranks.get(word.slice(0, -ending.length)) : undefined;
      if (stem !== undefined) return [stem];
    }
    return word.includes("-") ? word.split("-").flatMap((part) => this.find(part)) : [];
  }

  /** Adds a word's vector, times `weight`. */
  add(sum: Float64Array, rank: number, weight: number): void {
    const factor = weight * (this.scales ? this.scales[rank]! : 1);
    const start = rank * this.features;
    for (let i = 0; i < sum.length; i++) sum[i]! += factor * this.vectors[start + i]!;
  }
}

function mismatch(problem: string): never {
  throw new HourglassError("shape_mismatch", problem);
}
