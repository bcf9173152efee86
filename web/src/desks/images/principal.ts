// What principal component analysis of equal width reaches on the held-out pictures, its output clamped as the network's is.

import { featuresOf, type ImageSet } from "../../data/dataset";
import type { Autoencoder, Corruption, Runtime } from "../../engine/client";

/** So many training pictures tell the axes as well as all of them, in a third of the time. */
const enough = 3000;

export async function principalError(
  runtime: Runtime,
  model: Autoencoder,
  set: ImageSet,
  components: number,
  corruption: Corruption | null,
): Promise<number> {
  const features = featuresOf(set);
  const train = set.train.subarray(0, enough * features);
  const seen = async (images: Uint8Array, seed: number) =>
    corruption ? model.corrupt(images, corruption, seed) : images;
  const fitted = await runtime.pca(await seen(train, 1), {
    features,
    components,
    heldOut: await seen(set.heldOut, 2),
  });
  const count = set.heldOut.length / features;
  let sum = 0;
  const output = new Float32Array(features);
  for (let i = 0; i < count; i++) {
    output.set(fitted.mean);
    for (let k = 0; k < components; k++) {
      const code = fitted.codes[i * components + k]!;
      const row = k * features;
      for (let j = 0; j < features; j++) output[j]! += code * fitted.components[row + j]!;
    }
    for (let j = 0; j < features; j++) {
      const clamped = Math.min(1, Math.max(0, output[j]!));
      sum += (clamped - set.heldOut[i * features + j]! / 255) ** 2;
    }
    if (i % 50 === 49) await new Promise((resolve) => setTimeout(resolve)); // others may have their turn
  }
  return sum / (count * features);
}
