// Noise that is added to a photo, so that what takes it away can be judged.

import { imageOf } from "../../lib/paint";
import { normal, randomNumbers } from "../../lib/random";
import type { Photo } from "./photo";

export const noiseKinds = ["gaussian", "light", "chip", "salt", "jpeg"] as const;
export type NoiseKind = (typeof noiseKinds)[number];

export interface Noise {
  kind: NoiseKind;
  /**
   * Its standard deviation, of 255 shades: in low light that of white, of salt and pepper how many pixels of 255 are hit, and
   * of JPEG what its quality follows from.
   */
  sigma: number;
  seed: number;
}

/** From 56 for the weakest to 5 for the strongest. */
export const jpegQuality = (sigma: number): number => Math.max(5, Math.round(60 - 0.75 * sigma));

/** A photo with noise. */
export async function noisyOf(photo: Photo, noise: Noise): Promise<Float32Array<ArrayBuffer>> {
  if (noise.kind === "jpeg") return throughJpeg(photo, jpegQuality(noise.sigma));
  const noisy = withNoise(photo, noise);
  return noise.kind === "chip" ? throughChip(photo, noisy) : noisy;
}

/**
 * A chip has one colour for each pixel (red and green in one row, green and blue in the next); what is missing is the mean
 * of the nearest. So noise comes to hang together from pixel to pixel. Of a grey photo the missing greens are filled in.
 */
function throughChip({ width, height, channels }: Photo, values: Float32Array): Float32Array<ArrayBuffer> {
  const colourAt = (x: number, y: number) => (x % 2) + (y % 2);
  const result = new Float32Array(values.length);
  const means = [
    [-1, -1, 1],
    [0, -1, 2],
    [1, -1, 1],
    [-1, 0, 2],
    [1, 0, 2],
    [-1, 1, 1],
    [0, 1, 2],
    [1, 1, 1],
  ] as const;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let c = 0; c < channels; c++) {
        const wanted = channels === 1 ? 1 : c;
        const at = (y * width + x) * channels + c;
        let [sum, weight] = colourAt(x, y) === wanted ? [values[at]!, 1] : [0, 0];
        if (weight === 0)
          for (const [dx, dy, share] of means) {
            const [nx, ny] = [x + dx, y + dy];
            if (nx < 0 || ny < 0 || nx >= width || ny >= height || colourAt(nx, ny) !== wanted) continue;
            sum += share * values[(ny * width + nx) * channels + c]!;
            weight += share;
          }
        result[at] = sum / weight;
      }
  return result;
}

/** What this browser's JPEG of a photo shows. */
async function throughJpeg(photo: Photo, quality: number): Promise<Float32Array<ArrayBuffer>> {
  const { width, height, channels, pixels } = photo;
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d", { willReadFrequently: true })!;
  context.putImageData(imageOf(photo, pixels), 0, 0);
  const file = await canvas.convertToBlob({ type: "image/jpeg", quality: quality / 100 });
  const picture = await createImageBitmap(file);
  context.drawImage(picture, 0, 0);
  picture.close();
  const { data } = context.getImageData(0, 0, width, height);
  return Float32Array.from(pixels, (_, i) => data[4 * Math.floor(i / channels) + (i % channels)]! / 255);
}

/** Not cut off at black and white: the noise keeps its mean. */
function withNoise({ pixels, channels }: Photo, { kind, sigma, seed }: Noise): Float32Array<ArrayBuffer> {
  const random = randomNumbers(seed);
  const noisy = new Float32Array(pixels.length);
  const deviation = sigma / 255;
  if (kind === "salt") {
    for (let i = 0; i < pixels.length; i += channels) {
      const hit = random() < deviation;
      const shade = random() < 0.5 ? 0 : 1;
      for (let c = 0; c < channels; c++) noisy[i + c] = hit ? shade : pixels[i + c]! / 255;
    }
    return noisy;
  }
  if (kind === "light") {
    // Light comes in photons, the fewer the darker, and reading them off adds a little.
    const photons = 1 / deviation ** 2;
    for (let i = 0; i < pixels.length; i++)
      noisy[i] = poisson((photons * pixels[i]!) / 255, random) / photons + (deviation / 5) * normal(random);
    return noisy;
  }
  for (let i = 0; i < pixels.length; i++) noisy[i] = pixels[i]! / 255 + deviation * normal(random);
  return noisy;
}

/** How many come where so many are usual (Knuth 1969); of many the number is as good as normal. */
function poisson(mean: number, random: () => number): number {
  if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(random)));
  const end = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > end; product *= random()) count++;
  return count;
}
