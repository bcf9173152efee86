// Pictures among which some are unusual: many of one size, or the patches of one large picture.

import type { Photo } from "../photos/photo";

export const setIds = ["heads", "retina", "digits", "brick"] as const;
export type SetId = (typeof setIds)[number];

/** How unusual a picture is: by its mean squared error, or by the place where it is furthest off. */
export type ScoreKind = "mean" | "hottest";

export interface PictureSet {
  id: SetId | "own";
  name: string;
  /** [height, width, channels] of a picture, or of a patch. */
  shape: [number, number, number];
  /** Bytes, one picture after another: those to learn from, those that set the threshold, and those that are judged. */
  train: Uint8Array<ArrayBuffer>;
  validation: Uint8Array<ArrayBuffer>;
  test: Uint8Array<ArrayBuffer>;
  /** Of those that are judged: 1 is unusual. Null where nobody knows. */
  labels: Uint8Array<ArrayBuffer> | null;
  /** Of each that is judged, pixel by pixel: 1 where the unusual is. */
  truths: Uint8Array<ArrayBuffer> | null;
  /** What they are called; by their numbers where they have no names. */
  names: string[] | null;
  score: ScoreKind;
  /** The large picture that these are patches of. */
  large: LargePicture | null;
}

export interface LargePicture {
  photo: Photo;
  /** Left and upper edge of each patch that is judged. */
  places: Uint16Array;
  /** How far apart they are. */
  step: number;
  /** The half that is learnt from; null is all of it. */
  learnt: "left" | "right" | null;
  /** By pixel, 1 where the unusual is. */
  truth: Uint8Array | null;
}

export const featuresOf = ([height, width, channels]: PictureSet["shape"]): number =>
  height * width * channels;

export const countOf = (pictures: { length: number }, shape: PictureSet["shape"]): number =>
  pictures.length / featuresOf(shape);
