// Which words of a sentence bring it near to others: those without which it would be farther away.

import type { Encoder } from "../../data/sentences/vectors";

/** A part of a text: a word or what is between words. */
export interface Piece {
  text: string;
  mark: "near" | "unknown" | null;
}

const wordPattern = /[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu;
const mostMarked = 3;
/** What a word must add to the cosine: less is not worth a mark; and of what the first word adds. */
const leastAdded = 0.01;
const leastShare = 0.3;

/** Of each word of `text`, in their order, its mark. */
export function marksOf(encoder: Encoder, text: string, others: string[]): Piece["mark"][] {
  const words = [...text.matchAll(wordPattern)];
  const without = words.map(({ index, 0: word }) => text.slice(0, index) + text.slice(index + word.length));
  const { features } = encoder;
  const rows = encoder.transform([text, ...without]);
  const targets = encoder.transform(others);
  const nearness = (row: number) => {
    let sum = 0;
    for (let other = 0; other < others.length; other++) sum += cosine(rows, row, targets, other, features);
    return sum / Math.max(1, others.length);
  };
  const whole = nearness(0);
  const added = words.map((_, i) => whole - nearness(i + 1));
  const order = [...added.keys()].sort((a, b) => added[b]! - added[a]!);
  const least = Math.max(leastAdded, leastShare * (added[order[0] ?? 0] ?? 0));
  const near = new Set(order.slice(0, mostMarked).filter((i) => added[i]! >= least));
  return words.map(({ 0: word }, i) =>
    // "A" and "I" are in no list of words, and are missed by nobody.
    word.length > 1 && encoder.known(word).known === 0 ? "unknown" : near.has(i) ? "near" : null,
  );
}

/** The text in pieces, its words with these marks. */
export function piecesOf(text: string, marks: Piece["mark"][]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  let word = 0;
  for (const { index, 0: found } of text.matchAll(wordPattern)) {
    if (index > at) pieces.push({ text: text.slice(at, index), mark: null });
    pieces.push({ text: found, mark: marks[word++] ?? null });
    at = index + found.length;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), mark: null });
  return pieces;
}

function cosine(a: Float32Array, i: number, b: Float32Array, j: number, width: number): number {
  let [product, p, q] = [0, 0, 0];
  for (let k = 0; k < width; k++) {
    const [x, y] = [a[i * width + k]!, b[j * width + k]!];
    product += x * y;
    p += x * x;
    q += y * y;
  }
  return p > 0 && q > 0 ? product / Math.sqrt(p * q) : 0;
}
