// A plane through the latent space: where codes fall on it, and which code a place on it stands for.

/** Orthonormal directions u and v through an origin. */
export interface Plane {
  origin: Float32Array;
  u: Float32Array;
  v: Float32Array;
}

/** Two units, the others at what `rest` says. */
export function unitPlane(rest: Float32Array, [a, b]: [number, number]): Plane {
  const origin = Float32Array.from(rest, (value, unit) => (unit === a || unit === b ? 0 : value));
  const axis = (unit: number) => Float32Array.from(rest, (_, i) => (i === unit ? 1 : 0));
  return { origin, u: axis(a), v: axis(b) };
}

/** Codes as x and y, one after the other. */
export function project(codes: Float32Array, { origin, u, v }: Plane): Float32Array {
  const units = origin.length;
  const points = new Float32Array((2 * codes.length) / units);
  for (let i = 0; i < codes.length / units; i++)
    for (let k = 0; k < units; k++) {
      const value = codes[i * units + k]! - origin[k]!;
      points[2 * i]! += value * u[k]!;
      points[2 * i + 1]! += value * v[k]!;
    }
  return points;
}

export function codeAt({ origin, u, v }: Plane, x: number, y: number): Float32Array {
  return origin.map((value, k) => value + x * u[k]! + y * v[k]!);
}

/**
 * The same plane, its directions swapped and turned over so that the points lie as near as may be to where they were: the
 * axes of two principal component analyses have no order of their own where variances are alike, and never a sign.
 */
export function steadied(plane: Plane, points: Float32Array, before: Float32Array): Plane {
  const product = (p: number, q: number) => {
    let sum = 0;
    for (let i = 0; i < points.length; i += 2) sum += points[i + p]! * before[i + q]!;
    return sum;
  };
  const negated = (axis: Float32Array) => axis.map((value) => -value);
  const [uu, uv, vu, vv] = [product(0, 0), product(0, 1), product(1, 0), product(1, 1)];
  const swaps = Math.abs(uv) + Math.abs(vu) > Math.abs(uu) + Math.abs(vv);
  const [first, second] = swaps ? [vu, uv] : [uu, vv];
  const [u, v] = swaps ? [plane.v, plane.u] : [plane.u, plane.v];
  return { origin: plane.origin, u: first < 0 ? negated(u) : u, v: second < 0 ? negated(v) : v };
}

export interface Region {
  left: number;
  right: number;
  bottom: number;
  top: number;
}

/** Where the points are, with room around; `before` stays as long as it fits, so that nothing jumps. */
export function regionOf(points: Float32Array, before: Region | null): Region {
  const axis = (offset: number) => {
    const values = Float32Array.from({ length: points.length / 2 }, (_, i) => points[2 * i + offset]!).sort();
    const at = (share: number) => values[Math.round(share * (values.length - 1))]!;
    const [low, high] = [at(0.002), at(0.998)];
    const room = 0.06 * (high - low) + 1e-3;
    return [low - room, high + room] as const;
  };
  const [left, right] = axis(0);
  const [bottom, top] = axis(1);
  if (before) {
    const fits = left >= before.left && right <= before.right && bottom >= before.bottom && top <= before.top;
    const fills =
      right - left > 0.6 * (before.right - before.left) || top - bottom > 0.6 * (before.top - before.bottom);
    if (fits && fills) return before;
  }
  const [x, y] = [0.05 * (right - left), 0.05 * (top - bottom)];
  return { left: left - x, right: right + x, bottom: bottom - y, top: top + y };
}
