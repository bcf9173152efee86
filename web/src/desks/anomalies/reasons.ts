// Why a row is unusual: the columns that the network could not restore.

import { quantile, TableEncoder } from "hourglass-autoencoder/data";
import { cellOf, type RawColumn, type Table } from "../../data/tables/table";
import type { Autoencoder } from "../../engine/client";

export interface Reason {
  column: string;
  actual: string | number;
  /** What the network makes of it, in the data's own units. */
  restored: string | number;
  /** Of the whole error, from 0 to 1. */
  share: number;
  /** What most of the rows that were learnt from lie between; of texts null. */
  usual: { low: number; high: number } | null;
}

export const mostReasons = 5;

/** The columns with the largest errors, the worst first. */
export async function reasonsOf(model: Autoencoder, table: Table, row: number): Promise<Reason[]> {
  const { samples, features, featureColumns, columns } = table;
  const sample = samples.slice(row * features, (row + 1) * features);
  const errors = await model.featureErrors(sample);
  const [restored = []] = TableEncoder.fromJSON(table.encoder).inverse(await model.reconstruct(sample));
  const byColumn = new Float64Array(columns.length);
  errors.forEach((error, i) => (byColumn[featureColumns[i]!]! += error));
  const total = byColumn.reduce((sum, error) => sum + error, 0);
  return [...byColumn.keys()]
    .sort((a, b) => byColumn[b]! - byColumn[a]!)
    .slice(0, mostReasons)
    .filter((index) => byColumn[index]! > 0)
    .map((index) => {
      const column = columns[index]!;
      return {
        column: column.name,
        actual: cellOf(column, row),
        restored: restored[index] as string | number,
        share: byColumn[index]! / total,
        usual: column.texts ? null : usualRange(column, table.train),
      };
    });
}

function usualRange({ values }: RawColumn, train: Uint32Array): { low: number; high: number } {
  const known = Float64Array.from(train, (row) => values[row]!);
  return { low: quantile(known, 0.05), high: quantile(known, 0.95) };
}
