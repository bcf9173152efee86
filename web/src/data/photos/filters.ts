// What takes noise away without learning, each with the setting that does best at a noise of this strength.

import type { Part } from "./photo";

export const filterIds = ["blur", "median", "bilateral", "means", "dct"] as const;
export type FilterId = (typeof filterIds)[number];

/** The part without its noise, whose standard deviation is `sigma` of 1. */
export function filtered(id: FilterId, part: Part, sigma: number): Float32Array {
  if (id === "blur") return blur(part, sigma);
  if (id === "median") return median(part, sigma > 0.12 ? 2 : 1);
  if (id === "bilateral") return bilateral(part, sigma);
  if (id === "means") return nonLocalMeans(part, sigma);
  return slidingDct(part, sigma);
}

const clamp = (value: number, last: number) => (value < 0 ? 0 : value > last ? last : value);

/** Gaussian, wider the stronger the noise is. */
function blur({ width, height, channels, values }: Part, sigma: number): Float32Array {
  const wide = 0.35 + 5.5 * sigma;
  const reach = Math.max(1, Math.ceil(3 * wide));
  const weights = Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Math.exp(-((i - reach) ** 2) / (2 * wide ** 2)),
  );
  const sum = weights.reduce((a, b) => a + b, 0);
  const pass = (from: Float32Array, isDown: boolean) => {
    const to = new Float32Array(from.length);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++)
        for (let c = 0; c < channels; c++) {
          let all = 0;
          for (let k = -reach; k <= reach; k++) {
            const [row, column] = isDown ? [clamp(y + k, height - 1), x] : [y, clamp(x + k, width - 1)];
            all += weights[k + reach]! * from[(row * width + column) * channels + c]!;
          }
          to[(y * width + x) * channels + c] = all / sum;
        }
    return to;
  };
  return pass(pass(values, false), true);
}

function median({ width, height, channels, values }: Part, reach: number): Float32Array {
  const result = new Float32Array(values.length);
  const window = new Float32Array((2 * reach + 1) ** 2);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let c = 0; c < channels; c++) {
        let count = 0;
        for (let dy = -reach; dy <= reach; dy++)
          for (let dx = -reach; dx <= reach; dx++)
            window[count++] =
              values[(clamp(y + dy, height - 1) * width + clamp(x + dx, width - 1)) * channels + c]!;
        window.sort();
        result[(y * width + x) * channels + c] = window[count >> 1]!;
      }
  return result;
}

/** Means of what is near and of about the same shade (Tomasi and Manduchi 1998); shades are compared after a small blur. */
function bilateral(part: Part, sigma: number): Float32Array {
  const { width, height, channels, values } = part;
  const guide = blur(part, 0.5 * sigma);
  const [reach, wide, tone] = [4, 2, 1.4 * sigma];
  const result = new Float32Array(values.length);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const here = (y * width + x) * channels;
      let weights = 0;
      for (let dy = -reach; dy <= reach; dy++)
        for (let dx = -reach; dx <= reach; dx++) {
          const at = (clamp(y + dy, height - 1) * width + clamp(x + dx, width - 1)) * channels;
          let distance = 0;
          for (let c = 0; c < channels; c++) distance += (guide[at + c]! - guide[here + c]!) ** 2;
          const weight = Math.exp(
            -(dx * dx + dy * dy) / (2 * wide * wide) - distance / channels / (2 * tone * tone),
          );
          weights += weight;
          for (let c = 0; c < channels; c++) result[here + c]! += weight * values[at + c]!;
        }
      for (let c = 0; c < channels; c++) result[here + c]! /= weights;
    }
  return result;
}

/**
 * Means of pixels whose surroundings look alike (Buades et al. 2005), patches of 5 x 5 within 9 pixels. Each shift of the
 * whole image is compared with it once, and serves both ways (Darbon et al. 2008).
 */
function nonLocalMeans({ width, height, channels, values }: Part, sigma: number): Float32Array {
  const [reach, patch, strength] = [9, 2, 0.6 * sigma];
  const result = new Float32Array(values.length);
  const weights = new Float64Array(width * height);
  const sums = new Float64Array((width + 1) * (height + 1));
  for (let dy = 0; dy <= reach; dy++)
    for (let dx = dy === 0 ? 1 : -reach; dx <= reach; dx++) {
      const [x0, x1] = [Math.max(0, -dx), Math.min(width, width - dx)];
      const y1 = height - dy;
      sums.fill(0);
      for (let y = 0; y < y1; y++) {
        let row = 0;
        for (let x = x0; x < x1; x++) {
          const a = (y * width + x) * channels;
          const b = ((y + dy) * width + x + dx) * channels;
          for (let c = 0; c < channels; c++) row += (values[a + c]! - values[b + c]!) ** 2;
          sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1]! + row;
        }
      }
      for (let y = 0; y < y1; y++) {
        const [top, bottom] = [Math.max(0, y - patch), Math.min(y1, y + patch + 1)];
        for (let x = x0; x < x1; x++) {
          const [left, right] = [Math.max(x0, x - patch), Math.min(x1, x + patch + 1)];
          const above = top * (width + 1);
          const below = bottom * (width + 1);
          const distance =
            sums[below + right]! - sums[below + left]! - sums[above + right]! + sums[above + left]!;
          const mean = distance / ((bottom - top) * (right - left) * channels);
          const weight = Math.exp(-Math.max(0, mean - 2 * sigma * sigma) / (strength * strength));
          const a = y * width + x;
          const b = (y + dy) * width + x + dx;
          weights[a]! += weight;
          weights[b]! += weight;
          for (let c = 0; c < channels; c++) {
            result[a * channels + c]! += weight * values[b * channels + c]!;
            result[b * channels + c]! += weight * values[a * channels + c]!;
          }
        }
      }
    }
  for (let i = 0; i < weights.length; i++)
    for (let c = 0; c < channels; c++)
      result[i * channels + c] = (result[i * channels + c]! + values[i * channels + c]!) / (weights[i]! + 1);
  return result;
}

const size = 8;
const cosines = Float64Array.from({ length: size * size }, (_, i) => {
  const [k, n] = [Math.floor(i / size), i % size];
  return Math.sqrt((k === 0 ? 1 : 2) / size) * Math.cos((Math.PI * (2 * n + 1) * k) / (2 * size));
});

/** Brightness and two colour differences, as an orthonormal transform: photos differ least in these. */
const opponent = [
  [1 / Math.sqrt(3), 1 / Math.sqrt(3), 1 / Math.sqrt(3)],
  [1 / Math.sqrt(2), 0, -1 / Math.sqrt(2)],
  [1 / Math.sqrt(6), -2 / Math.sqrt(6), 1 / Math.sqrt(6)],
];

/** Each block of 8 x 8, at every place, without its small cosines (Yu and Sapiro 2011); means of all blocks at a pixel. */
function slidingDct(part: Part, sigma: number): Float32Array {
  const { width, height, channels, values } = part;
  const result = new Float32Array(values.length);
  const planes = Array.from({ length: channels }, (_, plane) => {
    const one = new Float64Array(width * height);
    for (let i = 0; i < one.length; i++)
      for (let c = 0; c < channels; c++)
        one[i]! += (channels === 3 ? opponent[plane]![c]! : 1) * values[i * channels + c]!;
    return thresholded(one, width, height, 2.9 * sigma);
  });
  for (let i = 0; i < width * height; i++)
    for (let c = 0; c < channels; c++)
      for (let plane = 0; plane < channels; plane++)
        result[i * channels + c]! += (channels === 3 ? opponent[plane]![c]! : 1) * planes[plane]![i]!;
  return result;
}

function thresholded(plane: Float64Array, width: number, height: number, threshold: number): Float64Array {
  const sums = new Float64Array(plane.length);
  const counts = new Float64Array(plane.length);
  const [block, half, back] = [new Float64Array(64), new Float64Array(64), new Float64Array(64)];
  // Along rows, then along columns: `from` times the cosines, turned over, so that twice is both.
  const along = (from: Float64Array, to: Float64Array, isBack: boolean) => {
    for (let row = 0; row < size; row++)
      for (let k = 0; k < size; k++) {
        let sum = 0;
        for (let n = 0; n < size; n++)
          sum += from[row * size + n]! * (isBack ? cosines[n * size + k]! : cosines[k * size + n]!);
        to[k * size + row] = sum;
      }
  };
  const places = (side: number) => Array.from({ length: Math.max(1, side - size + 1) }, (_, i) => i);
  for (const y of places(height))
    for (const x of places(width)) {
      for (let i = 0; i < 64; i++)
        block[i] = plane[clamp(y + (i >> 3), height - 1) * width + clamp(x + (i & 7), width - 1)]!;
      along(block, half, false);
      along(half, back, false);
      let kept = 1;
      for (let i = 1; i < 64; i++)
        if (Math.abs(back[i]!) < threshold) back[i] = 0;
        else kept++;
      along(back, half, true);
      along(half, block, true);
      // Blocks of which little is left are the smooth ones, whose mean is the surest.
      const weight = 1 / kept;
      for (let i = 0; i < 64; i++) {
        const [row, column] = [y + (i >> 3), x + (i & 7)];
        if (row >= height || column >= width) continue;
        sums[row * width + column]! += weight * block[i]!;
        counts[row * width + column]! += weight;
      }
    }
  return sums.map((sum, i) => sum / counts[i]!);
}
