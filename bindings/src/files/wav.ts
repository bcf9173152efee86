// WAV files as they are: any rate, 8 to 64 bits, whole numbers, floats, A-law and mu-law; RIFF, RF64 and BW64.
// Formats: Microsoft's mmreg.h and EBU Tech 3306; G.711 for the laws.

import { FileError } from "./reading.js";

/** Sound as it lies in the file: values of -1 to 1. */
export interface Sound {
  /** Values a second. */
  rate: number;
  /** Of equal lengths. */
  channels: Float32Array<ArrayBuffer>[];
}

interface Format {
  code: number;
  channels: number;
  rate: number;
  bits: number;
}

function refuse(problem: string): never {
  throw new FileError("damaged", ["WAV", problem]);
}

/** Undefined of a compressed kind, which a browser may decode. Throws FileError where it is damaged. */
export function parseWav(bytes: Uint8Array): Sound | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let format: Format | undefined;
  let large: number | undefined;
  for (let at = 12; at + 8 <= bytes.length;) {
    const name = String.fromCharCode(...bytes.subarray(at, at + 4));
    const declared = view.getUint32(at + 4, true);
    const start = at + 8;
    if (name === "ds64" && start + 16 <= bytes.length) large = Number(view.getBigUint64(start + 8, true));
    if (name === "fmt ") format = formatAt(view, start, declared);
    if (name === "data") {
      if (!format) refuse("its values come before their format");
      return soundOf(view, format, start, dataLength(declared, large, bytes.length - start));
    }
    at = start + declared + (declared % 2);
  }
  return refuse(format ? "it has no values" : "it has no format");
}

/** Programs that write as they record leave the length open; RF64 says it elsewhere. */
function dataLength(declared: number, large: number | undefined, left: number): number {
  if (declared === 0xffffffff) return Math.min(large ?? left, left);
  return declared === 0 ? left : Math.min(declared, left);
}

function formatAt(view: DataView, at: number, length: number): Format {
  if (length < 16 || at + length > view.byteLength) refuse(`its format needs 16 bytes, but it has ${length}`);
  const code = view.getUint16(at, true);
  const isExtensible = code === 0xfffe && length >= 26;
  const format = {
    code: isExtensible ? view.getUint16(at + 24, true) : code,
    channels: view.getUint16(at + 2, true),
    rate: view.getUint32(at + 4, true),
    bits: view.getUint16(at + 14, true),
  };
  if (format.channels < 1 || format.channels > 1024)
    refuse(`it says that it has ${format.channels} channels`);
  if (format.rate === 0) refuse("it says that it has 0 values a second");
  return format;
}

type Read = (view: DataView, at: number) => number;

/** By format and bits. */
const reads: Record<string, Read> = {
  "1 8": (view, at) => (view.getUint8(at) - 128) / 128,
  "1 16": (view, at) => view.getInt16(at, true) / 2 ** 15,
  "1 24": (view, at) => (view.getUint16(at, true) + 65_536 * view.getInt8(at + 2)) / 2 ** 23,
  "1 32": (view, at) => view.getInt32(at, true) / 2 ** 31,
  "1 64": (view, at) => Number(view.getBigInt64(at, true)) / 2 ** 63,
  "3 32": (view, at) => view.getFloat32(at, true),
  "3 64": (view, at) => view.getFloat64(at, true),
  "6 8": (view, at) => ofALaw(view.getUint8(at)),
  "7 8": (view, at) => ofMuLaw(view.getUint8(at)),
};

function ofALaw(byte: number): number {
  const bits = byte ^ 0x55;
  const exponent = (bits >> 4) & 7;
  const mantissa = ((bits & 15) << 4) + 8;
  const size = exponent === 0 ? mantissa : (mantissa + 256) << (exponent - 1);
  return ((bits & 0x80) === 0 ? -size : size) / 32_768;
}

function ofMuLaw(byte: number): number {
  const bits = ~byte & 0xff;
  const size = ((((bits & 15) << 3) + 132) << ((bits >> 4) & 7)) - 132;
  return ((bits & 0x80) === 0 ? size : -size) / 32_768;
}

function soundOf(
  view: DataView,
  { code, channels, rate, bits }: Format,
  start: number,
  length: number,
): Sound | undefined {
  // 12 bits, say, lie in two bytes, at their upper end.
  const width = Math.ceil(bits / 8);
  const read = reads[`${code} ${8 * width}`];
  if (!read) {
    if (code === 1 || code === 3) refuse(`values of ${bits} bits are not supported`);
    return undefined;
  }
  const count = Math.floor(length / (width * channels));
  const made = Array.from({ length: channels }, () => new Float32Array(count));
  for (let i = 0, at = start; i < count; i++)
    for (let c = 0; c < channels; c++, at += width) made[c]![i] = read(view, at);
  return { rate, channels: made };
}
