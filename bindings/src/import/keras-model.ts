// Layers models of TensorFlow.js: model.json, which has Keras's own configs, and the files of weights that it names.

import type { Activation, AutoencoderConfig, Corruption, Layer, Padding, Sides } from "../api/settings.js";
import { activations } from "../api/settings.js";
import { programOf, shapeOf, type Shape } from "../export/steps.js";
import { activated, imported, productOf, refuse, unsupported, type Found, type Imported } from "./layers.js";
import { sizeOfType, widened } from "./values.js";

type Settings = Record<string, unknown>;
interface KerasLayer {
  className: string;
  name: string;
  settings: Settings;
}

/** Errors: invalid_file; unsupported, with the layer that there is not here. */
export function fromTensorflowJs(model: unknown, shard: (path: string) => Uint8Array): Imported {
  const { modelTopology, weightsManifest, generatedBy } = Object(model) as Settings;
  if (!modelTopology || !Array.isArray(weightsManifest))
    refuse("must be a layers model of TensorFlow.js, with modelTopology and weightsManifest");
  const topology = Object(modelTopology) as Settings;
  const config = Object(topology.model_config ?? topology) as Settings;
  if (!/^(Sequential|Functional|Model)$/.test(String(config.class_name)))
    refuse("must be a layers model; graph models of TensorFlow.js have no layers");
  const weights = weightsOf(weightsManifest as Manifest[], shard);
  const reader = new Reader(weights, String(generatedBy ?? "").startsWith("TensorFlow.js"));
  reader.model(config, "model");
  const training = Object(topology.training_config) as Settings;
  const input = reader.input ?? refuse("says nowhere what goes in");
  const { code, corruption } = reader;
  return imported(reader.found, { input, code, corruption, loss: lossOf(training.loss) });
}

interface Manifest {
  paths: string[];
  weights: {
    name: string;
    shape: number[];
    dtype: string;
    quantization?: { dtype: string; scale?: number; min?: number };
  }[];
}

/** All weights by the last two parts of their names, "dense_1/kernel". */
function weightsOf(manifest: Manifest[], shard: (path: string) => Uint8Array): Map<string, Float32Array> {
  const result = new Map<string, Float32Array>();
  for (const { paths, weights } of manifest) {
    const parts = paths.map(shard);
    const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    parts.reduce((at, part) => (bytes.set(part, at), at + part.length), 0);
    let at = 0;
    for (const { name, shape, dtype, quantization } of weights) {
      const type = quantization?.dtype ?? dtype;
      const count = productOf(shape);
      const size = count * sizeOfType(type);
      if (size === 0 && count > 0)
        refuse(`has weights ${JSON.stringify(name)} of the type ${JSON.stringify(type)}`);
      if (at + size > bytes.length)
        refuse(`is cut off: weights ${JSON.stringify(name)} of shape [${shape}] end at byte ${at + size}, and ${paths.join(" and ")} have ${bytes.length}`); // prettier-ignore
      const values = widened(bytes.subarray(at, at + size), type, count);
      const { scale, min } = quantization ?? {};
      if (scale !== undefined && min !== undefined)
        values.forEach((value, i) => (values[i] = value * scale + min));
      const short = shortName(name);
      if (result.has(short)) refuse(`has two weights that are called ${JSON.stringify(short)}`);
      result.set(short, values);
      at += size;
    }
  }
  return result;
}

const shortName = (name: string): string => name.replace(/:\d+$/, "").split("/").slice(-2).join("/");

/** Goes through layers that follow one another. */
class Reader {
  input: AutoencoderConfig["input"] | undefined;
  found: Found[] = [];
  /** Layers of the first of two models that follow one another, an encoder and a decoder. */
  code: number | undefined;
  corruption: Corruption | undefined;
  #shape: Shape = [1, 1, 1];

  constructor(
    private readonly weights: Map<string, Float32Array>,
    private readonly isOfJs: boolean,
  ) {}

  model(config: Settings, name: string): void {
    const { class_name: kind, config: own } = config;
    const layers = kind === "Sequential" ? sequence(own) : chain(own, name);
    const isPair = layers.filter(({ className }) => isModel(className)).length === 2;
    for (const layer of layers) {
      const first = Object(layer.settings).batch_input_shape ?? Object(layer.settings).batch_shape;
      if (this.input === undefined && Array.isArray(first))
        this.#begin(first as (number | null)[], layer.name);
      if (isModel(layer.className)) {
        this.model({ class_name: layer.className, config: layer.settings }, layer.name);
        if (isPair) this.code ??= this.found.length;
      } else this.#layer(layer);
    }
  }

  #begin([, ...sides]: (number | null)[], name: string): void {
    if (!sides.every((side) => typeof side === "number" && side > 0) || sides.length < 1 || sides.length > 3)
      unsupported(
        `layer ${JSON.stringify(name)}`,
        `must take vectors, signals or images of one size, got [${sides}]`,
      );
    const whole = sides as number[];
    this.input =
      whole.length === 1
        ? whole[0]!
        : whole.length === 2
          ? [1, whole[0]!, whole[1]!]
          : (whole as [number, number, number]);
    this.#shape = shapeOf(this.input);
  }

  #layer(layer: KerasLayer): void {
    const { className, name, settings } = layer;
    const where = `layer ${JSON.stringify(name)} (${className})`;
    if (settings.data_format === "channels_first") unsupported(where, "must have channels last");
    switch (className) {
      case "InputLayer":
        return;
      case "Flatten":
        this.#shape = [1, 1, productOf(this.#shape)];
        return;
      case "GaussianNoise":
        if (this.found.length > 0) unsupported(where, "can only be the first layer");
        this.corruption = { kind: "gaussian", amount: number(settings.stddev), clip: false };
        return;
      case "Dropout":
        return this.#add({ type: "dropout", rate: number(settings.rate) }, {});
      case "Reshape":
        return this.#reshape(settings.target_shape as number[], where);
      case "MaxPooling1D":
      case "MaxPooling2D":
        return this.#add({ type: "max_pool2d", ...poolOf(settings) }, {});
      case "AveragePooling1D":
      case "AveragePooling2D":
        return this.#add({ type: "average_pool2d", ...poolOf(settings) }, {});
      case "UpSampling1D":
        return this.#add({ type: "up_sampling2d", size: [1, number(settings.size)] }, {});
      case "UpSampling2D":
        return this.#upSampling(settings, where);
      default: {
        const activation = activationLayers[className]?.(settings, where);
        if (activation === undefined) this.#weighted(layer, where);
        else this.#activation(activation, where);
      }
    }
  }

  #weighted({ className, name, settings }: KerasLayer, where: string): void {
    const summing = {
      activation: "linear",
      ...(settings.use_bias === false ? { useBias: false } : {}),
    } as const;
    const weights = () =>
      this.#weights(name, ["kernel", ...(settings.use_bias === false ? [] : ["bias"])], where);
    const epsilon = number(settings.epsilon, 0.001);
    switch (className) {
      case "Dense":
        this.#add({ type: "dense", units: number(settings.units), ...summing }, weights());
        break;
      case "Conv1D":
      case "Conv2D":
      case "Conv2DTranspose": {
        const type = className === "Conv2DTranspose" ? "conv2d_transpose" : "conv2d";
        this.#add({ type, filters: number(settings.filters), ...windowOf(settings), ...summing }, weights());
        break;
      }
      case "BatchNormalization": {
        const running = this.#normWeights(name, settings, where, ["moving_mean", "moving_variance"]);
        return this.#add({ type: "batch_norm", momentum: number(settings.momentum, 0.99), epsilon }, running);
      }
      case "LayerNormalization":
        return this.#add({ type: "layer_norm", epsilon }, this.#normWeights(name, settings, where, []));
      default:
        unsupported(where, "is of a kind that there is not here");
    }
    this.#activation(settings.activation ?? "linear", where);
  }

  #weights(name: string, names: string[], where: string): Record<string, Float32Array> {
    const of = (one: string) =>
      this.weights.get(`${name}/${one}`) ?? refuse(`has no weights ${one} of ${where}`);
    return Object.fromEntries(names.map((one) => [one, of(one)]));
  }

  /** Where a normalisation has no scale or centre, they are 1 and 0. */
  #normWeights(
    name: string,
    settings: Settings,
    where: string,
    running: string[],
  ): Record<string, Float32Array> {
    const [height, width, channels] = this.#shape;
    if (height * width > 1 && number(settings.axis, -1) === 1)
      unsupported(where, "must be along the last axis");
    const [gamma, beta] = [settings.scale === false, settings.center === false];
    return {
      ...(gamma ? { gamma: new Float32Array(channels).fill(1) } : this.#weights(name, ["gamma"], where)),
      ...(beta ? { beta: new Float32Array(channels) } : this.#weights(name, ["beta"], where)),
      ...this.#weights(name, running, where),
    };
  }

  #upSampling(settings: Settings, where: string): void {
    const interpolation = settings.interpolation === "bilinear" ? "bilinear" : "nearest";
    if (interpolation === "bilinear" && this.isOfJs)
      unsupported(where, "is bilinear, which TensorFlow.js computes otherwise than Keras and hourglass");
    this.#add({ type: "up_sampling2d", size: pair(settings.size), interpolation }, {});
  }

  #reshape(target: number[], where: string): void {
    const rest = productOf(this.#shape) / Math.abs(productOf(target));
    const sides = target.map((side) => (side === -1 ? rest : side));
    if (productOf(sides) !== productOf(this.#shape))
      unsupported(where, `cannot make [${target}] of ${productOf(this.#shape)} numbers`);
    if (sides.length === 1) {
      this.#shape = [1, 1, sides[0]!];
      return;
    }
    if (sides.length > 3) unsupported(where, `has ${sides.length} sides`);
    const shape = (sides.length === 2 ? [1, ...sides] : sides) as [number, number, number];
    this.#add({ type: "reshape", shape }, {});
  }

  #activation(given: unknown, where: string): void {
    const name = activationNames[String(given)] ?? String(given);
    if (!activations.includes(name as Activation))
      unsupported(where, `has the activation ${JSON.stringify(given)}`);
    this.found = activated(this.found, name as Activation);
    this.found.at(-1)!.output = this.#shape;
  }

  #add(layer: Layer, weights: Record<string, Float32Array>): void {
    this.#shape = outputOf(layer, this.#shape);
    // The kernel of a convolution along a signal is [width, in, out], which has the same numbers as [1, width, in, out].
    this.found.push({ layer, weights, output: this.#shape });
  }
}

const isModel = (className: string): boolean => /^(Sequential|Functional|Model)$/.test(className);

/** What comes out of a layer. */
function outputOf(layer: Layer, input: Shape): Shape {
  const none = new Float32Array(0);
  const weights = ["kernel", "bias", "gamma", "beta", "moving_mean", "moving_variance"].map((name) => ({
    name: `encoder.0.${name}`,
    shape: [],
    values: none,
  }));
  const config = {
    input: [...input] as [number, number, number],
    encoder: [layer],
    decoder: [],
    loss: "mse",
    seed: 0,
  } as const;
  return programOf({ config, weights }, "encoder").output;
}

const entries = (own: unknown): Settings[] => {
  const layers = Array.isArray(own) ? own : (Object(own) as Settings).layers;
  return Array.isArray(layers) ? (layers as Settings[]) : refuse("has a model without layers");
};
const layerOf = (entry: Settings): KerasLayer => {
  const settings = Object(entry.config) as Settings;
  return { className: String(entry.class_name), name: String(entry.name ?? settings.name), settings };
};

const sequence = (own: unknown): KerasLayer[] => entries(own).map(layerOf);

/** The layers of a functional model, of which each must take what the one before it gives. */
function chain(own: unknown, model: string): KerasLayer[] {
  const all = entries(own);
  const followers = new Map<string, Settings[]>();
  for (const entry of all) {
    const inbound = inputsOf(entry.inbound_nodes);
    if (inbound.length > 1)
      unsupported(
        `layer ${JSON.stringify(layerOf(entry).name)}`,
        `of ${JSON.stringify(model)} takes ${inbound.length} inputs; layers must follow one another`,
      );
    for (const from of inbound) followers.set(from, [...(followers.get(from) ?? []), entry]);
  }
  const result: KerasLayer[] = [];
  let next = all.filter((entry) => inputsOf(entry.inbound_nodes).length === 0);
  while (next.length > 0) {
    if (next.length > 1)
      unsupported(`model ${JSON.stringify(model)}`, `branches into ${next.map((entry) => JSON.stringify(layerOf(entry).name)).join(" and ")}; layers must follow one another`); // prettier-ignore
    const layer = layerOf(next[0]!);
    result.push(layer);
    next = followers.get(layer.name) ?? [];
  }
  return result;
}

/** The names of the layers that a layer takes: [[["input", 0, 0, {}]]], or Keras 3's way. */
function inputsOf(nodes: unknown): string[] {
  const first: unknown = Array.isArray(nodes) ? nodes[0] : undefined;
  if (Array.isArray(first)) return first.map((one) => String((one as unknown[])[0]));
  const text = JSON.stringify(first ?? null);
  return [...text.matchAll(/"keras_history":\["([^"]*)"/g)].map(([, name]) => name!);
}

function number(value: unknown, otherwise?: number): number {
  const one = Array.isArray(value) && value.length === 1 ? (value[0] as unknown) : value;
  const found = one ?? otherwise;
  return typeof found === "number" && Number.isFinite(found)
    ? found
    : refuse(`has a layer with ${JSON.stringify(value)} where a number is wanted`);
}

/** Of a signal one side, which goes along it. */
function pair(value: unknown, otherwise: number = 1): readonly [number, number] {
  if (Array.isArray(value))
    return value.length === 1 ? [1, number(value[0])] : [number(value[0]), number(value[1])];
  const both = number(value, otherwise);
  return [both, both];
}

const paddingOf = (settings: Settings): Padding => {
  const padding = String(settings.padding ?? "valid");
  if (padding !== "same" && padding !== "valid")
    refuse(`has a layer with the padding ${JSON.stringify(padding)}`);
  return padding;
};

function windowOf(settings: Settings): { kernel: Sides; stride: Sides; padding: Padding; dilation?: Sides } {
  const kernel = pair(settings.kernel_size);
  const isSignal = Array.isArray(settings.kernel_size) && settings.kernel_size.length === 1;
  const along = (value: unknown): Sides => (isSignal ? [1, number(value, 1)] : pair(value));
  const dilation = along(settings.dilation_rate);
  const isDilated = pair(dilation).some((side) => side > 1);
  return {
    kernel,
    stride: along(settings.strides),
    padding: paddingOf(settings),
    ...(isDilated ? { dilation } : {}),
  };
}

function poolOf(settings: Settings): { pool: Sides; stride: Sides; padding: Padding } {
  const isSignal = Array.isArray(settings.pool_size) && settings.pool_size.length === 1;
  const pool = pair(settings.pool_size, 2);
  const stride: Sides =
    settings.strides == null ? pool : isSignal ? [1, number(settings.strides)] : pair(settings.strides);
  return { pool, stride, padding: paddingOf(settings) };
}

/** Layers that only activate, and what they are called here. */
const activationLayers: Record<string, (settings: Settings, where: string) => unknown> = {
  Activation: ({ activation }) => activation,
  ReLU: ({ max_value }, where) =>
    max_value == null ? "relu" : unsupported(where, `has max_value ${String(max_value)}`),
  LeakyReLU: ({ alpha, negative_slope }, where) => {
    const slope = number(alpha ?? negative_slope, 0.3);
    return Math.abs(slope - 0.2) < 1e-6
      ? "leaky_relu"
      : unsupported(where, `has the slope ${slope}; here it is 0.2`);
  },
  ELU: ({ alpha }, where) =>
    number(alpha, 1) === 1 ? "elu" : unsupported(where, `has alpha ${String(alpha)}; here it is 1`),
  Softmax: () => "softmax",
};

/** Names that differ; others are those of Keras. */
const activationNames: Record<string, Activation> = { swish: "silu", leakyRelu: "leaky_relu" };

const lossNames: Record<string, string> = {
  meanSquaredError: "mse",
  mean_squared_error: "mse",
  binaryCrossentropy: "bce",
  binary_crossentropy: "bce",
  meanAbsoluteError: "mae",
  mean_absolute_error: "mae",
  cosineProximity: "cosine_similarity",
};
const lossOf = (loss: unknown): unknown => lossNames[String(loss)] ?? loss;
