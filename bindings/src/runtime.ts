import { Autoencoder } from "./autoencoder.js";
import {
  checkSamples,
  checkThreads,
  checkWhole,
  toJson,
  type AutoencoderConfig,
  type Samples,
} from "./config.js";
import { Connection } from "./connection.js";
import { HourglassError } from "./errors.js";
import { buildFiles, type Loaded, type LoadRequest, type ModelDescription } from "./protocol.js";
import { version } from "./version.js";

export interface LoadOptions {
  /** Folder or resolver for the .wasm files; default: beside this module. */
  wasmUrl?: string | URL | ((file: string) => string | URL);
  /** "auto": the fastest build this engine accepts. "baseline": plain SIMD, the same bits on every machine. */
  build?: "auto" | "baseline" | "relaxed";
  /**
   * Threads to train with, from 1 to 64; default 1. "auto": one for each logical core, at most 4. More than 1 need
   * SharedArrayBuffer, which browsers give to cross-origin isolated pages, and in browsers a worker. The number changes
   * no bit of the results; `info` tells what was given and why.
   */
  threads?: number | "auto";
  /** Run models in a module worker; default true in browsers, false in Node. */
  worker?: boolean;
}

export interface RuntimeInfo {
  version: string;
  build: "baseline" | "relaxed";
  threads: number;
  worker: boolean;
  /** Why something asked for was not given, e.g. "threads: page is not cross-origin isolated". */
  notes: string[];
}

export interface PcaOptions {
  features: number;
  components: number;
  heldOut?: Samples;
}

export interface Pca {
  /** (features) */
  mean: Float32Array;
  /** Orthonormal axes, (components, features), most variance first. */
  components: Float32Array;
  /** Variance along each axis. */
  variances: Float32Array;
  /** Of the held-out samples: (n, components). */
  codes: Float32Array;
  /** Of the held-out samples: mean squared error. */
  reconstructionError: number;
}

export interface LabelledCodes {
  codes: Samples;
  labels: Uint8Array;
}

export interface ProbeOptions {
  latentSize: number;
  classes: number;
}

/** A loaded wasm module, in which models live. */
export class Runtime implements AsyncDisposable {
  readonly info: RuntimeInfo;
  readonly #connection: Connection;

  /** @internal */
  constructor(connection: Connection, info: RuntimeInfo) {
    this.#connection = connection;
    this.info = info;
  }

  /** Makes a model with initial weights. Rejects with invalid_config, naming the field and the value. */
  async create(config: AutoencoderConfig): Promise<Autoencoder> {
    return this.#model("create", toJson(config, "config"));
  }

  /** Opens what `save` wrote. Rejects with invalid_file, and says what is wrong with it. */
  async open(file: Uint8Array | ArrayBuffer | Blob): Promise<Autoencoder> {
    const bytes = file instanceof Blob ? await file.arrayBuffer() : file;
    if (!(bytes instanceof Uint8Array) && !(bytes instanceof ArrayBuffer)) {
      throw new HourglassError(
        "invalid_file",
        `file must be a Uint8Array, an ArrayBuffer or a Blob, got ${typeof file}`,
      );
    }
    return this.#model("open", new Uint8Array(bytes));
  }

  /**
   * Principal component analysis of `data`, the best that a linear autoencoder of this width can do: what it makes of
   * `heldOut` (by default the data itself).
   */
  async pca(data: Samples, options: PcaOptions): Promise<Pca> {
    const { features, components, heldOut = data } = options;
    checkSamples(data, "data");
    checkSamples(heldOut, "options.heldOut");
    checkWhole(features, "options.features", 1, 1e5);
    checkWhole(components, "options.components", 1, 1e5);
    return this.#connection.request("pca", [data, heldOut, features, components]);
  }

  /**
   * How useful codes are for telling classes apart: accuracy on held-out codes of a softmax regression on the others.
   * Labels are one byte each, from 0 to classes - 1.
   */
  async probe(train: LabelledCodes, heldOut: LabelledCodes, options: ProbeOptions): Promise<number> {
    for (const [name, { codes, labels }] of Object.entries({ train, heldOut })) {
      checkSamples(codes, `${name}.codes`);
      if (!(labels instanceof Uint8Array))
        throw new HourglassError("invalid_data", `${name}.labels must be a Uint8Array`);
    }
    checkWhole(options.latentSize, "options.latentSize", 1, 1e5);
    checkWhole(options.classes, "options.classes", 2, 256);
    const { latentSize, classes } = options;
    return this.#connection.request("probe", [
      train.codes,
      train.labels,
      heldOut.codes,
      heldOut.labels,
      latentSize,
      classes,
    ]);
  }

  async #model(method: "create" | "open", source: string | Uint8Array): Promise<Autoencoder> {
    return new Autoencoder(
      this.#connection,
      await this.#connection.request<ModelDescription>(method, [source]),
    );
  }

  /** Frees everything, and ends the worker and the threads. Calls still pending are rejected. */
  async dispose(): Promise<void> {
    this.#connection.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.dispose();
  }
}

function wasmUrls(wasmUrl: LoadOptions["wasmUrl"]): LoadRequest["wasmUrls"] {
  if (wasmUrl === undefined) return {};
  const base = typeof location === "object" ? location.href : import.meta.url;
  const folder = typeof wasmUrl === "function" ? base : new URL(String(wasmUrl).replace(/\/*$/, "/"), base);
  const url = (file: string) => new URL(typeof wasmUrl === "function" ? wasmUrl(file) : file, folder).href;
  return Object.fromEntries(buildFiles.map((file) => [file, url(`${file}.wasm`)]));
}

/** Loads the WebAssembly module, in a worker or in this thread. Rejects with unsupported or invalid_file. */
export async function load(options: LoadOptions = {}): Promise<Runtime> {
  const { build = "auto", threads = 1, worker = typeof window === "object", wasmUrl } = options;
  if (build !== "auto" && build !== "baseline" && build !== "relaxed") {
    throw new HourglassError(
      "invalid_config",
      `build must be "auto", "baseline" or "relaxed", got ${String(build)}`,
    );
  }
  checkThreads(threads);
  const connection = new Connection(worker);
  try {
    const request: LoadRequest = { build, threads, wasmUrls: wasmUrls(wasmUrl) };
    const loaded = await connection.request<Loaded>("load", [request]);
    return new Runtime(connection, { version, worker, ...loaded });
  } catch (error) {
    connection.close();
    throw error;
  }
}
