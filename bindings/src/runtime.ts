import { Autoencoder } from "./autoencoder.js";
import { checkedConfig, type AutoencoderConfig } from "./config.js";
import { Connection } from "./connection.js";
import type { LoadRequest, ModelDescription } from "./protocol.js";
import { version } from "./version.js";

export interface LoadOptions {
  /** Folder or resolver for the .wasm files; default: beside this module. */
  wasmUrl?: string | URL | ((file: string) => string | URL);
  /** "auto": the fastest build this engine accepts. "baseline": plain SIMD, the same bits on every machine. */
  build?: "auto" | "baseline" | "relaxed";
  /** Threads to train with; default 1. `info` tells what was given and why. */
  threads?: number | "auto";
  /** Run models in a module worker; default true in browsers, false in Node. */
  worker?: boolean;
}

export interface RuntimeInfo {
  version: string;
  build: "baseline" | "relaxed";
  threads: number;
  worker: boolean;
  /** Why something asked for was not given, e.g. "threads: this version trains on one thread". */
  notes: string[];
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
    const checked = checkedConfig(config);
    const description = await this.#connection.request<ModelDescription>("create", [checked]);
    return new Autoencoder(this.#connection, checked, description);
  }

  /** Frees everything, and ends the worker. Calls still pending are rejected. */
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
  const file = "baseline.wasm";
  const url =
    typeof wasmUrl === "function"
      ? wasmUrl(file)
      : new URL(file, new URL(String(wasmUrl).replace(/\/*$/, "/"), base));
  return { [file]: new URL(url, base).href };
}

/** Loads the WebAssembly module, in a worker or in this thread. Rejects with unsupported or invalid_file. */
export async function load(options: LoadOptions = {}): Promise<Runtime> {
  const notes: string[] = [];
  if (options.build === "relaxed") notes.push("build: this version has the baseline build only");
  if (options.threads !== undefined && options.threads !== 1)
    notes.push("threads: this version trains on one thread");
  const worker = options.worker ?? typeof window === "object";
  const connection = new Connection(worker);
  try {
    await connection.request("load", [{ wasmUrls: wasmUrls(options.wasmUrl) } satisfies LoadRequest]);
  } catch (error) {
    connection.close();
    throw error;
  }
  return new Runtime(connection, { version, build: "baseline", threads: 1, worker, notes });
}
