// The plane on which codes vary most.

import type { Runtime } from "../engine/client";
import { unitPlane, type Plane } from "../lib/plane";

export async function principalPlane(runtime: Runtime, codes: Float32Array, units: number): Promise<Plane> {
  if (units <= 2) return unitPlane(new Float32Array(units), [0, 1]);
  const { mean, components } = await runtime.pca(codes, { features: units, components: 2 });
  return { origin: mean, u: components.subarray(0, units), v: components.subarray(units, 2 * units) };
}
