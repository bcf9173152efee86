// Models in other engines: ONNX files in onnxruntime-web, headers through a C compiler; within 1e-5 of what they compute here.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { dense, layerNamesInKeras, layerTypes, load } from "hourglass-autoencoder";
import { exportModel } from "hourglass-autoencoder/export";
import ort from "onnxruntime-web";
import { configs, furthest, numbers } from "./export-models.mjs";

ort.env.wasm.numThreads = 1;
ort.env.logLevel = "error";

const count = 3;

/** Keras's layers of the same model, as a Python parser reads them: each call with its first argument and its keywords. */
const parser = `
import ast, json, sys
calls = []
for node in ast.walk(ast.parse(sys.stdin.read())):
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "") == "layers":
        words = {word.arg: ast.unparse(word.value) for word in node.keywords}
        if "name" in words:
            calls.append([words.pop("name").strip("'"), node.func.attr, [ast.unparse(one) for one in node.args], words])
print(json.dumps(calls))
`;
const python = ["python3", "python"].find((name) => spawnSync(name, ["--version"]).status === 0);
const keras = layerNamesInKeras;

/** What the config says of each layer, by the same names. */
const layersOf = (layers, place) =>
  layers.flatMap((layer, i) => [
    ...(layer.type === "residual" ? layersOf(layer.layers, `${place}_${i}`) : []),
    { name: `${place}_${i}`, layer },
  ]);

const compiler = ["cc", "gcc", "clang"].find((name) => spawnSync(name, ["--version"]).status === 0);

describe("models elsewhere", () => {
  let runtime, folder;
  before(async () => {
    runtime = await load({ threads: 1 });
    folder = mkdtempSync(path.join(tmpdir(), "export-"));
  });
  after(async () => {
    await runtime?.dispose();
    rmSync(folder, { recursive: true });
  });

  /** A trained model, samples, and what it makes of them. */
  async function trained(config) {
    const model = await runtime.create({ seed: 5, ...config });
    await model.fit(numbers(32 * model.features, 0.37), { epochs: 2 });
    const samples = numbers(count * model.features, 1.7);
    const codes = await model.encode(samples);
    const restored = await model.reconstruct(samples);
    const decoded = config.residual ? null : await model.decode(codes);
    return { model, samples, codes, restored, decoded };
  }

  it("all layers are among those that are tried", () => {
    const of = (layers = []) => layers.flatMap((layer) => [layer.type, ...of(layer.layers)]);
    const tried = new Set(Object.values(configs).flatMap(({ encoder, decoder }) => of([...encoder, ...(decoder ?? [])]))); // prettier-ignore
    assert.deepEqual([...tried].sort(), [...layerTypes].sort());
  });

  for (const [name, config] of Object.entries(configs)) {
    it(`as ONNX: ${name}`, async () => {
      const { model, samples, codes, restored, decoded } = await trained(config);
      const tries = [
        ["encoder", samples, codes],
        ["decoder", codes, decoded],
        ["whole", samples, restored],
      ];
      for (const [part, given, wanted] of tries) {
        if (!wanted) {
          await assert.rejects(exportModel(model, "onnx", { part }), { code: "unsupported" });
          continue;
        }
        const session = await ort.InferenceSession.create(await exportModel(model, "onnx", { part }));
        const { shape } = session.inputMetadata[0];
        assert.equal(shape[0], "batch");
        const input = new ort.Tensor("float32", given, [count, ...shape.slice(1)]);
        const { output } = await session.run({ input });
        assert.ok(furthest(output.data, wanted) < 1e-5, `${part}: ${furthest(output.data, wanted)}`);
        if (part === "whole") assert.deepEqual(output.dims, [count, ...[config.input].flat()]);
        await session.release();
      }
      await model.dispose();
    });

    it(`as C: ${name}`, { skip: !compiler && "there is no C compiler" }, async () => {
      const { model, samples, codes, restored, decoded } = await trained(config);
      const scores = await model.scores(samples);
      writeFileSync(path.join(folder, "model.h"), await exportModel(model, "c", { name: "model" }));
      writeFileSync(path.join(folder, "main.c"), program(decoded !== null));
      const flags = ["-std=c99", "-Wall", "-Wextra", "-Werror", "-O1", "-ffp-contract=off"];
      const binary = path.join(folder, "main");
      execFileSync(compiler, [...flags, path.join(folder, "main.c"), "-o", binary, "-lm"]);
      const said = execFileSync(binary, { input: Buffer.from(samples.buffer), maxBuffer: 1e8 });
      const found = new Float32Array(said.buffer.slice(said.byteOffset, said.byteOffset + said.length));
      const [features, latent] = [model.features, model.latentSize];
      const each = found.length / count;
      for (let i = 0; i < count; i++) {
        const own = found.subarray(i * each, (i + 1) * each);
        const of = (values, width) => values.subarray(i * width, (i + 1) * width);
        const differences = [
          furthest(own.subarray(0, latent), of(codes, latent)),
          furthest(own.subarray(latent, latent + features), of(restored, features)),
          Math.abs(own[latent + features] - scores[i]),
          decoded ? furthest(own.subarray(latent + features + 1), of(decoded, features)) : 0,
        ];
        assert.ok(Math.max(...differences) < 1e-5, `${differences}`);
      }
      await model.dispose();
    });
  }

  for (const [name, config] of Object.entries(configs))
    it(`as a script for Keras: ${name}`, { skip: !python && "there is no Python" }, async () => {
      const model = await runtime.create(config);
      const script = new TextDecoder().decode(await exportModel(model, "keras"));
      const calls = JSON.parse(execFileSync(python, ["-c", parser], { input: script }).toString());
      const found = new Map(calls.map(([label, kind, given, words]) => [label, { kind, given, words }]));
      const wanted = [
        ...layersOf(model.config.encoder, "encoder"),
        ...layersOf(model.config.decoder, "decoder"),
      ];
      for (const { name: label, layer } of wanted) {
        const { kind, given, words } = found.get(label) ?? {};
        assert.equal(kind, keras[layer.type], label);
        if (layer.units ?? layer.filters) assert.equal(Number(given[0]), layer.units ?? layer.filters, label);
        if (layer.useBias === false) assert.equal(words.use_bias, "False");
        // What is cut off behind a transposed convolution comes before its activation.
        if (layer.type === "dense" || layer.type === "conv2d") assert.equal(words.activation, `'${layer.activation}'`); // prettier-ignore
      }
      const extra = config.variational ? 1 : 0;
      assert.equal(found.size, wanted.length + extra);
      // All weights of the file are read, in Keras's order: the kernel first.
      const read = [...script.matchAll(/"((?:encoder|decoder)\.[\d.]+\w+)"/g)].map(([, weights]) => weights);
      assert.deepEqual(read.sort(), (await model.weights()).map((weights) => weights.name).sort());
      await model.dispose();
    });

  it("an ONNX file says what it is", async () => {
    const { model } = await trained(configs.convolutional);
    const session = await ort.InferenceSession.create(await exportModel(model, "onnx"));
    assert.deepEqual([session.inputNames, session.outputNames], [["input"], ["output"]]);
    assert.deepEqual(session.inputMetadata[0].shape, ["batch", 28, 28, 1]);
    await session.release();
    await model.dispose();
  });

  it("what cannot be written is refused, with the field and the value", async () => {
    const model = await runtime.create({ input: 4, encoder: [dense(2)] });
    const refused = [
      ["onxn", {}, /format must be one of onnx, pytorch, keras, c, got "onxn"/],
      ["onnx", { part: "middle" }, /options\.part must be one of encoder, decoder, whole, got "middle"/],
      ["onnx", { name: "x" }, /options\.name is unknown/],
      ["c", { name: "1x" }, /options\.name must be letters, digits and _, got "1x"/],
    ];
    for (const [format, options, message] of refused)
      await assert.rejects(exportModel(model, format, options), (error) => error.code === "invalid_config" && message.test(error.message)); // prettier-ignore
    await model.dispose();
  });
});

/** Writes code, reconstruction, score and decoded code of each sample that comes in. */
const program = (hasDecoder) => `#include <stdio.h>
#include "model.h"
int main(void) {
  static float x[MODEL_FEATURES], code[MODEL_LATENT], y[MODEL_FEATURES];
  while (fread(x, sizeof(float), MODEL_FEATURES, stdin) == MODEL_FEATURES) {
    const float score = model_score(x);
    model_encode(x, code);
    model_reconstruct(x, y);
    fwrite(code, sizeof(float), MODEL_LATENT, stdout);
    fwrite(y, sizeof(float), MODEL_FEATURES, stdout);
    fwrite(&score, sizeof(float), 1, stdout);
${hasDecoder ? "    model_decode(code, y);\n    fwrite(y, sizeof(float), MODEL_FEATURES, stdout);\n" : ""}  }
  return 0;
}
`;
