// How a table differs from the one that a network learnt from.

import type { Table } from "../../data/tables/table";

export interface Drift {
  /** Of the rows, from 0 to 1. */
  flagged: number;
  /** Columns of numbers some of whose values lie outside everything that was learnt from: in which share of the rows. */
  outside: { column: string; share: number }[];
}

export function driftOf({ encoder, columns, rows }: Table, scores: Float32Array, threshold: number): Drift {
  const flagged = scores.reduce((count, score) => count + Number(score >= threshold), 0);
  const outside = encoder.columns.flatMap(({ name, type, count, low, high }, i) => {
    if (type !== "number" || count === 0 || low === undefined || high === undefined) return [];
    const values = columns[i]!.values as Float64Array;
    let beyond = 0;
    for (const value of values) if (value < low || value > high) beyond++;
    return beyond > 0 ? [{ column: name, share: beyond / rows }] : [];
  });
  return {
    flagged: scores.length > 0 ? flagged / scores.length : 0,
    outside: outside.sort((a, b) => b.share - a.share),
  };
}
