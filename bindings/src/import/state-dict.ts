// Weights alone, for a model that is known: a PyTorch state dict by the names of train.py, or Keras's weights by their order.

import { HourglassError } from "../base/errors.js";
import type { Layer } from "../api/settings.js";
import { layerNamesInKeras } from "../api/settings.js";
import type { CompleteConfig } from "../api/config.js";
import type { Weights } from "../messages/methods.js";
import { parted } from "../data/metadata.js";
import { productOf, refuse } from "./layers.js";
import { sizeOfType, widened } from "./values.js";

export interface StoredTensor {
  name: string;
  shape: number[];
  values: Float32Array;
}

const dtypes: Record<string, string> = {
  F32: "float32",
  F64: "float64",
  F16: "float16",
  BF16: "bfloat16",
  I64: "int64",
  I32: "int32",
  U8: "uint8",
};

/** All tensors of a safetensors file, in the order of its bytes. Errors: invalid_file. */
export function readSafetensors(bytes: Uint8Array): StoredTensor[] {
  const { header, tensors: data } = parted(bytes);
  const entries = Object.entries(header).filter(([name]) => name !== "__metadata__");
  const tensors = entries.map(([name, about]) => {
    const { dtype, shape, data_offsets } = Object(about) as Record<string, unknown>;
    const type = dtypes[String(dtype)];
    if (!type) refuse(`has tensor ${JSON.stringify(name)} of the type ${JSON.stringify(dtype)}`);
    const [sides, offsets] = [wholes(shape), wholes(data_offsets)];
    const [begin = 0, end = -1] = offsets;
    if (end > data.length || end - begin !== productOf(sides) * sizeOfType(type))
      refuse(
        `has tensor ${JSON.stringify(name)} of shape [${sides}] at bytes ${begin} to ${end} of ${data.length}`,
      );
    return { name, shape: sides, begin, values: widened(data.subarray(begin, end), type, productOf(sides)) };
  });
  return tensors.sort((a, b) => a.begin - b.begin);
}

const wholes = (value: unknown): number[] =>
  Array.isArray(value) && value.every((one) => Number.isSafeInteger(one) && one >= 0)
    ? (value as number[])
    : refuse(`has a shape or an offset that is no list of whole numbers: ${JSON.stringify(value)}`);

/**
 * The file's tensors under the names that the model's weights have here. Errors: invalid_file with all that is missing, left over
 * or of another shape.
 */
export function matched(
  tensors: StoredTensor[],
  wanted: Weights[],
  config: CompleteConfig,
): { name: string; values: Float32Array }[] {
  const known = new Set(wanted.map(({ name }) => name));
  const stored = tensors
    .map((tensor) => ({ ...tensor, own: plainName(tensor.name) }))
    .filter(
      ({ own }) => !/(^|\.)(optimizer|codes)\.|num_batches_tracked$|seed_generator|iterations?$/.test(own),
    );
  const named = stored.some(({ own }) => known.has(own)) ? stored : byOrder(stored, config);
  const byName = new Map(named.map((tensor) => [tensor.own, tensor]));
  const problems = wanted.flatMap(({ name, shape }) => {
    const tensor = byName.get(name);
    if (!tensor) return [`${name} [${shape}] is missing`];
    if (String(tensor.shape) === String(shape)) return [];
    const label = tensor.name === name ? name : `${tensor.name}, for ${name},`;
    return [`${label} is [${tensor.shape}], and [${shape}] is wanted`];
  });
  const left = named.filter(({ own }) => !known.has(own));
  problems.push(...left.map(({ name, shape }) => `${name} [${shape}] is of no layer`));
  if (problems.length > 0)
    throw new HourglassError("invalid_file", `file does not fit the config: ${problems.join("; ")}`);
  return named.map(({ own, values }) => ({ name: own, values }));
}

/** Without what wrappers put before it: "module.encoder.0.kernel"; "encoder_0/kernel:0" is Keras's way. */
const plainName = (name: string): string =>
  name
    .replace(/:\d+$/, "")
    .replace(/^.*\/(?=[^/]+\/[^/]+$)/, "")
    .replace(/^(?:module|model|_orig_mod|autoencoder)\./, "")
    .replace(
      /^(encoder|decoder)((?:_\d+)+)\//,
      (_, part: string, places: string) => `${part}${places.replaceAll("_", ".")}.`,
    );

type Named = StoredTensor & { own: string };

/** The order of a layer's weights in Keras. */
const orders: Partial<Record<Layer["type"], string[]>> = {
  dense: ["kernel", "bias"],
  conv2d: ["kernel", "bias"],
  conv2d_transpose: ["kernel", "bias"],
  batch_norm: ["gamma", "beta", "moving_mean", "moving_variance"],
  layer_norm: ["gamma", "beta"],
};

/**
 * Keras calls its layers dense, dense_1 and so on, and files may have them in any order: those of one kind are taken in the order
 * of their numbers. Layers with names of their own are taken in the file's order.
 */
function byOrder(tensors: Named[], config: CompleteConfig): Named[] {
  const groups = new Map<string, Named[]>();
  for (const tensor of tensors) {
    const layer = tensor.own.replace(/[/.][^/.]*$/, "");
    groups.set(layer, [...(groups.get(layer) ?? []), tensor]);
  }
  const places = [...layersOf(config.encoder, "encoder"), ...layersOf(config.decoder, "decoder")];
  const result: Named[] = [];
  const taken = new Set<string>();
  for (const { type, place } of places) {
    const inKeras = kerasNames[type] ?? "";
    const own = [...groups.keys()].filter((name) => new RegExp(`^${inKeras}(_\\d+)?$`).test(name));
    const candidates = own.length > 0 ? own.sort(byNumber) : [...groups.keys()];
    const layer = candidates.find((name) => !taken.has(name));
    if (layer === undefined) continue;
    taken.add(layer);
    groups.get(layer)!.forEach((tensor, i) => {
      const last = /[^/.]*$/.exec(tensor.own)![0];
      const names = orders[type]!;
      result.push({ ...tensor, own: `${place}.${names.includes(last) ? last : (names[i] ?? last)}` });
    });
  }
  const left = [...groups].filter(([name]) => !taken.has(name)).flatMap(([, own]) => own);
  return [...result, ...left];
}

const byNumber = (a: string, b: string): number => numberOf(a) - numberOf(b);
const numberOf = (name: string): number => Number(/_(\d+)$/.exec(name)?.[1] ?? 0);

/** "batch_normalization" of BatchNormalization, as Keras makes them. */
const kerasNames = Object.fromEntries(
  Object.entries(layerNamesInKeras).map(([type, name]) => [
    type,
    name.replace(/(?<=[a-z\d])(?=[A-Z][a-z])/g, "_").toLowerCase(),
  ]),
) as Record<Layer["type"], string>;

/** Layers with weights, those within blocks where they stand. */
const layersOf = (layers: readonly Layer[], place: string): { type: Layer["type"]; place: string }[] =>
  layers.flatMap((layer, i) => {
    if (layer.type === "residual") return layersOf(layer.layers, `${place}.${i}`);
    return orders[layer.type] ? [{ type: layer.type, place: `${place}.${i}` }] : [];
  });
