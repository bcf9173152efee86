// Tables from their files and generators: rows of cells, labels, and which rows to learn from.

import Papa from "papaparse";
import { parseNumber, TableEncoder, type Cell, type ColumnOptions } from "hourglass/data";
import { randomNumbers } from "../../lib/random";
import * as transactions from "../transactions/generate";
import * as vibration from "../vibration/generate";
import type { OwnRows } from "./own";
import type { RawColumn, Roles, Table, TableId, TableRequest } from "./table";

interface Rows {
  columns: (string | ColumnOptions)[];
  rows: Cell[][];
  /** What each row is, and whether that is unusual. */
  kinds: string[];
  isUnusual: (kind: string) => boolean;
}

type Read = (text: string, request: TableRequest) => Rows;

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

/** All columns but the last, which says what the row is. */
function labelled(rows: string[][], names: string[], isUnusual: (kind: string) => boolean): Rows {
  const columns = names.map((name): ColumnOptions => ({ name, type: "number" }));
  return {
    columns,
    rows: rows.map((row) => row.slice(0, -1)),
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
    const { rows, kinds } = transactions.generate(generator);
    const named = { amount: "unusual amount", travel: "impossible travel", night: "unusual time" };
    return {
      columns: transactions.columns.map((name) => name),
      rows,
      kinds: kinds.map((kind) => (kind ? named[kind] : "ordinary")),
      isUnusual: (kind) => kind !== "ordinary",
    };
  },
  vibration: (_, { generator }) => {
    const { rows, kinds } = vibration.generate(generator);
    return {
      columns: vibration.columns.map((name): ColumnOptions => ({ name, type: "number" })),
      rows,
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
  { preview, names, rows }: OwnRows,
  { types, label, normal }: Roles,
  { learn, seed }: Pick<TableRequest, "learn" | "seed">,
): Table {
  const columns = names.map((name, i): ColumnOptions => ({ name, type: i === label ? "ignore" : types[i]! }));
  const kinds = rows.map((row) => (label === null ? "" : row[label]!.trim()));
  const read = { columns, rows, kinds, isUnusual: (kind: string) => label !== null && kind !== normal };
  const about = { id: "own", name: preview.name, normal: label === null ? "" : normal } as const;
  return encoded(read, about, { learn, seed, decimal: preview.reading.decimal });
}

function encoded(
  { columns, rows, kinds, isUnusual }: Rows,
  about: Pick<Table, "id" | "name" | "normal">,
  { learn, seed, decimal = "." }: Pick<TableRequest, "learn" | "seed"> & { decimal?: "." | "," },
): Table {
  const labels = Uint8Array.from(kinds, (kind) => Number(isUnusual(kind)));
  const parts = split(labels, { learn, seed });
  const encoder = new TableEncoder({ columns, decimal }).fit(Array.from(parts.train, (row) => rows[row]!));
  const cellsOf = (i: number) => rows.map((row) => row[i]!);
  return {
    ...about,
    ...parts,
    rows: rows.length,
    columns: encoder.columns.map(({ name, type }, i) =>
      rawColumn(name, cellsOf(i), type !== "number", decimal),
    ),
    labels,
    kinds: rawColumn("kind", kinds, true, decimal),
    samples: encoder.transform(rows),
    features: encoder.features,
    featureNames: encoder.featureNames,
    featureColumns: encoder.featureColumns,
    encoder: encoder.toJSON(),
  };
}

function rawColumn(name: string, cells: Cell[], isText: boolean, decimal: "." | ","): RawColumn {
  if (!isText)
    return {
      name,
      values: Float64Array.from(cells, (cell) => parseNumber(cell, { decimal }) ?? NaN),
      texts: null,
    };
  const texts = [...new Set(cells.map(String))];
  const places = new Map(texts.map((text, i) => [text, i]));
  return { name, values: Uint32Array.from(cells, (cell) => places.get(String(cell))!), texts };
}

/** Normal rows in a random order: the first are learnt from, the others judge with all unusual ones. */
function split(
  labels: Uint8Array,
  { learn, seed }: Pick<TableRequest, "learn" | "seed">,
): Pick<Table, "train" | "test" | "validation"> {
  const normal = [...labels.keys()].filter((row) => labels[row] === 0);
  const random = randomNumbers(seed + 1);
  for (let i = normal.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [normal[i], normal[j]] = [normal[j]!, normal[i]!];
  }
  const count = Math.min(learn, Math.floor(0.8 * normal.length));
  const train = Uint32Array.from(normal.slice(0, count)).sort();
  const validation = Uint32Array.from(normal.slice(count)).sort();
  if (normal.length === labels.length) return { train, validation, test: Uint32Array.from(labels.keys()) };
  const learnt = new Set(train);
  return { train, validation, test: Uint32Array.from([...labels.keys()].filter((row) => !learnt.has(row))) };
}
