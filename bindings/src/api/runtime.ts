/// <reference lib="esnext.disposable" preserve="true" />
import { Autoencoder } from "./autoencoder.js";
import {
  checkAttached,
  checkFlag,
  checkSignal,
  checkThreads,
  checkWhole,
  howToConvert,
  shown,
  tagOf,
  toJson,
} from "../base/checks.js";
import type { AutoencoderConfig } from "./settings.js";
import { Connection } from "../connection/connection.js";
import { Dataset, type SampleShape } from "./dataset.js";
import { HourglassError } from "../base/errors.js";
import { checkKeys } from "../base/unknown-keys.js";
import type { Pca, Probe, Sent } from "../messages/methods.js";
import { buildFiles, type LoadRequest, type ModelDescription } from "../messages/protocol.js";
import { keepPatches, type PatchImage, type PatchOptions, type Patches } from "./patches.js";
import { sent, sentLabels, type Samples } from "./samples.js";
import { packageAddress } from "../package-files.js";
import { version } from "../version.js";

/** What `load` is to load, and from where. */
export interface LoadOptions {
  /** Folder or resolver for the .wasm files; default: beside this module. */
  wasmUrl?: string | URL | ((file: string) => string | URL) | undefined;
  /** "auto": the fastest build this engine accepts. "baseline": plain SIMD, the same bits on every machine. */
  build?: "auto" | "baseline" | "relaxed" | undefined;
  /**
   * The .wasm file itself, where it is at hand and nothing can be fetched: its bytes, or compiled. It is of the build that
   * `build` names, "auto" meaning baseline.wasm, and of one thread.
   */
  wasmBinary?: Uint8Array | ArrayBuffer | undefined;
  /** See `wasmBinary`. */
  wasmModule?: WebAssembly.Module | undefined;
  /**
   * Threads to train with, from 1 to 64; default 1. "auto": one for each logical core, at most 4. More than 1 need
   * SharedArrayBuffer, which browsers give to cross-origin isolated pages, and in browsers a worker. The number changes
   * no bit of the results; `info` tells what was given and why.
   */
  threads?: number | "auto" | undefined;
  /**
   * Run models in a module worker; default true in browsers, false in Node. Where no worker can be had they run in this
   * thread, and `info` tells why.
   */
  worker?: boolean | undefined;
  /** Where the package's worker.js is, if not beside this module; it may be of another origin that allows it (CORS). */
  workerUrl?: string | URL | undefined;
  /** What is at `workerUrl`: the package's own worker.js is a module, the default; a script in one piece may be "classic". */
  workerType?: "module" | "classic" | undefined;
  /** Aborting ends loading, which then rejects with `aborted`. Once loaded, it has no effect. */
  signal?: AbortSignal | undefined;
}

const loadKeys = [
  "wasmUrl",
  "wasmBinary",
  "wasmModule",
  "build",
  "threads",
  "worker",
  "workerUrl",
  "workerType",
  "signal",
];

/** What was loaded. */
export interface RuntimeInfo {
  /** Of the package. */
  version: string;
  /** "relaxed" is faster and has other bits. */
  build: "baseline" | "relaxed";
  /** That models train with. */
  threads: number;
  /** Whether models live in a worker. */
  worker: boolean;
  /** Why something asked for was not given, e.g. "threads: page is not cross-origin isolated". */
  notes: string[];
}

/** How wide a principal component analysis is. */
export interface PcaOptions {
  /** Numbers in a sample, at least 1. */
  features: number;
  /** Axes to find, from 1 to `features`. */
  components: number;
  /** What is encoded with them; default the data. */
  heldOut?: Samples | undefined;
}

/** Codes of known classes. */
export interface LabelledCodes {
  /** n * latentSize numbers. */
  codes: Samples;
  /** n of them, from 0 to classes - 1. */
  labels: Uint8Array;
}

/** How wide the codes of a `probe` are, and how many classes there are. */
export interface ProbeOptions {
  /** Numbers in a code, at least 1. */
  latentSize: number;
  /** From 2 to 256. */
  classes: number;
}

/** How a data set is made. */
export interface DatasetOptions {
  /** Hands the samples' own buffer over, whose array is empty afterwards; default false. */
  transfer?: boolean | undefined;
  /**
   * Samples are windows of one row of values, which they share: each begins so many values behind the one before. Default:
   * as many as a sample has.
   */
  step?: number | undefined;
}

/** A file, or its bytes. */
export type ModelFile = Uint8Array | ArrayBuffer | Blob;

/** How files are opened. */
export interface OpenOptions {
  /** Of the model whose weights a safetensors file of another library has. */
  config?: AutoencoderConfig | undefined;
}

/** A loaded wasm module, in which models live. */
export class Runtime implements AsyncDisposable {
  /** What was loaded. */
  readonly info: RuntimeInfo;
  readonly #connection: Connection;

  /** @internal */
  constructor(connection: Connection, info: RuntimeInfo) {
    this.#connection = connection;
    this.info = info;
  }

  /** Makes a model with initial weights. Rejects with invalid_config, naming the field and the value. */
  async create(config: AutoencoderConfig): Promise<Autoencoder> {
    return this.#adopt(await this.#connection.request("create", [toJson(config, "config")]));
  }

  /**
   * Opens what `save` wrote, or a model of another library: an ONNX file, or a layers model of TensorFlow.js (model.json and the
   * files of weights that it names); each also in a ZIP archive, such as that for PyTorch. With `config` it opens the weights of a
   * safetensors file: of PyTorch by the names of train.py, of Keras by the order of its layers. Rejects with invalid_file, and
   * says all that is wrong with it; with unsupported, naming the layer or the node that there is not here.
   */
  async open(
    files: ModelFile | readonly File[] | Record<string, ModelFile>,
    options: OpenOptions = {},
  ): Promise<Autoencoder> {
    checkKeys(options, ["config"]);
    const given = await namedFiles(files);
    const named = given.size === 1 && isZip(given) ? await unzipped(given) : given;
    const [first] = named.values();
    if (options.config) return this.#known(first!, await this.create(options.config));
    if (named.size === 1 && !isForeign(named))
      return this.#adopt(await this.#connection.request("open", [first!]));
    const { attachMetadata, importModel } = await import("../import/index.js");
    const { config, weights, texts = {} } = importModel(named);
    const model = await filled(await this.create(config), () => Promise.resolve(weights));
    if (Object.keys(texts).length === 0) return model;
    const file = attachMetadata(await model.save(), texts);
    await model.dispose();
    return this.#adopt(await this.#connection.request("open", [file]));
  }

  #known(file: Uint8Array, model: Autoencoder): Promise<Autoencoder> {
    return filled(model, async () => {
      const { importWeights } = await import("../import/index.js");
      return importWeights(file, await model.weights(), model.config);
    });
  }

  /**
   * Samples that cross to the runtime once and stay there: every method takes them wherever it takes samples. With `transfer` a
   * Float32Array or Uint8Array that has its buffer to itself is handed over, not copied: afterwards it is empty.
   */
  async dataset(samples: Samples, options: SampleShape & DatasetOptions): Promise<Dataset> {
    checkKeys(options, ["features", "shape", "transfer", "step"]);
    const { transfer = false, step, ...form } = options;
    if (step !== undefined) checkWhole(step, "options.step", 1, 1e9);
    checkFlag(transfer, "options.transfer");
    const shape = shapeOf(form as SampleShape);
    const features = shape[0] * shape[1] * shape[2];
    const id = this.#connection.nextDataset();
    const values = sent(samples, "samples", this.#connection);
    const handedOver = transfer ? bufferOf(values) : [];
    const { size } = await this.#connection.request("keepDataset", [id, values, features, step], {
      handedOver,
    });
    return new Dataset(this.#connection, { id, size, features, shape });
  }

  /**
   * Patches of images of any sizes, which cross once: a model whose input is [size, size, channels] learns from them with
   * `fit(patches, { stepsPerEpoch })`, each drawn anew. With `pairs` it learns from noisy images alone.
   */
  async patches(images: readonly PatchImage[], options: PatchOptions): Promise<Patches> {
    return keepPatches(this.#connection, images, options);
  }

  /**
   * Principal component analysis of `data`, the best that a linear autoencoder of this width can do: what it makes of
   * `heldOut` (by default the data itself).
   */
  async pca(data: Samples, options: PcaOptions): Promise<Pca> {
    checkKeys(options, ["features", "components", "heldOut"]);
    const { features, components, heldOut = data } = options;
    checkWhole(features, "options.features", 1, 1e5);
    checkWhole(components, "options.components", 1, 1e5);
    const fitted = sent(data, "data", this.#connection);
    const encoded = sent(heldOut, "options.heldOut", this.#connection);
    return this.#connection.request("pca", [fitted, encoded, features, components]);
  }

  /**
   * How useful codes are for telling classes apart: what a softmax regression on some makes of the held-out ones. Labels
   * are one byte each, from 0 to classes - 1.
   */
  async probe(train: LabelledCodes, heldOut: LabelledCodes, options: ProbeOptions): Promise<Probe> {
    checkKeys(options, ["latentSize", "classes"]);
    checkWhole(options.latentSize, "options.latentSize", 1, 1e5);
    checkWhole(options.classes, "options.classes", 2, 256);
    const { latentSize, classes } = options;
    const both = (name: string, labelled: LabelledCodes): [Sent, Uint8Array] => {
      checkKeys(labelled, ["codes", "labels"], name);
      const codes = sent(labelled.codes, `${name}.codes`, this.#connection);
      return [codes, sentLabels(labelled.labels, `${name}.labels`)];
    };
    const [fitted, others] = [both("train", train), both("heldOut", heldOut)];
    return this.#connection.request("probe", [...fitted, ...others, latentSize, classes]);
  }

  #adopt(description: ModelDescription): Autoencoder {
    return new Autoencoder(this.#connection, description);
  }

  /** Frees everything, and ends the worker and the threads. Calls still pending are rejected. */
  async dispose(): Promise<void> {
    this.#connection.close();
  }

  /** What `await using` calls: `dispose`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.dispose();
  }
}

/** [height, width, channels] */
function shapeOf(options: SampleShape): [number, number, number] {
  const { features, shape } = Object(options) as { features?: unknown; shape?: unknown };
  if (shape === undefined) {
    checkWhole(features, "options.features", 1, 1e8);
    return [1, 1, features];
  }
  if (features !== undefined)
    throw new HourglassError("invalid_config", "options must have features or a shape, not both");
  if (!Array.isArray(shape) || shape.length !== 3)
    throw new HourglassError(
      "invalid_config",
      `options.shape must be [height, width, channels], got ${shown(shape)}`,
    );
  shape.forEach((side, i) => checkWhole(side, `options.shape[${i}]`, 1, 1e5));
  return [...shape] as [number, number, number];
}

/** By name; that of a single one may be "". */
async function namedFiles(files: unknown): Promise<Map<string, Uint8Array>> {
  const entries: [string, unknown][] =
    tagOf(files) === "Array" || tagOf(files) === "FileList"
      ? Array.from(files as readonly File[], (file) => [String(Object(file).name ?? ""), file])
      : tagOf(files) === "Object"
        ? Object.entries(files as Record<string, unknown>)
        : [[tagOf(files) === "File" ? (files as File).name : "", files]];
  if (entries.length === 0) throw new HourglassError("invalid_file", "files must be at least one, got none");
  return new Map(
    await Promise.all(entries.map(async ([name, file]) => [name, await bytesOf(file)] as const)),
  );
}

/** "PK", with which ZIP archives begin. */
const isZip = (files: Map<string, Uint8Array>): boolean =>
  [...files.values()].every((bytes) => bytes[0] === 0x50 && bytes[1] === 0x4b);

const unzipped = async (files: Map<string, Uint8Array>): Promise<Map<string, Uint8Array>> =>
  (await import("../import/index.js")).unpacked([...files.values()][0]!);

/** Whether a file is of another library. Safetensors begin with the length of a header that begins with "{". */
function isForeign(files: Map<string, Uint8Array>): boolean {
  const [[name, bytes]] = [...files] as [[string, Uint8Array]];
  const isSafetensors = bytes[8] === 0x7b && bytes.subarray(5, 8).every((byte) => byte === 0);
  const isJson = /^\s*\{/.test(new TextDecoder().decode(bytes.subarray(0, 64)));
  const isOnnx = name.endsWith(".onnx") || (bytes[0] === 0x08 && bytes.length > 16); // its version is its first field
  return !isSafetensors && (isJson || isOnnx);
}

/** A new model with these weights; without them there is none. */
async function filled(
  model: Autoencoder,
  weights: () => Promise<{ name: string; values: Float32Array }[]>,
): Promise<Autoencoder> {
  try {
    await model.setWeights(await weights());
    return model;
  } catch (error) {
    await model.dispose();
    throw error;
  }
}

async function bytesOf(file: unknown): Promise<Uint8Array> {
  switch (tagOf(file)) {
    case "Uint8Array":
      checkAttached(file as Uint8Array, "file");
      return file as Uint8Array;
    case "ArrayBuffer":
      return new Uint8Array(file as ArrayBuffer);
    case "Blob":
    case "File":
      return new Uint8Array(await (file as Blob).arrayBuffer());
    default:
      throw new HourglassError(
        "invalid_file",
        `file must be a Uint8Array, an ArrayBuffer or a Blob, got ${shown(file)}${howToConvert(file)}`,
      );
  }
}

function wasmUrls(wasmUrl: LoadOptions["wasmUrl"]): LoadRequest["wasmUrls"] {
  if (wasmUrl === undefined) return {};
  const base = typeof location === "object" ? location.href : packageAddress;
  const urlOf = (value: string | URL, from: string) => {
    try {
      return new URL(value, from).href;
    } catch {
      const message = `options.wasmUrl must be the address of a folder, or give those of files, got ${shown(String(value))}`;
      throw new HourglassError("invalid_config", message);
    }
  };
  const folder = typeof wasmUrl === "function" ? base : urlOf(String(wasmUrl).replace(/\/*$/, "/"), base);
  const url = (file: string) => urlOf(typeof wasmUrl === "function" ? wasmUrl(file) : file, folder);
  return Object.fromEntries(buildFiles.map((file) => [file, url(`${file}.wasm`)]));
}

/** The module that was handed over, if any. */
function givenWasm({ wasmBinary, wasmModule, wasmUrl, threads = 1 }: LoadOptions): LoadRequest["wasm"] {
  const given = Object.entries({ wasmUrl, wasmBinary, wasmModule }).filter(
    ([, value]) => value !== undefined,
  );
  if (given.length > 1)
    throw new HourglassError(
      "invalid_config",
      `options must have only one of ${given.map(([name]) => name).join(" and ")}`,
    );
  if (wasmBinary === undefined && wasmModule === undefined) return undefined;
  if (threads !== 1 && threads !== "auto")
    throw new HourglassError(
      "invalid_config",
      `threads must be 1 with options.${given[0]![0]}, got ${threads}`,
    );
  if (wasmModule !== undefined) {
    if (tagOf(wasmModule) === "WebAssembly.Module") return wasmModule;
    throw new HourglassError(
      "invalid_config",
      `options.wasmModule must be a WebAssembly.Module, got ${shown(wasmModule)}`,
    );
  }
  if (tagOf(wasmBinary) === "ArrayBuffer") return new Uint8Array(wasmBinary as ArrayBuffer);
  if (tagOf(wasmBinary) === "Uint8Array") return wasmBinary as Uint8Array;
  throw new HourglassError(
    "invalid_config",
    `options.wasmBinary must be a Uint8Array or an ArrayBuffer, got ${shown(wasmBinary)}`,
  );
}

/**
 * Loads the WebAssembly module, in a worker or in this thread. Rejects with unsupported where the engine lacks WebAssembly SIMD or
 * exceptions, with invalid_file where a .wasm file cannot be had, with aborted, or with invalid_config.
 */
export async function load(options: LoadOptions = {}): Promise<Runtime> {
  checkKeys(options, loadKeys);
  const { build = "auto", threads = 1, worker = typeof window === "object", wasmUrl } = options;
  const { workerUrl: url, workerType: type = "module", signal } = options;
  checkFlag(worker, "options.worker");
  checkSignal(signal);
  if (build !== "auto" && build !== "baseline" && build !== "relaxed") {
    throw new HourglassError(
      "invalid_config",
      `build must be "auto", "baseline" or "relaxed", got ${String(build)}`,
    );
  }
  if (type !== "module" && type !== "classic") {
    throw new HourglassError(
      "invalid_config",
      `workerType must be "module" or "classic", got ${String(type)}`,
    );
  }
  checkThreads(threads);
  const urls = wasmUrls(wasmUrl);
  const wasm = givenWasm(options);
  const aborted = () => new HourglassError("aborted", "Loading was aborted");
  if (signal?.aborted) throw aborted();
  const connection = await Connection.open(worker, { url, type });
  const abort = () => connection.close(aborted());
  if (signal?.aborted) abort();
  signal?.addEventListener("abort", abort);
  try {
    const request: LoadRequest = wasm
      ? { build: build === "auto" ? "baseline" : build, threads: 1, wasmUrls: {}, wasm }
      : { build, threads, wasmUrls: urls };
    const { notes, ...loaded } = await connection.request("load", [request]);
    const info = { version, worker: connection.hasWorker, ...loaded, notes: [...connection.notes, ...notes] };
    return new Runtime(connection, info);
  } catch (error) {
    connection.close();
    throw error;
  } finally {
    signal?.removeEventListener("abort", abort);
  }
}

/** What can be handed over: a buffer that is all of an array, and is nobody else's memory. */
function bufferOf(values: unknown): ArrayBuffer[] {
  if (!ArrayBuffer.isView(values) || values.byteLength !== values.buffer.byteLength) return [];
  return values.buffer instanceof ArrayBuffer ? [values.buffer] : [];
}
