// Photos made small without learning: by what the browser has, and by cosines with the coder of learnt codes.

import { inspectCompressed, packPlanes, unpackPlanes } from "hourglass-autoencoder/data";
import { imageOf } from "../../lib/paint";
import { psnr, squaredError, type Photo } from "./photo";

export const codecIds = ["webp", "dct", "jpeg"] as const;
export type CodecId = (typeof codecIds)[number];

/** A photo that was made small, and what became of it. */
export interface Small {
  bytes: number;
  psnr: number;
  pixels: Uint8Array<ArrayBuffer>;
}

/** From coarse to fine: qualities of 100, or steps of 255 shades. */
export const settingsOf: Record<CodecId, number[]> = {
  webp: [0, 1, 3, 6, 10, 15, 20, 27, 35, 45, 55, 65, 75, 85],
  jpeg: [1, 2, 4, 6, 8, 10, 13, 16, 20, 25, 30, 40, 50, 60, 70],
  dct: [400, 300, 220, 160, 120, 90, 70, 55, 44, 35, 28, 22, 17],
};

/** Null where this browser does not write such files. */
export function madeSmall(photo: Photo, codec: CodecId, setting: number): Promise<Small | null> {
  if (codec === "dct") return Promise.resolve(byCosines(photo, setting));
  return byBrowser(photo, `image/${codec}`, setting / 100);
}

/** A plane of a learnt code, and the bytes that it takes. */
export interface Plane {
  size: number;
  height: number;
  width: number;
  values: Int16Array;
}

/** What is in a file of a learnt code: how many planes are used, and the dearest of them, those first. */
export interface CodePlanes {
  used: number;
  height: number;
  width: number;
  dearest: Plane[];
}

const mostPlanes = 10;

/** Of colours that are apart the planes of brightness. */
export function planesOf(file: Uint8Array): CodePlanes {
  const [code] = inspectCompressed(file).codes;
  const { data, height, width, channels } = unpackPlanes(code!);
  const planes = Array.from({ length: channels }, (_, plane): Plane => {
    const values = new Int16Array(height * width);
    for (let i = 0; i < values.length; i++) values[i] = data[i * channels + plane]!;
    // What stands before the bits of each is of all of them together.
    const size = packPlanes({ data: values, height, width, channels: 1 }).length - 20;
    return { size, height, width, values };
  });
  const dearest = planes.sort((a, b) => b.size - a.size).slice(0, mostPlanes);
  return { used: channels, height, width, dearest };
}

/** Bytes of a PNG, which loses nothing. */
export async function exactBytes(photo: Photo): Promise<number> {
  return (await canvasOf(photo).convertToBlob({ type: "image/png" })).size;
}

function canvasOf(photo: Photo): OffscreenCanvas {
  const canvas = new OffscreenCanvas(photo.width, photo.height);
  const context = canvas.getContext("2d", { willReadFrequently: true })!;
  context.putImageData(imageOf(photo, photo.pixels), 0, 0);
  return canvas;
}

async function byBrowser(photo: Photo, type: string, quality: number): Promise<Small | null> {
  const canvas = canvasOf(photo);
  const file = await canvas.convertToBlob({ type, quality });
  if (file.type !== type) return null;
  const picture = await createImageBitmap(file);
  const context = canvas.getContext("2d")!;
  context.drawImage(picture, 0, 0);
  picture.close();
  const { data } = context.getImageData(0, 0, photo.width, photo.height);
  const { channels } = photo;
  const pixels = Uint8Array.from(
    photo.pixels,
    (_, i) => data[4 * Math.floor(i / channels) + (i % channels)]!,
  );
  return { bytes: file.size, psnr: psnr(pixels, photo.pixels), pixels };
}

// ------------------------------------------------------------ cosines

const side = 8;
/** Rows are the orthonormal cosines of 8 numbers. */
const basis = Array.from({ length: side }, (_, k) =>
  Float64Array.from(
    { length: side },
    (_, n) => Math.sqrt((k === 0 ? 1 : 2) / side) * Math.cos(((2 * n + 1) * k * Math.PI) / (2 * side)),
  ),
);

/** Brightness and two differences of colours, orthonormal, so that all of them are rounded alike. */
const opponent = [
  [1, 1, 1],
  [1, 0, -1],
  [1, -2, 1],
].map((row) => row.map((value) => value / Math.hypot(...row)));

/** Blocks of 8 x 8 cosines, rounded in equal steps, packed as learnt codes are. */
function byCosines(photo: Photo, step: number): Small {
  const { width, height, channels, pixels } = photo;
  const [rows, columns] = [Math.ceil(height / side), Math.ceil(width / side)];
  const planes = side * side * channels;
  const data = new Int16Array(rows * columns * planes);
  const back = new Uint8Array(pixels.length);
  const block = new Float64Array(side * side * channels);
  const at = (y: number, x: number) => Math.min(height - 1, y) * width + Math.min(width - 1, x);
  for (let by = 0; by < rows; by++)
    for (let bx = 0; bx < columns; bx++) {
      for (let i = 0; i < side * side; i++) {
        const from = at(by * side + (i >> 3), bx * side + (i & 7)) * channels;
        for (let c = 0; c < channels; c++) block[c * side * side + i] = colour(pixels, from, c, channels);
      }
      for (let c = 0; c < channels; c++) transform(block.subarray(c * 64, c * 64 + 64), false);
      for (let i = 0; i < block.length; i++) {
        const whole = Math.round(block[i]! / step);
        data[(by * columns + bx) * planes + i] = whole;
        block[i] = whole * step;
      }
      for (let c = 0; c < channels; c++) transform(block.subarray(c * 64, c * 64 + 64), true);
      for (let i = 0; i < side * side; i++) {
        const [y, x] = [by * side + (i >> 3), bx * side + (i & 7)];
        if (y >= height || x >= width) continue;
        for (let c = 0; c < channels; c++) back[at(y, x) * channels + c] = shade(block, i, c, channels);
      }
    }
  const bytes = packPlanes({ data, height: rows, width: columns, channels: planes }).length;
  return { bytes, psnr: -10 * Math.log10(squaredError(back, pixels)), pixels: back };
}

function colour(pixels: Uint8Array, from: number, c: number, channels: number): number {
  if (channels === 1) return pixels[from]! - 128;
  const [r, g, b] = opponent[c]!;
  return r! * (pixels[from]! - 128) + g! * (pixels[from + 1]! - 128) + b! * (pixels[from + 2]! - 128);
}

function shade(block: Float64Array, i: number, c: number, channels: number): number {
  const value =
    channels === 1
      ? block[i]!
      : opponent[0]![c]! * block[i]! + opponent[1]![c]! * block[64 + i]! + opponent[2]![c]! * block[128 + i]!;
  return Math.max(0, Math.min(255, Math.round(value + 128)));
}

const half = new Float64Array(side * side);

/** Of an 8 x 8 block to its cosines, or back. */
function transform(block: Float64Array, isBack: boolean): void {
  const pass = (from: Float64Array, to: Float64Array, isDown: boolean) => {
    for (let line = 0; line < side; line++)
      for (let k = 0; k < side; k++) {
        let sum = 0;
        for (let n = 0; n < side; n++) {
          const value = isDown ? from[n * side + line]! : from[line * side + n]!;
          sum += value * (isBack ? basis[n]![k]! : basis[k]![n]!);
        }
        to[isDown ? k * side + line : line * side + k] = sum;
      }
  };
  pass(block, half, false);
  pass(half, block, true);
}
