// Settings as data: what they may be, how they stand in an address, and what a change of them needs.

/** The keys as an address has them. */
export const fieldKeys = [
  "layers", "latent", "act", "code", "out", "loss",
  "corrupt", "noise", "sparsity", "l1", "target", "beta", "warmup", "pretrain",
  "optimizer", "lr", "schedule", "epochs", "batch", "stop", "seed",
] as const; // prettier-ignore
export type FieldKey = (typeof fieldKeys)[number];
export type Value = number | string;
export type Values = Record<FieldKey, Value>;

export interface Field {
  key: FieldKey;
  /** Whether another value needs another network. */
  restarts: boolean;
  /** Of a number: what it may be, and the values that a slider offers. */
  low?: number;
  high?: number;
  whole?: boolean;
  values?: number[];
  /** Of a choice. */
  options?: readonly string[];
  /** Of a text: whether it may be. */
  isValid?: (text: string) => boolean;
}

const activations = ["linear", "relu", "leaky_relu", "elu", "tanh", "sigmoid"] as const;

/** Layers, from the input on: "c16-c8" are convolutions of 16 and 8 filters, "128-64" dense ones; none is "none". */
export interface LayerSpec {
  type: "dense" | "conv";
  size: number;
  kernel: number;
  stride: number;
}

const most = { layers: 5, units: 512, filters: 32, kernel: 7, stride: 3 };

/** Undefined where the text says nothing that can be. */
export function parseLayers(text: string): LayerSpec[] | undefined {
  if (text === "none") return [];
  const specs = text.split("-").map((part) => {
    const found = /^(c)?(\d+)(?:k(\d+))?(?:s(\d+))?$/.exec(part);
    if (!found) return undefined;
    const [, conv, size, kernel = "3", stride = "2"] = found;
    if (!conv && (found[3] || found[4])) return undefined;
    return {
      type: conv ? "conv" : "dense",
      size: Number(size),
      kernel: Number(kernel),
      stride: Number(stride),
    } as const;
  });
  const fits = (spec: LayerSpec | undefined, i: number) =>
    spec !== undefined &&
    spec.size >= 1 &&
    (spec.type === "dense"
      ? spec.size <= most.units
      : spec.size <= most.filters &&
        spec.kernel >= 1 &&
        spec.kernel <= most.kernel &&
        spec.stride >= 1 &&
        spec.stride <= most.stride) &&
    // A picture is one no longer behind a dense layer.
    (spec.type === "dense" || specs.slice(0, i).every((before) => before?.type === "conv"));
  return specs.length <= most.layers && specs.every(fits) ? (specs as LayerSpec[]) : undefined;
}

export function formatLayers(specs: LayerSpec[]): string {
  if (specs.length === 0) return "none";
  const format = ({ type, size, kernel, stride }: LayerSpec) =>
    type === "dense"
      ? `${size}`
      : `c${size}${kernel === 3 ? "" : `k${kernel}`}${stride === 2 ? "" : `s${stride}`}`;
  return specs.map(format).join("-");
}

export const layerLimits = most;

const sizes = [1, 2, 4, 8, 16, 32, 64, 128, 256];
const all: Record<FieldKey, Omit<Field, "key">> = {
  layers: { restarts: true, isValid: (text) => parseLayers(text) !== undefined },
  /** 0: the last of the layers is the code. */
  latent: { restarts: true, low: 0, high: 512, whole: true, values: sizes },
  act: { restarts: true, options: activations },
  code: { restarts: true, options: activations },
  out: { restarts: true, options: ["sigmoid", "linear", "relu", "tanh"] },
  loss: { restarts: true, options: ["mse", "bce", "mae", "huber"] },
  corrupt: { restarts: false, options: ["gaussian", "masking", "salt_and_pepper"] },
  noise: { restarts: false, low: 0, high: 1, values: [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1] },
  sparsity: { restarts: true, options: ["l1", "kl"] },
  l1: {
    restarts: true,
    low: 0,
    high: 10,
    values: [0, 1e-5, 3e-5, 1e-4, 3e-4, 1e-3, 3e-3, 0.01, 0.03, 0.1, 0.3, 1],
  },
  target: { restarts: true, low: 0.001, high: 0.999, values: [0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5] },
  beta: { restarts: true, low: 0, high: 100, values: [0, 0.1, 0.25, 0.5, 1, 2, 4, 8, 16] },
  warmup: { restarts: true, low: 0, high: 100, values: [0, 0.5, 1, 2, 5, 10] },
  pretrain: { restarts: true, low: 0, high: 100, whole: true, values: [0, 1, 2, 3, 5, 10] },
  optimizer: { restarts: true, options: ["adam", "adamw", "rmsprop", "sgd"] },
  lr: { restarts: false, low: 1e-6, high: 10, values: [1e-4, 3e-4, 1e-3, 3e-3, 0.01, 0.03, 0.1, 0.3, 1] },
  schedule: { restarts: false, options: ["constant", "cosine"] },
  epochs: { restarts: false, low: 1, high: 1000, whole: true, values: [1, 2, 3, 5, 10, 15, 20, 40, 100] },
  batch: { restarts: false, low: 1, high: 4096, whole: true, values: [8, 16, 32, 64, 128, 256] },
  stop: { restarts: false, low: 0, high: 1000, whole: true, values: [0, 1, 2, 3, 5, 10] },
  seed: { restarts: true, low: 0, high: 2 ** 32 - 1, whole: true },
};

export const fields = Object.fromEntries(fieldKeys.map((key) => [key, { key, ...all[key] }])) as Record<
  FieldKey,
  Field
>;

/** The value that a text stands for, if it is one that the field may have. */
export function parseValue({ options, isValid, low, high, whole }: Field, text: string): Value | undefined {
  if (options) return options.includes(text) ? text : undefined;
  if (isValid) return isValid(text) ? text : undefined;
  const value = Number(text);
  if (text.trim() === "" || !(value >= low! && value <= high!)) return undefined;
  return !whole || Number.isInteger(value) ? value : undefined;
}

/** Whether one value instead of another needs another network. */
export function needsNewNetwork(a: Values, b: Values): boolean {
  return fieldKeys.some((key) => fields[key].restarts && a[key] !== b[key]);
}
