/** What a layer makes of its sums, as in Keras; leaky_relu's slope is 0.2 and elu's alpha 1. */
export type Activation = "linear" | "relu" | "leaky_relu" | "elu" | "tanh" | "sigmoid";

/** Height and width, or one number for both. A signal is an image of height 1: `[1, 7]` goes along it. */
export type Sides = number | readonly [number, number];

/** Keras's Dense: output = activation(input · kernel + bias). Images are flattened, row by row, channels fastest. */
export interface DenseLayer {
  /** What tells layers apart. */
  type: "dense";
  /** Numbers that come out, at least 1. */
  units: number;
  /** Default "linear". */
  activation?: Activation | undefined;
}

/** Keras's Conv2D with padding "same": output sides are ceil(input side / stride). */
export interface Conv2dLayer extends ConvOptions {
  /** What tells layers apart. */
  type: "conv2d";
  /** Channels that come out, at least 1. */
  filters: number;
}

/** Keras's Conv2DTranspose with padding "same": output sides are input side * stride, unless `outputSize` says which. */
export interface Conv2dTransposeLayer extends ConvOptions {
  /** What tells layers apart. */
  type: "conv2d_transpose";
  /** Channels that come out, at least 1. */
  filters: number;
  /** [height, width] of the output, each from (side - 1) * stride + 1 to side * stride. */
  outputSize?: readonly [number, number] | undefined;
}

/** Keras's Dropout: in training each number is 0 with a chance of `rate`, and others are divided by 1 - rate. */
export interface DropoutLayer {
  /** What tells layers apart. */
  type: "dropout";
  /** From 0 to below 1. */
  rate: number;
}

/** Keras's Reshape: how an image follows a dense layer. */
export interface ReshapeLayer {
  /** What tells layers apart. */
  type: "reshape";
  /** [height, width, channels], as many numbers as come in. */
  shape: readonly [number, number, number];
}

/** A layer of an encoder or a decoder; `dense`, `conv2d`, `conv2dTranspose`, `dropout` and `reshape` make them. */
export type Layer = DenseLayer | Conv2dLayer | Conv2dTransposeLayer | DropoutLayer | ReshapeLayer;

/** Settings of a convolution. */
export interface ConvOptions {
  /** Height and width of the kernel, or one number for both. */
  kernel: Sides;
  /** Likewise; default 1. */
  stride?: Sides | undefined;
  /** Default "linear". */
  activation?: Activation | undefined;
}

/** Keras's Dense(units, activation): output = activation(input · kernel + bias). */
export function dense(units: number, activation: Activation = "linear"): DenseLayer {
  return { type: "dense", units, activation };
}

/** Keras's Conv2D(filters, kernel, strides=stride, padding="same"). */
export function conv2d(filters: number, options: ConvOptions): Conv2dLayer {
  return { type: "conv2d", filters, ...options };
}

/** Keras's Conv2DTranspose(filters, kernel, strides=stride, padding="same"). */
export function conv2dTranspose(
  filters: number,
  options: ConvOptions & { outputSize?: readonly [number, number] | undefined },
): Conv2dTransposeLayer {
  return { type: "conv2d_transpose", filters, ...options };
}

/** Keras's Dropout(rate). */
export function dropout(rate: number): DropoutLayer {
  return { type: "dropout", rate };
}

/** Keras's Reshape((height, width, channels)). */
export function reshape(height: number, width: number, channels: number): ReshapeLayer {
  return { type: "reshape", shape: [height, width, channels] };
}

/** Input -> encoder -> latent -> decoder -> output: the output of the encoder's last layer is the latent vector. */
export interface AutoencoderConfig {
  /** Features of one sample, or [height, width, channels]. */
  input: number | readonly [number, number, number];
  /** At least one layer; the output of the last is the latent vector. */
  encoder: readonly Layer[];
  /** Default: the encoder mirrored, ending in `outputActivation`. */
  decoder?: readonly Layer[] | undefined;
  /** Of a mirrored decoder; default "sigmoid". */
  outputActivation?: Activation | undefined;
  /** Mean over features and samples, as in Keras; default "mse". */
  loss?: Loss | undefined;
  /**
   * A variational autoencoder: the encoder's last layer gives the mean, and a twin of it the log-variance.
   * It minimises the negative ELBO: the loss summed over features and averaged over samples, plus beta * KL.
   */
  variational?: Variational | undefined;
  /** A denoising autoencoder: inputs are corrupted anew at every step, targets stay clean. */
  corruption?: Corruption | undefined;
  /** A sparse autoencoder: a penalty on the latent activations. */
  sparsity?: Sparsity | undefined;
  /** Default Adam with a learning rate of 0.001. */
  optimizer?: Optimizer | undefined;
  /** One seed for initial weights, shuffling, corruption, dropout and sampling; default 0. */
  seed?: number | undefined;
}

/** A model's own config, with what was left out filled in. */
export type CompleteConfig = Omit<AutoencoderConfig, "decoder" | "loss" | "seed"> & {
  /** As given, or the encoder mirrored. */
  decoder: readonly Layer[];
  /** As given, or "mse". */
  loss: Loss;
  /** As given, or 0. */
  seed: number;
};

/** What training minimises: mean squared error, binary cross-entropy, mean absolute error, Huber's loss with a delta of 1. */
export type Loss = "mse" | "bce" | "mae" | "huber";

/** Normal noise is added. */
export interface GaussianCorruption {
  /** What tells corruptions apart. */
  kind: "gaussian";
  /** The noise's standard deviation, 0 or more. */
  amount: number;
  /**
   * The result is clamped to this range, by default [0, 1]. Data outside it are refused: for those give their range, or
   * false.
   */
  clip?: readonly [low: number, high: number] | false | undefined;
}

/** Some features are set to 0. */
export interface MaskingCorruption {
  /** What tells corruptions apart. */
  kind: "masking";
  /** Their share, from 0 to 1. */
  amount: number;
}

/** Some features are set to 0 or 1. */
export interface SaltAndPepperCorruption {
  /** What tells corruptions apart. */
  kind: "salt_and_pepper";
  /** Their share, from 0 to 1. */
  amount: number;
}

/** What a denoising autoencoder's inputs are corrupted with (Vincent et al. 2008). */
export type Corruption = GaussianCorruption | MaskingCorruption | SaltAndPepperCorruption;

/** weight * sum |h| over the latent units, averaged over samples: Keras's L1 activity regularizer. */
export interface L1Sparsity {
  /** What tells penalties apart. */
  kind: "l1";
  /** 0 or more. */
  weight: number;
}

/**
 * weight * sum over units of KL(target || mean activation of the unit over the batch) (Ng 2011). The latent layer's activation
 * must be sigmoid.
 */
export interface KlSparsity {
  /** What tells penalties apart. */
  kind: "kl";
  /** 0 or more. */
  weight: number;
  /** The mean activation that is wanted, between 0 and 1. */
  target: number;
}

/** What a sparse autoencoder's latent activations cost. */
export type Sparsity = L1Sparsity | KlSparsity;

/** A variational autoencoder's settings (Kingma and Welling 2013). */
export interface Variational {
  /** Weight of the KL divergence to N(0, 1), 0 or more; default 1 (Higgins et al. 2017). */
  beta?: number | undefined;
  /** Epochs over which beta rises from 0, 0 or more; default 0. */
  warmup?: number | undefined;
}

/** Stochastic gradient descent. */
export interface Sgd {
  /** What tells optimizers apart. */
  kind: "sgd";
  /** Above 0. */
  learningRate: number;
  /** From 0 to below 1; default 0. */
  momentum?: number | undefined;
  /** Nesterov's momentum; default false. */
  nesterov?: boolean | undefined;
}

/** Keras's RMSprop. */
export interface RmsProp {
  /** What tells optimizers apart. */
  kind: "rmsprop";
  /** Above 0. */
  learningRate: number;
  /** From 0 to below 1; default 0.9. */
  rho?: number | undefined;
  /** Above 0; default 1e-7. */
  epsilon?: number | undefined;
}

/** Adam (Kingma and Ba 2015), as Keras has it. */
export interface Adam {
  /** What tells optimizers apart. */
  kind: "adam";
  /** Above 0; default 0.001. */
  learningRate?: number | undefined;
  /** Decay of the mean, from 0 to below 1; default 0.9. */
  beta1?: number | undefined;
  /** Decay of the variance, from 0 to below 1; default 0.999. */
  beta2?: number | undefined;
  /** Above 0; default 1e-7. */
  epsilon?: number | undefined;
}

/** Adam with decoupled weight decay (Loshchilov and Hutter 2019), as Keras has it. */
export interface AdamW extends Omit<Adam, "kind"> {
  /** What tells optimizers apart. */
  kind: "adamw";
  /** 0 or more. */
  weightDecay: number;
}

/** How weights follow their gradients. */
export type Optimizer = Sgd | RmsProp | Adam | AdamW;

// ---------------------------------------------------------------- the six kinds

/** Makes settings of one kind: `latent` is the size of the code, and what else is given replaces the kind's own. */
export type Preset = (
  overrides?: Partial<AutoencoderConfig> & { latent?: number | undefined },
) => AutoencoderConfig;

const preset =
  (base: (latent?: number) => Omit<AutoencoderConfig, "input"> & Partial<AutoencoderConfig>): Preset =>
  ({ latent, ...overrides } = {}) => ({ input: 784, ...base(latent), ...given(overrides) });

/** Without what is undefined: it replaces nothing. */
const given = <T extends object>(overrides: T): T =>
  Object.fromEntries(Object.entries(overrides).filter(([, value]) => value !== undefined)) as T;

/** The six kinds, ready to train on 28 x 28 images; each takes overrides, and `latent` for the size of the code. */
export const presets: Record<
  "vanilla" | "denoising" | "sparse" | "variational" | "convolutional" | "stacked",
  Preset
> = {
  vanilla: preset((latent = 32) => ({ encoder: [dense(latent, "relu")] })),
  denoising: preset((latent = 32) => ({
    encoder: [dense(128, "relu"), dense(latent)],
    corruption: { kind: "gaussian", amount: 0.5 },
  })),
  sparse: preset((latent = 128) => ({
    encoder: [dense(latent, "relu")],
    sparsity: { kind: "l1", weight: 1e-4 },
  })),
  variational: preset((latent = 16) => ({
    encoder: [dense(256, "relu"), dense(latent)],
    loss: "bce",
    variational: { beta: 1, warmup: 1 },
  })),
  convolutional: preset((latent = 32) => ({
    input: [28, 28, 1],
    encoder: [
      conv2d(16, { kernel: 3, stride: 2, activation: "relu" }),
      conv2d(8, { kernel: 3, stride: 2, activation: "relu" }),
      dense(latent),
    ],
  })),
  // To be trained with fit's option `pretrain`.
  stacked: preset((latent = 32) => ({
    encoder: [dense(128, "relu"), dense(64, "relu"), dense(latent, "relu")],
  })),
};
