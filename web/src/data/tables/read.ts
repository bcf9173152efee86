// Tables from their files and generators: rows of cells, labels, and which rows to learn from.

import {
  parseNumber,
  TableEncoder,
  type ColumnCells,
  type ColumnOptions,
  type ColumnType,
  type EncodedTable,
} from "hourglass-autoencoder/data";
import { randomNumbers, shuffle } from "../../lib/random";
import type { FileColumn } from "hourglass-autoencoder/files";
import { textsOf, type OwnRows } from "./own";
import { tableSets } from "./sets";
import type { Cells } from "./sets/set";
import type { Match, RawColumn, Roles, Table, TableRequest } from "./table";

export function readTable(text: string, request: TableRequest): Table {
  const read = tableSets[request.id].read(text, request.generator);
  return encoded(read, { id: request.id, name: request.id, normal: "", labelled: true }, request);
}

/** Somebody's own rows. Without a label all count as normal, and every row judges. */
export function encodeOwn(
  { preview, table }: OwnRows,
  { types, time, label, normal, indicators }: Roles,
  { learn, seed }: Pick<TableRequest, "learn" | "seed">,
): Table {
  const typeOf = (i: number) => (i === label || i === time ? "ignore" : types[i]!);
  const kinds = label === null ? new Array<string>(preview.rows).fill("") : textsOf(table.columns[label]!);
  const read = {
    columns: table.columns.map(({ name }, i): ColumnOptions => ({ name, type: typeOf(i) })),
    // What is read already is not read again.
    cells: table.columns.map((column, i) =>
      typeOf(i) === "number" || typeOf(i) === "date" ? column.values : textsOf(column),
    ),
    shown: table.columns.map((column) => (column.type === "date" ? textsOf(column) : undefined)),
    kinds,
    isUnusual: (kind: string) => label !== null && kind !== normal,
  };
  const about = aboutOwn(preview.name, label, normal);
  const times = time === null ? null : timesOf(table.columns[time]!);
  return encoded(read, about, { learn, seed, decimal: preview.reading.decimal ?? ".", times, indicators });
}

const aboutOwn = (name: string, label: number | null, normal: string) =>
  ({ id: "own", name, labelled: label !== null, normal: label === null ? "" : normal }) as const;

/** Somebody's rows as an encoder sees them that learnt from others: all of them judge, and nothing of them was learnt. */
export function encodeNext(
  { preview, table }: OwnRows,
  json: EncodedTable,
  { label, normal }: Pick<Roles, "label" | "normal">,
): Table {
  const encoder = TableEncoder.fromJSON(json);
  const found = encoder.columns.map((column) => table.columns.find(({ name }) => name === column.name));
  const cells = encoder.columns.map(({ type }, i) => cellsFor(found[i], type, preview.rows));
  const kinds = label === null ? new Array<string>(preview.rows).fill("") : textsOf(table.columns[label]!);
  const isUnusual = (kind: string) => label !== null && kind !== normal;
  const labels = Uint8Array.from(kinds, (kind) => Number(isUnusual(kind)));
  const all = Uint32Array.from(labels.keys());
  const parts = { train: new Uint32Array(), validation: new Uint32Array(), test: all };
  const shown = found.map((column) => (column?.type === "date" ? textsOf(column) : undefined));
  return tableOf(
    encoder,
    { cells, shown, kinds, labels },
    { ...aboutOwn(preview.name, label, normal), ...parts },
  );
}

/** A column's cells as the encoder wants them; where the file has another type, as texts, which it reads itself. */
function cellsFor(column: FileColumn | undefined, type: ColumnType, rows: number): ColumnCells {
  if (!column) return new Array<string>(rows).fill("");
  return column.type === type && type !== "category" ? column.values : textsOf(column);
}

/** How a file's columns go together with those that a model knows. */
export function matchOf({ table }: OwnRows, { columns }: EncodedTable): Match {
  const used = columns.filter(({ count }) => count > 0);
  const there = new Map(table.columns.map((column) => [column.name, column]));
  const known = new Set(columns.map(({ name }) => name));
  const isOther = ({ type }: FileColumn, was: ColumnType) =>
    was === "category" ? type === "date" : type !== was;
  return {
    missing: used.filter(({ name }) => !there.has(name)).map(({ name }) => name),
    additional: table.columns.filter(({ name }) => !known.has(name)).map(({ name }) => name),
    retyped: used.flatMap(({ name, type: was }) => {
      const column = there.get(name);
      return column && isOther(column, was) ? [{ name, was, is: column.type }] : [];
    }),
  };
}

/** Dates, or numbers that grow with time; what is missing comes last. */
function timesOf({ values }: FileColumn): Float64Array {
  return Float64Array.from(values as ArrayLike<number | string>, (value) => {
    const time = typeof value === "number" ? value : NaN;
    return Number.isNaN(time) ? Infinity : time;
  });
}

interface Encoding extends Pick<TableRequest, "learn" | "seed"> {
  everything?: boolean;
  decimal?: "." | ",";
  /** By which rows are ordered, where they are. */
  times?: Float64Array | null;
  indicators?: boolean;
}

type About = Pick<Table, "id" | "name" | "normal" | "labelled">;
type Parts = Pick<Table, "train" | "test" | "validation">;

function encoded(
  { columns, cells, shown = [], kinds, isUnusual }: Cells,
  about: About,
  { learn, seed, everything = false, decimal = ".", times = null, indicators = false }: Encoding,
): Table {
  const labels = Uint8Array.from(kinds, (kind) => Number(isUnusual(kind)));
  const parts = split(labels, { learn, seed, everything }, times);
  const learnt = cells.map((column) => Array.from(parts.train, (row) => column[row]));
  // A moment itself would be unusual in every file to come: what comes back is the time of day and the day of the week.
  const options = { columns, decimal, dates: "cycles", addIndicator: indicators } as const;
  const encoder = new TableEncoder(options).fitColumns(learnt);
  return tableOf(encoder, { cells, shown, kinds, labels }, { ...about, ...parts });
}

function tableOf(
  encoder: TableEncoder,
  { cells, shown, kinds, labels }: Required<Pick<Cells, "cells" | "shown" | "kinds">> & Pick<Table, "labels">,
  rest: About & Parts,
): Table {
  const { decimal } = encoder.toJSON();
  const known = encoder.knownColumns(cells);
  return {
    ...rest,
    rows: kinds.length,
    columns: encoder.columns.map(({ name, type }, i) =>
      type === "number"
        ? { name, values: numbersOf(cells[i]!, decimal), texts: null }
        : textColumn(name, shown[i] ?? cells[i]!),
    ),
    labels,
    kinds: textColumn("kind", kinds),
    samples: encoder.transformColumns(cells),
    known: known.every((one) => one === 1) ? null : known,
    features: encoder.features,
    featureNames: encoder.featureNames,
    featureColumns: encoder.featureColumns,
    encoder: encoder.toJSON(),
  };
}

function numbersOf(cells: ColumnCells, decimal: "." | ","): Float64Array {
  if (cells instanceof Float64Array) return cells.slice();
  return Float64Array.from(cells, (cell) => parseNumber(cell, { decimal }) ?? NaN);
}

function textColumn(name: string, cells: ColumnCells): RawColumn {
  const texts = [...new Set(Array.from(cells, String))];
  const places = new Map(texts.map((text, i) => [text, i]));
  return { name, values: Uint32Array.from(cells, (cell) => places.get(String(cell))!), texts };
}

/** Normal rows in a random order, or by time: the first are learnt from, the others judge with all unusual ones. */
function split(
  labels: Uint8Array,
  { learn, seed, everything }: Pick<TableRequest, "learn" | "seed" | "everything">,
  times: Float64Array | null,
): Parts {
  const normal = [...labels.keys()].filter((row) => labels[row] === 0);
  if (times) normal.sort((a, b) => times[a]! - times[b]! || a - b);
  else shuffle(normal, randomNumbers(seed + 1));
  const count = Math.min(learn, Math.floor(0.8 * normal.length));
  const train = Uint32Array.from(normal.slice(0, count)).sort();
  const validation = Uint32Array.from(normal.slice(count)).sort();
  if (everything)
    return { train: Uint32Array.from(labels.keys()), validation, test: Uint32Array.from(labels.keys()) };
  if (normal.length === labels.length) return { train, validation, test: Uint32Array.from(labels.keys()) };
  const learnt = new Set(train);
  return { train, validation, test: Uint32Array.from([...labels.keys()].filter((row) => !learnt.has(row))) };
}
