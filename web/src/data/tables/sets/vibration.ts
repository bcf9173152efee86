import type { ColumnOptions } from "hourglass-autoencoder/data";
import { columns, faults, generate } from "../../vibration/generate";
import { byColumn, type TableSet } from "./set";

export const vibration: TableSet = {
  generator: { rate: 0.08, strength: 1, kinds: [...faults], seed: 1 },
  read(_, generator) {
    const chosen = faults.filter((kind) => generator.kinds.includes(kind));
    const { rows, kinds } = generate({ ...generator, kinds: chosen });
    return {
      columns: columns.map((name): ColumnOptions => ({ name, type: "number" })),
      cells: byColumn(rows, columns.length),
      kinds: kinds.map((kind) => kind ?? "healthy"),
      isUnusual: (kind) => kind !== "healthy",
    };
  },
  values: { layers: "48-24", latent: 6, epochs: 60, lr: 0.003 },
  learn: 2000,
  daily: 1440,
};
