// The sentences about files that people bring, in English: how they were read, and what is wrong with them.

import { numbersOf } from "../numbers";

const { exact, n } = numbersOf("en");

export type Value = string | number;
/** What is wrong, in one sentence for each kind; the values are those of the problem. */
const faults = {
  empty: () => "The file is empty.",
  tooLarge: (limit: Value) => `It is larger than the ${n(Number(limit) / 1e6)} MB that can be read here.`,
  tooManyRows: (count: Value, limit: Value) =>
    `It has ${exact(count)} rows; at most ${exact(limit)} can be read here.`,
  tooManyColumns: (count: Value, limit: Value) =>
    `It has ${exact(count)} columns; at most ${exact(limit)} can be read here.`,
  binary: () => "These are no letters: the file is binary, whatever its name says.",
  format: (name: Value) => `It is ${name}, which is not read here.`,
  damaged: (format: Value, why: Value) => `It is damaged (${format}: ${why}).`,
  json: (why: Value) => `It begins as JSON and is none: ${why}`,
  quote: () => "A quote opens here and is never closed: the rest of the file would be one value.",
  noRows: (lines: Value) => `None of its ${exact(lines)} lines is a row like the others.`,
  onlyHeading: () => "It has one line of words, and no row below it.",
  noNumbers: () => "No column holds numbers.",
  tooShort: (count: Value, fewest: Value) =>
    `It has ${exact(count)} values; there must be at least ${exact(fewest)}.`,
  noLines: () => "There is no line of text in it.",
  noPictures: (shape?: Value) =>
    shape
      ? `Arrays of the shape ${shape} are no pictures: those are count × height × width, with 1, 3 or 4 channels at most.`
      : "There is no picture among these files.",
  noDecoder: () => "This browser cannot decode it.",
  short: (cells: Value, width: Value) => `${cells} values instead of ${width}, left out`,
  long: (cells: Value, width: Value) => `${cells} values instead of ${width}, left out`,
  unread: (cell: Value) => `“${cell}” does not fit, taken as missing`,
  heading: (headings: Value, cells: Value) =>
    `A line of ${headings} headings stands above rows of ${cells} values`,
  rowNames: (rows: Value, cells: Value, headings: Value) =>
    `${exact(rows)} rows of ${cells} values under a header of ${headings}: the first are taken for names of the rows`,
  skipped: (lines: Value) =>
    lines === 1
      ? "1 line above or between the rows was left out"
      : `${exact(lines)} lines above or between the rows were left out`,
  unit: (unit: Value) => `read without “${unit}”`,
  mixedUnits: (first: Value, second: Value) =>
    `has “${first}” and “${second}” beside its numbers, so they are read as words`,
  ambiguousNumber: (cell: Value, read: Value, other: Value) =>
    `“${cell}” was read as ${exact(read)}. It could be ${exact(other)}: choose above.`,
  ambiguousDate: (cell: Value, read: Value, other: Value) =>
    `“${cell}” was read as ${read}. It could be ${other}: choose above.`,
  encoding: (count: Value) => `${exact(count)} signs cannot be read in this encoding`,
  replaced: (count: Value) => `${exact(count)} cells are no numbers, and take the value before`,
  uneven: (longest: Value, usual: Value) =>
    `most steps are ${usual} s, the longest ${longest} s: time has gaps`,
  member: (name: Value, why: Value) => `${name} was not read: ${why}`,
  oneShade: () => "It is all of one shade.",
  tooManyPixels: (width: Value, height: Value) =>
    `It has ${exact(width)} × ${exact(height)} pixels, more than the 40 million that are decoded here.`,
  more: (count: Value) => `and ${exact(count)} more`,
  labels: (labels: Value, pictures: Value) =>
    `There are ${exact(labels)} labels for ${exact(pictures)} pictures.`,
  oneRow: () => "A table to learn from needs at least two rows.",
  noFeatures: () => "No column has numbers, dates or categories to learn from.",
  tooLong: () =>
    "That is more than the two million values that can be learnt from here: choose a lower rate.",
  constant: () => "Nothing changes in this channel: there is nothing to learn.",
  tooFewLines: (lines: Value) =>
    `There is something to learn from 20 different lines on; here are ${exact(lines)}.`,
  tooManyLines: (lines: Value) => `These are ${exact(lines)} lines; at most 10,000 can be learnt from here.`,
  tooManyTopics: (topics: Value) => `These are ${exact(topics)} topics; at most 100 can be told apart here.`,
  tooManyPictures: (count: Value, most: Value) =>
    `These are ${exact(count)} pictures; at most ${exact(most)} of this size fit into a browser's memory.`,
  tooLargeToCut: (pixels: Value, most: Value) =>
    `This picture has ${n(Math.round(Number(pixels) / 1e6))} million pixels: at most ${n(Number(most) / 1e6)} million can be judged by their patches.`,
  tooFewPictures: (count: Value, fewest: Value) =>
    `There is something to learn from ${exact(fewest)} pictures on; here ${count === 1 ? "is 1" : `are ${exact(count)}`} that can be read.`,
};

export type FileFaults = Record<keyof typeof faults, (...values: Value[]) => string>;

export const files = {
  faults: faults as FileFaults,
  readWith: "Read with",
  fields: {
    member: "File in the archive",
    sheet: "Sheet",
    encoding: "Encoding",
    delimiter: "Delimiter",
    header: "Header",
    skipped: "Lines above",
    decimal: "Decimal sign",
    thousands: "Groups of digits",
    dates: "Dates",
  },
  delimiters: {
    ",": "commas",
    ";": "semicolons",
    "\t": "tabs",
    "|": "bars",
    " ": "spaces",
    "": "one column",
  } as Record<string, string>,
  headers: { yes: "header", units: "header and units", no: "no header" },
  skipped: (lines: number) =>
    lines === 0
      ? "no line above"
      : lines === 1
        ? "1 line above left out"
        : `${n(lines)} lines above left out`,
  decimals: { ".": "decimal point", ",": "decimal comma" },
  thousands: {
    "": "digits not in groups",
    ",": "groups by commas",
    ".": "groups by points",
    " ": "groups by spaces",
    "'": "groups by apostrophes",
  },
  dates: { ymd: "year, month, day", dmy: "day, month, year", mdy: "month, day, year" },
  line: (line: number) => `line ${n(line)}`,
  at: (line: number, column: number) => `Line ${n(line)}, column ${n(column)}.`,
  problems: (value: number) => (value === 1 ? "1 problem" : `${n(value)} problems`),
  asked: "What is meant?",
  noted: "How it was read",
  more: (value: number) => `and ${n(value)} more`,
  asSigns: "Read quotes as ordinary signs",
  another: "Choose another file",
};

export type FileWords = typeof files;
