// What a data set of images is, to everything that shows or trains on one.

export type DatasetId = "digits" | "fashion";

export interface ImageSet {
  id: DatasetId;
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

export function trainCount(set: ImageSet): number {
  return set.train.length / featuresOf(set);
}

export function heldOutSample(set: ImageSet, index: number): Sample {
  const features = featuresOf(set);
  const bytes = set.heldOut.subarray(index * features, (index + 1) * features);
  return { pixels: Float32Array.from(bytes, (byte) => byte / 255), label: set.heldOutLabels[index]! };
}

/** Number `turn` of the held-out images of every class, the first class first: their indices. */
export function oneOfEach(set: ImageSet, turn: number): number[] {
  return set.classNames.flatMap((_, label) => {
    const indices = [...set.heldOutLabels.keys()].filter((i) => set.heldOutLabels[i] === label);
    return indices.length > 0 ? [indices[turn % indices.length]!] : [];
  });
}
