export type { FitOptions, Losses } from "./autoencoder.js";
export { Autoencoder } from "./autoencoder.js";
export { dense } from "./config.js";
export type { Activation, AutoencoderConfig, Corruption, Layer, Loss, Optimizer, Samples } from "./config.js";
export { HourglassError, type ErrorCode } from "./errors.js";
export type { FitRun } from "./fit.js";
export type { History, Progress } from "./protocol.js";
export { load, Runtime } from "./runtime.js";
export type { LoadOptions, RuntimeInfo } from "./runtime.js";
