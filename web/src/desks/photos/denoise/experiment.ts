// What a link to the photos desk holds.

import { examples, hasTeachers, type ExampleId } from "../../../data/photos/load";
import { budgets, sources, type Budget, type Source } from "../teaching";
import { noiseKinds, type NoiseKind } from "../../../data/photos/noise";

export const sigmas = [5, 10, 15, 20, 25, 30, 40, 50, 75];

export interface Experiment {
  photo: ExampleId | "own";
  /** Noise that is added, or none: then it is the photo's own that is taken away. */
  noise: NoiseKind | "own";
  /** Of 255 shades. */
  sigma: number;
  source: Source;
  /** Learning from itself: how far apart the pixels are of which one is to predict the other. */
  distance: Distance;
  /** Learning from others: whether it begins with what the page brings along, or with nothing. */
  start: boolean;
  budget: Budget;
  seed: number;
}

/** Side by side, or with one between: noise that hangs together from pixel to pixel does so less at a distance. */
export const distances = [1, 2] as const;
export type Distance = (typeof distances)[number];

/** Photos of phones have such noise. */
export const usualDistance = (noise: Experiment["noise"]): Distance =>
  noise === "own" || noise === "chip" ? 2 : 1;

export const usual: Experiment = {
  photo: examples[0],
  noise: "gaussian",
  sigma: 25,
  source: hasTeachers ? "others" : "alone",
  distance: 1,
  start: hasTeachers,
  budget: 10,
  seed: 0,
};

export function experimentOf(parameters: URLSearchParams): Experiment {
  const text = (key: string) => parameters.get(key)?.trim() ?? "";
  const oneOf = <T extends string>(key: string, all: readonly T[], otherwise: T) =>
    all.find((one) => one === text(key)) ?? otherwise;
  const sigma = Number(text("sigma") || NaN);
  const seed = Number(text("seed") || NaN);
  const noise = oneOf("noise", [...noiseKinds, "own"] as const, usual.noise);
  return {
    photo: oneOf("photo", [...examples, "own"], usual.photo),
    noise,
    sigma: sigma >= 1 && sigma <= 100 ? sigma : usual.sigma,
    source: hasTeachers ? oneOf("from", sources, usual.source) : "alone",
    distance: distances.find((one) => String(one) === text("apart")) ?? usualDistance(noise),
    start: hasTeachers && text("start") !== "0",
    budget: budgets.find((one) => String(one) === text("for")) ?? usual.budget,
    seed: Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32 ? seed : 0,
  };
}

export function formatExperiment(experiment: Experiment): string {
  const { photo, noise, sigma, source, distance, start, budget, seed } = experiment;
  const parts = [`photo=${photo}`];
  if (noise !== usual.noise) parts.push(`noise=${noise}`);
  if (sigma !== usual.sigma) parts.push(`sigma=${sigma}`);
  if (source !== usual.source) parts.push(`from=${source}`);
  if (distance !== usualDistance(noise)) parts.push(`apart=${distance}`);
  if (start !== usual.start) parts.push("start=0");
  if (budget !== usual.budget) parts.push(`for=${budget}`);
  if (seed !== usual.seed) parts.push(`seed=${seed}`);
  return `#/photos?${parts.join("&")}`;
}
