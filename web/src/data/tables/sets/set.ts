// What a table of the page is: where its rows come from, what is unusual in them, and what the desk opens with.

import type { Cell, ColumnCells, ColumnOptions } from "hourglass-autoencoder/data";
import Papa from "papaparse";
import type { Values } from "../../../training/fields";

/** Of generated tables: the share of unusual rows, how far they stray, of which kinds they are, and the seed. */
export interface Generator {
  rate: number;
  strength: number;
  kinds: string[];
  seed: number;
}

export interface Cells {
  columns: (string | ColumnOptions)[];
  /** By column. */
  cells: ColumnCells[];
  /** Of columns that are shown otherwise than they are encoded: their texts. */
  shown?: (ColumnCells | undefined)[];
  /** What each row is, and whether that is unusual. */
  kinds: string[];
  isUnusual: (kind: string) => boolean;
}

export interface TableSet {
  /** Below public/, of a table that comes from a file. */
  file?: string;
  /** What it opens with, of a table that is generated. */
  generator?: Generator;
  /** Its rows, from the file's text or by the generator. */
  read(text: string, generator: Generator): Cells;
  /** Settings of the network other than those of all tables, set up as the references that came with the data were. */
  values: Partial<Values>;
  /** Normal rows to learn from. */
  learn: number;
  /** How many rows come in a day, for false alarms a day. */
  daily: number;
}

export function linesOf(text: string): string[][] {
  const { data, errors } = Papa.parse<string[]>(text, { skipEmptyLines: true });
  if (errors[0]) throw new Error(`${errors[0].message} (row ${(errors[0].row ?? 0) + 1})`);
  return data;
}

export const byColumn = (rows: Cell[][], width: number): Cell[][] =>
  Array.from({ length: width }, (_, i) => rows.map((row) => row[i]));

/** All columns but the last, which says what the row is. */
export function labelled(rows: string[][], names: string[], isUnusual: (kind: string) => boolean): Cells {
  const columns = names.map((name): ColumnOptions => ({ name, type: "number" }));
  return {
    columns,
    cells: byColumn(rows, names.length),
    kinds: rows.map((row) => row[row.length - 1]!),
    isUnusual,
  };
}
