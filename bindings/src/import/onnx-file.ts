// What an ONNX file holds: its graph, constants and attributes.

import { readModel, type Attribute, type Model, type Tensor } from "../export/vendor/onnx.js";
import { productOf, refuse } from "./layers.js";
import { sizeOfType, widened } from "./values.js";

export interface Constant {
  values: Float32Array;
  dims: number[];
}

export type Attributes = Record<string, Attribute>;

/** Errors: invalid_file. */
export function modelOf(bytes: Uint8Array): Model {
  try {
    return readModel(bytes);
  } catch (error) {
    return refuse(`is no ONNX file, or a damaged one: ${(error as Error).message}`);
  }
}

/** ONNX's numbers for types. */
const types: Record<number, string> = {
  1: "float32",
  6: "int32",
  7: "int64",
  10: "float16",
  11: "float64",
  16: "bfloat16",
  9: "uint8",
};

export function constantOf({ name, dims, data_type, raw_data, ...lists }: Tensor): Constant {
  const type = types[data_type] ?? refuse(`has tensor ${JSON.stringify(name)} of ONNX's type ${data_type}`);
  const sides = dims.map(Number);
  const count = productOf(sides);
  const list = [lists.float_data, lists.int64_data, lists.int32_data, lists.double_data].find(
    (one) => one?.length,
  );
  if (list) {
    if (list.length !== count)
      refuse(`has tensor ${JSON.stringify(name)} of shape [${sides}] with ${list.length} numbers`);
    // Of 16 bits the list has the bits.
    const isHalf = type === "float16" || type === "bfloat16";
    const bits = new Uint8Array(Uint16Array.from(isHalf ? list : [], Number).buffer);
    return { values: isHalf ? widened(bits, type, count) : Float32Array.from(list, Number), dims: sides };
  }
  const bytes = raw_data ?? new Uint8Array();
  if (bytes.length !== count * sizeOfType(type))
    refuse(
      `has tensor ${JSON.stringify(name)} of shape [${sides}] in ${bytes.length} bytes; weights in files of their own are not read`,
    );
  return { values: widened(bytes, type, count), dims: sides };
}

export const intsOf = (attribute: Attribute | undefined, otherwise: number[] = []): number[] =>
  attribute?.ints?.length ? attribute.ints.map(Number) : otherwise;
export const wholeOf = (attribute: Attribute | undefined, otherwise: number): number =>
  attribute?.i === undefined ? otherwise : Number(attribute.i);
