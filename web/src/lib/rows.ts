/** The given rows of a row-major matrix with this many columns, one after another. */
export function rowsOf(
  values: Float32Array,
  rows: ArrayLike<number>,
  columns: number,
): Float32Array<ArrayBuffer> {
  const some = new Float32Array(rows.length * columns);
  for (let i = 0; i < rows.length; i++)
    some.set(values.subarray(rows[i]! * columns, (rows[i]! + 1) * columns), i * columns);
  return some;
}
