// What people have: samples in many forms and from other realms, targets, data sets that stay.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import vm from "node:vm";
import { hourglass } from "./packed.mjs";
import { features, patternedBytes, rejects, smallConfig, smallData } from "./support.mjs";

const { dense, load } = hourglass;

for (const worker of [false, true]) {
  describe(`data ${worker ? "in a worker" : "in this thread"}`, () => {
    let runtime, model;
    before(async () => {
      runtime = await load({ worker });
      model = await runtime.create(smallConfig(dense));
    });
    after(() => runtime.dispose());

    const floats = Float32Array.from(smallData, (byte) => byte / 255);
    const rowsOf = (values) =>
      Array.from({ length: values.length / features }, (_, i) =>
        values.slice(i * features, (i + 1) * features),
      );

    it("floats, doubles, plain numbers and rows of them are the same samples", async () => {
      const codes = await model.encode(floats);
      const forms = {
        doubles: Float64Array.from(floats),
        plain: [...floats],
        "plain rows": rowsOf([...floats]),
        "typed rows": rowsOf(floats),
        "rows of doubles": rowsOf(Float64Array.from(floats)),
        bytes: smallData,
        "clamped bytes": Uint8ClampedArray.from(smallData),
        "rows of bytes": rowsOf(smallData),
        "a part of a buffer": new Float32Array([0, ...floats]).subarray(1),
      };
      for (const [form, samples] of Object.entries(forms))
        assert.deepEqual(await model.encode(samples), codes, form);
    });

    it("a double that is no float is refused with its place", () =>
      rejects(
        model.encode([...floats.slice(0, 15), 1e300]),
        "invalid_data",
        /data must be finite numbers, got inf at index 15/,
      ));

    it("arrays of other realms are taken everywhere", async () => {
      const realm = vm.createContext({});
      const theirs = (code, values) => Object.assign(realm, { values }) && vm.runInContext(code, realm);
      const codes = await model.encode(floats);
      const [typed, rows, clamped] = [
        theirs("Float32Array.from(values)", floats),
        theirs(
          "Array.from({ length: values.length / 16 }, (_, i) => Array.from(values.slice(16 * i, 16 * i + 16)))",
          floats,
        ),
        theirs("Uint8ClampedArray.from(values)", smallData),
      ];
      assert.ok(!(typed instanceof Float32Array) && !(rows instanceof Array));
      for (const samples of [typed, rows, clamped, theirs("values.subarray(0)", typed)])
        assert.deepEqual(await model.encode(samples), codes);
      const weights = await model.weights();
      await model.setWeights(
        weights.map(({ name, values }) => ({ name, values: theirs("Float32Array.from(values)", values) })),
      );
      const labels = theirs("Uint8Array.from({ length: 400 }, (_, i) => i % 2)");
      await runtime.probe(
        { codes, labels },
        { codes: typed.subarray(0, 3200), labels },
        { latentSize: 8, classes: 2 },
      );
      const file = await model.save();
      const opened = await runtime.open(theirs("Uint8Array.from(values)", file));
      assert.equal(await opened.fingerprint(), await model.fingerprint());
      await runtime.open(theirs("Uint8Array.from(values).buffer", file));
    });

    it("own targets are what is learnt", async () => {
      const learner = await runtime.create({
        ...smallConfig(dense),
        optimizer: { kind: "adam", learningRate: 0.01 },
      });
      const clean = floats;
      const inverse = clean.map((x) => 1 - x);
      const before = await learner.evaluate(clean, { targets: inverse });
      const { epochs } = await learner.fit(clean, {
        targets: inverse,
        validation: { data: clean, targets: inverse },
        epochs: 30,
        batchSize: 32,
      });
      const after = await learner.evaluate(clean, { targets: inverse });
      assert.ok(after.loss < 0.5 * before.loss, `${before.loss} to ${after.loss}`);
      assert.ok(after.loss < 0.5 * (await learner.evaluate(clean)).loss);
      assert.ok(Math.abs(epochs.at(-1).validationLoss - after.loss) < 1e-6);
      const { loss } = await learner.trainBatch(clean, inverse);
      assert.ok(Math.abs(loss - after.loss) < 1e-5);
    });

    it("data that loss or corruption cannot take are refused, with the cause", async () => {
      const standardised = floats.map((x) => 4 * x - 2);
      const bce = await runtime.create({ ...smallConfig(dense), loss: "bce" });
      const cause =
        /^data must be from 0 to 1, got -2 at index 0 \(sample 0, feature 0\): the loss bce compares probab/;
      for (const call of [bce.fit(standardised), bce.evaluate(standardised), bce.scores(standardised)])
        await rejects(call, "invalid_data", cause);
      await rejects(bce.trainBatch(standardised), "invalid_data", /^batch must be from 0 to 1, got -2/);
      await rejects(
        bce.fit(floats, { targets: standardised }),
        "invalid_data",
        /^targets must be from 0 to 1/,
      );
      await rejects(
        bce.fit(floats, { validation: standardised }),
        "invalid_data",
        /^validation must be from 0 to 1/,
      );

      const noisy = (clip) =>
        runtime.create({
          ...smallConfig(dense),
          outputActivation: "linear",
          corruption: { kind: "gaussian", amount: 0.1, ...(clip === undefined ? {} : { clip }) },
        });
      const clamped = await noisy();
      assert.deepEqual(clamped.config.corruption.clip, [0, 1]);
      await rejects(
        clamped.fit(standardised),
        "invalid_data",
        /: gaussian corruption clamps to this range\. .*corruption\.clip/,
      );
      for (const clip of [[-2, 2], false]) {
        const free = await noisy(clip);
        await free.fit(standardised, { epochs: 1 });
        const corrupted = await free.corrupt(standardised);
        assert.equal(
          corrupted.some((x) => x < -2),
          clip === false,
        );
        assert.ok(corrupted.some((x) => x < -1));
      }
    });

    it("setCorruption in a run looks at the run's data", async () => {
      const learner = await runtime.create({ ...smallConfig(dense), outputActivation: "linear" });
      const run = learner.fit(
        floats.map((x) => 4 * x - 2),
        { epochs: 1, paused: true },
      );
      await rejects(
        learner.setCorruption({ kind: "gaussian", amount: 0.1 }),
        "invalid_data",
        /gaussian corruption clamps/,
      );
      assert.equal(learner.config.corruption, undefined);
      await learner.setCorruption({ kind: "gaussian", amount: 0.1, clip: false });
      await run.resume();
      await run;
    });

    it("what overflows is diverged, not NaN", async () => {
      const learner = await runtime.create({
        ...smallConfig(dense),
        encoder: [dense(8)],
        outputActivation: "linear",
      });
      const huge = new Float32Array(features).fill(1e25);
      for (const method of ["evaluate", "scores", "featureErrors"])
        await rejects(learner[method](huge), "diverged", /became (inf|nan): data or weights are too large/);
      await rejects(
        learner.trainBatch(huge),
        "diverged",
        /at step 1; .* The data go from 9\.99\S*e\+?24 to .*: scale them/,
      );
    });

    it("a data set may be handed over instead of copied", async () => {
      const values = Float32Array.from(smallData, (value) => value / 255);
      const [given, part] = [values.slice(), new Float32Array(values.length + 16)];
      part.set(values, 16);
      const kept = await runtime.dataset(given, { features, transfer: true });
      assert.equal(given.length, runtime.info.worker ? 0 : values.length);
      const rest = part.subarray(16);
      const other = await runtime.dataset(rest, { features, transfer: true });
      assert.equal(rest.length, values.length, "a part of a buffer is copied");
      assert.deepEqual(await model.encode(kept), await model.encode(values));
      assert.deepEqual(await model.encode(other), await model.encode(values));
      await rejects(
        runtime.dataset(values, { features, transfer: 1 }),
        "invalid_config",
        /options\.transfer/,
      );
      await kept.dispose();
      await other.dispose();
    });

    it("a data set stays where it is, whole and in parts", async () => {
      const kept = await runtime.dataset(smallData, { features });
      assert.deepEqual([kept.size, kept.features, kept.shape], [400, 16, [1, 1, 16]]);
      assert.deepEqual(await model.encode(kept), await model.encode(smallData));
      const part = await kept.rows(10, 12);
      assert.equal(part.size, 2);
      assert.deepEqual(await model.encode(part), await model.encode(smallData.subarray(160, 192)));
      const [one, two] = await Promise.all([
        runtime.create(smallConfig(dense)),
        runtime.create(smallConfig(dense)),
      ]);
      await one.fit(kept, { epochs: 2, validation: part, targets: kept });
      await two.fit(smallData, { epochs: 2, validation: smallData.subarray(160, 192) });
      assert.equal(await one.fingerprint(), await two.fingerprint());
      const whole = await runtime.pca(smallData, { features, components: 2 });
      assert.deepEqual(await runtime.pca(kept, { features, components: 2 }), whole);

      await kept.dispose();
      await kept.dispose();
      await rejects(model.encode(kept), "disposed", /data was disposed/);
      assert.equal((await model.encode(part)).length, 16, "the part is still there");
      await rejects(part.rows(0, 3), "invalid_config", /to must be a whole number from 1 to 2, got 3/);
      await rejects(
        runtime.dataset(smallData, { features: 7 }),
        "shape_mismatch",
        /samples must have a length .* 7 features/,
      );
      await rejects(
        runtime.dataset(smallData, { shape: [4, 4] }),
        "invalid_config",
        /options\.shape must be \[height/,
      );
      await rejects(runtime.dataset(smallData, {}), "invalid_config", /options\.features must be/);
      const image = await runtime.dataset(smallData, { shape: [2, 4, 2] });
      assert.equal(image.features, 16);
      const narrow = await runtime.create({ input: 4, encoder: [dense(2)] });
      await rejects(narrow.encode(image), "shape_mismatch", /data must have 4 features, got 16/);
      const elsewhere = await load();
      const stranger = await elsewhere.dataset(smallData, { features });
      await rejects(model.encode(stranger), "invalid_data", /data is a data set of another runtime/);
      await elsewhere.dispose();
    });

    it("a variational model tells its spread, and draws from it by a seed", async () => {
      const vae = await runtime.create({
        input: features,
        encoder: [dense(8, "tanh"), dense(3)],
        variational: {},
      });
      const spread = await vae.encode(smallData, { spread: true });
      assert.deepEqual(spread.mean, await vae.encode(smallData));
      assert.equal(spread.logVariance.length, spread.mean.length);
      const drawn = await vae.reconstruct(smallData, { sample: 5 });
      assert.deepEqual(await vae.decode(spread, { sample: 5 }), drawn);
      assert.notDeepEqual(await vae.decode(spread, { sample: 6 }), drawn);
      assert.deepEqual(await vae.decode(spread), await vae.reconstruct(smallData));
    });

    it("a summary has Keras's rows and Keras's table", async () => {
      const { conv2d } = hourglass;
      const images = await runtime.create({
        input: [28, 28, 1],
        encoder: [conv2d(16, { kernel: 3, stride: 2, activation: "relu" }), dense(32)],
      });
      const summary = await images.summary();
      assert.deepEqual(summary.layers[0], {
        layer: "encoder.0",
        type: "Conv2D",
        outputShape: [14, 14, 16],
        parameters: 160,
        trainable: 160,
      });
      assert.deepEqual(
        summary.layers.map(({ type }) => type),
        ["Conv2D", "Dense", "Dense", "Reshape", "Conv2DTranspose"],
      );
      assert.equal(summary.parameters, images.parameterCount);
      const keras = await (await runtime.create({ input: 784, encoder: [dense(32, "relu")] })).summary();
      assert.equal(
        String(keras),
        [
          "┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━┓",
          "┃ Layer (type)                         ┃ Output Shape                ┃         Param # ┃",
          "┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━┩",
          "│ encoder.0 (Dense)                    │ (None, 32)                  │          25,120 │",
          "├──────────────────────────────────────┼─────────────────────────────┼─────────────────┤",
          "│ decoder.0 (Dense)                    │ (None, 784)                 │          25,872 │",
          "└──────────────────────────────────────┴─────────────────────────────┴─────────────────┘",
          " Total params: 50,992 (199.19 KB)",
          " Trainable params: 50,992 (199.19 KB)",
          " Non-trainable params: 0 (0.00 B)",
        ].join("\n"),
      );
    });
  });
}

describe("60,000 images", () => {
  it("cost their bytes once", async (t) => {
    const runtime = await load({ worker: false });
    t.after(() => runtime.dispose());
    const bytes = 60_000 * 784;
    const grown = [];
    const original = WebAssembly.Memory.prototype.grow;
    t.mock.method(WebAssembly.Memory.prototype, "grow", function (pages) {
      grown.push(pages * 65_536);
      return original.call(this, pages);
    });
    const kept = await runtime.dataset(patternedBytes(bytes), { features: 784 });
    const model = await runtime.create({ input: 784, encoder: [dense(4)] });
    const run = model.fit(kept, { epochs: 1, validation: 0.1, batchSize: 32, paused: true });
    await run.step();
    await (await kept.rows(100, 200)).dispose();
    const all = grown.reduce((sum, size) => sum + size, 0);
    assert.ok(all > 0 && all < 1.1 * bytes, `memory grew by ${all} bytes for ${bytes}`);
    await run.abort();
  });
});
