import { HourglassError } from "./errors.js";

export type Activation = "linear" | "relu" | "tanh" | "sigmoid";

export type Layer = { type: "dense"; units: number; activation?: Activation };

/** Keras's Dense(units, activation): output = activation(input · kernel + bias). */
export function dense(units: number, activation: Activation = "linear"): Layer {
  return { type: "dense", units, activation };
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
  /** A denoising autoencoder: inputs are corrupted anew at every step, targets stay clean. */
  corruption?: Corruption;
  /** Default Adam with a learning rate of 0.001. */
  optimizer?: Optimizer;
  /** One seed for initial weights, shuffling and corruption; default 0. */
  seed?: number;
}

export type Loss = "mse" | "bce";

/** `amount`: standard deviation of the noise; the result is clamped to [0, 1]. */
export type Corruption = { kind: "gaussian"; amount: number };

export type Optimizer =
  | { kind: "sgd"; learningRate: number; momentum?: number }
  | { kind: "adam"; learningRate?: number; beta1?: number; beta2?: number; epsilon?: number };

/** n samples, one after another. Bytes 0 to 255 stand for 0 to 1 and stay bytes in memory: a quarter of the room. */
export type Samples = Float32Array | Uint8Array;

// ---------------------------------------------------------------- checks
// Types and names are checked here; the core checks the values.

type Check = (value: unknown, field: string) => void;
type Fields = Record<string, Check>;

const activations = ["linear", "relu", "tanh", "sigmoid"];

function refuse(field: string, allowed: string, value: unknown): never {
  throw new HourglassError("invalid_config", `${field} ${allowed}, got ${shown(value)}`);
}

/** A value as a message shows it: short, and never an exception of its own. */
export function shown(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (Array.isArray(value)) return value.length === 0 ? "an empty array" : `an array of ${value.length}`;
  if (ArrayBuffer.isView(value)) return `a ${value.constructor.name}`;
  if (typeof value === "object" && value !== null) return "an object";
  return typeof value === "function" ? "a function" : String(value);
}

const number: Check = (value, field) => {
  if (typeof value !== "number") refuse(field, "must be a number", value);
};

const whole: Check = (value, field) => {
  if (!Number.isInteger(value) || Math.abs(value as number) >= 2 ** 31) {
    refuse(field, "must be a whole number below 2^31", value);
  }
};

const boolean: Check = (value, field) => {
  if (typeof value !== "boolean") refuse(field, "must be true or false", value);
};

export const seed: Check = (value, field) => {
  if (!Number.isSafeInteger(value) || (value as number) < 0) {
    refuse(field, "must be a whole number from 0 to 2^53 - 1", value);
  }
};

const oneOf =
  (names: string[]): Check =>
  (value, field) => {
    if (names.includes(value as string)) return;
    refuse(field, `must be one of ${names.map((name) => JSON.stringify(name)).join(", ")}`, value);
  };

/** `fields` that may be left out, and `required` ones. Keys that are neither are refused. */
const object =
  (fields: Fields, required: Fields = {}): Check =>
  (value, field) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      refuse(field || "config", "must be an object", value);
    }
    const all: Fields = { ...required, ...fields };
    const path = (key: string) => (field ? `${field}.${key}` : key);
    for (const key of Object.keys(value)) {
      if (!Object.hasOwn(all, key))
        refuse(path(key), `is unknown; known here: ${Object.keys(all).join(", ")}`, key);
    }
    const given = value as Record<string, unknown>;
    for (const [key, check] of Object.entries(all)) {
      if (given[key] !== undefined) check(given[key], path(key));
      else if (Object.hasOwn(required, key)) refuse(path(key), "is required", undefined);
    }
  };

/** Objects told apart by the string under `key`. */
const variant =
  (key: string, kinds: Record<string, Check>): Check =>
  (value, field) => {
    const kind = (value as Record<string, unknown> | null | undefined)?.[key];
    oneOf(Object.keys(kinds))(kind, `${field}.${key}`);
    kinds[kind as string]?.(value, field);
  };

const layers: Check = (value, field) => {
  if (!Array.isArray(value)) refuse(field, "must be an array of layers", value);
  value.forEach((layer, i) => checkLayer(layer, `${field}[${i}]`));
};

const checkLayer = variant("type", {
  dense: object({ type: oneOf(["dense"]), activation: oneOf(activations) }, { units: whole }),
});

const input: Check = (value, field) => {
  if (typeof value === "number") return whole(value, field);
  if (!Array.isArray(value) || value.length !== 3)
    refuse(field, "must be a number or [height, width, channels]", value);
  value.forEach((side, i) => whole(side, `${field}[${i}]`));
};

const kind = oneOf(["gaussian", "sgd", "adam"]);

/** Throws invalid_config for values of a wrong type and for unknown kinds and keys. */
export const checkCorruption: Check = variant("kind", { gaussian: object({ kind }, { amount: number }) });

const checkOptimizer = variant("kind", {
  sgd: object({ kind, momentum: number }, { learningRate: number }),
  adam: object({ kind, learningRate: number, beta1: number, beta2: number, epsilon: number }),
});

const checkFields = object(
  {
    decoder: layers,
    outputActivation: oneOf(activations),
    loss: oneOf(["mse", "bce"]),
    corruption: checkCorruption,
    optimizer: checkOptimizer,
    seed,
  },
  { input, encoder: layers },
);

/** A copy of a config whose every value has the right type. */
export function checkedConfig(config: AutoencoderConfig): AutoencoderConfig {
  checkFields(config, "");
  return structuredClone(config);
}

/** Throws unless `value` is an array of samples. */
export function checkSamples(value: unknown, field: string): asserts value is Samples {
  if (value instanceof Float32Array || value instanceof Uint8Array) return;
  throw new HourglassError(
    "invalid_data",
    `${field} must be a Float32Array or a Uint8Array, got ${shown(value)}`,
  );
}

const validation: Check = (value, field) => {
  if (typeof value !== "number") checkSamples(value, field);
};

const signal: Check = (value, field) => {
  if (typeof (value as AbortSignal | null)?.addEventListener !== "function") {
    refuse(field, "must be an AbortSignal", value);
  }
};

/** Throws for fit options of a wrong type and for unknown keys. */
export const checkFitOptions: Check = object({
  epochs: whole,
  batchSize: whole,
  validation,
  shuffle: boolean,
  every: number,
  signal,
});
