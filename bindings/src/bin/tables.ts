// Tables to samples by a TableEncoder, and back to rows.

import { auc, TableEncoder, type ColumnCells, type ColumnOptions } from "../data/index.js";
import type { FileColumn, TableFile } from "../files/index.js";
import { Failure } from "./failure";

export interface Roles {
  label?: string | undefined;
  normal?: string | undefined;
  leaveOut: string[];
  /** Learnt from although they seem to count or to name rows. */
  use: string[];
}

/** Which rows there are for what: places in the table. */
export interface Parts {
  train: number[];
  heldOut: number[];
}

export interface TableSamples {
  encoder: TableEncoder;
  train: Float32Array;
  heldOut: Float32Array;
  /** 1, or 0 where a cell is missing; undefined where none is. */
  known: { train: Float32Array; heldOut: Float32Array } | undefined;
}

function columnOf(table: TableFile, name: string): FileColumn {
  const found = table.columns.find((column) => column.name === name);
  if (found) return found;
  throw new Failure(
    `there is no column ${JSON.stringify(name)}: there are ${table.columns.map((column) => column.name).join(", ")}`,
  );
}

/** Every tenth of the rows that are learnt from is held out, if any are. */
export function partsOf(table: TableFile, { label, normal }: Roles, share: number): Parts {
  const labels = label === undefined ? undefined : columnOf(table, label).values;
  const rows = [...Array(table.rows).keys()];
  const usable =
    normal === undefined || !labels ? rows : rows.filter((row) => String(labels[row]) === normal);
  if (usable.length < 2)
    throw new Failure(
      `${JSON.stringify(label)} is ${JSON.stringify(normal)} in ${usable.length} of ${table.rows} rows: at least 2 are needed`,
    );
  const every = share > 0 ? Math.max(2, Math.round(1 / share)) : Infinity;
  return {
    train: usable.filter((_, i) => i % every !== every - 1),
    heldOut: usable.filter((_, i) => i % every === every - 1),
  };
}

/** Texts that name each row and what counts rows teach nothing. */
export function encoderFor(table: TableFile, roles: Roles, rows: number[]): TableEncoder {
  const out = new Set([...roles.leaveOut, ...(roles.label === undefined ? [] : [roles.label])]);
  for (const name of [...out, ...roles.use]) columnOf(table, name);
  const columns = table.columns.map(({ name, type, identifier }): ColumnOptions => {
    const isUseful = roles.use.includes(name) || (!identifier && type !== "text");
    const own = type === "text" ? "category" : type;
    return { name, type: isUseful && !out.has(name) ? own : "ignore" };
  });
  const encoder = new TableEncoder({ columns }).fitColumns(
    table.columns.map((column) => taken(column, rows)),
  );
  return encoder;
}

const taken = ({ values }: FileColumn, rows: number[]): ColumnCells => rows.map((row) => values[row]!);

/** The samples of some rows, or of all, by the names of the encoder's columns. Errors: Failure, naming columns that are missing. */
export function samplesOf(
  encoder: TableEncoder,
  table: TableFile,
  rows?: number[],
): { samples: Float32Array; known: Float32Array | undefined } {
  const missing = encoder.columns.filter(
    ({ name, count }) => count > 0 && !table.columns.some((column) => column.name === name),
  );
  if (missing.length > 0)
    throw new Failure(
      `the model needs the columns ${missing.map(({ name }) => name).join(", ")}; the file has ${table.columns.map(({ name }) => name).join(", ")}`,
    );
  const count = rows?.length ?? table.rows;
  const cells = encoder.columns.map(({ name }): ColumnCells => {
    const column = table.columns.find((one) => one.name === name);
    if (!column) return new Array<null>(count).fill(null);
    return rows ? taken(column, rows) : column.values;
  });
  const samples = encoder.transformColumns(cells);
  const known = encoder.knownColumns(cells);
  return { samples, known: known.includes(0) ? known : undefined };
}

/** How well scores part rows of other labels from normal ones; undefined where one of them is missing. */
export function partedBy(
  table: TableFile,
  label: string,
  normal: string,
  scores: Float32Array,
): number | undefined {
  const labels = Uint8Array.from(
    columnOf(table, label).values as ArrayLike<string>,
    (value: string | number) => Number(String(value) !== normal),
  );
  return labels.includes(1) && labels.includes(0) ? auc(labels, scores) : undefined;
}

const mostNamed = 12;

/** What was learnt from, in words. */
export function columnsInWords(encoder: TableEncoder): string {
  const used = encoder.columns.filter(({ count }) => count > 0);
  const left = encoder.columns.filter(({ count }) => count === 0);
  const names = used.map(({ name, type, categories }) =>
    type === "category" ? `${name} (${categories.length} categories)` : name,
  );
  const without = left.length > 0 ? `; not from ${few(left.map(({ name }) => name))}` : "";
  return `learns from ${few(names)}${without}`;
}

const few = (names: string[]): string =>
  names.length <= mostNamed
    ? names.join(", ")
    : `${names.slice(0, mostNamed).join(", ")} and ${names.length - mostNamed} more`;
