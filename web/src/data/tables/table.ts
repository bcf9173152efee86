// A table to find the unusual in: its raw columns, what a network sees of them, and which rows it learns from.

import type { ColumnType, EncodedTable } from "hourglass-autoencoder/data";
import type { TableId } from "./sets";
import type { Generator } from "./sets/set";

/** Numbers as they are; texts as places in a list. */
export interface RawColumn {
  name: string;
  values: Float64Array | Uint32Array;
  texts: string[] | null;
}

export interface Table {
  id: TableId | "own";
  /** Of an own one: the file's name, and what the label calls normal. */
  name: string;
  normal: string;
  rows: number;
  columns: RawColumn[];
  /** 1 is unusual. */
  labels: Uint8Array;
  /** What the label says, e.g. "malignant", of each row. */
  kinds: RawColumn;
  /** Whether anybody has said what is normal: without that nothing is known of the rows but how unlike the others they are. */
  labelled: boolean;
  /** rows x features. */
  samples: Float32Array<ArrayBuffer>;
  /** As large: 0 where a cell is missing, which then neither teaches nor judges. Null where none is. */
  known: Float32Array<ArrayBuffer> | null;
  features: number;
  featureNames: string[];
  /** Of each feature: the place of its column. */
  featureColumns: number[];
  encoder: EncodedTable;
  /** Normal rows to learn from, and all others, by which it is judged. */
  train: Uint32Array;
  test: Uint32Array;
  /** Of `test` the normal rows that are not learnt from: a threshold is taken from them. */
  validation: Uint32Array;
}

/** What a model that came from elsewhere, or from last week, makes of a table. */
export interface Match {
  /** Names of its columns that the table has not, or in which nothing can be read as it wants. */
  missing: string[];
  /** Names of the table's columns that it does not know. */
  additional: string[];
  /** Columns that were something else. */
  retyped: { name: string; was: ColumnType; is: string }[];
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
  /** Instead, all rows are learnt from, unusual ones, too; and all judge. */
  everything: boolean;
}

/** What an own table's columns are for. */
export interface Roles {
  /** Of each column; "ignore" is left out. */
  types: ColumnType[];
  /** The place of the column by which the rows are ordered, and which is no feature: the earliest are learnt from. */
  time: number | null;
  /** The place of the label's column, and what it says of normal rows; null where nothing is labelled. */
  label: number | null;
  normal: string;
  /** Whether it is a feature, too, that a cell is missing. */
  indicators: boolean;
}

/** A cell as people read it; null where it is missing. */
export function cellOf({ values, texts }: RawColumn, row: number): string | number | null {
  const value = values[row]!;
  if (texts) return texts[value] === "" ? null : texts[value]!;
  return Number.isNaN(value) ? null : value;
}
