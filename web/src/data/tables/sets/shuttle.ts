import { labelled, linesOf, type TableSet } from "./set";

export const shuttle: TableSet = {
  file: "data/shuttle.csv.gz",
  // "High" is another ordinary state, which would be neither learnt nor unusual.
  read(text) {
    const [head = [], ...rows] = linesOf(text);
    const names = head.slice(0, -1).map((name) => `sensor ${name.slice(1)}`);
    return labelled(
      rows.filter((row) => row[row.length - 1] !== "High"),
      names,
      (kind) => kind !== "Rad.Flow",
    );
  },
  values: { layers: "16", latent: 3, epochs: 60, batch: 64 },
  learn: 5000,
  daily: 1000,
};
