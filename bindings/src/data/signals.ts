// Signals: filters, another rate, the beats of a heart. All filters work both ways, so that nothing is delayed.

import { HourglassError } from "../base/errors.js";
import { checkKeys } from "../base/unknown-keys.js";

/** Values at equal distances in time. */
export type Signal = ArrayLike<number>;

/** A second-order section: y = (b0 x + b1 x' + b2 x'' - a1 y' - a2 y'') with the values before. */
interface Section {
  b: [number, number, number];
  a: [number, number];
}

/** What a filter lets through. */
export interface BandOptions {
  /** Values a second. */
  rate: number;
  /** Hertz; what is slower is taken away. Without it all that is slow stays. */
  low?: number | undefined;
  /** Hertz; what is faster is taken away. Without it all that is fast stays. */
  high?: number | undefined;
  /** An even number from 2 to 8, default 4: of each way, so that both ways fall twice as steeply. */
  order?: number | undefined;
}

/**
 * A Butterworth filter, applied forwards and backwards (as SciPy's sosfiltfilt): at the limits half of the amplitude is left.
 * The ends are continued by their mirror images. Errors: invalid_config for limits that are not between 0 and half the rate.
 */
export function butterworth(signal: Signal, options: BandOptions): Float64Array<ArrayBuffer> {
  checkKeys(options, ["rate", "low", "high", "order"]);
  const { rate, low, high, order = 4 } = options;
  if (!(rate > 0)) invalid(`options.rate must be above 0, got ${rate}`);
  if (![2, 4, 6, 8].includes(order)) invalid(`options.order must be 2, 4, 6 or 8, got ${order}`);
  for (const [name, limit] of Object.entries({ low, high }))
    if (limit !== undefined && !(limit > 0 && limit < rate / 2))
      invalid(`options.${name} must be above 0 and below ${rate / 2}, got ${limit}`);
  const sections = [
    ...(low === undefined ? [] : sectionsOf("high", low / rate, order)),
    ...(high === undefined ? [] : sectionsOf("low", high / rate, order)),
  ];
  return bothWays(
    signal,
    sections,
    Math.min(signal.length - 1, Math.ceil((3 * rate) / (low ?? high ?? rate))),
  );
}

/** By the bilinear transform; `limit` is a share of the rate. */
function sectionsOf(pass: "low" | "high", limit: number, order: number): Section[] {
  const k = Math.tan(Math.PI * limit);
  return Array.from({ length: order / 2 }, (_, i) => {
    const damping = 2 * Math.sin((Math.PI * (2 * i + 1)) / (2 * order));
    const norm = 1 / (1 + damping * k + k * k);
    const gain = pass === "low" ? k * k * norm : norm;
    return {
      b: pass === "low" ? [gain, 2 * gain, gain] : [gain, -2 * gain, gain],
      a: [2 * (k * k - 1) * norm, (1 - damping * k + k * k) * norm],
    };
  });
}

function bothWays(signal: Signal, sections: Section[], margin: number): Float64Array<ArrayBuffer> {
  const count = signal.length;
  const values = new Float64Array(count + 2 * margin);
  for (let i = 0; i < count; i++) values[margin + i] = signal[i]!;
  for (let i = 1; i <= margin; i++) {
    values[margin - i] = 2 * signal[0]! - signal[i]!;
    values[margin + count - 1 + i] = 2 * signal[count - 1]! - signal[count - 1 - i]!;
  }
  for (let way = 0; way < 2; way++) {
    for (const section of sections) forwards(values, section);
    values.reverse();
  }
  return values.slice(margin, margin + count);
}

/** In place. It starts as if the first value had been there forever. */
function forwards(values: Float64Array, { b: [b0, b1, b2], a: [a1, a2] }: Section): void {
  const x = values[0] ?? 0;
  const y = (x * (b0 + b1 + b2)) / (1 + a1 + a2);
  let second = b2 * x - a2 * y;
  let first = b1 * x - a1 * y + second;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const result = b0 * value + first;
    first = b1 * value - a1 * result + second;
    second = b2 * value - a2 * result;
    values[i] = result;
  }
}

/** The mean of `width` values around each, fewer at the ends. Errors: invalid_config where `width` is no odd number. */
export function movingAverage(signal: Signal, width: number): Float64Array<ArrayBuffer> {
  if (!Number.isInteger(width) || width < 1 || width % 2 === 0)
    invalid(`width must be an odd number, got ${width}`);
  const half = (width - 1) / 2;
  const sums = new Float64Array(signal.length + 1);
  for (let i = 0; i < signal.length; i++) sums[i + 1] = sums[i]! + signal[i]!;
  return Float64Array.from({ length: signal.length }, (_, i) => {
    const from = Math.max(0, i - half);
    const to = Math.min(signal.length, i + half + 1);
    return (sums[to]! - sums[from]!) / (to - from);
  });
}

/**
 * The signal at another rate: filtered first where it becomes slower, so that nothing fast turns up as something slow, then
 * on the straight lines between its values.
 */
export function resample(signal: Signal, from: number, to: number): Float64Array<ArrayBuffer> {
  for (const [name, rate] of Object.entries({ from, to }))
    if (!(rate > 0 && Number.isFinite(rate))) invalid(`${name} must be above 0, got ${rate}`);
  if (signal.length === 0) return new Float64Array();
  const source = to < from ? butterworth(signal, { rate: from, high: 0.45 * to, order: 8 }) : signal;
  const count = Math.max(1, Math.round((signal.length * to) / from));
  return Float64Array.from({ length: count }, (_, i) => {
    const place = Math.min(signal.length - 1, (i * from) / to);
    const left = Math.floor(place);
    const right = Math.min(signal.length - 1, left + 1);
    return source[left]! + (place - left) * (source[right]! - source[left]!);
  });
}

/** Seconds. */
const refractory = 0.2;
const tWave = 0.36;
const integration = 0.15;

/**
 * The places of the R peaks of an electrocardiogram, after Pan and Tompkins (1985): band-pass, slope, square, mean over
 * 150 ms, two thresholds that follow signal and noise, and a search back where a beat is missing. Each place is the highest
 * value of the signal around what was found. `rate` in values a second, at least 50.
 */
export function findBeats(signal: Signal, rate: number): Uint32Array<ArrayBuffer> {
  if (!(rate >= 50)) invalid(`rate must be at least 50, got ${rate}`);
  if (signal.length < rate) return new Uint32Array();
  const band = butterworth(signal, { rate, low: 5, high: Math.min(15, 0.45 * rate), order: 2 });
  const slope = slopeOf(band, rate);
  const energy = movingAverage(
    slope.map((value) => value * value),
    2 * Math.round((integration * rate) / 2) + 1,
  );
  const level = levelOf(signal, energy, Math.round(2 * rate));
  if (level === 0) return new Uint32Array();
  const found = new Detector(energy, slope, rate, level).run();
  const smooth = movingAverage(signal, 2 * Math.round(0.01 * rate) + 1);
  const reach = Math.round(0.1 * rate);
  const places = found.map((place) => highest(smooth, place - reach, place + reach + 1));
  return Uint32Array.from(new Set(places));
}

/** Pan and Tompkins's derivative of five points. */
function slopeOf(x: Float64Array, rate: number): Float64Array {
  const at = (i: number) => x[Math.max(0, Math.min(x.length - 1, i))]!;
  return x.map((_, i) => (rate / 8) * (2 * at(i + 1) + at(i + 2) - 2 * at(i - 1) - at(i - 2)));
}

function highest(values: Float64Array, from: number, to: number): number {
  let best = Math.max(0, from);
  for (let i = best; i < Math.min(values.length, to); i++) if (values[i]! > values[best]!) best = i;
  return best;
}

/** Against the usual span of two seconds: what spans less is a lead that is off, what spans more a step or a pop. */
const live = { least: 0.05, most: 10 };

/**
 * The energy of a usual beat: the median over all pieces of two seconds of the highest energy in each, without those in which
 * nothing happens or something far too large. So one step or one flat stretch does not set the measure for all.
 */
function levelOf(signal: Signal, energy: Float64Array, piece: number): number {
  const pieces = Array.from({ length: Math.max(1, Math.floor(signal.length / piece)) }, (_, k) => {
    let [low, high, most] = [Infinity, -Infinity, 0];
    for (let i = k * piece; i < Math.min(signal.length, (k + 1) * piece); i++) {
      low = Math.min(low, signal[i]!);
      high = Math.max(high, signal[i]!);
      most = Math.max(most, energy[i]!);
    }
    // What rounding leaves of a constant is no span.
    const span = high - low;
    return { span: span > 1e-9 * Math.max(Math.abs(low), Math.abs(high)) ? span : 0, most };
  }).filter(({ span }) => span > 0);
  const usual = medianOf(pieces.map(({ span }) => span));
  const alive = pieces.filter(({ span }) => span > live.least * usual && span < live.most * usual);
  return medianOf(alive.map(({ most }) => most));
}

function medianOf(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1] ?? 0;
}

/** A pop moves the level of signal or noise no more than a peak of so many times the signal would. */
const mostMoved = 3;
/** What is below so small a part of a usual beat is none, however quiet it is around it. */
const leastEnergy = 0.02;

class Detector {
  #signal: number;
  #noise: number;
  #beats: number[] = [];
  /** Peaks since the last beat that were taken for noise. */
  #passed: number[] = [];

  constructor(
    private readonly energy: Float64Array,
    private readonly slope: Float64Array,
    private readonly rate: number,
    private readonly level: number,
  ) {
    this.#signal = level / 2;
    this.#noise = Math.min(energy.reduce((sum, value) => sum + value, 0) / energy.length, level / 4) / 2;
  }

  run(): number[] {
    for (const place of this.#peaks()) {
      this.#searchBack(place);
      if (this.energy[place]! > this.#threshold && !this.#isTWave(place)) this.#take(place, 1 / 8);
      else {
        this.#noise += (this.#bounded(place) - this.#noise) / 8;
        this.#passed.push(place);
      }
    }
    this.#searchBack(this.energy.length);
    return this.#beats;
  }

  get #threshold(): number {
    return Math.max(this.#noise + (this.#signal - this.#noise) / 4, 2 * leastEnergy * this.level);
  }

  #bounded(place: number): number {
    return Math.min(this.energy[place]!, mostMoved * this.#signal);
  }

  #take(place: number, weight: number): void {
    this.#signal += weight * (this.#bounded(place) - this.#signal);
    this.#beats.push(place);
    this.#passed = [];
  }

  /** Highest values, none within 200 ms of a higher one. */
  #peaks(): number[] {
    const { energy } = this;
    const apart = Math.round(refractory * this.rate);
    const peaks: number[] = [];
    for (let i = 1; i + 1 < energy.length; i++) {
      if (!(energy[i]! > energy[i - 1]! && energy[i]! >= energy[i + 1]!)) continue;
      const before = peaks.at(-1);
      if (before === undefined || i - before >= apart) peaks.push(i);
      else if (energy[i]! > energy[before]!) peaks[peaks.length - 1] = i;
    }
    return peaks;
  }

  /** What comes soon after a beat and rises half as steeply is its T wave. */
  #isTWave(place: number): boolean {
    const before = this.#beats.at(-1);
    if (before === undefined || place - before >= tWave * this.rate) return false;
    return this.#steepest(place) < this.#steepest(before) / 2;
  }

  #steepest(place: number): number {
    const reach = Math.round((integration * this.rate) / 2);
    let most = 0;
    for (let i = Math.max(0, place - reach); i < Math.min(this.slope.length, place + reach); i++)
      most = Math.max(most, Math.abs(this.slope[i]!));
    return most;
  }

  /** Where no beat came for 166 % of the usual time, the highest peak meanwhile is one if it is above half the threshold. */
  #searchBack(now: number): void {
    const last = this.#beats.at(-1);
    const recent = this.#beats.slice(-9);
    if (last === undefined || recent.length < 3) return;
    const usual = (last - recent[0]!) / (recent.length - 1);
    if (now - last < 1.66 * usual || this.#passed.length === 0) return;
    const best = this.#passed.reduce((a, b) => (this.energy[b]! > this.energy[a]! ? b : a));
    if (this.energy[best]! > this.#threshold / 2 && !this.#isTWave(best)) {
      const after = this.#passed.filter((place) => place > best);
      this.#take(best, 1 / 4);
      this.#passed = after;
    }
  }
}

function invalid(problem: string): never {
  throw new HourglassError("invalid_config", problem);
}
