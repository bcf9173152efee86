// Weights of samples and features, and scores by other errors and reductions, through the package.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { quantile } from "hourglass-autoencoder/data";
import { hourglass } from "./packed.mjs";
import { features, patternedBytes, rejects, smallConfig } from "./support.mjs";

const { dense, load } = hourglass;
const count = 40;
const data = Float32Array.from(patternedBytes(count * features), (byte) => byte / 255);

for (const worker of [false, true])
  describe(`weights ${worker ? "in a worker" : "in this thread"}`, () => {
    let runtime, model;
    before(async () => {
      runtime = await load({ worker });
      model = await runtime.create(smallConfig(dense));
    });
    after(() => runtime.dispose());

    const fresh = () => runtime.create(smallConfig(dense));
    const trained = async (options) => {
      const own = await fresh();
      const { epochs } = await own.fit(data, { epochs: 2, batchSize: 8, ...options });
      return { fingerprint: await own.fingerprint(), last: epochs.at(-1) };
    };

    it("weights of 1 change no bit, others do, and a value without weight may be anything", async () => {
      const plain = await trained({});
      const ones = {
        sampleWeights: new Array(count).fill(1),
        featureWeights: new Float32Array(features).fill(1),
      };
      assert.equal((await trained(ones)).fingerprint, plain.fingerprint);
      const mask = data.map((_, i) => Number(i % 5 > 0));
      const targets = [data, data.map((value, i) => (i % 5 > 0 ? value : 9))];
      const [one, other] = await Promise.all(
        targets.map((own) => trained({ targets: own, featureWeights: mask })),
      );
      assert.equal(one.fingerprint, other.fingerprint);
      assert.notEqual(one.fingerprint, plain.fingerprint);
      assert.equal(one.last.loss, other.last.loss);
    });

    it("evaluation is the mean over what counts, and validation takes weights of its own", async () => {
      const errors = await model.featureErrors(data);
      const sampleWeights = Float32Array.from({ length: count }, (_, i) => i % 3);
      const featureWeights = Float32Array.from({ length: features }, (_, i) => i % 4);
      let [sum, counted] = [0, 0];
      errors.forEach((error, i) => {
        const weight = sampleWeights[Math.floor(i / features)] * featureWeights[i % features];
        sum += weight * error;
        counted += weight;
      });
      const { loss } = await model.evaluate(data, { sampleWeights, featureWeights });
      assert.ok(Math.abs(loss - sum / counted) < 1e-5);
      const own = await runtime.create({
        ...smallConfig(dense),
        optimizer: { kind: "sgd", learningRate: 1e-12 },
      });
      const validation = { data, sampleWeights, featureWeights };
      const { epochs } = await own.fit(data, { epochs: 1, validation });
      assert.ok(Math.abs(epochs[0].validationLoss - sum / counted) < 1e-5);
    });

    it("scores are means, maxima or quantiles of squares or magnitudes", async () => {
      const output = await model.reconstruct(data);
      const magnitudes = data.map((value, i) => Math.abs(value - output[i]));
      const rows = Array.from({ length: count }, (_, i) => [
        ...magnitudes.subarray(i * features, (i + 1) * features),
      ]);
      const near = (found, of) => rows.forEach((row, i) => assert.ok(Math.abs(found[i] - of(row)) < 1e-5));
      const mean = (row) => row.reduce((sum, value) => sum + value, 0) / row.length;
      near(await model.scores(data, { by: "mae" }), mean);
      near(await model.scores(data, { by: "mae", reduce: "max" }), (row) => Math.max(...row));
      near(await model.scores(data, { reduce: 0.9 }), (row) => quantile(row.map((value) => value ** 2), 0.9)); // prettier-ignore
      const featureWeights = Float32Array.from({ length: features }, (_, i) => Number(i < 4));
      near(await model.scores(data, { by: "mae", featureWeights }), (row) => mean(row.slice(0, 4)));
      assert.deepEqual(await model.scores(data, {}), await model.scores(data));
    });

    it("what cannot be is refused by its name", async () => {
      const short = [1, 2, 3];
      await rejects(
        model.fit(data, { sampleWeights: short }),
        "shape_mismatch",
        /^sampleWeights must be 40 numbers, got 3/,
      );
      await rejects(
        model.evaluate(data, { featureWeights: short }),
        "shape_mismatch",
        /^featureWeights must .* 16 features/,
      );
      const negative = new Array(count).fill(-1);
      await rejects(
        model.fit(data, { sampleWeights: negative }),
        "invalid_data",
        /^sampleWeights must be .* at least 0, got -1/,
      );
      const nothing = new Array(features).fill(0);
      await rejects(
        model.scores(data, { featureWeights: nothing }),
        "invalid_data",
        /^featureWeights are all 0/,
      );
      const validation = { data, sampleWeights: short };
      await rejects(
        model.fit(data, { validation }),
        "shape_mismatch",
        /^validation\.sampleWeights must be 40/,
      );
      await rejects(
        model.scores(data, { by: "bce" }),
        "invalid_config",
        /options\.by must be "mse" or "mae", got "bce"/,
      );
      await rejects(model.scores(data, { reduce: "sum" }), "invalid_config", /options\.reduce/);
      await rejects(
        model.scores(data, { reduce: 2 }),
        "invalid_config",
        /quantile must be a number from 0 to 1, got 2/,
      );
      await rejects(
        model.fit(data, { validation: { data, target: data } }),
        "invalid_config",
        /validation\.target is unknown/,
      );
    });
  });
