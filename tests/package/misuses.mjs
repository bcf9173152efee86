// What people do wrong, and what they are told: one table, for Node and for browsers. Nothing here is of one of them.

/** An array whose memory is elsewhere. */
function detached(Type) {
  const array = new Type(16);
  structuredClone(array, { transfer: [array.buffer] });
  return array;
}

/** Settings of models: [what, settings, the message that `create` refuses them with]. */
const configs = ({ conv2d, dense, dropout, reshape }) => [
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
  ["an unknown loss", { loss: "l2" }, /loss must be one of "mse", "bce", .*, got "l2"/],
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
  [
    "KL of a code that is no share",
    { sparsity: { kind: "kl", weight: 1, target: 0.1 } },
    /sparsity of kind kl needs a code from 0 to 1: .*the activation sigmoid \(encoder\[0\] has another or none\)/,
  ],
  ["dropout alone", { encoder: [dropout(0.5)] }, /encoder needs a layer other than dropout/],
  [
    "a clip that is none",
    { corruption: { kind: "gaussian", amount: 0.5, clip: true } },
    /corruption\.clip must be \[low, high\] or false, got true/,
  ],
  [
    "a clip from high to low",
    { corruption: { kind: "gaussian", amount: 0.5, clip: [1, 0] } },
    /corruption\.clip must go from a number to a greater one, got 0/,
  ],
  [
    "a clip of masked samples",
    { corruption: { kind: "masking", amount: 0.5, clip: false } },
    /corruption\.clip is unknown/,
  ],
  [
    "an output that cannot be so large",
    {
      encoder: [conv2d(2, { kernel: 3, stride: 2 })],
      decoder: [{ type: "conv2d_transpose", filters: 1, kernel: 3, stride: 2, outputSize: [5, 1] }],
    },
    /decoder\[0\]\.outputSize must be from 1 to 2 .*, got 5/,
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

/** Methods of a model: [what, call, code, message]. */
const calls = ({ features, smallData }) => [
  ["nothing", (m) => m.fit(), "invalid_data", /data must be a Float32Array, .*, got undefined/],
  [
    "an array that went to a worker",
    (m) => m.encode(detached(Float32Array)),
    "invalid_data",
    /^data must be .*got a detached Float32Array/,
  ],
  [
    "bytes that went to a worker",
    (m) => m.fit(detached(Uint8Array)),
    "invalid_data",
    /got a detached Uint8Array/,
  ],
  [
    "rows that went to a worker",
    (m) => m.encode([detached(Float64Array)]),
    "invalid_data",
    /^data\[0\] must be .*got a detached/,
  ],
  ["integers", (m) => m.encode(new Int16Array(16)), "invalid_data", /^data must be .*, got an Int16Array/],
  ["a view of no type", (m) => m.encode(new DataView(new ArrayBuffer(16))), "invalid_data", /got a DataView/],
  ["large integers", (m) => m.encode(new BigInt64Array(16)), "invalid_data", /got a BigInt64Array/],
  ["text", (m) => m.encode("0 1 2"), "invalid_data", /got "0 1 2"/],
  ["too few plain numbers", (m) => m.encode([1, 2]), "shape_mismatch", /multiple of 16 features, got 2/],
  [
    "what is no number among plain ones",
    (m) => m.encode([1, 2, "3"]),
    "invalid_data",
    /data must be numbers, got "3" at index 2/,
  ],
  ["null among plain numbers", (m) => m.encode([1, null]), "invalid_data", /got null at index 1/],
  [
    "rows of different lengths",
    (m) => m.encode([new Array(16).fill(0), [1, 2]]),
    "shape_mismatch",
    /data\[1\] must have 16 numbers like the rows before, got 2/,
  ],
  [
    "a row that is none",
    (m) => m.encode([[1, 2], { x: 1 }]),
    "invalid_data",
    /data\[1\] must be a row of numbers, got an object/,
  ],
  [
    "what is no number in a row",
    (m) => m.encode([[1, undefined]]),
    "invalid_data",
    /data\[0\] must be numbers, got undefined at index 1/,
  ],
  [
    "rows of bytes among others",
    (m) => m.encode([new Uint8Array(16), new Float32Array(16)]),
    "invalid_data",
    /data must be rows of bytes or rows of other numbers, not both/,
  ],
  [
    "the data once more, as Keras wants it",
    (m) => m.fit(smallData, smallData, { epochs: 1 }),
    "invalid_config",
    /options must be an object, got a Uint8Array: an autoencoder's targets are its inputs, so call fit\(data\)/,
  ],
  [
    "the data once more, to evaluate",
    (m) => m.evaluate(smallData, [[1, 2]]),
    "invalid_config",
    /options must be an object, got an array of 1: .* evaluate\(data, \{ targets \}\)/,
  ],
  [
    "targets that are too few",
    (m) => m.fit(smallData, { targets: smallData.subarray(16) }),
    "shape_mismatch",
    /targets must be as many samples as the data, 400, got 399/,
  ],
  [
    "targets of a wrong length",
    (m) => m.evaluate(smallData, { targets: new Float32Array(5) }),
    "shape_mismatch",
    /targets must have a length that is a multiple of 16 features, got 5/,
  ],
  [
    "targets that are none",
    (m) => m.trainBatch(smallData, "clean"),
    "invalid_data",
    /targets must be .*, got "clean"/,
  ],
  [
    "validation targets of a wrong length",
    (m) => m.fit(smallData, { validation: { data: smallData, targets: smallData.subarray(16) } }),
    "shape_mismatch",
    /^validation\.targets must be as many samples as the data, 400, got 399/,
  ],
  [
    "a share that leaves nothing",
    (m) => m.fit(smallData.subarray(0, 32), { validation: 0.9 }),
    "invalid_config",
    /validation must leave samples on both sides: of 2 it holds 2 out, got 0\.9/,
  ],
  [
    "pretraining of half an epoch",
    (m) => m.fit(smallData, { pretrain: { epochs: -1 } }),
    "invalid_config",
    /pretrain\.epochs must be a whole number of at least 0, got -1/,
  ],
  [
    "paused by a word",
    (m) => m.fit(smallData, { paused: "yes" }),
    "invalid_config",
    /options\.paused must be true or false, got "yes"/,
  ],
  [
    "the spread of plain codes",
    (m) => m.encode(smallData, { spread: true }),
    "invalid_config",
    /options\.spread needs a variational model/,
  ],
  [
    "a draw of plain codes",
    (m) => m.decode(new Float32Array(8), { sample: 1 }),
    "invalid_config",
    /options\.sample needs latents of \{ mean, logVariance \}/,
  ],
  [
    "a draw by no seed",
    (m) => m.reconstruct(smallData, { sample: -1 }),
    "invalid_config",
    /options\.sample must be a whole number from 0/,
  ],
  [
    "an end that is none",
    (m) => m.interpolate(smallData.subarray(0, 16), new Float32Array(3), 4),
    "shape_mismatch",
    /^to must have a length that is a multiple of 16 features, got 3/,
  ],
  [
    "two ends in one",
    (m) => m.interpolate(smallData.subarray(0, 32), smallData.subarray(0, 16), 4),
    "invalid_config",
    /^from must be one sample, got 2/,
  ],
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
    /^latents must have a length that is a multiple of 8 .*, got 9/,
  ],
  [
    "a batch of a wrong length",
    (m) => m.trainBatch(new Float32Array(1)),
    "shape_mismatch",
    /^batch must have a length that is a multiple of 16 features, got 1/,
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
    /^validation must have a length that is a multiple of 16 features, got 5/,
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
    "samples from nowhere",
    (m) => m.sample(1, { from: "posterior" }),
    "invalid_config",
    /^options\.from must be "prior" or "codes", got "posterior"/,
  ],
  [
    "a negative temperature",
    (m) => m.sample(1, { from: "prior", temperature: -1 }),
    "invalid_config",
    /temperature must be a number of at least 0, got -1/,
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
    /^sample must be one sample, got 2/,
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

/** Methods of a runtime: [what, call, code, message]. */
const runtimeCalls = ({ smallData }) => [
  ["no settings", (r) => r.create(), "invalid_config", /config must be an object, got null/],
  ["settings that go round", (r) => r.create(circular()), "invalid_config", /config must be plain data: /],
  [
    "a file that is text",
    (r) => r.open("model.safetensors"),
    "invalid_file",
    /file must be .*, got "model\.saf/,
  ],
  ["a file of nothing", (r) => r.open(new Uint8Array(0)), "invalid_file", /file/],
  ["a file of zeros", (r) => r.open(new Uint8Array(100)), "invalid_file", /file/],
  ["a broken file", (r) => broken(r, (bytes) => bytes.subarray(0, bytes.length - 5)), "invalid_file", /file/],
  ["a file whose header is longer than it", (r) => broken(r, lied), "invalid_file", /file/],
  [
    "a data set of no shape",
    (r) => r.dataset(smallData),
    "invalid_config",
    /options must be an object, got undefined/,
  ],
  [
    "a data set of no features",
    (r) => r.dataset(smallData, {}),
    "invalid_config",
    /options\.features must be .* got undefined/,
  ],
  [
    "a data set of two shapes",
    (r) => r.dataset(smallData, { features: 16, shape: [4, 4, 1] }),
    "invalid_config",
    /not both/,
  ],
  [
    "a data set of two sides",
    (r) => r.dataset(smallData, { shape: [4, 4] }),
    "invalid_config",
    /options\.shape must be \[height, width, channels\], got an array of 2/,
  ],
  [
    "a side of 0",
    (r) => r.dataset(smallData, { shape: [4, 0, 1] }),
    "invalid_config",
    /options\.shape\[1\] must be .* got 0/,
  ],
  [
    "a misspelt shape",
    (r) => r.dataset(smallData, { feature: 16 }),
    "invalid_config",
    /options\.feature is unknown; did you mean features\? Known here: features, shape/,
  ],
  [
    "a data set of half a sample",
    (r) => r.dataset(smallData.subarray(0, 8), { features: 16 }),
    "shape_mismatch",
    /multiple of 16/,
  ],
  [
    "rows that are not there",
    async (r) => (await r.dataset(smallData, { features: 16 })).rows(400),
    "invalid_config",
    /from must be a whole number from 0 to 399, got 400/,
  ],
  [
    "components of none",
    (r) => r.pca(smallData, { features: 16, components: 0 }),
    "invalid_config",
    /options\.components must be/,
  ],
  [
    "more components than features",
    (r) => r.pca(smallData, { features: 16, components: 17 }),
    "invalid_config",
    /components/,
  ],
  [
    "components as Keras has none",
    (r) => r.pca(smallData, { features: 16, n_components: 2 }),
    "invalid_config",
    /options\.n_components is unknown; did you mean components\?/,
  ],
  [
    "labels that are no bytes",
    (r) =>
      r.probe({ codes: [1, 2], labels: [0, 1] }, { codes: [1], labels: [0] }, { latentSize: 1, classes: 2 }),
    "invalid_data",
    /train\.labels must be a Uint8Array, got an array of 2/,
  ],
  [
    "one class",
    (r) =>
      r.probe(
        { codes: [1], labels: new Uint8Array(1) },
        { codes: [1], labels: new Uint8Array(1) },
        { latentSize: 1, classes: 1 },
      ),
    "invalid_config",
    /options\.classes must be .* from 2/,
  ],
  [
    "a label beyond the classes",
    (r) =>
      r.probe(
        { codes: [1, 2], labels: new Uint8Array([0, 5]) },
        { codes: [1], labels: new Uint8Array(1) },
        { latentSize: 1, classes: 2 },
      ),
    "invalid_data",
    /labels/,
  ],
];

function circular() {
  const settings = { input: 4 };
  return Object.assign(settings, { encoder: [settings] });
}

async function broken(runtime, breaking) {
  const model = await runtime.create({ input: 4, encoder: [{ type: "dense", units: 2 }] });
  const file = await model.save();
  await model.dispose();
  return runtime.open(breaking(file));
}

/** A safetensors file that declares a header of 2^56 bytes. */
function lied(bytes) {
  const copy = bytes.slice();
  copy[7] = 1;
  return copy;
}

/** What is used too late, or twice: [what, story of a new runtime, code, message]. */
const lives = ({ small, smallData }) => [
  [
    "a model after its end",
    async (r) => {
      const model = await r.create(small);
      await model.dispose();
      await model.dispose(); // harmless
      return model.encode(smallData);
    },
    "disposed",
    /This model was disposed/,
  ],
  [
    "a model after its runtime's end",
    async (r) => {
      const model = await r.create(small);
      await r.dispose();
      await r.dispose(); // harmless
      await model.dispose(); // harmless
      return model.encode(smallData);
    },
    "disposed",
    /was disposed/,
  ],
  [
    "a runtime after its end",
    async (r) => {
      await r.dispose();
      return r.create(small);
    },
    "disposed",
    /The runtime was disposed/,
  ],
  [
    "a data set after its end",
    async (r) => {
      const data = await r.dataset(smallData, { features: 16 });
      await data.dispose();
      return (await r.create(small)).encode(data);
    },
    "disposed",
    /data was disposed/,
  ],
  [
    "a second fit",
    async (r) => {
      const model = await r.create(small);
      const first = model.fit(smallData, { epochs: 1000 });
      try {
        return await model.fit(smallData);
      } finally {
        await first.abort();
        await first;
      }
    },
    "busy",
    /This model is being trained: await or abort that run first/,
  ],
  [
    "a step of a run that is not paused",
    async (r) => {
      const run = (await r.create(small)).fit(smallData, { epochs: 1000 });
      try {
        return await run.step();
      } finally {
        await run.abort();
        await run;
      }
    },
    "busy",
    /This run is not paused/,
  ],
  [
    "a step of a run that has ended",
    async (r) => {
      const run = (await r.create(small)).fit(smallData, { epochs: 1 });
      await run;
      return run.step();
    },
    "disposed",
    /This run has ended/,
  ],
  [
    "targets that the loss cannot take",
    async (r) => {
      const model = await r.create({ ...small, loss: "bce", outputActivation: "sigmoid" });
      return model.fit(smallData, { targets: Float32Array.from(smallData, (byte) => byte / 100) });
    },
    "invalid_data",
    /bce/,
  ],
  [
    "data that the noise cannot take",
    async (r) => {
      const model = await r.create({ ...small, corruption: { kind: "gaussian", amount: 0.5 } });
      return model.fit(Float32Array.from(smallData, (byte) => byte / 10));
    },
    "invalid_data",
    /clip/,
  ],
  [
    "a rate that is far too high",
    async (r) => {
      const model = await r.create({
        ...small,
        outputActivation: "linear",
        optimizer: { kind: "sgd", learningRate: 1e30 },
      });
      return model.fit(smallData, { epochs: 3 });
    },
    "diverged",
    /./,
  ],
];

/** Options of `load`, whose files are found, not found and broken at `site`: [what, options, code, message]. */
const loads = (site) => [
  [
    "an unknown option",
    { thread: 2 },
    "invalid_config",
    /options\.thread is unknown; did you mean threads\?/,
  ],
  [
    "an option of nobody",
    { gpu: true },
    "invalid_config",
    /options\.gpu is unknown\. Known here: wasmUrl, wasmBinary, wasmModule, build, /,
  ],
  ["options that are none", "fast", "invalid_config", /options must be an object, got "fast"/],
  [
    "an unknown build",
    { build: "fast" },
    "invalid_config",
    /build must be "auto", "baseline" or "relaxed", got fast/,
  ],
  [
    "no threads",
    { threads: 0 },
    "invalid_config",
    /threads must be a whole number from 1 to 64, or "auto", got 0/,
  ],
  ["too many threads", { threads: 65 }, "invalid_config", /threads must be .* got 65/],
  ["threads as a word", { threads: "all" }, "invalid_config", /threads must be .* got "all"/],
  [
    "a worker as a word",
    { worker: "yes" },
    "invalid_config",
    /options\.worker must be true or false, got "yes"/,
  ],
  [
    "a worker of an unknown type",
    { workerType: "shared" },
    "invalid_config",
    /workerType must be "module" or "classic", got shared/,
  ],
  [
    "a signal that is none",
    { signal: {} },
    "invalid_config",
    /options\.signal must be an AbortSignal, got an object/,
  ],
  [
    "files that are missing",
    { wasmUrl: `${site}missing/` },
    "invalid_file",
    /missing\/\w+\.wasm could not be loaded: the server answered 404/,
  ],
  [
    "a page in the files' place",
    { wasmUrl: `${site}page/` },
    "invalid_file",
    /page\/\w+\.wasm could not be loaded: it is no WebAssembly module, but \d+ bytes of text\/html/,
  ],
  [
    "a file that ends too early",
    { wasmUrl: `${site}cut/` },
    "invalid_file",
    /cut\/\w+\.wasm could not be loaded: /,
  ],
  [
    "a server that is not there",
    { wasmUrl: "http://localhost:1/" },
    "invalid_file",
    /localhost:1\/\w+\.wasm could not be loaded: /,
  ],
  [
    "an address of nothing",
    { wasmUrl: "http://[" },
    "invalid_config",
    /options\.wasmUrl must be the address of a folder.*, got "http:/,
  ],
  [
    "files that are addressed by nothing",
    { wasmUrl: () => "http://[" },
    "invalid_config",
    /options\.wasmUrl must .*, got "http:\/\/\["/,
  ],
  [
    "loading that is aborted",
    () => ({ wasmUrl: `${site}never/`, signal: AbortSignal.timeout(100) }),
    "aborted",
    /Loading was aborted/,
  ],
  ["loading that was aborted before", { signal: AbortSignal.abort() }, "aborted", /Loading was aborted/],
];

/**
 * All of them, each with what runs it in a place whose models are in a worker or not: it is to reject with `code` and a
 * `message`. A model that is misused must be what it was before.
 * @param {string} site    where loads find what they find
 */
export function misuses({ hourglass, small, smallData, features, site }) {
  const { load } = hourglass;
  const kit = { ...hourglass, small, smallData, features };
  const loaded = async (worker, use) => {
    const runtime = await load({ worker });
    try {
      return await use(runtime);
    } finally {
      await runtime.dispose();
    }
  };
  const unchanged = (call) => async (runtime) => {
    const model = await runtime.create(small);
    const before = await model.fingerprint();
    try {
      return await call(model);
    } finally {
      if ((await model.fingerprint()) !== before) throw new Error("The model is another one now");
    }
  };
  const story = (call) => (worker) => loaded(worker, call);
  return [
    ...configs(kit).map(([what, settings, message]) => ({
      what: `create: ${what}`,
      run: story((runtime) => runtime.create(settings && { ...small, ...settings })),
      code: "invalid_config",
      message,
    })),
    ...calls(kit).map(([what, call, code, message]) => ({
      what: `a model's methods: ${what}`,
      run: story(unchanged(call)),
      code,
      message,
    })),
    ...runtimeCalls(kit).map(([what, call, code, message]) => ({
      what: `a runtime's methods: ${what}`,
      run: story(call),
      code,
      message,
    })),
    ...lives(kit).map(([what, call, code, message]) => ({
      what: `too late: ${what}`,
      run: story(call),
      code,
      message,
    })),
    ...loads(site).map(([what, options, code, message]) => ({
      what: `load: ${what}`,
      run: (worker) => {
        const given = typeof options === "function" ? options() : options;
        return load(typeof given === "object" ? { worker, ...given } : given);
      },
      code,
      message,
    })),
  ];
}

/** Runs one: what is wrong with what came of it, if anything. */
export async function problemOf({ run, code, message }, worker) {
  try {
    await run(worker);
    return "it was not refused";
  } catch (error) {
    if (error.name !== "HourglassError") return `${error.name}: ${error.stack ?? error.message}`;
    if (error.code !== code) return `its code was ${error.code}: ${error.message}`;
    return message.test(error.message) ? undefined : `it said: ${error.message}`;
  }
}
