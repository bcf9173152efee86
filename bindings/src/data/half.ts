// Numbers of 16 bits (IEEE 754 binary16), for weights that are to take little room.

const scratch = new Float32Array(1);
const bits = new Uint32Array(scratch.buffer);

/** Round to nearest, ties to even; what is too large becomes infinite. */
export function toHalf(value: number): number {
  scratch[0] = value;
  const all = bits[0]!;
  const sign = (all >>> 16) & 0x8000;
  const magnitude = all & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00;
  if (magnitude >= 0x477ff000) return sign | 0x7c00;
  // Below 2^-14 halves are so many times 2^-24.
  if (magnitude < 0x38800000) return sign | roundEven(Math.abs(scratch[0]) * 2 ** 24);
  const lost = magnitude & 0x1fff;
  const kept = (magnitude - 0x38000000) >>> 13;
  return sign | (kept + (lost > 0x1000 || (lost === 0x1000 && kept % 2 === 1) ? 1 : 0));
}

function roundEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  return rest > 0.5 || (rest === 0.5 && below % 2 === 1) ? below + 1 : below;
}

export function fromHalf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >>> 10) & 31;
  const fraction = half & 1023;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
}
