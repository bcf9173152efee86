// Windows of a long series: what a model learns from, and scores of overlapping windows as scores of single moments.

import { checkKeys } from "../base/unknown-keys.js";
import { HourglassError } from "../base/errors.js";
import type { Scores } from "./metrics.js";

/** What a series' values are standardised by: of each channel its mean and its standard deviation. */
export interface SeriesScale {
  /** Of each channel. */
  mean: number[];
  /** Of each channel; where it is 0 the channel is only moved. */
  deviation: number[];
}

/** How a series is cut. */
export interface WindowOptions {
  /** Moments in a window, at least 1. */
  length: number;
  /** Moments from the beginning of one window to that of the next; default 1, as in Keras's tutorial. */
  step?: number | undefined;
  /** Values of each moment, which stand side by side; default 1. */
  channels?: number | undefined;
  /** Each channel about its mean, in deviations: by its own, or by what another series was standardised by. */
  standardise?: boolean | SeriesScale | undefined;
}

/** How windows are told to `runtime.dataset`. */
export interface WindowForm {
  /** [1, length, channels] */
  shape: [number, number, number];
  /** Values from the beginning of one window to that of the next. */
  step: number;
}

/** Windows of a series, which share its values. */
export class SeriesWindows {
  /** @internal */
  constructor(
    /** The series, standardised if that was asked for: give it to `runtime.dataset` with `form`. */
    readonly values: Float32Array<ArrayBuffer>,
    /** How many windows there are. */
    readonly count: number,
    /** Moments in a window. */
    readonly length: number,
    /** Moments from the beginning of one to that of the next. */
    readonly step: number,
    /** Values of a moment. */
    readonly channels: number,
    /** What it was standardised by, to do the same to next week's series; null where it was not. */
    readonly scale: SeriesScale | null,
  ) {}

  /** What `runtime.dataset` is to make of the values: windows as images of height 1. */
  get form(): WindowForm {
    return { shape: [1, this.length, this.channels], step: this.step * this.channels };
  }

  /** A moment's number in the series, from 0, at which a window begins. */
  start(window: number): number {
    return window * this.step;
  }

  /**
   * One score for each moment of the series: the mean over all windows that it is part of, or with "min" the least of them,
   * which is high only where all of them are. NaN where there is no window.
   */
  perMoment(scores: Scores, reduce: "mean" | "min" | "max" = "mean"): Float64Array<ArrayBuffer> {
    if (scores.length !== this.count)
      invalid("shape_mismatch", `scores must be one for each of ${this.count} windows, got ${scores.length}`);
    if (!["mean", "min", "max"].includes(reduce))
      invalid("invalid_config", `reduce must be "mean", "min" or "max", got ${JSON.stringify(reduce)}`);
    const moments = this.values.length / this.channels;
    const result = new Float64Array(moments).fill(NaN);
    const counts = new Uint32Array(moments);
    for (let window = 0; window < this.count; window++) {
      const score = scores[window]!;
      for (let i = this.start(window); i < this.start(window) + this.length; i++) {
        const before = result[i]!;
        if (counts[i]!++ === 0) result[i] = score;
        else if (reduce === "mean") result[i] = before + (score - before) / counts[i]!;
        else result[i] = Math[reduce](before, score);
      }
    }
    return result;
  }
}

/**
 * Windows of a series, without copying each value as often as windows overlap. Errors: invalid_config for options outside
 * their range; shape_mismatch for a series without a window; invalid_data for what is no number.
 */
export function windows(series: ArrayLike<number>, options: WindowOptions): SeriesWindows {
  checkKeys(options, ["length", "step", "channels", "standardise"]);
  const { length, step = 1, channels = 1, standardise = false } = options;
  for (const [name, value] of Object.entries({ length, step, channels }))
    if (!Number.isInteger(value) || value < 1)
      invalid("invalid_config", `options.${name} must be a whole number of at least 1, got ${value}`);
  const moments = series.length / channels;
  if (!Number.isInteger(moments))
    invalid(
      "shape_mismatch",
      `series must have a length that is a multiple of ${channels} channels, got ${series.length}`,
    );
  if (moments < length)
    invalid("shape_mismatch", `series must have at least the ${length} moments of a window, got ${moments}`);
  const odd = Array.prototype.findIndex.call(series, (value: number) => !Number.isFinite(value));
  if (odd >= 0) invalid("invalid_data", `series must be finite numbers, got ${series[odd]} at index ${odd}`);
  const scale = standardise === true ? scaleOf(series, channels) : standardise || null;
  if (scale) checkScale(scale, channels);
  const values = Float32Array.from(series, (value, i) => {
    if (!scale) return value;
    const channel = i % channels;
    return (value - scale.mean[channel]!) / (scale.deviation[channel]! || 1);
  });
  const count = Math.floor((moments - length) / step) + 1;
  return new SeriesWindows(values, count, length, step, channels, scale);
}

function scaleOf(series: ArrayLike<number>, channels: number): SeriesScale {
  const moments = series.length / channels;
  const over = (of: (value: number, channel: number) => number) => {
    const sums = new Array<number>(channels).fill(0);
    for (let i = 0; i < series.length; i++) sums[i % channels]! += of(series[i]!, i % channels);
    return sums.map((sum) => sum / moments);
  };
  const mean = over((value) => value);
  const variance = over((value, channel) => (value - mean[channel]!) ** 2);
  return { mean, deviation: variance.map(Math.sqrt) };
}

function checkScale(scale: SeriesScale, channels: number): void {
  checkKeys(scale, ["mean", "deviation"], "options.standardise");
  for (const name of ["mean", "deviation"] as const) {
    const numbers = scale[name] as number[] | undefined;
    if (numbers?.length === channels && numbers.every(Number.isFinite)) continue;
    invalid(
      "invalid_config",
      `options.standardise.${name} must be a number for each of ${channels} channels, got ${JSON.stringify(numbers)}`,
    );
  }
}

function invalid(code: HourglassError["code"], message: string): never {
  throw new HourglassError(code, message);
}
