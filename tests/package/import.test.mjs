// Models of other libraries: what went out comes back in; what TensorFlow.js and PyTorch wrote computes the same here.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { zipSync } from "fflate";
import { batchNorm, conv2d, conv2dTranspose, dense, load } from "hourglass-autoencoder";
import { attachedMetadata, attachMetadata } from "hourglass-autoencoder/data";
import { toHalf } from "../../bindings/dist/data/half.js";
import { configs, furthest, numbers } from "./export-models.mjs";

const here = (...names) => path.join(import.meta.dirname, ...names);
const probe = (length) => Float32Array.from({ length }, (_, i) => (Math.sin(1.7 * i) + 1) / 2);

/** A safetensors file of numbers by name, each of a type. */
function safetensors(tensors, metadata) {
  const head = metadata ? { __metadata__: metadata } : {};
  const parts = [];
  let offset = 0;
  for (const [name, { shape, values, dtype = "F32" }] of Object.entries(tensors)) {
    const bytes = encoded(values, dtype);
    head[name] = { dtype, shape, data_offsets: [offset, (offset += bytes.length)] };
    parts.push(bytes);
  }
  const text = Buffer.from(JSON.stringify(head));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return new Uint8Array(Buffer.concat([length, text, ...parts]));
}

function encoded(values, dtype) {
  if (dtype === "F32") return Buffer.from(Float32Array.from(values).buffer);
  if (dtype === "F64") return Buffer.from(Float64Array.from(values).buffer);
  if (dtype === "F16") return Buffer.from(Uint16Array.from(values, toHalf).buffer);
  const bits = new Uint32Array(Float32Array.from(values).buffer);
  return Buffer.from(Uint16Array.from(bits, (one) => one >>> 16).buffer);
}

describe("models from elsewhere", () => {
  let runtime;
  before(async () => {
    runtime = await load({ threads: 1 });
  });
  after(() => runtime?.dispose());

  for (const [name, config] of Object.entries(configs))
    it(`what went out as ONNX comes back in: ${name}`, async () => {
      const model = await runtime.create({ seed: 5, ...config });
      await model.fit(numbers(32 * model.features, 0.37), { epochs: 2 });
      const back = await runtime.open(await model.export("onnx"));
      const samples = probe(3 * model.features);
      const difference = furthest(await back.reconstruct(samples), await model.reconstruct(samples));
      assert.ok(difference < 1e-5, `differs by ${difference}`);
      assert.equal(back.latentSize, model.latentSize);
      assert.ok(furthest(await back.encode(samples), await model.encode(samples)) < 1e-5);
      assert.equal(back.config.loss, model.config.loss);
      assert.equal(back.config.residual ?? false, config.residual ?? false);
      await back.fit(numbers(8 * model.features, 0.2), { epochs: 1 });
      for (const one of [back, model]) await one.dispose();
    });

  for (const name of ["dense", "images", "pooled", "signals"])
    it(`what TensorFlow.js wrote: ${name}`, async () => {
      const bytes = (file) => new Uint8Array(readFileSync(here("tfjs", name, file)));
      const model = await runtime.open({
        "model.json": bytes("model.json"),
        "weights.bin": bytes("weights.bin"),
      });
      const { output } = JSON.parse(readFileSync(here("tfjs", name, "output.json"), "utf8"));
      const difference = furthest(await model.reconstruct(probe(output.length)), output);
      assert.ok(difference < 1e-5, `differs by ${difference}`);
      if (name === "images") assert.equal(model.latentSize, 3);
      await model.dispose();
    });

  it("what Keras was compiled with, in a model that its converter wrote", async () => {
    const model = JSON.parse(readFileSync(here("tfjs", "dense", "model.json"), "utf8"));
    model.generatedBy = "keras v2.15.0";
    model.modelTopology = {
      model_config: model.modelTopology,
      training_config: { loss: "binary_crossentropy" },
    };
    const json = new Blob([JSON.stringify(model)]);
    const opened = await runtime.open({ "model.json": json, "weights.bin": readFileSync(here("tfjs", "dense", "weights.bin")) }); // prettier-ignore
    assert.equal(opened.config.loss, "bce");
    await opened.dispose();
  });

  for (const name of ["mlp", "conv", "transposed"])
    it(`what PyTorch wrote as ONNX: ${name}`, async () => {
      const model = await runtime.open(
        new File([readFileSync(here("onnx", `${name}.onnx`))], `${name}.onnx`),
      );
      const { shape, output } = JSON.parse(readFileSync(here("onnx", `${name}.json`), "utf8"));
      const difference = furthest(
        await model.reconstruct(channelsLast(probe(output.length), shape)),
        channelsLast(output, shape),
      );
      assert.ok(difference < 1e-5, `differs by ${difference}`);
      await model.dispose();
    });

  const config = {
    input: [6, 6, 1],
    encoder: [conv2d(2, { kernel: 3, stride: 2 }), batchNorm(), dense(4), dense(3)],
    decoder: [
      dense(18),
      { type: "reshape", shape: [3, 3, 2] },
      conv2dTranspose(1, { kernel: 3, stride: 2, outputSize: [6, 6] }),
    ],
  };
  const rounded = { F32: 1e-7, F64: 1e-7, F16: 1e-3, BF16: 1e-2 };
  for (const dtype of Object.keys(rounded))
    it(`a state dict by the names of train.py, of ${dtype}`, async () => {
      const model = await runtime.create(config);
      const weights = await model.weights();
      const tensors = weights.map(({ name, shape, values }) => [`module.${name}`, { shape, values, dtype }]);
      const back = await runtime.open(safetensors(Object.fromEntries(tensors)), {
        config: { ...config, seed: 9 },
      });
      const found = await back.weights();
      found.forEach(({ values }, i) => assert.ok(furthest(values, weights[i].values) < rounded[dtype]));
      for (const one of [back, model]) await one.dispose();
    });

  it("Keras's weights by the order of its layers, in whatever order the file has them", async () => {
    const model = await runtime.create({ ...config, seed: 4 });
    const weights = await model.weights();
    const inKeras = {
      "encoder.0": "conv2d_7",
      "encoder.1": "batch_normalization",
      "encoder.2": "dense_9",
      "encoder.3": "dense_10",
      "decoder.0": "dense_11",
      "decoder.2": "conv2d_transpose_1",
    };
    const tensors = weights.map(({ name, shape, values }) => {
      const [, place, last] = /^(.*)\.(\w+)$/.exec(name);
      return [`autoencoder/${inKeras[place]}/${last}:0`, { shape, values }];
    });
    const back = await runtime.open(
      safetensors(Object.fromEntries(tensors.sort(([a], [b]) => (a < b ? -1 : 1)))),
      { config },
    );
    assert.equal(await back.fingerprint(), await model.fingerprint());
    for (const one of [back, model]) await one.dispose();
  });

  it("all that does not fit is said at once", async () => {
    const small = { input: 4, encoder: [dense(2)] };
    const file = safetensors({
      "encoder.0.kernel": { shape: [4, 3], values: new Float32Array(12) },
      "encoder.0.bias": { shape: [2], values: new Float32Array(2) },
      "decoder.0.kernel": { shape: [2, 4], values: new Float32Array(8) },
      "head.weight": { shape: [5], values: new Float32Array(5) },
    });
    await assert.rejects(runtime.open(file, { config: small }), {
      code: "invalid_file",
      message: "file does not fit the config: encoder.0.kernel is [4,3], and [4,2] is wanted; decoder.0.bias [4] is missing; head.weight [5] is of no layer", // prettier-ignore
    });
  });

  it("a ZIP archive of any of these, that for PyTorch too", async () => {
    const model = await runtime.create({ input: 4, encoder: [dense(2)] });
    const back = await runtime.open(await model.export("pytorch"));
    assert.equal(await back.fingerprint(), await model.fingerprint());
    const files = ["model.json", "weights.bin"].map((name) => [
      name,
      new Uint8Array(readFileSync(here("tfjs", "dense", name))),
    ]);
    const other = await runtime.open(new Blob([zipSync(Object.fromEntries(files))]));
    assert.equal(other.features, 12);
    await assert.rejects(
      runtime.open(zipSync({ "a.txt": new Uint8Array(9) })),
      /ZIP archive without a model/,
    );
    await assert.rejects(runtime.open((await model.export("pytorch")).subarray(0, 3000)), {
      code: "invalid_file",
    });
    for (const one of [model, back, other]) await one.dispose();
  });

  it("what a model's file says besides its weights goes out and comes back with it", async () => {
    const model = await runtime.create({ input: 4, encoder: [dense(2)] });
    const file = attachMetadata(await model.save(), { station: "north", "score.threshold": "0.5" });
    const [own, back] = [
      await runtime.open(file),
      await runtime.open(await (await runtime.open(file)).export("onnx")),
    ];
    const { station, "score.threshold": threshold } = attachedMetadata(await back.save());
    assert.deepEqual([station, threshold], ["north", "0.5"]);
    assert.equal(await back.fingerprint(), await own.fingerprint());
    for (const one of [own, back, model]) await one.dispose();
  });

  it("what there is not here is named with its node, and damage with what is wrong", async () => {
    const bytes = (name, file) => new Uint8Array(readFileSync(here("tfjs", name, file)));
    const branching = {
      "model.json": bytes("branching", "model.json"),
      "weights.bin": bytes("branching", "weights.bin"),
    };
    const twice = JSON.parse(new TextDecoder().decode(bytes("dense", "model.json")));
    twice.weightsManifest[0].weights[2].name = twice.weightsManifest[0].weights[0].name;
    const sameName = {
      "model.json": new Blob([JSON.stringify(twice)]),
      "weights.bin": bytes("dense", "weights.bin"),
    };
    const whole = new Uint8Array(readFileSync(here("onnx", "mlp.onnx")));
    const model = await runtime.create({ input: 4, encoder: [dense(2)] });
    const refused = [
      [sameName, "invalid_file", /has two weights that are called "dense_Dense1\/kernel"/],
      [branching, "unsupported", /model "\w+" branches into "left" and "right"|takes 2 inputs/],
      [{ "model.json": bytes("dense", "model.json") }, "invalid_file", /files must have "weights.bin", which model.json names; got model.json/],
      [{ "model.json": bytes("dense", "model.json"), "weights.bin": bytes("dense", "weights.bin").subarray(0, 50) }, "invalid_file", /is cut off: weights "dense_Dense1\/kernel" of shape \[12,8\]/],
      [{ "model.json": new TextEncoder().encode("{") }, "invalid_file", /"model.json" is no JSON/],
      [{ "a.json": bytes("dense", "model.json"), "b.json": bytes("dense", "model.json") }, "invalid_file", /must be one model/],
      [new TextEncoder().encode('{"format":"graph-model"}'), "invalid_file", /layers model of TensorFlow.js/],
      [whole.subarray(0, 900), "invalid_file", /ONNX/],
      [await model.export("onnx", { part: "encoder" }), "unsupported", /must be a whole model, got its encoder/],
      [[], "invalid_file", /at least one/],
    ]; // prettier-ignore
    for (const [file, code, message] of refused)
      await assert.rejects(runtime.open(file), (error) => error.code === code && message.test(error.message) || assert.fail(`${error.code}: ${error.message}`)); // prettier-ignore
    await model.dispose();
  });
});

/** Of images with channels first. */
function channelsLast(values, [count, channels, height, width]) {
  if (height === undefined) return Float32Array.from(values);
  const result = new Float32Array(values.length);
  let to = 0;
  for (let n = 0; n < count; n++)
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++)
        for (let c = 0; c < channels; c++)
          result[to++] = values[((n * channels + c) * height + y) * width + x];
  return result;
}
