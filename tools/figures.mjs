// What the six kinds of autoencoder reach on real data, beside what PyTorch 2.6 reaches with the same models:
//
//   node tools/figures.mjs [--seeds N] [NAME...]     e.g. vanilla, readings, probe
//
// Digits: 9,000 to train on, 1,000 held out; 20 epochs, batches of 128, Adam 1e-3; means over the seeds.

import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { readDigits } from "./pack-digits.mjs";
import { conv2d, conv2dTranspose, dense, load, presets } from "../bindings/dist/index.js";
import { anomalies } from "./anomaly-figures.mjs";
import { sentences } from "./sentence-figures.mjs";
import { chips, codes, photos } from "./photo-figures.mjs";
import { signals } from "./signal-figures.mjs";

const { values: options, positionals } = parseArgs({
  options: { seeds: { type: "string", default: "3" } },
  allowPositionals: true,
});
const seeds = Array.from({ length: Number(options.seeds) }, (_, seed) => seed);

const relu = (units) => dense(units, "relu");
const output = dense(784, "sigmoid");

/** PyTorch's held-out losses are the lowest and the highest of three seeds. */
const digitModels = {
  vanilla: { title: "784-32-784, MSE", pytorch: [0.0159, 0.0165], config: presets.vanilla() },
  bce: { title: "784-32-784, BCE", pytorch: [0.1137, 0.1147], config: presets.vanilla({ loss: "bce" }) },
  deep: {
    title: "784-128-64-32-64-128-784, MSE",
    pytorch: [0.0173, 0.02],
    config: { input: 784, encoder: [relu(128), relu(64), relu(32)], decoder: [relu(64), relu(128), output] },
  },
  denoising: {
    title: "784-128-784, Gaussian noise 0.5, MSE",
    pytorch: [0.0185, 0.0189],
    config: presets.denoising({ encoder: [dense(128, "relu")] }),
  },
  sparse: { title: "784-128-784, L1 1e-4, MSE", pytorch: [0.0089, 0.009], config: presets.sparse() },
  variational: {
    title: "784-256-(16)-256-784, negative ELBO",
    pytorch: [118.9, 119.4],
    config: presets.variational({ variational: { beta: 1 } }),
  },
  convolutional: {
    title: "conv 3x3/2 16, 8, transposed 16, 1, MSE",
    pytorch: [0.0018, 0.0022],
    config: {
      ...presets.convolutional(),
      encoder: presets.convolutional().encoder.slice(0, 2),
      decoder: [
        conv2dTranspose(16, { kernel: 3, stride: 2, activation: "relu" }),
        conv2dTranspose(1, { kernel: 3, stride: 2, activation: "sigmoid" }),
      ],
    },
  },
};

const mean = (numbers) => numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
const shown = (x) => (x >= 10 ? x.toFixed(1) : x.toFixed(4));

async function digits() {
  const { images, labels } = await readDigits();
  return {
    train: images.subarray(0, 9000 * 784),
    heldOut: images.subarray(9000 * 784),
    labels: labels.subarray(0, 9000),
    heldOutLabels: labels.subarray(9000),
  };
}

async function trained(runtime, config, { train }) {
  const model = await runtime.create(config);
  await model.fit(train, { epochs: 20, batchSize: 128 });
  return model;
}

/** One row of the table: the held-out losses over the seeds beside PyTorch's. */
async function digitRow(runtime, data, { title, pytorch: [low, high], config }) {
  const losses = [];
  for (const seed of seeds) {
    const model = await trained(runtime, { ...config, seed }, data);
    // What is compared is the reconstruction, except with a variational model's ELBO.
    const { loss, reconstructionLoss } = await model.evaluate(data.heldOut);
    losses.push(config.variational ? loss : reconstructionLoss);
    await model.dispose();
  }
  const ours = mean(losses);
  const off = ours / Math.min(Math.max(ours, low), high) - 1;
  console.log(
    `${title.padEnd(42)}${shown(ours).padStart(8)}   (${losses.map(shown).join(" ")})`.padEnd(84) +
      `${shown(low)} to ${shown(high)}`.padEnd(20) +
      `${(off * 100).toFixed(1)}%`.padStart(7),
  );
}

async function readReadings() {
  const file = new URL("../web/public/data/breast_cancer.csv", import.meta.url);
  const lines = (await readFile(file, "utf8")).trim().split(/\r?\n/).slice(1);
  return lines.map((line) => line.split(",").map(Number));
}

/** Fisher and Yates, with the mulberry32 generator. */
function shuffled(items, seed) {
  const result = [...items];
  let state = seed;
  for (let i = result.length - 1; i > 0; i--) {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    const j = Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * (i + 1));
    [result[i], result[j]] = [result[j], result[i]];
  }
  return result;
}

/** Standardises rows by the mean and the deviation of others. */
function standardiser(rows) {
  const columns = rows[0].map((_, j) => rows.map((row) => row[j]));
  const means = columns.map(mean);
  const deviations = columns.map((column, j) => Math.sqrt(mean(column.map((x) => (x - means[j]) ** 2))));
  return (others) =>
    Float32Array.from(others.flatMap((row) => row.map((x, j) => (x - means[j]) / deviations[j])));
}

/** Area under the ROC curve: how often an unusual row scores higher than a normal one. */
function areaUnderCurve(normal, unusual) {
  let wins = 0;
  for (const u of unusual) for (const n of normal) wins += u > n ? 1 : u === n ? 0.5 : 0;
  return wins / (normal.length * unusual.length);
}

async function readings(runtime) {
  const rows = await readReadings();
  const benign = rows.filter((row) => row[30] === 1).map((row) => row.slice(0, 30));
  const malignant = rows.filter((row) => row[30] === 0).map((row) => row.slice(0, 30));
  const tanh = (units) => dense(units, "tanh");
  const areas = { autoencoder: [], pca: [] };
  for (let seed = 0; seed < 20; seed++) {
    const order = shuffled(benign, seed);
    const standardise = standardiser(order.slice(0, 250));
    const train = standardise(order.slice(0, 250));
    const normal = standardise(order.slice(250));
    const unusual = standardise(malignant);
    const model = await runtime.create({
      input: 30,
      encoder: [tanh(16), tanh(6)],
      decoder: [tanh(16), dense(30)],
      seed,
    });
    await model.fit(train, { epochs: 200, batchSize: 32 });
    areas.autoencoder.push(areaUnderCurve(await model.scores(normal), await model.scores(unusual)));
    const { components, mean: centre } = await runtime.pca(train, { features: 30, components: 6 });
    const scores = (data) => pcaScores(data, centre, components);
    areas.pca.push(areaUnderCurve(scores(normal), scores(unusual)));
    await model.dispose();
  }
  const row = (areas) => `${mean(areas.slice(0, 5)).toFixed(4)}   ${mean(areas).toFixed(4)}`;
  console.log("\nTumour readings, trained on 250 benign rows: area under the ROC curve");
  console.log("                              5 seeds  20 seeds");
  console.log(`  autoencoder 30-16-6-16-30   ${row(areas.autoencoder)}    PyTorch 0.951 over five`);
  console.log(`  PCA with 6 components       ${row(areas.pca)}    0.918`);
}

function pcaScores(data, centre, components) {
  const features = centre.length;
  const scores = [];
  for (let start = 0; start < data.length; start += features) {
    const row = data.subarray(start, start + features).map((x, j) => x - centre[j]);
    let left = row.reduce((sum, x) => sum + x * x, 0);
    for (let axis = 0; axis < components.length; axis += features) {
      left -= row.reduce((sum, x, j) => sum + x * components[axis + j], 0) ** 2;
    }
    scores.push(left / features);
  }
  return scores;
}

async function probe(runtime, data) {
  const accuracy = async (train, heldOut, latentSize) => {
    const { labels, heldOutLabels } = data;
    const probe = await runtime.probe(
      { codes: train, labels },
      { codes: heldOut, labels: heldOutLabels },
      { latentSize, classes: 10 },
    );
    return probe.accuracy;
  };
  const model = await trained(runtime, presets.denoising({ encoder: [relu(256), dense(32)] }), data);
  const learnt = await accuracy(await model.encode(data.train), await model.encode(data.heldOut), 32);
  const pca = { features: 784, components: 32 };
  const [inside, outside] = [
    await runtime.pca(data.train, pca),
    await runtime.pca(data.train, { ...pca, heldOut: data.heldOut }),
  ];
  console.log("\nLinear probe: digits told apart by a softmax regression, held-out accuracy");
  console.log(`  32 codes of a denoising 784-256-32-256-784   ${(learnt * 100).toFixed(1)}%`);
  console.log(
    `  32 principal components                      ${((await accuracy(inside.codes, outside.codes, 32)) * 100).toFixed(1)}%`,
  );
  console.log(
    `  784 raw pixels                               ${((await accuracy(data.train, data.heldOut, 784)) * 100).toFixed(1)}%`,
  );
  await model.dispose();
}

const runtime = await load();
const data = await digits();
const wanted = (name) => positionals.length === 0 || positionals.includes(name);
console.log(
  "Digits, held-out loss: mean over the seeds, each of them".padEnd(84) +
    "PyTorch 2.6".padEnd(20) +
    "outside",
);
for (const [name, model] of Object.entries(digitModels)) {
  if (wanted(name)) await digitRow(runtime, data, model);
}
if (wanted("readings")) await readings(runtime);
if (wanted("probe")) await probe(runtime, data);
if (wanted("anomalies")) await anomalies(runtime);
if (wanted("signals")) await signals(runtime);
if (wanted("photos")) await photos(runtime);
if (wanted("codes")) await codes(runtime);
if (wanted("chips")) await chips(runtime);
if (wanted("sentences")) await sentences(runtime);
await runtime.dispose();
