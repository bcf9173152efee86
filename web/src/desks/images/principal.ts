// Principal component analysis of equal width, which networks are compared with: computed in a runtime of its own.

import { comparedPart, featuresOf, trainCount, type ImageSet } from "../../data/dataset";
import { createModel, withHelper, type Corruption, type Pca, type Runtime } from "../../engine/client";
import { Pace } from "../../lib/pace";

/** The mean picture. */
function meanOf(images: Uint8Array, features: number): Float32Array {
  const sum = new Float64Array(features);
  images.forEach((byte, i) => (sum[i % features]! += byte));
  const count = images.length / features;
  return Float32Array.from(sum, (total) => total / count / 255);
}

/** What a network's output may be, by its activation. PCA's is cut to the same, so that like is compared with like. */
export type Range = readonly [low: number, high: number];
const ranges: Record<string, Range> = { sigmoid: [0, 1], tanh: [-1, 1], relu: [0, Infinity] };
export const rangeOf = (activation: string): Range => ranges[activation] ?? [-Infinity, Infinity];

/** Pictures back from codes of as many components as there are in a code, cut to `range`. */
export async function restored(
  { mean, components }: { mean: Float32Array; components: Float32Array },
  codes: Float32Array,
  width: number,
  [low, high]: Range,
): Promise<Float32Array> {
  const features = mean.length;
  const count = codes.length / width;
  const pixels = new Float32Array(count * features);
  const pace = new Pace();
  for (let i = 0; i < count; i++) {
    const picture = pixels.subarray(i * features, (i + 1) * features);
    picture.set(mean);
    for (let k = 0; k < width; k++) {
      const code = codes[i * width + k]!;
      const row = k * features;
      for (let j = 0; j < features; j++) picture[j]! += code * components[row + j]!;
    }
    for (let j = 0; j < features; j++) picture[j] = Math.min(high, Math.max(low, picture[j]!));
    await pace.rest();
  }
  return pixels;
}

/** The mean squared error that it reaches on the held-out pictures. */
export function principalError(
  set: ImageSet,
  components: number,
  corruption: Corruption | null,
  range: Range,
): Promise<number> {
  return withHelper((helper) => errorOf(helper, set, components, corruption, range));
}

async function errorOf(
  runtime: Runtime,
  set: ImageSet,
  components: number,
  corruption: Corruption | null,
  range: Range,
): Promise<number> {
  const features = featuresOf(set);
  const { train, heldOut } = comparedPart(set);
  const model = await createModel(runtime, "vanilla", {
    input: features,
    encoder: [{ type: "dense", units: 1 }],
  });
  const seen = async (images: Uint8Array, seed: number) =>
    corruption ? model.corrupt(images, corruption, seed) : images;
  // With noise these are some 30 MB: handed over, since copying them would hold up the page.
  const keep = async (images: Uint8Array, seed: number) =>
    runtime.dataset(await seen(images, seed), { features, transfer: corruption !== null });
  const fitted = await runtime.pca(await keep(train, 1), {
    features,
    components,
    heldOut: await keep(heldOut, 2),
  });
  // Noise that is clamped moves the mean: what is restored stands about that of the clean pictures.
  const mean = corruption ? meanOf(train, features) : fitted.mean;
  const pixels = await restored({ ...fitted, mean }, fitted.codes, components, range);
  let sum = 0;
  const pace = new Pace();
  for (let i = 0; i < pixels.length; i++) {
    sum += (pixels[i]! - heldOut[i]! / 255) ** 2;
    if (i % features === 0) await pace.rest();
  }
  return sum / pixels.length;
}

/** Codes of the training pictures (of `comparedPart`) and of the held-out ones. */
export async function principalCodes(
  runtime: Runtime,
  set: ImageSet,
  components: number,
): Promise<Pca & { train: Float32Array; heldOut: Float32Array }> {
  const part = comparedPart(set);
  const { train, heldOut } = part;
  const all = new Uint8Array(train.length + heldOut.length);
  all.set(train);
  all.set(heldOut, train.length);
  const fitted = await runtime.pca(train, { features: featuresOf(set), components, heldOut: all });
  const split = trainCount(part) * components;
  return { ...fitted, train: fitted.codes.subarray(0, split), heldOut: fitted.codes.subarray(split) };
}
