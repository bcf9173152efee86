import {
  checkNumber,
  checkSamples,
  checkSignal,
  checkWeights,
  checkWhole,
  toJson,
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
  /** Change of the learning rate over the run, `warmup` and `every` in epochs; default constant. */
  schedule?:
    | { kind: "constant" }
    | { kind: "cosine"; warmup?: number }
    | { kind: "step"; every: number; factor: number };
  /** Ends a run after more than `patience` epochs without a better loss, and gives the best weights back. */
  earlyStopping?: { patience: number; minDelta?: number };
  /** Stacked: train each layer greedily on the codes of the one before, then fine-tune the whole. */
  pretrain?: { epochs: number };
  /** Progress events come at most this often, in milliseconds; default 100. Every epoch's end gives one in any case. */
  every?: number;
  /** Aborting keeps what was learnt so far. */
  signal?: AbortSignal;
}

/** Means over samples. */
export interface Losses {
  /** What training minimises: the sum of the other two. */
  loss: number;
  /** Mean over features; of a variational model the sum over them. */
  reconstructionLoss: number;
  penalty: number;
}

/** One layer's output for one sample, [height, width, channels]. */
export interface LayerOutput {
  layer: string;
  shape: number[];
  values: Float32Array;
}

/** A parameter. Dense kernels are [in, out], convolution kernels [height, width, in, out], as in Keras. */
export interface Weights {
  name: string;
  shape: number[];
  values: Float32Array;
}

const maxSeed = Number.MAX_SAFE_INTEGER;

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
  constructor(connection: Connection, description: ModelDescription) {
    this.#connection = connection;
    this.#model = description.model;
    this.config = JSON.parse(description.config) as this["config"];
    this.features = description.features;
    this.latentSize = description.latentSize;
    this.parameterCount = description.parameterCount;
  }

  /** Trains on `data`, targets being the data itself. Calling it again goes on from there. */
  fit(data: Samples, options: FitOptions = {}): FitRun {
    const abort = () => void this.#call("abort", []).catch(() => undefined);
    return startFit(async (onProgress) => {
      checkSamples(data, "data");
      // What is no object is for the core to refuse.
      const { signal, validation, ...rest } = { ...options };
      checkSignal(signal);
      const own = typeof validation === "number" || validation === undefined ? undefined : validation;
      if (own !== undefined) checkSamples(own, "options.validation");
      const share = own === undefined && validation !== undefined ? { validation } : {};
      const settings = toJson(typeof options === "object" ? { ...rest, ...share } : options, "options");
      if (this.#training)
        throw new HourglassError("busy", "This model is being trained: await or abort that run first");
      if (signal?.aborted) return { epochs: [], reason: "aborted" };
      this.#training = true;
      signal?.addEventListener("abort", abort, { once: true });
      try {
        return await this.#call<History>("fit", [data, own, settings, options.every], onProgress);
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

  /** n * features numbers in, n * latentSize out; of a variational model the means. */
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
    if (seed !== undefined) checkWhole(seed, "seed", 0, maxSeed);
    return this.#call("corrupt", [data, toJson(kind, "corruption"), seed ?? this.config.seed]);
  }

  /**
   * New samples, count * features: a variational model decodes draws from the prior, others draws from a Gaussian fitted
   * to the training data's codes.
   */
  async sample(count: number, options: { seed?: number } = {}): Promise<Float32Array> {
    checkWhole(count, "count", 1, 1e6);
    const { seed = 0 } = options;
    checkWhole(seed, "options.seed", 0, maxSeed);
    return this.#call("sample", [count, seed]);
  }

  /** Decoded latents on the straight line between two samples, both ends included: count * features. */
  async interpolate(from: Samples, to: Samples, count: number): Promise<Float32Array> {
    checkSamples(from, "from");
    checkSamples(to, "to");
    checkWhole(count, "count", 2, 1e6);
    return this.#call("interpolate", [from, to, count]);
  }

  /** The losses on `data`; corruption and latent noise are drawn, the same way each time. */
  async evaluate(data: Samples): Promise<Losses> {
    checkSamples(data, "data");
    return this.#call("evaluate", [data]);
  }

  /** Reconstruction error of each sample, a mean over its features: the anomaly score. */
  async scores(data: Samples): Promise<Float32Array> {
    checkSamples(data, "data");
    return this.#call("scores", [data]);
  }

  /** The same for every feature of every sample: which inputs made a sample look unusual. */
  async featureErrors(data: Samples): Promise<Float32Array> {
    checkSamples(data, "data");
    return this.#call("featureErrors", [data]);
  }

  /** Outputs of every layer for one sample, in order. */
  async activations(sample: Samples): Promise<LayerOutput[]> {
    checkSamples(sample, "sample");
    return this.#call("activations", [sample]);
  }

  /** Copies of all parameters, in the order of the layers. */
  async weights(): Promise<Weights[]> {
    return this.#call("weights", []);
  }

  /** Replaces the parameters of these names: all of them or, if one does not fit, none. */
  async setWeights(weights: { name: string; values: Float32Array }[]): Promise<void> {
    checkWeights(weights);
    await this.#call("setWeights", [weights]);
  }

  /** Changes the learning rate, in mid-training too. */
  async setLearningRate(rate: number): Promise<void> {
    checkNumber(rate, "optimizer.learningRate");
    await this.#call("setLearningRate", [rate]);
    if (this.config.optimizer) this.config.optimizer.learningRate = rate;
  }

  /** Changes what inputs are corrupted with from now on, or with undefined not at all; what was learnt stays. */
  async setCorruption(corruption?: Corruption): Promise<void> {
    await this.#call("setCorruption", [
      corruption === undefined ? undefined : toJson(corruption, "corruption"),
    ]);
    if (corruption) this.config.corruption = { ...corruption };
    else delete this.config.corruption;
  }

  /** 64-bit hash of all weights, hexadecimal: equal hashes are equal models. */
  async fingerprint(): Promise<string> {
    return this.#call("fingerprint", []);
  }

  /** A safetensors file that holds the config, the weights and the optimizer's state: training goes on from it bit for bit. */
  async save(): Promise<Uint8Array> {
    return this.#call("save", []);
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
