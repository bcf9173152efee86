/// <reference lib="esnext.disposable" preserve="true" />
import {
  checkFlag,
  checkLeast,
  checkNoSamples,
  checkNumber,
  checkOneOf,
  checkSeed,
  checkSignal,
  checkWeights,
  checkWhole,
  tagOf,
  toJson,
} from "../base/checks.js";
import type { CompleteConfig } from "./config.js";
import type { Connection } from "../connection/connection.js";
import { HourglassError } from "../base/errors.js";
import type { ExportFormat, ExportOptions } from "../export/index.js";
import { startFit, type FitRun } from "./fit-run.js";
import { unwatch, watch } from "../base/leak-guard.js";
import { Metrics, numbersOf, Told, type Metric } from "./metrics.js";
import { checkKeys } from "../base/unknown-keys.js";
import type {
  Bytes,
  Floats,
  History,
  ModelDescription,
  Progress,
  RawProgress,
} from "../messages/protocol.js";
import type {
  CodeSpread,
  HostMethods,
  ImagePart,
  LayerOutput,
  Losses,
  Sent,
  SentPairs,
  SentValidation,
  Weights,
  WindowArguments,
} from "../messages/methods.js";
import type { Patches } from "./patches.js";
import { sent, type Samples } from "./samples.js";
import { feedAll, isStream, Windows, type SampleStream } from "./stream.js";
import { fitSettingsKeys, type Corruption, type FitSettings } from "./settings.js";
import { summarise, type Summary } from "./summary.js";

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

/** How `fit` trains. */
export interface FitOptions extends DataWeights, Omit<FitSettings, "validation" | "metrics"> {
  /** What the model is to make of the data: one target for each sample; default the data itself. */
  targets?: Samples | undefined;
  /** Held out before training: a share of the data, taken from its end as in Keras, or data of its own. */
  validation?: number | Samples | Pairs | undefined;
  /**
   * What the reconstruction is measured by besides the loss: progress has a mean over the epoch of each in `metrics`, and of
   * the held-out data in `validationMetrics`. Own functions are called after each epoch with the outputs for validation data
   * and what these were to be; training waits for them.
   */
  metrics?: readonly Metric[] | undefined;
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
  /**
   * Of a stream: how many samples are held, and shuffled among themselves, at a time; a multiple of batchSize. Default what
   * 16 MB hold.
   */
  window?: number | undefined;
}

/** What a run needs. */
interface FitPlan {
  args: Parameters<HostMethods["fit"]>;
  metrics: Metrics;
  windows: { stream: SampleStream; of: Windows } | undefined;
  signal: AbortSignal | undefined;
  throwOnAbort: boolean;
}

const fitKeys: (keyof FitOptions)[] = [
  ...fitSettingsKeys,
  ...([
    "targets",
    "sampleWeights",
    "featureWeights",
    "every",
    "signal",
    "throwOnAbort",
    "paused",
    "window",
  ] as const),
];

/** How large an image is, and how it is worked on. */
export interface ImageOptions {
  /** Rows, from 1 to 1,048,576. */
  height: number;
  /** Columns, from 1 to 1,048,576. */
  width: number;
  /** Side of a tile, from 8 to 4096, default 128: smaller ones take less memory, larger ones less time. */
  tile?: number | undefined;
  /** Gives bytes, 0 to 1 as 0 to 255 and what lies beyond cut off: a quarter of the room. Default false. */
  bytes?: boolean | undefined;
  /** Aborting rejects with the code "aborted", within the time of a band of tiles. */
  signal?: AbortSignal | undefined;
  /** Called after each band of tiles. */
  onProgress?: ((done: number, total: number) => void) | undefined;
}

/** An image, or its code. */
export interface Image<Data> {
  /** height * width * channels numbers, row by row, channels fastest. */
  data: Data;
  /** Rows. */
  height: number;
  /** Columns. */
  width: number;
  /** Numbers of a pixel. */
  channels: number;
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

  /**
   * Trains on `data`, targets being the data itself unless others are given. Calling it again goes on from there. A stream,
   * something to iterate or a function that makes it, may give more samples than memory holds; patches are drawn anew.
   */
  fit(data: Samples | SampleStream | Patches, options: FitOptions = {}): FitRun {
    let plan: FitPlan | undefined;
    const controls = {
      pause: () => this.#call("pause"),
      resume: async (options: { epochs?: number | undefined } = {}) => {
        checkKeys(options, ["epochs"]);
        const { epochs } = options;
        if (epochs !== undefined) checkWhole(epochs, "options.epochs", 1, 1e9);
        return this.#call("resume", [epochs]);
      },
      step: async () => plan!.metrics.named(await this.#call("step")),
      abort: () => this.#abort(),
    };
    return startFit(async (onProgress) => {
      plan = this.#plan(data, options);
      const { signal, throwOnAbort } = plan;
      if (signal?.aborted) return ended({ epochs: [], reason: "aborted" }, throwOnAbort);
      const abort = () => this.#abort();
      this.#training = true;
      signal?.addEventListener("abort", abort, { once: true });
      try {
        return ended(await this.#train(plan, onProgress), throwOnAbort);
      } finally {
        this.#training = false;
        signal?.removeEventListener("abort", abort);
      }
    }, controls);
  }

  /** What a run needs, checked. */
  #plan(data: Samples | SampleStream | Patches, options: FitOptions): FitPlan {
    checkNoSamples(options, "fit");
    checkKeys(options, fitKeys);
    const { signal, targets, sampleWeights, featureWeights, validation, ...others } = { ...options };
    const { paused = false, throwOnAbort = false, every = 100, window, metrics: wanted, ...rest } = others;
    checkSignal(signal);
    checkLeast(every, "options.every", 0);
    checkFlag(paused, "options.paused");
    checkFlag(throwOnAbort, "options.throwOnAbort");
    const share = typeof validation === "number" ? { validation } : {};
    const belonging = { targets, sampleWeights, featureWeights };
    const stream = isStream(data) ? data : undefined;
    const patches = tagOf(data) === "Patches" ? (data as Patches).sent(this.#connection) : undefined;
    if (stream || patches) checkNoPairs(belonging, patches ? "patches" : "a stream");
    const own = stream ? nothingSent : (patches ?? this.#pairs({ data: data as Samples, ...belonging }));
    const windows = stream && { stream, of: this.#windows(window, rest.batchSize) };
    const heldOut = this.#heldOut(validation);
    const metrics = new Metrics(wanted, {
      outputs: () => this.#call("reconstruct", [heldOut[0]!, undefined]),
      targets: numbersOf(heldOut[1] ?? heldOut[0]),
    });
    const settings = toJson({ ...rest, ...share, metrics: metrics.losses }, "options");
    if (this.#training)
      throw new HourglassError("busy", "This model is being trained: await or abort that run first");
    const args: FitPlan["args"] = [...own, ...heldOut, settings, every, paused, metrics.hold];
    return { args, metrics, windows, signal, throwOnAbort };
  }

  async #train(
    { args, metrics, windows }: FitPlan,
    onProgress: (progress: Progress) => void,
  ): Promise<History> {
    let isOver = false;
    let failure: unknown;
    const failed = async (error: unknown) => {
      if (isOver) return; // by now another run may have begun
      failure ??= error;
      await this.#abort();
    };
    const told = new Told(metrics, onProgress, () => this.#call("goOn"));
    const run = this.#call("fit", args, (progress: RawProgress) => told.add(progress).catch(failed));
    if (windows) {
      // What is read once the run has ended is nobody's: the next run has a stream of its own.
      const feed = async (args: WindowArguments) => (isOver ? { more: false } : this.#call("feed", args));
      feedAll(windows.stream, windows.of, feed).catch(failed);
    }
    try {
      const history = await run;
      await told.all;
      if (failure !== undefined) throw failure;
      return { ...history, epochs: history.epochs.map((progress) => metrics.named(progress)) };
    } finally {
      isOver = true;
    }
  }

  #abort(): Promise<void> {
    return this.#call("abort").catch(() => undefined);
  }

  /** One optimizer step on this batch: for pages that step through training. */
  async trainBatch(batch: Samples, targets?: Samples): Promise<Progress> {
    return noMetrics.named(
      await this.#call("trainBatch", this.#pairs({ data: batch, targets }, { data: "batch" })),
    );
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
    const samples = this.#sent(data);
    return spread ? this.#call("encodeSpread", [samples]) : this.#call("encode", [samples]);
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

  /**
   * What a model of convolutions makes of an image of any size, as if it had been made for that size, in tiles: to the bit
   * what one large network gives. Sides that its strides do not divide are filled up with the image's last row and column,
   * and cut again. `pixels` are height * width * channels numbers, row by row; bytes 0 to 255 stand for 0 to 1. Rejects with
   * invalid_config for a model with a layer that is made for one size, naming it; with "aborted".
   */
  async reconstructImage(pixels: Samples, options: ImageOptions & { bytes: true }): Promise<Image<Bytes>>;
  async reconstructImage(pixels: Samples, options: ImageOptions): Promise<Image<Floats>>;
  async reconstructImage(pixels: Samples, options: ImageOptions): Promise<Image<Floats | Bytes>> {
    return this.#image("whole", pixels, options);
  }

  /** Its code, of the latent layer's channels and smaller by the encoder's strides. As `reconstructImage` otherwise. */
  async encodeImage(pixels: Samples, options: ImageOptions): Promise<Image<Floats>> {
    return this.#image("encoder", pixels, options) as Promise<Image<Floats>>;
  }

  /** The image of a code of `height` and `width`. */
  async decodeImage(code: Samples, options: ImageOptions & { bytes: true }): Promise<Image<Bytes>>;
  async decodeImage(code: Samples, options: ImageOptions): Promise<Image<Floats>>;
  async decodeImage(code: Samples, options: ImageOptions): Promise<Image<Floats | Bytes>> {
    return this.#image("decoder", code, options);
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
    return summarise(await this.#call("summary"), [...encoder, ...decoder]);
  }

  /** Copies of all parameters, in the order of the layers. */
  async weights(): Promise<Weights[]> {
    return this.#call("weights");
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
    return this.#call("fingerprint");
  }

  /** Batches that its weights were trained on, in all runs: what Keras calls the optimizer's iterations. */
  async steps(): Promise<number> {
    return this.#call("steps");
  }

  /** A safetensors file that holds the config, the weights and the optimizer's state: training goes on from it bit for bit. */
  async save(): Promise<Bytes> {
    return this.#call("save");
  }

  /**
   * The bytes of a file that another engine runs: an ONNX file, an archive for PyTorch, a script for Keras, or a header of plain
   * C99. See `exportModel` of hourglass-autoencoder/export, which is loaded for it.
   */
  async export(format: ExportFormat, options?: ExportOptions): Promise<Bytes> {
    const { exportModel } = await import("../export/index.js");
    return exportModel(this, format, options);
  }

  /** Frees the model's memory; a run in progress is aborted. Calling it twice is harmless. */
  async dispose(): Promise<void> {
    if (this.#disposed) return;
    const freed = this.#call("dispose");
    this.#disposed = true;
    unwatch(this, "model", this.#connection);
    await freed.catch(() => undefined); // the runtime may have gone first
  }

  /** What `await using` calls: `dispose`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.dispose();
  }

  async #image(part: ImagePart, pixels: Samples, options: ImageOptions): Promise<Image<Floats | Bytes>> {
    checkKeys(options, ["height", "width", "tile", "bytes", "signal", "onProgress"]);
    const { height, width, tile = 128, bytes = false, signal, onProgress } = options;
    checkWhole(height, "options.height", 1, 2 ** 20);
    checkWhole(width, "options.width", 1, 2 ** 20);
    checkWhole(tile, "options.tile", 8, 4096);
    checkFlag(bytes, "options.bytes");
    checkSignal(signal);
    const numbers = this.#sent(pixels, "pixels");
    if (!ArrayBuffer.isView(numbers))
      throw new HourglassError("invalid_data", "pixels must be numbers, got a data set that stays");
    const image = this.#connection.nextImage();
    const stop = () => void this.#call("stopImage", [image]).catch(() => undefined);
    if (signal?.aborted) throw new HourglassError("aborted", "The image was given up before it was begun");
    signal?.addEventListener("abort", stop, { once: true });
    try {
      const { data, shape } = await this.#call(
        "image",
        [image, part, numbers, height, width, tile, bytes],
        ({ done, total }: { done: number; total: number }) => onProgress?.(done, total),
      );
      return { data, height: shape[0], width: shape[1], channels: shape[2] };
    } finally {
      signal?.removeEventListener("abort", stop);
    }
  }

  #sent(data: unknown, field = "data"): Sent {
    return sent(data, field, this.#connection);
  }

  /** Inputs, and targets and weights or undefined; messages call them as `names` says, or by their own. */
  #pairs(pairs: Pairs, names: { data?: string; of?: string } = {}): SentPairs {
    const { of = "", data = `${of}data` } = names;
    const other = (name: "targets" | "sampleWeights" | "featureWeights") =>
      pairs[name] === undefined ? undefined : this.#sent(pairs[name], of + name);
    return [this.#sent(pairs.data, data), other("targets"), other("sampleWeights"), other("featureWeights")];
  }

  #windows(window: number | undefined, batch = 128): Windows {
    checkWhole(batch, "options.batchSize", 1, 2 ** 31 - 1);
    if (window !== undefined) checkWhole(window, "options.window", 1, 1e9);
    const samples = window ?? 2 ** 24 / (4 * this.features);
    return new Windows(this.#connection, this.features, Math.max(1, Math.floor(samples / batch)) * batch);
  }

  #heldOut(validation: FitOptions["validation"]): SentValidation {
    if (validation === undefined || typeof validation === "number") return nothingSent;
    if (tagOf(validation) !== "Object")
      return this.#pairs({ data: validation as Samples }, { data: "validation" });
    checkKeys(validation, ["data", "targets", "sampleWeights", "featureWeights"], "validation");
    return this.#pairs(validation as Pairs, { of: "validation." });
  }

  async #call<M extends keyof HostMethods>(
    method: M,
    ...[args, onEvent]: Call<M>
  ): Promise<ReturnType<HostMethods[M]>> {
    if (this.#disposed) throw new HourglassError("disposed", "This model was disposed");
    return this.#connection.request(method, (args ?? []) as Parameters<HostMethods[M]>, {
      model: this.#model,
      ...(onEvent ? { onEvent } : {}),
    });
  }
}

/** What follows a method's name: its arguments, where it has any, and who hears of its events. */
type Call<M extends keyof HostMethods> =
  Parameters<HostMethods[M]> extends []
    ? [args?: [], onEvent?: (event: never) => void]
    : [args: Parameters<HostMethods[M]>, onEvent?: (event: never) => void];

const noMetrics = new Metrics(undefined, {
  outputs: () => Promise.resolve(new Float32Array()),
  targets: undefined,
});

const nothingSent: SentValidation = [undefined, undefined, undefined, undefined];

/** What belongs to a stream's samples comes with them. */
function checkNoPairs(pairs: object, of: string): void {
  for (const [name, value] of Object.entries(pairs)) {
    if (value === undefined) continue;
    throw new HourglassError(
      "invalid_config",
      of === "patches"
        ? `options.${name} cannot be beside patches, which bring their own: see their option pairs`
        : `options.${name} must come with the samples of a stream, { data, ${name} }, one batch after another`,
    );
  }
}

function ended(history: History, throwOnAbort: boolean): History {
  if (history.reason !== "aborted" || !throwOnAbort) return history;
  throw new HourglassError("aborted", "Training was aborted; the model keeps what it learnt so far");
}

function isSpread(latents: Samples | CodeSpread): latents is CodeSpread {
  return tagOf(latents) === "Object" && "mean" in latents && "logVariance" in latents;
}
