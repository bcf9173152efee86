// Models that TensorFlow.js itself wrote, with what it makes of samples: node bench/tfjs-layers.mjs writes those that
// tests/package/import.test.mjs opens.

import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as tf from "@tensorflow/tfjs-core";
import * as tfl from "@tensorflow/tfjs-layers";
import "@tensorflow/tfjs-backend-cpu";

const target = fileURLToPath(new URL("../tests/package/tfjs/", import.meta.url));
const { layers } = tfl;

const dense = () =>
  tfl.sequential({
    layers: [
      layers.dense({ inputShape: [12], units: 8, activation: "relu" }),
      layers.dense({ units: 3, activation: "tanh" }),
      layers.dense({ units: 8, activation: "elu", useBias: false }),
      layers.dense({ units: 12, activation: "sigmoid" }),
    ],
  });

/** An encoder and a decoder, each a model of its own. */
function images() {
  const encoder = tfl.sequential({
    name: "encoder",
    layers: [
      layers.conv2d({ inputShape: [9, 7, 2], filters: 4, kernelSize: 3, strides: 2, padding: "same" }),
      layers.batchNormalization({}),
      layers.reLU(),
      layers.flatten(),
      layers.dense({ units: 3 }),
    ],
  });
  const decoder = tfl.sequential({
    name: "decoder",
    layers: [
      layers.dense({ inputShape: [3], units: 5 * 4 * 4, activation: "relu" }),
      layers.reshape({ targetShape: [5, 4, 4] }),
      layers.conv2dTranspose({ filters: 3, kernelSize: 3, strides: 2, padding: "same", activation: "selu" }),
      layers.leakyReLU({ alpha: 0.2 }),
      layers.conv2d({ filters: 2, kernelSize: [2, 2], padding: "valid", activation: "sigmoid" }),
    ],
  });
  const input = tfl.input({ shape: [9, 7, 2] });
  return tfl.model({ inputs: input, outputs: decoder.apply(encoder.apply(input)) });
}

/** Layers by name, one after the other. */
function pooled() {
  const input = tfl.input({ shape: [8, 8, 1] });
  const steps = [
    layers.conv2d({ filters: 3, kernelSize: 3, padding: "same", activation: "softplus" }),
    layers.maxPooling2d({ poolSize: 2 }),
    layers.layerNormalization({}),
    layers.averagePooling2d({ poolSize: 2, padding: "same" }),
    layers.conv2d({ filters: 2, kernelSize: 1, activation: "softmax", name: "latent" }),
    layers.upSampling2d({ size: [2, 2] }),
    layers.conv2d({ filters: 4, kernelSize: 3, padding: "same", dilationRate: 2, activation: "swish" }),
    layers.upSampling2d({ size: [2, 2] }),
    layers.dropout({ rate: 0.2 }),
    layers.conv2d({ filters: 1, kernelSize: 3, padding: "same" }),
    layers.activation({ activation: "sigmoid" }),
  ];
  return tfl.model({ inputs: input, outputs: steps.reduce((at, step) => step.apply(at), input) });
}

const signals = () =>
  tfl.sequential({
    layers: [
      layers.conv1d({
        inputShape: [16, 2],
        filters: 4,
        kernelSize: 5,
        strides: 2,
        padding: "same",
        activation: "tanh",
      }),
      layers.maxPooling1d({ poolSize: 2 }),
      layers.flatten(),
      layers.dense({ units: 4 }),
      layers.dense({ units: 32 }),
      layers.reshape({ targetShape: [16, 2] }),
      layers.conv1d({ filters: 2, kernelSize: 3, padding: "same" }),
    ],
  });

/** What there is not here. */
function branching() {
  const input = tfl.input({ shape: [4] });
  const [a, b] = [layers.dense({ units: 2, name: "left" }), layers.dense({ units: 2, name: "right" })];
  const both = layers.concatenate().apply([a.apply(input), b.apply(input)]);
  return tfl.model({ inputs: input, outputs: layers.dense({ units: 4 }).apply(both) });
}

await tf.setBackend("cpu");
for (const [name, make] of Object.entries({ dense, images, pooled, signals, branching })) {
  const model = make();
  // Weights that are no round numbers, of normalisations too; mean squares stay above 0.
  model.setWeights(model.getWeights().map((w, i) => tf.tensor(Array.from({ length: w.size }, (_, j) => Math.abs(Math.sin(i + 1.3 * j)) * 0.6 - (w.shape.length > 1 ? 0.3 : 0)), w.shape))); // prettier-ignore
  const folder = `${target}${name}/`;
  mkdirSync(folder, { recursive: true });
  await model.save(
    tf.io.withSaveHandler(({ modelTopology, weightSpecs, weightData, generatedBy, format }) => {
      const manifest = [{ paths: ["weights.bin"], weights: weightSpecs }];
      const json = { format, generatedBy, modelTopology, weightsManifest: manifest };
      writeFileSync(`${folder}model.json`, JSON.stringify(json));
      writeFileSync(`${folder}weights.bin`, Buffer.from(weightData));
      return { modelArtifactsInfo: {} };
    }),
  );
  const shape = [2, ...model.inputs[0].shape.slice(1)];
  const samples = Array.from({ length: tf.util.sizeFromShape(shape) }, (_, i) => (Math.sin(1.7 * i) + 1) / 2);
  const output = [...(await model.predict(tf.tensor(samples, shape)).data())];
  writeFileSync(`${folder}output.json`, JSON.stringify({ output }));
  console.log(name, shape.join(" x "), "->", output.length);
}
