// A map of rows of numbers on which what is near stays near: t-SNE (van der Maaten and Hinton 2008), exactly, for some hundred rows.

export interface TsneOptions {
  /** How many neighbours a row has, about. */
  perplexity?: number;
  iterations?: number;
}

const exaggeration = 12;
/** Iterations in which what is near is drawn together more strongly, so that groups find each other. */
const early = 120;

/** `start` holds where each row begins, x and y one after the other; the result likewise. The same numbers give the same map. */
export function tsne(
  rows: Float32Array,
  width: number,
  start: Float32Array,
  { perplexity = 30, iterations = 500 }: TsneOptions = {},
): Float32Array {
  const count = rows.length / width;
  const near = nearness(squaredDistances(rows, width), count, Math.min(perplexity, (count - 1) / 3));
  const places = Float64Array.from(normed(start));
  const speed = new Float64Array(places.length);
  const gains = new Float64Array(places.length).fill(1);
  const rate = Math.max(50, count / exaggeration);
  for (let step = 0; step < iterations; step++) {
    const slope = gradient(near, places, step < early ? exaggeration : 1);
    const momentum = step < early ? 0.5 : 0.8;
    for (let i = 0; i < places.length; i++) {
      // A direction that is kept goes faster, one that turns goes slower (Jacobs 1988).
      gains[i] = Math.max(0.01, slope[i]! > 0 === speed[i]! > 0 ? gains[i]! * 0.8 : gains[i]! + 0.2);
      speed[i] = momentum * speed[i]! - rate * gains[i]! * slope[i]!;
      places[i]! += speed[i]!;
    }
  }
  return Float32Array.from(places);
}

function squaredDistances(rows: Float32Array, width: number): Float32Array {
  const count = rows.length / width;
  const distances = new Float32Array(count * count);
  for (let i = 0; i < count; i++)
    for (let j = 0; j < i; j++) {
      let sum = 0;
      for (let k = 0; k < width; k++) sum += (rows[i * width + k]! - rows[j * width + k]!) ** 2;
      distances[i * count + j] = distances[j * count + i] = sum;
    }
  return distances;
}

/** The joint probabilities of pairs, count x count: each row sees as many neighbours as `perplexity` says. */
export function nearness(distances: Float32Array, count: number, perplexity: number): Float32Array {
  const wanted = Math.log(Math.max(1.01, perplexity));
  const one = new Float64Array(count);
  const joint = new Float32Array(count * count);
  for (let i = 0; i < count; i++) {
    let [low, high, precision] = [0, Infinity, 1];
    for (let tries = 0; tries < 60; tries++) {
      const entropy = conditional(distances.subarray(i * count, (i + 1) * count), i, precision, one);
      if (Math.abs(entropy - wanted) < 1e-5) break;
      if (entropy > wanted) low = precision;
      else high = precision;
      precision = high === Infinity ? 2 * precision : (low + high) / 2;
    }
    for (let j = 0; j < count; j++) {
      const half = one[j]! / (2 * count);
      joint[i * count + j]! += half;
      joint[j * count + i]! += half;
    }
  }
  return joint;
}

/** Fills `one` with how likely each row is to be picked by row `i`; returns the entropy. */
function conditional(distances: Float32Array, i: number, precision: number, one: Float64Array): number {
  let least = Infinity;
  for (let j = 0; j < one.length; j++) if (j !== i) least = Math.min(least, distances[j]!);
  let [sum, weighted] = [0, 0];
  for (let j = 0; j < one.length; j++) {
    const far = distances[j]! - least;
    one[j] = j === i ? 0 : Math.exp(-precision * far);
    sum += one[j]!;
    weighted += far * one[j]!;
  }
  for (let j = 0; j < one.length; j++) one[j]! /= sum;
  return Math.log(sum) + (precision * weighted) / sum;
}

/** Of the divergence between the nearness of rows, times `factor`, and that of places. */
export function gradient(near: Float32Array, places: Float64Array, factor = 1): Float64Array {
  const count = places.length / 2;
  const affinities = new Float32Array((count * (count - 1)) / 2);
  let [sum, at] = [0, 0];
  for (let i = 1; i < count; i++)
    for (let j = 0; j < i; j++) {
      const [dx, dy] = [places[2 * i]! - places[2 * j]!, places[2 * i + 1]! - places[2 * j + 1]!];
      const affinity = 1 / (1 + dx * dx + dy * dy);
      affinities[at++] = affinity;
      sum += 2 * affinity;
    }
  const slope = new Float64Array(places.length);
  at = 0;
  for (let i = 1; i < count; i++)
    for (let j = 0; j < i; j++) {
      const affinity = affinities[at++]!;
      const pull = 4 * (factor * near[i * count + j]! - affinity / sum) * affinity;
      const [dx, dy] = [places[2 * i]! - places[2 * j]!, places[2 * i + 1]! - places[2 * j + 1]!];
      slope[2 * i]! += pull * dx;
      slope[2 * i + 1]! += pull * dy;
      slope[2 * j]! -= pull * dx;
      slope[2 * j + 1]! -= pull * dy;
    }
  return slope;
}

/** So small that nothing is far away at first, and about 0. */
function normed(start: Float32Array): Float32Array {
  const count = start.length / 2;
  const mean = [0, 1].map((k) => start.reduce((sum, value, i) => (i % 2 === k ? sum + value : sum), 0) / count); // prettier-ignore
  const about = start.map((value, i) => value - mean[i % 2]!);
  const length = Math.sqrt(about.reduce((sum, value) => sum + value * value, 0) / count) || 1;
  return about.map((value) => (0.01 * value) / length);
}
