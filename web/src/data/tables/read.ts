// Tables from their files and generators: rows of cells, labels, and which rows to learn from.

import Papa from "papaparse";
import {
  parseNumber,
  TableEncoder,
  type Cell,
  type ColumnCells,
  type ColumnOptions,
} from "hourglass-autoencoder/data";
import { randomNumbers, shuffle } from "../../lib/random";
import * as transactions from "../transactions/generate";
import * as vibration from "../vibration/generate";
import type { FileColumn } from "hourglass-autoencoder/files";
import { textsOf, type OwnRows } from "./own";
import type { RawColumn, Roles, Table, TableId, TableRequest } from "./table";

interface Cells {
  columns: (string | ColumnOptions)[];
  /** By column. */
  cells: ColumnCells[];
  /** Of columns that are shown otherwise than they are encoded: their texts. */
  shown?: (ColumnCells | undefined)[];
  /** What each row is, and whether that is unusual. */
  kinds: string[];
  isUnusual: (kind: string) => boolean;
}

type Read = (text: string, request: TableRequest) => Cells;

/** The features of scikit-learn's file, in their order: ten measurements of the nuclei, each as mean, error and worst. */
const measurements = [
  "radius", "texture", "perimeter", "area", "smoothness",
  "compactness", "concavity", "concave points", "symmetry", "fractal dimension",
]; // prettier-ignore

const lines = (text: string) => {
  const { data, errors } = Papa.parse<string[]>(text, { skipEmptyLines: true });
  if (errors[0]) throw new Error(`${errors[0].message} (row ${(errors[0].row ?? 0) + 1})`);
  return data;
};

const byColumn = (rows: Cell[][], width: number): Cell[][] =>
  Array.from({ length: width }, (_, i) => rows.map((row) => row[i]));

/** All columns but the last, which says what the row is. */
function labelled(rows: string[][], names: string[], isUnusual: (kind: string) => boolean): Cells {
  const columns = names.map((name): ColumnOptions => ({ name, type: "number" }));
  return {
    columns,
    cells: byColumn(rows, names.length),
    kinds: rows.map((row) => row[row.length - 1]!),
    isUnusual,
  };
}

const readers: Record<TableId, Read> = {
  tumours: (text) => {
    const [, ...rows] = lines(text);
    const names = [
      ...measurements.map((name) => `mean ${name}`),
      ...measurements.map((name) => `${name} error`),
      ...measurements.map((name) => `worst ${name}`),
    ];
    const read = labelled(rows, names, (kind) => kind === "malignant");
    return { ...read, kinds: read.kinds.map((kind) => (kind === "0" ? "malignant" : "benign")) };
  },
  heartbeats: (text) => {
    const [head = [], ...rows] = lines(text);
    const names = head.slice(0, -1).map((name) => `value ${Number(name.slice(1)) + 1}`);
    const classes = [
      "",
      "normal",
      "R-on-T premature ventricular",
      "premature ventricular",
      "supraventricular",
      "unclassified",
    ];
    const read = labelled(rows, names, (kind) => kind !== "normal");
    // Each beat is standardised already: scaling its values again would magnify those that hardly vary.
    return {
      ...read,
      columns: names.map((name): ColumnOptions => ({ name, type: "number", scale: "none" })),
      kinds: read.kinds.map((kind) => classes[Number(kind)] ?? "unclassified"),
    };
  },
  // "High" is another ordinary state, which would be neither learnt nor unusual.
  shuttle: (text) => {
    const [head = [], ...rows] = lines(text);
    const names = head.slice(0, -1).map((name) => `sensor ${name.slice(1)}`);
    return labelled(
      rows.filter((row) => row[row.length - 1] !== "High"),
      names,
      (kind) => kind !== "Rad.Flow",
    );
  },
  transactions: (_, { generator }) => {
    const chosen = transactions.fraudKinds.filter((kind) => generator.kinds.includes(kind));
    const { rows, kinds } = transactions.generate({ ...generator, kinds: chosen });
    const named = { amount: "unusual amount", travel: "impossible travel", night: "unusual time" };
    return {
      columns: transactions.columns.map((name) => name),
      cells: byColumn(rows, transactions.columns.length),
      kinds: kinds.map((kind) => (kind ? named[kind] : "ordinary")),
      isUnusual: (kind) => kind !== "ordinary",
    };
  },
  vibration: (_, { generator }) => {
    const chosen = vibration.faults.filter((kind) => generator.kinds.includes(kind));
    const { rows, kinds } = vibration.generate({ ...generator, kinds: chosen });
    return {
      columns: vibration.columns.map((name): ColumnOptions => ({ name, type: "number" })),
      cells: byColumn(rows, vibration.columns.length),
      kinds: kinds.map((kind) => kind ?? "healthy"),
      isUnusual: (kind) => kind !== "healthy",
    };
  },
};

export function readTable(text: string, request: TableRequest): Table {
  const read = readers[request.id](text, request);
  return encoded(read, { id: request.id, name: request.id, normal: "" }, request);
}

/** Somebody's own rows. Without a label all count as normal, and every row judges. */
export function encodeOwn(
  { preview, table }: OwnRows,
  { types, time, label, normal }: Roles,
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
  const about = { id: "own", name: preview.name, normal: label === null ? "" : normal } as const;
  const times = time === null ? null : timesOf(table.columns[time]!);
  return encoded(read, about, { learn, seed, decimal: preview.reading.decimal ?? ".", times });
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
}

function encoded(
  { columns, cells, shown = [], kinds, isUnusual }: Cells,
  about: Pick<Table, "id" | "name" | "normal">,
  { learn, seed, everything = false, decimal = ".", times = null }: Encoding,
): Table {
  const labels = Uint8Array.from(kinds, (kind) => Number(isUnusual(kind)));
  const parts = split(labels, { learn, seed, everything }, times);
  const learnt = cells.map((column) => Array.from(parts.train, (row) => column[row]));
  const encoder = new TableEncoder({ columns, decimal, dates: "value" }).fitColumns(learnt);
  return {
    ...about,
    ...parts,
    rows: kinds.length,
    columns: encoder.columns.map(({ name, type }, i) =>
      type === "number"
        ? { name, values: numbersOf(cells[i]!, decimal), texts: null }
        : textColumn(name, shown[i] ?? cells[i]!),
    ),
    labels,
    kinds: textColumn("kind", kinds),
    samples: encoder.transformColumns(cells),
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
): Pick<Table, "train" | "test" | "validation"> {
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
