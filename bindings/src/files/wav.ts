// WAV and AIFF files as they are: any rate, 8 to 64 bits, whole numbers, floats, A-law and mu-law; RIFF, RF64, BW64, AIFC.
// Formats: Microsoft's mmreg.h, EBU Tech 3306, Apple's AIFF-C; G.711 for the laws.

import { FileError } from "./reading.js";

/** Sound as it lies in the file: values of -1 to 1. */
export interface Sound {
  /** Values a second. */
  rate: number;
  /** Of equal lengths. */
  channels: Float32Array<ArrayBuffer>[];
}

interface Format {
  /** Of values: whole numbers, bytes from 0 up, floats or one of the laws; anything else is compressed. */
  code: string;
  channels: number;
  rate: number;
  bits: number;
  little: boolean;
}

type Refuse = (problem: string) => never;

const refusing =
  (format: string): Refuse =>
  (problem) => {
    throw new FileError("damaged", [format, problem]);
  };

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const textAt = (bytes: Uint8Array, at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));

// ------------------------------------------------------------ WAV

const wavCodes: Record<number, string> = { 1: "int", 3: "float", 6: "alaw", 7: "ulaw" };

/** Undefined of a compressed kind, which a browser may decode. Throws FileError where it is damaged. */
export function parseWav(bytes: Uint8Array): Sound | undefined {
  const refuse = refusing("WAV");
  const view = viewOf(bytes);
  let format: Format | undefined;
  let large: number | undefined;
  for (let at = 12; at + 8 <= bytes.length;) {
    const name = textAt(bytes, at);
    const declared = view.getUint32(at + 4, true);
    const start = at + 8;
    if (name === "ds64" && start + 16 <= bytes.length) large = Number(view.getBigUint64(start + 8, true));
    if (name === "fmt ") format = wavFormat(view, start, declared, refuse);
    if (name === "data") {
      if (!format) refuse("its values come before their format");
      return soundOf(view, format!, start, dataLength(declared, large, bytes.length - start), refuse);
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

function wavFormat(view: DataView, at: number, length: number, refuse: Refuse): Format {
  if (length < 16 || at + length > view.byteLength) refuse(`its format needs 16 bytes, but it has ${length}`);
  const code = view.getUint16(at, true);
  const isExtensible = code === 0xfffe && length >= 26;
  const bits = view.getUint16(at + 14, true);
  const kind = wavCodes[isExtensible ? view.getUint16(at + 24, true) : code] ?? "other";
  return checked(
    {
      // Bytes have no sign, wider values have.
      code: kind === "int" && bits <= 8 ? "byte" : kind,
      channels: view.getUint16(at + 2, true),
      rate: view.getUint32(at + 4, true),
      bits,
      little: true,
    },
    refuse,
  );
}

function checked(format: Format, refuse: Refuse): Format {
  const { channels, rate } = format;
  if (channels < 1 || channels > 1024) refuse(`it says that it has ${channels} channels`);
  if (!(rate > 0 && rate < 1e9)) refuse(`it says that it has ${rate} values a second`);
  return format;
}

// ------------------------------------------------------------ AIFF

const aiffCodes: Record<string, string> = { fl32: "float", FL32: "float", fl64: "float", FL64: "float", alaw: "alaw", ALAW: "alaw", ulaw: "ulaw", ULAW: "ulaw", NONE: "int", twos: "int", sowt: "int" }; // prettier-ignore

/** The same of AIFF and AIFC. */
export function parseAiff(bytes: Uint8Array): Sound | undefined {
  const refuse = refusing("AIFF");
  const view = viewOf(bytes);
  const isPlain = textAt(bytes, 8) === "AIFF";
  let format: Format | undefined;
  for (let at = 12; at + 8 <= bytes.length;) {
    const name = textAt(bytes, at);
    const declared = view.getUint32(at + 4);
    const start = at + 8;
    if (name === "COMM") format = aiffFormat(bytes, start, declared, isPlain, refuse);
    if (name === "SSND") {
      if (!format) refuse("its values come before their format");
      const first = start + 8 + (start + 8 <= bytes.length ? view.getUint32(start) : 0);
      return soundOf(
        view,
        format!,
        first,
        Math.max(0, Math.min(start + declared, bytes.length) - first),
        refuse,
      );
    }
    at = start + declared + (declared % 2);
  }
  return refuse(format ? "it has no values" : "it has no format");
}

function aiffFormat(bytes: Uint8Array, at: number, length: number, isPlain: boolean, refuse: Refuse): Format {
  const least = isPlain ? 18 : 22;
  if (length < least || at + length > bytes.length)
    refuse(`its format needs ${least} bytes, but it has ${length}`);
  const view = viewOf(bytes);
  const compression = isPlain ? "NONE" : textAt(bytes, at + 18);
  const code = aiffCodes[compression] ?? "other";
  const bits = code.endsWith("law") ? 8 : view.getUint16(at + 6);
  // A float of 80 bits: sign and exponent, then 64 bits of which the first 32 are enough.
  const rate = view.getUint32(at + 10) * 2 ** ((view.getUint16(at + 8) & 0x7fff) - 16_383 - 31);
  return checked({ code, channels: view.getUint16(at), rate, bits, little: compression === "sowt" }, refuse);
}

// ------------------------------------------------------------ values

type Read = (view: DataView, at: number, little: boolean) => number;

/** By format and bytes. */
const reads: Record<string, Read> = {
  "byte 1": (view, at) => (view.getUint8(at) - 128) / 128,
  "int 1": (view, at) => view.getInt8(at) / 128,
  "int 2": (view, at, little) => view.getInt16(at, little) / 2 ** 15,
  "int 3": (view, at, little) =>
    little
      ? (view.getUint16(at, true) + 65_536 * view.getInt8(at + 2)) / 2 ** 23
      : (256 * view.getInt16(at) + view.getUint8(at + 2)) / 2 ** 23,
  "int 4": (view, at, little) => view.getInt32(at, little) / 2 ** 31,
  "int 8": (view, at, little) => Number(view.getBigInt64(at, little)) / 2 ** 63,
  "float 4": (view, at, little) => view.getFloat32(at, little),
  "float 8": (view, at, little) => view.getFloat64(at, little),
  "alaw 1": (view, at) => ofALaw(view.getUint8(at)),
  "ulaw 1": (view, at) => ofMuLaw(view.getUint8(at)),
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
  format: Format,
  start: number,
  length: number,
  refuse: Refuse,
): Sound | undefined {
  const { code, channels, rate, bits, little } = format;
  // 12 bits, say, lie in two bytes, at their upper end.
  const width = Math.ceil(bits / 8);
  const read = reads[`${code} ${width}`];
  if (!read) return code === "other" ? undefined : refuse(`values of ${bits} bits are not supported`);
  const count = Math.floor(length / (width * channels));
  const made = Array.from({ length: channels }, () => new Float32Array(count));
  for (let i = 0, at = start; i < count; i++)
    for (let c = 0; c < channels; c++, at += width) made[c]![i] = read(view, at, little);
  return { rate, channels: made };
}
