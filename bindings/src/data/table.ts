// From rows of a table to numbers for a network, and back.

import { HourglassError } from "../errors.js";
import { checkKeys } from "../keys.js";
import { quantile } from "./metrics.js";
import {
  guessType,
  isMissing,
  parseDate,
  parseNumber,
  type Cell,
  type ColumnType,
  type NumberFormat,
} from "./values.js";

/**
 * standard: mean 0, deviation 1. robust: median 0, half the distance between the quartiles 1 (over 1.349, so that it is the
 * deviation of what is normal). minmax: 0 to 1. none: as they are.
 */
export type Scale = "standard" | "robust" | "minmax" | "none";

/** How a column is to be read. */
export interface ColumnOptions {
  /** Default "column 1" and so on. */
  name?: string;
  /** By default guessed from the rows. */
  type?: ColumnType;
  /** Default the table's. */
  scale?: Scale;
}

/** How a table is to be read. */
export interface TableOptions extends NumberFormat {
  /** Names or settings of the columns, in their order. */
  columns?: readonly (string | ColumnOptions)[];
  /** Of numbers and dates; default "standard". */
  scale?: Scale;
  /** A column has a number for each of its most frequent categories, and one for all others; default 32. */
  maxCategories?: number;
}

/** What was learnt of a column. */
export interface Column {
  /** Its heading. */
  name: string;
  /** What its cells are. */
  type: ColumnType;
  /** How its numbers are scaled. */
  scale: Scale;
  /** Numbers and dates (milliseconds since 1970): (value - centre) / spread; a constant column's spread is 0. */
  centre: number;
  /** See `centre`. */
  spread: number;
  /** What stands for a missing number: the median. */
  fill: number;
  /** Most frequent first. */
  categories: string[];
  /** Whether there is a number for all other categories. */
  others: boolean;
  /** Missing cells, among those that it was fitted to. */
  missing: number;
  /** Place of its first number in an encoded row, and how many it has. */
  first: number;
  /** Numbers that a cell becomes; 0 of a column that is ignored. */
  count: number;
}

/** A cell that was taken as missing, because it is not of its column's type. */
export interface Problem {
  /** From 0. */
  row: number;
  /** Its name. */
  column: string;
  /** What is there. */
  value: Cell;
}

/** As `toJSON` gives it. */
export interface EncodedTable {
  /** What it is. */
  format: "hourglass-table";
  /** Of the format. */
  version: 1;
  /** As in the options. */
  decimal: "." | ",";
  /** As in the options; null stands for the default. */
  missing: string[] | null;
  /** What was learnt. */
  columns: Column[];
}

/** The cells of a row. */
export type Row = readonly Cell[];
/** The cells of a column, from the first row to the last: any array, also a typed one. */
export type ColumnCells = ArrayLike<Cell>;
const mostProblems = 100;

/**
 * Learns from training rows how to turn rows into numbers: numbers and dates are scaled, categories one-hot. Everything is
 * learnt by `fit` alone, so that what is scored later is measured by the training rows.
 *
 *     const encoder = new TableEncoder({ columns: ["amount", "country"] }).fit(rows);
 *     const samples = encoder.transform(rows); // rows.length * encoder.features
 */
export class TableEncoder {
  #columns: Column[] = [];
  #problems: Problem[] = [];
  readonly #options: TableOptions;

  constructor(options: TableOptions = {}) {
    checkKeys(options, ["columns", "scale", "maxCategories", "decimal", "missing"]);
    const { maxCategories = 32 } = options;
    if (!Number.isInteger(maxCategories) || maxCategories < 1 || maxCategories > 10_000)
      invalid(`options.maxCategories must be a whole number from 1 to 10000, got ${String(maxCategories)}`);
    for (const scale of [options.scale, ...optionsOf(options).map((column) => column.scale)])
      if (scale !== undefined && !["standard", "robust", "minmax", "none"].includes(scale))
        invalid(`scale must be "standard", "robust", "minmax" or "none", got ${JSON.stringify(scale)}`);
    this.#options = options;
  }

  /** Numbers in an encoded row. */
  get features(): number {
    return this.#columns.reduce((sum, { count }) => sum + count, 0);
  }

  /** Of each number: its column's name, of a category "name: value". */
  get featureNames(): string[] {
    return this.#columns.flatMap(({ name, type, categories, others, count }) =>
      type !== "category"
        ? new Array<string>(count).fill(name)
        : [...categories, ...(others ? ["(other)"] : [])].map((category) => `${name}: ${category}`),
    );
  }

  /** Of each number: the place of its column. */
  get featureColumns(): number[] {
    return this.#columns.flatMap(({ count }, index) => new Array<number>(count).fill(index));
  }

  /** What was learnt, in the order of the columns. */
  get columns(): readonly Column[] {
    return this.#columns;
  }

  /** What the last `fit` or `transform` could not read: the first hundred. */
  get problems(): readonly Problem[] {
    return this.#problems;
  }

  /** Learns from these rows. Errors: invalid_data where there are none, or where no column is left to learn from. */
  fit(rows: readonly Row[]): this {
    return this.fitColumns(columnsOf(rows, rows[0]?.length ?? 0));
  }

  /** The same of columns, which saves time where they are there: typed arrays of numbers are not read again. */
  fitColumns(columns: readonly ColumnCells[]): this {
    if (countOf(columns) === 0) throw new HourglassError("invalid_data", "rows must not be empty");
    const settings = optionsOf(this.#options);
    this.#problems = [];
    let first = 0;
    this.#columns = columns.map((cells, index) => {
      const column = { ...this.#learn(cells, index, settings[index] ?? {}), first };
      first += column.count;
      return column;
    });
    if (this.features === 0)
      throw new HourglassError(
        "invalid_data",
        "rows have no column of numbers, dates or categories to learn from",
      );
    return this;
  }

  /** rows.length * features numbers. Errors: invalid_data before `fit`; shape_mismatch for a row of another length. */
  transform(rows: readonly Row[]): Float32Array<ArrayBuffer> {
    this.#requireFitted();
    return this.transformColumns(columnsOf(rows, this.#columns.length));
  }

  /** The same of columns. Errors: invalid_data before `fit`; shape_mismatch for columns of other numbers or lengths. */
  transformColumns(columns: readonly ColumnCells[]): Float32Array<ArrayBuffer> {
    this.#requireFitted();
    if (columns.length !== this.#columns.length)
      throw new HourglassError(
        "shape_mismatch",
        `columns must be ${this.#columns.length}, got ${columns.length}`,
      );
    const { features } = this;
    const count = countOf(columns);
    const values = new Float32Array(count * features);
    this.#problems = [];
    this.#columns.forEach((column, index) => {
      const cells = columns[index]!;
      if (column.count > 0)
        for (let i = 0; i < count; i++)
          this.#encode(cells[i], column, values, i * features + column.first, i);
    });
    return values;
  }

  /** Rows back from n * features numbers: of categories the likeliest, of dates Date, of columns left out null. */
  inverse(values: ArrayLike<number>): Cell[][] {
    this.#requireFitted();
    const { features } = this;
    if (values.length % features !== 0) {
      throw new HourglassError(
        "shape_mismatch",
        `values must be a multiple of ${features} features, got ${values.length}`,
      );
    }
    return Array.from({ length: values.length / features }, (_, i) =>
      this.#columns.map((column) => decoded(column, values, i * features + column.first)),
    );
  }

  /** Plain data, from which `fromJSON` makes the same encoder again. */
  toJSON(): EncodedTable {
    this.#requireFitted();
    const { decimal = ".", missing } = this.#options;
    return {
      format: "hourglass-table",
      version: 1,
      decimal,
      missing: missing ? [...missing] : null,
      columns: this.#columns.map((column) => ({ ...column, categories: [...column.categories] })),
    };
  }

  /** Errors: invalid_file where it is not what `toJSON` gave. */
  static fromJSON(json: unknown): TableEncoder {
    const table = checked(json);
    const encoder = new TableEncoder({
      decimal: table.decimal,
      ...(table.missing ? { missing: table.missing } : {}),
    });
    encoder.#columns = table.columns.map((column) => ({ ...column, categories: [...column.categories] }));
    return encoder;
  }

  #learn(cells: ColumnCells, index: number, options: ColumnOptions): Omit<Column, "first"> {
    const format = this.#options;
    const {
      name = `column ${index + 1}`,
      type = guessType(cells, format),
      scale = format.scale ?? "standard",
    } = options;
    const column = {
      name,
      type,
      scale,
      centre: 0,
      spread: 0,
      fill: 0,
      categories: [] as string[],
      others: false,
      missing: 0,
    };
    if (type === "category") return this.#learnCategories(cells, column);
    if (type === "ignore") {
      for (let i = 0; i < cells.length; i++) if (isMissing(cells[i], format)) column.missing++;
      return { ...column, count: 0 };
    }
    const values = new Float64Array(cells.length);
    let present = 0;
    for (let row = 0; row < cells.length; row++) {
      const value = this.#valueOf(cells[row], type, name, row);
      if (value !== undefined) values[present++] = value;
    }
    column.missing = cells.length - present;
    return { ...column, ...scaling(values.subarray(0, present), scale), count: 1 };
  }

  #learnCategories(cells: ColumnCells, column: Omit<Column, "first" | "count">): Omit<Column, "first"> {
    const counts = new Map<string, number>();
    for (let i = 0; i < cells.length; i++) {
      const cell = cells[i];
      if (isMissing(cell, this.#options)) column.missing++;
      else counts.set(textOf(cell), (counts.get(textOf(cell)) ?? 0) + 1);
    }
    const sorted = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([text]) => text);
    const { maxCategories = 32 } = this.#options;
    const categories = sorted.slice(0, maxCategories);
    const others = sorted.length > maxCategories;
    return { ...column, categories, others, count: categories.length + (others ? 1 : 0) };
  }

  #encode(cell: Cell, column: Column, values: Float32Array, at: number, row: number): void {
    if (column.type === "category") {
      if (isMissing(cell, this.#options)) return;
      const index = column.categories.indexOf(textOf(cell));
      if (index >= 0) values[at + index] = 1;
      else if (column.others) values[at + column.categories.length] = 1;
      return;
    }
    const value = this.#valueOf(cell, column.type, column.name, row) ?? column.fill;
    values[at] =
      column.scale === "none" ? value : column.spread > 0 ? (value - column.centre) / column.spread : 0;
  }

  #valueOf(cell: Cell, type: ColumnType, column: string, row: number): number | undefined {
    if (isMissing(cell, this.#options)) return undefined;
    const value = type === "date" ? parseDate(cell) : parseNumber(cell, this.#options);
    if (value === undefined && this.#problems.length < mostProblems)
      this.#problems.push({ row, column, value: cell });
    return value;
  }

  #requireFitted(): void {
    if (this.#columns.length === 0)
      throw new HourglassError("invalid_data", "this encoder has learnt nothing yet: call fit(rows) before");
  }
}

/** Errors: shape_mismatch for a row of another length. */
function columnsOf(rows: readonly Row[], width: number): Cell[][] {
  rows.forEach((row, i) => {
    if (row.length !== width)
      throw new HourglassError("shape_mismatch", `rows[${i}] must have ${width} cells, got ${row.length}`);
  });
  return Array.from({ length: width }, (_, index) => rows.map((row) => row[index]));
}

/** How many rows they are of. */
function countOf(columns: readonly ColumnCells[]): number {
  const count = columns[0]?.length ?? 0;
  columns.forEach((cells, i) => {
    if (cells.length !== count)
      throw new HourglassError(
        "shape_mismatch",
        `columns[${i}] must have ${count} cells, got ${cells.length}`,
      );
  });
  return count;
}

function optionsOf({ columns = [] }: TableOptions): ColumnOptions[] {
  return columns.map((column) => (typeof column === "string" ? { name: column } : column));
}

const textOf = (cell: Cell) =>
  typeof cell === "string" ? cell.trim() : cell instanceof Date ? cell.toISOString() : String(cell);

/** The normal distribution's quartiles lie 1.349 deviations apart. */
const quartilesApart = 1.3489795;

function scaling(values: Float64Array, scale: Scale): Pick<Column, "centre" | "spread" | "fill"> {
  if (values.length === 0) return { centre: 0, spread: 0, fill: 0 };
  const fill = quantile(values, 0.5);
  if (scale === "minmax") {
    const low = values.reduce((least, value) => Math.min(least, value), Infinity);
    const high = values.reduce((most, value) => Math.max(most, value), -Infinity);
    return { centre: low, spread: high - low, fill };
  }
  const standard = { ...moments(values), fill };
  if (scale !== "robust") return standard;
  const spread = (quantile(values, 0.75) - quantile(values, 0.25)) / quartilesApart;
  // Where half of the values are one value, the rest still differs.
  return { centre: fill, spread: spread > 0 ? spread : standard.spread, fill };
}

/** Mean and deviation; where values lie close together far from 0, by their distances from the first, which lose nothing. */
function moments(values: Float64Array): Pick<Column, "centre" | "spread"> {
  const mean = values.reduce((sum, value) => sum + value / values.length, 0);
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2 / values.length, 0));
  const origin = values[0]!;
  if (deviation > 1e-6 * Math.abs(mean) || origin === 0) return { centre: mean, spread: deviation };
  const { centre, spread } = moments(values.map((value) => value - origin));
  // Rounding alone makes no spread.
  return { centre: origin + centre, spread: spread > 8 * Number.EPSILON * Math.abs(origin) ? spread : 0 };
}

function decoded(
  { type, scale, centre, spread, categories, others, count }: Column,
  values: ArrayLike<number>,
  at: number,
): Cell {
  if (count === 0) return null;
  if (type === "category") {
    let best = 0;
    for (let k = 1; k < count; k++) if (values[at + k]! > values[at + best]!) best = k;
    return others && best === categories.length ? "(other)" : (categories[best] ?? null);
  }
  const value = scale === "none" ? values[at]! : centre + values[at]! * spread;
  return type === "date" ? new Date(Math.round(value)) : value;
}

function invalid(problem: string): never {
  throw new HourglassError("invalid_config", problem);
}

function checked(json: unknown): EncodedTable {
  const refuse = (problem: string): never => {
    throw new HourglassError("invalid_file", `table: ${problem}`);
  };
  const table = Object(json) as Partial<EncodedTable>;
  if (table.format !== "hourglass-table")
    refuse(`format must be "hourglass-table", got ${JSON.stringify(table.format)}`);
  if (table.version !== 1) refuse(`version must be 1, got ${JSON.stringify(table.version)}`);
  if (table.decimal !== "." && table.decimal !== ",") refuse(`decimal must be "." or ","`);
  if (!Array.isArray(table.columns) || table.columns.length === 0) refuse("columns must be a list");
  let first = 0;
  table.columns!.forEach((column, i) => {
    const field = (name: string) => `columns[${i}].${name}`;
    if (!["number", "category", "date", "ignore"].includes(column.type)) refuse(`${field("type")} is none`);
    for (const name of ["centre", "spread", "fill"] as const)
      if (!Number.isFinite(column[name]))
        refuse(`${field(name)} must be a number, got ${String(column[name])}`);
    const isTexts =
      Array.isArray(column.categories) && column.categories.every((text) => typeof text === "string");
    if (!isTexts) refuse(`${field("categories")} must be a list of texts`);
    const wanted =
      column.type === "ignore"
        ? 0
        : column.type === "category"
          ? column.categories.length + (column.others ? 1 : 0)
          : 1;
    if (column.count !== wanted || column.first !== first)
      refuse(`${field("count")} must be ${wanted}, got ${column.count}`);
    first += wanted;
  });
  return table as EncodedTable;
}
