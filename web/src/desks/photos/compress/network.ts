// A network that learns to make photos small, and samples that say what its code is unsure by.

import { likePhoto, type Photo } from "../../../data/photos/photo";
import { coderConfig, type Progress, type Runtime } from "../../../engine/client";
import { randomNumbers } from "../../../lib/random";
import { Learning } from "../learning";
import type { Experiment } from "./experiment";

const patch = 24;
const pace = { batch: 8, rate: 0.004 };

/** It learns from the brightness of photos alone: colours are coded by the same network. */
export async function beginCoder(
  runtime: Runtime,
  { beta, planes, seed }: Pick<Experiment, "beta" | "planes" | "seed">,
  photos: Photo[],
  told: (progress: Progress, steps: number) => void,
  file?: Uint8Array,
): Promise<Learning> {
  const images = photos.map((photo) => {
    const { height, width } = photo;
    return { data: likePhoto(photo, { channels: 1 }).values, height, width };
  });
  const opened = file && (await runtime.open(file));
  const size = opened ? (opened.config.input as readonly number[])[0]! : patch;
  const patches = await runtime.patches(images, { size, channels: 1, flips: true, rotations: true });
  const model = opened ?? (await runtime.create(coderConfig({ patch, planes, beta, seed })));
  return new Learning(model, patches, pace, told);
}

/** Patches of these photos, the same for the same photos, of as many rows as `side`. */
export function samplesOf(photos: Photo[], side: number): Float32Array<ArrayBuffer> {
  const count = 64;
  const random = randomNumbers(1);
  const samples = new Float32Array(count * side * side);
  const grey = photos.map((photo) => likePhoto(photo, { channels: 1 }));
  for (let i = 0; i < count; i++) {
    const { photo, values } = grey[i % grey.length]!;
    const [top, left] = [photo.height - side, photo.width - side].map((most) =>
      Math.floor(random() * (most + 1)),
    );
    for (let y = 0; y < side; y++)
      for (let x = 0; x < side; x++)
        samples[(i * side + y) * side + x] = values[(top! + y) * photo.width + left! + x]! / 255;
  }
  return samples;
}
