// Numbers as other libraries store them, widened to 32 bits.

import { fromHalf } from "../data/half.js";
import { refuse } from "./layers.js";

type Reader = (view: DataView, at: number) => number;

/** Of each type the bytes of a number, and how it is read. */
const types: Record<string, { size: number; read: Reader }> = {
  float32: { size: 4, read: (view, at) => view.getFloat32(at, true) },
  float64: { size: 8, read: (view, at) => view.getFloat64(at, true) },
  float16: { size: 2, read: (view, at) => fromHalf(view.getUint16(at, true)) },
  bfloat16: { size: 2, read: (view, at) => fromTop(view.getUint16(at, true)) },
  int32: { size: 4, read: (view, at) => view.getInt32(at, true) },
  int64: { size: 8, read: (view, at) => Number(view.getBigInt64(at, true)) },
  uint8: { size: 1, read: (view, at) => view.getUint8(at) },
  uint16: { size: 2, read: (view, at) => view.getUint16(at, true) },
};

export type ValueType = keyof typeof types;

/** Bytes of a number; 0 for types that are not read. */
export const sizeOfType = (type: string): number => types[type]?.size ?? 0;

/** `count` numbers of a type. The caller has checked that there are as many bytes. */
export function widened(bytes: Uint8Array, type: string, count: number): Float32Array {
  const { size, read } = types[type] ?? refuse(`has numbers of the type ${JSON.stringify(type)}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float32Array.from({ length: count }, (_, i) => read(view, i * size));
}

const scratch = new DataView(new ArrayBuffer(4));

/** A bfloat16 is the upper half of a 32-bit number. */
function fromTop(bits: number): number {
  scratch.setUint32(0, bits << 16);
  return scratch.getFloat32(0);
}
