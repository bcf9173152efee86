import type { ColumnOptions } from "hourglass-autoencoder/data";
import { labelled, linesOf, type TableSet } from "./set";

const classes = [
  "",
  "normal",
  "R-on-T premature ventricular",
  "premature ventricular",
  "supraventricular",
  "unclassified",
];

export const heartbeats: TableSet = {
  file: "data/heartbeats.csv.gz",
  read(text) {
    const [head = [], ...rows] = linesOf(text);
    const names = head.slice(0, -1).map((name) => `value ${Number(name.slice(1)) + 1}`);
    const read = labelled(rows, names, (kind) => kind !== "normal");
    // Each beat is standardised already: scaling its values again would magnify those that hardly vary.
    return {
      ...read,
      columns: names.map((name): ColumnOptions => ({ name, type: "number", scale: "none" })),
      kinds: read.kinds.map((kind) => classes[Number(kind)] ?? "unclassified"),
    };
  },
  values: { layers: "32", latent: 8, act: "relu", epochs: 150, batch: 16, lr: 0.003 },
  learn: 200,
  daily: 100_000,
};
