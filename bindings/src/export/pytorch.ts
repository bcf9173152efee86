// A model for PyTorch: an archive of its own file, a script that trains it on, and a sample by which the script checks itself.

import type { CompleteConfig } from "../api/config.js";
import { shapeOf, sizeOf } from "./steps.js";
import { trainScript, zip } from "./vendor/pytorch.js";

/** Errors: those of the model's own methods. */
export async function toPyTorch(model: {
  readonly config: CompleteConfig;
  save(): Promise<Uint8Array>;
  reconstruct(samples: Float32Array): Promise<Float32Array>;
}): Promise<Uint8Array<ArrayBuffer>> {
  const input = probe(3, sizeOf(shapeOf(model.config.input)));
  const output = await model.reconstruct(input);
  return zip({
    "train.py": new TextEncoder().encode(trainScript),
    "weights.safetensors": await model.save(),
    "check.safetensors": safetensors({ input, output }, 3),
  });
}

/** Numbers from 0 to 1 that look like no others. */
const probe = (count: number, features: number): Float32Array =>
  Float32Array.from({ length: count * features }, (_, i) => (Math.sin(1.7 * i) + 1) / 2);

/** A file of matrices that have as many rows. */
function safetensors(arrays: Record<string, Float32Array>, rows: number): Uint8Array {
  let offset = 0;
  const head: Record<string, object> = {};
  for (const [name, { length, byteLength }] of Object.entries(arrays)) {
    head[name] = {
      dtype: "F32",
      shape: [rows, length / rows],
      data_offsets: [offset, (offset += byteLength)],
    };
  }
  const text = JSON.stringify(head);
  const padded = new TextEncoder().encode(text.padEnd(Math.ceil(text.length / 8) * 8));
  const file = new Uint8Array(8 + padded.length + offset);
  new DataView(file.buffer).setBigUint64(0, BigInt(padded.length), true);
  file.set(padded, 8);
  let at = 8 + padded.length;
  for (const { buffer, byteOffset, byteLength } of Object.values(arrays)) {
    file.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += byteLength;
  }
  return file;
}
