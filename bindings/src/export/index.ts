// A trained model for other engines. Loaded when somebody asks for it.

import { HourglassError } from "../base/errors.js";
import { checkKeys } from "../base/unknown-keys.js";
import type { CompleteConfig } from "../api/config.js";
import type { Weights } from "../messages/methods.js";
import { version } from "../version.js";
import { toC } from "./c.js";
import { toKeras } from "./keras.js";
import { addedMetadata } from "../data/metadata.js";
import { toOnnx } from "./onnx.js";
import { ownPrefix, parts, programOf, type Part, type Parts } from "./steps.js";

/** What a model can be written as. */
export const exportFormats = ["onnx", "pytorch", "keras", "c"] as const;
/**
 * What a model can be written as: an ONNX file (opset 17), an archive for PyTorch, a script for Keras 3, or one header of plain C99.
 */
export type ExportFormat = (typeof exportFormats)[number];

/** How a model is written. */
export interface ExportOptions {
  /** Of an ONNX file: what it computes; default "whole". A variational encoder gives the mean. */
  part?: Part | undefined;
  /** Of a C header: what its names begin with; default "hourglass". */
  name?: string | undefined;
}

/** What is needed of a model, such as an `Autoencoder`. */
export interface ExportedModel {
  /** Complete, its decoder included. */
  readonly config: CompleteConfig;
  /** All of them. */
  weights(): Promise<Weights[]>;
  /** For PyTorch and ONNX: a safetensors file. */
  save(): Promise<Uint8Array>;
  /** For PyTorch, which computes the same. */
  reconstruct(samples: Float32Array): Promise<Float32Array>;
}

/**
 * The bytes of a file that another engine runs. Samples are as the model takes them: rows of numbers, or images with channels last.
 * An ONNX file takes `input` and gives `output`, for batches of any size. An archive for PyTorch is a ZIP file of the model and of
 * train.py, which trains it on, in one process or in many, and writes a file that `open` takes. A script for Keras builds the same
 * model and reads its weights from the file that `save` gives. A header has functions that encode, decode, reconstruct and score
 * one sample, and allocates nothing.
 *
 *     import { exportModel } from "hourglass-autoencoder/export";
 *     const file = await exportModel(model, "onnx", { part: "encoder" });
 *
 * Errors: invalid_config for options that the format does not have; unsupported for the decoder of a residual model.
 */
export async function exportModel(
  model: ExportedModel,
  format: ExportFormat,
  options: ExportOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  if (!exportFormats.includes(format))
    throw new HourglassError("invalid_config", `format must be one of ${exportFormats.join(", ")}, got ${JSON.stringify(format)}`); // prettier-ignore
  if (format === "pytorch") {
    checkKeys(options, []);
    return (await import("./pytorch.js")).toPyTorch(model);
  }
  if (format === "onnx") return onnx(model, options);
  const write = { keras, c }[format];
  return write(await partsOf(model), options);
}

const partsOf = async (model: ExportedModel): Promise<Parts> => ({
  config: model.config,
  weights: await model.weights(),
});

/** What the model's own file says goes along: how its rows are made, say. */
async function onnx(model: ExportedModel, options: ExportOptions): Promise<Uint8Array<ArrayBuffer>> {
  checkKeys(options, ["part"]);
  const { part = "whole" } = options;
  if (!parts.includes(part))
    throw new HourglassError("invalid_config", `options.part must be one of ${parts.join(", ")}, got ${JSON.stringify(part)}`); // prettier-ignore
  const texts = addedMetadata(await model.save()).map(([name, text]) => [ownPrefix + name, text]);
  return toOnnx(programOf(await partsOf(model), part), {
    version,
    loss: model.config.loss,
    ...Object.fromEntries(texts),
  });
}

/** Its weights are in the file that the model saves. */
function keras(model: Parts, options: ExportOptions): Uint8Array<ArrayBuffer> {
  checkKeys(options, []);
  const { config } = model;
  const encoder = programOf(model, "encoder");
  const { steps } = programOf({ ...model, config: { ...config, residual: false } }, "decoder");
  return new TextEncoder().encode(toKeras(config, encoder, steps)) as Uint8Array<ArrayBuffer>;
}

function c(model: Parts, options: ExportOptions): Uint8Array<ArrayBuffer> {
  checkKeys(options, ["name"]);
  const { name = "hourglass" } = options;
  if (!/^[a-z_][a-z0-9_]*$/i.test(name))
    throw new HourglassError("invalid_config", `options.name must be letters, digits and _, got ${JSON.stringify(name)}`); // prettier-ignore
  const { config } = model;
  const header = toC(
    {
      config,
      encoder: programOf(model, "encoder"),
      decoder: config.residual ? null : programOf(model, "decoder"),
      whole: programOf(model, "whole"),
    },
    name,
  );
  return new TextEncoder().encode(header) as Uint8Array<ArrayBuffer>;
}
