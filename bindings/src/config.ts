export type Activation = "linear" | "relu" | "leaky_relu" | "elu" | "tanh" | "sigmoid";

/** Height and width, or one number for both. A signal is an image of height 1: `[1, 7]` goes along it. */
export type Sides = number | [number, number];

export type Layer =
  | { type: "dense"; units: number; activation?: Activation }
  /** "same" padding. */
  | { type: "conv2d"; filters: number; kernel: Sides; stride?: Sides; activation?: Activation }
  /** "same" padding; output height = input height * stride, unless `outputSize` says which of the sizes it shall be. */
  | {
      type: "conv2d_transpose";
      filters: number;
      kernel: Sides;
      stride?: Sides;
      activation?: Activation;
      outputSize?: [number, number];
    }
  | { type: "dropout"; rate: number }
  /** [height, width, channels]: how an image follows a dense layer. */
  | { type: "reshape"; shape: [number, number, number] };

/** Settings of a convolution. */
export interface ConvOptions {
  /** Height and width of the kernel, or one number for both. */
  kernel: Sides;
  /** Likewise; default 1. */
  stride?: Sides;
  /** Default "linear". */
  activation?: Activation;
}

/** Keras's Dense(units, activation): output = activation(input · kernel + bias). */
export function dense(units: number, activation: Activation = "linear"): Layer {
  return { type: "dense", units, activation };
}

/** Keras's Conv2D(filters, kernel, strides=stride, padding="same"). */
export function conv2d(filters: number, options: ConvOptions): Layer {
  return { type: "conv2d", filters, ...options };
}

/** Keras's Conv2DTranspose(filters, kernel, strides=stride, padding="same"). */
export function conv2dTranspose(
  filters: number,
  options: ConvOptions & { outputSize?: [number, number] },
): Layer {
  return { type: "conv2d_transpose", filters, ...options };
}

/** Keras's Dropout(rate). */
export function dropout(rate: number): Layer {
  return { type: "dropout", rate };
}

/** Keras's Reshape((height, width, channels)). */
export function reshape(height: number, width: number, channels: number): Layer {
  return { type: "reshape", shape: [height, width, channels] };
}

/** Input -> encoder -> latent -> decoder -> output: the output of the encoder's last layer is the latent vector. */
export interface AutoencoderConfig {
  /** Features of one sample, or [height, width, channels]. */
  input: number | [number, number, number];
  encoder: Layer[];
  /** Default: the encoder mirrored, ending in `outputActivation`. */
  decoder?: Layer[];
  /** Of a mirrored decoder; default "sigmoid". */
  outputActivation?: Activation;
  /** Mean over features and samples, as in Keras; default "mse". */
  loss?: Loss;
  /**
   * A variational autoencoder: the encoder's last layer gives the mean, and a twin of it the log-variance.
   * It minimises the negative ELBO: the loss summed over features and averaged over samples, plus beta * KL. Over the
   * first `warmup` epochs beta rises from 0 (default 0 epochs).
   */
  variational?: { beta?: number; warmup?: number };
  /** A denoising autoencoder: inputs are corrupted anew at every step, targets stay clean. */
  corruption?: Corruption;
  /** A sparse autoencoder: a penalty on the latent activations. */
  sparsity?: Sparsity;
  /** Default Adam with a learning rate of 0.001. */
  optimizer?: Optimizer;
  /** One seed for initial weights, shuffling, corruption, dropout and sampling; default 0. */
  seed?: number;
}

export type Loss = "mse" | "bce" | "mae" | "huber";

export type Corruption =
  /**
   * Adds noise of this standard deviation; the result is clamped to `clip`, by default [0, 1]. Data outside it are refused:
   * for those give their range, or false.
   */
  | { kind: "gaussian"; amount: number; clip?: [low: number, high: number] | false }
  /** Share of features set to 0. */
  | { kind: "masking"; amount: number }
  /** Share of features set to 0 or 1. */
  | { kind: "salt_and_pepper"; amount: number };

export type Sparsity =
  /** weight * sum |h|, averaged over samples. */
  | { kind: "l1"; weight: number }
  /** weight * sum over units of KL(target || mean activation of the unit); the code's activation must be sigmoid. */
  | { kind: "kl"; weight: number; target: number };

export type Optimizer =
  | { kind: "sgd"; learningRate: number; momentum?: number; nesterov?: boolean }
  | { kind: "rmsprop"; learningRate: number; rho?: number; epsilon?: number }
  | { kind: "adam"; learningRate?: number; beta1?: number; beta2?: number; epsilon?: number }
  | {
      kind: "adamw";
      learningRate?: number;
      weightDecay: number;
      beta1?: number;
      beta2?: number;
      epsilon?: number;
    };

// ---------------------------------------------------------------- the six kinds

type Preset = (overrides?: Partial<AutoencoderConfig> & { latent?: number }) => AutoencoderConfig;

const preset =
  (base: (latent?: number) => Omit<AutoencoderConfig, "input"> & Partial<AutoencoderConfig>): Preset =>
  ({ latent, ...overrides } = {}) => ({ input: 784, ...base(latent), ...overrides });

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
