// JSON to rows of cells: a list of objects, a list of lists, an object of columns, or one value on each line.

import type { Grid } from "./grid.js";
import { FileError } from "./reading.js";

export const looksLikeJson = (text: string): boolean => /^\s*[[{]/.test(text.slice(0, 1000));

/** Undefined where it only begins like JSON. Throws FileError "json" where it is broken. */
export function gridOfJson(text: string): Grid | undefined {
  const items = itemsOf(text);
  if (!items) return undefined;
  const names: string[] = [];
  const known = new Map<string, number>();
  const isLists = items.values.every(Array.isArray);
  const rows = items.values.map((item) => {
    if (isLists) return (item as unknown[]).map(cellOf);
    const row: string[] = [];
    for (const [key, value] of Object.entries(isPlain(item) ? item : { value: item })) {
      const place = known.get(key) ?? names.push(key) - 1;
      known.set(key, place);
      row[place] = cellOf(value);
    }
    return row;
  });
  const full = isLists ? rows : rows.map((row) => names.map((_, i) => row[i] ?? ""));
  return {
    rows: full,
    lines: items.lines,
    delimiter: "",
    quotes: true,
    comments: [],
    names: isLists ? null : names,
    isOpen: null,
  };
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function itemsOf(text: string): { values: unknown[]; lines: number[] } | undefined {
  let problem: string;
  try {
    const values = listIn(JSON.parse(text));
    return values && { values, lines: values.map((_, i) => i + 1) };
  } catch (error) {
    problem = (error as Error).message;
  }
  return byLine(text) ?? (/^\s*(\[\s*[[{\d"]|\{\s*")/.test(text) ? broken(text, problem) : undefined);
}

/** The list itself, the only list within an object, or an object's columns turned into rows; also as pandas writes them. */
function listIn(value: unknown): unknown[] | undefined {
  if (Array.isArray(value)) return value;
  if (!isPlain(value)) return undefined;
  const { columns, data } = value;
  if (Array.isArray(columns) && Array.isArray(data) && data.every(Array.isArray))
    return (data as unknown[][]).map((row) =>
      Object.fromEntries(row.map((cell, i) => [String(columns[i] ?? i), cell])),
    );
  const parts = Object.entries(value);
  if (parts.length > 0 && parts.every(([, part]) => isPlain(part) && !Object.values(part).some(isPlain)))
    return byKeys(parts as [string, Record<string, unknown>][]);
  const lists = Object.entries(value).filter((entry): entry is [string, unknown[]] =>
    Array.isArray(entry[1]),
  );
  const isColumns = lists.length > 1 && lists.every(([, list]) => list.length === lists[0]![1].length);
  if (lists.length === 0) return [value];
  if (!isColumns) return lists.sort(([, a], [, b]) => b.length - a.length)[0]![1];
  return lists[0]![1].map((_, i) => Object.fromEntries(lists.map(([name, list]) => [name, list[i]])));
}

/** Columns whose cells have keys: { a: { 0: 1, 1: 2 }, b: { 0: 3, 1: 4 } }. */
function byKeys(columns: [string, Record<string, unknown>][]): unknown[] {
  const keys = [...new Set(columns.flatMap(([, cells]) => Object.keys(cells)))];
  return keys.map((key) => Object.fromEntries(columns.map(([name, cells]) => [name, cells[key] ?? null])));
}

function byLine(text: string): { values: unknown[]; lines: number[] } | undefined {
  const values: unknown[] = [];
  const lines: number[] = [];
  for (const [i, line] of text.split(/\r\n|\r|\n/).entries()) {
    if (line.trim() === "") continue;
    try {
      values.push(JSON.parse(line));
      lines.push(i + 1);
    } catch (error) {
      if (values.length === 0) return undefined;
      const lines = [{ number: i + 1, text: line.slice(0, 200) }];
      throw new FileError("json", [(error as Error).message], { place: { line: i + 1, column: 1, lines } });
    }
  }
  return values.length > 0 ? { values, lines } : undefined;
}

function broken(text: string, problem: string): never {
  const at = Number(/position (\d+)/.exec(problem)?.[1] ?? NaN);
  if (Number.isNaN(at)) throw new FileError("json", [problem]);
  const before = text.slice(0, at).split("\n");
  const line = before.length;
  const lines = text
    .split("\n", line + 1)
    .slice(Math.max(0, line - 2))
    .map((content, i) => ({ number: Math.max(0, line - 2) + i + 1, text: content.slice(0, 200) }));
  throw new FileError("json", [problem], { place: { line, column: before.at(-1)!.length + 1, lines } });
}
