// What a link to the tab Compress holds.

import { examples, hasTeachers, type ExampleId } from "../../../data/photos/load";
import { budgets, sources, type Budget, type Source } from "../teaching";

/** Steps of the code, so many times what the network is unsure by; from coarse to fine. */
export const coarseness = [16, 11, 8, 6, 4.5, 3.3, 2.4, 1.7, 1.2];
export const betas = [0.001, 0.002, 0.003, 0.005, 0.008, 0.012, 0.02];
export const planeCounts = [8, 16, 32, 48, 64];

export interface Experiment {
  photo: ExampleId | "own";
  /** Which of `coarseness`. */
  size: number;
  source: Source;
  budget: Budget;
  beta: number;
  planes: number;
  seed: number;
}

export const usual: Experiment = {
  photo: "camera",
  size: 4,
  source: hasTeachers ? "others" : "alone",
  budget: 10,
  beta: 0.005,
  planes: 48,
  seed: 0,
};

export function experimentOf(parameters: URLSearchParams): Experiment {
  const text = (key: string) => parameters.get(key)?.trim() ?? "";
  const oneOf = <T>(key: string, all: readonly T[], otherwise: T) =>
    all.find((one) => String(one) === text(key)) ?? otherwise;
  const seed = Number(text("seed") || NaN);
  return {
    photo: oneOf("photo", [...examples, "own"] as const, usual.photo),
    size: oneOf(
      "size",
      coarseness.map((_, i) => i),
      usual.size,
    ),
    source: hasTeachers ? oneOf("from", sources, usual.source) : "alone",
    budget: oneOf("for", budgets, usual.budget),
    beta: oneOf("beta", betas, usual.beta),
    planes: oneOf("planes", planeCounts, usual.planes),
    seed: Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32 ? seed : 0,
  };
}

export function formatExperiment({ photo, size, source, budget, beta, planes, seed }: Experiment): string {
  const parts = ["do=compress", `photo=${photo}`];
  if (size !== usual.size) parts.push(`size=${size}`);
  if (source !== usual.source) parts.push(`from=${source}`);
  if (budget !== usual.budget) parts.push(`for=${budget}`);
  if (beta !== usual.beta) parts.push(`beta=${beta}`);
  if (planes !== usual.planes) parts.push(`planes=${planes}`);
  if (seed !== usual.seed) parts.push(`seed=${seed}`);
  return `#/photos?${parts.join("&")}`;
}
