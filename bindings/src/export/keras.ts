// Models as a script for Keras 3, which reads the weights from the file that `model.save()` gives.

import { HourglassError } from "../base/errors.js";
import type { CompleteConfig } from "../api/config.js";
import type { Layer, Loss, Optimizer, Regularizer, Sides } from "../api/settings.js";
import { shapeOf, shapeText, sizeOf, type Program, type Shape, type Step } from "./steps.js";

/** The text of the script. Errors: unsupported, with the layer's place, for what Keras has no layer for: rows that are repeated between pixels. */
export function toKeras(config: CompleteConfig, encoder: Program, decoder: Step[]): string {
  const script = new Script(config);
  const input = shapeOf(config.input);
  const encoded = script.part("encoder", config.encoder, encoder.steps, input);
  const decoded = script.part("decoder", config.decoder, decoder, encoder.output);
  return `"""An autoencoder for Keras 3: ${shapeText(input)} -> ${shapeText(encoder.output)} -> ${shapeText(input)}. Written by hourglass.

    python model.py weights.safetensors

reads the weights from the file that hourglass saved; without a file the model begins with new ones. To train on:

    from model import autoencoder
    autoencoder.fit(x, x, epochs=10, batch_size=128)
"""

import json
import struct
import sys

import keras
import numpy as np
from keras import layers, ops

${helpersOf(config)}
# ---------------------------------------------------------------- encoder

inputs = keras.Input(shape=(${sidesOf(input, typeof config.input !== "number")},))
x = inputs
${encoded}encoder = keras.Model(inputs, x, name="encoder")

# ---------------------------------------------------------------- decoder

codes = keras.Input(shape=encoder.output.shape[1:])
x = codes
${decoded}decoder = keras.Model(codes, x, name="decoder")

# ---------------------------------------------------------------- both

${script.whole()}
autoencoder.compile(optimizer=${optimizerOf(config.optimizer)}, loss=${lossOf(config)})

# Of each layer with weights its place in the file, and the names there in Keras's order.
places = {
${script.places.map(({ variable, names }) => `    "${variable}": [${names.map((name) => `"${name}"`).join(", ")}],\n`).join("")}}


def read_safetensors(path):
    """All arrays of a safetensors file, by name."""
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        head = json.loads(file.read(length))
        data = file.read()
    return {
        name: np.frombuffer(data[slice(*about["data_offsets"])], np.float32).reshape(about["shape"])
        for name, about in head.items()
        if name != "__metadata__"
    }


def load_weights(path):
    arrays = read_safetensors(path)
    for model in (encoder, decoder${config.variational ? ", autoencoder" : ""}):
        for layer in model.layers:
            if layer.name in places:
                layer.set_weights([arrays[name] for name in places[layer.name]])


if __name__ == "__main__":
    if len(sys.argv) > 1:
        load_weights(sys.argv[1])
    encoder.summary()
    decoder.summary()
`;
}

const sidesOf = (shape: Shape, isImage: boolean): string =>
  isImage ? shape.join(", ") : String(sizeOf(shape));
const tuple = (sides: readonly number[]): string => `(${sides.join(", ")})`;
const both = (sides: Sides): string => (typeof sides === "number" ? String(sides) : tuple(sides));
const truth = (value: boolean): string => (value ? "True" : "False");

/** Lines of a script, part by part. */
class Script {
  readonly places: { variable: string; names: string[] }[] = [];

  constructor(private readonly config: CompleteConfig) {}

  part(place: "encoder" | "decoder", layers: readonly Layer[], steps: Step[], input: Shape): string {
    const isImage = place === "encoder" ? typeof this.config.input !== "number" : input[0] * input[1] > 1;
    const shapes = new Map(steps.map((step) => [`${step.op} ${step.name}`, step]));
    const lines: string[] = [];
    const last = this.#layers(layers, place, { input, isImage }, shapes, lines);
    if (place === "decoder" && typeof this.config.input !== "number" && !last.isImage)
      lines.push(`x = layers.Reshape(${tuple(shapeOf(this.config.input))})(x)`);
    return lines.map((line) => `${line}\n`).join("");
  }

  /** The model that learns: with noise before it, a draw within it, or its input added behind it. */
  whole(): string {
    const { corruption, variational, sparsity, residual } = this.config;
    const lines = ["x = inputs"];
    if (corruption) lines.push("x = Corrupt()(x)");
    if (variational) {
      const at = `encoder.${this.config.encoder.length - 1}`;
      const name = "log_variance";
      this.places.push({ variable: name, names: [`${at}.log_variance_kernel`, `${at}.log_variance_bias`] });
      const { inner, make } = this.#twin(name);
      lines.push(`hidden = keras.Model(encoder.input, ${inner})`, "x = hidden(x)");
      lines.push(`mean = encoder.get_layer("${at.replace(".", "_")}")(x)`, `x = Draw()([mean, ${make}(x)])`);
    } else lines.push("x = encoder(x)");
    if (sparsity) lines.push("x = Sparse()(x)");
    lines.push("x = decoder(x)");
    if (residual) lines.push("x = layers.Add()([inputs, x])");
    return `${lines.join("\n")}\nautoencoder = keras.Model(inputs, x, name="autoencoder")\n`;
  }

  /** What the code's layer works on, and a layer like it for the log-variance. */
  #twin(name: string): { inner: string; make: string } {
    const last = this.config.encoder.at(-1)!;
    const at = `encoder_${this.config.encoder.length - 1}`;
    if (last.type !== "dense")
      throw new HourglassError("unsupported", `${at}: variational models end in a dense layer in Keras`);
    return {
      inner: `encoder.get_layer("${at}").input`,
      make: `layers.Dense(${last.units}, name="${name}")`,
    };
  }

  #layers(
    layers: readonly Layer[],
    place: string,
    from: { input: Shape; isImage: boolean },
    steps: Map<string, Step>,
    lines: string[],
  ): { input: Shape; isImage: boolean } {
    return layers.reduce((at, layer, i) => this.#layer(layer, `${place}.${i}`, at, steps, lines), from);
  }

  #layer(
    layer: Layer,
    place: string,
    at: { input: Shape; isImage: boolean },
    steps: Map<string, Step>,
    lines: string[],
  ): { input: Shape; isImage: boolean } {
    const name = place.replaceAll(".", "_");
    const add = (call: string, ...names: string[]) => {
      lines.push(`x = layers.${call.replace(/\)$/, `${call.endsWith("()") ? "" : ", "}name="${name}")`)}(x)`);
      if (names.length > 0)
        this.places.push({ variable: name, names: names.map((one) => `${place}.${one}`) });
    };
    const weights = (useBias: boolean | undefined) => (useBias === false ? ["kernel"] : ["kernel", "bias"]);
    switch (layer.type) {
      case "dropout":
        add(`Dropout(${layer.rate})`);
        return at;
      case "activation":
        add(`Activation("${layer.activation}")`);
        return at;
      case "reshape":
        add(`Reshape(${tuple(layer.shape)})`);
        return { input: layer.shape, isImage: true };
      case "batch_norm": {
        const { momentum = 0.99, epsilon = 0.001 } = layer;
        add(`BatchNormalization(momentum=${momentum}, epsilon=${epsilon}${trainableOf(layer)})`, "gamma", "beta", "moving_mean", "moving_variance"); // prettier-ignore
        return at;
      }
      case "layer_norm":
        add(`LayerNormalization(epsilon=${layer.epsilon ?? 0.001}${trainableOf(layer)})`, "gamma", "beta");
        return at;
      case "residual": {
        lines.push(`${name} = x`);
        const inner = new Map(steps);
        const block = steps.get(`residual ${place}`);
        if (block?.op === "residual")
          for (const step of block.steps) inner.set(`${step.op} ${step.name}`, step);
        this.#layers(layer.layers, place, at, inner, lines);
        lines.push(`x = layers.Add(name="${name}")([${name}, x])`);
        return at;
      }
      case "dense": {
        if (at.isImage) lines.push("x = layers.Flatten()(x)");
        const regularizer = regularizerOf(layer.kernelRegularizer);
        add(`Dense(${layer.units}, activation="${layer.activation ?? "linear"}"${biasOf(layer)}${regularizer}${trainableOf(layer)})`, ...weights(layer.useBias)); // prettier-ignore
        return { input: [1, 1, layer.units], isImage: false };
      }
      case "conv2d": {
        const { output } = steps.get(`conv ${place}`)!;
        add(`Conv2D(${layer.filters}, ${convOf(layer, layer.padding ?? "same")})`, ...weights(layer.useBias));
        return { input: output, isImage: true };
      }
      case "conv2d_transpose":
        return this.#transposed(layer, place, steps, lines, add);
      case "max_pool2d":
      case "average_pool2d": {
        const { output } = steps.get(`pool ${place}`)!;
        const { pool = 2, stride = pool, padding = "valid" } = layer;
        const kind = layer.type === "max_pool2d" ? "MaxPooling2D" : "AveragePooling2D";
        add(`${kind}(${both(pool)}, strides=${both(stride)}, padding="${padding}")`);
        return { input: output, isImage: true };
      }
      case "up_sampling2d": {
        const { output } = steps.get(`upsample ${place}`)!;
        const { size = 2, interpolation = "nearest" } = layer;
        add(`UpSampling2D(${both(size)}, interpolation="${interpolation}")`);
        const sides = typeof size === "number" ? [size, size] : size;
        const more = [0, 1].map((axis) => output[axis]! - at.input[axis]! * sides[axis]!);
        if (more.some((side) => side > 0) && interpolation !== "nearest")
          throw new HourglassError(
            "unsupported",
            `${place}.outputSize: Keras repeats no rows between pixels`,
          );
        resize(more, lines);
        return { input: output, isImage: true };
      }
    }
  }

  /** Where the output has not Keras's own size, what lies around it is cut off. */
  #transposed(
    layer: Extract<Layer, { type: "conv2d_transpose" }>,
    place: string,
    steps: Map<string, Step>,
    lines: string[],
    add: (call: string, ...names: string[]) => void,
  ): { input: Shape; isImage: boolean } {
    const step = steps.get(`transposed ${place}`);
    if (step?.op !== "transposed") throw new HourglassError("internal", `${place} has no step`);
    const { input, output, window } = step;
    const names = layer.useBias === false ? ["kernel"] : ["kernel", "bias"];
    const isUsual = [0, 1].every((axis) => output[axis] === input[axis]! * window.stride[axis]!);
    if (isUsual && (layer.padding ?? "same") === "same") {
      add(`Conv2DTranspose(${layer.filters}, ${convOf(layer, "same")})`, ...names);
      return { input: output, isImage: true };
    }
    // Where the output goes on behind the last window, rows and columns of zeros come in: only the bias comes of them.
    const more = [0, 0];
    const cuts = ([0, 1] as const).map((axis) => {
      const [stride, before] = [window.stride[axis], window.before[axis]];
      const full = (input[axis] - 1) * stride + (window.kernel[axis] - 1) * window.dilation[axis] + 1;
      const after = full - before - output[axis];
      more[axis] = Math.max(0, Math.ceil(-after / stride));
      return [before, after + more[axis] * stride] as const;
    });
    if (more.some((side) => side > 0))
      lines.push(`x = layers.ZeroPadding2D(((0, ${more[0]}), (0, ${more[1]})))(x)`);
    add(`Conv2DTranspose(${layer.filters}, ${convOf({ ...layer, activation: "linear" }, "valid")})`, ...names); // prettier-ignore
    lines.push(`x = layers.Cropping2D((${cuts.map(tuple).join(", ")}))(x)`);
    if (layer.activation && layer.activation !== "linear") lines.push(`x = layers.Activation("${layer.activation}")(x)`); // prettier-ignore
    return { input: output, isImage: true };
  }
}

/** Rows and columns behind an image that are cut off or repeated. */
function resize([rows = 0, columns = 0]: number[], lines: string[]): void {
  if (rows < 0 || columns < 0)
    lines.push(`x = layers.Cropping2D(((0, ${Math.max(0, -rows)}), (0, ${Math.max(0, -columns)})))(x)`);
  if (rows > 0 || columns > 0)
    lines.push(
      `x = layers.Lambda(lambda x: ops.pad(x, ((0, 0), (0, ${Math.max(0, rows)}), (0, ${Math.max(0, columns)}), (0, 0)), mode="symmetric"))(x)`,
    );
}

const biasOf = ({ useBias }: { useBias?: boolean | undefined }) => (useBias === false ? ", use_bias=False" : ""); // prettier-ignore
const trainableOf = ({ trainable }: { trainable?: boolean | undefined }) => (trainable === false ? ", trainable=False" : ""); // prettier-ignore
const regularizerOf = (regularizer: Regularizer | undefined): string =>
  regularizer && (regularizer.l1 || regularizer.l2)
    ? `, kernel_regularizer=keras.regularizers.L1L2(l1=${regularizer.l1 ?? 0}, l2=${regularizer.l2 ?? 0})`
    : "";

function convOf(layer: Extract<Layer, { type: "conv2d" | "conv2d_transpose" }>, padding: string): string {
  const { kernel, stride = 1, dilation = 1, activation = "linear" } = layer;
  const dilated = both(dilation) === "1" ? "" : `, dilation_rate=${both(dilation)}`;
  return `${both(kernel)}, strides=${both(stride)}, padding="${padding}"${dilated}, activation="${activation}"${biasOf(layer)}${regularizerOf(layer.kernelRegularizer)}${trainableOf(layer)}`;
}

const lossNames: Record<Loss, string> = {
  mse: "mean_squared_error",
  bce: "binary_crossentropy",
  mae: "mean_absolute_error",
  huber: "huber",
  log_cosh: "log_cosh",
  cosine_similarity: "cosine_similarity",
};

/** Of a variational model the sum over all numbers: the negative ELBO without its KL term, which `Draw` adds. */
function lossOf({ loss, variational, input }: CompleteConfig): string {
  const name = lossNames[loss];
  if (!variational) return `"${name}"`;
  return `lambda y, p: ${sizeOf(shapeOf(input))} * ops.mean(keras.losses.${name}(y, p))`;
}

function optimizerOf(optimizer: Optimizer | undefined): string {
  const { kind, ...settings } = optimizer ?? { kind: "adam" as const };
  const names = { sgd: "SGD", rmsprop: "RMSprop", adam: "Adam", adamw: "AdamW" };
  const keys: Record<string, string> = {
    learningRate: "learning_rate",
    beta1: "beta_1",
    beta2: "beta_2",
    weightDecay: "weight_decay",
    clipNorm: "clipnorm",
    clipValue: "clipvalue",
  };
  const given = Object.entries(settings)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${keys[key] ?? key}=${typeof value === "boolean" ? truth(value) : value}`);
  return `keras.optimizers.${names[kind]}(${given.join(", ")})`;
}

/** Layers that Keras does not have, of those that this model needs. */
function helpersOf({ corruption, variational, sparsity }: CompleteConfig): string {
  const classes: string[] = [];
  if (corruption) {
    const { kind, amount } = corruption;
    const clip = corruption.kind === "gaussian" ? (corruption.clip ?? [0, 1]) : false;
    const noisy = `x + keras.random.normal(ops.shape(x), stddev=${amount}, seed=self.seed)`;
    const drawn = "u = keras.random.uniform(ops.shape(x), seed=self.seed)";
    const body = {
      gaussian: [`return ${clip ? `ops.clip(${noisy}, ${clip[0]}, ${clip[1]})` : noisy}`],
      masking: [drawn, `return ops.where(u < ${amount}, 0.0, x)`],
      salt_and_pepper: [drawn, `return ops.where(u < ${amount / 2}, 0.0, ops.where(u < ${amount}, 1.0, x))`],
    }[kind];
    classes.push(
      layerClass("Corrupt", "Spoils inputs anew at every step of training.", "x, training=None", [
        "if not training:",
        "    return x",
        ...body,
      ]),
    );
  }
  if (variational)
    classes.push(
      layerClass("Draw", "A draw from the code's distribution, whose divergence from N(0, 1) costs.", "inputs, training=None", [
        "mean, log_variance = inputs",
        "kl = 0.5 * ops.sum(ops.square(mean) + ops.exp(log_variance) - 1 - log_variance, axis=-1)",
        `self.add_loss(${variational.beta ?? 1} * ops.mean(kl))`,
        "if not training:",
        "    return mean",
        "noise = keras.random.normal(ops.shape(mean), seed=self.seed)",
        "return mean + ops.exp(0.5 * log_variance) * noise",
      ]), // prettier-ignore
    );
  if (sparsity)
    classes.push(
      layerClass("Sparse", "A penalty on the code.", "x", [
        ...(sparsity.kind === "l1"
          ? [`self.add_loss(${sparsity.weight} * ops.sum(ops.abs(x)) / ops.cast(ops.shape(x)[0], x.dtype))`]
          : [
              `p, q = ${sparsity.target}, ops.clip(ops.mean(x, axis=0), 1e-7, 1 - 1e-7)`,
              `self.add_loss(${sparsity.weight} * ops.sum(p * ops.log(p / q) + (1 - p) * ops.log((1 - p) / (1 - q))))`,
            ]),
        "return x",
      ]),
    );
  return classes.join("\n\n");
}

const layerClass = (name: string, says: string, given: string, body: string[]): string =>
  `
class ${name}(layers.Layer):
    """${says}"""

    def __init__(self, **about):
        super().__init__(**about)
        self.seed = keras.random.SeedGenerator()

    def call(self, ${given}):
${body.map((line) => `        ${line}\n`).join("")}
`;
