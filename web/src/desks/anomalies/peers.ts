// What a network is compared with: principal components of equal width, and the Mahalanobis distance.

import type { Table } from "../../data/tables/table";
import { withHelper } from "../../engine/client";

export interface Peers {
  /** Mean squared residual of each row that judges. */
  principal: Float32Array;
  /** Squared distance from the mean, in deviations along each principal axis. */
  distance: Float32Array;
}

// Directions in which the rows do not vary tell nothing, and would divide by nearly 0.
const leastVariance = 1e-6;

/** Rows one after another. */
export function rowsOf({ samples, features }: Table, rows: Uint32Array): Float32Array {
  const some = new Float32Array(rows.length * features);
  rows.forEach((row, i) => some.set(samples.subarray(row * features, (row + 1) * features), i * features));
  return some;
}

/** One analysis with all components gives both. */
export function peersOf(table: Table, width: number): Promise<Peers> {
  const { features, train, test } = table;
  return withHelper(async (helper) => {
    const heldOut = rowsOf(table, test);
    const { codes, variances, mean } = await helper.pca(rowsOf(table, train), {
      features,
      components: features,
      heldOut,
    });
    const principal = new Float32Array(test.length);
    const distance = new Float32Array(test.length);
    for (let i = 0; i < test.length; i++) {
      let rest = 0;
      for (let j = 0; j < features; j++) rest += (heldOut[i * features + j]! - mean[j]!) ** 2;
      for (let k = 0; k < features; k++) {
        const square = codes[i * features + k]! ** 2;
        if (k < width) rest -= square;
        if (variances[k]! > leastVariance * variances[0]!) distance[i]! += square / variances[k]!;
      }
      principal[i] = Math.max(0, rest) / features;
    }
    return { principal, distance };
  });
}
