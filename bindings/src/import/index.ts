// Models of other libraries. Loaded when somebody opens one.

import { HourglassError } from "../base/errors.js";
import type { CompleteConfig } from "../api/config.js";
import type { Weights } from "../messages/methods.js";
import { fromTensorflowJs } from "./keras-model.js";
import { refuse, type Imported } from "./layers.js";
import { fromOnnx } from "./onnx.js";
import { matched, readSafetensors } from "./state-dict.js";

/** Files by name, that of a single one may be "". */
export type NamedFiles = Map<string, Uint8Array>;

/** A model of ONNX or TensorFlow.js. Errors: invalid_file; unsupported, naming the node or the layer that there is not here. */
export async function importModel(files: NamedFiles): Promise<Imported> {
  const json = [...files].filter(([name, bytes]) => name.endsWith(".json") || startsWith(bytes, "{"));
  if (json.length > 1) refuse(`must be one model, got ${json.map(([name]) => name).join(" and ")}`);
  if (json[0]) {
    const [name, bytes] = json[0];
    return fromTensorflowJs(parsed(bytes, name), (path) => Promise.resolve(shardOf(files, path)));
  }
  const [first, ...others] = files.values();
  if (!first || others.length > 0)
    refuse(
      `must be one model, or model.json with its weights, got ${files.size} files: ${[...files.keys()].join(", ")}`,
    );
  return fromOnnx(first);
}

/** The weights of a model with this config out of a safetensors file. Errors: invalid_file, with all that does not fit. */
export const importWeights = (
  bytes: Uint8Array,
  wanted: Weights[],
  config: CompleteConfig,
): { name: string; values: Float32Array }[] => matched(readSafetensors(bytes), wanted, config);

function shardOf(files: NamedFiles, path: string): Uint8Array {
  const base = path.split("/").at(-1)!;
  const found = files.get(path) ?? [...files].find(([name]) => name.split("/").at(-1) === base)?.[1];
  if (found) return found;
  throw new HourglassError(
    "invalid_file",
    `files must have ${JSON.stringify(path)}, which model.json names; got ${[...files.keys()].join(", ")}`,
  );
}

function parsed(bytes: Uint8Array, name: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    return refuse(`${JSON.stringify(name)} is no JSON: ${(error as Error).message}`);
  }
}

const startsWith = (bytes: Uint8Array, text: string): boolean =>
  new TextDecoder().decode(bytes.subarray(0, 64)).trimStart().startsWith(text);
