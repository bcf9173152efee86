// Quantised codes of images as bytes: planes of small whole numbers, mostly zeros, by what stands beside each.

import { HourglassError } from "../base/errors.js";
import { atOnce } from "../base/slices.js";
import { BitModel, BitReader, BitWriter } from "./range-coder.js";

/** Whole numbers of an image's code, from -32,768 to 32,767: row by row, channels fastest, as `encodeImage` gives codes. */
export interface Planes {
  /** height * width * channels of them. */
  data: Int16Array<ArrayBuffer>;
  /** Rows. */
  height: number;
  /** Columns. */
  width: number;
  /** Planes. */
  channels: number;
}

/** How large the neighbours of a number are together decides which of so many sets of models it is coded by. */
const places = [0, 1, 2, 3, 4, 6, 8, 12, 20];
/** So many steps of a magnitude have models of their own; the rest is told by its length. */
const steps = 14;

const many = (count: number) => Array.from({ length: count }, () => new BitModel());

/** The models of one plane. */
class PlaneModels {
  readonly zero = Array.from({ length: 3 }, () => many(places.length + 1));
  readonly more = Array.from({ length: 3 }, () => many(steps));
  readonly length = many(16);
}

/** Either end: `bit` writes the one that it is given, or ignores it and reads one. */
type Bit = (bit: number, model?: BitModel) => number;

/** A magnitude above 0, by steps and then by how many binary digits are left. */
function magnitude(value: number, bit: Bit, models: PlaneModels, place: number): number {
  const own = models.more[place < 3 ? 0 : place < 6 ? 1 : 2]!;
  let found = 1;
  while (found <= steps && bit(value > found ? 1 : 0, own[found - 1]) === 1) found++;
  if (found <= steps) return found;
  let digits = 0;
  const rest = value - found + 1;
  while (digits < 15 && bit(rest >= 2 ** (digits + 1) ? 1 : 0, models.length[digits]) === 1) digits++;
  let read = 1;
  for (let i = digits - 1; i >= 0; i--) read = 2 * read + bit((rest >> i) & 1);
  return found + read - 1;
}

/**
 * Replaces a plane's numbers by what they differ from a guess (the median of left, above and both less the one between, as in
 * JPEG-LS), or brings them back. Differences that are too large for 16 bits come round on both ways.
 */
function differ({ data, height, width, channels }: Planes, plane: number, isBack: boolean): void {
  const row = width * channels;
  const guess = (y: number, x: number, i: number): number => {
    if (y === 0) return x === 0 ? 0 : data[i - channels]!;
    const up = data[i - row]!;
    if (x === 0) return up;
    const [left, before] = [data[i - channels]!, data[i - row - channels]!];
    return Math.max(Math.min(left, up), Math.min(Math.max(left, up), left + up - before));
  };
  const last = height * width - 1;
  for (let n = 0; n <= last; n++) {
    // Guesses need the numbers themselves: these go from the end, and come back from the beginning.
    const place = isBack ? n : last - n;
    const [y, x] = [Math.floor(place / width), place % width];
    const i = place * channels + plane;
    data[i] = data[i]! + (isBack ? 1 : -1) * guess(y, x, i);
  }
}

/** The sum of magnitudes of a plane: less of it takes fewer bits. */
function sizeOf({ data, channels }: Planes, plane: number): number {
  let sum = 0;
  for (let i = plane; i < data.length; i += channels) sum += Math.abs(data[i]!);
  return sum;
}

/** Turns planes into differences where these are clearly smaller; which ones. */
function* asDifferences(planes: Planes): Generator<void, boolean[]> {
  const isDifferent: boolean[] = [];
  for (let c = 0; c < planes.channels; c++) {
    yield;
    const size = sizeOf(planes, c);
    differ(planes, c, false);
    isDifferent[c] = sizeOf(planes, c) < 0.9 * size;
    if (!isDifferent[c]) differ(planes, c, true);
  }
  return isDifferent;
}

/** Goes through all numbers, and puts those that are read where they belong; `isDifferent` is filled likewise. */
function* walk(planes: Planes, isDifferent: boolean[], bit: Bit): Generator<void, void> {
  const { data, height, width, channels } = planes;
  const [empty, differs] = [new BitModel(), new BitModel()];
  const sizeAt = (i: number) => Math.abs(data[i]!);
  const row = width * channels;
  for (let c = 0; c < channels; c++) {
    if (bit(sizeOf(planes, c) === 0 ? 1 : 0, empty) === 1) continue;
    isDifferent[c] = bit(isDifferent[c] ? 1 : 0, differs) === 1;
    const models = new PlaneModels();
    for (let y = 0; y < height; y++) {
      yield;
      for (let x = 0; x < width; x++) {
        const i = y * row + x * channels + c;
        const [left, up] = [x > 0 ? sizeAt(i - channels) : 0, y > 0 ? sizeAt(i - row) : 0];
        const [before, after] = [
          x > 0 && y > 0 ? sizeAt(i - row - channels) : 0,
          x + 1 < width && y > 0 ? sizeAt(i - row + channels) : 0,
        ];
        const around = 2 * (left + up) + before + after;
        let place = 0;
        while (place < places.length && around > places[place]!) place++;
        const other = c > 0 ? Math.min(2, sizeAt(i - 1)) : 0;
        const value = data[i]!;
        if (bit(value === 0 ? 0 : 1, models.zero[other]![place]) === 0) {
          data[i] = 0;
          continue;
        }
        const sign = bit(value < 0 ? 1 : 0);
        const size = magnitude(Math.abs(value), bit, models, place);
        data[i] = sign === 1 ? -size : size;
      }
    }
  }
}

const magic = [0x48, 0x47, 0x50, 0x31]; // HGP1
/** Behind it stand height, width, channels and a checksum, four bytes each, and then the bits. */
const head = 20;
/** A plane that is 0 everywhere takes next to no bytes, so these say nothing of the memory that is needed: this does. */
const mostNumbers = 2 ** 26;

/** Bytes of a code: few where most of it is 0. The numbers are the same after `unpackPlanes`. */
export const packPlanes = (planes: Planes): Uint8Array<ArrayBuffer> => atOnce(packing(planes));

/** What `packPlanes` packed. Throws invalid_file for anything else, and for what was cut off or changed. */
export const unpackPlanes = (bytes: Uint8Array): Planes => atOnce(unpacking(bytes));

/** The work of `packPlanes`. */
export function* packing(planes: Planes): Generator<void, Uint8Array<ArrayBuffer>> {
  const { data, height, width, channels } = planes;
  if (data.length !== height * width * channels) {
    throw new HourglassError(
      "shape_mismatch",
      `planes.data must be ${height} x ${width} x ${channels} numbers, got ${data.length}`,
    );
  }
  if (data.length > mostNumbers) {
    throw new HourglassError(
      "invalid_data",
      `planes.data must be at most ${mostNumbers} numbers, got ${data.length}`,
    );
  }
  const writer = new BitWriter();
  const bit: Bit = (value, model) => {
    writer.bit(value, model);
    return value;
  };
  const own = { ...planes, data: data.slice() };
  yield* walk(own, yield* asDifferences(own), bit);
  const bits = writer.finish();
  const bytes = new Uint8Array(head + bits.length);
  bytes.set(magic);
  const view = new DataView(bytes.buffer);
  [height, width, channels, checksum(bits)].forEach((value, i) => view.setUint32(4 + 4 * i, value, true));
  bytes.set(bits, head);
  return bytes;
}

/** The work of `unpackPlanes`. */
export function* unpacking(bytes: Uint8Array): Generator<void, Planes> {
  const wrong = (what: string) => new HourglassError("invalid_file", `This is no packed code: ${what}`);
  if (bytes.length < head || magic.some((byte, i) => bytes[i] !== byte))
    throw wrong("it does not begin as one");
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const [height, width, channels, sum] = [0, 1, 2, 3].map((i) => view.getUint32(4 + 4 * i, true)) as [
    number,
    number,
    number,
    number,
  ];
  const bits = bytes.subarray(head);
  const count = height * width * channels;
  if (count > mostNumbers)
    throw wrong(
      `${height} x ${width} x ${channels} numbers are more than the ${mostNumbers} that there may be`,
    );
  if (checksum(bits) !== sum)
    throw wrong("its checksum is another one, so that bytes are missing or changed");
  const planes: Planes = { data: new Int16Array(count), height, width, channels };
  const reader = new BitReader(bits);
  const isDifferent: boolean[] = [];
  yield* walk(planes, isDifferent, (_, model) => reader.bit(model));
  for (const [c, differs] of isDifferent.entries()) {
    yield;
    if (differs) differ(planes, c, true);
  }
  return planes;
}

/** Adler-32, as in zlib. */
function checksum(bytes: Uint8Array): number {
  let [a, b] = [1, 0];
  for (const byte of bytes) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return b * 65536 + a;
}
