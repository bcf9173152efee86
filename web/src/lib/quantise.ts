/** The range of each unit over many codes, which both sides know beforehand. */
export interface Ranges {
  low: Float32Array;
  high: Float32Array;
}

export function rangesOf(codes: Float32Array, units: number): Ranges {
  const low = new Float32Array(units).fill(Infinity);
  const high = new Float32Array(units).fill(-Infinity);
  for (let i = 0; i < codes.length; i++) {
    const unit = i % units;
    low[unit] = Math.min(low[unit]!, codes[i]!);
    high[unit] = Math.max(high[unit]!, codes[i]!);
  }
  return { low, high };
}

/** Codes after quantisation with this many bits a unit, in even steps over each unit's range. */
export function quantised(codes: Float32Array, { low, high }: Ranges, bits: number): Float32Array {
  const steps = 2 ** bits - 1;
  const units = low.length;
  return codes.map((value, i) => {
    const [from, to] = [low[i % units]!, high[i % units]!];
    if (to <= from) return from;
    const step = Math.round((steps * (value - from)) / (to - from));
    return from + (Math.max(0, Math.min(steps, step)) * (to - from)) / steps;
  });
}

/** Bytes of a code of so many units, whole ones. */
export const bytesOfCode = (units: number, bits: number): number => Math.ceil((units * bits) / 8);
