// How a file is read, and what is said of it.

import { HourglassError } from "../base/errors.js";

/** A file: a browser's File or Blob, its bytes, or its text. A File's name, or `name`, is used in messages. */
export type FileInput = Blob | Uint8Array | string;

/** How numbers part their groups of digits. */
export type Thousands = "" | "," | "." | " " | "'";
/** Which comes first in a date: year, day or month. */
export type DateOrder = "ymd" | "dmy" | "mdy";

/** How a file is read. What is given is not guessed; what is left out is, and comes back as it was guessed. */
export interface Reading {
  /** The file within a ZIP archive. */
  member?: string | undefined;
  /** As TextDecoder knows it: "utf-8", "utf-16le", "windows-1252", "gb18030", "shift_jis", "euc-kr", "big5" and others. */
  encoding?: string | undefined;
  /** The sheet of a workbook. */
  sheet?: string | undefined;
  /** What stands between cells; " " is any run of spaces and tabs, "" nothing: one column. */
  delimiter?: string | undefined;
  /** Whether quotes hold a value together; false reads them as ordinary signs. */
  quotes?: boolean | undefined;
  /** How many lines above the heading (or above the first row) are no part of the table; empty ones do not count. */
  skipped?: number | undefined;
  /** Whether there is a line of headings. */
  header?: boolean | undefined;
  /** Whether a line of units follows it. */
  units?: boolean | undefined;
  /** How fractions are written. */
  decimal?: "." | "," | undefined;
  /** How groups of digits are parted. */
  thousands?: Thousands | undefined;
  /** Of dates such as 01/02/2025. */
  dates?: DateOrder | undefined;
}

/** The fields of a reading, each after those on which its guess depends. */
export const readingOrder = [
  "member",
  "encoding",
  "sheet",
  "delimiter",
  "quotes",
  "skipped",
  "header",
  "units",
  "decimal",
  "thousands",
  "dates",
] as const satisfies readonly (keyof Reading)[];

/** A reading in which somebody changed one field: what depends on it is guessed anew. */
export function changedReading<K extends keyof Reading>(
  given: Reading,
  field: K,
  value: Reading[K],
): Reading {
  const kept = readingOrder.slice(0, readingOrder.indexOf(field as (typeof readingOrder)[number]));
  const before = Object.fromEntries(
    kept.filter((key) => given[key] !== undefined).map((key) => [key, given[key]]),
  );
  return { ...before, [field]: value } as Reading;
}

/** What is wrong, in one word that programs can act on; the first are of whole files and are thrown, too. */
export type FileProblemKind =
  | "empty" // nothing in it
  | "tooLarge" // values: the limit in bytes
  | "tooManyRows" // values: how many, the limit
  | "tooManyColumns" // values: how many, the limit
  | "binary" // no text, and of no kind that is known
  | "format" // of a kind that is not read here; values: its name, and one word for it
  | "damaged" // values: the format, and what is wrong
  | "json" // values: what is wrong
  | "quote" // one is never closed
  | "noRows" // values: how many lines there were
  | "onlyHeading" // one line, and nothing below it
  | "noNumbers" // no column of numbers
  | "tooShort" // values: how many values, how many there must be
  | "noLines"
  | "noPictures" // values: the shapes of arrays, where there are some
  | "noDecoder" // a sound or a picture that this program, or this browser, cannot decode
  | "short" // a row of too few cells; values: how many, how many there should be
  | "long" // the same of too many
  | "unread" // a cell that its column's type does not fit; values: the cell
  | "heading" // a line above the rows that has other cells than they; values: its cells, theirs
  | "rowNames" // rows have one cell more than the heading; values: rows, cells, headings
  | "skipped" // values: how many lines above the table or within it are no part of it
  | "unit" // numbers were read without what stands beside them; values: that
  | "mixedUnits" // numbers stand beside several units, and are read as texts; values: two of them
  | "ambiguousNumber" // values: a cell, as what it was read, as what it could be read
  | "ambiguousDate" // the same of dates
  | "encoding" // values: how many signs could not be read
  | "replaced" // values: how many cells were no numbers and took the value before
  | "uneven" // times are not evenly spread; values: the longest step, the usual one
  | "member" // a file in an archive that was not read; values: its name, why
  | "oneShade" // a picture that is all of one shade
  | "tooManyPixels" // values: width, height
  | "more" // of each kind 50 problems are kept; values: how many more there were
  | "labels"; // labels that are not as many as the pictures; values: labels, pictures

/** Something that did not stop the reading. */
export interface FileProblem {
  /** From 1; 0 where it is of the whole file. */
  line: number;
  /** The name of the column, where it is of one. */
  column?: string;
  /** The file, where several are read. */
  file?: string;
  /** In one word. */
  kind: FileProblemKind;
  /** In English. */
  message: string;
  /** What the message speaks of. */
  values: readonly (string | number)[];
}

const some = (count: string | number, thing: string) => `${count} ${thing}${Number(count) === 1 ? "" : "s"}`;

const texts: Record<FileProblemKind, (...values: (string | number)[]) => string> = {
  empty: () => "it is empty",
  tooLarge: (limit) => `it is larger than ${limit} bytes`,
  tooManyRows: (count, limit) => `it has ${count} rows, and at most ${limit} are allowed`,
  tooManyColumns: (count, limit) => `it has ${count} columns, and at most ${limit} are allowed`,
  binary: () => "it is no text, and of no kind that is known here",
  format: (name) => `it is ${name}, which is not read here`,
  damaged: (format, why) => `it is damaged (${format}: ${why})`,
  json: (why) => `it is no JSON: ${why}`,
  quote: () => "a quote is opened and never closed",
  noRows: (lines) => `nothing is left of its ${some(lines, "line")} that could be a row`,
  onlyHeading: () => "it has one line of words, and no row below it",
  noNumbers: () => "none of its columns holds numbers",
  tooShort: (count, fewest) => `it has ${count} values, and at least ${fewest} are needed`,
  noLines: () => "it holds no line of text",
  noPictures: (shape) => (shape ? `arrays of shape ${shape} are no pictures` : "there is no picture"),
  noDecoder: () =>
    "it cannot be decoded here: most sounds and pictures need a web page, whose browser knows them",
  short: (cells, width) => `${some(cells, "cell")} where there should be ${width}; the row is left out`,
  long: (cells, width) => `${some(cells, "cell")} where there should be ${width}; the row is left out`,
  unread: (cell) => `${JSON.stringify(cell)} does not fit the column, and counts as missing`,
  heading: (headings, cells) =>
    `a line of ${some(headings, "heading")} stands above rows of ${some(cells, "cell")}`,
  rowNames: (rows, cells, headings) =>
    `${rows} rows of ${cells} cells under a header of ${headings}: the first cells are taken for names of rows`,
  skipped: (lines) => `${some(lines, "line")} left out, above the table or within it`,
  unit: (unit) => `the numbers were read without ${JSON.stringify(unit)}`,
  mixedUnits: (first, second) =>
    `numbers stand beside ${JSON.stringify(first)} and ${JSON.stringify(second)}: the column is read as texts`,
  ambiguousNumber: (cell, read, other) => `${JSON.stringify(cell)} was read as ${read}; it could be ${other}`,
  ambiguousDate: (cell, read, other) => `${JSON.stringify(cell)} was read as ${read}; it could be ${other}`,
  encoding: (count) => `${some(count, "sign")} could not be read in this encoding`,
  replaced: (count) => `${some(count, "cell")} without a number took the value before`,
  uneven: (longest, usual) =>
    `times are not evenly spread: most steps are ${usual} s, the longest ${longest} s`,
  member: (name, why) => `${name} was not read: ${why}`,
  oneShade: () => "it is all of one shade",
  more: (count) => `and ${some(count, "more problem")}`,
  tooManyPixels: (width, height) => `it has ${width} x ${height} pixels, which are too many`,
  labels: (labels, pictures) => `there are ${labels} labels for ${pictures} pictures`,
};

/** A problem with its message. */
export function problemOf(
  kind: FileProblemKind,
  values: readonly (string | number)[] = [],
  { line = 0, column, file }: { line?: number; column?: string; file?: string } = {},
): FileProblem {
  const where = { ...(column === undefined ? {} : { column }), ...(file === undefined ? {} : { file }) };
  return { line, ...where, kind, message: texts[kind](...values), values };
}

/** Where in a text something is wrong: from 1, with the lines around it. */
export interface FilePlace {
  /** From 1. */
  line: number;
  /** The sign's place in it, from 1. */
  column: number;
  /** Those around it. */
  lines: {
    /** From 1. */
    number: number;
    /** At most 200 signs of it. */
    text: string;
  }[];
}

/** What makes a file unreadable. Its code is "invalid_file". */
export class FileError extends HourglassError {
  /** As of problems. */
  readonly kind: FileProblemKind;
  /** What the message speaks of. */
  readonly values: readonly (string | number)[];
  /** Where it is, in a text. */
  readonly place: FilePlace | null;
  /** Why, without the file's name. */
  readonly reason: string;
  /** What could not be read on the way. */
  readonly problems: readonly FileProblem[];

  constructor(
    kind: FileProblemKind,
    values: readonly (string | number)[] = [],
    more: { name?: string; place?: FilePlace | null; problems?: readonly FileProblem[] } = {},
  ) {
    const { name = "", place = null, problems = [] } = more;
    const where = place ? ` (line ${place.line}, column ${place.column})` : "";
    super("invalid_file", `${name || "the file"}: ${texts[kind](...values)}${where}`);
    this.name = "FileError";
    this.reason = texts[kind](...values);
    this.kind = kind;
    this.values = values;
    this.place = place;
    this.problems = problems;
  }
}

/** Problems in the order in which they are found; of each kind so many are kept, and all are counted. */
export class Problems {
  readonly #list: FileProblem[] = [];
  readonly #counts = new Map<FileProblemKind, number>();

  /** Notes one. */
  add(...parts: Parameters<typeof problemOf>): void {
    const count = (this.#counts.get(parts[0]) ?? 0) + 1;
    this.#counts.set(parts[0], count);
    if (count <= mostOfKind) this.#list.push(problemOf(...parts));
  }

  /** Those that are kept, and how many are not. */
  get list(): FileProblem[] {
    const all = [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
    const more = all - this.#list.length;
    return more > 0 ? [...this.#list, problemOf("more", [more])] : [...this.#list];
  }
}

const mostOfKind = 50;
