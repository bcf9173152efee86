import type {
  Activation,
  ActivationLayer,
  AutoencoderConfig,
  AveragePool2dLayer,
  BatchNormLayer,
  Conv2dLayer,
  Conv2dTransposeLayer,
  DenseLayer,
  DropoutLayer,
  Layer,
  LayerNormLayer,
  Loss,
  MaxPool2dLayer,
  ReshapeLayer,
  ResidualLayer,
  Sides,
  UpSampling2dLayer,
} from "./settings.js";

/** Settings of a convolution. */
export type ConvOptions = Omit<Conv2dLayer, "type" | "filters">;

/** Keras's Dense(units, activation): output = activation(input · kernel + bias). */
export function dense(
  units: number,
  activation: Activation = "linear",
  options: Omit<DenseLayer, "type" | "units" | "activation"> = {},
): DenseLayer {
  return { type: "dense", units, activation, ...options };
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

/** Keras's MaxPooling2D(pool, strides=stride, padding): of each window the largest number of each channel. */
export function maxPool2d(
  pool: Sides = 2,
  options: Omit<MaxPool2dLayer, "type" | "pool"> = {},
): MaxPool2dLayer {
  return { type: "max_pool2d", pool, ...options };
}

/** Keras's AveragePooling2D(pool, strides=stride, padding): of each window the mean of each channel. */
export function averagePool2d(
  pool: Sides = 2,
  options: Omit<AveragePool2dLayer, "type" | "pool"> = {},
): AveragePool2dLayer {
  return { type: "average_pool2d", pool, ...options };
}

/** Keras's BatchNormalization(momentum, epsilon). */
export function batchNorm(options: Omit<BatchNormLayer, "type"> = {}): BatchNormLayer {
  return { type: "batch_norm", ...options };
}

/** Keras's LayerNormalization(epsilon). */
export function layerNorm(options: Omit<LayerNormLayer, "type"> = {}): LayerNormLayer {
  return { type: "layer_norm", ...options };
}

/** Keras's Activation(activation). */
export function activation(activation: Activation): ActivationLayer {
  return { type: "activation", activation };
}

/** Keras's add([x, layers(x)]): what comes in is added to what the layers make of it. */
export function residual(...layers: Layer[]): ResidualLayer {
  return { type: "residual", layers };
}

/** Keras's UpSampling2D(size, interpolation): every pixel becomes a block. */
export function upSampling2d(
  size: Sides = 2,
  options: Omit<UpSampling2dLayer, "type" | "size"> = {},
): UpSampling2dLayer {
  return { type: "up_sampling2d", size, ...options };
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
