// Sentences by meaning: each is the weighted mean of its words' vectors, which others have learnt from much text.

import { HourglassError } from "../base/errors.js";
import { checkKeys } from "../base/unknown-keys.js";
import { parseNpy } from "./npy.js";
import { parseNpz } from "./npz.js";
import { wordsOf, type KnownWords } from "./text.js";
import { IndexedWords, type WordTable } from "./word-table.js";
import { readWordText } from "./word-text.js";

/** How a file of word vectors is read. */
export interface WordVectorOptions {
  /** Words that are kept at most, the first of the file; default 50,000, at most 2,000,000. */
  limit?: number | undefined;
}

/** As `toJSON` gives it. */
export interface SavedWordVectors {
  /** What it is. */
  format: "hourglass-words";
  /** Of the format. */
  version: 1;
  /** Numbers that a text becomes. */
  features: number;
  /** Words that there are vectors of. */
  size: number;
  /** Of the vectors of the texts that were learnt from. */
  mean: number[];
}

const mostWords = 2_000_000;
/** Frequent words say little: each counts a / (a + p), where p is how often it is met (Arora, Liang and Ma 2017). */
const a = 0.001;
/** How often the words of a language are met, by their rank (Zipf's law as Mandelbrot has it). */
const shareOf = (rank: number) => 0.1 / (rank + 2.7);

/**
 * Turns texts into vectors by what their words mean: the mean of the words' vectors, those of rare words counting more, made of
 * length 1, less the mean of the texts that `fit` was given. The vectors come from a file, such as those of GloVe, word2vec or
 * fastText; words that are missing are looked for without 's, s, ed or ing, and by their parts where they have a hyphen.
 *
 *     const vectors = await WordVectors.read(file); // an NPZ file, or text with a word and its numbers in each line
 *     const encoder = vectors.fit(lines);
 *     const rows = encoder.transform(lines); // lines.length * encoder.features
 */
export class WordVectors {
  readonly #words: IndexedWords;
  #mean: Float64Array | null = null;

  /** Errors: shape_mismatch where there are not as many numbers for each word; invalid_data where a word is there twice. */
  constructor(table: WordTable) {
    this.#words = table instanceof IndexedWords ? table : new IndexedWords(table);
  }

  /** Numbers of a word, and of a text. */
  get features(): number {
    return this.#words.features;
  }

  /** The words that there are vectors of, the most frequent first. */
  get words(): readonly string[] {
    return this.#words.words;
  }

  /**
   * Reads an NPZ file (`vectors`: words x features; `words`: their letters in UTF-8 as bytes, one word a line; `scales`, optional),
   * or text of GloVe, word2vec or fastText, also gzipped: a word and its numbers in each line, separated by spaces. Of text no
   * more is read than `limit` asks for. Errors: invalid_file, which says what is wrong and where.
   */
  static async read(source: Blob | Uint8Array, options: WordVectorOptions = {}): Promise<WordVectors> {
    checkKeys(options, ["limit"]);
    const { limit = 50_000 } = options;
    if (!Number.isInteger(limit) || limit < 1 || limit > mostWords)
      throw new HourglassError(
        "invalid_config",
        `options.limit must be a whole number from 1 to ${mostWords}, got ${String(limit)}`,
      );
    const blob = source instanceof Blob ? source : new Blob([source as Uint8Array<ArrayBuffer>]);
    const [p, k] = new Uint8Array(await blob.slice(0, 2).arrayBuffer());
    if (p !== 0x50 || k !== 0x4b) return new WordVectors(await readWordText(blob, limit));
    const { words, vectors, scales } = await parseNpz(new Uint8Array(await blob.arrayBuffer()));
    if (!words || !vectors) refuse("an NPZ file of word vectors holds the arrays words and vectors");
    if (!(words.data instanceof Uint8Array)) refuse("words must be bytes: letters in UTF-8, one word a line");
    const all = new TextDecoder().decode(words.data).split("\n");
    return WordVectors.#cut(
      { words: all, vectors: vectors.data, scales: scales?.data },
      vectors.shape,
      limit,
    );
  }

  /** The rows of an NPY file, words x features, are the vectors of these words. Errors: invalid_file. */
  static fromNpy(npy: Uint8Array, words: readonly string[]): WordVectors {
    const { shape, data } = parseNpy(npy);
    return WordVectors.#cut({ words, vectors: data }, shape, mostWords);
  }

  static #cut({ words, vectors, scales }: WordTable, shape: number[], limit: number): WordVectors {
    const [rows = 0, features = 0] = shape;
    if (shape.length !== 2 || rows !== words.length || features < 1)
      refuse(`vectors must be a matrix of ${words.length} words x features, got (${shape.join(", ")})`);
    if (scales && scales.length !== rows)
      refuse(`scales must be one for each of ${rows} words, got ${scales.length}`);
    if (new Set(words).size < rows) refuse(`${rows - new Set(words).size} words are there twice`);
    return new WordVectors({
      words: words.slice(0, limit),
      vectors: vectors.subarray(0, limit * features),
      scales: scales?.subarray(0, limit),
    });
  }

  /** The vector of a word, features numbers; null where there is none. */
  vectorOf(word: string): Float32Array<ArrayBuffer> | null {
    const rank = this.#words.rankOf(word.normalize("NFC").toLowerCase());
    if (rank === undefined) return null;
    const sum = new Float64Array(this.features);
    this.#words.add(sum, rank, 1);
    return Float32Array.from(sum);
  }

  /**
   * The same vectors, less the mean of these texts: what all of them share tells nothing apart. Errors: invalid_data where
   * there are none.
   */
  fit(texts: readonly string[]): WordVectors {
    if (texts.length === 0) throw new HourglassError("invalid_data", "texts must not be empty");
    const mean = new Float64Array(this.features);
    let count = 0;
    for (const text of texts) {
      const unit = this.#unitOf(text);
      if (!unit) continue;
      count++;
      for (let i = 0; i < mean.length; i++) mean[i]! += unit[i]!;
    }
    return this.#less(mean.map((sum) => sum / Math.max(1, count)));
  }

  /** texts.length * features numbers; a text without any known word is all zeros. */
  transform(texts: readonly string[]): Float32Array<ArrayBuffer> {
    const rows = new Float32Array(texts.length * this.features);
    texts.forEach((text, row) => {
      const unit = this.#unitOf(text);
      if (!unit) return;
      for (let i = 0; i < unit.length; i++)
        rows[row * this.features + i] = unit[i]! - (this.#mean ? this.#mean[i]! : 0);
    });
    return rows;
  }

  /** How many words a text has, and how many of them there are vectors of. */
  known(text: string): KnownWords {
    const words = wordsOf(text);
    return { words: words.length, known: words.filter((word) => this.#words.find(word).length > 0).length };
  }

  /** Plain data, without the words: from it `fromJSON` of the same vectors makes this again. Errors: invalid_data before `fit`. */
  toJSON(): SavedWordVectors {
    if (!this.#mean)
      throw new HourglassError("invalid_data", "these vectors know no texts yet: call fit(texts) before");
    const { features, words } = this;
    return { format: "hourglass-words", version: 1, features, size: words.length, mean: [...this.#mean] };
  }

  /** These vectors, less a mean that was saved. Errors: invalid_file where it is not what `toJSON` gave, or of other vectors. */
  fromJSON(json: unknown): WordVectors {
    const { format, version, features, size, mean } = Object(json) as Partial<SavedWordVectors>;
    if (format !== "hourglass-words") refuse(`format must be "hourglass-words", got ${JSON.stringify(format)}`); // prettier-ignore
    if (version !== 1) refuse(`version must be 1, got ${JSON.stringify(version)}`);
    if (features !== this.features || size !== this.words.length)
      refuse(`they were ${size} words of ${features} numbers, and here are ${this.words.length} of ${this.features}`); // prettier-ignore
    if (!Array.isArray(mean) || mean.length !== features || !mean.every((value) => Number.isFinite(value)))
      refuse(`mean must be ${features} numbers`);
    return this.#less(Float64Array.from(mean as number[]));
  }

  /** The words are shared, not copied. */
  #less(mean: Float64Array): WordVectors {
    const other = new WordVectors(this.#words);
    other.#mean = mean;
    return other;
  }

  /** The weighted mean of the words' vectors, of length 1; null where none is known. */
  #unitOf(text: string): Float64Array | null {
    const sum = new Float64Array(this.features);
    for (const word of wordsOf(text))
      for (const rank of this.#words.find(word)) this.#words.add(sum, rank, a / (a + shareOf(rank)));
    const length = Math.sqrt(sum.reduce((square, value) => square + value * value, 0));
    return length > 0 ? sum.map((value) => value / length) : null;
  }
}

function refuse(problem: string): never {
  throw new HourglassError("invalid_file", `word vectors: ${problem}`);
}
