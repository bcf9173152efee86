// Models as ONNX files (opset 17), for every engine that reads them.

import type { Activation } from "../api/settings.js";
import { permuted } from "./permuted.js";
import type { Between, Program, Shape, Step, Window } from "./steps.js";
import { shapeText, sizeOf } from "./steps.js";
import { writeModel, type Attribute, type Model, type Node, type Tensor } from "./vendor/onnx.js";

/** Numbers of ONNX's own. */
const [floats, ints64] = [1, 7];
const attributeTypes = { float: 1, int: 2, ints: 7 };
const [irVersion, opset] = [8, 17];

/** How a value lies in memory: as rows, or as images with channels last or first. */
type Layout = "flat" | "nhwc" | "nchw";
interface Value {
  name: string;
  layout: Layout;
  shape: Shape;
}

/** The bytes of the file. `about` becomes metadata beside what input and output are. */
export function toOnnx(program: Program, about: Record<string, string>): Uint8Array<ArrayBuffer> {
  const { input, output, isImage } = program;
  const graph = new Graph();
  const given: Value = { name: "input", layout: isImage.input ? "nhwc" : "flat", shape: input };
  const code = graph.all(program.steps.slice(0, program.codeAfter), given);
  let made = graph.all(program.codeAfter === undefined ? [] : program.steps.slice(program.codeAfter), code);
  if (program.addsInput) {
    made = graph.to("flat", made);
    made = { ...made, name: graph.node("Add", [graph.to("flat", given).name, made.name]) };
  }
  made = graph.to(isImage.output ? "nhwc" : "flat", { ...graph.to("flat", made), shape: output });
  graph.node("Identity", [made.name], {}, "output");
  const info = (name: string, shape: Shape, asImage: boolean) => ({
    name,
    type: {
      tensor_type: {
        elem_type: floats,
        shape: {
          dim: [{ dim_param: "batch" }, ...(asImage ? shape : [sizeOf(shape)]).map((side) => ({ dim_value: side }))], // prettier-ignore
        },
      },
    },
    doc_string: asImage ? "height, width, channels: rows of pixels, channels last" : "numbers",
  });
  const model: Model = {
    ir_version: irVersion,
    opset_import: [{ domain: "", version: opset }],
    producer_name: "hourglass",
    producer_version: about.version ?? "",
    doc_string: `${program.part} of an autoencoder: ${shapeText(input)} -> ${shapeText(output)}`,
    metadata_props: Object.entries({
      part: program.part,
      ...(program.codeAfter ? { code: code.name } : {}),
      ...about,
    }).map(([key, value]) => ({ key, value })),
    graph: {
      name: program.part,
      node: graph.nodes,
      initializer: graph.tensors,
      input: [info("input", input, isImage.input)],
      output: [info("output", output, isImage.output)],
    },
  };
  return writeModel(model);
}

type Given = Record<string, number | readonly number[]>;

/** Whole numbers that are attributes of the type float. */
const floatAttributes = new Set(["alpha", "gamma", "epsilon"]);

class Graph {
  readonly nodes: Node[] = [];
  readonly tensors: Tensor[] = [];
  #count = 0;

  /** Adds a node of one output, and returns that output's name. */
  node(
    op: string,
    input: string[],
    given: Given = {},
    output = `${op.toLowerCase()}_${this.#count}`,
  ): string {
    this.#count++;
    const attribute = Object.entries(given).map(([name, value]): Attribute => {
      if (typeof value !== "number") return { name, ints: [...value], type: attributeTypes.ints };
      return floatAttributes.has(name)
        ? { name, f: value, type: attributeTypes.float }
        : { name, i: value, type: attributeTypes.int };
    });
    this.nodes.push({ op_type: op, name: `${op}_${this.#count}`, input, output: [output], attribute });
    return output;
  }

  /** Adds numbers that stay as they are, and returns their name. */
  constant(values: Float32Array | readonly number[], dims: readonly number[], label: string): string {
    const name = `${label}_${this.tensors.length}`;
    const isFloat = values instanceof Float32Array;
    const bytes = new Uint8Array((isFloat ? 4 : 8) * values.length);
    const view = new DataView(bytes.buffer);
    values.forEach((value: number, i: number) =>
      isFloat ? view.setFloat32(4 * i, value, true) : view.setBigInt64(8 * i, BigInt(value), true),
    );
    this.tensors.push({ name, dims: [...dims], data_type: isFloat ? floats : ints64, raw_data: bytes });
    return name;
  }

  to(layout: Layout, value: Value): Value {
    if (value.layout === layout) return value;
    const [height, width, channels] = value.shape;
    const reshaped = (...sides: number[]) =>
      this.node("Reshape", [value.name, this.constant([-1, ...sides], [sides.length + 1], "shape")]);
    if (value.layout === "nchw") {
      const name = this.node("Transpose", [value.name], { perm: [0, 2, 3, 1] });
      return this.to(layout, { ...value, name, layout: "nhwc" });
    }
    if (layout === "flat") return { ...value, layout, name: reshaped(sizeOf(value.shape)) };
    if (layout === "nhwc") return { ...value, layout, name: reshaped(height, width, channels) };
    const images = this.to("nhwc", value);
    return { ...value, layout, name: this.node("Transpose", [images.name], { perm: [0, 3, 1, 2] }) };
  }

  all(steps: Step[], input: Value): Value {
    return steps.reduce((value, step) => this.#step(step, value), input);
  }

  #step(step: Step, value: Value): Value {
    // A reshape has no step of its own: rows of numbers stay as they are.
    const isSame = step.input.every((side, i) => side === value.shape[i]);
    const given = isSame ? value : { ...this.to("flat", value), shape: step.input };
    const { output: shape } = step;
    switch (step.op) {
      case "dense": {
        const { kernel, bias } = step;
        const inputs = [
          this.to("flat", given).name,
          this.constant(kernel, [sizeOf(step.input), shape[2]], `${step.name}.kernel`),
        ];
        if (bias) inputs.push(this.constant(bias, [shape[2]], `${step.name}.bias`));
        return { name: this.node("Gemm", inputs), layout: "flat", shape };
      }
      case "conv":
        return this.#conv(step, this.to("nchw", given));
      case "transposed":
        return this.#transposed(step, this.to("nchw", given));
      case "pool": {
        const { kernel, stride } = step.window;
        const op = step.kind === "max" ? "MaxPool" : "AveragePool";
        const about = { kernel_shape: kernel, strides: stride, pads: padsOf(step.window) };
        return { name: this.node(op, [this.to("nchw", given).name], about), layout: "nchw", shape };
      }
      case "upsample": {
        const image = this.to("nchw", given);
        const tall = this.#between(image.name, step.rows, 2, step.input[0]);
        return { name: this.#between(tall, step.columns, 3, step.input[1]), layout: "nchw", shape };
      }
      case "affine": {
        const { value: at, dims } = this.#channels(given);
        const times = this.node("Mul", [at.name, this.constant(step.scale, dims, `${step.name}.scale`)]);
        return { ...at, name: this.node("Add", [times, this.constant(step.shift, dims, `${step.name}.shift`)]) }; // prettier-ignore
      }
      case "layerNorm": {
        const at = this.#channelsLast(given);
        const names = [
          this.constant(step.gamma, [step.gamma.length], `${step.name}.gamma`),
          this.constant(step.beta, [step.beta.length], `${step.name}.beta`),
        ];
        return { ...at, name: this.node("LayerNormalization", [at.name, ...names], { epsilon: step.epsilon }) }; // prettier-ignore
      }
      case "activation":
        return this.#activation(step.activation, given, shape);
      case "residual": {
        const made = this.to("flat", this.all(step.steps, given));
        return { name: this.node("Add", [this.to("flat", given).name, made.name]), layout: "flat", shape };
      }
    }
  }

  /** Where each channel has numbers of its own: rows of one position stay rows. */
  #channels(value: Value): { value: Value; dims: number[] } {
    const { shape } = value;
    if (value.layout !== "nchw" && shape[0] * shape[1] === 1) return { value, dims: [shape[2]] };
    return value.layout === "nchw"
      ? { value, dims: [1, shape[2], 1, 1] }
      : { value: this.to("nhwc", value), dims: [shape[2]] };
  }

  #channelsLast(value: Value): Value {
    const isVector = value.layout === "flat" && value.shape[0] * value.shape[1] === 1;
    return isVector ? value : this.to("nhwc", value);
  }

  #conv(step: Extract<Step, { op: "conv" }>, { name }: Value): Value {
    const { window, kernel, bias, input, output } = step;
    const { kernel: sides, stride, dilation } = window;
    const turned = permuted(kernel, [...sides, input[2], output[2]], [3, 2, 0, 1]);
    const inputs = [name, this.constant(turned, [output[2], input[2], ...sides], `${step.name}.kernel`)];
    if (bias) inputs.push(this.constant(bias, [output[2]], `${step.name}.bias`));
    const about = { kernel_shape: sides, strides: stride, dilations: dilation, pads: padsOf(window) };
    return { name: this.node("Conv", inputs, about), layout: "nchw", shape: output };
  }

  #transposed(step: Extract<Step, { op: "transposed" }>, { name }: Value): Value {
    const { window, kernel, bias, input, output } = step;
    const { kernel: sides, stride, dilation, before } = window;
    const turned = permuted(kernel, [...sides, output[2], input[2]], [3, 2, 0, 1]);
    const inputs = [name, this.constant(turned, [input[2], output[2], ...sides], `${step.name}.kernel`)];
    if (bias) inputs.push(this.constant(bias, [output[2]], `${step.name}.bias`));
    // What the windows cover beyond the output, or where they end before it.
    const beyond = ([0, 1] as const).map(
      (axis) =>
        (input[axis] - 1) * stride[axis] + (sides[axis] - 1) * dilation[axis] + 1 - before[axis] - output[axis], // prettier-ignore
    );
    const about: Given = {
      kernel_shape: sides,
      strides: stride,
      dilations: dilation,
      pads: [...before, ...beyond.map((side) => Math.max(0, side))],
      output_padding: beyond.map((side) => Math.max(0, -side)),
    };
    return { name: this.node("ConvTranspose", inputs, about), layout: "nchw", shape: output };
  }

  /** Rows or columns of an image, each between two of what comes in. */
  #between(name: string, places: Between[], axis: 2 | 3, side: number): string {
    const isCopy = places.every(({ share }) => share === 0);
    if (isCopy) {
      const first = places.map((place) => place.first);
      return this.node("Gather", [name, this.constant(first, [first.length], "places")], { axis });
    }
    const matrix = new Float32Array(places.length * side);
    places.forEach(({ first, second, share }, i) => {
      matrix[i * side + first]! += 1 - share;
      matrix[i * side + second]! += share;
    });
    if (axis === 2) return this.node("MatMul", [this.constant(matrix, [places.length, side], "rows"), name]);
    const turned = permuted(matrix, [places.length, side], [1, 0]);
    return this.node("MatMul", [name, this.constant(turned, [side, places.length], "columns")]);
  }

  #activation(activation: Activation, value: Value, shape: Shape): Value {
    const name = (op: string, given?: Given) => ({ ...value, shape, name: this.node(op, [value.name], given) }); // prettier-ignore
    switch (activation) {
      case "linear":
        return { ...this.to("flat", value), shape };
      case "leaky_relu":
        return name("LeakyRelu", { alpha: 0.2 });
      case "elu":
        return name("Elu", { alpha: 1 });
      case "gelu":
        return { ...value, shape, name: this.#gelu(value.name) };
      case "silu":
        return { ...value, shape, name: this.node("Mul", [value.name, this.node("Sigmoid", [value.name])]) };
      case "softmax": {
        const at = this.#channelsLast(value);
        return { ...at, shape, name: this.node("Softmax", [at.name], { axis: -1 }) };
      }
      default:
        return name(operators[activation]);
    }
  }

  /** x (1 + erf(x / sqrt 2)) / 2: opset 17 has no operator for it. */
  #gelu(x: string): string {
    const number = (value: number, label: string) => this.constant(Float32Array.of(value), [1], label);
    const erf = this.node("Erf", [this.node("Mul", [x, number(Math.SQRT1_2, "root")])]);
    const sum = this.node("Add", [erf, number(1, "one")]);
    return this.node("Mul", [this.node("Mul", [x, sum]), number(0.5, "half")]);
  }
}

const operators: Record<
  Exclude<Activation, "linear" | "leaky_relu" | "elu" | "gelu" | "silu" | "softmax">,
  string
> = {
  relu: "Relu",
  tanh: "Tanh",
  sigmoid: "Sigmoid",
  selu: "Selu",
  softplus: "Softplus",
};

const padsOf = ({ before, after }: Window): number[] => [...before, ...after];
