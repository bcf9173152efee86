// How much a step of training computes: a page must answer while it trains, also on an old laptop.

import { parseLayers, type Values } from "../lab/fields";
import type { Format } from "./kind";

const most = 3.3e8; // what takes 25 to 40 ms on two cores with layers of either kind
const denseShare = 0.4; // what one of a dense layer takes of one of a convolution

/** Multiply-adds of one step, dense ones at their share: three passes through the encoder and through its mirror. */
function stepWork(values: Values, { shape }: Format): number {
  let [height, width, channels] = shape;
  let features = height * width * channels;
  let work = 0;
  for (const { type, size, kernel, stride } of [
    ...(parseLayers(`${values.layers}`) ?? []),
    { type: "dense", size: Number(values.latent), kernel: 1, stride: 1 },
  ]) {
    if (type === "dense") {
      work += denseShare * features * size;
      features = size;
    } else {
      [height, width] = [Math.ceil(height / stride), Math.ceil(width / stride)];
      work += height * width * kernel * kernel * channels * size;
      channels = size;
      features = height * width * size;
    }
  }
  return 3 * 2 * work * Number(values.batch);
}

/** How many times more than it may a step would compute; 1 or less is well. */
export function excess(values: Values, format: Format): number {
  return stepWork(values, format) / most;
}
