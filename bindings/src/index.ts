export { Autoencoder } from "./autoencoder.js";
export type { CodeSpread, FitOptions, LayerOutput, Losses, SampleOptions, Weights } from "./autoencoder.js";
export { conv2d, conv2dTranspose, dense, dropout, presets, reshape } from "./config.js";
export type {
  Activation,
  AutoencoderConfig,
  ConvOptions,
  Corruption,
  Layer,
  Loss,
  Optimizer,
  Sides,
  Sparsity,
} from "./config.js";
export { Dataset, type SampleShape } from "./dataset.js";
export { HourglassError, type ErrorCode } from "./errors.js";
export type { FitRun } from "./fit.js";
export type { Bytes, Floats, History, Progress } from "./protocol.js";
export { load, Runtime } from "./runtime.js";
export type {
  LabelledCodes,
  LoadOptions,
  Pca,
  PcaOptions,
  Probe,
  ProbeOptions,
  RuntimeInfo,
} from "./runtime.js";
export type { Samples } from "./samples.js";
export type { LayerSummary, Summary } from "./summary.js";
