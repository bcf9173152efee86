import {
  checkCorruption,
  checkFitOptions,
  checkSamples,
  seed as checkSeed,
  type AutoencoderConfig,
  type Corruption,
  type Samples,
} from "./config.js";
import type { Connection } from "./connection.js";
import { HourglassError } from "./errors.js";
import { startFit, type FitRun } from "./fit.js";
import type { History, ModelDescription, Progress } from "./protocol.js";

export interface FitOptions {
  /** Default 10. */
  epochs?: number;
  /** Default 128. */
  batchSize?: number;
  /** Held out before training: a share of the data, taken from its end as in Keras, or data of its own. */
  validation?: number | Samples;
  /** Default true. */
  shuffle?: boolean;
  /** Progress events come at most this often, in milliseconds; default 100. Every epoch's end gives one in any case. */
  every?: number;
  /** Aborting keeps what was learnt so far. */
  signal?: AbortSignal;
}

/** Means over features and samples. */
export interface Losses {
  /** What training minimises: the sum of the other two. */
  loss: number;
  reconstructionLoss: number;
  penalty: number;
}

/**
 * A model. Samples of n rows are one array of n * features numbers; arrays passed in are copied, arrays handed out belong
 * to the caller. Every method rejects with a HourglassError; while `fit` runs, the others are answered in between.
 */
export class Autoencoder implements AsyncDisposable {
  /** As given to `create`, with defaults and the decoder filled in. */
  readonly config: AutoencoderConfig & Required<Pick<AutoencoderConfig, "decoder" | "loss" | "seed">>;
  readonly features: number;
  readonly latentSize: number;
  readonly parameterCount: number;

  readonly #connection: Connection;
  readonly #model: number;
  #disposed = false;
  #training = false;

  /** @internal */
  constructor(connection: Connection, config: AutoencoderConfig, description: ModelDescription) {
    this.#connection = connection;
    this.#model = description.model;
    this.config = { loss: "mse", seed: 0, ...config, decoder: description.decoder };
    this.features = description.features;
    this.latentSize = description.latentSize;
    this.parameterCount = description.parameterCount;
  }

  /** Trains on `data`, targets being the data itself. Calling it again goes on from there. */
  fit(data: Samples, options: FitOptions = {}): FitRun {
    const { signal, ...rest } = options;
    const abort = () => void this.#call("abort", []).catch(() => undefined);
    return startFit(async (onProgress) => {
      checkSamples(data, "data");
      checkFitOptions(options, "options");
      if (this.#training)
        throw new HourglassError("busy", "This model is being trained: await or abort that run first");
      if (signal?.aborted) return { epochs: [], reason: "aborted" };
      this.#training = true;
      signal?.addEventListener("abort", abort, { once: true });
      try {
        return await this.#call<History>("fit", [data, rest], onProgress);
      } finally {
        this.#training = false;
        signal?.removeEventListener("abort", abort);
      }
    }, abort);
  }

  /** One optimizer step on this batch: for pages that step through training. */
  async trainBatch(batch: Samples): Promise<Progress> {
    checkSamples(batch, "batch");
    return this.#call("trainBatch", [batch]);
  }

  /** n * features numbers in, as many out. */
  async reconstruct(data: Samples): Promise<Float32Array> {
    checkSamples(data, "data");
    return this.#call("reconstruct", [data]);
  }

  /** n * features numbers in, n * latentSize out. */
  async encode(data: Samples): Promise<Float32Array> {
    checkSamples(data, "data");
    return this.#call("encode", [data]);
  }

  /** n * latentSize numbers in, n * features out. */
  async decode(latents: Float32Array): Promise<Float32Array> {
    checkSamples(latents, "latents");
    return this.#call("decode", [latents]);
  }

  /** The corrupted inputs that a denoising model would train on; by default with the model's own corruption and seed. */
  async corrupt(data: Samples, corruption?: Corruption, seed?: number): Promise<Float32Array> {
    checkSamples(data, "data");
    const kind = corruption ?? this.config.corruption;
    if (!kind)
      throw new HourglassError("invalid_config", "corruption must be given: this model has none of its own");
    checkCorruption(kind, "corruption");
    if (seed !== undefined) checkSeed(seed, "seed");
    return this.#call("corrupt", [data, kind, seed ?? this.config.seed]);
  }

  /** The losses on `data`; a denoising model's inputs are corrupted, the same way each time. */
  async evaluate(data: Samples): Promise<Losses> {
    checkSamples(data, "data");
    return this.#call("evaluate", [data]);
  }

  /** Changes the learning rate, in mid-training too. */
  async setLearningRate(rate: number): Promise<void> {
    await this.#call("setLearningRate", [Number(rate)]);
  }

  /** Changes what inputs are corrupted with from now on, or with undefined not at all; what was learnt stays. */
  async setCorruption(corruption?: Corruption): Promise<void> {
    if (corruption) checkCorruption(corruption, "corruption");
    await this.#call("setCorruption", [corruption]);
    if (corruption) this.config.corruption = { ...corruption };
    else delete this.config.corruption;
  }

  /** 64-bit hash of all weights, hexadecimal: equal hashes are equal models. */
  async fingerprint(): Promise<string> {
    return this.#call("fingerprint", []);
  }

  /** Frees the model's memory; a run in progress is aborted. Calling it twice is harmless. */
  async dispose(): Promise<void> {
    if (this.#disposed) return;
    const freed = this.#call<void>("dispose", []);
    this.#disposed = true;
    await freed.catch(() => undefined); // the runtime may have gone first
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.dispose();
  }

  async #call<T>(method: string, args: unknown[], onEvent?: (event: never) => void): Promise<T> {
    if (this.#disposed) throw new HourglassError("disposed", "This model was disposed");
    return this.#connection.request<T>(method, args, { model: this.#model, ...(onEvent ? { onEvent } : {}) });
  }
}
