// Which rows of a grid are the table: what stands above it, its headings, their units, and what each row has too much.

import { isMissing } from "../data/values.js";
import { looksLikeDate } from "./dates.js";
import type { Grid } from "./grid.js";
import { looksLikeNumber } from "./numbers.js";
import { FileError, type Problems, type Reading } from "./reading.js";

/** A table of texts. */
export interface Layout {
  names: string[];
  /** Of each column, from the heading or from a line below it; empty where nothing says it. */
  units: string[];
  /** By column. */
  cells: string[][];
  /** Of each row the line that it begins in. */
  lines: number[];
  skipped: number;
  header: boolean;
  hasUnits: boolean;
  /** Whether the first column has no name of its own, as names of rows have none. */
  isFirstUnnamed: boolean;
}

const looked = 1000;

export function layoutOf(grid: Grid, reading: Reading, problems: Problems): Layout {
  const width = widthOf(grid.rows);
  const trailing = !grid.names && isTrailing(grid.rows, width) ? 1 : 0;
  const top = grid.names
    ? { skipped: 0, header: true, units: false }
    : topOf(grid.rows, width - trailing, reading);
  const fromComment =
    !grid.names && !top.header && reading.header === undefined
      ? headingInComment(grid, width - trailing)
      : null;
  const heading = grid.names ?? fromComment ?? (top.header ? grid.rows[top.skipped]! : null);
  const first = grid.names ? 0 : top.skipped + Number(top.header) + Number(top.units);
  const table = rowsOf(grid, first, width, trailing, problems);
  if (table.lines.length === 0) {
    if (heading && grid.rows.length <= 1) throw new FileError("onlyHeading");
    throw new FileError("noRows", [grid.rows.length + grid.comments.length]);
  }
  if (!grid.names) tellHeadings(grid, top, heading, width - trailing, problems);
  const { names, isFirstUnnamed } = namesOf(heading, width - trailing, table.lines.length, problems);
  const units = unitsOf(names, top.units ? grid.rows[top.skipped + 1]! : []);
  const skipped = top.skipped + grid.comments.length - Number(fromComment !== null) + table.comments;
  if (skipped > 0) problems.add("skipped", [skipped]);
  return {
    names: unique(names), units, ...table, skipped: top.skipped,
    header: top.header || fromComment !== null, hasUnits: top.units, isFirstUnnamed,
  }; // prettier-ignore
}

/** A line above the rows, or their heading, that has other cells than they. */
function tellHeadings(
  grid: Grid,
  top: Top,
  heading: string[] | null,
  width: number,
  problems: Problems,
): void {
  const above = top.header ? 0 : (grid.rows[top.skipped - 1]?.length ?? 0);
  if (above > 1 && above !== width)
    problems.add("heading", [above, width], { line: grid.lines[top.skipped - 1]! });
  // A last one without a name belongs to a delimiter at the end.
  if (heading?.slice(width).some((cell) => cell !== ""))
    problems.add("heading", [heading.length, width], { line: grid.lines[top.skipped]! });
}

/** The most frequent length of rows, below what may stand above them. */
function widthOf(rows: string[][]): number {
  const sample = rows.slice(0, looked);
  const body = sample.slice(Math.floor(sample.length / 3));
  const counts = new Map<number, number>();
  for (const { length } of body) counts.set(length, (counts.get(length) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || b - a)[0]?.[0] ?? 0;
}

/** Rows that end in a delimiter have a last cell in which there is never anything. */
function isTrailing(rows: string[][], width: number): boolean {
  const full = rows.slice(0, looked).filter(({ length }) => length === width);
  return width > 1 && full.length > 0 && full.every((row) => row[width - 1] === "");
}

const isTyped = (cell: string) => looksLikeNumber(cell) || looksLikeDate(cell);

/** The columns of numbers and dates, by the rows below the first third. */
function typedColumns(rows: string[][], width: number): number[] {
  const sample = rows.slice(0, looked);
  const body = sample.slice(Math.floor(sample.length / 3)).filter((row) => row.length >= width);
  return Array.from({ length: width }, (_, i) => i).filter((i) => {
    const present = body.map((row) => row[i]!).filter((cell) => !isMissing(cell));
    return present.length > 0 && present.filter(isTyped).length > 0.8 * present.length;
  });
}

interface Top {
  skipped: number;
  header: boolean;
  units: boolean;
}

function topOf(rows: string[][], width: number, { skipped, header, units }: Reading): Top {
  const guess = guessTop(rows, width);
  if (skipped === undefined && header === undefined && units === undefined) return guess;
  const hasHeader = header ?? guess.header;
  const start = skipped ?? (hasHeader === guess.header ? guess.skipped : firstFull(rows, width));
  const hasUnits = hasHeader && (units ?? isUnits(rows[start + 1] ?? [], rows[start] ?? []));
  return { skipped: Math.min(start, Math.max(0, rows.length - 1)), header: hasHeader, units: hasUnits };
}

const firstFull = (rows: string[][], width: number) =>
  Math.max(
    0,
    rows.findIndex(({ length }) => length >= width),
  );

function guessTop(rows: string[][], width: number): Top {
  const typed = typedColumns(rows, width);
  if (typed.length === 0) return topOfTexts(rows, width);
  const sample = rows.slice(0, looked);
  const fits = (row: string[]) =>
    row.length >= width &&
    typed.some((i) => isTyped(row[i]!)) &&
    typed.every((i) => isTyped(row[i]!) || isMissing(row[i]!));
  const first = Math.max(0, sample.findIndex(fits));
  const above = sample
    .slice(0, first)
    .map((row, i) => ({ row, i }))
    .filter(({ row }) => isHeading(row, width, typed));
  if (above.length === 0) {
    const isYears = areYears(sample[first] ?? [], typed);
    return { skipped: isYears ? first : firstFull(rows, width), header: isYears, units: false };
  }
  const last = above.at(-1)!;
  const before = above.at(-2);
  if (before?.i === last.i - 1 && isUnits(last.row, before.row))
    return { skipped: before.i, header: true, units: true };
  // A row of data with an odd word in a column of numbers has its other words from below.
  const texts = Array.from({ length: width }, (_, i) => i).filter((i) => !typed.includes(i));
  const isData = texts.some((i) => last.row[i] && sample.slice(first).some((row) => row[i] === last.row[i]));
  return { skipped: (isData ? above[0]! : last).i, header: true, units: false };
}

/** Of texts alone: the first full row, where nothing of it comes again below. */
function topOfTexts(rows: string[][], width: number): Top {
  const first = firstFull(rows, width);
  const [heading = [], ...below] = rows.slice(first, first + 200);
  const isHeader = heading.every((cell, i) => below.every((row) => row[i] !== cell));
  return { skipped: first, header: isHeader, units: false };
}

/** As many texts as there are columns, or one fewer, as R writes them. */
function isHeading(row: string[], width: number, typed: number[]): boolean {
  const cells = row.filter((cell) => cell !== "");
  if (row.length < width - 1 || row.length > width + 1 || cells.length < Math.max(1, 0.5 * (width - 1)))
    return false;
  const offset = row.length === width - 1 ? 1 : 0;
  const over = typed.map((i) => row[i - offset] ?? "");
  return over.every((cell) => !isTyped(cell)) && cells.some((cell) => !isMissing(cell));
}

/** Whole numbers from 1500 to 2200 that rise by one: years as headings, over numbers that are none. */
function areYears(row: string[], typed: number[]): boolean {
  const years = typed.map((i) => Number(row[i]));
  return (
    years.length > 2 &&
    years[0]! >= 1500 &&
    years.at(-1)! <= 2200 &&
    years.every((year, i) => Number.isInteger(year) && (i === 0 || year === years[i - 1]! + 1))
  );
}

const unitWord =
  /^[([{]?\s*(-|1|%|‰|°|deg|rad|[hH]{1,2}:mm(:ss([.,]m+)?)?|[pnuµμmckMGTh]?(s|sec|g|m|V|A|Hz|Pa|N|W|J|C|F|K|L|l|T|Ω|ohm|ohms|bar|mol|eV|cd|lx|B|dB|dBm)|min|h|hr|d|days?|hours?|seconds?|minutes?|volts?|amps?|rpm|bpm|counts?|°C|°F|℃|mmHg|psi|ppm|ppb|a\.?u\.?|(k?m|ft|mi|mm|cm)\/(s|h|min)|m\/s[2²]|[\p{L}µ°]{1,3}(\/[\p{L}µ°]{1,3})?[23²³]?|秒|毫秒|分|度|伏|安)\s*[)\]}]?$/u;

/** Units below headings: short words that stand for units, and are no headings of other columns. */
function isUnits(row: string[], heading: string[]): boolean {
  const cells = row.filter((cell) => cell !== "");
  if (cells.length === 0 || row.length > heading.length + 1) return false;
  const isBracketed = cells.every((cell) => /^[([].*[)\]]$/.test(cell));
  return (
    isBracketed ||
    (cells.every((cell) => unitWord.test(cell)) &&
      heading.filter((cell) => cell !== "").length >= cells.length)
  );
}

/** A last comment of as many words as there are columns, as numpy.savetxt writes its header. */
function headingInComment({ comments, delimiter }: Grid, width: number): string[] | null {
  const last = comments.at(-1);
  if (!last || width < 2) return null;
  const cells = (delimiter === " " ? last.split(/\s+/) : last.split(delimiter)).map((cell) => cell.trim());
  // "#,name,price": the mark is itself a name.
  const full = cells.length === width && cells[0] === "" ? ["#", ...cells.slice(1)] : cells;
  return full.length === width && full.every((cell) => cell !== "" && !isTyped(cell)) ? full : null;
}

function rowsOf(grid: Grid, first: number, width: number, trailing: number, problems: Problems) {
  const wanted = width - trailing;
  const cells: string[][] = Array.from({ length: wanted }, () => []);
  const lines: number[] = [];
  let comments = 0;
  for (let i = first; i < grid.rows.length; i++) {
    const row = grid.rows[i]!;
    if (row.length === width || row.length === wanted) {
      for (let c = 0; c < wanted; c++) cells[c]!.push(row[c]!);
      lines.push(grid.lines[i]!);
    } else if (/^(#|%|\/\/)/.test(row[0]!)) comments++;
    else if (row.length > width && row.slice(wanted).every((cell) => cell === "")) {
      for (let c = 0; c < wanted; c++) cells[c]!.push(row[c]!);
      lines.push(grid.lines[i]!);
    } else
      problems.add(row.length < wanted ? "short" : "long", [row.length, wanted], { line: grid.lines[i]! });
  }
  return { cells, lines, comments };
}

function namesOf(heading: string[] | null, width: number, rows: number, problems: Problems) {
  const plain = (name: string | undefined, i: number) => name?.trim() || `column ${i + 1}`;
  if (!heading)
    return { names: Array.from({ length: width }, (_, i) => plain(undefined, i)), isFirstUnnamed: false };
  const filled = heading.slice(0, width);
  const isShort = filled.length === width - 1;
  if (isShort) {
    problems.add("rowNames", [rows, width, filled.length]);
    filled.unshift("row");
  }
  const isFirstUnnamed = isShort || /^(unnamed(: ?\d+)?)?$/i.test(heading[0] ?? "");
  return { names: Array.from({ length: width }, (_, i) => plain(filled[i], i)), isFirstUnnamed };
}

/** "time (ms)", "Time [s]", "t/min", "time_ms", "Zeit in s"; or what stands in the line below. */
function unitsOf(names: string[], below: string[]): string[] {
  return names.map((name, i) => {
    const own =
      /[([]\s*([^()[\]]+?)\s*[)\]]\s*$/.exec(name)?.[1] ??
      /(?:\/|\bin\s+|_(?=[mµun]?s(?:ec)?$|min$|h$))\s*([\p{L}µμ°%]+)$/u.exec(name)?.[1];
    const under = (below[i] ?? "").replace(/^[([{]\s*|\s*[)\]}]$/g, "");
    return under !== "" && under !== "-" ? under : (own ?? "");
  });
}

/** Names that are twice there get a number. */
function unique(names: string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}
