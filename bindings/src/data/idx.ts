import { HourglassError } from "../base/errors.js";

/** An array in the IDX format of the original MNIST files (yann.lecun.com/exdb/mnist). */
export interface Idx {
  /** Sides, the slowest first: [60000, 28, 28] of MNIST's images. */
  dimensions: number[];
  /** Row by row, the last dimension fastest. Bytes share memory with the file. */
  data: Uint8Array | Int8Array | Int16Array | Int32Array | Float32Array | Float64Array;
}

interface Type {
  size: number;
  read(view: DataView, offset: number, count: number): Idx["data"];
}

/** Numbers are big-endian. */
function reader<T extends Idx["data"]>(
  make: (count: number) => T,
  size: number,
  at: (v: DataView, o: number) => number,
): Type {
  return {
    size,
    read(view, offset, count) {
      const values = make(count);
      for (let i = 0; i < count; i++) values[i] = at(view, offset + i * size);
      return values;
    },
  };
}

const types: Record<number, Type> = {
  0x08: {
    size: 1,
    read: (view, offset, count) => new Uint8Array(view.buffer, view.byteOffset + offset, count),
  },
  0x09: {
    size: 1,
    read: (view, offset, count) => new Int8Array(view.buffer, view.byteOffset + offset, count),
  },
  0x0b: reader(
    (n) => new Int16Array(n),
    2,
    (view, offset) => view.getInt16(offset),
  ),
  0x0c: reader(
    (n) => new Int32Array(n),
    4,
    (view, offset) => view.getInt32(offset),
  ),
  0x0d: reader(
    (n) => new Float32Array(n),
    4,
    (view, offset) => view.getFloat32(offset),
  ),
  0x0e: reader(
    (n) => new Float64Array(n),
    8,
    (view, offset) => view.getFloat64(offset),
  ),
};

/** The length in bytes that a file with this beginning must have, or undefined while too little of it is known. */
export function idxLength(bytes: Uint8Array): number | undefined {
  const header = readHeader(bytes);
  return header && header.offset + header.values * header.type.size;
}

/**
 * Reads a whole IDX file, decompressed. The sizes it declares are checked against its length first. Throws invalid_file,
 * and says what is wrong.
 */
export function parseIdx(bytes: Uint8Array): Idx {
  const header = readHeader(bytes);
  if (!header) refuse(`the file ends after ${bytes.length} bytes, inside its header`);
  const { dimensions, offset, values, type } = header;
  const length = offset + values * type.size;
  if (bytes.length !== length)
    refuse(`${dimensions.join(" x ")} values need ${length} bytes, but the file has ${bytes.length}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { dimensions, data: type.read(view, offset, values) };
}

function refuse(problem: string): never {
  throw new HourglassError("invalid_file", `IDX: ${problem}`);
}

function readHeader(bytes: Uint8Array) {
  if (bytes.length < 4) return undefined;
  const [first, second, code, rank] = bytes as unknown as [number, number, number, number];
  if (first !== 0 || second !== 0) refuse("this is no IDX file, it does not begin with two zeros");
  const type = types[code] ?? refuse(`values of type ${code} are not supported, only 8, 9 and 11 to 14`);
  if (rank === 0) refuse("the file has no dimensions");
  const offset = 4 + 4 * rank;
  if (bytes.length < offset) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, offset);
  const dimensions = Array.from({ length: rank }, (_, i) => view.getUint32(4 + 4 * i));
  const values = dimensions.reduce((product, size) => product * size, 1);
  if (!Number.isSafeInteger(values * type.size)) refuse(`${dimensions.join(" x ")} values are too many`);
  return { dimensions, offset, values, type };
}
