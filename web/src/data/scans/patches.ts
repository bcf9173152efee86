// One large picture as many small ones.

import { randomNumbers } from "../../lib/random";
import type { Photo } from "../photos/photo";
import type { LargePicture, PictureSet } from "./set";

export const patchSide = 16;
const learnt = 8000;
/** At most about so many are judged: of large pictures fewer to the pixel. */
const mostJudged = 14_000;

interface Wanted {
  id: PictureSet["id"];
  learns: LargePicture["learnt"];
  truth: Uint8Array | null;
  seed: number;
}

/** Its patches: random ones of what is learnt from, and a grid of all, but for what is black. */
export function patchesOf(photo: Photo, { id, learns, truth, seed }: Wanted): PictureSet {
  const { width, height, channels } = photo;
  const [across, down] = [width - patchSide + 1, height - patchSide + 1];
  const step = Math.max(4, Math.ceil(Math.sqrt((across * down) / mostJudged)));
  const middle = width / 2;
  /** Wholly within the half that is learnt from. */
  const isLearnt = (x: number) =>
    learns === null || (learns === "left" ? x + patchSide <= middle : x >= middle);
  const grid: [number, number][] = [];
  for (let y = 0; y < down; y += step)
    for (let x = 0; x < across; x += step) if (!isBlack(photo, x, y)) grid.push([x, y]);
  const random = randomNumbers(seed + 1);
  const drawn: [number, number][] = [];
  for (let tries = 0; drawn.length < learnt && tries < 20 * learnt; tries++) {
    const [x, y] = [Math.floor(random() * across), Math.floor(random() * down)];
    if (isLearnt(x) && !isBlack(photo, x, y)) drawn.push([x, y]);
  }
  // Where all of it is learnt from, some are drawn anew to set the threshold.
  const usual = grid.filter(([x]) => isLearnt(x));
  const hits = (x: number, y: number) => truth !== null && shareOf(truth, width, x, y) > 0.02;
  return {
    id,
    name: photo.name,
    shape: [patchSide, patchSide, channels],
    train: cut(photo, drawn),
    validation: cut(photo, usual),
    test: cut(photo, grid),
    labels: truth
      ? Uint8Array.from(grid, ([x, y]) => Number(hits(x, y)))
      : learns
        ? Uint8Array.from(grid, ([x]) => Number(!isLearnt(x)))
        : null,
    truths: null,
    names: null,
    score: "mean",
    large: { photo, places: Uint16Array.from(grid.flat()), step, learnt: learns, truth },
  };
}

function cut({ pixels, width, channels }: Photo, places: [number, number][]): Uint8Array<ArrayBuffer> {
  const row = patchSide * channels;
  const patches = new Uint8Array(places.length * patchSide * row);
  places.forEach(([x, y], i) => {
    for (let dy = 0; dy < patchSide; dy++) {
      const from = ((y + dy) * width + x) * channels;
      patches.set(pixels.subarray(from, from + row), (i * patchSide + dy) * row);
    }
  });
  return patches;
}

/** Some of it lies outside a round picture. */
function isBlack({ pixels, width, channels }: Photo, x: number, y: number): boolean {
  if (channels !== 3) return false;
  const at = (dx: number, dy: number) => pixels[((y + dy) * width + x + dx) * channels]!;
  const places = [0, patchSide >> 1, patchSide - 1];
  return places.some((dy) => places.some((dx) => at(dx, dy) < 24));
}

function shareOf(truth: Uint8Array, width: number, x: number, y: number): number {
  let sum = 0;
  for (let dy = 0; dy < patchSide; dy++)
    for (let dx = 0; dx < patchSide; dx++) sum += truth[(y + dy) * width + x + dx]!;
  return sum / patchSide ** 2;
}

/** The share of a patch that is on what is unusual. */
export const truthIn = ({ photo, places, truth }: LargePicture, patch: number): number =>
  truth ? shareOf(truth, photo.width, places[2 * patch]!, places[2 * patch + 1]!) : 0;

/** By pixel: the mean of what the patches over it score; 0 where there are none. */
export function heatOf({ photo, places }: LargePicture, scores: ArrayLike<number>): Float32Array {
  const { width, height } = photo;
  const [sums, counts] = [new Float32Array(width * height), new Uint16Array(width * height)];
  for (let i = 0; i < scores.length; i++) {
    const [x, y] = [places[2 * i]!, places[2 * i + 1]!];
    for (let dy = 0; dy < patchSide; dy++)
      for (let at = (y + dy) * width + x, last = at + patchSide; at < last; at++) {
        sums[at]! += scores[i]!;
        counts[at]!++;
      }
  }
  return sums.map((sum, i) => (counts[i]! > 0 ? sum / counts[i]! : 0));
}

/** The patches that score most, at least so many pixels apart. */
export function hottestOf(
  { places }: LargePicture,
  scores: ArrayLike<number>,
  count: number,
  apart: number,
): number[] {
  const order = Array.from({ length: scores.length }, (_, i) => i).sort((a, b) => scores[b]! - scores[a]!);
  const chosen: number[] = [];
  for (const i of order) {
    const isFar = chosen.every(
      (other) =>
        Math.hypot(places[2 * i]! - places[2 * other]!, places[2 * i + 1]! - places[2 * other + 1]!) >= apart,
    );
    if (isFar) chosen.push(i);
    if (chosen.length === count) break;
  }
  return chosen;
}
