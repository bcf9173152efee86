import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { hourglass } from "./packed.mjs";
import { fingerprints, patternedBytes, rejects } from "./support.mjs";

const { conv2d, conv2dTranspose, dense, dropout, load, presets, reshape } = hourglass;

const images = patternedBytes(60 * 784);
const image = images.subarray(0, 784);

for (const worker of [false, true]) {
  describe(`every kind ${worker ? "in a worker" : "in this thread"}`, () => {
    let runtime;
    before(async () => {
      runtime = await load({ worker, build: "baseline" });
    });
    after(() => runtime.dispose());

    for (const [kind, { config, fit, unfused }] of Object.entries(fingerprints.kinds)) {
      it(`${kind}: 200 steps end in the same bits as natively`, async () => {
        const model = await runtime.create(config);
        await model.fit(patternedBytes(fingerprints.samples * model.features), fit);
        assert.equal(await model.fingerprint(), unfused);
      });
    }

    for (const kind of Object.keys(presets)) {
      it(`${kind}: the preset trains, is saved, opened, and goes on bit for bit`, async () => {
        const model = await runtime.create(presets[kind]({ seed: 5, latent: 7 }));
        assert.equal(model.latentSize, 7);
        const before = await model.evaluate(images);
        const options = {
          epochs: 3,
          batchSize: 20,
          ...(kind === "stacked" ? { pretrain: { epochs: 1 } } : {}),
        };
        const { epochs } = await model.fit(images, options);
        assert.ok((await model.evaluate(images)).loss < before.loss);
        assert.equal(epochs.length, kind === "stacked" ? 6 : 3);
        assert.equal(epochs[0].phase, kind === "stacked" ? "pretraining" : "training");
        assert.equal(epochs[0].layer, kind === "stacked" ? 0 : undefined);
        assert.equal(epochs[0].penalty > 0, ["variational", "sparse"].includes(kind));

        const file = await model.save();
        const opened = await runtime.open(file);
        assert.deepEqual(opened.config, model.config);
        assert.equal(await opened.fingerprint(), await model.fingerprint());
        await model.fit(images, { epochs: 2 });
        await opened.fit(images, { epochs: 2 });
        assert.equal(await opened.fingerprint(), await model.fingerprint());
        await model.dispose();
        await opened.dispose();
      });
    }

    it("all uses of a model", async () => {
      const model = await runtime.create({
        input: [28, 28, 1],
        encoder: [conv2d(4, { kernel: 3, stride: 2, activation: "elu" }), dropout(0.1), dense(5, "tanh")],
        decoder: [
          dense(196, "leaky_relu"),
          reshape(14, 14, 1),
          conv2dTranspose(1, { kernel: 3, stride: 2, activation: "sigmoid" }),
        ],
        loss: "huber",
      });
      await rejects(model.sample(3), "invalid_config", /train the model with fit/);
      await model.fit(images, { epochs: 1, schedule: { kind: "cosine", warmup: 0.5 } });

      const scores = await model.scores(images);
      assert.equal(scores.length, 60);
      const errors = await model.featureErrors(image);
      assert.equal(errors.length, 784);
      assert.ok(Math.abs(errors.reduce((sum, x) => sum + x) / 784 - scores[0]) < 1e-6);

      const drawn = await model.sample(3, { seed: 1 });
      assert.equal(drawn.length, 3 * 784);
      assert.deepEqual(await model.sample(3, { seed: 1 }), drawn);
      assert.notDeepEqual(await model.sample(3, { seed: 2 }), drawn);
      assert.deepEqual(await model.sample(3, { seed: 1, from: "codes", temperature: 1 }), drawn);
      const prior = await model.sample(1, { from: "prior", temperature: 0 });
      assert.deepEqual(prior, await model.decode(new Float32Array(model.latentSize)));

      const film = await model.interpolate(image, images.subarray(784, 2 * 784), 4);
      assert.deepEqual(film.subarray(0, 784), await model.reconstruct(image));

      const outputs = await model.activations(image);
      assert.deepEqual(
        outputs.map(({ layer, shape }) => [layer, ...shape]),
        [
          ["encoder.0", 14, 14, 4],
          ["encoder.1", 14, 14, 4],
          ["encoder.2", 1, 1, 5],
          ["decoder.0", 1, 1, 196],
          ["decoder.1", 14, 14, 1],
          ["decoder.2", 28, 28, 1],
        ],
      );
      assert.deepEqual(outputs.at(-1).values, await model.reconstruct(image));
    });

    it("weights go out and in by name, all or none", async () => {
      const model = await runtime.create(presets.vanilla());
      const other = await runtime.create(presets.vanilla({ seed: 1 }));
      const weights = await model.weights();
      assert.deepEqual(
        weights.map(({ name, shape }) => [name, ...shape]),
        [
          ["encoder.0.kernel", 784, 32],
          ["encoder.0.bias", 32],
          ["decoder.0.kernel", 32, 784],
          ["decoder.0.bias", 784],
        ],
      );
      const before = await other.fingerprint();
      const broken = [...weights.slice(0, 3), { name: "decoder.0.bias", values: new Float32Array(3) }];
      await rejects(
        other.setWeights(broken),
        "shape_mismatch",
        /weights\.decoder\.0\.bias must have 784 values, got 3/,
      );
      assert.equal(await other.fingerprint(), before);
      await other.setWeights(weights);
      assert.equal(await other.fingerprint(), await model.fingerprint());
      await rejects(
        other.setWeights([{ name: "x", values: [1] }]),
        "invalid_config",
        /weights must be an array of/,
      );
    });

    it("early stopping ends a run", async () => {
      const model = await runtime.create(presets.vanilla({ optimizer: { kind: "adam", learningRate: 0.1 } }));
      const { epochs, reason } = await model.fit(images, {
        epochs: 1000,
        validation: 0.5,
        earlyStopping: { patience: 2 },
      });
      assert.equal(reason, "early_stopping");
      assert.ok(epochs.length < 1000);
      const { loss } = await model.evaluate(images.subarray(30 * 784));
      assert.ok(Math.abs(loss - Math.min(...epochs.map((progress) => progress.validationLoss))) < 1e-6);
    });

    it("principal components and linear probes", async () => {
      const rows = Float32Array.from({ length: 400 }, (_, i) => Math.fround(((i * 7919) % 101) / 101));
      const { components, variances, codes, reconstructionError } = await runtime.pca(rows, {
        features: 4,
        components: 2,
      });
      assert.equal(components.length, 8);
      assert.equal(codes.length, 200);
      assert.ok(variances[0] >= variances[1]);
      const whole = await runtime.pca(rows, { features: 4, components: 4 });
      assert.ok(whole.reconstructionError < 1e-10 && reconstructionError > 1e-4);

      const labels = Uint8Array.from({ length: 100 }, (_, i) => i % 2);
      const told = Float32Array.from(labels, (label) => label + 0.1);
      const options = { latentSize: 1, classes: 2 };
      const probe = await runtime.probe({ codes: told, labels }, { codes: told, labels }, options);
      assert.deepEqual(probe, { accuracy: 1, predictions: labels });
      const wrong = labels.map((label) => 1 - label);
      const missed = await runtime.probe({ codes: told, labels }, { codes: told, labels: wrong }, options);
      assert.deepEqual(missed, { accuracy: 0, predictions: labels });
    });

    it("files that are none are refused, and say why", async () => {
      const file = await (await runtime.create(presets.vanilla({ latent: 2 }))).save();
      await rejects(runtime.open(new Uint8Array(0)), "invalid_file", /file/);
      await rejects(runtime.open(file.subarray(0, 1000)), "invalid_file", /file/);
      await rejects(
        runtime.open(new TextEncoder().encode("Not a model at all, but text")),
        "invalid_file",
        /file/,
      );
      await rejects(
        runtime.open("model.safetensors"),
        "invalid_file",
        /must be a Uint8Array.*got "model\.safetensors"/,
      );
      const model = await runtime.open(new Blob([file]));
      assert.equal(model.latentSize, 2);
    });
  });
}
