// hourglass train: data to a model, by settings, a config, or the address of an experiment of the page.

import { existsSync } from "node:fs";
import {
  presets,
  type Autoencoder,
  type AutoencoderConfig,
  type FitOptions,
  type Progress,
  type Runtime,
} from "../index.js";
import { attachMetadata, attachTable, quantile } from "../data/index.js";
import { numberOf, type Given } from "./arguments";
import { contentOf, readData, type ArrayData, type Data, type TableData } from "./data";
import { Failure, misused } from "./failure";
import { openModel, requireFits, withRuntime, type Opened } from "./models";
import { requireFree, write } from "./output";
import {
  fieldKeys,
  fields,
  fitOptions,
  kindExperimentOf,
  kindOf,
  kinds,
  ownTableValues,
  parseValue,
  tableKind,
  type Kind,
  type Values,
} from "./page";
import { Meter } from "./progress";
import { columnsInWords, encoderFor, partsOf, samplesOf } from "./tables";
import type { TableEncoder } from "../data/index.js";

/** What is learnt from, and what is held out. */
interface Material {
  shape: [number, number, number];
  train: Uint8Array | Float32Array;
  heldOut: Uint8Array | Float32Array;
  known: { train: Float32Array; heldOut: Float32Array } | undefined;
  encoder: TableEncoder | undefined;
}

/** What training came to. */
interface Outcome {
  progress: Progress | undefined;
  reason: string;
}

/** The key of the least score that is flagged, in files of models that have no table. */
export const thresholdKey = "score.threshold";

export async function train(given: Given): Promise<void> {
  const [address, names] = isAddress(given.files[0])
    ? [given.files[0], given.files.slice(1)]
    : [undefined, given.files];
  const output = given.options.output ?? "model.safetensors";
  requireFree(output, given);
  const flagged = numberOf(given, "flag", 0, 1) ?? 0.01;
  // What the page computes is computed by its baseline module everywhere.
  await withRuntime(given, address === undefined ? "auto" : "baseline", async (runtime) => {
    const from = given.options.from === undefined ? undefined : await openModel(runtime, given.options.from);
    const data = await readData(names, given);
    const { kind, values } = settingsOf(given, address, data);
    const material = materialOf(given, data, from, address);
    const model = from?.model ?? (await create(runtime, given, kind, values, material));
    if (model.features !== material.shape[0] * material.shape[1] * material.shape[2])
      requireFits({ model } as Opened, data.kind === "array" ? data : asArray(data, material));
    introduce(model, material, given);
    const outcome = await fitted(
      model,
      material,
      { ...fitOptions(kind, values), epochs: Number(values.epochs) },
      given,
    );
    await write(output, await fileOf(model, material, flagged));
    await tell(model, outcome, output, given);
  });
}

export const isAddress = (text: string | undefined): boolean =>
  /^([a-z]+:\/\/[^#]*|[^#]*)#\//.test(text ?? "");

const asArray = ({ name }: TableData, { train, shape }: Material): ArrayData => ({
  kind: "array",
  name,
  values: train,
  shape,
  count: train.length / (shape[0] * shape[1] * shape[2]),
});

// ---------------------------------------------------------------- what is asked for

/** The settings of an address or of the data's usual kind, and those of the command line. Errors: Failure with exit code 2. */
function settingsOf(given: Given, address: string | undefined, data: Data): { kind: Kind; values: Values } {
  const { kind, values } = address === undefined ? usual(given, data) : atAddress(address, data);
  for (const key of fieldKeys) {
    const text = given.options[key];
    if (text === undefined) continue;
    const value = parseValue(fields[key], text);
    if (value === undefined) misused(`--${key} must be ${allowed(key)}, got ${JSON.stringify(text)}`);
    else values[key] = value;
  }
  return { kind, values };
}

function allowed(key: (typeof fieldKeys)[number]): string {
  const { options, low, high, whole } = fields[key];
  if (options) return `one of ${options.join(", ")}`;
  return low === undefined
    ? "layers such as 128-64 or c16-c8, or none"
    : `a ${whole ? "whole " : ""}number from ${low} to ${high}`;
}

function usual(given: Given, data: Data): { kind: Kind; values: Values } {
  const wanted = given.options.kind;
  const chosen = kinds.find(({ id }) => id === wanted);
  if (wanted !== undefined && !chosen)
    misused(`--kind must be one of ${kinds.map(({ id }) => id).join(", ")}, got ${JSON.stringify(wanted)}`);
  const isPlain =
    data.kind === "array" &&
    (data.values instanceof Uint8Array || data.values.every((value) => value >= 0 && value <= 1));
  if (isPlain) {
    const kind = chosen ?? kindOf("denoising");
    return { kind, values: { ...kind.defaults } };
  }
  // Numbers of any size: the output must reach them.
  if (!chosen || chosen.id === "vanilla") return { kind: tableKind, values: { ...ownTableValues } };
  return {
    kind: chosen,
    values: { ...chosen.defaults, act: "tanh", code: "linear", out: "linear", loss: "mse" },
  };
}

/** As the page has it. */
function atAddress(address: string, data: Data): { kind: Kind; values: Values } {
  const [desk = "", query = ""] = address.slice(address.indexOf("#/") + 2).split("?");
  const parameters = new URLSearchParams(query);
  if (desk === "images" && data.kind === "array") {
    const { kind, values } = kindExperimentOf(parameters);
    return { kind: kindOf(kind), values };
  }
  if (desk === "anomalies" && data.kind === "table") {
    const values = { ...ownTableValues };
    for (const key of fieldKeys)
      values[key] = parseValue(fields[key], parameters.get(key)?.trim() ?? "") ?? values[key];
    return { kind: tableKind, values };
  }
  return misused(
    `the address must be of #/images with images, or of #/anomalies with a table; got ${address} with ${data.kind === "table" ? "a table" : "an array"}`,
  );
}

// ---------------------------------------------------------------- what is learnt from

function materialOf(
  given: Given,
  data: Data,
  from: Opened | undefined,
  address: string | undefined,
): Material {
  const share = numberOf(given, "held-out", 0, 1e9);
  if (data.kind === "array")
    return ofArray(data, address === undefined || data.count <= 1000 ? (share ?? 0.1) : (share ?? 1000));
  const { label, normal } = given.options;
  if (normal !== undefined && label === undefined)
    misused("--normal needs --label, the column that it is in");
  const listed = (option: string) => given.options[option]?.split(",").map((name) => name.trim()) ?? [];
  const roles = { label, normal, leaveOut: listed("leave-out"), use: listed("use") };
  const parts = partsOf(
    data.table,
    roles,
    Math.min(0.5, share === undefined ? 0.1 : share < 1 ? share : share / data.table.rows),
  );
  const encoder = from?.encoder ?? encoderFor(data.table, roles, parts.train);
  const [train, heldOut] = [
    samplesOf(encoder, data.table, parts.train),
    samplesOf(encoder, data.table, parts.heldOut),
  ];
  const all = (samples: Float32Array) => new Float32Array(samples.length).fill(1);
  return {
    shape: [1, 1, encoder.features],
    train: train.samples,
    heldOut: heldOut.samples,
    known:
      train.known || heldOut.known
        ? { train: train.known ?? all(train.samples), heldOut: heldOut.known ?? all(heldOut.samples) }
        : undefined,
    encoder,
  };
}

function ofArray({ values, shape, count, name }: ArrayData, heldOut: number): Material {
  const features = values.length / count;
  const left = count - (heldOut < 1 ? Math.floor(heldOut * count) : Math.floor(heldOut));
  if (left < 1)
    throw new Failure(`${name} has ${count} samples: --held-out ${heldOut} leaves none to learn from`);
  return {
    shape,
    train: values.subarray(0, left * features),
    heldOut: values.subarray(left * features),
    known: undefined,
    encoder: undefined,
  };
}

async function create(
  runtime: Runtime,
  given: Given,
  kind: Kind,
  values: Values,
  { shape }: Material,
): Promise<Autoencoder> {
  const { config } = given.options;
  if (config === undefined) return runtime.create(presets[kind.id](kind.overrides(values, { shape })));
  try {
    return await runtime.create(
      JSON.parse(new TextDecoder().decode(await contentOf(config))) as AutoencoderConfig,
    );
  } catch (error) {
    if (error instanceof SyntaxError) throw new Failure(`${config} is no JSON: ${error.message}`);
    throw error;
  }
}

// ---------------------------------------------------------------- training

async function fitted(
  model: Autoencoder,
  { train, heldOut, known }: Material,
  options: FitOptions,
  given: Given,
): Promise<Outcome> {
  const stop = new AbortController();
  const interrupted = () => {
    if (stop.signal.aborted) process.exit(130); // nobody wants to wait
    stop.abort();
  };
  process.on("SIGINT", interrupted);
  const meter = new Meter(given.switches.has("json"));
  let last: Progress | undefined;
  try {
    const run = model.fit(train, {
      ...options,
      ...(known ? { featureWeights: known.train } : {}),
      ...(heldOut.length > 0
        ? { validation: known ? { data: heldOut, featureWeights: known.heldOut } : heldOut }
        : {}),
      every: 200,
      signal: stop.signal,
    });
    for await (const progress of run) meter.show((last = progress));
    return { progress: last, reason: (await run).reason };
  } finally {
    meter.end();
    process.off("SIGINT", interrupted);
  }
}

/** The model with what its rows are made with, and the least score that is flagged. */
async function fileOf(
  model: Autoencoder,
  { train, heldOut, known, encoder }: Material,
  flagged: number,
): Promise<Uint8Array> {
  const features = model.features;
  // Rows that were learnt from are restored better: others tell, if they are enough.
  const isEnough = heldOut.length / features >= 100;
  const samples = isEnough ? heldOut : train.subarray(0, 10_000 * features);
  const weights = isEnough ? known?.heldOut : known?.train.subarray(0, samples.length);
  const scores = await model.scores(samples, weights ? { featureWeights: weights } : {});
  const threshold = quantile(scores, 1 - flagged);
  const file = await model.save();
  if (!encoder) return attachMetadata(file, { [thresholdKey]: String(threshold) });
  encoder.threshold = threshold;
  return attachTable(file, encoder);
}

// ---------------------------------------------------------------- what is said

function introduce(model: Autoencoder, { train, heldOut, encoder }: Material, given: Given): void {
  if (given.switches.has("json")) return;
  const count = (values: ArrayLike<number>) => (values.length / model.features).toLocaleString("en-US");
  if (encoder) console.error(columnsInWords(encoder));
  console.error(
    `${model.features} -> ${model.latentSize} -> ${model.features}, ${model.parameterCount.toLocaleString("en-US")} weights; ${count(train)} samples, ${count(heldOut)} held out`,
  );
}

async function tell(
  model: Autoencoder,
  { progress, reason }: Outcome,
  output: string,
  given: Given,
): Promise<void> {
  const about = {
    model: output,
    reason,
    epochs: progress?.epochsDone ?? 0,
    loss: progress?.loss,
    heldOutLoss: progress?.validationLoss,
    steps: await model.steps(),
    fingerprint: await model.fingerprint(),
  };
  if (given.switches.has("json")) console.log(JSON.stringify(about));
  else {
    for (const note of progress?.notes ?? []) console.error(note);
    if (reason === "early_stopping") console.error("ended early: the held-out loss no longer fell");
    console.log(`${output}: ${about.steps} steps, fingerprint ${about.fingerprint}`);
  }
  if (reason === "aborted")
    throw new Failure(`stopped; ${existsSync(output) ? `${output} has what was learnt` : ""}`, 130);
}
