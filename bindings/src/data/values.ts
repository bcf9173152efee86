// Cells of a table: what they may be, and what they stand for.

/** As a reader gives it, or a program. */
export type Cell = string | number | boolean | Date | null | undefined;
/** What the cells of a column are; what is ignored becomes no number. */
export type ColumnType = "number" | "category" | "date" | "ignore";

/** How numbers are written. */
export interface NumberFormat {
  /** Default ".". */
  decimal?: "." | "," | undefined;
  /** Texts that stand for a missing value, besides the empty one; upper and lower case are the same. */
  missing?: readonly string[] | undefined;
}

/** As people, R, pandas, databases and spreadsheets write it. */
const usualMissing = [
  "na", "n/a", "n.a.", "nan", "null", "nil", "none", "-", "--", "---", "?", "??", "\\n", "k.a.", "<na>", "nat",
  "#n/a", "#na", "#null!", "#div/0!", "#value!", "#ref!", "#num!", "#name?",
]; // prettier-ignore

/** Whether there is nothing in it. */
export function isMissing(cell: Cell, { missing = usualMissing }: NumberFormat = {}): boolean {
  if (cell === null || cell === undefined) return true;
  if (typeof cell === "number") return Number.isNaN(cell);
  if (typeof cell !== "string") return false;
  if (missing === usualMissing && isDigit(cell.charCodeAt(0))) return false; // most cells are numbers
  const text = cell.trim().toLowerCase();
  return text === "" || missing.includes(text);
}

/**
 * The number in a cell, or undefined where there is none: signs, exponents, and thousands separators ("1,234.5",
 * "1.234,5", "1 234", "1'234") that come in threes. What a double cannot hold is no number, and neither is "01234": whoever
 * writes the zero means a code.
 */
export function parseNumber(cell: Cell, { decimal = "." }: NumberFormat = {}): number | undefined {
  if (typeof cell === "number") return Number.isFinite(cell) ? cell : undefined;
  if (typeof cell === "boolean") return Number(cell);
  if (typeof cell !== "string") return undefined;
  const text = cell.trim();
  if (isCode(text)) return undefined;
  if (decimal === ".") {
    const value = Number(text);
    if (!Number.isNaN(value) && isDecimal(text)) return Number.isFinite(value) ? value : undefined;
  }
  const pattern = decimal === "." ? pointNumber : commaNumber;
  if (!pattern.test(text)) return undefined;
  const plain = text
    .replace(decimal === "." ? /[,'\u00a0\u202f ]/g : /[.'\u00a0\u202f ]/g, "")
    .replace(",", ".");
  const value = Number(plain);
  return Number.isFinite(value) ? value : undefined;
}

const isCode = (text: string) => text.charCodeAt(0) === 48 && /^0\d+$/.test(text);

const isDigit = (code: number) => code >= 48 && code <= 57;

/** Number also reads "", "0x10", "0o7" and "0b1", where people see none. */
const isDecimal = (text: string) =>
  text !== "" &&
  !(text.charCodeAt(0) === 48 && text.charCodeAt(1) > 57 && text.charAt(1).toLowerCase() !== "e");

const numberPattern = (separators: string, decimal: string) =>
  new RegExp(
    `^[+-]?(\\d{1,3}([${separators}'\\u00a0\\u202f ]\\d{3})+|\\d+)?(${decimal}\\d*)?(e[+-]?\\d+)?$`,
    "i",
  );
const hasDigit = "(?=.*\\d)";
const withDigit = (pattern: RegExp) => new RegExp(`^${hasDigit}${pattern.source.slice(1)}`, "i");
const pointNumber = withDigit(numberPattern(",", "\\."));
const commaNumber = withDigit(numberPattern(".", ","));

const iso =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?(Z|[+-]\d{2}:?\d{2})?)?$/i;
const german = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?:[ ,]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?$/;
const american = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:[ ,]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?$/;

/**
 * Milliseconds since 1970, or undefined where there is no date: ISO 8601, DD.MM.YYYY, MM/DD/YYYY, each with a time or
 * without. Without a zone it is UTC, so that the same file means the same everywhere. A number is such milliseconds itself.
 */
export function parseDate(cell: Cell): number | undefined {
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? undefined : cell.getTime();
  if (typeof cell === "number") return Number.isFinite(cell) ? cell : undefined;
  if (typeof cell !== "string") return undefined;
  const text = cell.trim();
  const found = iso.exec(text);
  if (found) return fromParts(found.slice(1, 7), found[7]);
  const point = german.exec(text);
  if (point) return fromParts([point[3], point[2], point[1], point[4], point[5], point[6]]);
  const slash = american.exec(text);
  return slash ? fromParts([slash[3], slash[1], slash[2], slash[4], slash[5], slash[6]]) : undefined;
}

function fromParts(parts: (string | undefined)[], zone?: string): number | undefined {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map((part) =>
    Number(part ?? 0),
  );
  const time = Date.UTC(year, month - 1, day, hour, minute, 0) + 1000 * second;
  const date = new Date(time);
  // The 31st of February is none, though Date takes it.
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || hour > 23 || minute > 59)
    return undefined;
  if (!zone || /^z$/i.test(zone)) return time;
  const [, sign, hours, minutes] = /([+-])(\d{2}):?(\d{2})/.exec(zone)!;
  return time - (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

/** Of a longer column, so many cells evenly spread tell its type. */
const mostLooked = 10_000;

/** So many of a column's cells must be of a type for the column to be. */
const enough = 0.95;

/**
 * The type of a column by its cells: numbers or dates where nearly all are, else categories; "ignore" where nearly every
 * text is another, as of names and numbers of things.
 */
export function guessType(cells: ArrayLike<Cell>, format: NumberFormat = {}): ColumnType {
  let [present, numbers, dates] = [0, 0, 0];
  const different = new Set<string>();
  const step = Math.max(1, Math.floor(cells.length / mostLooked));
  for (let i = 0; i < cells.length; i += step) {
    const cell = cells[i];
    if (isMissing(cell, format)) continue;
    present++;
    if (typeof cell !== "boolean" && parseNumber(cell, format) !== undefined) numbers++;
    else if (parseDate(cell) !== undefined) dates++;
    different.add(String(cell));
  }
  if (present === 0) return "ignore";
  if (numbers >= enough * present) return "number";
  if (dates >= enough * present) return "date";
  return different.size > 50 && different.size > 0.5 * present ? "ignore" : "category";
}
