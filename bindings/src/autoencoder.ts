/// <reference lib="esnext.disposable" preserve="true" />
import {
  checkFlag,
  checkNoSamples,
  checkNumber,
  checkOneOf,
  checkSeed,
  checkSignal,
  checkWeights,
  checkWhole,
  tagOf,
  toJson,
} from "./checks.js";
import type { CompleteConfig, Corruption } from "./config.js";
import type { Connection } from "./connection.js";
import { HourglassError } from "./errors.js";
import { startFit, type FitRun } from "./fit.js";
import { unwatch, watch } from "./forgotten.js";
import { checkKeys } from "./keys.js";
import type { Bytes, Floats, History, ModelDescription, Progress } from "./protocol.js";
import { sent, type Samples, type Sent } from "./samples.js";
import { summarise, type LayerDescription, type Summary } from "./summary.js";

/**
 * How much samples and features count in the reconstruction loss, which is a mean over what counts. Penalties do not take
 * them, as in Keras. Numbers of 0 or more; only their proportions matter.
 */
export interface DataWeights {
  /** One for each sample; default 1. Keras's sample_weight. */
  sampleWeights?: Samples | undefined;
  /** One for each feature, or for each feature of each sample: 0 where a value is missing, say. Default 1. */
  featureWeights?: Samples | undefined;
}

/** Held out data with targets or weights of its own. */
export interface Pairs extends DataWeights {
  /** n * features numbers. */
  data: Samples;
  /** As many; default the data. */
  targets?: Samples | undefined;
}

/** How `evaluate` compares. */
export interface EvaluateOptions extends DataWeights {
  /** What the model is to make of the data; default the data itself. */
  targets?: Samples | undefined;
}

/** How the errors of a sample's features become its score. */
export interface ScoreOptions {
  /** What an error is: its square or its magnitude; default the model's loss. */
  by?: "mse" | "mae" | undefined;
  /** The mean over features, the largest, or a quantile of them, from 0 to 1, as NumPy's; default "mean". */
  reduce?: "mean" | "max" | number | undefined;
  /** As in fit: means are over what counts, largest errors and quantiles are of the features that count. */
  featureWeights?: Samples | undefined;
}

/** The learning rate stays as it is. */
export interface ConstantSchedule {
  /** What tells schedules apart. */
  kind: "constant";
}

/** The learning rate falls along a cosine to 0 at the run's end, as Keras's CosineDecay. */
export interface CosineSchedule {
  /** What tells schedules apart. */
  kind: "cosine";
  /** Epochs over which it first rises from 0, fewer than the run's; default 0. */
  warmup?: number | undefined;
}

/** The learning rate falls in steps. */
export interface StepSchedule {
  /** What tells schedules apart. */
  kind: "step";
  /** Epochs from one step to the next, at least 1. */
  every: number;
  /** What it is multiplied with, above 0. */
  factor: number;
}

/** How the learning rate changes over a run. */
export type Schedule = ConstantSchedule | CosineSchedule | StepSchedule;

/** When a run ends before its last epoch, as Keras's EarlyStopping with restore_best_weights. */
export interface EarlyStopping {
  /** Epochs without a better loss after which it ends, 0 or more. */
  patience: number;
  /** What a better loss is smaller by, 0 or more; default 0. */
  minDelta?: number | undefined;
}

/** Training layer by layer before the whole (Hinton and Salakhutdinov 2006). */
export interface Pretraining {
  /** For each layer, 0 or more. */
  epochs: number;
}

/** How `fit` trains. */
export interface FitOptions extends DataWeights {
  /** Default 10. */
  epochs?: number | undefined;
  /** Default 128. */
  batchSize?: number | undefined;
  /** What the model is to make of the data: one target for each sample; default the data itself. */
  targets?: Samples | undefined;
  /** Held out before training: a share of the data, taken from its end as in Keras, or data of its own. */
  validation?: number | Samples | Pairs | undefined;
  /** Default true. */
  shuffle?: boolean | undefined;
  /** Change of the learning rate over the run; default constant. */
  schedule?: Schedule | undefined;
  /** Ends a run after some epochs without a better loss, and gives the best weights back; default never. */
  earlyStopping?: EarlyStopping | undefined;
  /** Stacked: train each layer greedily for so many epochs on the codes of the one before, then fine-tune the whole. */
  pretrain?: Pretraining | undefined;
  /**
   * A run that goes on where another was left: so many epochs are done, as in Keras, and `epochs` is the last one's number.
   * 0 to epochs - 1, default 0.
   */
  initialEpoch?: number | undefined;
  /** And so many batches of the next one: with both a saved model goes on bit for bit. Default 0. */
  initialBatch?: number | undefined;
  /** Progress events come at most this often, in milliseconds; default 100. Every epoch's end gives one in any case. */
  every?: number | undefined;
  /** Aborting keeps what was learnt so far: the run resolves with the reason "aborted". */
  signal?: AbortSignal | undefined;
  /**
   * A run that was aborted rejects with the code "aborted" instead, for programs that would go on as if it were done;
   * default false.
   */
  throwOnAbort?: boolean | undefined;
  /** Starts the run paused: `step` and `resume` carry it on. */
  paused?: boolean | undefined;
}

const fitKeys: (keyof FitOptions)[] = [
  ...([
    "epochs",
    "batchSize",
    "targets",
    "sampleWeights",
    "featureWeights",
    "validation",
    "shuffle",
    "schedule",
    "earlyStopping",
    "pretrain",
  ] as const),
  ...(["initialEpoch", "initialBatch", "every", "signal", "throwOnAbort", "paused"] as const),
];

/** A variational model's codes, n * latentSize numbers each. */
export interface CodeSpread {
  /** Where each code is. */
  mean: Floats;
  /** The natural logarithm of its variance. */
  logVariance: Floats;
}

/** How `sample` draws. */
export interface SampleOptions {
  /** Default 0. */
  seed?: number | undefined;
  /**
   * "prior": N(0, 1). "codes": a Gaussian fitted to the training data's codes. Default: the prior of a variational model,
   * and the codes of others.
   */
  from?: "prior" | "codes" | undefined;
  /** Deviations from the mean are multiplied by it; 0 or more, default 1. */
  temperature?: number | undefined;
}

/** Means over samples. */
export interface Losses {
  /** What training minimises: the sum of the other two. */
  loss: number;
  /** Mean over features; of a variational model the sum over them. */
  reconstructionLoss: number;
  /** KL or sparsity term, already weighted; 0 where there is none. */
  penalty: number;
}

/** One layer's output for one sample. */
export interface LayerOutput {
  /** E.g. "encoder.0". */
  layer: string;
  /** [height, width, channels] */
  shape: number[];
  /** Row by row, channels fastest. */
  values: Floats;
}

/** A parameter. Dense kernels are [in, out], convolution kernels [height, width, in, out], as in Keras. */
export interface Weights {
  /** E.g. "encoder.0.kernel". */
  name: string;
  /** Sides of the array. */
  shape: number[];
  /** Its numbers, the last side fastest. */
  values: Floats;
}

/**
 * A model. Samples of n rows are n * features numbers; arrays passed in are copied, arrays handed out belong to the caller. Every method rejects with a HourglassError; while `fit` runs, the others are answered in between.
 */
export class Autoencoder implements AsyncDisposable {
  /** As given to `create`, with defaults and the decoder filled in. */
  readonly config: CompleteConfig;
  /** Numbers in a sample. */
  readonly features: number;
  /** Numbers in a code. */
  readonly latentSize: number;
  /** Weights and biases. */
  readonly parameterCount: number;

  readonly #connection: Connection;
  readonly #model: number;
  #disposed = false;
  #training = false;

  /** @internal */
  constructor(connection: Connection, description: ModelDescription) {
    this.#connection = connection;
    const { model } = description;
    this.#model = model;
    watch(this, "model", connection, () => connection.request("dispose", [], { model }));
    this.config = JSON.parse(description.config) as this["config"];
    this.features = description.features;
    this.latentSize = description.latentSize;
    this.parameterCount = description.parameterCount;
  }

  /** Trains on `data`, targets being the data itself unless others are given. Calling it again goes on from there. */
  fit(data: Samples, options: FitOptions = {}): FitRun {
    const control = <T>(method: string, ...args: unknown[]) => this.#call<T>(method, args);
    const abort = () => control<void>("abort").catch(() => undefined);
    const controls = {
      pause: () => control<void>("pause"),
      resume: async (options: { epochs?: number | undefined } = {}) => {
        checkKeys(options, ["epochs"]);
        const { epochs } = options;
        if (epochs !== undefined) checkWhole(epochs, "options.epochs", 1, 1e9);
        return control<void>("resume", epochs);
      },
      step: () => control<Progress>("step"),
      abort,
    };
    return startFit(async (onProgress) => {
      checkNoSamples(options, "fit");
      checkKeys(options, fitKeys);
      const { signal, targets, sampleWeights, featureWeights, validation, ...others } = { ...options };
      const { paused = false, throwOnAbort = false, ...rest } = others;
      checkSignal(signal);
      checkFlag(paused, "options.paused");
      checkFlag(throwOnAbort, "options.throwOnAbort");
      const share = typeof validation === "number" ? { validation } : {};
      const settings = toJson({ ...rest, ...share }, "options");
      const own = this.#pairs({ data, targets, sampleWeights, featureWeights });
      const pairs = [...own, ...this.#heldOut(validation)];
      if (this.#training)
        throw new HourglassError("busy", "This model is being trained: await or abort that run first");
      if (signal?.aborted) return ended({ epochs: [], reason: "aborted" }, throwOnAbort);
      this.#training = true;
      signal?.addEventListener("abort", abort, { once: true });
      try {
        const args = [...pairs, settings, options.every, paused];
        return ended(await this.#call<History>("fit", args, onProgress), throwOnAbort);
      } finally {
        this.#training = false;
        signal?.removeEventListener("abort", abort);
      }
    }, controls);
  }

  /** One optimizer step on this batch: for pages that step through training. */
  async trainBatch(batch: Samples, targets?: Samples): Promise<Progress> {
    return this.#call("trainBatch", this.#pairs({ data: batch, targets }, { data: "batch" }));
  }

  /** n * features numbers in, as many out. With `sample`, a seed, from draws of a variational model's codes. */
  async reconstruct(data: Samples, options: { sample?: number | undefined } = {}): Promise<Floats> {
    checkKeys(options, ["sample"]);
    const { sample } = options;
    if (sample !== undefined) checkSeed(sample, "options.sample");
    return this.#call("reconstruct", [this.#sent(data), sample]);
  }

  /** n * features numbers in, n * latentSize out; of a variational model the means or, with `spread`, also the variances. */
  async encode(data: Samples, options?: { spread?: false | undefined }): Promise<Floats>;
  async encode(data: Samples, options: { spread: true }): Promise<CodeSpread>;
  async encode(data: Samples, options: { spread?: boolean | undefined } = {}): Promise<Floats | CodeSpread> {
    checkKeys(options, ["spread"]);
    const { spread = false } = options;
    checkFlag(spread, "options.spread");
    return this.#call(spread ? "encodeSpread" : "encode", [this.#sent(data)]);
  }

  /**
   * n * latentSize numbers in, n * features out. Of what `encode` gives with `spread` the means are decoded or, with
   * `sample`, a seed, draws.
   */
  async decode(
    latents: Samples | CodeSpread,
    options: { sample?: number | undefined } = {},
  ): Promise<Floats> {
    checkKeys(options, ["sample"]);
    const { sample } = options;
    if (sample !== undefined) checkSeed(sample, "options.sample");
    if (!isSpread(latents)) {
      if (sample === undefined) return this.#call("decode", [this.#sent(latents, "latents")]);
      throw new HourglassError(
        "invalid_config",
        "options.sample needs latents of { mean, logVariance }, which encode gives with spread: true",
      );
    }
    const mean = this.#sent(latents.mean, "latents.mean");
    if (sample === undefined) return this.#call("decode", [mean]);
    return this.#call("decodeSpread", [mean, this.#sent(latents.logVariance, "latents.logVariance"), sample]);
  }

  /** The corrupted inputs that a denoising model would train on; by default with the model's own corruption and seed. */
  async corrupt(data: Samples, corruption?: Corruption, seed?: number): Promise<Floats> {
    const samples = this.#sent(data);
    const kind = corruption ?? this.config.corruption;
    if (!kind)
      throw new HourglassError("invalid_config", "corruption must be given: this model has none of its own");
    if (seed !== undefined) checkSeed(seed, "seed");
    return this.#call("corrupt", [samples, toJson(kind, "corruption"), seed ?? this.config.seed]);
  }

  /** New samples, count * features, decoded from draws of codes. Models of equal latent size draw from the prior alike. */
  async sample(count: number, options: SampleOptions = {}): Promise<Floats> {
    checkWhole(count, "count", 1, 1e6);
    checkKeys(options, ["seed", "from", "temperature"]);
    const { seed = 0, from, temperature = 1 } = options;
    checkSeed(seed, "options.seed");
    if (from !== undefined) checkOneOf(from, "options.from", ["prior", "codes"]);
    checkNumber(temperature, "options.temperature");
    return this.#call("sample", [count, seed, from, temperature]);
  }

  /** Decoded latents on the straight line between two samples, both ends included: count * features. */
  async interpolate(from: Samples, to: Samples, count: number): Promise<Floats> {
    checkWhole(count, "count", 2, 1e6);
    return this.#call("interpolate", [this.#sent(from, "from"), this.#sent(to, "to"), count]);
  }

  /** The losses on `data`; corruption and latent noise are drawn, the same way each time. */
  async evaluate(data: Samples, options: EvaluateOptions = {}): Promise<Losses> {
    checkNoSamples(options, "evaluate");
    checkKeys(options, ["targets", "sampleWeights", "featureWeights"]);
    return this.#call("evaluate", this.#pairs({ data, ...options }));
  }

  /** Reconstruction error of each sample, a mean over its features unless told otherwise: the anomaly score. */
  async scores(data: Samples, options: ScoreOptions = {}): Promise<Floats> {
    checkNoSamples(options, "scores");
    checkKeys(options, ["by", "reduce", "featureWeights"]);
    const { by, reduce = "mean", featureWeights } = options;
    if (by !== undefined) checkOneOf(by, "options.by", ["mse", "mae"]);
    if (typeof reduce !== "number") checkOneOf(reduce, "options.reduce", ["mean", "max"]);
    const quantile = reduce === "mean" ? undefined : reduce === "max" ? 1 : reduce;
    const weights = featureWeights && this.#sent(featureWeights, "featureWeights");
    return this.#call("scores", [this.#sent(data), by, quantile, weights]);
  }

  /** The same for every feature of every sample: which inputs made a sample look unusual. */
  async featureErrors(data: Samples): Promise<Floats> {
    return this.#call("featureErrors", [this.#sent(data)]);
  }

  /** Outputs of every layer for one sample, in order. */
  async activations(sample: Samples): Promise<LayerOutput[]> {
    return this.#call("activations", [this.#sent(sample, "sample")]);
  }

  /** Outputs of the decoder's layers for one latent vector, in order: what `activations` gives of a sample's own code. */
  async decoderActivations(latent: Samples): Promise<LayerOutput[]> {
    return this.#call("decoderActivations", [this.#sent(latent, "latent")]);
  }

  /** A row for each layer; as a string the table that Keras prints. */
  async summary(): Promise<Summary> {
    const { encoder, decoder } = this.config;
    return summarise(await this.#call<LayerDescription[]>("summary", []), [...encoder, ...decoder]);
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

  /** Batches that its weights were trained on, in all runs: what Keras calls the optimizer's iterations. */
  async steps(): Promise<number> {
    return this.#call("steps", []);
  }

  /** A safetensors file that holds the config, the weights and the optimizer's state: training goes on from it bit for bit. */
  async save(): Promise<Bytes> {
    return this.#call("save", []);
  }

  /** Frees the model's memory; a run in progress is aborted. Calling it twice is harmless. */
  async dispose(): Promise<void> {
    if (this.#disposed) return;
    const freed = this.#call<void>("dispose", []);
    this.#disposed = true;
    unwatch(this, "model", this.#connection);
    await freed.catch(() => undefined); // the runtime may have gone first
  }

  /** What `await using` calls: `dispose`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.dispose();
  }

  #sent(data: unknown, field = "data"): Sent {
    return sent(data, field, this.#connection);
  }

  /** Inputs, and targets and weights or undefined; messages call them as `names` says, or by their own. */
  #pairs(pairs: Pairs, names: { data?: string; of?: string } = {}): (Sent | undefined)[] {
    const { of = "", data = `${of}data` } = names;
    const others = (["targets", "sampleWeights", "featureWeights"] as const).map((name) =>
      pairs[name] === undefined ? undefined : this.#sent(pairs[name], of + name),
    );
    return [this.#sent(pairs.data, data), ...others];
  }

  #heldOut(validation: FitOptions["validation"]): (Sent | undefined)[] {
    if (validation === undefined || typeof validation === "number")
      return Array<undefined>(4).fill(undefined);
    if (tagOf(validation) !== "Object")
      return this.#pairs({ data: validation as Samples }, { data: "validation" });
    checkKeys(validation, ["data", "targets", "sampleWeights", "featureWeights"], "validation");
    return this.#pairs(validation as Pairs, { of: "validation." });
  }

  async #call<T>(method: string, args: unknown[], onEvent?: (event: never) => void): Promise<T> {
    if (this.#disposed) throw new HourglassError("disposed", "This model was disposed");
    return this.#connection.request<T>(method, args, { model: this.#model, ...(onEvent ? { onEvent } : {}) });
  }
}

function ended(history: History, throwOnAbort: boolean): History {
  if (history.reason !== "aborted" || !throwOnAbort) return history;
  throw new HourglassError("aborted", "Training was aborted; the model keeps what it learnt so far");
}

function isSpread(latents: Samples | CodeSpread): latents is CodeSpread {
  return tagOf(latents) === "Object" && "mean" in latents && "logVariance" in latents;
}
