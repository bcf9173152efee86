// Models as one header of plain C99, for programs and microcontrollers without this library.

import type { CompleteConfig } from "../api/config.js";
import type { Activation, Loss } from "../api/settings.js";
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

const each = (name: string, body: string): string =>
  `static inline void NAME_${name}(float *x, size_t n) {
  for (size_t i = 0; i < n; ++i) x[i] = ${body};
}
`;
const window = "int kh, int kw, int sh, int sw, int dh, int dw, int top, int left";
const sides = "int h, int w, int c, int oh, int ow, int oc";

/** What steps are calls of. NAME stands for the model's. */
const helpers = {
  add: `static inline void NAME_add(const float *from, size_t n, float *to) {
  for (size_t i = 0; i < n; ++i) to[i] += from[i];
}
`,
  dense: `static inline void NAME_dense(const float *x, size_t n, size_t m, const float *kernel, const float *bias, float *y) {
  for (size_t j = 0; j < m; ++j) y[j] = bias ? bias[j] : 0.0f;
  for (size_t i = 0; i < n; ++i)
    for (size_t j = 0; j < m; ++j) y[j] += x[i] * kernel[i * m + j];
}
`,
  conv: `static inline void NAME_conv(const float *x, ${sides}, ${window}, const float *kernel, const float *bias, float *y) {
  for (int row = 0; row < oh; ++row)
    for (int column = 0; column < ow; ++column, y += oc) {
      for (int o = 0; o < oc; ++o) y[o] = bias ? bias[o] : 0.0f;
      for (int i = 0; i < kh; ++i)
        for (int j = 0; j < kw; ++j) {
          const int r = row * sh + i * dh - top, s = column * sw + j * dw - left;
          if (r < 0 || r >= h || s < 0 || s >= w) continue;
          for (int k = 0; k < c; ++k) {
            const float value = x[(r * w + s) * c + k];
            const float *taps = kernel + (size_t)((i * kw + j) * c + k) * (size_t)oc;
            for (int o = 0; o < oc; ++o) y[o] += value * taps[o];
          }
        }
    }
}
`,
  transposed: `static inline void NAME_transposed(const float *x, ${sides}, ${window}, const float *kernel, const float *bias, float *y) {
  for (int i = 0; i < oh * ow; ++i)
    for (int o = 0; o < oc; ++o) y[i * oc + o] = bias ? bias[o] : 0.0f;
  for (int row = 0; row < h; ++row)
    for (int column = 0; column < w; ++column, x += c)
      for (int i = 0; i < kh; ++i)
        for (int j = 0; j < kw; ++j) {
          const int r = row * sh + i * dh - top, s = column * sw + j * dw - left;
          if (r < 0 || r >= oh || s < 0 || s >= ow) continue;
          for (int o = 0; o < oc; ++o) {
            const float *taps = kernel + (size_t)((i * kw + j) * oc + o) * (size_t)c;
            float sum = 0.0f;
            for (int k = 0; k < c; ++k) sum += x[k] * taps[k];
            y[(r * ow + s) * oc + o] += sum;
          }
        }
}
`,
  max_pool: pool("max_pool", "-INFINITY", "sum = fmaxf(sum, x[(r * w + s) * c + o])", "sum"),
  average_pool: pool("average_pool", "0.0f", "sum += x[(r * w + s) * c + o]", "sum / (float)count"),
  up_sample: `static inline void NAME_up_sample(const float *x, int w, int oh, int ow, int c, const float *rows, const float *columns, float *y) {
  for (int row = 0; row < oh; ++row)
    for (int column = 0; column < ow; ++column)
      for (int k = 0; k < c; ++k) {
        const int r0 = (int)rows[3 * row], r1 = (int)rows[3 * row + 1];
        const int s0 = (int)columns[3 * column], s1 = (int)columns[3 * column + 1];
        const float down = rows[3 * row + 2], right = columns[3 * column + 2];
        *y++ = (1.0f - down) * ((1.0f - right) * x[(r0 * w + s0) * c + k] + right * x[(r0 * w + s1) * c + k]) +
               down * ((1.0f - right) * x[(r1 * w + s0) * c + k] + right * x[(r1 * w + s1) * c + k]);
      }
}
`,
  affine: `static inline void NAME_affine(float *x, size_t n, size_t c, const float *scale, const float *shift) {
  for (size_t i = 0; i < n; ++i) x[i] = x[i] * scale[i % c] + shift[i % c];
}
`,
  layer_norm: `static inline void NAME_layer_norm(float *x, size_t n, size_t c, const float *gamma, const float *beta, float epsilon) {
  for (float *end = x + n; x < end; x += c) {
    float mean = 0.0f, variance = 0.0f;
    for (size_t k = 0; k < c; ++k) mean += x[k] / (float)c;
    for (size_t k = 0; k < c; ++k) variance += (x[k] - mean) * (x[k] - mean) / (float)c;
    for (size_t k = 0; k < c; ++k) x[k] = (x[k] - mean) / sqrtf(variance + epsilon) * gamma[k] + beta[k];
  }
}
`,
  softmax: `static inline void NAME_softmax(float *x, size_t n, size_t c) {
  for (float *end = x + n; x < end; x += c) {
    float most = x[0], sum = 0.0f;
    for (size_t k = 1; k < c; ++k) most = fmaxf(most, x[k]);
    for (size_t k = 0; k < c; ++k) sum += x[k] = expf(x[k] - most);
    for (size_t k = 0; k < c; ++k) x[k] /= sum;
  }
}
`,
  relu: each("relu", "fmaxf(x[i], 0.0f)"),
  leaky_relu: each("leaky_relu", "x[i] > 0.0f ? x[i] : 0.2f * x[i]"),
  elu: each("elu", "x[i] > 0.0f ? x[i] : expm1f(x[i])"),
  tanh: each("tanh", "tanhf(x[i])"),
  sigmoid: each("sigmoid", "1.0f / (1.0f + expf(-x[i]))"),
  gelu: each("gelu", "0.5f * x[i] * (1.0f + erff(x[i] * 0.70710678f))"),
  silu: each("silu", "x[i] / (1.0f + expf(-x[i]))"),
  selu: each("selu", "1.05070099f * (x[i] > 0.0f ? x[i] : 1.67326324f * expm1f(x[i]))"),
  softplus: each("softplus", "fmaxf(x[i], 0.0f) + log1pf(expf(-fabsf(x[i])))"),
};
type HelperName = keyof typeof helpers;

function pool(name: string, start: string, take: string, result: string): string {
  const isMean = result.includes("count");
  return `static inline void NAME_${name}(const float *x, ${sides}, ${window}, float *y) {
  for (int row = 0; row < oh; ++row)
    for (int column = 0; column < ow; ++column)
      for (int o = 0; o < oc; ++o) {
        float sum = ${start};
${isMean ? "        int count = 0;\n" : ""}        for (int i = 0; i < kh; ++i)
          for (int j = 0; j < kw; ++j) {
            const int r = row * sh + i * dh - top, s = column * sw + j * dw - left;
            if (r < 0 || r >= h || s < 0 || s >= w) continue;
            ${take};
${isMean ? "            ++count;\n" : ""}          }
        *y++ = ${result};
      }
}
`;
}
