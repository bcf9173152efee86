// A network that learns to take noise away, and the patches that it learns from.

import { denoiserConfig, type Autoencoder, type Progress, type Runtime } from "../../../engine/client";
import type { Numbers, Photo } from "../../../data/photos/photo";
import { Learning } from "../learning";
import type { Experiment } from "./experiment";

const patch = 12;
const pace = { batch: 16, rate: 0.005 };
/** What has learnt already is not to be shaken too much. */
const startRate = 0.002;

/** A photo to learn from, and what is to be made of it where the network does not add the noise. */
export interface Lesson {
  photo: Photo;
  values: Numbers;
  targets?: Numbers;
}

/** Whether noise is added to the photos beforehand, since the engine cannot draw it anew at every step. */
export const hasTargets = (noise: Experiment["noise"]): noise is "light" | "chip" | "jpeg" =>
  noise === "light" || noise === "chip" || noise === "jpeg";

/** What the network may begin with: one that has learnt (a file), or the weights that the page brings along. */
export interface Beginning {
  file?: Uint8Array | undefined;
  start?: Float32Array | null;
}

/** `photos` are what it learns from: clean ones, or the noisy one alone. */
export async function beginDenoiser(
  runtime: Runtime,
  experiment: Experiment,
  photos: Lesson[],
  sigma: number,
  told: (progress: Progress, steps: number) => void,
  { file, start }: Beginning = {},
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
  // What begins with nothing learns faster where it is small.
  const isSmall = budget === 10 && !start;
  const config = denoiserConfig({
    channels,
    filters: isSmall ? 16 : 24,
    layers: isSmall || channels === 3 ? 5 : 6,
    patch,
    corruption: source === "others" && !hasTargets(noise) ? corruption : undefined,
    loss: isSalt ? "mae" : "mse",
    seed,
  });
  const model = opened ?? (await runtime.create(config));
  if (start && !opened) await begin(model, start);
  return new Learning(model, patches, start ? { ...pace, rate: startRate } : pace, told);
}

/** Gives it these weights, one array after another. */
async function begin(model: Autoencoder, start: Float32Array): Promise<void> {
  let at = 0;
  const weights = (await model.weights()).map((one) => {
    const values = start.slice(at, (at += one.values.length));
    return { ...one, values };
  });
  if (at !== start.length) throw new Error(`a start of ${start.length} weights for ${at}`);
  await model.setWeights(weights);
}
