import { HourglassError } from "./errors.js";

export type Activation = "linear" | "relu" | "leaky_relu" | "elu" | "tanh" | "sigmoid";

export type Layer =
  | { type: "dense"; units: number; activation?: Activation }
  /** "same" padding. */
  | { type: "conv2d"; filters: number; kernel: number; stride?: number; activation?: Activation }
  /** "same" padding; output height = input height * stride, unless `outputSize` says which of the sizes it shall be. */
  | {
      type: "conv2d_transpose";
      filters: number;
      kernel: number;
      stride?: number;
      activation?: Activation;
      outputSize?: [number, number];
    }
  | { type: "dropout"; rate: number }
  /** [height, width, channels]: how an image follows a dense layer. */
  | { type: "reshape"; shape: [number, number, number] };

/** Settings of a convolution. */
export interface ConvOptions {
  /** Height and width of the kernel. */
  kernel: number;
  /** Default 1. */
  stride?: number;
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
   * It minimises the negative ELBO: the loss summed over features and averaged over samples, plus beta * KL.
   */
  variational?: { beta?: number };
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
  /** Adds noise of this standard deviation; the result is clamped to [0, 1]. */
  | { kind: "gaussian"; amount: number }
  /** Share of features set to 0. */
  | { kind: "masking"; amount: number }
  /** Share of features set to 0 or 1. */
  | { kind: "salt_and_pepper"; amount: number };

export type Sparsity =
  /** weight * sum |h|, averaged over samples. */
  | { kind: "l1"; weight: number }
  /** weight * sum over units of KL(target || mean activation of the unit). */
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

/** n samples, one after another. Bytes 0 to 255 stand for 0 to 1 and stay bytes in memory: a quarter of the room. */
export type Samples = Float32Array | Uint8Array;

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
  denoising: preset((latent = 128) => ({
    encoder: [dense(latent, "relu")],
    corruption: { kind: "gaussian", amount: 0.5 },
  })),
  sparse: preset((latent = 128) => ({
    encoder: [dense(latent, "relu")],
    sparsity: { kind: "l1", weight: 1e-4 },
  })),
  variational: preset((latent = 16) => ({
    encoder: [dense(256, "relu"), dense(latent)],
    loss: "bce",
    variational: { beta: 1 },
  })),
  convolutional: preset((latent) => ({
    input: [28, 28, 1],
    encoder: [
      conv2d(16, { kernel: 3, stride: 2, activation: "relu" }),
      conv2d(8, { kernel: 3, stride: 2, activation: "relu" }),
      ...(latent === undefined ? [] : [dense(latent)]),
    ],
  })),
  // To be trained with fit's option `pretrain`.
  stacked: preset((latent = 32) => ({
    encoder: [dense(128, "relu"), dense(64, "relu"), dense(latent, "relu")],
  })),
};

// ---------------------------------------------------------------- checks
// The core checks settings, which go to it as JSON. Here only what JSON cannot hold is looked at.

/** Settings as the core reads them. Numbers that JSON does not know go by their names, for the message. */
export function toJson(settings: unknown, what: string): string {
  try {
    const json: string | undefined = JSON.stringify(settings, (_key, value: unknown) => {
      if (typeof value === "function") return "a function";
      if (typeof value === "bigint") return `${value}n`;
      return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
    });
    return json ?? "null";
  } catch (error) {
    throw new HourglassError("invalid_config", `${what} must be plain data: ${(error as Error).message}`);
  }
}

/** A value as a message shows it: short, and never an exception of its own. */
function shown(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (ArrayBuffer.isView(value)) return `a ${value.constructor.name}`;
  if (typeof value === "object" && value !== null) return "an object";
  return typeof value === "function" ? "a function" : String(value);
}

/** Throws unless `value` is an array of samples. */
export function checkSamples(value: unknown, field: string): asserts value is Samples {
  if (value instanceof Float32Array || value instanceof Uint8Array) return;
  throw new HourglassError(
    "invalid_data",
    `${field} must be a Float32Array or a Uint8Array, got ${shown(value)}`,
  );
}

/** Throws unless `value` is a whole number from `from` to `to`. */
export function checkWhole(value: unknown, field: string, from: number, to: number): asserts value is number {
  if (Number.isInteger(value) && (value as number) >= from && (value as number) <= to) return;
  const limit = to === Number.MAX_SAFE_INTEGER ? "2^53 - 1" : to;
  throw new HourglassError(
    "invalid_config",
    `${field} must be a whole number from ${from} to ${limit}, got ${shown(value)}`,
  );
}

/** Throws unless `value` is a number of threads or "auto". */
export function checkThreads(value: unknown): asserts value is number | "auto" {
  if (value === "auto") return;
  if (Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 64) return;
  throw new HourglassError(
    "invalid_config",
    `threads must be a whole number from 1 to 64, or "auto", got ${shown(value)}`,
  );
}

/** Throws unless `value` is a number. */
export function checkNumber(value: unknown, field: string): asserts value is number {
  if (typeof value === "number") return;
  throw new HourglassError("invalid_config", `${field} must be a number, got ${shown(value)}`);
}

/** Throws unless `value` is an AbortSignal, or undefined. */
export function checkSignal(value: unknown): asserts value is AbortSignal | undefined {
  if (value === undefined || typeof (value as AbortSignal | null)?.addEventListener === "function") return;
  throw new HourglassError("invalid_config", `options.signal must be an AbortSignal, got ${shown(value)}`);
}

/** Throws unless `value` is a list of named arrays of floats. */
export function checkWeights(value: unknown): asserts value is { name: string; values: Float32Array }[] {
  const items = Array.isArray(value) ? (value as unknown[]) : [undefined];
  items.forEach((item, i) => {
    const { name, values } = (item ?? {}) as { name?: unknown; values?: unknown };
    if (typeof name === "string" && values instanceof Float32Array) return;
    throw new HourglassError(
      "invalid_config",
      `weights must be an array of { name, values: Float32Array }, got ${shown(Array.isArray(value) ? item : value)}` +
        (Array.isArray(value) ? ` at index ${i}` : ""),
    );
  });
}
