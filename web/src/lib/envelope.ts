/** A long row of values, reduced to the lowest and the highest of each of the plot's columns, one after the other. */
export function envelope(values: ArrayLike<number>, from: number, to: number, columns: number): Float64Array {
  const result = new Float64Array(2 * columns);
  for (let c = 0; c < columns; c++) {
    const first = from + Math.floor((c * (to - from)) / columns);
    const end = Math.max(first + 1, from + Math.floor(((c + 1) * (to - from)) / columns));
    let [low, high] = [Infinity, -Infinity];
    for (let i = first; i < end; i++) {
      low = Math.min(low, values[i]!);
      high = Math.max(high, values[i]!);
    }
    result[2 * c] = low;
    result[2 * c + 1] = high;
  }
  return result;
}
