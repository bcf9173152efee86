// One picture's file to pixels, by the browser's own decoders; PNG of 16 bits, and in Node, by a library. How large it is is read
// from its first bytes, before anything is decoded.

import type { Pixels } from "../data/images.js";
import { kindOf, type Told } from "./kinds.js";
import { FileError } from "./reading.js";
import { bytesOf } from "./source.js";

export const pictureLimits = { pixels: 40e6, fileBytes: 50e6 };

interface Size {
  width: number;
  height: number;
}

const starts = (bytes: Uint8Array, ...start: number[]) => start.every((byte, i) => bytes[i] === byte);
const text = (bytes: Uint8Array, from: number, to: number) =>
  String.fromCharCode(...bytes.subarray(from, to));

/** Undefined of what is none of PNG, JPEG, GIF, WebP and BMP, or ends before it says. */
function sizeOfPicture(bytes: Uint8Array): Size | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (starts(bytes, 0x89, 0x50, 0x4e, 0x47) && bytes.length >= 24)
    return { width: view.getUint32(16), height: view.getUint32(20) };
  if (text(bytes, 0, 4) === "GIF8" && bytes.length >= 10)
    return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
  if (starts(bytes, 0xff, 0xd8, 0xff)) return sizeOfJpeg(view);
  if (text(bytes, 0, 2) === "BM" && bytes.length >= 26) return sizeOfBmp(view);
  if (text(bytes, 0, 4) === "RIFF" && text(bytes, 8, 12) === "WEBP" && bytes.length >= 30)
    return sizeOfWebp(bytes, view);
  return undefined;
}

/** In the header of the frame: the first of its markers SOF0 to SOF15 (but not DHT, JPG and DAC). */
function sizeOfJpeg(view: DataView): Size | undefined {
  for (let i = 2; i + 9 <= view.byteLength;) {
    const marker = view.getUint8(i + 1);
    if (view.getUint8(i) !== 0xff) return undefined;
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { width: view.getUint16(i + 7), height: view.getUint16(i + 5) };
    i += marker === 0xff ? 1 : 2 + view.getUint16(i + 2);
  }
  return undefined;
}

/** A negative height stands for rows from the top down. */
function sizeOfBmp(view: DataView): Size {
  if (view.getUint32(14, true) === 12)
    return { width: view.getUint16(18, true), height: view.getUint16(20, true) };
  return { width: view.getInt32(18, true), height: Math.abs(view.getInt32(22, true)) };
}

/** Lossy, lossless or extended: each says it in a way of its own. */
function sizeOfWebp(bytes: Uint8Array, view: DataView): Size | undefined {
  const kind = text(bytes, 12, 16);
  if (kind === "VP8 ")
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  if (kind === "VP8L") {
    const packed = view.getUint32(21, true);
    return { width: 1 + (packed & 0x3fff), height: 1 + ((packed >> 14) & 0x3fff) };
  }
  const three = (at: number) => 1 + view.getUint16(at, true) + 65_536 * view.getUint8(at + 2);
  return kind === "VP8X" ? { width: three(24), height: three(27) } : undefined;
}

/** What picture it is. Throws FileError where it cannot be decoded, or had better not be. */
function checkedPicture(bytes: Uint8Array): Told {
  const told = kindOf(bytes);
  if (told.kind !== "picture") throw new FileError("format", [told.name, told.id]);
  // These say their size further inside.
  if (told.id === "avif" || told.id === "heic") return told;
  const size = sizeOfPicture(bytes);
  if (!size) throw new FileError("damaged", ["picture", "its size is missing"]);
  const { width, height } = size;
  if (width <= 0 || height <= 0)
    throw new FileError("damaged", ["picture", `it has ${width} x ${height} pixels`]);
  if (width * height > pictureLimits.pixels) throw new FileError("tooManyPixels", [width, height]);
  return told;
}

/** Of several frames the first. Larger pictures come back smaller, at least `enough` on their shorter side. Throws FileError. */
export async function decodePicture(file: Blob | Uint8Array, enough: number): Promise<Pixels> {
  const bytes = await bytesOf(file, pictureLimits.fileBytes);
  const { id, name } = checkedPicture(bytes);
  // Browsers keep the upper 8 of 16 bits, which leaves nothing of 12 that lie in the lower ones.
  if (id === "png" && (bytes[24] === 16 || !hasDecoder())) return decodedPng(bytes);
  if (!hasDecoder()) throw new FileError("noDecoder");
  const bitmap = await createImageBitmap(new Blob([bytes])).catch((error: unknown) => {
    // Few browsers know it, and those that do not take it for a damaged file.
    if (id === "heic") throw new FileError("format", [name, id]);
    throw new FileError("damaged", ["picture", (error as Error).message]);
  });
  if (bitmap.width * bitmap.height > pictureLimits.pixels)
    throw new FileError("tooManyPixels", [bitmap.width, bitmap.height]);
  return drawn(bitmap, Math.min(1, enough / Math.min(bitmap.width, bitmap.height)));
}

const hasDecoder = () => typeof createImageBitmap === "function" && typeof OffscreenCanvas === "function";

function drawn(bitmap: ImageBitmap, scale: number): Pixels {
  const width = Math.max(1, Math.round(bitmap.width * scale));
  const height = Math.max(1, Math.round(bitmap.height * scale));
  const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true })!;
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  return { width, height, data: context.getImageData(0, 0, width, height).data };
}

async function decodedPng(bytes: Uint8Array): Promise<Pixels> {
  const { decodePng } = await import("./vendor/png.js");
  let png;
  try {
    png = decodePng(bytes);
  } catch (error) {
    throw new FileError("damaged", ["PNG", (error as Error).message]);
  }
  const { width, height, channels, depth, data } = png;
  const size = width * height;
  const values = depth < 8 ? unpackedBits(data, width, height, channels, depth) : data;
  const [colours, full] = [channels < 3 ? 1 : 3, fullOf(values, channels, depth)];
  const pixels = new Uint8Array(4 * size).fill(255);
  for (let p = 0; p < size; p++) {
    for (let c = 0; c < 3; c++)
      pixels[4 * p + c] = Math.round((255 * values[p * channels + Math.min(c, colours - 1)]!) / full);
    if (channels === 2 || channels === 4)
      pixels[4 * p + 3] = Math.round((255 * values[p * channels + channels - 1]!) / (2 ** depth - 1));
  }
  return { width, height, data: pixels };
}

/** What counts as white: cameras and scanners put 10, 12 or 14 bits into 16. */
function fullOf(values: ArrayLike<number>, channels: number, depth: number): number {
  if (depth !== 16) return 2 ** depth - 1;
  const colours = channels < 3 ? 1 : 3;
  let most = 0;
  for (let i = 0; i < values.length; i++) if (i % channels < colours) most = Math.max(most, values[i]!);
  return [1023, 4095, 16_383].find((full) => most <= full && most > full / 4) ?? 65_535;
}

/** Rows begin with a byte. */
function unpackedBits(
  data: ArrayLike<number>,
  width: number,
  height: number,
  channels: number,
  depth: number,
): Uint8Array {
  const values = new Uint8Array(width * height * channels);
  const perRow = width * channels;
  const rowBytes = Math.ceil((perRow * depth) / 8);
  for (let y = 0; y < height; y++)
    for (let i = 0; i < perRow; i++) {
      const bit = i * depth;
      values[y * perRow + i] =
        (data[y * rowBytes + (bit >> 3)]! >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
    }
  return values;
}
