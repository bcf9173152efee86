// How much a step of training computes: a page must answer while it trains, also on an old laptop.

import type { Values } from "../training/fields";
import { layerKinds, newLayer, parseLayers } from "../training/layers";
import type { Format } from "./kind";

const most = 3.3e8; // what takes 25 to 40 ms on two cores with layers of any kind

/** Multiply-adds of one step: three passes through the encoder and through its mirror. */
function stepWork(values: Values, { shape }: Format): number {
  let [input, work] = [shape, 0];
  const latent = newLayer("dense", Number(values.latent));
  for (const spec of [...(parseLayers(`${values.layers}`) ?? []), latent]) {
    const kind = layerKinds[spec.type];
    work += kind.products(spec, input);
    input = kind.output(spec, input);
  }
  return 3 * 2 * work * Number(values.batch);
}

/** How many times more than it may a step would compute; 1 or less is well. */
export function excess(values: Values, format: Format): number {
  return stepWork(values, format) / most;
}
