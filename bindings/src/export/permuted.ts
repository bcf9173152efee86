// Numbers whose dimensions stand in another order elsewhere.

/** Numbers of these sides with their dimensions in another order. */
export function permuted(
  values: Float32Array,
  sides: readonly number[],
  order: readonly number[],
): Float32Array {
  const strides = sides.map((_, i) => sides.slice(i + 1).reduce((product, side) => product * side, 1));
  const result = new Float32Array(values.length);
  const place = order.map(() => 0);
  for (let to = 0; to < result.length; to++) {
    result[to] = values[place.reduce((sum, index, i) => sum + index * strides[order[i]!]!, 0)]!;
    for (let i = order.length - 1; i >= 0; i--) {
      if (++place[i]! < sides[order[i]!]!) break;
      place[i] = 0;
    }
  }
  return result;
}
