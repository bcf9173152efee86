// Digits among which one is unusual: nobody has taught it.

import type { ImageSet } from "../dataset";
import { featuresOf, type PictureSet } from "./set";

/** All digits but one are learnt; that one is unusual. */
export function digitSet(images: ImageSet, without: number): PictureSet {
  const features = featuresOf(images.shape);
  const places = (labels: Uint8Array, is: boolean) =>
    [...labels.keys()].filter((i) => (labels[i] === without) === is);
  const gathered = (from: Uint8Array, rows: number[]) => {
    const all = new Uint8Array(rows.length * features);
    rows.forEach((row, i) => all.set(from.subarray(row * features, (row + 1) * features), i * features));
    return all;
  };
  const usual = places(images.trainLabels, false);
  const [unusual, others] = [places(images.heldOutLabels, true), places(images.heldOutLabels, false)];
  const set = Math.floor(others.length / 2);
  const judged = [...others.slice(set), ...unusual].sort((a, b) => a - b);
  return {
    id: "digits",
    name: "",
    shape: images.shape,
    train: gathered(images.train, usual),
    validation: gathered(images.heldOut, others.slice(0, set)),
    test: gathered(images.heldOut, judged),
    labels: Uint8Array.from(judged, (row) => Number(images.heldOutLabels[row] === without)),
    truths: null,
    names: null,
    score: "mean",
    large: null,
  };
}
