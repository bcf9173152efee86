import { HourglassError } from "../base/errors.js";
import { nextTask } from "../base/timers.js";
import { call, type Module } from "./module.js";
import type { HostMethods, ImageOutput } from "../messages/methods.js";

type ImageArguments = Parameters<HostMethods["image"]> extends [number, ...infer Rest] ? Rest : never;

/** A model on an image, band by band, between which other calls are answered. Throws "aborted" once it is not wanted. */
export async function runOnImage(
  module: Module,
  model: number,
  image: number,
  [part, pixels, height, width, tile, asBytes]: ImageArguments,
  isWanted: () => boolean,
  emit: (event: { done: number; total: number }) => void,
): Promise<ImageOutput> {
  const { input, output, bands } = call(module, "beginImage", model, [image, part, height, width, tile]);
  const [rowIn, rowOut] = [input[1] * input[2], output[1] * output[2]];
  if (pixels.length !== height * rowIn) {
    throw new HourglassError(
      "shape_mismatch",
      `pixels must be ${height} x ${width} x ${input[2]} numbers, got ${pixels.length}`,
    );
  }
  const data = new (asBytes ? Uint8Array : Float32Array)(output[0] * rowOut);
  const total = bands.length / 4;
  for (let done = 0; done < total; emit({ done: ++done, total }), await nextTask()) {
    if (!isWanted())
      throw new HourglassError("aborted", "The image was given up before all of it was computed");
    const [from, count, first] = bands.slice(4 * done, 4 * done + 3) as [number, number, number];
    const rows = pixels.subarray(from * rowIn, (from + count) * rowIn);
    const values = call(module, "runImage", model, [image, done, rows]);
    if (asBytes) toBytes(values, data.subarray(first * rowOut));
    else data.set(values, first * rowOut);
  }
  return { data, shape: output };
}

/** 0 to 1 becomes 0 to 255; what lies beyond is cut off. */
function toBytes(values: Float32Array, bytes: Uint8Array | Float32Array): void {
  for (let i = 0; i < values.length; i++) bytes[i] = Math.min(255, Math.max(0, Math.round(255 * values[i]!)));
}
