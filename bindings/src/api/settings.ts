// Written by tools/schema.mjs: core/src/files/config_json.cpp has what stands here.

/** Height and width, or one number for both. A signal is an image of height 1: `[1, 7]` goes along it. */
export type Sides = number | readonly [number, number];

/** Input -> encoder -> latent -> decoder -> output: the output of the encoder's last layer is the latent vector. */
export interface AutoencoderConfig {
  /** Features of one sample, or [height, width, channels]. */
  input: number | readonly [number, number, number];
  /** At least one layer; the output of the last is the latent vector. */
  encoder: readonly Layer[];
  /** Default: the encoder mirrored, ending in outputActivation. */
  decoder?: readonly Layer[] | undefined;
  /** Of a mirrored decoder. Default "sigmoid". */
  outputActivation?: Activation | undefined;
  /** How outputs are compared with targets. Default "mse". */
  loss?: Loss | undefined;
  /**
   * The output is the input plus what the decoder gives: it learns what is to be taken away. Needs a linear output. Default
   * false.
   */
  residual?: boolean | undefined;
  /**
   * A variational autoencoder: the encoder's last layer gives the mean, and a twin of it the log-variance. It minimises the
   * negative ELBO: the loss summed over features and averaged over samples, plus beta * KL.
   */
  variational?: Variational | undefined;
  /** A denoising autoencoder: inputs are corrupted anew at every step, targets stay clean. */
  corruption?: Corruption | undefined;
  /** A sparse autoencoder: a penalty on the latent activations. */
  sparsity?: Sparsity | undefined;
  /** How weights follow their gradients. Default adam. */
  optimizer?: Optimizer | undefined;
  /**
   * One seed for initial weights, shuffling, corruption, dropout and sampling. A whole number from 0 to 2^53 - 1, default 0.
   */
  seed?: number | undefined;
}

/** A layer of an encoder or a decoder. */
export type Layer =
  | DenseLayer
  | Conv2dLayer
  | Conv2dTransposeLayer
  | DropoutLayer
  | ReshapeLayer
  | MaxPool2dLayer
  | UpSampling2dLayer
  | AveragePool2dLayer
  | BatchNormLayer
  | LayerNormLayer
  | ActivationLayer
  | ResidualLayer;
/** What they are called. */
export const layerTypes = [
  "dense",
  "conv2d",
  "conv2d_transpose",
  "dropout",
  "reshape",
  "max_pool2d",
  "up_sampling2d",
  "average_pool2d",
  "batch_norm",
  "layer_norm",
  "activation",
  "residual",
] as const;
/** What Keras calls them. */
export const layerNamesInKeras: Record<Layer["type"], string> = {
  dense: "Dense",
  conv2d: "Conv2D",
  conv2d_transpose: "Conv2DTranspose",
  dropout: "Dropout",
  reshape: "Reshape",
  max_pool2d: "MaxPooling2D",
  up_sampling2d: "UpSampling2D",
  average_pool2d: "AveragePooling2D",
  batch_norm: "BatchNormalization",
  layer_norm: "LayerNormalization",
  activation: "Activation",
  residual: "Add",
};

/** Keras's Dense: output = activation(input · kernel + bias). Images are flattened, row by row, channels fastest. */
export interface DenseLayer {
  /** Which of them it is. */
  type: "dense";
  /** Numbers that come out. A whole number of at least 1. */
  units: number;
  /** What is applied to the sums. Default "linear". */
  activation?: Activation | undefined;
  /** Whether a number of its own is added to each sum. Default true. */
  useBias?: boolean | undefined;
  /** What its kernel costs; its bias costs nothing. Default {"l1":0,"l2":0}. */
  kernelRegularizer?: Regularizer | undefined;
  /** Whether training changes its weights, which otherwise cost nothing. Default true. */
  trainable?: boolean | undefined;
}

/**
 * What a layer makes of its sums, as in Keras: the slope of leaky_relu is 0.2, the alpha of elu 1, gelu is exact, silu is
 * also known as swish, and softmax is taken over the channels.
 */
export const activations = [
  "linear",
  "relu",
  "leaky_relu",
  "elu",
  "tanh",
  "sigmoid",
  "gelu",
  "silu",
  "selu",
  "softplus",
  "softmax",
] as const;
/**
 * What a layer makes of its sums, as in Keras: the slope of leaky_relu is 0.2, the alpha of elu 1, gelu is exact, silu is
 * also known as swish, and softmax is taken over the channels.
 */
export type Activation = (typeof activations)[number];

/** What weights cost, as Keras's L1L2: l1 * sum |w| + l2 * sum w^2 is added to the loss. */
export interface Regularizer {
  /** Weight of the sum of magnitudes. At least 0, default 0. */
  l1?: number | undefined;
  /** Weight of the sum of squares. At least 0, default 0. */
  l2?: number | undefined;
}

/**
 * Keras's Conv2D, but for the padding, which is "same" unless it is set: output sides are ceil(input side / stride).
 */
export interface Conv2dLayer {
  /** Which of them it is. */
  type: "conv2d";
  /** Channels that come out. A whole number of at least 1. */
  filters: number;
  /** Height and width of the kernel, or one number for both. [1, k] goes along a signal. */
  kernel: Sides;
  /** How far the kernel moves from one output to the next, likewise. Default 1. */
  stride?: Sides | undefined;
  /** What is applied to the sums. Default "linear". */
  activation?: Activation | undefined;
  /** What becomes of windows at the edge. Default "same". */
  padding?: Padding | undefined;
  /** How far apart the kernel's taps are, likewise. Above 1 the stride must be 1, as in Keras. Default 1. */
  dilation?: Sides | undefined;
  /** Whether a number of its own is added to each sum. Default true. */
  useBias?: boolean | undefined;
  /** What its kernel costs; its bias costs nothing. Default {"l1":0,"l2":0}. */
  kernelRegularizer?: Regularizer | undefined;
  /** Whether training changes its weights, which otherwise cost nothing. Default true. */
  trainable?: boolean | undefined;
}

/** Whether windows may stand over the edge (same), or only fit into the input (valid). */
export const paddings = ["same", "valid"] as const;
/** Whether windows may stand over the edge (same), or only fit into the input (valid). */
export type Padding = (typeof paddings)[number];

/**
 * Keras's Conv2DTranspose, but for the padding, which is "same" unless it is set: output sides are input side * stride.
 */
export interface Conv2dTransposeLayer {
  /** Which of them it is. */
  type: "conv2d_transpose";
  /** Channels that come out. A whole number of at least 1. */
  filters: number;
  /** Height and width of the kernel, or one number for both. [1, k] goes along a signal. */
  kernel: Sides;
  /** How far the kernel moves from one output to the next, likewise. Default 1. */
  stride?: Sides | undefined;
  /** What is applied to the sums. Default "linear". */
  activation?: Activation | undefined;
  /**
   * [height, width] of the output, any that a convolution of these settings brings back to the input's. Default: Keras's,
   * side * stride.
   */
  outputSize?: readonly [number, number] | undefined;
  /** What becomes of windows at the edge. Default "same". */
  padding?: Padding | undefined;
  /** How far apart the kernel's taps are, likewise. Above 1 the stride must be 1, as in Keras. Default 1. */
  dilation?: Sides | undefined;
  /** Whether a number of its own is added to each sum. Default true. */
  useBias?: boolean | undefined;
  /** What its kernel costs; its bias costs nothing. Default {"l1":0,"l2":0}. */
  kernelRegularizer?: Regularizer | undefined;
  /** Whether training changes its weights, which otherwise cost nothing. Default true. */
  trainable?: boolean | undefined;
}

/** Keras's Dropout: in training each number is 0 with a chance of rate, and others are divided by 1 - rate. */
export interface DropoutLayer {
  /** Which of them it is. */
  type: "dropout";
  /** The chance of each number to be 0. From 0 to below 1. */
  rate: number;
}

/** Keras's Reshape: how an image follows a dense layer. */
export interface ReshapeLayer {
  /** Which of them it is. */
  type: "reshape";
  /** [height, width, channels], as many numbers as come in. */
  shape: readonly [number, number, number];
}

/** Keras's MaxPooling2D: of each window the largest number of each channel. */
export interface MaxPool2dLayer {
  /** Which of them it is. */
  type: "max_pool2d";
  /** Height and width of a window, or one number for both. Default 2. */
  pool?: Sides | undefined;
  /** How far apart windows are, likewise; without it they touch. */
  stride?: Sides | undefined;
  /** What becomes of windows at the edge. Default "valid". */
  padding?: Padding | undefined;
}

/** Keras's UpSampling2D: every pixel becomes a block. */
export interface UpSampling2dLayer {
  /** Which of them it is. */
  type: "up_sampling2d";
  /** Height and width of a block, or one number for both. Default 2. */
  size?: Sides | undefined;
  /** How blocks are filled. Default "nearest". */
  interpolation?: Interpolation | undefined;
  /** [height, width] of the output: the last row or column is cut or repeated. Default: whole blocks. */
  outputSize?: readonly [number, number] | undefined;
}

/** What lies between pixels: the nearest one, or means of the four around, weighted by how near they are. */
export const interpolations = ["nearest", "bilinear"] as const;
/** What lies between pixels: the nearest one, or means of the four around, weighted by how near they are. */
export type Interpolation = (typeof interpolations)[number];

/** Keras's AveragePooling2D: of each window the mean of each channel. */
export interface AveragePool2dLayer {
  /** Which of them it is. */
  type: "average_pool2d";
  /** Height and width of a window, or one number for both. Default 2. */
  pool?: Sides | undefined;
  /** How far apart windows are, likewise; without it they touch. */
  stride?: Sides | undefined;
  /** What becomes of windows at the edge. Default "valid". */
  padding?: Padding | undefined;
}

/**
 * Keras's BatchNormalization: each channel has mean 0 and variance 1 over the batch, then times gamma plus beta. Once
 * trained, by running means.
 */
export interface BatchNormLayer {
  /** Which of them it is. */
  type: "batch_norm";
  /** What a step leaves of the running means of mean and variance. From 0 to below 1, default 0.99. */
  momentum?: number | undefined;
  /** Added to the variance. At least 1e-37, default 0.001. */
  epsilon?: number | undefined;
  /** Whether training changes its weights, which otherwise cost nothing. Default true. */
  trainable?: boolean | undefined;
}

/**
 * Keras's LayerNormalization: the channels at each position have mean 0 and variance 1, then times gamma plus beta.
 */
export interface LayerNormLayer {
  /** Which of them it is. */
  type: "layer_norm";
  /** Added to the variance. At least 1e-37, default 0.001. */
  epsilon?: number | undefined;
  /** Whether training changes its weights, which otherwise cost nothing. Default true. */
  trainable?: boolean | undefined;
}

/** Keras's Activation, behind a normalisation or a residual block. */
export interface ActivationLayer {
  /** Which of them it is. */
  type: "activation";
  /** What is applied to each number. */
  activation: Activation;
}

/** Keras's Add, of what comes in and what a block of layers makes of it. */
export interface ResidualLayer {
  /** Which of them it is. */
  type: "residual";
  /** At least one layer; together they keep the shape. */
  layers: readonly Layer[];
}

/**
 * What training minimises, a mean over features and samples: mean squared error, binary cross-entropy, mean absolute
 * error, Huber's loss with a delta of 1, the logarithm of the hyperbolic cosine of the error, or minus the cosine of the
 * angle between output and target, vectors along the channels.
 */
export const losses = ["mse", "bce", "mae", "huber", "log_cosh", "cosine_similarity"] as const;
/**
 * What training minimises, a mean over features and samples: mean squared error, binary cross-entropy, mean absolute
 * error, Huber's loss with a delta of 1, the logarithm of the hyperbolic cosine of the error, or minus the cosine of the
 * angle between output and target, vectors along the channels.
 */
export type Loss = (typeof losses)[number];

/** A variational autoencoder's settings (Kingma and Welling 2014). */
export interface Variational {
  /** Weight of the KL divergence to N(0, 1) (Higgins et al. 2017). At least 0, default 1. */
  beta?: number | undefined;
  /** Epochs over which beta rises from 0. At least 0, default 0. */
  warmup?: number | undefined;
}

/** What a denoising autoencoder's inputs are corrupted with (Vincent et al. 2008). */
export type Corruption = GaussianCorruption | MaskingCorruption | SaltAndPepperCorruption;
/** What they are called. */
export const corruptionKinds = ["gaussian", "masking", "salt_and_pepper"] as const;

/** Normal noise is added. */
export interface GaussianCorruption {
  /** Which of them it is. */
  kind: "gaussian";
  /** The noise's standard deviation. At least 0. */
  amount: number;
  /**
   * The result is clamped to this range. Data outside it are refused: for those give their range, or false. Default [0,1].
   */
  clip?: readonly [number, number] | false | undefined;
}

/** Some features are set to 0. */
export interface MaskingCorruption {
  /** Which of them it is. */
  kind: "masking";
  /** The share of the features. From 0 to 1. */
  amount: number;
}

/** Some features are set to 0 or 1, half of each. */
export interface SaltAndPepperCorruption {
  /** Which of them it is. */
  kind: "salt_and_pepper";
  /** The share of the features. From 0 to 1. */
  amount: number;
}

/** What a sparse autoencoder's latent activations cost. */
export type Sparsity = L1Sparsity | KlSparsity;
/** What they are called. */
export const sparsityKinds = ["l1", "kl"] as const;

/** weight * sum |h| over the latent units, averaged over samples: Keras's L1 activity regularizer. */
export interface L1Sparsity {
  /** Which of them it is. */
  kind: "l1";
  /** Weight of the penalty. At least 0. */
  weight: number;
}

/**
 * weight * sum over units of KL(target || mean activation of the unit over the batch) (Ng 2011). The latent layer's
 * activation must be sigmoid.
 */
export interface KlSparsity {
  /** Which of them it is. */
  kind: "kl";
  /** Weight of the penalty. At least 0. */
  weight: number;
  /** The mean activation that is wanted. Above 0 and below 1. */
  target: number;
}

/** How weights follow their gradients. */
export type Optimizer = Sgd | RmsProp | Adam | AdamW;
/** What they are called. */
export const optimizerKinds = ["sgd", "rmsprop", "adam", "adamw"] as const;

/** Stochastic gradient descent, as Keras's SGD. */
export interface Sgd {
  /** Which of them it is. */
  kind: "sgd";
  /** The learning rate. Above 0. */
  learningRate: number;
  /** Share of the last step that the next one repeats. From 0 to below 1, default 0. */
  momentum?: number | undefined;
  /** Nesterov's momentum, which looks ahead. Default false. */
  nesterov?: boolean | undefined;
  /** The most that the norm of a parameter's gradient may be. Above 0. */
  clipNorm?: number | undefined;
  /** The most that a number of the gradient may be, up or down; not beside clipNorm. Above 0. */
  clipValue?: number | undefined;
}

/** Keras's RMSprop. */
export interface RmsProp {
  /** Which of them it is. */
  kind: "rmsprop";
  /** The learning rate. Above 0. */
  learningRate: number;
  /** Decay of the running mean of squared gradients. From 0 to below 1, default 0.9. */
  rho?: number | undefined;
  /** Keeps the divisor from 0. At least 1e-37, default 1e-7. */
  epsilon?: number | undefined;
  /** The most that the norm of a parameter's gradient may be. Above 0. */
  clipNorm?: number | undefined;
  /** The most that a number of the gradient may be, up or down; not beside clipNorm. Above 0. */
  clipValue?: number | undefined;
}

/** Adam (Kingma and Ba 2015), as Keras has it. */
export interface Adam {
  /** Which of them it is. */
  kind: "adam";
  /** The learning rate. Above 0, default 0.001. */
  learningRate?: number | undefined;
  /** Decay of the running mean of gradients. From 0 to below 1, default 0.9. */
  beta1?: number | undefined;
  /** Decay of the running mean of their squares. From 0 to below 1, default 0.999. */
  beta2?: number | undefined;
  /** Keeps the divisor from 0. At least 1e-37, default 1e-7. */
  epsilon?: number | undefined;
  /** The most that the norm of a parameter's gradient may be. Above 0. */
  clipNorm?: number | undefined;
  /** The most that a number of the gradient may be, up or down; not beside clipNorm. Above 0. */
  clipValue?: number | undefined;
}

/** Adam with decoupled weight decay (Loshchilov and Hutter 2019), as Keras has it. */
export interface AdamW {
  /** Which of them it is. */
  kind: "adamw";
  /** The learning rate. Above 0, default 0.001. */
  learningRate?: number | undefined;
  /** Share of each weight that a step of rate 1 would take off. At least 0. */
  weightDecay: number;
  /** Decay of the running mean of gradients. From 0 to below 1, default 0.9. */
  beta1?: number | undefined;
  /** Decay of the running mean of their squares. From 0 to below 1, default 0.999. */
  beta2?: number | undefined;
  /** Keeps the divisor from 0. At least 1e-37, default 1e-7. */
  epsilon?: number | undefined;
  /** The most that the norm of a parameter's gradient may be. Above 0. */
  clipNorm?: number | undefined;
  /** The most that a number of the gradient may be, up or down; not beside clipNorm. Above 0. */
  clipValue?: number | undefined;
}

/** How a model is trained. */
export interface FitSettings {
  /** How often all samples are seen. A whole number of at least 1, default 10. */
  epochs?: number | undefined;
  /** Samples of one step. A whole number of at least 1, default 128. */
  batchSize?: number | undefined;
  /** A share of the samples held out, taken from their end as in Keras. From 0 to below 1, default 0. */
  validation?: number | undefined;
  /** Whether each epoch has an order of its own. Default true. */
  shuffle?: boolean | undefined;
  /** How the learning rate changes over the run. Default constant. */
  schedule?: Schedule | undefined;
  /** Ends a run after some epochs without a better loss, and gives the best weights back. */
  earlyStopping?: EarlyStopping | undefined;
  /**
   * A run that goes on where another was left: so many epochs are done, as in Keras, and epochs is the last one's number. A
   * whole number of at least 0, default 0.
   */
  initialEpoch?: number | undefined;
  /**
   * And so many batches of the next one: with both a saved model goes on bit for bit. A whole number of at least 0, default
   * 0.
   */
  initialBatch?: number | undefined;
  /** What the reconstruction is measured by besides the loss, in training and validation. */
  metrics?: readonly Loss[] | undefined;
  /**
   * Of a stream: so many batches are an epoch, as in Keras. Default: all that it gives, once. A whole number of at least 0,
   * default 0.
   */
  stepsPerEpoch?: number | undefined;
  /** Stacked: each layer is trained greedily for so many epochs on the codes of the one before, then the whole. */
  pretrain?: Pretraining | undefined;
}
/** What may be set. */
export const fitSettingsKeys = [
  "epochs",
  "batchSize",
  "validation",
  "shuffle",
  "schedule",
  "earlyStopping",
  "initialEpoch",
  "initialBatch",
  "metrics",
  "stepsPerEpoch",
  "pretrain",
] as const;

/** How the learning rate changes over a run. */
export type Schedule = ConstantSchedule | CosineSchedule | StepSchedule;
/** What they are called. */
export const scheduleKinds = ["constant", "cosine", "step"] as const;

/** The learning rate stays as it is. */
export interface ConstantSchedule {
  /** Which of them it is. */
  kind: "constant";
}

/** The learning rate falls along a cosine to 0 at the run's end, as Keras's CosineDecay. */
export interface CosineSchedule {
  /** Which of them it is. */
  kind: "cosine";
  /** Epochs over which it first rises from 0, fewer than the run's. At least 0, default 0. */
  warmup?: number | undefined;
}

/** The learning rate falls in steps. */
export interface StepSchedule {
  /** Which of them it is. */
  kind: "step";
  /** Epochs from one step to the next. Above 0. */
  every: number;
  /** What the rate is multiplied with. Above 0 and at most 1. */
  factor: number;
}

/** When a run ends before its last epoch, as Keras's EarlyStopping with restore_best_weights. */
export interface EarlyStopping {
  /** Epochs without a better loss after which it ends. A whole number of at least 0. */
  patience: number;
  /** What a better loss is smaller by. At least 0, default 0. */
  minDelta?: number | undefined;
}

/** Training layer by layer before the whole (Hinton and Salakhutdinov 2006). */
export interface Pretraining {
  /** For each layer. A whole number of at least 0. */
  epochs: number;
}
