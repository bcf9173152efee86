// Rows of a table, as lists or as objects, to its columns; a slice of work may end between them.

import { shown } from "../base/checks.js";
import { HourglassError } from "../base/errors.js";
import type { Cell } from "./values.js";

/** The cells of a row: in the columns' order, or by their names, as papaparse, d3 and JSON give them. */
export type Row = readonly Cell[] | Readonly<Record<string, Cell>>;
/** The cells of a column, from the first row to the last: any array, also a typed one. */
export type ColumnCells = ArrayLike<Cell>;

/** Between two of them a slice may end. */
export const cellsOfSlice = 4096;

export type ObjectRow = Readonly<Record<string, Cell>>;
const isObject = (row: unknown): row is ObjectRow =>
  typeof row === "object" && row !== null && !Array.isArray(row) && !ArrayBuffer.isView(row);

/** Whether rows give their cells by name. Errors: invalid_data for what is no row, or another kind of it than the first. */
export function areObjects(rows: readonly Row[]): rows is readonly ObjectRow[] {
  if (!Array.isArray(rows))
    throw new HourglassError("invalid_data", `rows must be a list, got ${shown(rows)}`);
  const objects = isObject(rows[0]);
  rows.forEach((row: unknown, i) => {
    if (isObject(row) !== objects || typeof row !== "object" || row === null)
      throw new HourglassError(
        "invalid_data",
        `rows[${i}] must be ${objects ? "an object like the first" : "a list of cells"}, got ${shown(row)}`,
      );
  });
  return objects;
}

/** All keys of the rows, in the order in which they come first. */
export function* keysOf(rows: readonly ObjectRow[]): Generator<void, string[]> {
  const keys = new Set<string>();
  for (const [i, row] of rows.entries()) {
    for (const key in row) keys.add(key);
    if (i % cellsOfSlice === 0) yield;
  }
  return [...keys];
}

/** Errors: invalid_data where no row has a name; nobody asks for what has none. */
export function* columnsByName(
  rows: readonly ObjectRow[],
  names: readonly (string | undefined)[],
): Generator<void, Cell[][]> {
  const has = (name: string) => rows.some((row) => Object.hasOwn(row, name));
  const missing = names.find((name) => name !== undefined && rows.length > 0 && !has(name));
  if (missing !== undefined)
    throw new HourglassError(
      "invalid_data",
      `rows have no ${JSON.stringify(missing)}: they have ${Object.keys(rows[0]!).join(", ")}`,
    );
  const columns: Cell[][] = [];
  for (const name of names) {
    columns.push(rows.map((row) => (name === undefined ? null : row[name])));
    yield;
  }
  return columns;
}

/** Errors: shape_mismatch for a row of another length. */
export function* columnsOf(rows: readonly Row[], width: number): Generator<void, Cell[][]> {
  const lists = rows as readonly (readonly Cell[])[];
  lists.forEach((row, i) => {
    if (row.length !== width)
      throw new HourglassError("shape_mismatch", `rows[${i}] must have ${width} cells, got ${row.length}`);
  });
  const columns: Cell[][] = [];
  for (let index = 0; index < width; index++) {
    columns.push(lists.map((row) => row[index]));
    yield;
  }
  return columns;
}

/** How many rows they are of. */
export function countOf(columns: readonly ColumnCells[]): number {
  const count = columns[0]?.length ?? 0;
  columns.forEach((cells, i) => {
    if (cells.length !== count)
      throw new HourglassError(
        "shape_mismatch",
        `columns[${i}] must have ${count} cells, got ${cells.length}`,
      );
  });
  return count;
}
