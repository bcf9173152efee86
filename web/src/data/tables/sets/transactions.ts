import { columns, fraudKinds, generate } from "../../transactions/generate";
import { byColumn, type TableSet } from "./set";

const named = { amount: "unusual amount", travel: "impossible travel", night: "unusual time" };

export const transactions: TableSet = {
  generator: { rate: 0.03, strength: 1, kinds: [...fraudKinds], seed: 1 },
  read(_, generator) {
    const chosen = fraudKinds.filter((kind) => generator.kinds.includes(kind));
    const { rows, kinds } = generate({ ...generator, kinds: chosen });
    return {
      columns: [...columns],
      cells: byColumn(rows, columns.length),
      kinds: kinds.map((kind) => (kind ? named[kind] : "ordinary")),
      isUnusual: (kind) => kind !== "ordinary",
    };
  },
  values: { layers: "24-12", latent: 6, epochs: 40, lr: 0.003 },
  learn: 4000,
  daily: 10_000,
};
