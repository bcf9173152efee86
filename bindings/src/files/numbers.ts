// How a column writes its numbers: found out from many of its cells, never from one, then used for all.

import { isMissing } from "../data/values.js";
import type { Thousands } from "./reading.js";

/** What a column's numbers look like. */
export interface NumberForm {
  decimal: "." | ",";
  /** What may part groups of digits; null: whatever fits the decimal sign. */
  thousands: Thousands | null;
  /** What stands beside each number: "%", "€", "kg"; empty where nothing does. */
  unit: string;
}

/** A cell with its number's sign, digits and what stands beside them. */
interface Parts {
  sign: 1 | -1;
  /** Digits with whatever parts them. */
  digits: string;
  exponent: string;
  unit: string;
}

const spaces = " \u00a0\u2009\u202f";
const quotes = "'\u2019";
const minus = "\u2212\u2012\u2013-"; // the last, so that it is no range
const money =
  "[$\u20ac\u00a3\u00a5\u20b9\u20a9\u20bd\u20ba\u20bf\u0e3f]|[A-Z]{2}\\$|(?:USD|EUR|GBP|CHF|JPY|CNY|RMB|INR|SEK|NOK|DKK|PLN|CZK|AUD|CAD|BRL)";
const word =
  "(?:[%\\u2030]|[\\p{L}\\u00b0\\u2103\\u2109\\u00b5\\u03bc\\u03a9]+[\\u00b2\\u00b3]?(?:[/\\u00b7*][\\p{L}]+[\\u00b2\\u00b3]?)?[23]?)";
const number = new RegExp(
  `^(\\()?\\s*([+${minus}])?\\s*(${money})?\\s*([+${minus}])?\\s*` +
    `(\\d[\\d.,${spaces}${quotes}]*|[.,]\\d[\\d${spaces}${quotes}]*)(?:[eEdD]([+-]?\\d{1,3}))?` +
    `\\s*(${money}|${word})?\\s*(\\))?([${minus}])?$`,
  "u",
);
const plainNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

function partsOf(text: string): Parts | undefined {
  const found = number.exec(text) ?? number.exec(text.replace(/^([^\d()]*)\(([^()]*)\)$/, "($1$2)"));
  if (!found) return undefined;
  const [, open, sign, before = "", inner, digits = "", exponent = "", behind = "", close, last] = found;
  if ((open === undefined) !== (close === undefined)) return undefined;
  const signs = [sign, inner, last].filter((one) => one !== undefined && one !== "");
  if (signs.length > 1 || (open !== undefined && signs.length > 0)) return undefined;
  if (before !== "" && behind !== "") return undefined;
  const isNegative = open !== undefined || (signs.length === 1 && signs[0] !== "+");
  return { sign: isNegative ? -1 : 1, digits: digits.trim(), exponent, unit: before || behind };
}

const groupSigns: Record<Thousands, string> = { "": "", ",": ",", ".": ".", " ": spaces, "'": quotes };

/** Groups of three; of two before the last three, as in India, where commas part them. */
const patterns = new Map<string, RegExp>();
function patternOf(decimal: "." | ",", thousands: Thousands | null): RegExp {
  const key = `${decimal}${thousands ?? "any"}`;
  const known = patterns.get(key);
  if (known) return known;
  const point = decimal === "." ? "\\." : ",";
  const usual = [decimal === "." ? "," : ".", spaces, quotes];
  const signs =
    thousands === null ? usual : thousands === decimal || thousands === "" ? [] : [groupSigns[thousands]];
  const groups = signs.map((sign) => `[1-9]\\d{0,2}(?:[${sign}]\\d{3})+`);
  if (signs.includes(",")) groups.push("[1-9]\\d?(?:,\\d{2})+,\\d{3}");
  const made = new RegExp(`^(?:${[...groups, "\\d+"].join("|")})?(?:${point}\\d*)?$`);
  patterns.set(key, made);
  return made;
}

const separators = new RegExp(`[${spaces}${quotes}]`, "g");

function valueOf(
  { sign, digits, exponent }: Parts,
  decimal: "." | ",",
  thousands: Thousands | null,
): number | undefined {
  if (!patternOf(decimal, thousands).test(digits) || !/\d/.test(digits)) return undefined;
  const bare = digits.replace(separators, "");
  const plain = decimal === "." ? bare.replaceAll(",", "") : bare.replaceAll(".", "").replace(",", ".");
  const value = sign * Number(exponent === "" ? plain : `${plain}e${exponent}`);
  return Number.isFinite(value) ? value || 0 : undefined;
}

/** The number in a cell of such a column, or undefined. A zero needs no unit. */
export function numberIn(cell: string, { decimal, thousands, unit }: NumberForm): number | undefined {
  const text = cell.trim();
  if (unit === "" && decimal === "." && plainNumber.test(text)) {
    const value = Number(text);
    return Number.isFinite(value) ? value : undefined;
  }
  const parts = partsOf(text);
  if (!parts) return undefined;
  const value = valueOf(parts, decimal, thousands);
  return parts.unit === unit || (value === 0 && parts.unit === "") ? value : undefined;
}

/** Whether a cell could be a number in one of the ways. */
export function looksLikeNumber(cell: string): boolean {
  const text = cell.trim();
  if (plainNumber.test(text)) return true;
  const parts = partsOf(text);
  return (
    parts !== undefined &&
    (valueOf(parts, ".", null) !== undefined || valueOf(parts, ",", null) !== undefined)
  );
}

/** What the cells of a column say about how its numbers are written. */
export interface NumberSigns {
  /** Cells that are not missing, and those that are numbers with a decimal point, and with a decimal comma. */
  present: number;
  points: number;
  commas: number;
  /** Cells that are numbers in one of both ways only. */
  onlyPoint: number;
  onlyComma: number;
  /** Cells such as "1,234" and "1.234", which are numbers in both ways, and the first of them. */
  groupedByComma: number;
  groupedByPoint: number;
  example: string;
  /** Digits that begin with a zero, as codes of places and things do: "01234". */
  codes: number;
  /** Whole numbers without a separator below a thousand, and from there on. */
  small: number;
  large: number;
  /** How often each unit stands beside a number. */
  units: Map<string, number>;
  /** What parts groups of digits, where it can be nothing else. */
  thousands: Thousands;
}

const threes = /^[1-9]\d{0,2}([.,])\d{3}$/;

export function numberSigns(cells: readonly string[]): NumberSigns {
  const signs: NumberSigns = {
    present: 0, points: 0, commas: 0, onlyPoint: 0, onlyComma: 0, groupedByComma: 0, groupedByPoint: 0,
    example: "", codes: 0, small: 0, large: 0, units: new Map(), thousands: "",
  }; // prettier-ignore
  for (const cell of cells) {
    if (isMissing(cell)) continue;
    signs.present++;
    const parts = partsOf(cell.trim());
    if (parts) note(signs, parts);
  }
  return signs;
}

function note(signs: NumberSigns, parts: Parts): void {
  const { digits, unit } = parts;
  const point = valueOf(parts, ".", null) !== undefined;
  const comma = valueOf(parts, ",", null) !== undefined;
  if (!point && !comma) return;
  // Zeros are often written without their unit.
  if (unit !== "" || !/^[0.,]+$/.test(digits)) signs.units.set(unit, (signs.units.get(unit) ?? 0) + 1);
  if (point) signs.points++;
  if (comma) signs.commas++;
  if (point && !comma) signs.onlyPoint++;
  if (comma && !point) signs.onlyComma++;
  if (/[ \u00a0\u2009\u202f]/.test(digits)) signs.thousands = " ";
  else if (/['\u2019]/.test(digits)) signs.thousands = "'";
  if (/^0\d+$/.test(digits)) signs.codes++;
  else if (/^\d+$/.test(digits)) {
    if (Number(digits) < 1000) signs.small++;
    else signs.large++;
  }
  const both = threes.exec(digits);
  if (!both) return;
  if (both[1] === ",") signs.groupedByComma++;
  else signs.groupedByPoint++;
  if (signs.example === "") signs.example = digits;
}

/** So many of a column's cells must be numbers for the column to be one of them. */
const enough = 0.95;

/** The unit that stands beside nearly all of a column's numbers; undefined where they have several. */
export function unitOf({ units }: NumberSigns): string | undefined {
  const all = [...units].sort(([, a], [, b]) => b - a);
  const total = all.reduce((sum, [, count]) => sum + count, 0);
  const [first] = all;
  if (!first) return "";
  return first[1] >= enough * total ? first[0] : undefined;
}

/**
 * The decimal sign of a column, and whether both would fit. Digits in threes after a comma are thousands where numbers
 * below a thousand stand beside them without one and none above does; else the delimiter tells which country it is.
 */
export function decimalOf(
  signs: NumberSigns,
  ofFile: "." | "," | null,
  delimiter: string,
): { decimal: "." | ","; open: boolean } {
  if (signs.onlyPoint !== signs.onlyComma)
    return { decimal: signs.onlyPoint > signs.onlyComma ? "." : ",", open: false };
  if (ofFile) return { decimal: ofFile, open: false };
  if (signs.groupedByComma > 0) {
    const isGrouped = signs.small > 0 && signs.large === 0;
    return { decimal: isGrouped || delimiter === "," ? "." : ",", open: !isGrouped };
  }
  return { decimal: ".", open: signs.groupedByPoint > 0 && delimiter !== "," && delimiter !== "" };
}

/** What parts groups of digits in a column of that decimal sign. */
export function thousandsOf(signs: NumberSigns, decimal: "." | ",", cells: readonly string[]): Thousands {
  if (signs.thousands !== "") return signs.thousands;
  const sign = decimal === "." ? "," : ".";
  return cells.some((cell) => new RegExp(`\\d\\${sign}\\d`).test(cell)) ? sign : "";
}

/** Whether nearly all cells are numbers, which may stand beside different units, and they are no codes. */
export function areNumbers(signs: NumberSigns, decimal: "." | ","): boolean {
  const { present, codes, points, commas } = signs;
  const count = decimal === "." ? points : commas;
  return present > 0 && count >= enough * present && codes <= (1 - enough) * present;
}
