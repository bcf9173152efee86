// The sets of the page: heads by a formula, a retina and a wall by their patches.

import { randomNumbers, shuffle } from "../../lib/random";
import type { Photo } from "../photos/photo";
import { drawHead, headSide, type HeadSettings } from "./heads";
import { patchesOf } from "./patches";
import type { PictureSet } from "./set";

const heads = { train: 2000, validation: 300, usual: 300, unusual: 300 };

export function headSet(settings: HeadSettings, seed: number): PictureSet {
  const { train, validation, usual, unusual } = heads;
  const size = headSide ** 2;
  let number = 1_000_000 * seed;
  const draw = (count: number, hasLesion: boolean) => {
    const pixels = new Uint8Array(count * size);
    const truths = new Uint8Array(count * size);
    for (let i = 0; i < count; i++) {
      const head = drawHead(number++, settings, hasLesion);
      pixels.set(head.pixels, i * size);
      if (head.truth) truths.set(head.truth, i * size);
    }
    return { pixels, truths };
  };
  const [learns, sets, healthy, ill] = [
    draw(train, false),
    draw(validation, false),
    draw(usual, false),
    draw(unusual, true),
  ];
  const order = Array.from({ length: usual + unusual }, (_, i) => i);
  shuffle(order, randomNumbers(seed + 1));
  const mixed = (usualOnes: Uint8Array, unusualOnes: Uint8Array) => {
    const all = new Uint8Array(order.length * size);
    order.forEach((from, i) => {
      const [source, at] = from < usual ? [usualOnes, from] : [unusualOnes, from - usual];
      all.set(source.subarray(at * size, (at + 1) * size), i * size);
    });
    return all;
  };
  return {
    id: "heads",
    name: "",
    shape: [headSide, headSide, 1],
    train: learns.pixels,
    validation: sets.pixels,
    test: mixed(healthy.pixels, ill.pixels),
    labels: Uint8Array.from(order, (from) => Number(from >= usual)),
    truths: mixed(healthy.truths, ill.truths),
    names: null,
    score: "hottest",
    large: null,
  };
}

/** The optic disc as drawn by hand: a circle. */
const disc = { x: 78, y: 217, radius: 32 };

export function retinaSet(photo: Photo, seed: number): PictureSet {
  const truth = Uint8Array.from({ length: photo.width * photo.height }, (_, i) => {
    const [x, y] = [i % photo.width, Math.floor(i / photo.width)];
    return Number((x - disc.x) ** 2 + (y - disc.y) ** 2 <= disc.radius ** 2);
  });
  const set = patchesOf(photo, { id: "retina", learns: "right", truth: null, seed });
  return { ...set, large: { ...set.large!, truth } };
}

/** A wall with a scratch that a formula draws: the same for the same seed. */
export function brickSet(photo: Photo, seed: number): PictureSet {
  const { width, height } = photo;
  const random = randomNumbers(seed + 7);
  const pixels = photo.pixels.slice();
  const truth = new Uint8Array(width * height);
  const [fromX, fromY] = [width * (0.58 + 0.08 * random()), height * (0.25 + 0.2 * random())];
  const [length, lean, bend] = [0.3 * width, 0.5 + 0.4 * random(), 0.4 * (random() - 0.5)];
  for (let t = 0; t <= 1; t += 1 / (4 * length)) {
    const angle = lean + bend * t;
    const [x, y] = [fromX + length * t * Math.cos(angle), fromY + length * t * Math.sin(angle)];
    for (let dy = -1; dy <= 1; dy++)
      for (let dx = -1; dx <= 1; dx++) {
        const [column, row] = [Math.round(x) + dx, Math.round(y) + dy];
        if ((column - x) ** 2 + (row - y) ** 2 > 1.3 || column >= width || row >= height) continue;
        const at = row * width + column;
        if (truth[at]) continue;
        truth[at] = 1;
        pixels[at] = Math.min(255, pixels[at]! + 45);
      }
  }
  return patchesOf({ ...photo, pixels }, { id: "brick", learns: "left", truth, seed });
}
