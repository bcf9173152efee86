import { Pace } from "./pace";

/** Mean squared error between two images, or two rows of them. */
export function mse(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) ** 2;
  return sum / a.length;
}

/** The same of each of the images that follow one another, `features` numbers each. */
export function errorsOf(a: Float32Array, b: Float32Array, features: number): Float32Array {
  const errors = new Float32Array(a.length / features);
  for (let i = 0; i < a.length; i++) errors[Math.floor(i / features)]! += (a[i]! - b[i]!) ** 2;
  return errors.map((sum) => sum / features);
}

/** Peak signal-to-noise ratio in decibels of images whose values go from 0 to 1: higher is closer. */
export function psnr(error: number): number {
  return -10 * Math.log10(error);
}

// Structural similarity (Wang, Bovik, Sheikh and Simoncelli 2004): windows of 11 x 11 weighted by a Gaussian of 1.5.
const radius = 5;
const weights = Array.from({ length: 2 * radius + 1 }, (_, i) =>
  Math.exp(-((i - radius) ** 2) / (2 * 1.5 ** 2)),
);
const total = weights.reduce((sum, weight) => sum + weight);
const window = Float64Array.from(weights, (weight) => weight / total);
const c1 = 0.01 ** 2;
const c2 = 0.03 ** 2;

/** Weighted means of a height x width field at every place where the window fits. */
function smooth(field: Float64Array, width: number, height: number): Float64Array {
  const [columns, rows] = [width - 2 * radius, height - 2 * radius];
  const across = new Float64Array(height * columns);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < columns; x++) {
      let sum = 0;
      for (let k = 0; k < window.length; k++) sum += window[k]! * field[y * width + x + k]!;
      across[y * columns + x] = sum;
    }
  const result = new Float64Array(rows * columns);
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++) {
      let sum = 0;
      for (let k = 0; k < window.length; k++) sum += window[k]! * across[(y + k) * columns + x]!;
      result[y * columns + x] = sum;
    }
  return result;
}

/** One of the channels of an image. */
const channelOf = (image: Float32Array, channel: number, channels: number) =>
  Float32Array.from({ length: image.length / channels }, (_, i) => image[i * channels + channel]!);

/** Structural similarity of two images with values from 0 to 1, of at least 11 x 11: 1 where they are equal. Of colours the mean of the channels'. */
export function ssim(a: Float32Array, b: Float32Array, width: number, channels = 1): number {
  if (channels > 1) {
    let sum = 0;
    for (let c = 0; c < channels; c++)
      sum += ssim(channelOf(a, c, channels), channelOf(b, c, channels), width);
    return sum / channels;
  }
  const height = a.length / width;
  const field = (value: (i: number) => number) =>
    smooth(
      Float64Array.from({ length: a.length }, (_, i) => value(i)),
      width,
      height,
    );
  const meanA = field((i) => a[i]!);
  const meanB = field((i) => b[i]!);
  const squareA = field((i) => a[i]! ** 2);
  const squareB = field((i) => b[i]! ** 2);
  const product = field((i) => a[i]! * b[i]!);
  let sum = 0;
  for (let i = 0; i < meanA.length; i++) {
    const [p, q] = [meanA[i]!, meanB[i]!];
    sum +=
      ((2 * p * q + c1) * (2 * (product[i]! - p * q) + c2)) /
      ((p * p + q * q + c1) * (squareA[i]! - p * p + squareB[i]! - q * q + c2));
  }
  return sum / meanA.length;
}

/** Its mean over images that follow one another; null where `isWanted` says that nobody waits for it any more. */
export async function meanSsim(
  a: Float32Array,
  b: Float32Array,
  { width, channels, features }: { width: number; channels?: number; features: number },
  isWanted: () => boolean = () => true,
): Promise<number | null> {
  const count = a.length / features;
  const pace = new Pace();
  let sum = 0;
  for (let i = 0; i < count; i++) {
    if (!isWanted()) return null;
    const [from, to] = [i * features, (i + 1) * features];
    sum += ssim(a.subarray(from, to), b.subarray(from, to), width, channels);
    await pace.rest();
  }
  return sum / count;
}
