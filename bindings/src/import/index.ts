// Models of other libraries. Loaded when somebody opens one.

import { HourglassError } from "../base/errors.js";
import type { CompleteConfig } from "../api/config.js";
import type { Weights } from "../messages/methods.js";
import { fromTensorflowJs } from "./keras-model.js";
import { refuse, type Imported } from "./layers.js";
import { fromOnnx } from "./onnx.js";
import { matched, readSafetensors } from "./state-dict.js";

export { attachMetadata } from "../data/metadata.js";

/** Files by name, that of a single one may be "". */
export type NamedFiles = Map<string, Uint8Array>;

/** A model of ONNX or TensorFlow.js. Errors: invalid_file; unsupported, naming the node or the layer that there is not here. */
export function importModel(files: NamedFiles): Imported {
  const json = [...files].filter(([name, bytes]) => name.endsWith(".json") || startsWith(bytes, "{"));
  if (json.length > 1) refuse(`must be one model, got ${json.map(([name]) => name).join(" and ")}`);
  if (json[0]) {
    const [name, bytes] = json[0];
    return fromTensorflowJs(parsed(bytes, name), (path) => shardOf(files, path));
  }
  const [first, ...others] = files.values();
  if (!first || others.length > 0)
    refuse(
      `must be one model, or model.json with its weights, got ${files.size} files: ${[...files.keys()].join(", ")}`,
    );
  return fromOnnx(first);
}

const mostUnpacked = 2 ** 31;

/** What of a ZIP archive may be a model: of what `export("pytorch")` gives, the weights. Errors: invalid_file. */
export async function unpacked(archive: Uint8Array): Promise<NamedFiles> {
  const { membersOf, memberOf } = await import("../files/vendor/fflate.js");
  try {
    const members = membersOf(archive).filter(
      ({ name }) => /\.(safetensors|onnx|json|bin)$/.test(name) && !name.endsWith("check.safetensors"),
    );
    if (members.length === 0) refuse("is a ZIP archive without a model");
    if (members.reduce((sum, { size }) => sum + size, 0) > mostUnpacked)
      refuse("is a ZIP archive of more than 2 GB");
    return new Map(members.map(({ name }) => [name, memberOf(archive, name)!]));
  } catch (error) {
    if (error instanceof HourglassError) throw error;
    return refuse(`is a damaged ZIP archive: ${(error as Error).message}`);
  }
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
