// A network that learns to take noise away, and the patches that it learns from.

import { denoiserConfig, type Progress, type Runtime } from "../../../engine/client";
import type { Numbers, Photo } from "../../../data/photos/photo";
import { Learning } from "../learning";
import type { Experiment } from "./experiment";

const patch = 12;
const pace = { batch: 16, rate: 0.005 };

/** A photo to learn from, and what is to be made of it where the network does not add the noise. */
export interface Lesson {
  photo: Photo;
  values: Numbers;
  targets?: Numbers;
}

/** Whether noise is added to the photos beforehand, since the engine cannot draw it anew at every step. */
export const hasTargets = (noise: Experiment["noise"]): noise is "light" | "chip" | "jpeg" =>
  noise === "light" || noise === "chip" || noise === "jpeg";

/** `photos` are what it learns from: clean ones, or the noisy one alone. A network from a `file` goes on from what it is. */
export async function beginDenoiser(
  runtime: Runtime,
  experiment: Experiment,
  photos: Lesson[],
  sigma: number,
  told: (progress: Progress, steps: number) => void,
  file?: Uint8Array,
): Promise<Learning> {
  const { source, noise, budget, seed } = experiment;
  const opened = file && (await runtime.open(file));
  const [size] = opened ? (opened.config.input as [number, number, number]) : [patch];
  const { channels } = photos[0]!.photo;
  const images = photos.map(({ photo: { height, width }, values, targets }) => ({
    data: values,
    height,
    width,
    targets,
  }));
  const isSalt = noise === "salt";
  const patches = await runtime.patches(images, {
    size,
    channels,
    flips: true,
    rotations: true,
    pairs: source === "alone" ? "neighbours" : "same",
  });
  const corruption = isSalt
    ? ({ kind: "salt_and_pepper", amount: sigma } as const)
    : ({ kind: "gaussian", amount: sigma, clip: false } as const);
  const config = denoiserConfig({
    channels,
    filters: budget === 10 ? 16 : 24,
    layers: budget === 10 || channels === 3 ? 5 : 6,
    patch,
    corruption: source === "others" && !hasTargets(noise) ? corruption : undefined,
    loss: isSalt ? "mae" : "mse",
    seed,
  });
  return new Learning(opened ?? (await runtime.create(config)), patches, pace, told);
}
