// What a network learns noise removal from, and what two filters make of the same noise.

import { butterworth, movingAverage } from "hourglass-autoencoder/data";
import { deviationOf, learntOf, meanOf, windowsOf, type Recording } from "./recording";
import { noiseOf, type NoiseKind } from "./noise";

export interface NoiseSettings {
  kind: NoiseKind;
  /** Root mean square, as a share of the recording's deviation. */
  strength: number;
  seed: number;
}

export interface Pairs {
  /** windows x 128, standardised. */
  noisy: Float32Array<ArrayBuffer>;
  clean: Float32Array<ArrayBuffer>;
}

export interface Denoising extends Scaling {
  /** The noise's root mean square, in the recording's unit. */
  level: number;
  noisy: Float32Array<ArrayBuffer>;
  butterworth: Float32Array<ArrayBuffer>;
  average: Float32Array<ArrayBuffer>;
  /** As tuned on what is learnt from: hertz, and values. */
  tuned: { low: number | null; high: number; width: number };
  /** Of the part that judges: signal to noise in decibels, before and after the filters. */
  decibels: { before: number; butterworth: number; average: number };
  train: Pairs;
  heldOut: Pairs;
}

const repeats = 2;
const [trainHop, heldOutHop] = [16, 64];
const mostTrained = 20_000;
const mostTuned = 30_000;

/** Signal to noise, in decibels: higher is closer to the clean one. */
export function decibelsOf(
  clean: ArrayLike<number>,
  other: ArrayLike<number>,
  from = 0,
  to = clean.length,
): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += (clean[i]! - other[i]!) ** 2;
  return 10 * Math.log10(deviationOf(clean, from, to) ** 2 / (sum / (to - from)));
}

/** What a network's numbers are standardised by. */
export interface Scaling {
  mean: number;
  deviation: number;
}

/** By its own scaling, or by that of another recording, from which a network has learnt. */
export function denoisingOf(
  recording: Pick<Recording, "values" | "rate">,
  settings: NoiseSettings,
  scaling?: Scaling,
): Denoising {
  const { values: clean, rate } = recording;
  const { kind, strength, seed } = settings;
  const learnt = learntOf(recording);
  const own: Scaling = { mean: meanOf(clean, 0, learnt), deviation: deviationOf(clean, 0, learnt) || 1 };
  const { mean, deviation } = scaling ?? own;
  const level = strength * own.deviation;
  const withNoise = (number: number) => {
    const noise = noiseOf(kind, clean.length, rate, 1000 * (seed + 1) + number);
    return Float32Array.from(clean, (value, i) => value + level * noise[i]!);
  };
  const noisy = withNoise(0);
  const tuned = tune(clean, noisy, rate, Math.min(learnt, mostTuned));
  const filtered = {
    butterworth: Float32Array.from(band(noisy, rate, tuned)),
    average: Float32Array.from(movingAverage(noisy, tuned.width)),
  };
  const judged = (other: ArrayLike<number>) => decibelsOf(clean, other, learnt);
  const hop = Math.max(trainHop, Math.ceil((repeats * learnt) / mostTrained));
  const cut = (values: ArrayLike<number>, from: number, to: number, by: number) =>
    windowsOf(values, { from, to, hop: by, mean, deviation });
  const train = Array.from({ length: repeats }, (_, i) =>
    cut(i === 0 ? noisy : withNoise(i), 0, learnt, hop),
  );
  return {
    level,
    noisy,
    ...filtered,
    tuned,
    decibels: {
      before: judged(noisy),
      butterworth: judged(filtered.butterworth),
      average: judged(filtered.average),
    },
    mean,
    deviation,
    train: { noisy: joined(train), clean: joined(train.map(() => cut(clean, 0, learnt, hop))) },
    heldOut: {
      noisy: cut(noisy, learnt, clean.length, heldOutHop),
      clean: cut(clean, learnt, clean.length, heldOutHop),
    },
  };
}

function joined(parts: Float32Array[]): Float32Array<ArrayBuffer> {
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}

const band = (values: ArrayLike<number>, rate: number, { low, high }: { low: number | null; high: number }) =>
  butterworth(values, { rate, high, ...(low === null ? {} : { low }) });

/** Limits and width that come closest to the clean signal, on its first `count` values. */
function tune(clean: Float32Array, noisy: Float32Array, rate: number, count: number): Denoising["tuned"] {
  const [target, seen] = [clean.subarray(0, count), noisy.subarray(0, count)];
  const best = <T>(options: T[], apply: (option: T) => ArrayLike<number>): T =>
    options
      .map((option) => ({ option, decibels: decibelsOf(target, apply(option)) }))
      .reduce((a, b) => (b.decibels > a.decibels ? b : a)).option;
  const highs = [0.02, 0.03, 0.04, 0.055, 0.08, 0.11, 0.15, 0.2, 0.3, 0.45].map((share) => share * rate);
  const high = best(highs, (limit) => band(seen, rate, { low: null, high: limit }));
  const lows = [null, 0.1, 0.3, 0.5, 1].filter((limit) => limit === null || limit < high / 2);
  const low = best(lows, (limit) => band(seen, rate, { low: limit, high }));
  const width = best([1, 3, 5, 7, 9, 11, 15, 21, 31], (values) => movingAverage(seen, values));
  return { low, high, width };
}
