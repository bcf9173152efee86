// Sentences as vectors, a part of them held out; and how well neighbours share a topic.

import { TextVectorizer, type KnownWords, type WordVectors } from "hourglass-autoencoder/data";
import { Pace } from "../../lib/pace";
import { randomNumbers, shuffle } from "../../lib/random";
import type { Sentences } from "./sentences";

/** What sentences are compared by: what their words mean, or the letters that they are made of. */
export const ways = ["meaning", "letters"] as const;
export type Way = (typeof ways)[number];

/** Numbers of a sentence by its letters; by meaning the file of word vectors says how many. */
export const letterFeatures = 1024;

/** From sentences to numbers. */
export interface Encoder {
  readonly features: number;
  transform(lines: readonly string[]): Float32Array<ArrayBuffer>;
  known(line: string): KnownWords;
  toJSON(): unknown;
}

/** A fifth of the lines is held out; which one, of five that have no line in common. */
export interface Split {
  seed: number;
  fold: number;
}
export const folds = 5;

export interface Vectors {
  way: Way;
  encoder: Encoder;
  /** lines x features, each of length 1 or about that. */
  all: Float32Array<ArrayBuffer>;
  /** Lines that are learnt from, and those held out. */
  train: number[];
  heldOut: number[];
}

/** Vectors of length 1, times this, have a mean square of 1: so a network sees them. */
export const scaleOf = (features: number): number => Math.sqrt(features);

/** What makes numbers of lines, once it has seen those to learn from. */
export type Fit = (lines: string[]) => Encoder;

/** Of shuffled lines: the mean of more is the same. */
const enoughForMean = 2000;

/** By meaning where there are word vectors. By letters: four in a row, which are whole short words, and stems and endings of long ones. */
export const fitOf = (words: WordVectors | null): Fit =>
  words
    ? (lines) => words.fit(lines.slice(0, enoughForMean))
    : (lines) => new TextVectorizer({ features: letterFeatures, words: null, characters: [4, 4] }).fit(lines);

export async function vectorsOf(
  { lines }: Pick<Sentences, "lines">,
  { seed, fold }: Split,
  fit: Fit,
): Promise<Vectors> {
  const order = lines.map((_, i) => i);
  shuffle(order, randomNumbers(seed + 1));
  const train = order.filter((_, i) => i % folds !== fold);
  const heldOut = order.filter((_, i) => i % folds === fold);
  const encoder = fit(train.map((line) => lines[line]!));
  const { features } = encoder;
  const all = new Float32Array(lines.length * features);
  const pace = new Pace();
  for (const [i, line] of lines.entries()) {
    all.set(encoder.transform([line]), i * features);
    await pace.rest();
  }
  const way = encoder instanceof TextVectorizer ? "letters" : "meaning";
  return { way, encoder, all, train, heldOut };
}

/** Each row divided by its length. */
export function unitRows(values: Float32Array, width: number): Float32Array<ArrayBuffer> {
  const units = Float32Array.from(values);
  for (let at = 0; at < units.length; at += width) {
    let square = 0;
    for (let i = 0; i < width; i++) square += units[at + i]! ** 2;
    const length = Math.sqrt(square) || 1;
    for (let i = 0; i < width; i++) units[at + i]! /= length;
  }
  return units;
}

export interface Neighbour {
  row: number;
  cosine: number;
}

/** The nearest rows by cosine, the nearest first; both are of length 1. */
export function nearest(query: Float32Array, rows: Float32Array, width: number, count: number): Neighbour[] {
  const best: Neighbour[] = [];
  for (let row = 0; row < rows.length / width; row++) {
    let cosine = 0;
    for (let i = 0; i < width; i++) cosine += query[i]! * rows[row * width + i]!;
    if (best.length === count && cosine <= best[count - 1]!.cosine) continue;
    let place = best.length;
    while (place > 0 && best[place - 1]!.cosine < cosine) place--;
    best.splice(place, 0, { row, cosine });
    if (best.length > count) best.pop();
  }
  return best;
}

/** So many neighbours are looked at. */
export const asked = 5;

/** Where a row of length 1 lies on the map of others: between those that it is nearest to, on the place of one that it is. */
export function placeAmong(
  row: Float32Array,
  others: Float32Array,
  width: number,
  places: Float32Array,
): [number, number] {
  let [x, y, sum] = [0, 0, 0];
  for (const { row: other, cosine } of nearest(row, others, width, asked)) {
    // By the fourth power of the distance: the nearest say the most.
    const weight = 1 / (Math.max(0, 2 - 2 * cosine) + 1e-4) ** 2;
    x += weight * places[2 * other]!;
    y += weight * places[2 * other + 1]!;
    sum += weight;
  }
  return sum > 0 ? [x / sum, y / sum] : [0, 0];
}

interface Asked {
  queries: Float32Array;
  queryTopics: ArrayLike<number>;
  rows: Float32Array;
  topics: ArrayLike<number>;
  width: number;
  /** Whether query i is row i, which is not its own neighbour. */
  same: boolean;
}

/** The share of the five nearest that are of the same topic. */
export async function sharedTopics({
  queries,
  queryTopics,
  rows,
  topics,
  width,
  same,
}: Asked): Promise<number> {
  const [asks, all] = [unitRows(queries, width), unitRows(rows, width)];
  const pace = new Pace();
  let shared = 0;
  for (let i = 0; i < queryTopics.length; i++) {
    const query = asks.subarray(i * width, (i + 1) * width);
    const found = nearest(query, all, width, asked + Number(same)).filter(({ row }) => !same || row !== i);
    for (const { row } of found.slice(0, asked)) shared += Number(topics[row] === queryTopics[i]);
    await pace.rest();
  }
  return shared / (asked * queryTopics.length);
}
