// What a model is measured by while it trains, besides its loss.

import { shown, tagOf } from "../base/checks.js";
import { HourglassError } from "../base/errors.js";
import type { Floats, Progress, RawProgress } from "../messages/protocol.js";
import { losses, type Loss } from "./settings.js";

/** A number of outputs and of what they were to be, n * features numbers each. */
export type MetricFunction = (outputs: Floats, targets: Floats) => number | Promise<number>;

/**
 * A loss; "psnr", the peak signal-to-noise ratio in decibels of an epoch's mean squared error, where data reach from 0 to 1;
 * or a function, which is called after each epoch with the validation data and stands in progress under its own name.
 */
export type Metric = Loss | "psnr" | MetricFunction;

/** Held-out data that own functions look at. */
export interface Measured {
  /** The model's outputs for the held-out data, as it is now. */
  outputs(): Promise<Floats>;
  /** What they were to be; undefined where there are no numbers at hand. */
  targets: Floats | undefined;
}

const nameOf = (metric: Metric) => (typeof metric === "function" ? metric.name : metric);

/** The metrics of one run: asks the core for those that it knows, and gives all of them their names. */
export class Metrics {
  /** What the core measures, in its order: what "psnr" is made of is the mean squared error. */
  readonly losses: Loss[];
  readonly #names: string[];
  readonly #functions: MetricFunction[];
  /** What own functions gave, by the epoch. */
  readonly #own = new Map<string, Record<string, number>>();

  /** Errors: invalid_config, naming the metric. */
  constructor(
    metrics: readonly Metric[] | undefined,
    private readonly measured: Measured,
  ) {
    checkMetrics(metrics);
    const all = metrics ?? [];
    this.#functions = all.filter((metric) => typeof metric === "function");
    const built = all.filter((metric) => typeof metric !== "function");
    this.#names = built;
    this.losses = built.map((name) => (name === "psnr" ? "mse" : name));
    if (this.#functions.length > 0 && measured.targets === undefined) {
      throw new HourglassError(
        "invalid_config",
        `options.metrics: ${this.#functions[0]!.name} is a function, which needs validation: numbers of its own`,
      );
    }
  }

  /** Whether the end of an epoch must be waited for. */
  get hold(): boolean {
    return this.#functions.length > 0;
  }

  /** Calls own functions where an epoch has ended. */
  async measure(progress: RawProgress): Promise<void> {
    if (!this.hold || progress.phase !== "training" || progress.epochsDone !== progress.epoch) return;
    const outputs = await this.measured.outputs();
    const values: Record<string, number> = {};
    for (const metric of this.#functions) values[metric.name] = await metric(outputs, this.measured.targets!);
    this.#own.set(keyOf(progress), values);
  }

  /** Progress as the caller is told of it. */
  named({ metrics, validationMetrics, ...progress }: RawProgress): Progress {
    const own = this.#own.get(keyOf(progress));
    const named = (values: number[] | undefined) =>
      values && Object.fromEntries(values.map((value, i) => [this.#names[i]!, this.#value(i, value)]));
    const trained = named(metrics);
    const validated = own ? { ...named(validationMetrics), ...own } : named(validationMetrics);
    return {
      ...progress,
      ...(trained ? { metrics: trained } : {}),
      ...(validated ? { validationMetrics: validated } : {}),
    };
  }

  #value(i: number, value: number): number {
    return this.#names[i] === "psnr" ? -10 * Math.log10(value) : value;
  }
}

/** Progress on its way to the caller, in order: what an own function has to say of an epoch is waited for. */
export class Told {
  /** Resolves when the caller knows of all. */
  all: Promise<void> = Promise.resolve();

  constructor(
    private readonly metrics: Metrics,
    private readonly tell: (progress: Progress) => void,
    private readonly goOn: () => Promise<void>,
  ) {}

  add(progress: RawProgress): Promise<void> {
    const { metrics } = this;
    if (!metrics.hold) {
      this.tell(metrics.named(progress));
      return this.all;
    }
    const told = this.all.then(async () => {
      await metrics.measure(progress);
      this.tell(metrics.named(progress));
      if (progress.epochsDone === progress.epoch) await this.goOn().catch(() => undefined); // it may have ended
    });
    this.all = told.catch(() => undefined);
    return told;
  }
}

const keyOf = ({ phase, epoch }: { phase: string; epoch: number }) => `${phase} ${epoch}`;

function checkMetrics(metrics: unknown): asserts metrics is readonly Metric[] | undefined {
  if (metrics === undefined) return;
  if (!Array.isArray(metrics)) refuse("options.metrics", `must be a list, got ${shown(metrics)}`);
  const names = new Set<string>();
  (metrics as unknown[]).forEach((metric, i) => {
    const field = `options.metrics[${i}]`;
    if (typeof metric !== "function" && metric !== "psnr" && !losses.includes(metric as Loss)) {
      refuse(field, `must be a function or one of ${[...losses, "psnr"].join(", ")}, got ${shown(metric)}`);
    }
    const name = nameOf(metric as Metric);
    if (name === "") refuse(field, "must be a function with a name, under which progress has its number");
    if (names.has(name)) refuse(field, `must be a metric of another name, got ${shown(name)} again`);
    names.add(name);
  });
}

function refuse(field: string, message: string): never {
  throw new HourglassError("invalid_config", `${field} ${message}`);
}

/** The numbers themselves, or undefined of a data set that stays elsewhere. */
export function numbersOf(sent: unknown): Floats | undefined {
  if (tagOf(sent) === "Float32Array") return sent as Floats;
  return tagOf(sent) === "Uint8Array"
    ? Float32Array.from(sent as Uint8Array, (byte) => byte / 255)
    : undefined;
}
