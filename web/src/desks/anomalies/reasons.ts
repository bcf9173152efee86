// Why a row is unusual: the columns that the network could not restore.

import { quantile, TableEncoder, type Cell } from "hourglass-autoencoder/data";
import { cellOf, type RawColumn, type Table } from "../../data/tables/table";
import type { Autoencoder } from "../../engine/client";
import { filled, gapsIn } from "./gaps";

export interface Reason {
  column: string;
  /** Null where it is missing. */
  actual: string | number | null;
  /** What the network makes of it, in the data's own units; null where that cannot be said. */
  restored: string | number | null;
  /** Of the whole error, from 0 to 1. */
  share: number;
  /** What most of the rows that were learnt from lie between; of texts null. */
  usual: { low: number; high: number } | null;
}

export const mostReasons = 5;

/** The columns with the largest errors, the worst first. What is missing is no reason. */
export async function reasonsOf(model: Autoencoder, table: Table, row: number): Promise<Reason[]> {
  const { samples, known, features, featureColumns, columns } = table;
  const hasGaps = gapsIn(table, Uint32Array.of(row)).length > 0;
  const sample = hasGaps
    ? (await filled(model, table, Uint32Array.of(row))).numbers
    : samples.slice(row * features, (row + 1) * features);
  const errors = await model.featureErrors(sample);
  const [restored = []] = TableEncoder.fromJSON(table.encoder).inverse(await model.reconstruct(sample));
  const byColumn = new Float64Array(columns.length);
  errors.forEach((error, i) => {
    if (known?.[row * features + i] !== 0) byColumn[featureColumns[i]!]! += error;
  });
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
        restored: plainOf(restored[index]),
        share: byColumn[index]! / total,
        usual: column.texts ? null : usualRange(column, table.train.length > 0 ? table.train : table.test),
      };
    });
}

/** A moment as people write it; of a day and its hour alone nothing can be said. */
function plainOf(cell: Cell): string | number | null {
  if (cell instanceof Date) return cell.toISOString().slice(0, 16).replace("T", " ");
  return typeof cell === "number" || typeof cell === "string" ? cell : null;
}

function usualRange({ values }: RawColumn, rows: Uint32Array): { low: number; high: number } | null {
  const known = Float64Array.from(rows, (row) => values[row]!).filter((value) => !Number.isNaN(value));
  if (known.length === 0) return null;
  return { low: quantile(known, 0.05), high: quantile(known, 0.95) };
}
