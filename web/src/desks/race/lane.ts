// One of the networks that race.

import { createModel, type Autoencoder, type Dataset, type FitRun, type Runtime } from "../../engine/client";
import { fitOptions, kindOf } from "../../kinds";
import type { Value } from "../../training/fields";
import { errorsOf } from "../../lib/measure";
import { activeUnits, unitStatistics } from "../../lib/units";
import type { Experiment } from "./experiment";

/** What a lane shows. */
export interface Lane {
  value: Value;
  steps: number;
  epochs: number;
  output: Float32Array | null;
  /** Held-out squared error by step. */
  curve: { steps: number[]; errors: number[] };
  /** Of each held-out picture, as last measured. */
  errors: Float32Array | null;
  active: number | null;
  units: number;
  /** The epoch in which the loss ran away. */
  diverged: number | null;
}

export const lastError = ({ curve }: Lane): number | null => curve.errors.at(-1) ?? null;

export interface Material {
  shape: [number, number, number];
  train: Dataset;
  /** Held-out pictures, and the one that is shown. */
  heldOut: Float32Array;
  shown: Float32Array;
}

/** A network of its own, trained a few steps at a time. */
export class Racer {
  readonly lane: Lane;
  #run: FitRun;
  #noisy: { heldOut: Float32Array; shown: Float32Array } | null = null;

  private constructor(
    private readonly model: Autoencoder,
    private readonly material: Material,
    private readonly experiment: Experiment,
    value: Value,
  ) {
    this.lane = {
      value,
      steps: 0,
      epochs: 0,
      output: null,
      curve: { steps: [], errors: [] },
      errors: null,
      active: null,
      units: model.latentSize,
      diverged: null,
    };
    const values = { ...experiment.values, [experiment.differs]: value, stop: 0, epochs: 1e6 };
    this.#run = model.fit(material.train, {
      ...fitOptions(kindOf(experiment.kind), values),
      epochs: 1e6,
      every: 1e6,
      paused: true,
    });
    this.#run.catch(() => undefined); // each step tells
  }

  static async create(
    runtime: Runtime,
    material: Material,
    experiment: Experiment,
    value: Value,
  ): Promise<Racer> {
    const { kind, values, differs } = experiment;
    const { shape } = material;
    const overrides = kindOf(kind).overrides({ ...values, [differs]: value }, { shape });
    return new Racer(await createModel(runtime, kind, overrides), material, experiment, value);
  }

  /** So many steps; none once the loss has run away. */
  async train(count: number): Promise<void> {
    const { lane } = this;
    for (let i = 0; i < count && lane.diverged === null; i++) {
      try {
        const { epochsDone } = await this.#run.step();
        lane.steps++;
        lane.epochs = epochsDone;
      } catch (error) {
        if ((error as { code?: string }).code !== "diverged") throw error;
        lane.diverged = lane.epochs + 1;
      }
    }
  }

  /** What it makes of the picture that is shown. */
  async look(): Promise<void> {
    if (this.lane.diverged === null)
      this.lane.output = await this.model.reconstruct((await this.#inputs()).shown);
  }

  async measure(): Promise<void> {
    const { lane, material, model } = this;
    if (lane.diverged !== null) return;
    const { heldOut } = await this.#inputs();
    const errors = errorsOf(await model.reconstruct(heldOut), material.heldOut, model.features);
    const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
    lane.errors = errors;
    lane.curve = { steps: [...lane.curve.steps, lane.steps], errors: [...lane.curve.errors, mean] };
    const statistics = unitStatistics(await model.encode(heldOut), lane.units);
    lane.active = activeUnits(statistics, this.experiment.kind);
  }

  async dispose(): Promise<void> {
    await this.#run.abort();
    await this.model.dispose();
  }

  /** A denoising one meets the noise that it learns to take away. */
  async #inputs(): Promise<{ heldOut: Float32Array; shown: Float32Array }> {
    if (this.experiment.kind !== "denoising") return this.material;
    const { heldOut, shown } = this.material;
    return (this.#noisy ??= {
      heldOut: await this.model.corrupt(heldOut),
      shown: await this.model.corrupt(shown),
    });
  }
}

export interface Place {
  lane: number;
  /** From 1. */
  place: number;
}

/** In the order of their errors; what ran away comes last. */
export function placesOf(lanes: Lane[]): Place[] {
  const order = [...lanes.keys()].sort(
    (a, b) => (lastError(lanes[a]!) ?? Infinity) - (lastError(lanes[b]!) ?? Infinity),
  );
  const rank = (lane: Lane) => (lane.diverged === null ? 0 : 1);
  order.sort((a, b) => rank(lanes[a]!) - rank(lanes[b]!));
  return order.map((lane, i) => ({ lane, place: i + 1 }));
}

/** Whether a difference of two lanes, picture by picture, is larger than two of its standard errors. */
export function isClear(a: Lane, b: Lane): boolean {
  if (!a.errors || !b.errors) return true;
  const n = a.errors.length;
  const differences = a.errors.map((error, i) => b.errors![i]! - error);
  const mean = differences.reduce((sum, difference) => sum + difference, 0) / n;
  const variance = differences.reduce((sum, difference) => sum + (difference - mean) ** 2, 0) / (n - 1);
  return Math.abs(mean) > 2 * Math.sqrt(variance / n);
}
