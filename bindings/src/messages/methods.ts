// What may be asked for, and what comes back. Both ends are typed by it: what the package sends, and what the module offers
// (bindings.cpp has a function of each name; a test compares them).

import type { Loaded, LoadRequest, ModelDescription, RawHistory, RawProgress } from "./protocol.js";
import type { Bytes, Floats } from "./protocol.js";

/** Samples as they are sent: floats, bytes, or the number of a data set that stays. */
export type Sent = Float32Array | Uint8Array | { dataset: number };

/** Undefined: the data themselves, and weights of 1. */
export type SentPairs = [
  data: Sent,
  targets: Sent | undefined,
  sampleWeights: Sent | undefined,
  featureWeights: Sent | undefined,
];
/** Undefined throughout where nothing, or a share of the data, is held out. */
export type SentValidation = SentPairs | [undefined, undefined, undefined, undefined];

/** Patches that stay, instead of data. */
export type SentPatches = [{ patches: number }, undefined, undefined, undefined];
/** Data, patches, or undefined of a stream; what is held out; and options as JSON. */
export type FitArguments = [
  ...pairs: SentValidation | SentPatches,
  ...validation: SentValidation,
  options: string,
];
/** A stream's window, and 1 where it ends a pass. */
export type WindowArguments = [...pairs: SentPairs, last: number];

/** A variational model's codes, n * latentSize numbers each. */
export interface CodeSpread {
  /** Where each code is. */
  mean: Floats;
  /** The natural logarithm of its variance. */
  logVariance: Floats;
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

/** A layer as the core describes it, whose vectors are [1, 1, n]. */
export interface LayerDescription {
  layer: string;
  outputShape: [number, number, number];
  parameters: number;
  trainable: number;
}

/** A principal component analysis. */
export interface Pca {
  /** (features) */
  mean: Floats;
  /** Orthonormal axes, (components, features), most variance first. */
  components: Floats;
  /** Variance along each axis. */
  variances: Floats;
  /** Of the held-out samples: (n, components). */
  codes: Floats;
  /** Of the held-out samples: mean squared error. */
  reconstructionError: number;
}

/** How well classes are told apart by codes. */
export interface Probe {
  /** Share of the held-out codes whose class is predicted. */
  accuracy: number;
  /** The most likely class of each held-out code. */
  predictions: Bytes;
}

/** What of a model is applied to an image. */
export type ImagePart = "whole" | "encoder" | "decoder";

/** How an image is worked on, band by band. */
export interface ImagePlan {
  /** [height, width, channels] */
  input: [number, number, number];
  /** [height, width, channels] */
  output: [number, number, number];
  /** Of each band the first row that it reads, how many these are, the first row that it gives, and how many. */
  bands: number[];
}

/** What came of an image. */
export interface ImageOutput {
  data: Floats | Bytes;
  /** [height, width, channels] */
  shape: [number, number, number];
}

/** What came of a part of a run. */
export interface Burst {
  progress: RawProgress;
  /** What progress.recentLoss is a mean over. */
  recentSamples: number;
  epochFinished: boolean;
  finished: boolean;
  stoppedEarly: boolean;
  /** Whether a stream's window is used up. */
  hungry: boolean;
}

/** What the package asks of a model, and the module answers. */
interface Common {
  trainBatch(...pairs: SentPairs): RawProgress;
  reconstruct(data: Sent, seed: number | undefined): Floats;
  encode(data: Sent): Floats;
  encodeSpread(data: Sent): CodeSpread;
  decode(latents: Sent): Floats;
  decodeSpread(mean: Sent, logVariance: Sent, seed: number): Floats;
  corrupt(data: Sent, corruption: string, seed: number): Floats;
  sample(count: number, seed: number, from: "prior" | "codes" | undefined, temperature: number): Floats;
  interpolate(from: Sent, to: Sent, count: number): Floats;
  evaluate(...pairs: SentPairs): Losses;
  scores(
    data: Sent,
    by: "mse" | "mae" | undefined,
    quantile: number | undefined,
    featureWeights: Sent | undefined,
  ): Floats;
  featureErrors(data: Sent): Floats;
  activations(sample: Sent): LayerOutput[];
  decoderActivations(latent: Sent): LayerOutput[];
  summary(): LayerDescription[];
  weights(): Weights[];
  setWeights(weights: { name: string; values: Float32Array }[]): void;
  save(): Bytes;
  setLearningRate(rate: number): void;
  /** As JSON; undefined: none. */
  setCorruption(corruption: string | undefined): void;
  fingerprint(): string;
  steps(): number;
  dispose(): void;

  // Of no model.
  /** With a step as windows of one block. */
  keepDataset(id: number, samples: Sent, features: number, step: number | undefined): { size: number };
  /** Rows of another data set. */
  keepRows(id: number, of: number, from: number, to: number): void;
  /** Adds rows behind and, if it slides, drops as many in front: 1 or 0. */
  appendRows(id: number, rows: Sent, slides: number): { size: number };
  keepPatches(
    id: number,
    size: number,
    channels: number,
    kind: "same" | "neighbours" | "blindSpots",
    distance: number,
    flips: number,
    rotations: number,
  ): void;
  /** How many patches an epoch has now. `name` is what messages call the image. */
  addImage(
    id: number,
    pixels: Float32Array | Uint8Array,
    height: number,
    width: number,
    name: string,
    targets: Float32Array | Uint8Array | undefined,
  ): number;
  /** Or patches. */
  dropDataset(id: number): void;
  pca(data: Sent, heldOut: Sent, features: number, components: number): Pca;
  probe(
    codes: Sent,
    labels: Uint8Array,
    heldOutCodes: Sent,
    heldOutLabels: Uint8Array,
    latentSize: number,
    classes: number,
  ): Probe;
}

/** What the package asks of the host. */
export interface HostMethods extends Common {
  load(request: LoadRequest): Loaded;
  /** A config as JSON. */
  create(config: string): ModelDescription;
  open(file: Uint8Array): ModelDescription;
  /** Events are RawProgress, at most every so many milliseconds. With `holds`, epochs end by waiting for `goOn`. */
  fit(...args: [...fit: FitArguments, every: number, paused: boolean, holds: boolean]): RawHistory;
  goOn(): void;
  /** A stream's next window, and whether it ends a pass: 1 or 0. Answers once another one is wanted, or none. */
  feed(...args: WindowArguments): { more: boolean };
  /** Events are { done, total }, in bands. `image` is the caller's own number, by which to stop. */
  image(
    image: number,
    part: ImagePart,
    pixels: Float32Array | Uint8Array,
    height: number,
    width: number,
    tile: number,
    asBytes: boolean,
  ): ImageOutput;
  stopImage(image: number): void;
  pause(): void;
  /** For so many epochs, or to the end. */
  resume(epochs: number | undefined): void;
  step(): RawProgress;
  abort(): void;
}

/** What the host asks of the module. */
export interface ModuleMethods extends Common {
  create(config: string): Omit<ModelDescription, "model">;
  open(file: Uint8Array): Omit<ModelDescription, "model">;
  beginFit(...args: FitArguments): { warnings: string[] };
  feedFit(...args: WindowArguments): { warnings: string[] };
  continueFit(milliseconds: number): Burst;
  /** Of one batch. */
  stepFit(): Burst;
  endFit(): void;
  beginImage(image: number, part: ImagePart, height: number, width: number, tile: number): ImagePlan;
  runImage(image: number, band: number, rows: Float32Array | Uint8Array): Floats;
  endImage(image: number): void;
  /** Of modules with threads. */
  setThreads(count: number): void;
}
