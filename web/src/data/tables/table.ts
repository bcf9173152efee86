// A table to find the unusual in: its raw columns, what a network sees of them, and which rows it learns from.

import type { EncodedTable } from "hourglass/data";

export type TableId = "tumours" | "heartbeats" | "shuttle" | "transactions" | "vibration";
export const tableIds: TableId[] = ["tumours", "heartbeats", "shuttle", "transactions", "vibration"];

/** Of generated tables: the share of unusual rows, how far they stray, and the seed. */
export interface Generator {
  rate: number;
  strength: number;
  seed: number;
}

/** Numbers as they are; texts as places in a list. */
export interface RawColumn {
  name: string;
  values: Float64Array | Uint32Array;
  texts: string[] | null;
}

export interface Table {
  id: TableId;
  rows: number;
  columns: RawColumn[];
  /** 1 is unusual. */
  labels: Uint8Array;
  /** What the label says, e.g. "malignant", of each row. */
  kinds: RawColumn;
  /** rows x features. */
  samples: Float32Array<ArrayBuffer>;
  features: number;
  featureNames: string[];
  /** Of each feature: the place of its column. */
  featureColumns: number[];
  encoder: EncodedTable;
  /** Normal rows to learn from, and all others, by which it is judged. */
  train: Uint32Array;
  test: Uint32Array;
}

export interface TableRequest {
  id: TableId;
  /** Where its file is, of a table that has one. */
  url: string | null;
  generator: Generator;
  /** How many normal rows are learnt from. */
  learn: number;
  /** Decides which ones. */
  seed: number;
}

/** A cell as people read it. */
export function cellOf({ values, texts }: RawColumn, row: number): string | number {
  const value = values[row]!;
  return texts ? texts[value]! : value;
}
