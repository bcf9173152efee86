// A network and what it learns from: for how long, and how fast this computer is.

import type { Autoencoder, FitRun, Patches, Progress } from "../../engine/client";

const stepsOfEpoch = 50;
/** Steps at a low rate, while the engine gets up to speed; and as many at the full one, which say how many there is time for. */
const firstSteps = 50;
/** Of the time that is not spent looking. */
const share = 0.85;

/** How it goes through its patches. */
export interface Pace {
  batch: number;
  rate: number;
}

/** One network and its runs. */
export class Learning {
  #run: FitRun | null = null;
  #isStopped = false;

  constructor(
    readonly model: Autoencoder,
    private readonly patches: Patches,
    private readonly pace: Pace,
    private readonly told: (progress: Progress, steps: number) => void,
  ) {}

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
      stepsPerSecond = found.samplesPerSecond / this.pace.batch;
      left -= firstSteps / stepsPerSecond;
    }
    await this.learn((share * Math.max(0.5, left) * stepsPerSecond) / stepsOfEpoch);
    return !this.#isStopped;
  }

  /** Some steps at a low rate. */
  async warmUp(): Promise<Progress | undefined> {
    await this.model.setLearningRate(this.pace.rate / 10);
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
    await this.model.setLearningRate(this.pace.rate);
    return this.#fit(options);
  }

  /** The last progress; undefined where there was none. */
  async #fit(options: Parameters<Autoencoder["fit"]>[1]): Promise<Progress | undefined> {
    const before = await this.model.steps();
    this.#run = this.model.fit(this.patches, { ...options, batchSize: this.pace.batch, every: 200 });
    if (this.#isStopped) void this.#run.abort();
    let last: Progress | undefined;
    for await (const progress of this.#run) this.told((last = progress), before + progress.step);
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
