// What a network is compared with: principal components of equal width, and the Mahalanobis distance.

import { rowsOf } from "../../lib/rows";
import type { Table } from "../../data/tables/table";
import { withHelper } from "../../engine/client";

export interface Baselines {
  /** Mean squared residual of each row that judges. */
  principal: Float32Array;
  /** Squared distance from the mean, in deviations along each principal axis. */
  distance: Float32Array;
}

// Directions in which the rows do not vary tell nothing, and would divide by nearly 0.
const leastVariance = 1e-6;

/** One analysis with all components gives both. What stands in for missing cells leaves no residual. */
export function baselinesOf(table: Table, width: number): Promise<Baselines> {
  const { samples, known, features, train, test } = table;
  return withHelper(async (helper) => {
    const heldOut = rowsOf(samples, test, features);
    const { codes, variances, mean, components } = await helper.pca(rowsOf(samples, train, features), {
      features,
      components: features,
      heldOut,
    });
    const weights = known && rowsOf(known, test, features);
    const residualOf = (i: number) => {
      let [sum, count] = [0, 0];
      for (let j = 0; j < features; j++) {
        if (weights![i * features + j] === 0) continue;
        let value = mean[j]!;
        for (let k = 0; k < width; k++) value += codes[i * features + k]! * components[k * features + j]!;
        sum += (heldOut[i * features + j]! - value) ** 2;
        count++;
      }
      return count > 0 ? sum / count : 0;
    };
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
      principal[i] = weights ? residualOf(i) : Math.max(0, rest) / features;
    }
    return { principal, distance };
  });
}
