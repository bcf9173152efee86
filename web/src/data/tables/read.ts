// Tables from their files and generators: rows of cells, labels, and which rows to learn from.

import Papa from "papaparse";
import { TableEncoder, type Cell, type ColumnOptions } from "hourglass/data";
import { randomNumbers } from "../../lib/random";
import * as transactions from "../transactions/generate";
import * as vibration from "../vibration/generate";
import type { RawColumn, Table, TableId, TableRequest } from "./table";

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
  const { columns, rows, kinds, isUnusual } = readers[request.id](text, request);
  const labels = Uint8Array.from(kinds, (kind) => Number(isUnusual(kind)));
  const { train, test } = split(labels, request);
  const encoder = new TableEncoder({ columns }).fit(Array.from(train, (row) => rows[row]!));
  return {
    id: request.id,
    rows: rows.length,
    columns: encoder.columns.map(({ name, type }, i) =>
      rawColumn(
        name,
        rows.map((row) => row[i]!),
        type === "category",
      ),
    ),
    labels,
    kinds: rawColumn("kind", kinds, true),
    samples: encoder.transform(rows),
    features: encoder.features,
    featureNames: encoder.featureNames,
    featureColumns: encoder.featureColumns,
    encoder: encoder.toJSON(),
    train,
    test,
  };
}

function rawColumn(name: string, cells: Cell[], isText: boolean): RawColumn {
  if (!isText) return { name, values: Float64Array.from(cells, Number), texts: null };
  const texts = [...new Set(cells.map(String))];
  const places = new Map(texts.map((text, i) => [text, i]));
  return { name, values: Uint32Array.from(cells, (cell) => places.get(String(cell))!), texts };
}

/** Normal rows in a random order: the first are learnt from, the others judge with all unusual ones. */
function split(labels: Uint8Array, { learn, seed }: TableRequest): Pick<Table, "train" | "test"> {
  const normal = [...labels.keys()].filter((row) => labels[row] === 0);
  const random = randomNumbers(seed + 1);
  for (let i = normal.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [normal[i], normal[j]] = [normal[j]!, normal[i]!];
  }
  const train = Uint32Array.from(normal.slice(0, Math.min(learn, Math.floor(0.8 * normal.length)))).sort();
  const learnt = new Set(train);
  return { train, test: Uint32Array.from([...labels.keys()].filter((row) => !learnt.has(row))) };
}
