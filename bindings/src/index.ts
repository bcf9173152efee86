export { Autoencoder } from "./autoencoder.js";
export type {
  CodeSpread,
  ConstantSchedule,
  CosineSchedule,
  DataWeights,
  EarlyStopping,
  EvaluateOptions,
  FitOptions,
  LayerOutput,
  Losses,
  Pairs,
  Pretraining,
  SampleOptions,
  Schedule,
  ScoreOptions,
  StepSchedule,
  Weights,
} from "./autoencoder.js";
export { conv2d, conv2dTranspose, dense, dropout, presets, reshape } from "./config.js";
export type {
  Activation,
  Adam,
  AdamW,
  AutoencoderConfig,
  CompleteConfig,
  Conv2dLayer,
  Conv2dTransposeLayer,
  ConvOptions,
  Corruption,
  DenseLayer,
  DropoutLayer,
  GaussianCorruption,
  KlSparsity,
  L1Sparsity,
  Layer,
  Loss,
  MaskingCorruption,
  Optimizer,
  Preset,
  ReshapeLayer,
  RmsProp,
  SaltAndPepperCorruption,
  Sgd,
  Sides,
  Sparsity,
  Variational,
} from "./config.js";
export { Dataset, type ImageShape, type SampleShape, type VectorShape } from "./dataset.js";
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
export type { Numbers, Samples } from "./samples.js";
export type { LayerSummary, Summary } from "./summary.js";
