// What is in each column of a table of texts: its type, its values, and what can be said of them.

import { isMissing } from "../data/values.js";
import { dateIn, datesOf, type DateForm, type FoundDates } from "./dates.js";
import type { Layout } from "./layout.js";
import {
  decimalOf,
  areNumbers,
  numberIn,
  numberSigns,
  thousandsOf,
  unitOf,
  type NumberSigns,
} from "./numbers.js";
import type { Problems, Reading, Thousands } from "./reading.js";

/** What is the same of all columns. */
interface ColumnFacts {
  /** Its heading, or "column 3"; unlike all others. */
  name: string;
  /** What stands beside its numbers or in its heading; empty where nothing does. */
  unit: string;
  /** How many cells are missing, or are not of its type. */
  missing: number;
  /** How many different values there are; of more than 10,000 no more is known. */
  different: number;
  /** The most frequent ones with their counts: of texts up to 40, of numbers where there are no more than 40. */
  frequent: [string, number][];
  /** Whether it names or counts rows, and tells nothing else about them. */
  identifier: boolean;
}

/** A column of numbers, or of dates as milliseconds since 1970; NaN where they are missing. */
export interface NumberColumn extends ColumnFacts {
  /** What it holds. */
  type: "number" | "date";
  /** One for each row. */
  values: Float64Array<ArrayBuffer>;
  /** The least and the greatest; null where all are missing. */
  low: number | null;
  /** See `low`. */
  high: number | null;
}

/** A column of texts: categories where they come again, else free text. Empty where they are missing. */
export interface TextColumn extends ColumnFacts {
  /** What it holds. */
  type: "category" | "text";
  /** One for each row. */
  values: string[];
  /** Of texts there is none. */
  low: null;
  /** Of texts there is none. */
  high: null;
}

/** A column of a table that was read. */
export type FileColumn = NumberColumn | TextColumn;

/** Columns, and how their numbers and dates were read. */
export interface ReadColumns {
  columns: FileColumn[];
  reading: Required<Pick<Reading, "decimal" | "thousands">> & Pick<Reading, "dates">;
}

/** Of longer columns so many cells, evenly spread, tell how all are written. */
const mostLooked = 10_000;
const mostCounted = 10_000;
const mostFrequent = 40;

interface Look {
  cells: string[];
  signs: NumberSigns;
}

/** How the columns so far write their numbers and dates. */
interface Written {
  decimals: ("." | ",")[];
  thousands: Thousands;
  dates: Reading["dates"];
}

export function columnsOf(
  layout: Layout,
  delimiter: string,
  reading: Reading,
  problems: Problems,
): ReadColumns {
  const looks = layout.cells.map((cells): Look => {
    const sample = sampled(cells);
    return { cells: sample, signs: numberSigns(sample) };
  });
  const ofFile = reading.decimal ?? decimalOfFile(looks);
  const written: Written = { decimals: [], thousands: "", dates: undefined };
  const columns = layout.names.map((name, i) => {
    const { cells, lines, units } = layout;
    const look = looks[i]!;
    const sign = reading.decimal
      ? { decimal: reading.decimal, open: false }
      : decimalOf(look.signs, ofFile, delimiter);
    const about = { name, cells: cells[i]!, lines, unit: units[i]!, problems };
    return columnOf(about, look, sign, reading, written);
  });
  columns.forEach((column, i) => (column.identifier = isIdentifier(column, i === 0, layout.isFirstUnnamed)));
  return { columns, reading: readingOf(written, ofFile, reading) };
}

/** How most columns are written, unless it was given. */
function readingOf({ decimals, thousands, dates }: Written, ofFile: "." | "," | null, given: Reading) {
  const commas = decimals.filter((decimal) => decimal === ",").length;
  return {
    decimal: ofFile ?? (commas > decimals.length / 2 ? ("," as const) : ("." as const)),
    thousands: given.thousands ?? thousands,
    ...(dates ? { dates } : {}),
  };
}

function columnOf(
  about: About,
  { cells, signs }: Look,
  { decimal, open }: { decimal: "." | ","; open: boolean },
  reading: Reading,
  written: Written,
): FileColumn {
  const { name, problems } = about;
  if (!areNumbers(signs, decimal) || datesOf(cells)?.form === "compact") {
    const dates = datesOf(cells, reading.dates);
    if (!dates) return textColumn(about);
    if (isOrder(dates.form)) written.dates ??= dates.form;
    if (dates.other) tellOpenDate(dates, name, problems);
    return dateColumn(about, dates.form);
  }
  const unit = unitOf(signs);
  if (unit === undefined) {
    tellUnits(signs, name, problems);
    return textColumn(about);
  }
  if (cells.some((cell) => /[.,]/.test(cell))) written.decimals.push(decimal);
  written.thousands ||= thousandsOf(signs, decimal, cells);
  if (open) tellOpenNumber(signs.example, decimal, name, problems);
  if (unit !== "") problems.add("unit", [unit], { column: name });
  const form = { decimal, thousands: reading.thousands ?? null, unit };
  const values = numbersOf(about, (cell) => numberIn(cell, form));
  return asDates(numberColumn(about, "number", values, unit || about.unit), name);
}

const isOrder = (form: DateForm): form is "ymd" | "dmy" | "mdy" => /^(ymd|dmy|mdy)$/.test(form);

function sampled(cells: string[]): string[] {
  const step = Math.max(1, Math.floor(cells.length / mostLooked));
  return step === 1 ? cells : cells.filter((_, i) => i % step === 0);
}

/** By all columns that are numbers in one way or the other; null where none of them tells. */
function decimalOfFile(looks: Look[]): "." | "," | null {
  let [points, commas] = [0, 0];
  for (const { signs } of looks) {
    if (Math.max(signs.points, signs.commas) < 0.9 * signs.present) continue;
    points += signs.onlyPoint;
    commas += signs.onlyComma;
  }
  return points === commas ? null : points > commas ? "." : ",";
}

function tellUnits({ units }: NumberSigns, name: string, problems: Problems): void {
  const [first, second] = sorted(units);
  problems.add("mixedUnits", [first![0], second![0]], { column: name });
}

function tellOpenNumber(example: string, decimal: "." | ",", name: string, problems: Problems): void {
  const read = numberIn(example, { decimal, thousands: null, unit: "" });
  const other = numberIn(example, { decimal: decimal === "." ? "," : ".", thousands: null, unit: "" });
  if (read !== undefined && other !== undefined)
    problems.add("ambiguousNumber", [example, read, other], { column: name });
}

function tellOpenDate({ form, other, example }: FoundDates, name: string, problems: Problems): void {
  const day = (one: DateForm) => new Date(dateIn(example, one)!).toISOString().slice(0, 10);
  problems.add("ambiguousDate", [example, day(form), day(other!)], { column: name });
}

interface About {
  name: string;
  cells: string[];
  lines: number[];
  unit: string;
  problems: Problems;
}

function numbersOf(
  { name, cells, lines, problems }: About,
  read: (cell: string) => number | undefined,
): Float64Array<ArrayBuffer> {
  const values = new Float64Array(cells.length);
  for (let i = 0; i < cells.length; i++) {
    const value = read(cells[i]!);
    values[i] = value ?? NaN;
    if (value === undefined && !isMissing(cells[i]))
      problems.add("unread", [cells[i]!.slice(0, 40)], { line: lines[i]!, column: name });
  }
  return values;
}

function numberColumn(
  { name }: About,
  type: "number" | "date",
  values: Float64Array<ArrayBuffer>,
  unit: string,
): NumberColumn {
  const counts = new Map<number, number>();
  let [missing, low, high] = [0, Infinity, -Infinity];
  for (const value of values) {
    if (Number.isNaN(value)) {
      missing++;
      continue;
    }
    low = Math.min(low, value);
    high = Math.max(high, value);
    if (counts.size < mostCounted || counts.has(value)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const isEmpty = missing === values.length;
  return {
    name, type, values, unit, missing,
    low: isEmpty ? null : low,
    high: isEmpty ? null : high,
    different: counts.size,
    frequent: counts.size <= mostFrequent ? sorted(counts).map(([value, count]) => [String(value), count]) : [],
    identifier: false,
  }; // prettier-ignore
}

const sorted = <T>(counts: Map<T, number>) => [...counts].sort(([, a], [, b]) => b - a);

const timeName =
  /time|date|stamp|epoch|unix|created|updated|_at$|^ts$|^t$|^when$|zeit|datum|时间|時間|日期|时刻/i;
/** Units of a second since 1970; each from 1990 to 2100. */
const epochs = [1, 1e3, 1e6, 1e9];

/** Numbers of a column that is called a time and lies between 1990 and 2100 are a time, in seconds or finer units. */
function asDates(column: NumberColumn, name: string): NumberColumn {
  const { low, high, values } = column;
  if (low === null || high === null || !timeName.test(name)) return column;
  const scale = epochs.find((one) => low >= 6.3e8 * one && high <= 4.1e9 * one);
  if (scale === undefined) return column;
  for (let i = 0; i < values.length; i++) values[i] = (values[i]! / scale) * 1000;
  return { ...column, type: "date", low: (low / scale) * 1000, high: (high / scale) * 1000, frequent: [] };
}

/** Times of day alone are numbers, in seconds. */
function dateColumn(about: About, form: DateForm): NumberColumn {
  const values = numbersOf(about, (cell) => dateIn(cell, form));
  if (form !== "clock") return numberColumn(about, "date", values, "");
  for (let i = 0; i < values.length; i++) values[i]! /= 1000;
  return numberColumn(about, "number", values, "s");
}

function textColumn({ name, unit, cells }: About): TextColumn {
  const counts = new Map<string, number>();
  let missing = 0;
  const values = cells.map((cell) => {
    if (isMissing(cell)) {
      missing++;
      return "";
    }
    if (counts.size < mostCounted || counts.has(cell)) counts.set(cell, (counts.get(cell) ?? 0) + 1);
    return cell;
  });
  const present = cells.length - missing;
  const isFree = counts.size > 50 && counts.size > 0.5 * present;
  return {
    name, type: isFree ? "text" : "category", values, unit, missing, low: null, high: null,
    different: counts.size, frequent: sorted(counts).slice(0, mostFrequent), identifier: false,
  }; // prettier-ignore
}

const idName =
  /(^|[^a-z])(id|ids|uuid|guid|index|idx|row|rownum|nr|no|#|key|serial|sample #?|序号|编号|番号)$|^[a-z]+(Id|ID)$/i;

/** Names of rows, whole numbers that count them, and what is called an identifier and is another in each row. */
function isIdentifier(column: FileColumn, isFirst: boolean, isFirstUnnamed: boolean): boolean {
  const { name, values, unit, missing, different } = column;
  const areDifferent =
    missing === 0 && different >= Math.min(values.length, mostCounted) && values.length > 2;
  if (column.type === "date" || !areDifferent) return false;
  const isNamed = idName.test(name) || (isFirst && isFirstUnnamed);
  if (column.type === "category" || column.type === "text") return isNamed || values.length >= 10;
  const numbers = column.values as Float64Array;
  return unit === "" && numbers.every(Number.isInteger) && (isNamed || (isFirst && isCounting(numbers)));
}

/** 0, 1, 2 and so on, from 0 or 1. */
export function isCounting(values: Float64Array): boolean {
  return (values[0] === 0 || values[0] === 1) && values.every((value, i) => value === values[0]! + i);
}

const labelName =
  /label|class|state|status|fault|fraud|anomal|target|outcome|diagnos|species|kind|type|group|klasse|zustand|fehler|状态|類|类|标签|種/i;

/** Names of the columns that may be labels, the likeliest first: those of few different values. */
export function labelsOf(columns: FileColumn[], rows: number): string[] {
  const fitting = columns.filter(
    ({ type, different, identifier }) =>
      type !== "date" &&
      type !== "text" &&
      !identifier &&
      different >= 2 &&
      different <= mostFrequent &&
      2 * different <= rows,
  );
  const likelihood = (column: FileColumn) =>
    4 * Number(labelName.test(column.name)) +
    2 * Number(column === columns.at(-1)) +
    1.5 * Number(column.type === "category") +
    Number(column === columns[0]) -
    column.different / mostFrequent;
  return fitting.sort((a, b) => likelihood(b) - likelihood(a)).map(({ name }) => name);
}
