/** What latent units do over many codes. */
export interface UnitStatistics {
  mean: Float32Array;
  deviation: Float32Array;
  /** Share of the codes in which the unit is not 0. */
  share: Float32Array;
}

/** Below it a unit counts as silent. */
export const silence = 1e-3;

export function unitStatistics(codes: Float32Array, units: number): UnitStatistics {
  const count = codes.length / units;
  const [sum, squares, used] = [new Float64Array(units), new Float64Array(units), new Float64Array(units)];
  for (let i = 0; i < codes.length; i++) {
    const value = codes[i]!;
    const unit = i % units;
    sum[unit]! += value;
    squares[unit]! += value * value;
    if (Math.abs(value) >= silence) used[unit]!++;
  }
  return {
    mean: Float32Array.from(sum, (total) => total / count),
    deviation: Float32Array.from(squares, (total, unit) =>
      Math.sqrt(Math.max(0, total / count - (sum[unit]! / count) ** 2)),
    ),
    share: Float32Array.from(used, (total) => total / count),
  };
}

/**
 * Units that tell one input from another. A variational network's are those whose means vary by more than 0.01 (Burda,
 * Grosse and Salakhutdinov 2016).
 */
export function activeUnits({ deviation }: UnitStatistics, kind: string): number {
  const least = kind === "variational" ? 0.1 : silence;
  return deviation.filter((value) => value > least).length;
}
