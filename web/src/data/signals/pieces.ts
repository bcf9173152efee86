// A recording cut into pieces that can be compared: the beats of a heart, or windows where there are none.

import { findBeats } from "hourglass-autoencoder/data";
import { windowLength, type Recording } from "./recording";

export interface Pieces {
  kind: "beats" | "windows";
  /** The sample at which each begins, and how many it covers. */
  starts: Int32Array<ArrayBuffer>;
  length: number;
  /** pieces x 128 values in the recording's unit, each about its own median. */
  shapes: Float32Array<ArrayBuffer>;
  /** Those that have most of their kind, of which a network learns what is usual: half of the beats, four in five windows. */
  usualOnes: Uint32Array<ArrayBuffer>;
  /** 1 where there is hardly anything: neither usual nor unusual. */
  silent: Uint8Array<ArrayBuffer>;
  /** The median shape; of windows that of the piece with most of its kind. */
  usual: Float32Array<ArrayBuffer>;
}

/** Seconds before and after a beat's peak. */
const [before, after] = [0.25, 0.45];
const fewestBeats = 20;
const mostWindows = 2000;
const usualShares = { beats: 0.5, windows: 0.8 };
/** Of the loud windows' root mean square: below that there is silence. */
const silence = 0.1;
/** So many pieces are looked at to tell how many of a kind there are, and so near are the nearest of them. */
const [mostCompared, nearestShare] = [400, 0.05];

export function piecesOf({ values, rate }: Pick<Recording, "values" | "rate">): Pieces {
  const beats = rate >= 50 && rate <= 2000 ? findBeats(values, rate) : new Uint32Array();
  if (looksLikeAHeart(beats, rate)) return ofBeats(values, rate, beats);
  return ofWindows(values);
}

/** Twenty beats or more, most of them between a third of a second and two apart. */
function looksLikeAHeart(beats: Uint32Array, rate: number): boolean {
  if (beats.length < fewestBeats) return false;
  const gaps = [...beats].slice(1).map((place, i) => (place - beats[i]!) / rate);
  return gaps.filter((gap) => gap > 0.33 && gap < 2).length > 0.8 * gaps.length;
}

function ofBeats(values: Float32Array, rate: number, beats: Uint32Array): Pieces {
  const length = Math.round((before + after) * rate);
  const starts = Int32Array.from(beats, (place) => place - Math.round(before * rate)).filter(
    (start) => start >= 0 && start + length <= values.length,
  );
  const shapes = cut(values, starts, length);
  const all = Uint32Array.from(starts.keys());
  const apart = loneliness(all, shapes, windowLength);
  const usualOnes = leastOf(all, apart, usualShares.beats);
  const silent = new Uint8Array(starts.length);
  return { kind: "beats", starts, length, shapes, usualOnes, silent, usual: medianShape(shapes, usualOnes) };
}

/** Windows begin anywhere in a wave: alike are those whose spectra are. */
function ofWindows(values: Float32Array): Pieces {
  const hop = Math.max(windowLength, Math.ceil(values.length / mostWindows));
  const count = Math.max(1, Math.floor((values.length - windowLength) / hop) + 1);
  const starts = Int32Array.from({ length: count }, (_, i) => i * hop);
  const shapes = cut(values, starts, windowLength);
  const silent = silentOnes(shapes);
  const loud = Uint32Array.from([...silent.keys()].filter((piece) => silent[piece] === 0));
  const spectra = new Float32Array((count * windowLength) / 2);
  for (let i = 0; i < count; i++)
    spectra.set(
      logSpectrum(shapes.subarray(i * windowLength, (i + 1) * windowLength)),
      (i * windowLength) / 2,
    );
  const apart = loneliness(loud, spectra, windowLength / 2);
  const nearest = leastOf(loud, apart, 0)[0]!;
  return {
    kind: "windows",
    starts,
    length: windowLength,
    shapes,
    usualOnes: leastOf(loud, apart, usualShares.windows),
    silent,
    usual: shapes.slice(nearest * windowLength, (nearest + 1) * windowLength),
  };
}

/** Each piece as 128 values on the straight lines between its own, about its median. */
function cut(values: Float32Array, starts: Int32Array, length: number): Float32Array<ArrayBuffer> {
  const shapes = new Float32Array(starts.length * windowLength);
  starts.forEach((start, piece) => {
    const shape = shapes.subarray(piece * windowLength, (piece + 1) * windowLength);
    for (let i = 0; i < windowLength; i++) {
      const place = start + (i * (length - 1)) / (windowLength - 1);
      const left = Math.floor(place);
      const right = Math.min(values.length - 1, left + 1);
      shape[i] = values[left]! + (place - left) * (values[right]! - values[left]!);
    }
    const middle = median(shape);
    for (let i = 0; i < windowLength; i++) shape[i]! -= middle;
  });
  return shapes;
}

const medianShape = (shapes: Float32Array, pieces: Uint32Array): Float32Array<ArrayBuffer> =>
  Float32Array.from({ length: windowLength }, (_, i) =>
    median(Float32Array.from(pieces, (piece) => shapes[piece * windowLength + i]!)),
  );

/** Windows in which hardly anything is: pauses. Where nearly all are alike, none is. */
function silentOnes(shapes: Float32Array): Uint8Array<ArrayBuffer> {
  const levels = Float64Array.from({ length: shapes.length / windowLength }, (_, piece) => {
    const shape = shapes.subarray(piece * windowLength, (piece + 1) * windowLength);
    return Math.sqrt(shape.reduce((sum, value) => sum + value * value, 0) / windowLength);
  });
  const loud = levels.slice().sort()[Math.floor(0.9 * levels.length)]!;
  return Uint8Array.from(levels, (level) => Number(level < silence * loud || level === 0));
}

/**
 * How far each piece's near neighbours are: little where there are many of its kind, of whatever kind. The middle of all would
 * know one kind only.
 */
function loneliness(pieces: Uint32Array, values: Float32Array, width: number): Map<number, number> {
  const step = Math.max(1, Math.floor(pieces.length / mostCompared));
  const others = pieces.filter((_, i) => i % step === 0);
  const near = Math.max(1, Math.floor(nearestShare * others.length));
  return new Map(
    Array.from(pieces, (piece) => {
      const distances = Float64Array.from(others, (other) => {
        let sum = 0;
        for (let i = 0; i < width; i++) sum += (values[piece * width + i]! - values[other * width + i]!) ** 2;
        return sum;
      });
      return [piece, distances.sort()[near] ?? 0] as const;
    }),
  );
}

/** The share of the pieces that are least apart, one at least. */
function leastOf(pieces: Uint32Array, apart: Map<number, number>, share: number): Uint32Array<ArrayBuffer> {
  const order = [...pieces].sort((a, b) => apart.get(a)! - apart.get(b)!);
  return Uint32Array.from(order.slice(0, Math.max(1, Math.ceil(share * pieces.length)))).sort();
}

function median(values: ArrayLike<number>): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** Of 64 frequencies, the mean left out. */
function logSpectrum(shape: Float32Array): Float64Array {
  const spectrum = new Float64Array(windowLength / 2);
  for (let k = 1; k <= spectrum.length; k++) {
    let [re, im] = [0, 0];
    for (let i = 0; i < windowLength; i++) {
      const angle = (2 * Math.PI * k * i) / windowLength;
      re += shape[i]! * Math.cos(angle);
      im += shape[i]! * Math.sin(angle);
    }
    spectrum[k - 1] = Math.log(re * re + im * im + 1e-9);
  }
  return spectrum;
}
