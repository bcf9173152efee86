// The page's one door to the package, which computes in a worker of its own.

import { dense, load, type Autoencoder, type Progress, type Runtime, type RuntimeInfo } from "hourglass";
import { features, type Digits } from "../datasets/digits";
import type { Settings } from "../lib/settings";

export type { Progress, RuntimeInfo };

const batchSize = 128;
const snapshotEvery = 100; // milliseconds

/** Steps that one epoch takes. */
export function stepsPerEpoch(digits: Digits): number {
  return Math.ceil(digits.train.length / features / batchSize);
}

/** Digits seen in that many steps of an epoch: its last batch may be smaller. */
export function digitsSeen(digits: Digits, steps: number): number {
  return Math.min(steps * batchSize, digits.train.length / features);
}

export class Trainer {
  private constructor(readonly runtime: Runtime) {}

  static async open(): Promise<Trainer> {
    return new Trainer(await load({ threads: "auto" }));
  }

  get info(): RuntimeInfo {
    return this.runtime.info;
  }

  async create({ latent, noise, learningRate, seed }: Settings): Promise<Network> {
    const model = await this.runtime.create({
      input: features,
      encoder: [dense(latent, "relu")],
      decoder: [dense(features, "sigmoid")],
      loss: "mse",
      corruption: gaussian(noise),
      optimizer: { kind: "adam", learningRate },
      seed,
    });
    return new Network(model);
  }
}

/** A network and what can be done with it. */
export class Network {
  #next = 0;

  constructor(readonly model: Autoencoder) {}

  get parameterCount(): number {
    return this.model.parameterCount;
  }

  /** Trains until the epochs are over or the signal is given; either way, what was learnt is kept. */
  async train(digits: Digits, epochs: number, signal: AbortSignal, onprogress: (progress: Progress) => void) {
    const run = this.model.fit(digits.train, {
      epochs,
      batchSize,
      validation: digits.heldOut,
      every: snapshotEvery,
      signal,
    });
    for await (const progress of run) onprogress(progress);
    return (await run).reason;
  }

  /** One step on the next batch. */
  step(digits: Digits): Promise<Progress> {
    const start = this.#next;
    const end = Math.min(start + batchSize * features, digits.train.length);
    this.#next = end % digits.train.length;
    return this.model.trainBatch(digits.train.subarray(start, end));
  }

  /** Noise that stays the same for the same seed, so that one sees the network change and nothing else. */
  async corrupt(images: Float32Array, noise: number, seed: number): Promise<Float32Array> {
    return noise > 0 ? this.model.corrupt(images, gaussian(noise), seed) : images;
  }

  reconstruct(images: Float32Array): Promise<Float32Array> {
    return this.model.reconstruct(images);
  }

  setLearningRate(rate: number): Promise<void> {
    return this.model.setLearningRate(rate);
  }

  setNoise(noise: number): Promise<void> {
    return this.model.setCorruption(gaussian(noise));
  }

  dispose(): Promise<void> {
    return this.model.dispose();
  }
}

function gaussian(amount: number) {
  return { kind: "gaussian", amount } as const;
}
