// A data set of pictures, on this side and in the worker, to which they cross once.

import { emptyOf, featuresOf, trainCount, type ImageSet } from "../../data/dataset";
import type { Dataset, Runtime } from "../../engine/client";
import type { Pictures } from "./inspected";

export interface Material {
  set: ImageSet;
  train: Dataset;
  /** The first thousand of them. */
  trainPart: Dataset;
  heldOut: Pictures;
  /** A picture of nothing. */
  blank: Float32Array;
}

/** Frees what the worker holds of it. */
export async function letGo({ train, trainPart, heldOut }: Material): Promise<void> {
  await Promise.all([train.dispose(), trainPart.dispose(), heldOut.dataset.dispose()]);
}

export async function materialOf(runtime: Runtime, set: ImageSet): Promise<Material> {
  const { shape } = set;
  const [train, dataset] = await Promise.all([
    runtime.dataset(set.train, { shape }),
    runtime.dataset(set.heldOut, { shape }),
  ]);
  const pixels = new Float32Array(set.heldOut);
  for (let i = 0; i < pixels.length; i++) pixels[i]! /= 255;
  return {
    set,
    train,
    trainPart: await train.rows(0, Math.min(1000, trainCount(set))),
    heldOut: { pixels, dataset },
    blank: new Float32Array(featuresOf(set)).fill(emptyOf(set)),
  };
}
