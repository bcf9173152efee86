// Models as one header of plain C99, for programs and microcontrollers without this library.

import type { CompleteConfig } from "../api/config.js";
import type { Activation, Loss } from "../api/settings.js";
import { helpers, type HelperName } from "./c-helpers.js";
import { shapeText, sizeOf, type Between, type Program, type Step, type Window } from "./steps.js";

/** What a header is written of; a residual model has no decoder of its own. */
export interface Programs {
  config: CompleteConfig;
  encoder: Program;
  decoder: Program | null;
  whole: Program;
}

/** The text of the header, whose names begin with `name`. */
export function toC({ config, encoder, decoder, whole }: Programs, name: string): string {
  const writer = new Writer(name);
  const encode = writer.body(encoder, "input", "code");
  const decode = decoder && writer.body(decoder, "code", "output");
  const reconstruct = decoder
    ? `  float *code = ${name}_codes;\n  ${name}_encode(input, code);\n  ${name}_decode(code, output);\n`
    : writer.body(whole, "input", "output");
  const [features, latent] = [sizeOf(whole.input), sizeOf(encoder.output)];
  const codes = `static float ${name}_codes[${latent}];\n`;
  const call = writer.operations;
  return `${head(name, config, encoder, whole, writer.weights, writer.memory + 4 * (latent + features), call)}
#ifndef ${name.toUpperCase()}_H
#define ${name.toUpperCase()}_H

#include <math.h>
#include <stddef.h>
#include <string.h>

#define ${name.toUpperCase()}_FEATURES ${features}
#define ${name.toUpperCase()}_LATENT ${latent}

${writer.arrays.join("\n")}
${writer.buffers()}${decoder ? codes : ""}static float ${name}_output[${features}];

${writer.helpers()}
/* ${shapeText(encoder.input)} numbers to ${shapeText(encoder.output)}. */
static inline void ${name}_encode(const float *input, float *code) {
${encode}}
${
  decode === null
    ? ""
    : `
/* ${shapeText(encoder.output)} numbers to ${shapeText(whole.output)}. */
static inline void ${name}_decode(const float *code, float *output) {
${decode}}
`
}
static inline void ${name}_reconstruct(const float *input, float *output) {
${reconstruct}}

/* How unlike what it has learnt a sample is: ${lossNames[config.loss]}, as the model's own scores. */
static inline float ${name}_score(const float *input) {
  float sum = 0.0f;
  ${name}_reconstruct(input, ${name}_output);
${scores(config.loss, features, whole.output[2], `${name}_output`)}}

#endif
`;
}

function head(
  name: string,
  config: CompleteConfig,
  encoder: Program,
  whole: Program,
  weights: number,
  memory: number,
  operations: number,
): string {
  const thousands = (count: number) => count.toLocaleString("en-US");
  return `/* An autoencoder: ${shapeText(whole.input)} -> ${shapeText(encoder.output)} -> ${shapeText(whole.output)}, loss ${config.loss}. Written by hourglass.

   ${thousands(4 * weights)} bytes of weights, which may stay in flash; ${thousands(memory)} bytes of memory. One reconstruction is about ${thousands(operations)}
   multiplications and additions: ${milliseconds(operations)} ms where a computer does 100 million of them a second.

     #include "${name}.h"
     float input[${name.toUpperCase()}_FEATURES], code[${name.toUpperCase()}_LATENT];
     ${name}_encode(input, code);
     if (${name}_score(input) > threshold) ...

   Images are rows of pixels with channels last. Nothing is allocated; memory between layers is shared by all calls, which
   therefore must not overlap in time. Link with -lm. */
`;
}

const milliseconds = (operations: number): string => (operations / 1e5).toPrecision(2);

const lossNames: Record<Loss, string> = {
  mse: "the mean squared error",
  bce: "the binary cross-entropy",
  mae: "the mean absolute error",
  huber: "Huber's loss",
  log_cosh: "the logarithm of the hyperbolic cosine of the error",
  cosine_similarity: "minus the cosine",
};

/** The body of the score's loop over all numbers. */
function scores(loss: Loss, features: number, channels: number, output: string): string {
  if (loss === "cosine_similarity")
    return `  for (size_t i = 0; i < ${features}; i += ${channels}) {
    float product = 0.0f, a = 0.0f, b = 0.0f;
    for (size_t c = i; c < i + ${channels}; ++c) {
      product += input[c] * ${output}[c];
      a += input[c] * input[c];
      b += ${output}[c] * ${output}[c];
    }
    sum -= product / (sqrtf(fmaxf(a, 1e-14f)) * sqrtf(fmaxf(b, 1e-14f)));
  }
  return sum / ${features / channels}.0f;
`;
  const terms: Record<Exclude<Loss, "cosine_similarity">, string> = {
    mse: "    const float error = output - input[i];\n    sum += error * error;\n",
    mae: "    sum += fabsf(output - input[i]);\n",
    bce: "    const float p = fminf(fmaxf(output, 1e-7f), 1.0f - 1e-7f);\n    sum -= input[i] * logf(p) + (1.0f - input[i]) * logf(1.0f - p);\n",
    huber:
      "    const float error = fabsf(output - input[i]);\n    sum += error <= 1.0f ? 0.5f * error * error : error - 0.5f;\n",
    log_cosh:
      "    const float error = fabsf(output - input[i]);\n    sum += error + log1pf(expf(-2.0f * error)) - 0.69314718f;\n",
  };
  return `  for (size_t i = 0; i < ${features}; ++i) {
    const float output = ${output}[i];
${terms[loss]}  }
  return sum / ${features}.0f;
`;
}

/** Writes steps as calls of helpers, and keeps what these need. */
class Writer {
  readonly arrays: string[] = [];
  /** Numbers in all of them. */
  weights = 0;
  operations = 0;
  #largest = 1;
  /** Of each residual block within another: what came into it. */
  #kept: number[] = [];
  readonly #used = new Set<HelperName>();
  readonly #written = new Map<Float32Array, string>();

  constructor(private readonly name: string) {}

  /** Of the buffers, in bytes. */
  get memory(): number {
    return 4 * (2 * this.#largest + this.#kept.reduce((sum, size) => sum + size, 0));
  }

  buffers(): string {
    const { name } = this;
    const kept = this.#kept.map((size, depth) => `static float ${name}_kept${depth}[${size}];\n`);
    return `static float ${name}_a[${this.#largest}], ${name}_b[${this.#largest}];\n${kept.join("")}`;
  }

  helpers(): string {
    return (Object.keys(helpers) as HelperName[])
      .filter((helper) => this.#used.has(helper))
      .map((helper) => helpers[helper].replaceAll("NAME", this.name))
      .join("\n");
  }

  body(program: Program, from: string, to: string): string {
    const size = sizeOf(program.input);
    this.#grow(size);
    const first = `${this.name}_a`;
    const lines = [`memcpy(${first}, ${from}, ${size} * sizeof(float));`];
    const last = this.#steps(program.steps, first, 0, lines);
    lines.push(`memcpy(${to}, ${last}, ${sizeOf(program.output)} * sizeof(float));`);
    if (program.addsInput) {
      this.#used.add("add");
      lines.push(`${this.name}_add(${from}, ${size}, ${to});`);
    }
    return lines.map((line) => `  ${line}\n`).join("");
  }

  /** Returns where the result is. */
  #steps(steps: Step[], from: string, depth: number, lines: string[]): string {
    let at = from;
    for (const step of steps) at = this.#step(step, at, depth, lines);
    return at;
  }

  #step(step: Step, at: string, depth: number, lines: string[]): string {
    const [input, output] = [sizeOf(step.input), sizeOf(step.output)];
    this.#grow(Math.max(input, output));
    if (step.op === "activation") {
      this.#activate(step.activation, at, output, step.output[2], lines);
      return at;
    }
    if (step.op === "affine" || step.op === "layerNorm") {
      const [first, second] = step.op === "affine" ? [step.scale, step.shift] : [step.gamma, step.beta];
      const epsilon = step.op === "layerNorm" ? `, ${literal(step.epsilon)}` : "";
      const arrays = `${this.#array(first, `${step.name}_scale`)}, ${this.#array(second, `${step.name}_shift`)}`;
      this.operations += 2 * input;
      this.#call(step.op === "affine" ? "affine" : "layer_norm", `${at}, ${input}, ${step.input[2]}, ${arrays}${epsilon}`, lines); // prettier-ignore
      return at;
    }
    if (step.op === "residual") {
      this.#kept[depth] = Math.max(this.#kept[depth] ?? 1, input);
      const kept = `${this.name}_kept${depth}`;
      lines.push(`memcpy(${kept}, ${at}, ${input} * sizeof(float));`);
      const made = this.#steps(step.steps, at, depth + 1, lines);
      this.#call("add", `${kept}, ${input}, ${made}`, lines);
      return made;
    }
    const next = at === `${this.name}_a` ? `${this.name}_b` : `${this.name}_a`;
    this.#layer(step, at, next, lines);
    return next;
  }

  #layer(
    step: Extract<Step, { op: "dense" | "conv" | "transposed" | "pool" | "upsample" }>,
    from: string,
    to: string,
    lines: string[],
  ): void {
    const [input, output] = [sizeOf(step.input), sizeOf(step.output)];
    const shape = (sides: readonly number[]) => sides.join(", ");
    if (step.op === "dense") {
      const arrays = this.#kernel(step);
      this.operations += input * output;
      return this.#call("dense", `${from}, ${input}, ${output}, ${arrays}, ${to}`, lines);
    }
    if (step.op === "upsample") {
      const places = `${this.#between(step.rows, `${step.name}_rows`)}, ${this.#between(step.columns, `${step.name}_columns`)}`;
      this.operations += 4 * output;
      return this.#call("up_sample", `${from}, ${step.input[1]}, ${shape(step.output)}, ${places}, ${to}`, lines); // prettier-ignore
    }
    const sides = `${from}, ${shape(step.input)}, ${shape(step.output)}, ${windowText(step.window)}`;
    const taps = step.window.kernel[0] * step.window.kernel[1];
    if (step.op === "pool") {
      this.operations += taps * output;
      return this.#call(step.kind === "max" ? "max_pool" : "average_pool", `${sides}, ${to}`, lines);
    }
    const positions = step.op === "conv" ? step.output[0] * step.output[1] : step.input[0] * step.input[1];
    this.operations += positions * taps * step.input[2] * step.output[2];
    this.#call(step.op === "conv" ? "conv" : "transposed", `${sides}, ${this.#kernel(step)}, ${to}`, lines);
  }

  #activate(activation: Activation, at: string, size: number, channels: number, lines: string[]): void {
    if (activation === "linear") return;
    if (activation === "softmax") return this.#call("softmax", `${at}, ${size}, ${channels}`, lines);
    this.#call(activation, `${at}, ${size}`, lines);
  }

  #call(helper: HelperName, given: string, lines: string[]): void {
    this.#used.add(helper);
    lines.push(`${this.name}_${helper}(${given});`);
  }

  #kernel({ name, kernel, bias }: { name: string; kernel: Float32Array; bias: Float32Array | null }): string {
    return `${this.#array(kernel, `${name}_kernel`)}, ${bias ? this.#array(bias, `${name}_bias`) : "NULL"}`;
  }

  #between(places: Between[], label: string): string {
    const values = places.flatMap(({ first, second, share }) => [first, second, share]);
    return this.#array(Float32Array.from(values), label);
  }

  /** The name of an array of these numbers: written once, however often it is used. */
  #array(values: Float32Array, label: string): string {
    const known = this.#written.get(values);
    if (known) return known;
    const name = `${this.name}_${label.replaceAll(".", "_")}`;
    this.#written.set(values, name);
    this.weights += values.length;
    const rows: string[] = [];
    for (let i = 0; i < values.length; i += 8)
      rows.push(`  ${Array.from(values.subarray(i, i + 8), literal).join(", ")},`);
    this.arrays.push(`static const float ${name}[${values.length}] = {\n${rows.join("\n")}\n};`);
    return name;
  }

  #grow(size: number): void {
    this.#largest = Math.max(this.#largest, size);
  }
}

const windowText = ({ kernel, stride, dilation, before }: Window): string =>
  [...kernel, ...stride, ...dilation, ...before].join(", ");

/** A float that is read back as it was. */
function literal(value: number): string {
  const text = String(Number(value.toPrecision(9)));
  return `${/[.e]/.test(text) ? text : `${text}.0`}f`;
}
