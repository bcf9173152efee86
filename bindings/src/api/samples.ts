// Samples as people have them, and as they go to the core.

import { checkAttached, howToConvert, shown, tagOf } from "../base/checks.js";
import type { Connection } from "../connection/connection.js";
import type { Dataset } from "./dataset.js";
import { HourglassError } from "../base/errors.js";
import type { Sent } from "../messages/methods.js";

/** One sample, or the numbers of all of them. */
export type Numbers = Float32Array | Float64Array | Uint8Array | Uint8ClampedArray | readonly number[];

/**
 * n samples, one after another: typed arrays, plain numbers, or one array for each sample. Bytes 0 to 255 stand for 0 to 1
 * and stay bytes in memory: a quarter of the room. Doubles become floats. A data set that stays is taken, too.
 */
export type Samples = Numbers | readonly Numbers[] | Dataset;

const kinds =
  "a Float32Array, a Float64Array, a Uint8Array, a Uint8ClampedArray, an array of numbers or of rows, or a data set";

/** Throws invalid_data unless `value` is samples. A data set must live where `owner` leads. */
export function sent(value: unknown, field: string, owner: Connection): Sent {
  if (tagOf(value) === "Dataset") return (value as Dataset).sent(owner, field);
  const typed = fromTyped(value, field);
  if (typed) return typed;
  if (Array.isArray(value)) return fromArray(value, field);
  throw new HourglassError(
    "invalid_data",
    `${field} must be ${kinds}, got ${shown(value)}${howToConvert(value)}`,
  );
}

/** Bytes of labels. Throws invalid_data for anything else. */
export function sentLabels(value: unknown, field: string): Uint8Array {
  if (tagOf(value) === "Uint8Array") {
    checkAttached(value as Uint8Array, field);
    return value as Uint8Array;
  }
  throw new HourglassError("invalid_data", `${field} must be a Uint8Array, got ${shown(value)}`);
}

function fromTyped(value: unknown, field: string): Float32Array | Uint8Array | undefined {
  if (!ArrayBuffer.isView(value)) return undefined;
  checkAttached(value, field);
  const { buffer, byteOffset, byteLength } = value;
  switch (tagOf(value)) {
    case "Float32Array":
      return value as Float32Array;
    case "Float64Array":
      return Float32Array.from(value as Float64Array);
    case "Uint8Array":
      return value as Uint8Array;
    case "Uint8ClampedArray":
      return new Uint8Array(buffer, byteOffset, byteLength);
    default:
      return undefined;
  }
}

function fromArray(values: readonly unknown[], field: string): Float32Array | Uint8Array {
  const first = values[0];
  if (Array.isArray(first) || ArrayBuffer.isView(first)) return fromRows(values, field);
  if (tagOf(first) === "Object")
    throw new HourglassError(
      "invalid_data",
      `${field} must be numbers, got objects: TableEncoder of hourglass-autoencoder/data makes numbers of rows like these`,
    );
  return fromNumbers(values, field);
}

function fromNumbers(values: readonly unknown[], field: string): Float32Array {
  const floats = new Float32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (typeof value !== "number")
      throw new HourglassError("invalid_data", `${field} must be numbers, got ${shown(value)} at index ${i}`);
    floats[i] = value;
  }
  return floats;
}

function fromRows(values: readonly unknown[], field: string): Float32Array | Uint8Array {
  const rows = values.map((row, i) => {
    const place = `${field}[${i}]`;
    const typed = fromTyped(row, place) ?? (Array.isArray(row) ? fromNumbers(row, place) : undefined);
    if (!typed)
      throw new HourglassError(
        "invalid_data",
        `${place} must be a row of numbers, got ${shown(row)}${howToConvert(row)}`,
      );
    return typed;
  });
  const { length } = rows[0]!;
  const odd = rows.findIndex((row) => row.length !== length);
  if (odd >= 0) {
    throw new HourglassError(
      "shape_mismatch",
      `${field}[${odd}] must have ${length} numbers like the rows before, got ${rows[odd]!.length}`,
    );
  }
  const bytes = rows.filter((row) => tagOf(row) === "Uint8Array").length;
  if (bytes > 0 && bytes < rows.length)
    throw new HourglassError(
      "invalid_data",
      `${field} must be rows of bytes or rows of other numbers, not both`,
    );
  const all = bytes > 0 ? new Uint8Array(rows.length * length) : new Float32Array(rows.length * length);
  rows.forEach((row, i) => all.set(row, i * length));
  return all;
}
