// Settings as data: what they may be, how they stand in an address, and what a change of them needs.

import { activations, corruptionKinds, losses, optimizerKinds, sparsityKinds } from "../engine/client";
import { parseLayers } from "./layers";

/** The keys as an address has them. */
export const fieldKeys = [
  "layers", "latent", "act", "code", "out", "loss",
  "corrupt", "noise", "sparsity", "l1", "target", "beta", "warmup", "pretrain",
  "optimizer", "lr", "schedule", "epochs", "batch", "stop", "seed",
] as const; // prettier-ignore
export type FieldKey = (typeof fieldKeys)[number];
export type Value = number | string;
export type Values = Record<FieldKey, Value>;

export interface Field {
  key: FieldKey;
  /** Whether another value needs another network. */
  restarts: boolean;
  /** Of a number: what it may be, and the values that a slider offers. */
  low?: number;
  high?: number;
  whole?: boolean;
  values?: number[];
  /** Of a choice. */
  options?: readonly string[];
  /** Of a text: whether it may be. */
  isValid?: (text: string) => boolean;
}

const sizes = [1, 2, 4, 8, 16, 32, 64, 128, 256];
const all: Record<FieldKey, Omit<Field, "key">> = {
  layers: { restarts: true, isValid: (text) => parseLayers(text) !== undefined },
  /** 0: the last of the layers is the code. */
  latent: { restarts: true, low: 0, high: 512, whole: true, values: sizes },
  act: { restarts: true, options: activations },
  code: { restarts: true, options: activations },
  out: { restarts: true, options: ["sigmoid", "linear", "relu", "tanh"] },
  // Of pictures with one channel every angle is 0.
  loss: { restarts: true, options: losses.filter((loss) => loss !== "cosine_similarity") },
  corrupt: { restarts: false, options: corruptionKinds },
  noise: { restarts: false, low: 0, high: 1, values: [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1] },
  sparsity: { restarts: true, options: sparsityKinds },
  l1: {
    restarts: true,
    low: 0,
    high: 10,
    values: [0, 1e-5, 3e-5, 1e-4, 3e-4, 1e-3, 3e-3, 0.01, 0.03, 0.1, 0.3, 1],
  },
  target: { restarts: true, low: 0.001, high: 0.999, values: [0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5] },
  beta: { restarts: true, low: 0, high: 100, values: [0, 0.1, 0.25, 0.5, 1, 2, 4, 8, 16] },
  warmup: { restarts: true, low: 0, high: 100, values: [0, 0.5, 1, 2, 5, 10] },
  pretrain: { restarts: true, low: 0, high: 100, whole: true, values: [0, 1, 2, 3, 5, 10] },
  optimizer: { restarts: true, options: optimizerKinds },
  lr: { restarts: false, low: 1e-6, high: 10, values: [1e-4, 3e-4, 1e-3, 3e-3, 0.01, 0.03, 0.1, 0.3, 1] },
  schedule: { restarts: false, options: ["constant", "cosine"] },
  epochs: { restarts: false, low: 1, high: 1000, whole: true, values: [1, 2, 3, 5, 10, 15, 20, 40, 100] },
  batch: { restarts: false, low: 1, high: 4096, whole: true, values: [8, 16, 32, 64, 128, 256] },
  stop: { restarts: false, low: 0, high: 1000, whole: true, values: [0, 1, 2, 3, 5, 10] },
  seed: { restarts: true, low: 0, high: 2 ** 32 - 1, whole: true },
};

export const fields = Object.fromEntries(fieldKeys.map((key) => [key, { key, ...all[key] }])) as Record<
  FieldKey,
  Field
>;

/** The value that a text stands for, if it is one that the field may have. */
export function parseValue({ options, isValid, low, high, whole }: Field, text: string): Value | undefined {
  if (options) return options.includes(text) ? text : undefined;
  if (isValid) return isValid(text) ? text : undefined;
  const value = Number(text);
  if (text.trim() === "" || !(value >= low! && value <= high!)) return undefined;
  return !whole || Number.isInteger(value) ? value : undefined;
}

/** Whether one value instead of another needs another network. */
export function needsNewNetwork(a: Values, b: Values): boolean {
  return fieldKeys.some((key) => fields[key].restarts && a[key] !== b[key]);
}
