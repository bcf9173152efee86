// Pictures and labels that come as arrays: IDX, NPY, NPZ.

import { parseIdx } from "../data/idx.js";
import { parseNpyOrTexts } from "../data/npy.js";
import type { FileKind } from "./kinds.js";
import { FileError, type Problems } from "./reading.js";
import { zipMember, zipMembers } from "./source.js";

/** An array with the name of its file. */
export interface NamedArray {
  name: string;
  shape: number[];
  data: ArrayLike<number> | string[];
}

/** Pictures of one size: bytes, row by row, the channels of a pixel beside each other. */
export interface ArrayPictures {
  name: string;
  count: number;
  height: number;
  width: number;
  channels: 1 | 3;
  bytes: Uint8Array;
  /** Of each picture. */
  labels: string[] | null;
}

/** What is in a file of arrays; of an archive, members that cannot be read are named among the problems. Throws FileError. */
export async function arraysIn(
  name: string,
  kind: FileKind,
  bytes: Uint8Array<ArrayBuffer>,
  mostBytes: number,
  problems: Problems,
): Promise<NamedArray[]> {
  if (kind === "idx") {
    const { dimensions, data } = readAs("IDX", () => parseIdx(bytes));
    return [{ name, shape: dimensions, data }];
  }
  if (kind === "npy") return [{ name, ...readAs("NPY", () => parseNpyOrTexts(bytes)) }];
  const members = await zipMembers(bytes);
  const arrays: NamedArray[] = [];
  for (const member of members) {
    const inner = member.name.replace(/\.npy$/, "");
    try {
      const content = await zipMember(bytes, members, member.name, mostBytes);
      arrays.push({ name: `${name}: ${inner}`, ...readAs("NPY", () => parseNpyOrTexts(content)) });
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      problems.add("member", [inner, error.reason], { file: name });
    }
  }
  return arrays;
}

function readAs<T>(format: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new FileError("damaged", [format, (error as Error).message.replace(/^[A-Z]+: /, "")]);
  }
}

interface Layout {
  height: number;
  width: number;
  channels: number;
  /** Whether the channels are planes that follow one another. */
  planes: boolean;
}

const areChannels = (size: number) => size === 1 || size === 3 || size === 4;

/** Undefined where the shape is not one of pictures: [n, h, w], [n, h, w, c], [n, c, h, w], [n, h * h], [n, 3 * h * h]. */
function layoutOf(shape: number[]): Layout | undefined {
  const [, a = 0, b = 0, c = 0] = shape;
  if (shape.length === 3) return { height: a, width: b, channels: 1, planes: false };
  if (shape.length === 4 && areChannels(c)) return { height: a, width: b, channels: c, planes: false };
  if (shape.length === 4 && areChannels(a)) return { height: b, width: c, channels: a, planes: true };
  if (shape.length !== 2) return undefined;
  for (const channels of [1, 3]) {
    const side = Math.sqrt(a / channels);
    if (Number.isInteger(side) && side >= 4) return { height: side, width: side, channels, planes: true };
  }
  return undefined;
}

/** A label for each row: of one side, [n, 1] as some data sets have it, or one-hot. */
const areLabels = (array: NamedArray) =>
  array.shape.length === 1 || (array.shape.length === 2 && array.shape[1] === 1) || isOneHot(array);

/** Zeros, and in each row a single one. */
function isOneHot({ shape, data }: NamedArray): boolean {
  const [rows = 0, classes = 0] = shape;
  if (shape.length !== 2 || rows < 2 || classes < 2 || classes > 1000) return false;
  for (let i = 0; i < rows; i++) {
    let ones = 0;
    for (let k = 0; k < classes; k++) {
      const value = data[i * classes + k];
      if (value === 1) ones++;
      else if (value !== 0) return false;
    }
    if (ones !== 1) return false;
  }
  return true;
}

function labelsOf(array: NamedArray): string[] {
  const { data, shape } = array;
  const [rows = 0, classes = 1] = shape;
  if (shape.length === 1 || classes === 1) return Array.from(data, String);
  return Array.from({ length: rows }, (_, i) => {
    const row = Array.from({ length: classes }, (_, k) => data[i * classes + k]);
    return String(row.indexOf(1));
  });
}

type NumberArray = NamedArray & { data: ArrayLike<number> };

const isTexts = ({ data }: NamedArray) => Array.isArray(data) && typeof data[0] === "string";

/** Pairs arrays of pictures with the labels beside them: as many, and of as similar a name as there is. */
export function picturesIn(arrays: NamedArray[]): ArrayPictures[] {
  const labels = arrays.filter(areLabels);
  const found = arrays.flatMap((array) => {
    const layout = areLabels(array) || isTexts(array) ? undefined : layoutOf(array.shape);
    return layout && layout.height > 0 && layout.width > 0 ? [{ array: array as NumberArray, layout }] : [];
  });
  if (found.length === 0)
    throw new FileError("noPictures", [arrays.map(({ shape }) => `(${shape.join(", ")})`).join(", ")]);
  const free = [...labels];
  const pictures = found.map(({ array, layout }) => {
    const mine = free
      .filter(({ shape }) => shape[0] === array.shape[0])
      .sort((a, b) => likeness(b.name, array.name) - likeness(a.name, array.name))[0];
    if (mine) free.splice(free.indexOf(mine), 1);
    return {
      name: array.name,
      count: array.shape[0]!,
      height: layout.height,
      width: layout.width,
      channels: layout.channels >= 3 ? (3 as const) : (1 as const),
      bytes: bytesOf(array, layout),
      labels: mine ? labelsOf(mine) : null,
    };
  });
  const left = free[0];
  if (left && pictures.some((one) => !one.labels))
    throw new FileError("labels", [left.shape[0]!, pictures.find((one) => !one.labels)!.count]);
  return pictures;
}

/** How many characters two names share, from the start and from the end. */
function likeness(a: string, b: string): number {
  let same = 0;
  while (same < a.length && a[same] === b[same]) same++;
  let last = 0;
  while (last < a.length - same && a.at(-1 - last) === b.at(-1 - last)) last++;
  return same + last;
}

/** Values as bytes, and the channels of a pixel beside each other; a fourth channel, alpha, is left out. */
function bytesOf(array: NumberArray, { height, width, channels, planes }: Layout): Uint8Array {
  const { data, shape } = array;
  const count = shape[0]!;
  const isPlain = channels === 1 || (channels === 3 && !planes);
  if (data instanceof Uint8Array && isPlain && data.some((value) => value > 1)) return data;
  const { scale, offset } = rangeOf(array);
  const kept = channels >= 3 ? 3 : 1;
  const size = height * width;
  const bytes = new Uint8Array(count * size * kept);
  for (let i = 0, to = 0; i < count; i++)
    for (let p = 0; p < size; p++)
      for (let c = 0; c < kept; c++, to++) {
        const from = planes ? (i * channels + c) * size + p : (i * size + p) * channels + c;
        bytes[to] = Math.max(0, Math.min(255, Math.round((data[from]! - offset) * scale)));
      }
  return bytes;
}

/** Bytes are themselves; numbers from 0 to 1 and from -1 to 1 are common, all others are spread from their least to their greatest. */
function rangeOf({ data, name }: NumberArray): { scale: number; offset: number } {
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!;
    if (!Number.isFinite(value)) throw new FileError("damaged", ["values", `${name}[${i}] is ${value}`]);
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low >= 0 && high <= 1) return { scale: 255, offset: 0 };
  if (low >= 0 && high <= 255) return { scale: 1, offset: 0 };
  if (low >= -1 && high <= 1) return { scale: 127.5, offset: -1 };
  return { scale: 255 / (high - low || 1), offset: low };
}
