// A network that learns to take noise away: what it learns from, for how long, and how fast this computer is.

import {
  denoiserConfig,
  type Autoencoder,
  type FitRun,
  type Patches,
  type Progress,
  type Runtime,
} from "../../engine/client";
import type { Numbers, Photo } from "../../data/photos/photo";
import type { Experiment } from "./experiment";

const patch = 12;
const [batch, stepsOfEpoch] = [16, 50];
const [firstRate, rate] = [0.0005, 0.005];
/** Steps at a low rate, while the engine gets up to speed; and as many at the full one, which say how many there is time for. */
const firstSteps = 50;
/** Of the time that is not spent looking. */
const share = 0.85;

export interface Curve {
  steps: number[];
  loss: number[];
}

/** A photo to learn from, and what is to be made of it where the network does not add the noise. */
export interface Lesson {
  photo: Photo;
  values: Numbers;
  targets?: Numbers;
}

/** Whether noise is added to the photos beforehand, since the engine cannot draw it anew at every step. */
export const hasTargets = (noise: Experiment["noise"]): noise is "light" | "jpeg" =>
  noise === "light" || noise === "jpeg";

/** One network and its runs. */
export class Learning {
  #run: FitRun | null = null;
  #isStopped = false;

  private constructor(
    readonly model: Autoencoder,
    private readonly patches: Patches,
    private readonly progress: (progress: Progress, steps: number) => void,
  ) {}

  /** `photos` are what it learns from: clean ones, or the noisy one alone. A network from a `file` goes on from what it is. */
  static async begin(
    runtime: Runtime,
    experiment: Experiment,
    photos: Lesson[],
    sigma: number,
    progress: (progress: Progress, steps: number) => void,
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
    return new Learning(opened ?? (await runtime.create(config)), patches, progress);
  }

  /** For so many seconds, 0 without an end; true once it has come to it. */
  async train(seconds: number): Promise<boolean> {
    this.#isStopped = false;
    // By the time spent training: whoever pauses meanwhile makes this computer no slower.
    let left = seconds === 0 ? Infinity : seconds;
    let stepsPerSecond = 0;
    for (const begin of [
      () => this.warmUp(),
      () => this.#atFullRate({ epochs: 1, stepsPerEpoch: firstSteps }),
    ]) {
      const found = await begin();
      if (this.#isStopped || !found) return false;
      stepsPerSecond = found.samplesPerSecond / batch;
      left -= firstSteps / stepsPerSecond;
    }
    await this.learn((share * Math.max(0.5, left) * stepsPerSecond) / stepsOfEpoch);
    return !this.#isStopped;
  }

  /** Some steps at a low rate. */
  async warmUp(): Promise<Progress | undefined> {
    await this.model.setLearningRate(firstRate);
    return this.#fit({ epochs: 1, stepsPerEpoch: firstSteps });
  }

  /** So many times fifty steps at the full rate, which falls to 0 by their end; without an end it stays. */
  async learn(epochs: number): Promise<void> {
    const hasEnd = Number.isFinite(epochs);
    await this.#atFullRate({
      epochs: hasEnd ? Math.max(1, Math.round(epochs)) : 1e6,
      stepsPerEpoch: stepsOfEpoch,
      ...(hasEnd && { schedule: { kind: "cosine" } as const }),
    });
  }

  async #atFullRate(options: Parameters<Autoencoder["fit"]>[1]): Promise<Progress | undefined> {
    await this.model.setLearningRate(rate);
    return this.#fit(options);
  }

  /** The last progress; undefined where there was none. */
  async #fit(options: Parameters<Autoencoder["fit"]>[1]): Promise<Progress | undefined> {
    const before = await this.model.steps();
    this.#run = this.model.fit(this.patches, { ...options, batchSize: batch, every: 200 });
    if (this.#isStopped) void this.#run.abort();
    let last: Progress | undefined;
    for await (const progress of this.#run) this.progress((last = progress), before + progress.step);
    return last;
  }

  pause(): Promise<void> | undefined {
    return this.#run?.pause();
  }

  resume(): Promise<void> | undefined {
    return this.#run?.resume();
  }

  /** Ends the run; what was learnt is kept. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#run?.abort();
  }

  async dispose(): Promise<void> {
    await this.stop();
    await this.model.dispose();
    await this.patches.dispose();
  }
}
