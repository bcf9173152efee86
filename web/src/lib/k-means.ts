// Groups of rows that are near each other: k-means, begun as k-means++ does (Arthur and Vassilvitskii 2007); and how well they part.

import { randomNumbers } from "./random";

export interface Grouping {
  /** Of each row the place of its group; groups are in the order of their sizes. */
  groups: Uint8Array;
  /** groups x width: their means. */
  centres: Float32Array;
  /** Of each row the squared distance to its group's mean. */
  distances: Float32Array;
}

const tries = 4;
const mostRounds = 60;

/** The best of some tries, by the sum of squared distances. The same seed gives the same groups. */
export function kMeans(rows: Float32Array, width: number, k: number, seed: number): Grouping {
  const random = randomNumbers(seed);
  let best: Grouping | null = null;
  let least = Infinity;
  for (let i = 0; i < tries; i++) {
    const found = settled(rows, width, firstCentres(rows, width, k, random));
    const sum = found.distances.reduce((all, one) => all + one, 0);
    if (sum < least) [best, least] = [found, sum];
  }
  return bySize(best!, width);
}

/** Each is drawn with a probability in proportion to its squared distance from those before. */
function firstCentres(rows: Float32Array, width: number, k: number, random: () => number): Float32Array {
  const count = rows.length / width;
  const centres = new Float32Array(k * width);
  const far = new Float64Array(count).fill(Infinity);
  let chosen = Math.floor(random() * count);
  for (let c = 0; ; c++) {
    const centre = rows.subarray(chosen * width, (chosen + 1) * width);
    centres.set(centre, c * width);
    if (c === k - 1) return centres;
    let sum = 0;
    for (let i = 0; i < count; i++) {
      far[i] = Math.min(far[i]!, squared(rows, i, centre, 0, width));
      sum += far[i]!;
    }
    let left = random() * sum;
    chosen = 0;
    while (chosen < count - 1 && (left -= far[chosen]!) > 0) chosen++;
  }
}

function settled(rows: Float32Array, width: number, centres: Float32Array): Grouping {
  const count = rows.length / width;
  const k = centres.length / width;
  const groups = new Uint8Array(count);
  const distances = new Float32Array(count);
  for (let round = 0; round < mostRounds; round++) {
    let moved = 0;
    for (let i = 0; i < count; i++) {
      let [nearest, least] = [0, Infinity];
      for (let c = 0; c < k; c++) {
        const distance = squared(rows, i, centres, c, width);
        if (distance < least) [nearest, least] = [c, distance];
      }
      moved += Number(groups[i] !== nearest);
      groups[i] = nearest;
      distances[i] = least;
    }
    if (moved === 0 && round > 0) break;
    centres = means(rows, width, groups, centres);
  }
  return { groups, centres, distances };
}

/** A group that has lost all its rows stays where it was. */
function means(rows: Float32Array, width: number, groups: Uint8Array, before: Float32Array): Float32Array {
  const sums = new Float64Array(before.length);
  const sizes = new Uint32Array(before.length / width);
  for (let i = 0; i < groups.length; i++) {
    sizes[groups[i]!]!++;
    for (let j = 0; j < width; j++) sums[groups[i]! * width + j]! += rows[i * width + j]!;
  }
  return before.map((value, i) => {
    const size = sizes[Math.floor(i / width)]!;
    return size > 0 ? sums[i]! / size : value;
  });
}

function squared(rows: Float32Array, i: number, others: Float32Array, j: number, width: number): number {
  let sum = 0;
  for (let k = 0; k < width; k++) sum += (rows[i * width + k]! - others[j * width + k]!) ** 2;
  return sum;
}

function bySize({ groups, centres, distances }: Grouping, width: number): Grouping {
  const sizes = new Uint32Array(centres.length / width);
  for (const group of groups) sizes[group]!++;
  const order = [...sizes.keys()].sort((a, b) => sizes[b]! - sizes[a]!);
  const sorted = new Float32Array(centres.length);
  order.forEach((from, to) => sorted.set(centres.subarray(from * width, (from + 1) * width), to * width));
  return { groups: groups.map((group) => order.indexOf(group)), centres: sorted, distances };
}

/**
 * How much nearer rows are to their own group than to the next, from -1 to 1, on the whole (Rousseeuw 1987). A row that is alone
 * in its group counts 0.
 */
export function silhouette(rows: Float32Array, width: number, groups: Uint8Array): number {
  const count = groups.length;
  const k = groups.reduce((most, group) => Math.max(most, group), 0) + 1;
  const sizes = new Uint32Array(k);
  for (const group of groups) sizes[group]!++;
  let total = 0;
  for (let i = 0; i < count; i++) {
    const sums = new Float64Array(k);
    for (let j = 0; j < count; j++) sums[groups[j]!]! += Math.sqrt(squared(rows, i, rows, j, width));
    const own = groups[i]!;
    if (sizes[own] === 1) continue;
    const within = sums[own]! / (sizes[own]! - 1);
    let next = Infinity;
    for (let c = 0; c < k; c++) if (c !== own && sizes[c]! > 0) next = Math.min(next, sums[c]! / sizes[c]!);
    if (Number.isFinite(next)) total += (next - within) / Math.max(next, within, 1e-12);
  }
  return total / count;
}
