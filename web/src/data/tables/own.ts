// People's own tables: what is in each column of a file, for the page to show, and for the encoder.

import {
  readTable,
  type FileColumn,
  type FileProblem,
  type Reading,
  type TableFile,
} from "hourglass-autoencoder/files";
import type { ColumnType } from "hourglass-autoencoder/data";
import { asBroken, BrokenFile } from "../broken";

export interface PreviewColumn {
  name: string;
  type: ColumnType;
  /** Whether it names or counts the rows; such columns are left out until somebody wants them. */
  identifier: boolean;
  unit: string;
  missing: number;
  /** Of numbers and dates. */
  low: number | null;
  high: number | null;
  /** Counts over the range of numbers. */
  bins: number[] | null;
  /** Most frequent values, with counts. */
  top: [string, number][];
  different: number;
  /** Numbers that the column becomes. */
  becomes: number;
}

export interface Preview {
  name: string;
  bytes: number;
  rows: number;
  /** How the file was read. */
  reading: Reading;
  columns: PreviewColumn[];
  /** Places of the columns that may be labels, the likeliest first. */
  labels: number[];
  problems: FileProblem[];
  /** Of a workbook its sheets, of an archive its files. */
  sheets: string[];
  members: string[];
}

export interface OwnRows {
  preview: Preview;
  table: TableFile;
}

const binCount = 24;
/** As the encoder has it. */
export const mostCategories = 32;

/** Throws BrokenFile. */
export async function readOwn(name: string, file: Blob, reading: Reading = {}): Promise<OwnRows> {
  const table = await readTable(file, reading).catch((error: unknown) => {
    throw asBroken(error);
  });
  const { rows, problems, sheets, members } = table;
  if (rows < 2) throw new BrokenFile("oneRow", [], { problems });
  const names = table.columns.map((column) => column.name);
  const preview: Preview = {
    name,
    bytes: file.size,
    rows,
    reading: table.reading,
    columns: table.columns.map(previewOf),
    labels: table.labels.map((label) => names.indexOf(label)),
    problems,
    sheets,
    members,
  };
  return { preview, table };
}

function previewOf(column: FileColumn): PreviewColumn {
  const { name, identifier, unit, missing, low, high, different, frequent } = column;
  const isConstant = different <= 1;
  const type = column.type === "text" || identifier || isConstant ? "ignore" : column.type;
  return {
    name,
    type,
    identifier,
    unit,
    missing,
    low,
    high,
    bins: column.type === "number" && !isConstant ? binned(column.values, low!, high!) : null,
    top: frequent,
    different,
    becomes: type === "category" ? categoriesOf(different) : Number(type !== "ignore"),
  };
}

/** Numbers that so many categories become: one each, and one for all others where there are too many. */
export const categoriesOf = (different: number): number => Math.min(different, mostCategories + 1);

/** NaN is in none. */
function binned(values: Float64Array, low: number, high: number): number[] {
  const bins = new Array<number>(binCount).fill(0);
  for (const value of values)
    if (value >= low) bins[Math.min(binCount - 1, Math.floor((binCount * (value - low)) / (high - low)))]!++;
  return bins;
}

/** A column's cells as texts, as people read them. */
export function textsOf({ type, values }: FileColumn): string[] {
  if (Array.isArray(values)) return values;
  const text = type === "date" ? dateText : String;
  return Array.from(values, (value) => (Number.isNaN(value) ? "" : text(value)));
}

/** "2025-01-05", with the time where it is not midnight. */
function dateText(time: number): string {
  const text = new Date(time).toISOString();
  return time % 86_400_000 === 0 ? text.slice(0, 10) : text.replace("T", " ").replace(/(\.000)?Z$/, "");
}
