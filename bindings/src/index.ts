export { Autoencoder } from "./autoencoder.js";
export type { FitOptions, LayerOutput, Losses, Weights } from "./autoencoder.js";
export { conv2d, conv2dTranspose, dense, dropout, presets, reshape } from "./config.js";
export type {
  Activation,
  AutoencoderConfig,
  ConvOptions,
  Corruption,
  Layer,
  Loss,
  Optimizer,
  Samples,
  Sparsity,
} from "./config.js";
export { HourglassError, type ErrorCode } from "./errors.js";
export type { FitRun } from "./fit.js";
export type { History, Progress } from "./protocol.js";
export { load, Runtime } from "./runtime.js";
export type { LabelledCodes, LoadOptions, Pca, PcaOptions, ProbeOptions, RuntimeInfo } from "./runtime.js";
