// A trained model as what is computed, step by step: what all formats are written from. Samples are rows of numbers; images are
// row by row with channels fastest (NHWC), so that dense layers and reshapes cost nothing.

import { HourglassError } from "../base/errors.js";
import type { CompleteConfig } from "../api/config.js";
import type { Activation, Layer, Padding, Sides } from "../api/settings.js";
import type { Weights } from "../messages/methods.js";

/** Height, width, channels; a vector is 1 x 1. */
export type Shape = readonly [number, number, number];

/** What a window is moved by along rows and columns. */
export interface Window {
  kernel: readonly [number, number];
  stride: readonly [number, number];
  dilation: readonly [number, number];
  /** What is added above and to the left, and below and to the right; may be negative where that is cut off. */
  before: readonly [number, number];
  after: readonly [number, number];
}

interface Places {
  /** The layer it comes from: "encoder.0". */
  name: string;
  input: Shape;
  output: Shape;
}

export type Step = Places &
  (
    | { op: "dense"; kernel: Float32Array; bias: Float32Array | null }
    /** The kernel is [height, width, in, out]. */
    | { op: "conv"; window: Window; kernel: Float32Array; bias: Float32Array | null }
    /** The kernel is [height, width, out, in]; the window is that of the convolution from output to input. */
    | { op: "transposed"; window: Window; kernel: Float32Array; bias: Float32Array | null }
    | { op: "pool"; kind: "max" | "average"; window: Window }
    /** Each output is a weighted sum of two rows and two columns of the input. */
    | { op: "upsample"; rows: Between[]; columns: Between[] }
    /** Of each channel: times `scale`, plus `shift`. */
    | { op: "affine"; scale: Float32Array; shift: Float32Array }
    | { op: "layerNorm"; gamma: Float32Array; beta: Float32Array; epsilon: number }
    | { op: "activation"; activation: Activation }
    /** What comes in is added to what the steps make of it. */
    | { op: "residual"; steps: Step[] }
  );

/** A place between two rows or columns of the input: share of the second. */
export interface Between {
  first: number;
  second: number;
  share: number;
}

/** What a model is written from. */
export interface Parts {
  config: CompleteConfig;
  weights: Weights[];
}

/** The parts of a model that can stand alone. */
export const parts = ["encoder", "decoder", "whole"] as const;
/** A part of a model that can stand alone. */
export type Part = (typeof parts)[number];

/** What stands before the names of what a model's own file says, in an ONNX file's metadata. */
export const ownPrefix = "hourglass.";

export interface Program {
  part: Part;
  input: Shape;
  output: Shape;
  /** Whether samples are images, not vectors, for whoever calls it. */
  isImage: { input: boolean; output: boolean };
  steps: Step[];
  /** Of a whole model: after how many steps the code is there. */
  codeAfter?: number;
  /** Whether the input is added to what comes out. */
  addsInput: boolean;
}

export function shapeOf(input: CompleteConfig["input"]): Shape {
  return typeof input === "number" ? [1, 1, input] : input;
}

/** How many numbers that is. */
export const sizeOf = ([height, width, channels]: Shape): number => height * width * channels;
const pair = (sides: Sides | undefined, otherwise: Sides = 1): readonly [number, number] => {
  const given = sides ?? otherwise;
  return typeof given === "number" ? [given, given] : given;
};

/** Errors: unsupported where the part is not a function of its own. */
export function programOf({ config, weights }: Parts, part: Part): Program {
  const input = shapeOf(config.input);
  const isPicture = typeof config.input !== "number";
  const reader = new Reader(new Map(weights.map(({ name, values }) => [name, values])));
  const encoder = reader.layers(config.encoder, "encoder", input);
  const code = encoder.at(-1)?.output ?? input;
  const hasCodeImage = code[0] * code[1] > 1;
  if (part === "encoder")
    return { part, input, output: code, isImage: { input: isPicture, output: hasCodeImage }, steps: encoder, addsInput: false }; // prettier-ignore
  if (part === "decoder" && config.residual)
    throw new HourglassError(
      "unsupported",
      "part must be encoder or whole for a residual model: its output needs the input, too",
    );
  const decoder = reader.layers(config.decoder, "decoder", code);
  const output = decoder.at(-1)?.output ?? code;
  if (part === "decoder")
    return { part, input: code, output, isImage: { input: hasCodeImage, output: isPicture }, steps: decoder, addsInput: false }; // prettier-ignore
  return {
    part,
    input,
    output,
    isImage: { input: isPicture, output: isPicture },
    steps: [...encoder, ...decoder],
    codeAfter: encoder.length,
    addsInput: config.residual ?? false,
  };
}

/** Makes steps of layers. */
class Reader {
  constructor(private readonly weights: Map<string, Float32Array>) {}

  layers(layers: readonly Layer[], place: string, input: Shape): Step[] {
    const steps: Step[] = [];
    let shape = input;
    layers.forEach((layer, i) => {
      const made = this.#layer(layer, `${place}.${i}`, shape);
      steps.push(...made.steps);
      shape = made.output;
    });
    // What only reshapes makes no step: where it is the last layer, the shape is said by one that does nothing.
    const end = steps.at(-1)?.output ?? input;
    if (end.some((side, i) => side !== shape[i]))
      steps.push({ op: "activation", activation: "linear", name: place, input: end, output: shape });
    return steps;
  }

  #layer(layer: Layer, name: string, input: Shape): { steps: Step[]; output: Shape } {
    switch (layer.type) {
      case "dropout":
        return { steps: [], output: input };
      case "reshape":
        return { steps: [], output: layer.shape };
      case "residual": {
        const steps = this.layers(layer.layers, name, input);
        return { steps: [{ op: "residual", steps, name, input, output: input }], output: input };
      }
      case "activation":
        return one({ op: "activation", activation: layer.activation, name, input, output: input });
      case "batch_norm":
        return one({
          op: "affine",
          ...this.#folded(name, layer.epsilon ?? 0.001),
          name,
          input,
          output: input,
        });
      case "layer_norm": {
        const [gamma, beta] = [this.#read(`${name}.gamma`), this.#read(`${name}.beta`)];
        return one({
          op: "layerNorm",
          gamma,
          beta,
          epsilon: layer.epsilon ?? 0.001,
          name,
          input,
          output: input,
        });
      }
      case "max_pool2d":
      case "average_pool2d": {
        const pool = pair(layer.pool, 2);
        const window = windowOf(input, pool, pair(layer.stride, pool), [1, 1], layer.padding ?? "valid");
        const output = slid(input, window, input[2]);
        return one({ op: "pool", kind: layer.type === "max_pool2d" ? "max" : "average", window, name, input, output }); // prettier-ignore
      }
      case "up_sampling2d":
        return one(upSampling(layer, name, input));
      case "dense": {
        const output: Shape = [1, 1, layer.units];
        return this.#activated({ op: "dense", ...this.#kernel(name), name, input, output }, layer.activation);
      }
      case "conv2d": {
        const { kernel, stride, dilation, padding = "same", filters } = layer;
        const window = windowOf(input, pair(kernel), pair(stride), pair(dilation), padding);
        const output = slid(input, window, filters);
        return this.#activated({ op: "conv", window, ...this.#kernel(name), name, input, output }, layer.activation); // prettier-ignore
      }
      case "conv2d_transpose": {
        const { kernel, stride, dilation, padding = "same", filters, outputSize } = layer;
        const [tall, wide] =
          outputSize ?? restored(input, pair(kernel), pair(stride), pair(dilation), padding);
        const output: Shape = [tall, wide, filters];
        const window = windowOf(output, pair(kernel), pair(stride), pair(dilation), padding);
        return this.#activated({ op: "transposed", window, ...this.#kernel(name), name, input, output }, layer.activation); // prettier-ignore
      }
    }
  }

  #activated(step: Step, activation: Activation = "linear"): { steps: Step[]; output: Shape } {
    const { name, output } = step;
    if (activation === "linear") return { steps: [step], output };
    return { steps: [step, { op: "activation", activation, name, input: output, output }], output };
  }

  #kernel(name: string): { kernel: Float32Array; bias: Float32Array | null } {
    return { kernel: this.#read(`${name}.kernel`), bias: this.weights.get(`${name}.bias`) ?? null };
  }

  /** A normalisation by running means as a factor and a summand of each channel. */
  #folded(name: string, epsilon: number): { scale: Float32Array; shift: Float32Array } {
    const [gamma, beta, mean, variance] = ["gamma", "beta", "moving_mean", "moving_variance"].map((part) =>
      this.#read(`${name}.${part}`),
    ) as [Float32Array, Float32Array, Float32Array, Float32Array];
    const scale = gamma.map((value, i) => value / Math.sqrt(variance[i]! + epsilon));
    return { scale, shift: beta.map((value, i) => value - mean[i]! * scale[i]!) };
  }

  #read(name: string): Float32Array {
    const values = this.weights.get(name);
    if (!values) throw new HourglassError("internal", `no weights of the name ${name}`);
    return values;
  }
}

const one = (step: Step): { steps: Step[]; output: Shape } => ({ steps: [step], output: step.output });

/** How many inputs a kernel spans. */
const span = (kernel: number, dilation: number): number => (kernel - 1) * dilation + 1;

/** As TensorFlow pads: what is odd comes below and to the right. */
function windowOf(
  input: Shape,
  kernel: readonly [number, number],
  stride: readonly [number, number],
  dilation: readonly [number, number],
  padding: Padding,
): Window {
  const total = [0, 1].map((axis) => {
    if (padding === "valid") return 0;
    const outputs = Math.ceil(input[axis]! / stride[axis]!);
    return Math.max(0, (outputs - 1) * stride[axis]! + span(kernel[axis]!, dilation[axis]!) - input[axis]!);
  });
  const before: [number, number] = [total[0]! >> 1, total[1]! >> 1];
  return { kernel, stride, dilation, before, after: [total[0]! - before[0], total[1]! - before[1]] };
}

/** The shape that a window makes of an input. */
function slid(input: Shape, { kernel, stride, dilation, before, after }: Window, channels: number): Shape {
  const side = (axis: 0 | 1) =>
    Math.floor((input[axis] + before[axis] + after[axis] - span(kernel[axis], dilation[axis])) / stride[axis]) + 1; // prettier-ignore
  return [side(0), side(1), channels];
}

/** The usual size of a transposed convolution's output. */
function restored(
  input: Shape,
  kernel: readonly [number, number],
  stride: readonly [number, number],
  dilation: readonly [number, number],
  padding: Padding,
): [number, number] {
  const side = (axis: 0 | 1) =>
    padding === "same"
      ? input[axis] * stride[axis]
      : Math.max(input[axis] * stride[axis], (input[axis] - 1) * stride[axis] + span(kernel[axis], dilation[axis])); // prettier-ignore
  return [side(0), side(1)];
}

function upSampling(layer: Extract<Layer, { type: "up_sampling2d" }>, name: string, input: Shape): Step {
  const size = pair(layer.size, 2);
  const [height, width] = layer.outputSize ?? [input[0] * size[0], input[1] * size[1]];
  const along = (axis: 0 | 1, count: number): Between[] =>
    Array.from({ length: count }, (_, i) => {
      const last = input[axis] - 1;
      if (layer.interpolation !== "bilinear") {
        const first = Math.min(Math.floor(i / size[axis]), last);
        return { first, second: first, share: 0 };
      }
      const inside = Math.min(Math.max((i + 0.5) / size[axis] - 0.5, 0), last);
      const first = Math.floor(inside);
      return { first, second: Math.min(first + 1, last), share: inside - first };
    });
  const [rows, columns] = [along(0, height), along(1, width)];
  return { op: "upsample", rows, columns, name, input, output: [height, width, input[2]] };
}

/** For messages and comments: "28 x 28 x 1", or "784". */
export const shapeText = (shape: Shape): string =>
  shape[0] * shape[1] === 1 ? String(shape[2]) : shape.join(" x ");
