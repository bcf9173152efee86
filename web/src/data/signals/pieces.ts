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
  /** The half most like the usual one: their numbers. */
  half: Uint32Array<ArrayBuffer>;
  /** The median shape; of windows that of a piece in the middle of that half. */
  usual: Float32Array<ArrayBuffer>;
}

/** Seconds before and after a beat's peak. */
const [before, after] = [0.25, 0.45];
const fewestBeats = 20;
const mostWindows = 2000;

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
  const usual = medianShape(shapes);
  const half = nearestHalf(starts.length, (piece) => {
    let sum = 0;
    for (let i = 0; i < windowLength; i++) sum += (shapes[piece * windowLength + i]! - usual[i]!) ** 2;
    return sum;
  });
  return { kind: "beats", starts, length, shapes, half, usual };
}

/** Windows begin anywhere in a wave: alike are those whose spectra are. */
function ofWindows(values: Float32Array): Pieces {
  const hop = Math.max(windowLength, Math.ceil(values.length / mostWindows));
  const count = Math.max(1, Math.floor((values.length - windowLength) / hop) + 1);
  const starts = Int32Array.from({ length: count }, (_, i) => i * hop);
  const shapes = cut(values, starts, windowLength);
  const spectra = Array.from({ length: count }, (_, i) =>
    logSpectrum(shapes.subarray(i * windowLength, (i + 1) * windowLength)),
  );
  const usual = spectra[0]!.map((_, k) => median(spectra.map((spectrum) => spectrum[k]!)));
  const distance = (piece: number) =>
    spectra[piece]!.reduce((sum, value, k) => sum + (value - usual[k]!) ** 2, 0);
  const half = nearestHalf(count, distance);
  const nearest = half.reduce((a, b) => (distance(b) < distance(a) ? b : a), half[0]!);
  return {
    kind: "windows",
    starts,
    length: windowLength,
    shapes,
    half,
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

function medianShape(shapes: Float32Array): Float32Array<ArrayBuffer> {
  const count = shapes.length / windowLength;
  return Float32Array.from({ length: windowLength }, (_, i) =>
    median(Float32Array.from({ length: count }, (_, piece) => shapes[piece * windowLength + i]!)),
  );
}

function nearestHalf(count: number, distance: (piece: number) => number): Uint32Array<ArrayBuffer> {
  const distances = Float64Array.from({ length: count }, (_, piece) => distance(piece));
  const order = [...distances.keys()].sort((a, b) => distances[a]! - distances[b]!);
  return Uint32Array.from(order.slice(0, Math.max(1, Math.ceil(count / 2)))).sort();
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
