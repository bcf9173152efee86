// readTable: a file of whatever kind to columns of numbers, dates and texts.

import { columnsOf, labelsOf, type FileColumn } from "./columns.js";
import { decodeText } from "./encoding.js";
import { gridOf, type Grid } from "./grid.js";
import { gridOfJson, looksLikeJson } from "./json.js";
import { layoutOf, type Layout } from "./layout.js";
import { FileError, Problems, type FileInput, type FileProblem, type Reading } from "./reading.js";
import { fileLimits, fileNameOf, openSource, type Source } from "./source.js";

/** A table that was read. */
export interface TableFile {
  /** In the file's order. */
  columns: FileColumn[];
  /** How many there are. */
  rows: number;
  /** Of each row the line of the file that it begins in, from 1. */
  lines: number[];
  /** Names of the columns that may be labels, those of few different values; the likeliest first. */
  labels: string[];
  /** How the file was read: what was given, and all that was guessed. */
  reading: Reading;
  /** What did not stop it. */
  problems: FileProblem[];
  /** Of a workbook all its sheets, of an archive all files that could be read instead. */
  sheets: string[];
  /** See `sheets`. */
  members: string[];
  /** By column, where they were asked for: the cells as they are written, without the white space around them. */
  cells?: string[][];
}

/** What else a table is to give. */
export interface TableReading {
  /** Whether to give all cells as they are written, too, which takes as much memory again; default false. */
  cells?: boolean;
}

const tableName = /\.(csv|tsv|tab|txt|dat|asc|json|jsonl|ndjson|xlsx)(\.gz)?$/i;

/**
 * Reads a table: CSV and its kin in any usual encoding, JSON (a list of objects or lists, columns, or lines), .xlsx, each also
 * in gzip or ZIP. How cells, numbers and dates are written is found out from whole columns and comes back as `reading`; what
 * `reading` says is not guessed. Throws FileError where the file is no table: its `kind` says why.
 */
export async function readTable(
  file: FileInput,
  reading: Reading = {},
  { cells = false }: TableReading = {},
): Promise<TableFile> {
  const problems = new Problems();
  const name = fileNameOf(file);
  try {
    const source = await openSource(file, reading, (member) => tableName.test(member));
    const { grid, found, sheets } = await gridOfSource(source, reading, problems);
    const layout = checkedLayout(grid, reading, problems);
    const { columns, reading: written } = columnsOf(layout, grid.delimiter, reading, problems);
    const { skipped, header, hasUnits } = layout;
    return {
      columns,
      rows: layout.lines.length,
      lines: layout.lines,
      labels: labelsOf(columns, layout.lines.length),
      reading: { ...found, skipped, header, units: hasUnits, ...written },
      problems: problems.list,
      sheets,
      members: source.members,
      ...(cells && { cells: layout.cells }),
    };
  } catch (error) {
    throw named(error, name, problems);
  }
}

/** The error with the file's name, and with what was found on the way. */
export function named(error: unknown, name: string, problems: Problems): unknown {
  if (!(error instanceof FileError)) return error;
  return new FileError(error.kind, error.values, { name, place: error.place, problems: problems.list });
}

interface FoundGrid {
  grid: Grid;
  found: Reading;
  sheets: string[];
}

/** Rows of cells, of text, JSON or a workbook. */
export async function gridOfSource(source: Source, reading: Reading, problems: Problems): Promise<FoundGrid> {
  const { kind, id, name, bytes, member } = source;
  const ofMember = member === undefined ? {} : { member };
  if (kind === "xlsx") {
    const { grid, sheet, sheets } = await gridOfWorkbook(bytes, reading);
    return { grid, found: { ...ofMember, sheet }, sheets };
  }
  if (kind !== "text") throw new FileError("format", [name, id]);
  if (bytes.length > fileLimits.textBytes) throw new FileError("tooLarge", [fileLimits.textBytes]);
  const { text, encoding, unread } = decodeText(bytes, reading.encoding);
  if (unread > 0) problems.add("encoding", [unread]);
  if (text.trim() === "") throw new FileError("empty");
  const json = looksLikeJson(text) ? gridOfJson(text) : undefined;
  const grid = json ?? (await gridOf(text, reading));
  if (grid.isOpen) {
    const [whole, fraction] = grid.isOpen.split(",");
    problems.add("ambiguousNumber", [grid.isOpen, `${whole}.${fraction}`, `${whole} | ${fraction}`]);
  }
  const { delimiter, quotes } = grid;
  const written = json ? {} : { delimiter, quotes };
  return { grid, found: { ...ofMember, encoding, ...written }, sheets: [] };
}

async function gridOfWorkbook(bytes: Uint8Array, { sheet }: Reading) {
  const { sheetsOf } = await import("./vendor/workbook.js");
  const all = await sheetsOf(bytes).catch((error: unknown) => {
    throw new FileError("damaged", ["XLSX", (error as Error).message]);
  });
  const sheets = all.map(({ name }) => name);
  const chosen =
    sheet === undefined
      ? (all.find(({ rows }) => rows.length > 1) ?? all[0])
      : all.find(({ name }) => name === sheet);
  if (!chosen) throw new FileError("damaged", ["XLSX", `it has no sheet ${JSON.stringify(sheet ?? "")}`]);
  const rows: string[][] = [];
  const lines: number[] = [];
  chosen.rows.forEach((cells, i) => {
    const row = cells.map((cell) =>
      cell instanceof Date ? cell.toISOString() : cell === null ? "" : String(cell).trim(),
    );
    if (row.every((cell) => cell === "")) return;
    rows.push(row);
    lines.push(i + 1);
  });
  if (rows.length === 0) throw new FileError("empty");
  const grid: Grid = { rows, lines, delimiter: "", quotes: true, comments: [], names: null, isOpen: null };
  return { grid, sheet: chosen.name, sheets };
}

export function checkedLayout(grid: Grid, reading: Reading, problems: Problems): Layout {
  if (grid.rows.length > fileLimits.rows + 1000)
    throw new FileError("tooManyRows", [grid.rows.length, fileLimits.rows]);
  const widest = grid.rows.reduce((most, row) => Math.max(most, row.length), 0);
  const layout = widest > fileLimits.columns ? null : layoutOf(grid, reading, problems);
  if (!layout) throw new FileError("tooManyColumns", [widest, fileLimits.columns]);
  if (layout.lines.length > fileLimits.rows)
    throw new FileError("tooManyRows", [layout.lines.length, fileLimits.rows]);
  return layout;
}
