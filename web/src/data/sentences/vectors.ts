// Sentences as vectors, a part of them held out; and how well neighbours share a topic.

import { TextVectorizer } from "hourglass-autoencoder/data";
import { Pace } from "../../lib/pace";
import { randomNumbers, shuffle } from "../../lib/random";
import type { Sentences } from "./sentences";

export const features = 1024;
/** Vectors are of length 1: times this their numbers have a mean square of 1. */
export const scale = Math.sqrt(features);

export interface Vectors {
  vectorizer: TextVectorizer;
  /** lines x features, each of length 1. */
  all: Float32Array<ArrayBuffer>;
  /** Lines that are learnt from, and those held out, a fifth. */
  train: number[];
  heldOut: number[];
}

/** Four letters in a row: whole short words, and the stems and endings of long ones; or as another network's lines were counted. */
export async function vectorsOf(
  { lines }: Pick<Sentences, "lines">,
  seed: number,
  counted?: TextVectorizer,
): Promise<Vectors> {
  const order = lines.map((_, i) => i);
  shuffle(order, randomNumbers(seed + 1));
  const split = Math.floor(0.8 * lines.length);
  const [train, heldOut] = [order.slice(0, split), order.slice(split)];
  const vectorizer =
    counted ??
    new TextVectorizer({ features, words: null, characters: [4, 4] }).fit(train.map((line) => lines[line]!));
  const all = new Float32Array(lines.length * features);
  const pace = new Pace();
  for (const [i, line] of lines.entries()) {
    all.set(vectorizer.transform([line]), i * features);
    await pace.rest();
  }
  return { vectorizer, all, train, heldOut };
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

export const asked = 5;

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
