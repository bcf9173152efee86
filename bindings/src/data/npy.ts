// NumPy's file format (numpy.lib.format, versions 1 to 3).

import { HourglassError } from "../base/errors.js";
import { fromHalf } from "./half.js";

/** What a file's numbers become. */
export type NumberArray =
  Float32Array | Float64Array | Int8Array | Int16Array | Int32Array | Uint8Array | Uint16Array | Uint32Array;

/** An array of NumPy's. */
export interface NumpyArray {
  /** Sides, the slowest first. */
  shape: number[];
  /** Row by row, the last dimension fastest, whichever order the file has. 64-bit integers become doubles. */
  data: NumberArray;
}

interface Type {
  size: number;
  make: (count: number) => NumberArray;
  read: (view: DataView, offset: number, little: boolean) => number;
}

const types: Record<string, Type> = {
  f2: { size: 2, make: (n) => new Float32Array(n), read: (v, o, little) => fromHalf(v.getUint16(o, little)) },
  f4: { size: 4, make: (n) => new Float32Array(n), read: (v, o, little) => v.getFloat32(o, little) },
  f8: { size: 8, make: (n) => new Float64Array(n), read: (v, o, little) => v.getFloat64(o, little) },
  i1: { size: 1, make: (n) => new Int8Array(n), read: (v, o) => v.getInt8(o) },
  i2: { size: 2, make: (n) => new Int16Array(n), read: (v, o, little) => v.getInt16(o, little) },
  i4: { size: 4, make: (n) => new Int32Array(n), read: (v, o, little) => v.getInt32(o, little) },
  i8: { size: 8, make: (n) => new Float64Array(n), read: (v, o, little) => Number(v.getBigInt64(o, little)) },
  u1: { size: 1, make: (n) => new Uint8Array(n), read: (v, o) => v.getUint8(o) },
  u2: { size: 2, make: (n) => new Uint16Array(n), read: (v, o, little) => v.getUint16(o, little) },
  u4: { size: 4, make: (n) => new Uint32Array(n), read: (v, o, little) => v.getUint32(o, little) },
  u8: {
    size: 8,
    make: (n) => new Float64Array(n),
    read: (v, o, little) => Number(v.getBigUint64(o, little)),
  },
  b1: { size: 1, make: (n) => new Uint8Array(n), read: (v, o) => v.getUint8(o) },
};

const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]; // "\x93NUMPY"

/**
 * Reads a .npy file of numbers. The shape it declares is checked against its length before anything is allocated. Throws
 * invalid_file, and says what is wrong.
 */
export function parseNpy(bytes: Uint8Array): NumpyArray {
  return parsed(bytes, false) as NumpyArray;
}

/** The same, also of texts ("<U5", "|S5"), such as labels are. */
export const parseNpyOrTexts = (bytes: Uint8Array) => parsed(bytes, true);

function parsed(bytes: Uint8Array, texts: boolean): { shape: number[]; data: NumberArray | string[] } {
  if (magic.some((byte, i) => bytes[i] !== byte))
    refuse("this is no NPY file, it does not begin with \\x93NUMPY");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = bytes[6] ?? 0;
  if (version < 1 || version > 3) refuse(`version ${version} is not supported, only 1 to 3`);
  const start = version === 1 ? 10 : 12;
  if (bytes.length < start) refuse(`the file ends after ${bytes.length} bytes, inside its header`);
  const offset = start + (version === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  if (bytes.length < offset) refuse(`its header needs ${offset} bytes, but the file has ${bytes.length}`);
  const { descr, fortran, shape } = readHeader(new TextDecoder().decode(bytes.subarray(start, offset)));
  const text = texts ? /^[<>|=](U|S)(\d+)$/.exec(descr) : null;
  const type = types[descr.slice(1)];
  if (!text && (!type || !"<>|=".includes(descr[0]!))) refuseType(descr);
  const size = text ? Number(text[2]) * (text[1] === "U" ? 4 : 1) : type!.size;
  const count = shape.reduce((product, side) => product * side, 1);
  if (!Number.isSafeInteger(count * size) || bytes.length !== offset + count * size) {
    refuse(
      `an array of shape (${shape.join(", ")}) needs ${count * size} bytes, but ${bytes.length - offset} follow the header`,
    );
  }
  const little = descr[0] !== ">";
  if (text) {
    if (fortran && shape.length > 1) refuseType(descr);
    const read = text[1] === "U" ? wideText : narrowText;
    return {
      shape,
      data: Array.from({ length: count }, (_, i) => read(view, offset + i * size, size, little)),
    };
  }
  const data = type!.make(count);
  // Bytes are as they are, whatever the computer.
  if (size === 1) new Uint8Array(data.buffer).set(bytes.subarray(offset, offset + count));
  else for (let i = 0; i < count; i++) data[i] = type!.read(view, offset + i * size, little);
  return { shape, data: fortran ? rowByRow(data, shape, type!.make(count)) : data };
}

function refuseType(descr: string): never {
  return refuse(`values of type '${descr}' are not supported, only integers and floats of up to 8 bytes`);
}

/** Four bytes a sign; zeros fill up the end. */
function wideText(view: DataView, at: number, size: number, little: boolean): string {
  let text = "";
  for (let i = 0; i < size; i += 4) {
    const code = view.getUint32(at + i, little);
    if (code > 0x10ffff) refuse(`a text holds the sign ${code}, which there is not`);
    text += String.fromCodePoint(code);
  }
  return text.replace(/\0+$/, "");
}

function narrowText(view: DataView, at: number, size: number): string {
  return new TextDecoder()
    .decode(new Uint8Array(view.buffer, view.byteOffset + at, size))
    .replace(/\0+$/, "");
}

/** A .npy file, version 1.0, of float32 or of the array's own type. Throws shape_mismatch unless `shape` is its length. */
export function toNpy(data: NumberArray, shape: number[] = [data.length]): Uint8Array<ArrayBuffer> {
  const count = shape.reduce((product, size) => product * size, 1);
  if (count !== data.length)
    throw new HourglassError(
      "shape_mismatch",
      `shape (${shape.join(", ")}) is of ${count} values, got ${data.length}`,
    );
  const { size } = types[codeOf(data)]!;
  const tuple = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const order = size === 1 ? "|" : "<";
  const text = `{'descr': '${order}${codeOf(data)}', 'fortran_order': False, 'shape': (${tuple}), }`;
  const offset = Math.ceil((10 + text.length + 1) / 64) * 64;
  const file = new Uint8Array(offset + data.byteLength);
  file.set([...magic, 1, 0, (offset - 10) & 255, (offset - 10) >> 8]);
  file.set(new TextEncoder().encode(`${text.padEnd(offset - 11)}\n`), 10);
  const view = new DataView(file.buffer, offset);
  const write = writers[codeOf(data)]!;
  for (let i = 0; i < data.length; i++) write(view, i * size, data[i]!);
  return file;
}

const writers: Record<string, (view: DataView, offset: number, value: number) => void> = {
  f4: (v, o, x) => v.setFloat32(o, x, true),
  f8: (v, o, x) => v.setFloat64(o, x, true),
  i1: (v, o, x) => v.setInt8(o, x),
  i2: (v, o, x) => v.setInt16(o, x, true),
  i4: (v, o, x) => v.setInt32(o, x, true),
  u1: (v, o, x) => v.setUint8(o, x),
  u2: (v, o, x) => v.setUint16(o, x, true),
  u4: (v, o, x) => v.setUint32(o, x, true),
};

/** E.g. "f4" of a Float32Array, of whatever realm. */
function codeOf(data: NumberArray): string {
  const [, kind = "", bits = ""] =
    /(Float|Int|Uint)(\d+)Array\]$/.exec(Object.prototype.toString.call(data)) ?? [];
  const code = `${kind.charAt(0).toLowerCase()}${Number(bits) / 8}`;
  if (!(code in writers)) throw new HourglassError("invalid_data", "data must be a typed array of numbers");
  return code;
}

function readHeader(text: string) {
  const descr = /'descr'\s*:\s*'([^']*)'/.exec(text)?.[1];
  const fortran = /'fortran_order'\s*:\s*(True|False)/.exec(text)?.[1];
  const sizes = /'shape'\s*:\s*\(([^)]*)\)/.exec(text)?.[1];
  if (fortran === undefined || sizes === undefined) refuse("its header does not say the order and the shape");
  if (descr === undefined) refuse("records of several fields are not supported");
  const shape = sizes
    .split(",")
    .map((size) => size.trim())
    .filter((size) => size !== "")
    .map((size) => {
      if (!/^\d+L?$/.test(size)) refuse(`its shape (${sizes}) is none`);
      return Number.parseInt(size, 10);
    });
  return { descr, fortran: fortran === "True", shape };
}

/** Values of an array in Fortran's order, whose first dimension is fastest, in C's. */
function rowByRow(data: NumberArray, shape: number[], result: NumberArray): NumberArray {
  const strides: number[] = [];
  shape.reduce((stride, size, i) => ((strides[i] = stride), stride * size), 1);
  const place = shape.map(() => 0);
  for (let i = 0; i < data.length; i++) {
    result[i] = data[place.reduce((sum, index, axis) => sum + index * strides[axis]!, 0)]!;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      if (++place[axis]! < shape[axis]!) break;
      place[axis] = 0;
    }
  }
  return result;
}

function refuse(problem: string): never {
  throw new HourglassError("invalid_file", `NPY: ${problem}`);
}
