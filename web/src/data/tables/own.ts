// People's own tables: bytes or text to rows, what is in each column, and what is wrong, by line. Limits are stated here.

import Papa from "papaparse";
import { BrokenGzip, unpacked } from "../decompress";
import { guessType, parseDate, parseNumber, type ColumnType } from "hourglass/data";

export const limits = { bytes: 200e6, rows: 1_000_000, columns: 1000 };

/** How a file is read; what is left out is found out. */
export interface Reading {
  delimiter?: string;
  decimal?: "." | ",";
  header?: boolean;
  encoding?: string;
  /** Whether quotes hold a value together; false reads them as ordinary signs. */
  quotes?: boolean;
}

export interface PreviewColumn {
  name: string;
  type: ColumnType;
  missing: number;
  /** Of numbers and dates. */
  low: number | null;
  high: number | null;
  /** Counts over the range of numbers. */
  bins: number[] | null;
  /** Most frequent texts, with counts. */
  top: [string, number][];
  /** Different texts; of numbers 1 where there is one, else 2. */
  different: number;
  /** Numbers that the column becomes. */
  becomes: number;
}

export interface Problem {
  line: number;
  kind: "short" | "long" | "unread";
  /** Cells that there are and that there should be, or the column and the value. */
  detail: [string | number, string | number];
}

export interface Preview {
  name: string;
  bytes: number;
  rows: number;
  reading: Required<Reading>;
  columns: PreviewColumn[];
  problems: Problem[];
  /** How many there are in all. */
  problemCount: number;
}

export type Fault =
  "empty" | "binary" | "tooLarge" | "tooMany" | "oneRow" | "noFeatures" | "gzip" | "json" | "quote";

/** What makes a file no table; with the lines around the place, where there is one. */
export class BrokenTable extends Error {
  constructor(
    readonly fault: Fault,
    readonly detail: {
      line?: number;
      column?: number;
      lines?: { number: number; text: string }[];
      limit?: number;
    } = {},
  ) {
    super(fault);
  }
}

export interface OwnRows {
  preview: Preview;
  names: string[];
  /** By column. */
  cells: string[][];
  /** Of each column that is read as numbers: them, NaN where they are missing. Reading them is most of the work. */
  numbers: (Float64Array | null)[];
}

const binCount = 24;
const mostProblems = 50;
/** As the encoder has it. */
export const mostCategories = 32;

export async function readOwn(name: string, file: Blob, wanted: Reading = {}): Promise<OwnRows> {
  if (file.size > limits.bytes) throw new BrokenTable("tooLarge", { limit: limits.bytes });
  if (file.size === 0) throw new BrokenTable("empty");
  const bytes = await unpacked(new Uint8Array(await file.arrayBuffer()), limits.bytes).catch(
    (error: unknown) => {
      if (!(error instanceof BrokenGzip)) throw error;
      throw new BrokenTable(error.fault, { limit: limits.bytes });
    },
  );
  const { text, encoding } = decoded(bytes, wanted.encoding);
  if (text.trim() === "") throw new BrokenTable("empty");
  const isJson = /^\s*\{/.test(text);
  const parsed = isJson ? jsonLines(text) : separated(text, wanted);
  if (parsed.cells.length > limits.rows) throw new BrokenTable("tooMany", { limit: limits.rows });
  return summed(name, file.size, { ...parsed, encoding }, wanted);
}

interface Parsed {
  cells: string[][];
  delimiter: string;
  /** Names that are not in a line of their own. */
  names: string[] | null;
  quotes: boolean;
}

/** By its mark (BOM), else UTF-8 where it is that, else Windows-1252. */
function decoded(bytes: Uint8Array, wanted?: string): { text: string; encoding: string } {
  const as = (encoding: string) => ({ text: new TextDecoder(encoding).decode(bytes), encoding });
  if (wanted) return as(wanted);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return as("utf-16le");
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return as("utf-16be");
  const start = bytes.subarray(0, 4096);
  const zeros = start.reduce((sum, byte) => sum + Number(byte === 0), 0);
  // Western text in UTF-16 without a mark has a zero in every other byte.
  if (zeros > 0.3 * start.length) return as(start[0] === 0 ? "utf-16be" : "utf-16le");
  if (zeros > 0) throw new BrokenTable("binary");
  const control = start.reduce((sum, byte) => sum + Number(byte < 9 || (byte > 13 && byte < 32)), 0);
  if (control > 0.05 * start.length) throw new BrokenTable("binary");
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), encoding: "utf-8" };
  } catch {
    return as("windows-1252");
  }
}

function separated(text: string, { delimiter = "", quotes = true }: Reading): Parsed {
  const result = Papa.parse<string[]>(text, {
    delimiter,
    skipEmptyLines: "greedy",
    ...(quotes ? {} : { quoteChar: "\u0000" }),
    delimitersToGuess: [",", ";", "\t", "|"],
  });
  const open = result.errors.find(({ code }) => code === "MissingQuotes");
  if (open) throw new BrokenTable("quote", placeOf(text, openQuote(text, open.index ?? 0)));
  return { cells: result.data, delimiter: result.meta.delimiter, names: null, quotes };
}

/** The quote that begins the value at whose end something is missing. */
function openQuote(text: string, near: number): number {
  const before = text.lastIndexOf('"', Math.max(0, near));
  return before >= 0 && text[near] !== '"' ? before : near;
}

function placeOf(text: string, index: number) {
  const before = text.slice(0, index);
  const line = before.split("\n").length;
  const column = index - before.lastIndexOf("\n");
  const all = text.split("\n", line + 2);
  const first = Math.max(0, line - 2);
  const lines = all
    .slice(first, first + 4)
    .map((content, i) => ({ number: first + i + 1, text: content.slice(0, 200) }));
  return { line, column, lines };
}

/** An object on each line; its keys are the columns. */
function jsonLines(text: string): Parsed {
  const names: string[] = [];
  const known = new Map<string, number>();
  const cells: string[][] = [];
  text.split("\n").forEach((line, i) => {
    if (line.trim() === "") return;
    let item: Record<string, unknown>;
    try {
      item = JSON.parse(line) as Record<string, unknown>;
    } catch {
      throw new BrokenTable("json", {
        line: i + 1,
        column: 1,
        lines: [{ number: i + 1, text: line.slice(0, 200) }],
      });
    }
    const row: string[] = [];
    for (const [key, value] of Object.entries(item)) {
      const place = known.get(key) ?? names.push(key) - 1;
      known.set(key, place);
      row[place] = value === null ? "" : typeof value === "object" ? JSON.stringify(value) : String(value);
    }
    cells.push(row);
  });
  return { cells: cells.map((row) => names.map((_, i) => row[i] ?? "")), delimiter: "", names, quotes: true };
}

function summed(
  name: string,
  bytes: number,
  parsed: Parsed & { encoding: string },
  wanted: Reading,
): OwnRows {
  const { cells, delimiter, quotes, encoding } = parsed;
  const decimal = wanted.decimal ?? guessDecimal(cells);
  const header = parsed.names ? false : (wanted.header ?? looksLikeHeader(cells, decimal));
  const names = unique(parsed.names ?? (header ? cells[0]! : cells[0]!.map((_, i) => `column ${i + 1}`)));
  if (names.length > limits.columns) throw new BrokenTable("tooMany", { limit: limits.columns });
  const problems: Problem[] = [];
  let problemCount = 0;
  const tell = (problem: Problem) => {
    problemCount++;
    if (problems.length < mostProblems) problems.push(problem);
  };
  const rows: string[][] = [];
  cells.slice(header ? 1 : 0).forEach((row, i) => {
    if (row.length === names.length) rows.push(row);
    else
      tell({
        line: i + (header ? 2 : 1),
        kind: row.length < names.length ? "short" : "long",
        detail: [row.length, names.length],
      });
  });
  if (rows.length < 2) throw new BrokenTable("oneRow");
  const unread = (column: string) => (row: number, value: string) =>
    tell({ line: row + (header ? 2 : 1), kind: "unread", detail: [column, value.slice(0, 40)] });
  const byColumn = names.map((_, index) => rows.map((row) => row[index]!));
  const read = names.map((column, index) => columnOf(column, byColumn[index]!, decimal, unread(column)));
  const preview = {
    name,
    bytes,
    rows: rows.length,
    reading: { delimiter, decimal, header, encoding, quotes },
    columns: read.map(({ column }) => column),
    problems,
    problemCount,
  };
  return { preview, names, cells: byColumn, numbers: read.map(({ numbers }) => numbers) };
}

const isUsualMissing = (text: string) => /^(na|n\/a|nan|null|none|-)$/i.test(text.trim());

function guessDecimal(cells: string[][]): "." | "," {
  let [commas, points] = [0, 0];
  for (const row of cells.slice(0, 500))
    for (const cell of row) {
      if (/^\s*[+-]?\d+,\d+\s*$/.test(cell)) commas++;
      else if (/^\s*[+-]?\d+\.\d+\s*$/.test(cell)) points++;
    }
  return commas > points ? "," : ".";
}

/** A first line of texts over columns of numbers, or of texts that come nowhere below. */
function looksLikeHeader(cells: string[][], decimal: "." | ","): boolean {
  const [first = [], ...rest] = cells;
  if (rest.length === 0) return false;
  const isNumber = (cell: string) =>
    parseNumber(cell, { decimal }) !== undefined || parseDate(cell) !== undefined;
  if (first.some((cell) => cell.trim() !== "" && isNumber(cell))) return false;
  const below = rest.slice(0, 200);
  return (
    first.some((_, i) => below.some((row) => isNumber(row[i] ?? ""))) ||
    first.every((cell, i) => below.every((row) => row[i] !== cell))
  );
}

/** Names that are missing or twice there get a number. */
function unique(names: string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((name, i) => {
    const plain = name.trim() || `column ${i + 1}`;
    const count = (seen.get(plain) ?? 0) + 1;
    seen.set(plain, count);
    return count === 1 ? plain : `${plain} (${count})`;
  });
}

function columnOf(
  name: string,
  cells: string[],
  decimal: "." | ",",
  unread: (row: number, value: string) => void,
): { column: PreviewColumn; numbers: Float64Array | null } {
  const type = guessType(cells, { decimal });
  if (type === "category" || type === "ignore")
    return { column: textColumn(name, cells, type), numbers: null };
  const numbers = new Float64Array(cells.length).fill(NaN);
  let [missing, low, high] = [0, Infinity, -Infinity];
  cells.forEach((cell, row) => {
    const value = type === "number" ? parseNumber(cell, { decimal }) : parseDate(cell);
    if (value === undefined) {
      missing++;
      const text = cell.trim();
      if (text !== "" && !isUsualMissing(text)) unread(row, text);
      return;
    }
    numbers[row] = value;
    low = Math.min(low, value);
    high = Math.max(high, value);
  });
  const constant = !(high > low);
  const present = cells.length - missing;
  const column: PreviewColumn = {
    name,
    type: constant ? "ignore" : type,
    missing,
    low: present > 0 ? low : null,
    high: present > 0 ? high : null,
    bins: type === "number" && !constant ? binned(numbers, low, high) : null,
    top: constant && present > 0 ? [[String(low), present]] : [],
    different: constant ? 1 : 2,
    becomes: constant ? 0 : 1,
  };
  return { column, numbers: type === "number" ? numbers : null };
}

function textColumn(name: string, cells: string[], type: "category" | "ignore"): PreviewColumn {
  const counts = new Map<string, number>();
  let missing = 0;
  for (const cell of cells) {
    const text = cell.trim();
    if (text === "" || isUsualMissing(text)) missing++;
    else if (counts.size < 10_000 || counts.has(text)) counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const top = [...counts].sort(([, a], [, b]) => b - a);
  const useless = type === "ignore" || top.length <= 1;
  return {
    name,
    type: useless ? "ignore" : "category",
    missing,
    low: null,
    high: null,
    bins: null,
    top: top.slice(0, 40),
    different: top.length,
    becomes: useless ? 0 : Math.min(top.length, mostCategories) + Number(top.length > mostCategories),
  };
}

/** NaN is in none. */
function binned(values: Float64Array, low: number, high: number): number[] {
  const bins = new Array<number>(binCount).fill(0);
  for (const value of values)
    if (value >= low) bins[Math.min(binCount - 1, Math.floor((binCount * (value - low)) / (high - low)))]!++;
  return bins;
}
