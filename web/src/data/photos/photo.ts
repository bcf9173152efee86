// A photo: pixels as the browser decodes them, grey or in colour, and figures that compare two of them.

export interface Photo {
  /** Which of the examples, or "own". */
  id: string;
  name: string;
  width: number;
  height: number;
  channels: 1 | 3;
  /** What its colours are measured by; sRGB where nothing is said. */
  colorSpace?: PredefinedColorSpace;
  /** Row by row, channels fastest; 0 to 255. */
  pixels: Uint8Array<ArrayBuffer>;
}

/** A part of one: numbers from about 0 to 1. */
export interface Part {
  width: number;
  height: number;
  channels: number;
  values: Float32Array;
}

/** A rectangle of a photo, which lies within it. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export type Numbers = Uint8Array | Float32Array;

/** Bytes stand for 0 to 1. */
const scaleOf = (values: Numbers) => (values instanceof Uint8Array ? 1 / 255 : 1);

export function partOf(photo: Photo, values: Numbers, box: Box): Part {
  const { channels } = photo;
  const row = box.width * channels;
  const scale = scaleOf(values);
  const part = new Float32Array(box.height * row);
  for (let y = 0; y < box.height; y++) {
    const from = ((box.y + y) * photo.width + box.x) * channels;
    for (let i = 0; i < row; i++) part[y * row + i] = values[from + i]! * scale;
  }
  return { width: box.width, height: box.height, channels, values: part };
}

/** Where a photo of RGBA pixels is grey throughout, it has one channel. */
export function photoOf(id: string, name: string, image: ImageData): Photo {
  const { width, height, data, colorSpace } = image;
  const count = width * height;
  let isGrey = true;
  for (let i = 0; i < 4 * count && isGrey; i += 4)
    isGrey = data[i] === data[i + 1] && data[i] === data[i + 2];
  const channels = isGrey ? 1 : 3;
  const pixels = new Uint8Array(count * channels);
  for (let i = 0; i < count; i++)
    for (let c = 0; c < channels; c++) pixels[i * channels + c] = data[4 * i + c]!;
  return { id, name, width, height, channels, pixels, ...(colorSpace === "display-p3" && { colorSpace }) };
}

/** Every second row and column, say, from each place that these may begin at: what is left of a photo's last row and column goes. */
export function phasesOf(
  { width, height, channels }: Pick<Photo, "width" | "height" | "channels">,
  values: Numbers,
  distance: number,
): { width: number; height: number; values: Numbers }[] {
  const [across, down] = [Math.floor(width / distance), Math.floor(height / distance)];
  return Array.from({ length: distance ** 2 }, (_, phase) => {
    const [left, top] = [phase % distance, Math.floor(phase / distance)];
    const part = new (values instanceof Uint8Array ? Uint8Array : Float32Array)(across * down * channels);
    let to = 0;
    for (let y = 0; y < down; y++)
      for (let x = 0; x < across; x++) {
        const from = ((y * distance + top) * width + x * distance + left) * channels;
        for (let c = 0; c < channels; c++) part[to++] = values[from + c]!;
      }
    return { width: across, height: down, values: part };
  });
}

/** A photo to learn from, in as many channels as the one that is to be restored. */
export function likePhoto(
  photo: Photo,
  { channels }: Pick<Photo, "channels">,
): { photo: Photo; values: Uint8Array } {
  if (channels === photo.channels) return { photo, values: photo.pixels };
  const values = new Uint8Array(photo.width * photo.height * channels);
  const luma = lumaOf(photo.pixels, photo.channels);
  luma.forEach((value, i) => values.fill(Math.round(255 * value), i * channels, (i + 1) * channels));
  return { photo: { ...photo, channels, pixels: values }, values };
}

export function squaredError(a: Numbers, b: Numbers): number {
  const [one, other] = [scaleOf(a), scaleOf(b)];
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! * one - b[i]! * other) ** 2;
  return sum / a.length;
}

/** The same as `psnr`, a part at a time: the page answers meanwhile. */
export async function psnrInSlices(a: Uint8Array, b: Uint8Array): Promise<number> {
  const step = 2 ** 20;
  let sum = 0;
  for (let from = 0; from < a.length; from += step) {
    const [one, other] = [a.subarray(from, from + step), b.subarray(from, from + step)];
    sum += squaredError(one, other) * one.length;
    if (from + step < a.length) await new Promise((resolve) => setTimeout(resolve));
  }
  return -10 * Math.log10(sum / a.length);
}

/** In decibels; Infinity where both are the same. */
export const psnr = (a: Numbers, b: Numbers): number => -10 * Math.log10(squaredError(a, b));

/**
 * Structural similarity (Wang et al. 2004) of what the eye sees most of, the luma: 1 where both are the same. Windows of 7
 * x 7 pixels, as scikit-image's default.
 */
export function ssim(photo: Pick<Photo, "width" | "height" | "channels">, a: Numbers, b: Numbers): number {
  const { width, height, channels } = photo;
  const [x, y] = [lumaOf(a, channels), lumaOf(b, channels)];
  const side = 7;
  const count = side * side;
  const sample = count / (count - 1);
  const [c1, c2] = [0.01 ** 2, 0.03 ** 2];
  const means = (of: (i: number) => number) => boxMeans(width, height, side, of);
  const [mx, my] = [means((i) => x[i]!), means((i) => y[i]!)];
  const [mxx, myy, mxy] = [means((i) => x[i]! ** 2), means((i) => y[i]! ** 2), means((i) => x[i]! * y[i]!)];
  let sum = 0;
  for (let i = 0; i < mx.length; i++) {
    const [ux, uy] = [mx[i]!, my[i]!];
    const vx = sample * (mxx[i]! - ux * ux);
    const vy = sample * (myy[i]! - uy * uy);
    const vxy = sample * (mxy[i]! - ux * uy);
    sum += ((2 * ux * uy + c1) * (2 * vxy + c2)) / ((ux * ux + uy * uy + c1) * (vx + vy + c2));
  }
  return sum / mx.length;
}

function lumaOf(values: Numbers, channels: number): Float64Array {
  const scale = scaleOf(values);
  const luma = new Float64Array(values.length / channels);
  for (let i = 0; i < luma.length; i++)
    luma[i] =
      channels === 1
        ? values[i]! * scale
        : scale * (0.299 * values[3 * i]! + 0.587 * values[3 * i + 1]! + 0.114 * values[3 * i + 2]!);
  return luma;
}

/** The mean over every window that lies within the image, by sums of all that is above and left. */
function boxMeans(width: number, height: number, side: number, of: (i: number) => number): Float64Array {
  const sums = new Float64Array((width + 1) * (height + 1));
  for (let y = 0; y < height; y++) {
    let row = 0;
    for (let x = 0; x < width; x++) {
      row += of(y * width + x);
      sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1]! + row;
    }
  }
  const [across, down] = [width - side + 1, height - side + 1];
  const means = new Float64Array(Math.max(0, across) * Math.max(0, down));
  for (let y = 0; y < down; y++)
    for (let x = 0; x < across; x++) {
      const at = (dx: number, dy: number) => sums[(y + dy) * (width + 1) + x + dx]!;
      means[y * across + x] = (at(side, side) - at(0, side) - at(side, 0) + at(0, 0)) / (side * side);
    }
  return means;
}

/**
 * The noise's standard deviation, of 1: the median magnitude of the finest diagonal details (Donoho and Johnstone 1994), as
 * a mean over the channels. Where a photo has fine texture throughout it says too much.
 */
export function noiseOf({ width, height, channels }: Photo, values: Numbers): number {
  const scale = scaleOf(values);
  let sum = 0;
  for (let c = 0; c < channels; c++) {
    const details: number[] = [];
    const at = (x: number, y: number) => values[(y * width + x) * channels + c]!;
    // At most about a million of them: more say no more.
    const step = 2 * Math.max(1, Math.ceil(Math.sqrt((width * height) / 4e6)));
    for (let y = 0; y + 1 < height; y += step)
      for (let x = 0; x + 1 < width; x += step)
        details.push(Math.abs(at(x, y) - at(x + 1, y) - at(x, y + 1) + at(x + 1, y + 1)) / 2);
    details.sort((a, b) => a - b);
    sum += (scale * details[Math.floor(details.length / 2)]!) / 0.6745;
  }
  return sum / channels;
}
