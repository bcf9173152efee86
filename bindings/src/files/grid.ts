// Text to rows of cells: which sign stands between them is found out by trying each.

import { isMissing } from "../data/values.js";
import { looksLikeDate } from "./dates.js";
import { looksLikeNumber } from "./numbers.js";
import { FileError, type FilePlace, type Reading } from "./reading.js";

/** Rows of cells, as they lie there. */
export interface Grid {
  rows: string[][];
  /** Of each row the line that it begins in, from 1. */
  lines: ArrayLike<number>;
  delimiter: string;
  quotes: boolean;
  /** Comment lines above the first row, without their mark. */
  comments: string[];
  /** Names of columns that are not in a row of their own, as JSON has them. */
  names: string[] | null;
  /** Whether the delimiter could as well be a decimal comma, and an example. */
  isOpen: string | null;
}

const delimiters = [",", ";", "\t", "|", " "];
const comment = /^\s*(#|%|\/\/)/;
const sampleLines = 300;
const sampleLength = 1_000_000;

/** Throws FileError "quote" where one is never closed. */
export async function gridOf(text: string, { delimiter, quotes = true }: Reading): Promise<Grid> {
  const { parse } = await import("./vendor/papaparse.js");
  const clean = (text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text)
    .replace(/^\ufeff/, "")
    .replace(/\x1a$/, "");
  const top = topOf(clean);
  const body = clean.slice(top.end);
  const split = (part: string, sign: string) =>
    sign === " "
      ? { rows: bySpaces(part), openQuote: null }
      : parse(part, { delimiter: sign === "" ? "\u0001" : sign, quotes });
  const wanted = delimiter ?? top.delimiter;
  const start = firstLines(body);
  const found =
    wanted === undefined ? guessDelimiter((sign) => split(start, sign).rows) : { sign: wanted, isOpen: null };
  const { rows, openQuote } = split(body, found.sign);
  if (openQuote !== null)
    throw new FileError("quote", [], { place: placeOf(clean, top.end + openQuoteAt(body, openQuote)) });
  const full = withLines(rows, top.lines, quotes);
  return {
    ...full,
    delimiter: found.sign,
    quotes,
    comments: top.comments,
    names: null,
    isOpen: found.isOpen,
  };
}

/** What stands above the first row: "sep=;", as Excel has it, and comments, unless all lines begin like them. */
function topOf(text: string): { end: number; lines: number; delimiter?: string; comments: string[] } {
  let [end, lines] = [0, 0];
  let delimiter: string | undefined;
  const comments: string[] = [];
  while (end < text.length) {
    const next = text.indexOf("\n", end);
    const line = text.slice(end, next < 0 ? text.length : next);
    const sep = lines === 0 ? /^"?sep=(.)"?\s*$/i.exec(line) : null;
    if (sep) delimiter = sep[1]!;
    else if (comment.test(line)) comments.push(line.replace(comment, "").trim());
    else if (line.trim() !== "") break;
    if (next < 0) return { end: 0, lines: 0, comments: [] };
    end = next + 1;
    lines++;
  }
  return { end, lines, ...(delimiter === undefined ? {} : { delimiter }), comments };
}

/** So many as tell the delimiter. */
function firstLines(text: string): string {
  let end = -1;
  for (let lines = 0; lines < sampleLines; lines++) {
    const next = text.indexOf("\n", end + 1);
    if (next < 0 || next > sampleLength) break;
    end = next;
  }
  return text.slice(0, end > 0 ? end : sampleLength);
}

/** Runs of spaces and tabs; quotes hold a value together. */
function bySpaces(text: string): string[][] {
  return text
    .split("\n")
    .map((line) =>
      (line.match(/"(?:[^"]|"")*"|\S+/g) ?? [""]).map((cell) =>
        cell.startsWith('"') ? unquoted(cell) : cell,
      ),
    );
}

/** Quotes that the delimiter's neighbours hid, and the single ones of PhysioNet. */
function unquoted(cell: string): string {
  const first = cell.charCodeAt(0);
  if ((first !== 34 && first !== 39) || cell.length < 2 || cell.charCodeAt(cell.length - 1) !== first)
    return cell;
  return first === 34 ? cell.slice(1, -1).replaceAll('""', '"') : cell.slice(1, -1);
}

/** Rows that are not empty, trimmed, with the lines that they begin in. */
function withLines(rows: string[][], above: number, quotes: boolean): { rows: string[][]; lines: number[] } {
  const kept: string[][] = [];
  const lines: number[] = [];
  let line = above + 1;
  for (const row of rows) {
    let breaks = 0;
    let isEmpty = true;
    for (let i = 0; i < row.length; i++) {
      const cell = row[i]!;
      if (quotes && cell.includes("\n")) breaks += cell.split("\n").length - 1;
      const trimmed = cell.trim();
      row[i] = quotes ? unquoted(trimmed) : trimmed;
      if (trimmed !== "") isEmpty = false;
    }
    if (!isEmpty) {
      kept.push(row);
      lines.push(line);
    }
    line += 1 + breaks;
  }
  return { rows: kept, lines };
}

/** The sign that makes rows of one length, and of cells that are something. */
function guessDelimiter(split: (sign: string) => string[][]): { sign: string; isOpen: string | null } {
  const tries = ["", ...delimiters].map((sign) => ({ sign, ...judged(split(sign), sign) }));
  const none = tries[0]!;
  const best = tries.reduce((a, b) => (b.score > a.score + 1e-9 ? b : a));
  if (best.sign === " " && none.typed > 0.95) return { sign: "", isOpen: null };
  if (best.sign === "," && best.width === 2) {
    const asDecimal = decimalCommas(none.rows, best.rows);
    if (asDecimal) return asDecimal;
  }
  return { sign: best.sign, isOpen: null };
}

interface Judged {
  score: number;
  width: number;
  typed: number;
  rows: string[][];
}

function judged(all: string[][], sign: string): Judged {
  const rows = all
    .map((row) => row.map((cell) => cell.trim()))
    .filter((row) => row.some((cell) => cell !== ""));
  // What stands above a table is in the first third at most.
  const body = rows.slice(Math.floor(rows.length / 3));
  const width = mostFrequent(body.map(({ length }) => length));
  const fitting = body.filter(({ length }) => length === width);
  if (fitting.length === 0) return { score: 0, width: 0, typed: 0, rows };
  const worth = fitting.map((row) => row.reduce((sum, cell) => sum + worthOf(cell), 0) / row.length);
  const typed = worth.reduce((sum, value) => sum + value, 0) / worth.length;
  // One column is what everything is until something parts it; spaces part words, too.
  const isMostlyTyped = typed > 0.85;
  const likely = sign === "" || width === 1 ? 0.5 : sign === " " ? (isMostlyTyped ? 0.85 : 0.3) : 1;
  return { score: (fitting.length / body.length) * typed * likely, width, typed, rows };
}

/** How much a cell looks like one. */
function worthOf(cell: string): number {
  if (cell === "" || isMissing(cell)) return 0.6;
  if (looksLikeNumber(cell) || looksLikeDate(cell)) return 1;
  return /[;\t|]|, |,\d/.test(cell) ? 0.1 : cell.length > 60 ? 0.4 : 0.75;
}

function mostFrequent(values: number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || b - a)[0]?.[0] ?? 0;
}

/** Lines such as "101,30": one column of numbers, where the heading or the digits say so. */
function decimalCommas(
  whole: string[][],
  parted: string[][],
): { sign: string; isOpen: string | null } | null {
  const isPair = (row: string[]) => /^[+-]?\d+,\d+$/.test(row.join(","));
  const pairs = whole.filter(isPair);
  if (pairs.length < 0.9 * (whole.length - 1)) return null;
  const [first = [""]] = whole;
  if (!isPair(first)) return first[0]!.includes(",") ? null : { sign: "", isOpen: null };
  const behind = parted.filter((row) => row.length === 2).map((row) => row[1]!);
  const length = behind[0]?.length ?? 0;
  if (behind.some((digits) => /^0\d/.test(digits))) return { sign: "", isOpen: null };
  const isEven = length >= 2 && behind.every((digits) => digits.length === length);
  return isEven ? { sign: "", isOpen: pairs[0]![0]! } : null;
}

/** The quote that begins the value at whose end something is missing. */
function openQuoteAt(text: string, near: number): number {
  if (text[near] === '"') return near;
  const before = text.lastIndexOf('"', Math.max(0, near));
  return before >= 0 ? before : near;
}

/** Where a sign of a text is, with the lines around it. */
export function placeOf(text: string, index: number): FilePlace {
  const before = text.slice(0, index);
  const line = before.split("\n").length;
  const column = index - before.lastIndexOf("\n");
  const first = Math.max(0, line - 2);
  const lines = text
    .split("\n", line + 2)
    .slice(first, first + 4)
    .map((content, i) => ({ number: first + i + 1, text: content.slice(0, 200) }));
  return { line, column, lines };
}
