// What a data set of images is, to everything that shows or trains on one.

import type { Tone } from "../lib/pictures";

export type DatasetId = "digits" | "fashion";

export interface ImageSet {
  /** "own" is what somebody brought. */
  id: DatasetId | "own";
  /** A text that changes whenever the pictures do. */
  key: string;
  /** Of own ones: where they come from. */
  name: string;
  tone: Tone;
  /** [height, width, channels] */
  shape: [number, number, number];
  /** Bytes of 0 to 255, one image after another. */
  train: Uint8Array;
  heldOut: Uint8Array;
  trainLabels: Uint8Array;
  heldOutLabels: Uint8Array;
  classNames: string[];
}

/** Where a data set comes from; it is loaded when it is chosen. */
export interface ImageSource {
  id: DatasetId;
  /** Of its images, which is known before they are there: [height, width, channels]. */
  shape: [number, number, number];
  load(onprogress: (share: number) => void): Promise<ImageSet>;
}

/** One image, as values of 0 to 1. */
export interface Sample {
  pixels: Float32Array;
  label: number;
}

export function featuresOf({ shape }: Pick<ImageSet, "shape">): number {
  return shape[0] * shape[1] * shape[2];
}

/** The value of a pixel where nothing is: no ink, or white. */
export const emptyOf = ({ tone }: Pick<ImageSet, "tone">): number => (tone === "light" ? 1 : 0);

export function trainCount(set: ImageSet): number {
  return set.train.length / featuresOf(set);
}

export function heldOutSample(set: ImageSet, index: number): Sample {
  const features = featuresOf(set);
  const bytes = set.heldOut.subarray(index * features, (index + 1) * features);
  return { pixels: Float32Array.from(bytes, (byte) => byte / 255), label: set.heldOutLabels[index]! };
}

const mostShown = 10;

/** Indices of held-out images, class by class, the same number of each (one each of ten classes); each turn gives others. */
export function someOfEach(set: ImageSet, turn: number): number[] {
  const classes = set.classNames.length;
  const each = Math.max(1, Math.floor(mostShown / classes));
  const first = classes > mostShown ? turn * mostShown : 0;
  const labels = Array.from({ length: Math.min(classes, mostShown) }, (_, i) => (first + i) % classes);
  return labels.flatMap((label) => {
    const indices = [...set.heldOutLabels.keys()].filter((i) => set.heldOutLabels[i] === label);
    const count = Math.min(each, indices.length);
    return Array.from({ length: count }, (_, i) => indices[(turn * count + i) % indices.length]!);
  });
}

const mostCompared = 20e6;

/** The first 20 million values of the training images: for what looks at all of them at once, such as PCA. */
export function comparedPart(set: ImageSet): ImageSet {
  const count = Math.min(trainCount(set), Math.floor(mostCompared / featuresOf(set)));
  return {
    ...set,
    train: set.train.subarray(0, count * featuresOf(set)),
    trainLabels: set.trainLabels.subarray(0, count),
  };
}
