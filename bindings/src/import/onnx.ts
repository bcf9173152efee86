// ONNX files of layers that follow one another: those that hourglass writes, and those of PyTorch, Keras and others.
//
// ONNX's images have channels first, and those here have them last. What is known of a value says how it lies in memory; where
// rows of numbers come from an image with channels first, or become one, the dense layer beside it has its rows or columns turned.

import type { Activation, AutoencoderConfig, Layer } from "../api/settings.js";
import { permuted } from "../export/permuted.js";
import { ownPrefix, type Shape } from "../export/steps.js";
import type { Model, Node } from "../export/vendor/onnx.js";
import { activated, imported, productOf, refuse, unsupported, type Found, type Imported } from "./layers.js";
import { constantOf, intsOf, modelOf, wholeOf, type Attributes, type Constant } from "./onnx-file.js";

/** "loose": four sides of which nobody has said yet where the channels are. */
type Layout = "flat" | "nhwc" | "nchw" | "loose";

/** What a tensor is: the layers that make it, and how it lies in memory. */
interface Value {
  found: Found[];
  layout: Layout;
  /** Height, width, channels; of loose ones the sides as they stand. */
  shape: Shape;
  /** Rows of numbers that lie as an image of this shape with channels first. */
  turned?: Shape;
  /** Half-way to gelu: x / sqrt 2, its erf, 1 + erf, and x times that. */
  gelu?: "scaled" | "erf" | "sum" | "double";
}

/** Errors: invalid_file; unsupported, with the node that there is not here. */
export function fromOnnx(bytes: Uint8Array): Imported {
  const model = modelOf(bytes);
  const graph = model.graph ?? refuse("is no ONNX file: it has no graph");
  const reader = new Reader(model);
  for (const node of graph.node) reader.node(node);
  return reader.model();
}

class Reader {
  readonly #constants = new Map<string, Constant>();
  readonly #values = new Map<string, Value>();
  readonly #input: string;
  readonly #output: string;
  readonly #about: Map<string, string>;
  #where = "";
  /** How an image that comes in lies, once somebody has asked. */
  #given: { layout: Layout; shape: Shape };

  constructor(model: Model) {
    const { initializer, input, output } = model.graph!;
    for (const tensor of initializer) this.#constants.set(tensor.name, constantOf(tensor));
    const inputs = input.filter(({ name }) => !this.#constants.has(name));
    if (inputs.length !== 1 || output.length !== 1)
      unsupported("file", `must have one input and one output, got ${inputs.length} and ${output.length}`);
    [this.#input, this.#output] = [inputs[0]!.name, output[0]!.name];
    this.#about = new Map(model.metadata_props.map(({ key, value }) => [key, value]));
    const part = this.#about.get("part") ?? "whole";
    if (part !== "whole") unsupported("file", `must be a whole model, got its ${part}`);
    const [, ...sides] = (inputs[0]!.type?.tensor_type?.shape?.dim ?? []).map(({ dim_value }) =>
      Number(dim_value ?? 0),
    );
    if (![1, 3].includes(sides.length) || sides.some((side) => !(side > 0)))
      unsupported(
        `input ${JSON.stringify(this.#input)}`,
        `must be batches of vectors or images of one size, got sides [${sides}]`,
      );
    const layout = sides.length === 1 ? "flat" : "loose";
    this.#given = { layout, shape: (sides.length === 1 ? [1, 1, ...sides] : sides) as unknown as Shape };
    this.#values.set(this.#input, { found: [], ...this.#given });
  }

  model(): Imported {
    const { found, ...last } = this.#flat(this.#known(this.#output), "output");
    const { layout, shape } = this.#given;
    const input = (
      layout === "loose" || layout === "flat" ? productOf(shape) : [...shape]
    ) as AutoencoderConfig["input"];
    const layers = last.turned ? unturned(found, last.turned) : found;
    const code = this.#values.get(this.#about.get("code") ?? "")?.found.length;
    // What comes in is added to all that the layers make of it.
    const whole = layers.length === 1 ? layers[0]!.inner : undefined;
    const about = { input, code, loss: this.#about.get("loss"), residual: whole !== undefined };
    const texts = [...this.#about].filter(([name]) => name.startsWith(ownPrefix));
    return {
      ...imported(whole ?? layers, about),
      texts: Object.fromEntries(texts.map(([name, text]) => [name.slice(ownPrefix.length), text])),
    };
  }

  node({ op_type: op, name, input, output, attribute }: Node): void {
    this.#where = `node ${JSON.stringify(name || output[0])} (${op})`;
    const attributes = Object.fromEntries(attribute.map((one) => [one.name, one]));
    if (op === "Constant") {
      const tensor = attributes.value?.t ?? unsupported(this.#where, "has no tensor");
      this.#constants.set(output[0]!, constantOf(tensor));
      return;
    }
    // What is computed of constants alone is left out; whoever needs it finds it missing.
    if (!input.some((one) => this.#values.has(one))) return;
    this.#values.set(output[0]!, this.#made(op, input, attributes));
  }

  #made(op: string, input: string[], attributes: Attributes): Value {
    const value = () => this.#known(input[0]!);
    const simple = activationsOf[op];
    if (simple) return this.#activated(value(), simple);
    switch (op) {
      case "Identity":
      case "Cast":
        return value();
      case "Dropout":
        return this.#grown(value(), { type: "dropout", rate: this.#rate(input[1], attributes) });
      case "LeakyRelu":
        return this.#onlyWith(attributes.alpha?.f ?? 0.01, 0.2, "alpha", value(), "leaky_relu");
      case "Elu":
        return this.#onlyWith(attributes.alpha?.f ?? 1, 1, "alpha", value(), "elu");
      case "Softmax":
        return this.#softmax(value(), wholeOf(attributes.axis, -1));
      case "Gemm":
        return this.#gemm(input, attributes);
      case "MatMul":
        return this.#matMul(input);
      case "Conv":
        return this.#conv(input, attributes);
      case "ConvTranspose":
        return this.#transposed(input, attributes);
      case "MaxPool":
      case "AveragePool":
        return this.#pool(op, this.#image(input[0]!), attributes);
      case "BatchNormalization":
        return this.#batchNorm(input, attributes);
      case "LayerNormalization":
        return this.#layerNorm(input, attributes);
      case "Transpose":
        return this.#transpose(value(), intsOf(attributes.perm));
      case "Flatten":
        return this.#flat(value());
      case "Reshape":
        return this.#reshape(value(), this.#numbers(input[1]));
      case "Gather":
        return this.#gather(value(), this.#numbers(input[1]), wholeOf(attributes.axis, 0));
      case "Resize":
        return this.#resize(this.#image(input[0]!), input, attributes);
      case "Add":
      case "Mul":
      case "Div":
        return this.#arithmetic(op, input);
      case "Erf":
        if (value().gelu !== "scaled") unsupported(this.#where, "is only for gelu");
        return { ...value(), gelu: "erf" };
      case "Gelu":
        return this.#activated(value(), "gelu");
      default:
        unsupported(this.#where, "is of a kind that there is not here");
    }
  }

  // ---------------------------------------------------------------- what is known

  /** An image with channels first, for this node and for those to come. */
  #image(name: string): Value {
    const value = this.#settled(this.#known(name), "nchw");
    this.#values.set(name, value);
    return value;
  }

  #known(name: string): Value {
    return (
      this.#values.get(name) ??
      unsupported(this.#where, `takes ${JSON.stringify(name)}, which is not computed from the input`)
    );
  }

  #constant(name: string | undefined): Constant {
    return (
      this.#constants.get(name ?? "") ??
      unsupported(this.#where, `must have ${JSON.stringify(name)} as a constant`)
    );
  }

  #numbers(name: string | undefined): number[] {
    return [...this.#constant(name).values];
  }

  #grown(
    value: Value,
    layer: Layer,
    weights: Record<string, Float32Array> = {},
    shape: Shape = value.shape,
  ): Value {
    return {
      layout: value.layout,
      shape,
      found: [...value.found, { layer, weights, output: shape }],
      ...(value.turned ? { turned: value.turned } : {}),
    };
  }

  // ---------------------------------------------------------------- how it lies in memory

  /** Loose sides are of an image with channels first, or last. */
  #settled(value: Value, layout: "nchw" | "nhwc"): Value {
    if (value.layout === layout) return value;
    if (value.layout !== "loose") unsupported(this.#where, "must have images with channels first");
    const [a, b, c] = value.shape;
    const shape: Shape = layout === "nchw" ? [b, c, a] : [a, b, c];
    if (value.found.length === 0) {
      this.#given = { layout, shape };
      return { ...value, layout, shape };
    }
    // Rows of numbers that have become an image: a reshape here, of rows that are turned if channels are first.
    const found = layout === "nchw" ? unturned(value.found, shape) : value.found;
    if (String(found.at(-1)!.output) === String(shape)) return { found, layout, shape };
    const reshape: Found = { layer: { type: "reshape", shape: [...shape] }, weights: {}, output: shape };
    return { found: [...found, reshape], layout, shape };
  }

  /** Rows of numbers. */
  #flat(value: Value, at = ""): Value {
    const { found, layout, shape } = value;
    const size: Shape = [1, 1, productOf(shape)];
    if (layout === "flat") return value;
    if (layout === "nhwc") return { found, layout: "flat", shape: size };
    if (layout === "nchw") {
      const isSame = shape[0] * shape[1] === 1 || shape[2] === 1;
      // What comes out has the form of what goes in.
      if (isSame || (at === "output" && this.#given.layout === "nchw"))
        return { found, layout: "flat", shape: size };
      return { found, layout: "flat", shape: size, turned: shape };
    }
    if (found.length === 0) return { found, layout: "flat", shape: size };
    return at === "output" && this.#given.layout === "nchw"
      ? this.#flat(this.#settled(value, "nchw"), at)
      : { found, layout: "flat", shape: size };
  }

  #transpose(value: Value, order: number[]): Value {
    if (String(order) === "0,3,1,2") return { ...this.#settled(value, "nhwc"), layout: "nchw" };
    if (String(order) === "0,2,3,1") return { ...this.#settled(value, "nchw"), layout: "nhwc" };
    return unsupported(this.#where, `has the order [${order}]`);
  }

  #reshape(value: Value, sides: number[]): Value {
    const size = productOf(value.shape);
    const rest = sides.slice(1);
    const known = rest.map((side, i) => (side === 0 ? (value.shape[i] ?? 0) : side));
    const open = Math.abs(productOf(known));
    const full = known.map((side) => (side === -1 ? size / open : side));
    if (productOf(full) !== size)
      unsupported(this.#where, `must keep the batch, got sides [${sides}] for ${size} numbers`);
    const flat = this.#flat(value);
    if (full.length === 1) return flat;
    if (full.length !== 3) unsupported(this.#where, `must give rows or images, got sides [${sides}]`);
    const shape = full as unknown as Shape;
    if (flat.turned) {
      const [height, width, channels] = flat.turned;
      if (String(shape) === String([channels, height, width]))
        return { found: flat.found, layout: "nchw", shape: flat.turned };
      unsupported(this.#where, `makes [${shape}] of an image [${flat.turned}] with channels first`);
    }
    return { found: flat.found, layout: "loose", shape };
  }

  // ---------------------------------------------------------------- layers

  #gemm(input: string[], attributes: Attributes): Value {
    const { alpha, beta, transA, transB } = attributes;
    if ((alpha?.f ?? 1) !== 1 || (beta?.f ?? 1) !== 1 || wholeOf(transA, 0) !== 0)
      unsupported(this.#where, "must have alpha 1, beta 1 and no transA");
    const { values, dims } = this.#constant(input[1]);
    const isTurned = wholeOf(transB, 0) === 1;
    const kernel = isTurned ? permuted(values, dims, [1, 0]) : values;
    return this.#dense(this.#known(input[0]!), kernel, isTurned ? dims[0]! : dims[1]!, input[2]);
  }

  #dense(value: Value, kernel: Float32Array, units: number, bias: string | undefined): Value {
    const flat = this.#flat(value);
    if (kernel.length !== flat.shape[2] * units)
      refuse(
        `has ${this.#where} of ${kernel.length} weights; ${flat.shape[2]} numbers come in, and ${units} go out`,
      );
    const layer: Layer = { type: "dense", units, activation: "linear", ...(bias ? {} : { useBias: false }) };
    const rows = flat.turned ? turnedRows(kernel, flat.turned, units) : kernel;
    const weights = { kernel: rows, ...(bias ? { bias: this.#constant(bias).values } : {}) };
    const shape: Shape = [1, 1, units];
    return { found: [...flat.found, { layer, weights, output: shape }], layout: "flat", shape };
  }

  #matMul([a, b]: string[]): Value {
    if (!this.#values.has(a!)) {
      const { values, dims } = this.#constant(a);
      return this.#stretched(this.#known(b!), dims, values, 0);
    }
    const { values, dims } = this.#constant(b);
    const value = this.#known(a!);
    if (value.layout !== "nchw") return this.#dense(value, values, dims[1]!, undefined);
    return this.#stretched(value, [...dims].reverse(), permuted(values, dims, [1, 0]), 1);
  }

  #conv(input: string[], attributes: Attributes): Value {
    const value = this.#image(input[0]!);
    const { values, dims } = this.#constant(input[1]);
    const [filters = 0, channels = 0, ...sides] = dims;
    if (wholeOf(attributes.group, 1) !== 1 || channels !== value.shape[2] || sides.length !== 2)
      unsupported(this.#where, `must join all ${value.shape[2]} channels, got a kernel [${dims}]`);
    const window = this.#window(value.shape, sides, attributes);
    const layer: Layer = {
      type: "conv2d",
      filters,
      ...window.settings,
      activation: "linear",
      ...(input[2] ? {} : { useBias: false }),
    };
    const kernel = permuted(values, dims, [2, 3, 1, 0]);
    const weights = { kernel, ...(input[2] ? { bias: this.#constant(input[2]).values } : {}) };
    return this.#grown(value, layer, weights, [window.output[0], window.output[1], filters]);
  }

  #transposed(input: string[], attributes: Attributes): Value {
    const value = this.#image(input[0]!);
    const { values, dims } = this.#constant(input[1]);
    const [channels = 0, filters = 0, ...kernel] = dims;
    if (wholeOf(attributes.group, 1) !== 1 || channels !== value.shape[2] || kernel.length !== 2)
      unsupported(this.#where, `must join all ${value.shape[2]} channels, got a kernel [${dims}]`);
    const strides = intsOf(attributes.strides, [1, 1]);
    const dilations = intsOf(attributes.dilations, [1, 1]);
    const pads = intsOf(attributes.pads, [0, 0, 0, 0]);
    const more = intsOf(attributes.output_padding, [0, 0]);
    const output = [0, 1].map(
      (i) =>
        (value.shape[i]! - 1) * strides[i]! +
        (kernel[i]! - 1) * dilations[i]! +
        1 -
        pads[i]! -
        pads[i + 2]! +
        more[i]!,
    ) as [number, number];
    const common = { kernel: kernel as [number, number], stride: strides as [number, number] };
    const dilation = dilations.some((side) => side > 1) ? { dilation: dilations as [number, number] } : {};
    // Which padding takes the output back to the input, with the same margin above and to the left.
    const padding = this.#padding(output, kernel, strides, dilations, pads, value.shape);
    const layer: Layer = {
      type: "conv2d_transpose",
      filters,
      ...common,
      ...dilation,
      padding,
      outputSize: output,
      activation: "linear",
      ...(input[2] ? {} : { useBias: false }),
    };
    const weights = {
      kernel: permuted(values, dims, [2, 3, 1, 0]),
      ...(input[2] ? { bias: this.#constant(input[2]).values } : {}),
    };
    return this.#grown(value, layer, weights, [...output, filters]);
  }

  #pool(op: string, value: Value, attributes: Attributes): Value {
    const kernel = intsOf(attributes.kernel_shape);
    if (wholeOf(attributes.ceil_mode, 0) !== 0) unsupported(this.#where, "has ceil_mode");
    const pads = intsOf(attributes.pads, [0, 0, 0, 0]);
    if (wholeOf(attributes.count_include_pad, 0) !== 0 && pads.some((side) => side > 0))
      unsupported(this.#where, "counts zeros around the image");
    const { settings, output } = this.#window(value.shape, kernel, attributes);
    const { kernel: pool, stride, padding } = settings;
    const type = op === "MaxPool" ? "max_pool2d" : "average_pool2d";
    return this.#grown(value, { type, pool, stride, padding }, {}, [output[0], output[1], value.shape[2]]);
  }

  #window(input: Shape, kernel: number[], attributes: Attributes) {
    const strides = intsOf(attributes.strides, [1, 1]);
    const dilations = intsOf(attributes.dilations, [1, 1]);
    const auto = new TextDecoder().decode(attributes.auto_pad?.s ?? new Uint8Array());
    if (auto === "SAME_LOWER") unsupported(this.#where, "has auto_pad SAME_LOWER");
    const spans = kernel.map((side, i) => (side - 1) * dilations[i]! + 1);
    const wanted = marginsOf(input, spans, strides);
    const pads = auto === "SAME_UPPER" ? wanted : intsOf(attributes.pads, [0, 0, 0, 0]);
    const output = [0, 1].map(
      (i) => Math.floor((input[i]! + pads[i]! + pads[i + 2]! - spans[i]!) / strides[i]!) + 1,
    ) as [number, number];
    const padding = this.#padding([input[0], input[1]], kernel, strides, dilations, pads, output);
    const dilation = dilations.some((side) => side > 1) ? { dilation: dilations as [number, number] } : {};
    return {
      settings: {
        kernel: kernel as [number, number],
        stride: strides as [number, number],
        padding,
        ...dilation,
      },
      output,
    };
  }

  /** The padding that has these margins above and to the left, and as many windows. */
  #padding(
    sides: readonly number[],
    kernel: number[],
    strides: number[],
    dilations: number[],
    pads: number[],
    windows: readonly number[],
  ) {
    const spans = kernel.map((side, i) => (side - 1) * dilations[i]! + 1);
    const same = marginsOf(sides, spans, strides);
    const fits = (before: readonly number[], count: (i: number) => number) =>
      [0, 1].every((i) => pads[i] === before[i] && windows[i] === count(i));
    if (fits([0, 0], (i) => Math.floor((sides[i]! - spans[i]!) / strides[i]!) + 1)) return "valid" as const;
    if (fits(same, (i) => Math.ceil(sides[i]! / strides[i]!))) return "same" as const;
    return unsupported(
      this.#where,
      `has the margins [${pads}]; here they are 0, or [${same}] for ${sides[0]} x ${sides[1]} and a stride of ${strides.join(" x ")}`,
    );
  }

  #batchNorm(input: string[], attributes: Attributes): Value {
    const known = this.#known(input[0]!);
    const value = known.layout === "flat" ? known : this.#image(input[0]!);
    const [gamma, beta, moving_mean, moving_variance] = input
      .slice(1, 5)
      .map((name) => this.#constant(name).values);
    const epsilon = attributes.epsilon?.f ?? 1e-5;
    const weights = {
      gamma: gamma!,
      beta: beta!,
      moving_mean: moving_mean!,
      moving_variance: moving_variance!,
    };
    return this.#perChannel(
      value,
      { type: "batch_norm", momentum: attributes.momentum?.f ?? 0.9, epsilon },
      weights,
    );
  }

  /** Rows that lie as an image with channels first have numbers of their own at each place, not for each channel. */
  #perChannel(value: Value, layer: Layer, weights: Record<string, Float32Array>): Value {
    if (!value.turned) return this.#grown(value, layer, weights);
    const { turned } = value;
    return this.#grown(
      value,
      layer,
      Object.fromEntries(
        Object.entries(weights).map(([name, values]) => [name, turnedRows(values, turned, 1)]),
      ),
    );
  }

  #layerNorm(input: string[], attributes: Attributes): Value {
    const known = this.#known(input[0]!);
    const value = known.layout === "loose" ? this.#settled(known, "nhwc") : known;
    const isLast = [-1, value.layout === "flat" ? 1 : 3].includes(wholeOf(attributes.axis, -1));
    if (value.layout === "nchw" || !isLast) unsupported(this.#where, "must be along the channels");
    const gamma = this.#constant(input[1]).values;
    const beta = input[2] ? this.#constant(input[2]).values : new Float32Array(gamma.length);
    return this.#perChannel(
      value,
      { type: "layer_norm", epsilon: attributes.epsilon?.f ?? 1e-5 },
      { gamma, beta },
    );
  }

  #softmax(known: Value, axis: number): Value {
    const value = known.layout === "loose" ? this.#settled(known, axis === 1 ? "nchw" : "nhwc") : known;
    const axes: Record<Layout, number[]> = { flat: [1, -1], nhwc: [3, -1], nchw: [1, -3], loose: [] };
    const wanted = axes[value.layout];
    if (!wanted.includes(axis)) unsupported(this.#where, `must be along the channels, got axis ${axis}`);
    return this.#activated(value, "softmax");
  }

  #activated(value: Value, activation: Activation): Value {
    // A reshape to loose sides is none of the layers yet.
    const found = activated(value.found, activation);
    const { gelu: _, ...rest } = value;
    return { ...rest, found };
  }

  #onlyWith(given: number, wanted: number, name: string, value: Value, activation: Activation): Value {
    if (Math.abs(given - wanted) > 1e-6)
      unsupported(this.#where, `has ${name} ${given}; here it is ${wanted}`);
    return this.#activated(value, activation);
  }

  #rate(name: string | undefined, attributes: Attributes): number {
    if (attributes.ratio?.f !== undefined) return attributes.ratio.f;
    return name ? (this.#constant(name).values[0] ?? 0.5) : 0.5;
  }

  // ---------------------------------------------------------------- larger images

  #gather(given: Value, places: number[], axis: number): Value {
    const value = this.#settled(given, "nchw");
    const along = axis === 2 ? 0 : axis === 3 ? 1 : unsupported(this.#where, `is along axis ${axis}`);
    const last = value.shape[along] - 1;
    const size = sizesFor(places.length).find((each) =>
      places.every((place, i) => place === Math.min(Math.floor(i / each), last)),
    );
    if (!size) unsupported(this.#where, "must repeat rows or columns");
    return this.#upSampled(value, along, size, places.length, "nearest");
  }

  /** A matrix whose rows say between which of the input's rows or columns they stand. */
  #stretched(given: Value, [count = 0, side = 0]: number[], matrix: Float32Array, along: 0 | 1): Value {
    const value = this.#settled(given, "nchw");
    if (side !== value.shape[along])
      unsupported(this.#where, `has a matrix [${count},${side}] for ${value.shape[along]}`);
    const size = sizesFor(count).find((each) => isBilinear(matrix, count, side, each));
    if (!size) unsupported(this.#where, "must be a bilinear enlargement");
    return this.#upSampled(value, along, size, count, "bilinear");
  }

  #resize(value: Value, input: string[], attributes: Attributes): Value {
    const text = (name: string, otherwise: string) => {
      const bytes = attributes[name]?.s;
      return bytes?.length ? new TextDecoder().decode(bytes) : otherwise;
    };
    const [mode, place] = [text("mode", "nearest"), text("coordinate_transformation_mode", "half_pixel")];
    const sizes = input[3]
      ? this.#numbers(input[3]).slice(2)
      : this.#numbers(input[2])
          .slice(2)
          .map((scale, i) => scale * value.shape[i]!);
    const factors = sizes.map((size, i) => size / value.shape[i]!);
    const isHalf = place === "half_pixel" || place === "pytorch_half_pixel";
    const isNearest = mode === "nearest" && (place === "asymmetric" || isHalf);
    if ((!isNearest && !(mode === "linear" && isHalf)) || !factors.every(Number.isInteger))
      unsupported(
        this.#where,
        `must enlarge by whole numbers, nearest or linear, got ${mode}, ${place}, [${sizes}]`,
      );
    const interpolation = isNearest ? "nearest" : "bilinear";
    const rows = this.#upSampled(value, 0, factors[0]!, sizes[0]!, interpolation);
    return this.#upSampled(rows, 1, factors[1]!, sizes[1]!, interpolation);
  }

  /** Rows and columns that are enlarged one after the other are one layer. */
  #upSampled(
    value: Value,
    along: 0 | 1,
    size: number,
    side: number,
    interpolation: "nearest" | "bilinear",
  ): Value {
    const last = value.found.at(-1)?.layer;
    const rows =
      last?.type === "up_sampling2d" && last.interpolation === interpolation ? pairOf(last.size) : [1, 0];
    const isSecond = along === 1 && rows[1] === 1;
    const sizes: [number, number] = along === 0 ? [size, 1] : [isSecond ? rows[0]! : 1, size];
    const outputSize: [number, number] = along === 0 ? [side, value.shape[1]] : [value.shape[0], side];
    const before = isSecond ? { ...value, found: value.found.slice(0, -1) } : value;
    return this.#grown(before, { type: "up_sampling2d", size: sizes, interpolation, outputSize }, {}, [
      ...outputSize,
      value.shape[2],
    ]);
  }

  // ---------------------------------------------------------------- sums and products

  #arithmetic(op: "Add" | "Mul" | "Div", [a, b]: string[]): Value {
    const [first, second] = [this.#values.get(a!), this.#values.get(b!)];
    if (first && second) return this.#joined(op, first, second);
    if (op === "Div" && !first) unsupported(this.#where, "divides a constant");
    const value = (first ?? second)!;
    const constant = this.#constant(first ? b : a);
    const { values } = constant;
    const number = values.length === 1 ? values[0]! : undefined;
    const near = (wanted: number) => number !== undefined && Math.abs(number - wanted) < 1e-5;
    if ((op === "Mul" && near(Math.SQRT1_2)) || (op === "Div" && near(Math.SQRT2)))
      return { ...value, gelu: "scaled" };
    if (op === "Add" && near(1) && value.gelu === "erf") return { ...value, gelu: "sum" };
    if (op === "Mul" && near(0.5) && value.gelu === "double") return this.#activated(value, "gelu");
    return this.#scaled(op, value, constant);
  }

  /** A factor or a summand of each channel: a bias, or a normalisation that computes the same. */
  #scaled(op: "Add" | "Mul" | "Div", known: Value, { values, dims }: Constant): Value {
    const value = known.layout === "loose" ? this.#settled(known, dims.length > 1 ? "nchw" : "nhwc") : known;
    const channels = value.shape[2];
    if (value.gelu || (values.length !== channels && values.length !== 1))
      unsupported(this.#where, `must have a number for each of ${channels} channels, got ${values.length}`);
    const each = Float32Array.from({ length: channels }, (_, i) => values[values.length === 1 ? 0 : i]!);
    const own = value.turned ? turnedRows(each, value.turned, 1) : each;
    const last = value.found.at(-1);
    const withLast = (change: Partial<Found>) => ({
      ...value,
      found: [...value.found.slice(0, -1), { ...last!, ...change }],
    });
    if (op === "Add" && last && isPlain(last)) {
      const { useBias: _, ...layer } = last.layer as Layer & { useBias?: boolean };
      return withLast({ layer, weights: { ...last.weights, bias: own } });
    }
    if (op === "Add" && last?.layer.type === "batch_norm" && last.weights.beta!.every((beta) => beta === 0))
      return withLast({ weights: { ...last.weights, beta: own } });
    const epsilon = 0.001;
    const full = (number: number) => new Float32Array(channels).fill(number);
    const weights = {
      gamma: op === "Mul" ? own : op === "Div" ? own.map((number) => 1 / number) : full(1),
      beta: op === "Add" ? own : full(0),
      moving_mean: full(0),
      moving_variance: full(1 - epsilon),
    };
    return this.#grown(value, { type: "batch_norm", epsilon }, weights);
  }

  /** x * sigmoid(x), half of gelu, or what a block of layers makes of its input added to that. */
  #joined(op: string, first: Value, second: Value): Value {
    if (op === "Mul") {
      const half = [first, second].find(({ gelu }) => gelu === "sum");
      if (half) return { ...half, gelu: "double" };
      const [gate, value] = isSigmoidOf(first, second) ? [first, second] : [second, first];
      if (isSigmoidOf(gate, value)) return this.#activated(value, "silu");
    }
    if (op !== "Add") unsupported(this.#where, "joins what layers make otherwise than by adding");
    const [longer, shorter] = first.found.length >= second.found.length ? [first, second] : [second, first];
    const count = shorter.found.length;
    if (longer.found.length === count || !shorter.found.every((one, i) => one === longer.found[i]))
      unsupported(this.#where, "must add what comes in to what a block of layers makes of it");
    if (String(this.#flat(longer).turned) !== String(this.#flat(shorter).turned))
      unsupported(this.#where, "adds images that lie otherwise in memory");
    // Rows that become an image do so before the block.
    const skipped = longer.found[count]!.layer.type === "reshape" ? 1 : 0;
    const inner = longer.found.slice(count + skipped);
    const layer: Layer = { type: "residual", layers: inner.map((one) => one.layer) };
    const block: Found = { layer, weights: {}, output: inner.at(-1)?.output ?? longer.shape, inner };
    return { ...longer, found: [...longer.found.slice(0, count + skipped), block] };
  }
}

/** A layer whose sums have no bias and no activation yet. */
const isPlain = ({ layer, weights }: Found): boolean =>
  ["dense", "conv2d", "conv2d_transpose"].includes(layer.type) &&
  !weights.bias &&
  "activation" in layer &&
  layer.activation === "linear";

/** Whether the first is the sigmoid of the second. */
function isSigmoidOf({ found }: Value, { found: before }: Value): boolean {
  const [last, own] = [found.at(-1)?.layer, before.at(-1)];
  if (!last || !("activation" in last) || last.activation !== "sigmoid") return false;
  if (found.length === before.length + 1) return last.type === "activation" && found.at(-2) === own;
  return found.length === before.length && found.at(-1)!.weights === own?.weights;
}

// ---------------------------------------------------------------- numbers that lie otherwise

/** Rows of a matrix from the order of an image with channels first to channels last. */
const turnedRows = (values: Float32Array, [height, width, channels]: Shape, columns: number): Float32Array =>
  permuted(values, [channels, height, width, columns], [1, 2, 0, 3]);

/** The last layers' numbers from the order of an image with channels first to channels last. */
function unturned(found: Found[], shape: Shape): Found[] {
  const [height, width, channels] = shape;
  if (height * width === 1 || channels === 1) return found;
  const last = found.at(-1);
  const columns = (values: Float32Array) =>
    permuted(values, [values.length / productOf(shape), channels, height, width], [0, 2, 3, 1]);
  if (!last) unsupported("file", "must have a dense layer before rows become an image");
  const { layer, weights } = last;
  const turned = {
    ...last,
    weights: Object.fromEntries(Object.entries(weights).map(([name, values]) => [name, columns(values)])),
  };
  const rest = found.slice(0, -1);
  if (layer.type === "activation" && layer.activation !== "softmax") return [...unturned(rest, shape), last];
  if (layer.type === "dropout") return [...unturned(rest, shape), last];
  if (layer.type === "batch_norm") return [...unturned(rest, shape), turned];
  if (layer.type !== "dense" || layer.activation === "softmax")
    unsupported("file", `must have a dense layer before it makes an image of rows, got ${layer.type}`);
  return [...rest, turned];
}

// ---------------------------------------------------------------- what layers have otherwise

const pairOf = (sides: unknown): readonly [number, number] =>
  Array.isArray(sides) ? (sides as [number, number]) : [2, 2];

const activationsOf: Record<string, Activation> = {
  Relu: "relu",
  Tanh: "tanh",
  Sigmoid: "sigmoid",
  Selu: "selu",
  Softplus: "softplus",
};

/** Above and to the left, below and to the right, as "same" has them. */
function marginsOf(sides: readonly number[], spans: readonly number[], strides: readonly number[]): number[] {
  const totals = [0, 1].map((i) =>
    Math.max(0, (Math.ceil(sides[i]! / strides[i]!) - 1) * strides[i]! + spans[i]! - sides[i]!),
  );
  return [...totals.map((total) => total >> 1), ...totals.map((total) => total - (total >> 1))];
}

/** What an image may be enlarged by. */
const sizesFor = (count: number): number[] => Array.from({ length: Math.min(count, 64) }, (_, i) => i + 1);

function isBilinear(matrix: Float32Array, count: number, side: number, size: number): boolean {
  for (let i = 0; i < count; i++) {
    const inside = Math.min(Math.max((i + 0.5) / size - 0.5, 0), side - 1);
    const first = Math.floor(inside);
    for (let j = 0; j < side; j++) {
      const wanted = j === first ? 1 - (inside - first) : j === first + 1 ? inside - first : 0;
      if (Math.abs(matrix[i * side + j]! - wanted) > 1e-6) return false;
    }
  }
  return true;
}
