export { Autoencoder } from "./api/autoencoder.js";
export type {
  DataWeights,
  EvaluateOptions,
  FitOptions,
  Image,
  ImageOptions,
  Pairs,
  SampleOptions,
  ScoreOptions,
} from "./api/autoencoder.js";
export {
  activation,
  averagePool2d,
  batchNorm,
  conv2d,
  conv2dTranspose,
  dense,
  dropout,
  layerNorm,
  maxPool2d,
  presets,
  reshape,
  residual,
  upSampling2d,
  type CompleteConfig,
  type ConvOptions,
  type Preset,
} from "./api/config.js";
export { Dataset, type ImageShape, type SampleShape, type VectorShape } from "./api/dataset.js";
export { HourglassError, type ErrorCode } from "./base/errors.js";
export type { FitRun } from "./api/fit-run.js";
export type { CodeSpread, LayerOutput, Losses, Pca, Probe, Weights } from "./messages/methods.js";
export type { Bytes, Floats, History, Progress } from "./messages/protocol.js";
export { load, Runtime } from "./api/runtime.js";
export type {
  DatasetOptions,
  LabelledCodes,
  LoadOptions,
  ModelFile,
  OpenOptions,
  PcaOptions,
  ProbeOptions,
  RuntimeInfo,
} from "./api/runtime.js";
export type { Numbers, Samples } from "./api/samples.js";
export { Patches, type PatchImage, type PatchOptions } from "./api/patches.js";
export type { Metric, MetricFunction } from "./api/metrics.js";
export type { SampleStream, StreamedBatch, StreamedBatches, StreamedPairs } from "./api/stream.js";
export type { LayerSummary, Summary } from "./api/summary.js";
export * from "./api/settings.js";
