import type { ErrorCode } from "../base/errors.js";
import type { HostMethods } from "./methods.js";

/** Own memory, shared with nobody. */
export type Floats = Float32Array<ArrayBuffer>;
/** Own memory, shared with nobody. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** What the package asks of the host of a wasm module, in this thread or in a worker. */
export interface Request {
  id: number;
  method: keyof HostMethods;
  /** The model whose method it is. */
  model?: number;
  args: unknown[];
}

/** What a worker says first of all. */
export interface Ready {
  ready: true;
  /** The name of a lock that it holds as long as it lives, where there are locks. */
  life?: string | undefined;
}

/** One answer ends a request; events may come before it. */
export type Reply =
  | { id: number; event: unknown }
  | { id: number; value: unknown }
  | { id: number; error: { code: ErrorCode; message: string } };

/** What the host needs to load a module. */
export interface LoadRequest {
  build: "auto" | Build;
  threads: number | "auto";
  /** Where each build's .wasm file is, if not beside the package's modules. */
  wasmUrls: Partial<Record<BuildFile, string>>;
  /** The one module that there is, instead of any file. */
  wasm?: Uint8Array | WebAssembly.Module | undefined;
}

/** What was loaded, and why not what was asked for. */
export interface Loaded {
  build: Build;
  threads: number;
  notes: string[];
}

/** Plain 128-bit SIMD, or with relaxed instructions: fused multiply-add, faster and of other bits. */
export type Build = "baseline" | "relaxed";

/** What the builds' files are called. */
export const buildFiles = ["baseline", "relaxed", "baseline-threads", "relaxed-threads"] as const;
export type BuildFile = (typeof buildFiles)[number];

/** What a model turned out to be. */
export interface ModelDescription {
  model: number;
  features: number;
  latentSize: number;
  parameterCount: number;
  /** As JSON, with defaults and the decoder filled in. */
  config: string;
}

/** Where a training run stands. */
export interface Progress {
  /** Layer by layer, or the whole. */
  phase: "pretraining" | "training";
  /** Layer being pretrained, from 0. */
  layer?: number;
  /** Of this phase, from 1. */
  epoch: number;
  /** Of this phase, all in all. */
  epochs: number;
  /** Epochs of this phase that are finished. */
  epochsDone: number;
  /** Over the whole run, from 1. */
  step: number;
  /** Of the whole run, all in all. */
  steps: number;
  /** What is minimised, running mean over the epoch. */
  loss: number;
  /** The part of it that compares outputs with targets. */
  reconstructionLoss: number;
  /** KL or sparsity term, already weighted; 0 where there is none. */
  penalty: number;
  /** What is minimised, mean over the samples since the event before. */
  recentLoss: number;
  /** Of the last finished epoch. */
  validationLoss?: number;
  /** What `metrics` asked for, by name: running means over the epoch, without penalties. */
  metrics?: Record<string, number>;
  /** The same of the held-out data after the last finished epoch, and own functions. */
  validationMetrics?: Record<string, number>;
  /** At this step. */
  learningRate: number;
  /** Over the run so far, by the time spent training. */
  samplesPerSecond: number;
  /** By the time spent training: a paused run does not get slower. */
  secondsLeft: number;
  /** What there is to say of the data and the model, e.g. that the output cannot reach the data. */
  notes?: string[];
}

/** Progress as the core gives it: metrics are numbers in the order of what was asked for. */
export interface RawProgress extends Omit<Progress, "metrics" | "validationMetrics"> {
  metrics?: number[];
  validationMetrics?: number[];
}

/** What a run of training came to. */
export interface History {
  /** The last progress event of each epoch. */
  epochs: Progress[];
  /** Why training ended. */
  reason: "finished" | "early_stopping" | "aborted";
  /** As in progress. */
  notes?: string[];
}

/** The same as it comes from the core. */
export interface RawHistory extends Omit<History, "epochs"> {
  epochs: RawProgress[];
}
