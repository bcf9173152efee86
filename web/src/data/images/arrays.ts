// Pictures and labels that come as arrays: IDX, NPY, NPZ.

import { parseIdx, parseNpy, parseNpz } from "hourglass/data";

export interface NamedArray {
  name: string;
  shape: number[];
  data: ArrayLike<number>;
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

export class BrokenArray extends Error {
  constructor(
    readonly fault: "array" | "noPictures" | "labels" | "values",
    readonly detail: { message?: string; shape?: string; counts?: [number, number] } = {},
  ) {
    super(fault);
  }
}

export const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;
const isNpy = (bytes: Uint8Array) => bytes[0] === 0x93 && bytes[1] === 0x4e;
const isIdx = (bytes: Uint8Array) => bytes[0] === 0 && bytes[1] === 0 && bytes[2]! >= 8 && bytes[2]! <= 14;

/** Null where the file is none of these formats. */
export async function arraysIn(
  name: string,
  bytes: Uint8Array,
  mostBytes: number,
): Promise<NamedArray[] | null> {
  try {
    if (isIdx(bytes)) {
      const { dimensions, data } = parseIdx(bytes);
      return [{ name, shape: dimensions, data }];
    }
    if (isNpy(bytes)) {
      const { shape, data } = parseNpy(bytes);
      return [{ name, shape, data }];
    }
    if (isZip(bytes))
      return Object.entries(await parseNpz(bytes, mostBytes)).map(([inner, { shape, data }]) => ({
        name: `${name}: ${inner}`,
        shape,
        data,
      }));
  } catch (error) {
    throw new BrokenArray("array", { message: (error as Error).message });
  }
  return null;
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

/** A label for each row; [n, 1] as some data sets have it. */
const areLabels = ({ shape }: NamedArray) => shape.length === 1 || (shape.length === 2 && shape[1] === 1);

/** Pairs arrays of pictures with the labels beside them: as many, and of as similar a name as there is. */
export function picturesIn(arrays: NamedArray[]): ArrayPictures[] {
  const labels = arrays.filter(areLabels);
  const found = arrays.flatMap((array) => {
    const layout = areLabels(array) ? undefined : layoutOf(array.shape);
    return layout && layout.height > 0 && layout.width > 0 ? [{ array, layout }] : [];
  });
  if (found.length === 0)
    throw new BrokenArray("noPictures", {
      shape: arrays.map(({ shape }) => `(${shape.join(", ")})`).join(", "),
    });
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
      labels: mine ? Array.from(mine.data, String) : null,
    };
  });
  const left = free[0];
  if (left && pictures.some((one) => !one.labels))
    throw new BrokenArray("labels", { counts: [left.shape[0]!, pictures.find((one) => !one.labels)!.count] });
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
function bytesOf(array: NamedArray, { height, width, channels, planes }: Layout): Uint8Array {
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
function rangeOf({ data, name }: NamedArray): { scale: number; offset: number } {
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!;
    if (!Number.isFinite(value)) throw new BrokenArray("values", { message: `${name}[${i}] is ${value}` });
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low >= 0 && high <= 1) return { scale: 255, offset: 0 };
  if (low >= 0 && high <= 255) return { scale: 1, offset: 0 };
  if (low >= -1 && high <= 1) return { scale: 127.5, offset: -1 };
  return { scale: 255 / (high - low || 1), offset: low };
}
