import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { hourglass } from "./packed.mjs";
import { features, rejects, smallConfig, smallData } from "./support.mjs";

const { conv2d, dense, dropout, load, reshape } = hourglass;
const small = smallConfig(dense);

/** [what, settings, the message they are refused with] */
const configs = [
  ["no config", undefined, /config must be an object, got null/],
  ["no input", { input: undefined }, /input is required/],
  ["an input of 0", { input: 0 }, /input must be whole numbers of at least 1, got 0/],
  ["a fractional input", { input: 1.5 }, /input must be a whole number, got 1\.5/],
  [
    "an input of two sides",
    { input: [28, 28] },
    /input must be a number or \[height, width, channels\], got an array of 2/,
  ],
  ["an input as a string", { input: "784" }, /input must be a number or .*, got "784"/],
  ["no encoder", { encoder: undefined }, /encoder is required/],
  ["an empty encoder", { encoder: [] }, /encoder needs at least one layer, got none/],
  ["a layer that is none", { encoder: [null] }, /encoder\[0\] must be an object, got null/],
  [
    "an unknown layer",
    { encoder: [{ type: "desne", units: 3 }] },
    /encoder\[0\]\.type must be one of "dense", "conv2d", .*, got "desne"/,
  ],
  ["no units", { encoder: [{ type: "dense" }] }, /encoder\[0\]\.units is required/],
  ["units as a string", { encoder: [dense("32")] }, /encoder\[0\]\.units must be a whole number.*got "32"/],
  ["NaN units", { encoder: [dense(NaN)] }, /encoder\[0\]\.units must be a whole number.*got NaN/],
  ["negative units", { encoder: [dense(8), dense(-1)] }, /encoder\[1\]\.units must be .* at least 1, got -1/],
  ["huge units", { encoder: [dense(1e9)] }, /encoder\[0\]\.units makes a layer of more than/],
  [
    "an unknown activation",
    { encoder: [dense(8, "rleu")] },
    /encoder\[0\]\.activation must be one of .*"relu".*got "rleu"/,
  ],
  [
    "a decoder of another width",
    { decoder: [dense(9)] },
    /decoder\[0\] must give the input's shape back, 1 x 1 x 16, got 1 x 1 x 9/,
  ],
  ["an unknown loss", { loss: "l2" }, /loss must be one of "mse", "bce", "mae", "huber", got "l2"/],
  [
    "an unknown key",
    { optimiser: { kind: "adam" } },
    /optimiser is unknown; did you mean optimizer\? Known here: input, /,
  ],
  [
    "an unknown optimizer",
    { optimizer: { kind: "Adam" } },
    /optimizer\.kind must be one of "sgd", "rmsprop", "adam", "adamw", got "Adam"/,
  ],
  ["an optimizer as a string", { optimizer: "adam" }, /optimizer must be an object, got "adam"/],
  [
    "a negative rate",
    { optimizer: { kind: "adam", learningRate: -1 } },
    /optimizer\.learningRate must be a number above 0, got -1/,
  ],
  [
    "a rate of NaN",
    { optimizer: { kind: "adam", learningRate: NaN } },
    /optimizer\.learningRate must be a number, got NaN/,
  ],
  ["a misspelt rate", { optimizer: { kind: "adam", learningrate: 1 } }, /optimizer\.learningrate is unknown/],
  ["no rate for SGD", { optimizer: { kind: "sgd" } }, /optimizer\.learningRate is required/],
  [
    "momentum of 1",
    { optimizer: { kind: "sgd", learningRate: 1, momentum: 1 } },
    /optimizer\.momentum must be at least 0 and below 1, got 1/,
  ],
  [
    "beta of 2",
    { optimizer: { kind: "adam", beta1: 2 } },
    /optimizer\.beta1 must be at least 0 and below 1, got 2/,
  ],
  [
    "unknown noise",
    { corruption: { kind: "pink", amount: 1 } },
    /corruption\.kind must be one of "gaussian", "masking", "salt_and_pepper", got "pink"/,
  ],
  [
    "negative noise",
    { corruption: { kind: "gaussian", amount: -1 } },
    /corruption\.amount must be .* at least 0, got -1/,
  ],
  ["no amount of noise", { corruption: { kind: "gaussian" } }, /corruption\.amount is required/],
  [
    "a convolution without a kernel",
    { encoder: [{ type: "conv2d", filters: 3 }] },
    /encoder\[0\]\.kernel is required/,
  ],
  [
    "a stride of 0",
    { encoder: [conv2d(3, { kernel: 3, stride: 0 })] },
    /encoder\[0\]\.stride must be a whole number of at least 1, got 0/,
  ],
  ["all dropped out", { encoder: [dropout(1), dense(3)] }, /encoder\[0\]\.rate must be .* below 1, got 1/],
  [
    "a reshape to another size",
    { encoder: [reshape(2, 2, 2)] },
    /encoder\[0\]\.shape must hold as many features as come in, 16, got 8/,
  ],
  [
    "dropout for a variational latent",
    { encoder: [dropout(0.5)], variational: {} },
    /encoder\[0\] must be a dense or conv2d layer/,
  ],
  ["a negative beta", { variational: { beta: -1 } }, /variational\.beta must be .* at least 0, got -1/],
  [
    "more than all masked",
    { corruption: { kind: "masking", amount: 2 } },
    /corruption\.amount must be a share from 0 to 1, got 2/,
  ],
  ["no target for KL", { sparsity: { kind: "kl", weight: 1 } }, /sparsity\.target is required/],
  [
    "a target of 1",
    { sparsity: { kind: "kl", weight: 1, target: 1 } },
    /sparsity\.target must be above 0 and below 1, got 1/,
  ],
  ["no weight decay for AdamW", { optimizer: { kind: "adamw" } }, /optimizer\.weightDecay is required/],
  ["a function for a loss", { loss: () => 0 }, /loss must be one of .*, got "a function"/],
  ["a negative seed", { seed: -1 }, /seed must be a whole number from 0 to 2\^53 - 1, got -1/],
  ["a seed that is too large", { seed: 2 ** 53 }, /seed must be a whole number from 0/],
];

/** [what, call, code, message] */
const calls = [
  [
    "an array instead of a typed one",
    (m) => m.reconstruct([1, 2]),
    "invalid_data",
    /data must be a Float32Array or a Uint8Array, got an array of 2/,
  ],
  ["nothing", (m) => m.fit(), "invalid_data", /data must be .*, got undefined/],
  ["doubles", (m) => m.encode(new Float64Array(16)), "invalid_data", /got a Float64Array/],
  ["empty data", (m) => m.fit(new Float32Array(0)), "invalid_data", /data is empty/],
  [
    "NaN in data",
    (m) => m.fit(new Float32Array(features).fill(NaN, 3)),
    "invalid_data",
    /got nan at index 3 \(sample 0, feature 3\)/,
  ],
  [
    "infinity in data",
    (m) => m.evaluate(new Float32Array(features).fill(Infinity)),
    "invalid_data",
    /got inf at index 0/,
  ],
  [
    "a wrong length",
    (m) => m.reconstruct(new Float32Array(17)),
    "shape_mismatch",
    /multiple of 16 features, got 17/,
  ],
  [
    "codes of a wrong length",
    (m) => m.decode(new Float32Array(9)),
    "shape_mismatch",
    /multiple of 8 .*, got 9/,
  ],
  [
    "a batch of a wrong length",
    (m) => m.trainBatch(new Float32Array(1)),
    "shape_mismatch",
    /multiple of 16 features, got 1/,
  ],
  [
    "no epochs",
    (m) => m.fit(smallData, { epochs: 0 }),
    "invalid_config",
    /epochs must be .* at least 1, got 0/,
  ],
  [
    "half an epoch",
    (m) => m.fit(smallData, { epochs: 0.5 }),
    "invalid_config",
    /epochs must be a whole number, got 0\.5/,
  ],
  [
    "an empty batch",
    (m) => m.fit(smallData, { batchSize: 0 }),
    "invalid_config",
    /batchSize must be .* at least 1, got 0/,
  ],
  [
    "all data held out",
    (m) => m.fit(smallData, { validation: 1 }),
    "invalid_config",
    /validation must be .* below 1, got 1/,
  ],
  [
    "validation of a wrong length",
    (m) => m.fit(smallData, { validation: new Float32Array(5) }),
    "shape_mismatch",
    /multiple of 16 features, got 5/,
  ],
  [
    "an unknown option",
    (m) => m.fit(smallData, { epoch: 3 }),
    "invalid_config",
    /epoch is unknown; did you mean epochs\?/,
  ],
  [
    "a signal that is none",
    (m) => m.fit(smallData, { signal: {} }),
    "invalid_config",
    /options\.signal must be an AbortSignal/,
  ],
  ["a rate as a string", (m) => m.setLearningRate("fast"), "invalid_config", /learningRate must be a number/],
  [
    "an unknown schedule",
    (m) => m.fit(smallData, { schedule: { kind: "linear" } }),
    "invalid_config",
    /schedule\.kind must be one of "constant", "cosine", "step", got "linear"/,
  ],
  [
    "a warm-up longer than the run",
    (m) => m.fit(smallData, { epochs: 2, schedule: { kind: "cosine", warmup: 2 } }),
    "invalid_config",
    /schedule\.warmup must be at least 0 and below the 2 epochs, got 2/,
  ],
  [
    "negative patience",
    (m) => m.fit(smallData, { earlyStopping: { patience: -1 } }),
    "invalid_config",
    /earlyStopping\.patience must be .* at least 0, got -1/,
  ],
  [
    "half a sample",
    (m) => m.sample(0.5),
    "invalid_config",
    /count must be a whole number from 1 .* got 0\.5/,
  ],
  [
    "samples before training",
    (m) => m.sample(1),
    "invalid_config",
    /sample needs the codes of training data: train the model with fit before/,
  ],
  [
    "activations of two samples",
    (m) => m.activations(smallData.subarray(0, 32)),
    "invalid_config",
    /activations takes one sample, got 2/,
  ],
  [
    "weights of an unknown name",
    (m) => m.setWeights([{ name: "encoder.7.kernel", values: new Float32Array(1) }]),
    "invalid_config",
    /weights\.encoder\.7\.kernel is not a parameter/,
  ],
  [
    "corruption of a model without",
    (m) => m.corrupt(smallData),
    "invalid_config",
    /corruption must be given/,
  ],
  [
    "corruption with a seed of -1",
    (m) => m.corrupt(smallData, { kind: "gaussian", amount: 1 }, -1),
    "invalid_config",
    /seed must be a whole number/,
  ],
];

for (const worker of [false, true]) {
  describe(`misuse ${worker ? "in a worker" : "in this thread"}`, () => {
    let runtime;
    let model;
    before(async () => {
      runtime = await load({ worker });
      model = await runtime.create(small);
    });
    after(() => runtime.dispose());

    for (const [what, settings, message] of configs) {
      it(`create: ${what}`, () =>
        rejects(runtime.create(settings && { ...small, ...settings }), "invalid_config", message));
    }
    for (const [what, call, code, message] of calls) {
      it(`a model's methods: ${what}`, async () => {
        const before = await model.fingerprint();
        await rejects(call(model), code, message);
        assert.equal(await model.fingerprint(), before);
      });
    }
  });
}
