// What principal component analysis of equal width reaches on the held-out pictures, its output clamped as the network's is.

import { featuresOf, type ImageSet } from "../../data/dataset";
import { createModel, startHelper, type Corruption, type Runtime } from "../../engine/client";

/** The mean picture. */
function meanOf(images: Uint8Array, features: number): Float32Array {
  const sum = new Float64Array(features);
  images.forEach((byte, i) => (sum[i % features]! += byte));
  const count = images.length / features;
  return Float32Array.from(sum, (total) => total / count / 255);
}

export async function principalError(
  set: ImageSet,
  components: number,
  corruption: Corruption | null,
): Promise<number> {
  const helper = await startHelper();
  try {
    return await errorOf(helper, set, components, corruption);
  } finally {
    void helper.dispose();
  }
}

async function errorOf(
  runtime: Runtime,
  set: ImageSet,
  components: number,
  corruption: Corruption | null,
): Promise<number> {
  const features = featuresOf(set);
  const { train } = set;
  const model = await createModel(runtime, "vanilla", {
    input: features,
    encoder: [{ type: "dense", units: 1 }],
  });
  const seen = async (images: Uint8Array, seed: number) =>
    corruption ? model.corrupt(images, corruption, seed) : images;
  const fitted = await runtime.pca(await seen(train, 1), {
    features,
    components,
    heldOut: await seen(set.heldOut, 2),
  });
  // Noise that is clamped moves the mean: what is restored stands about that of the clean pictures.
  const mean = corruption ? meanOf(train, features) : fitted.mean;
  const count = set.heldOut.length / features;
  let sum = 0;
  const output = new Float32Array(features);
  for (let i = 0; i < count; i++) {
    output.set(mean);
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
