// What is found among many lines by their vectors, beside the page: a map, groups, pairs that are almost the same.

import { kMeans, silhouette, type Grouping } from "../../lib/k-means";
import { nearPairs, type Pair } from "../../lib/near-pairs";
import { randomNumbers, shuffle } from "../../lib/random";
import { rowsOf } from "../../lib/rows";
import { tsne } from "../../lib/tsne";
import { placeAmong } from "./vectors";

/** Rows of length 1, `width` numbers each. */
interface Rows {
  rows: Float32Array;
  width: number;
}

export interface Answers {
  /** Where each line lies: x and y, one after the other; `start` is where it begins. */
  map: { question: Rows & { start: Float32Array }; answer: Float32Array };
  groups: { question: Rows & { k: number; seed: number }; answer: Grouping };
  /** How well so many groups part, by their number. */
  silhouettes: { question: Rows & { ks: number[]; seed: number }; answer: number[] };
  pairs: { question: Rows & { least: number; most: number }; answer: Pair[] };
}
export type Ask = keyof Answers;
export type Question = { [A in Ask]: { ask: A } & Answers[A]["question"] }[Ask];

/** A map of more would take too long: the others are placed among these. */
const mostPlaced = 700;
/** A silhouette compares all with all. */
const mostCompared = 1000;

export function answerTo(question: Question): Answers[Ask]["answer"] {
  const { rows, width } = question;
  switch (question.ask) {
    case "map":
      return mapOf(rows, width, question.start);
    case "groups":
      return kMeans(rows, width, question.k, question.seed);
    case "silhouettes": {
      const some = rowsOf(rows, sample(rows.length / width, mostCompared), width);
      return question.ks.map((k) => silhouette(some, width, kMeans(some, width, k, question.seed).groups));
    }
    case "pairs":
      return nearPairs(rows, width, question.least, question.most);
  }
}

function mapOf(rows: Float32Array, width: number, start: Float32Array): Float32Array {
  const count = rows.length / width;
  const placed = sample(count, mostPlaced);
  const some = rowsOf(rows, placed, width);
  const places = tsne(some, width, rowsOf(start, placed, 2));
  if (placed.length === count) return places;
  const all = new Float32Array(2 * count);
  for (let row = 0; row < count; row++)
    all.set(placeAmong(rows.subarray(row * width, (row + 1) * width), some, width, places), 2 * row);
  return all;
}

/** So many of them at most, in their order, the same every time. */
function sample(count: number, most: number): number[] {
  const all = Array.from({ length: count }, (_, i) => i);
  if (count <= most) return all;
  shuffle(all, randomNumbers(count));
  return all.slice(0, most).sort((a, b) => a - b);
}
