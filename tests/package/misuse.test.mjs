import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { hourglass } from "./packed.mjs";
import { features, rejects, smallConfig, smallData } from "./support.mjs";

const { dense, load } = hourglass;
const small = smallConfig(dense);

/** [what, settings, the message they are refused with] */
const configs = [
  ["no config", undefined, /config must be an object, got undefined/],
  ["no input", { input: undefined }, /input is required/],
  ["an input of 0", { input: 0 }, /input must be whole numbers of at least 1, got 0/],
  ["a fractional input", { input: 1.5 }, /input must be a whole number below 2\^31, got 1\.5/],
  [
    "an input of two sides",
    { input: [28, 28] },
    /input must be a number or \[height, width, channels\], got an array of 2/,
  ],
  ["an input as a string", { input: "784" }, /input must be a number or .*, got "784"/],
  ["no encoder", { encoder: undefined }, /encoder is required/],
  ["an empty encoder", { encoder: [] }, /encoder needs at least one layer, got none/],
  ["a layer that is none", { encoder: [null] }, /encoder\[0\]\.type must be one of "dense", got undefined/],
  [
    "an unknown layer",
    { encoder: [{ type: "desne", units: 3 }] },
    /encoder\[0\]\.type must be one of "dense", got "desne"/,
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
    /decoder must end with as many outputs .* 16, got 9/,
  ],
  ["an unknown loss", { loss: "l2" }, /loss must be one of "mse", "bce", got "l2"/],
  ["an unknown key", { optimiser: { kind: "adam" } }, /optimiser is unknown; known here: .*optimizer/],
  [
    "an unknown optimizer",
    { optimizer: { kind: "Adam" } },
    /optimizer\.kind must be one of "sgd", "adam", got "Adam"/,
  ],
  ["an optimizer as a string", { optimizer: "adam" }, /optimizer\.kind must be one of/],
  [
    "a negative rate",
    { optimizer: { kind: "adam", learningRate: -1 } },
    /optimizer\.learningRate must be a number above 0, got -1/,
  ],
  ["a rate of NaN", { optimizer: { kind: "adam", learningRate: NaN } }, /optimizer\.learningRate .* got nan/],
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
    /corruption\.kind must be one of "gaussian", got "pink"/,
  ],
  [
    "negative noise",
    { corruption: { kind: "gaussian", amount: -1 } },
    /corruption\.amount must be .* at least 0, got -1/,
  ],
  ["no amount of noise", { corruption: { kind: "gaussian" } }, /corruption\.amount is required/],
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
    /options\.epochs must be a whole number/,
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
    /options\.epoch is unknown; known here: epochs/,
  ],
  [
    "a signal that is none",
    (m) => m.fit(smallData, { signal: {} }),
    "invalid_config",
    /options\.signal must be an AbortSignal/,
  ],
  ["a rate as a string", (m) => m.setLearningRate("fast"), "invalid_config", /learningRate must be a number/],
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
