// One picture's file to pixels, by the browser's own decoders. What it is and how large is read from its first bytes,
// before anything is decoded.

import type { Pixels } from "hourglass/data";

export const mostPixels = 40e6;
export const mostFileBytes = 50e6;

export type PictureFault =
  "noPicture" | "svg" | "table" | "empty" | "fileTooLarge" | "tooManyPixels" | "undecodable";

/** What makes a file no picture. */
export class BrokenPicture extends Error {
  constructor(
    readonly fault: PictureFault,
    readonly detail: { width?: number; height?: number } = {},
  ) {
    super(fault);
  }
}

interface Size {
  width: number;
  height: number;
}

const starts = (bytes: Uint8Array, ...start: number[]) => start.every((byte, i) => bytes[i] === byte);
const text = (bytes: Uint8Array, from: number, to: number) =>
  String.fromCharCode(...bytes.subarray(from, to));

/** Undefined of what is none of PNG, JPEG, GIF and WebP, or ends before it says. */
export function sizeOfPicture(bytes: Uint8Array): Size | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (starts(bytes, 0x89, 0x50, 0x4e, 0x47) && bytes.length >= 24)
    return { width: view.getUint32(16), height: view.getUint32(20) };
  if (text(bytes, 0, 4) === "GIF8" && bytes.length >= 10)
    return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
  if (starts(bytes, 0xff, 0xd8, 0xff)) return sizeOfJpeg(view);
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

/** Throws BrokenPicture where it cannot be decoded, or had better not be. */
export function checkPicture(bytes: Uint8Array): Size {
  if (bytes.length === 0) throw new BrokenPicture("empty");
  const size = sizeOfPicture(bytes);
  if (!size) throw new BrokenPicture(guessed(bytes));
  const { width, height } = size;
  if (width === 0 || height === 0) throw new BrokenPicture("undecodable");
  if (width * height > mostPixels) throw new BrokenPicture("tooManyPixels", size);
  return size;
}

function guessed(bytes: Uint8Array): PictureFault {
  const start = text(bytes, 0, Math.min(bytes.length, 4096));
  if (/^[\s\S]{0,1000}<svg[\s>]/i.test(start)) return "svg";
  const isText = !/[\0-\x08\x0e-\x1f]/.test(start);
  return isText && /[,;\t].*\n/.test(start) ? "table" : "noPicture";
}

/** Of several frames the first. Larger pictures come back smaller, at least `enough` on their shorter side. */
export async function decodePicture(file: Blob, enough: number): Promise<Pixels> {
  if (file.size > mostFileBytes) throw new BrokenPicture("fileTooLarge");
  const bytes = new Uint8Array(await file.arrayBuffer());
  const { width, height } = checkPicture(bytes);
  const bitmap = await createImageBitmap(new Blob([bytes])).catch(() => {
    throw new BrokenPicture("undecodable", { width, height });
  });
  const scale = Math.min(1, enough / Math.min(bitmap.width, bitmap.height));
  const size = {
    width: Math.max(1, Math.round(bitmap.width * scale)),
    height: Math.max(1, Math.round(bitmap.height * scale)),
  };
  const context = new OffscreenCanvas(size.width, size.height).getContext("2d", {
    willReadFrequently: true,
  })!;
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, size.width, size.height);
  bitmap.close();
  return { ...size, data: context.getImageData(0, 0, size.width, size.height).data };
}
