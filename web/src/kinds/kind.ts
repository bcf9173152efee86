// What makes a kind of autoencoder: its settings, and the model and the run that they ask for.

import type { Activation, FitOptions, KindId, Overrides } from "../engine/client";
import type { FieldKey, Values } from "../training/fields";
import { layerKinds, parseLayers, takesPictures, type Shape } from "../training/layers";

/** The part of a data set that a model must know. */
export interface Format {
  shape: [number, number, number];
}

export interface Kind {
  id: KindId;
  defaults: Values;
  /** The settings that matter to it. */
  main: FieldKey[];
  /** Those behind "More". */
  more: FieldKey[];
  /** What its slider of layers offers, the smallest first. */
  layerChoices?: string[];
  /** Settings that say nothing beside these values. */
  idle?(values: Values): FieldKey[];
  overrides(values: Values, format: Format): Overrides;
  fit?(values: Values): FitOptions;
}

/** What all kinds open with, unless they say otherwise. */
export const common: Values = {
  layers: "none",
  latent: 32,
  act: "relu",
  code: "relu",
  out: "sigmoid",
  loss: "mse",
  corrupt: "gaussian",
  noise: 0.5,
  sparsity: "l1",
  l1: 1e-4,
  target: 0.05,
  beta: 1,
  warmup: 1,
  pretrain: 2,
  optimizer: "adam",
  lr: 0.003,
  schedule: "constant",
  epochs: 10,
  batch: 32,
  stop: 0,
  seed: 0,
};

export const training: FieldKey[] = ["optimizer", "schedule", "batch", "stop", "seed"];
export const network: FieldKey[] = ["layers", "act", "code", "out", "loss"];

/** Layers, code, loss, optimizer and seed: what every kind has. */
export function base(values: Values, { shape }: Format): Overrides {
  const specs = parseLayers(`${values.layers}`) ?? [];
  const units = Number(values.latent);
  const code = values.code as Activation;
  const input: Shape = takesPictures(specs) ? shape : [1, 1, shape[0] * shape[1] * shape[2]];
  let comesIn = input;
  const layers = specs.map((spec, i) => {
    const { make, output } = layerKinds[spec.type];
    const isCode = units === 0 && i === specs.length - 1;
    const layer = make(spec, isCode ? code : (values.act as Activation), comesIn);
    comesIn = output(spec, comesIn);
    return layer;
  });
  const learningRate = Number(values.lr);
  const kind = values.optimizer as "adam" | "adamw" | "rmsprop" | "sgd";
  return {
    input: takesPictures(specs) ? shape : input[2],
    encoder: [
      ...layers,
      // Without one the last of the layers is the code.
      ...(units > 0 || layers.length === 0 ? [{ type: "dense" as const, units, activation: code }] : []),
    ],
    outputActivation: values.out as Activation,
    loss: values.loss as NonNullable<Overrides["loss"]>,
    optimizer:
      kind === "adamw"
        ? { kind, learningRate, weightDecay: 0.004 }
        : kind === "sgd"
          ? { kind, learningRate, momentum: 0.9 }
          : { kind, learningRate },
    seed: Number(values.seed),
  };
}
