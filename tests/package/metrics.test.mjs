// What a model is measured by while it trains, besides its loss.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { load } from "hourglass-autoencoder";
import { patternedBytes, rejects } from "./support.mjs";

const features = 16;
const config = { input: features, encoder: [{ type: "dense", units: 4 }], seed: 3, loss: "bce" };
const samples = Float32Array.from(patternedBytes(120 * features), (byte) => byte / 255);
const [train, held] = [samples.slice(0, 100 * features), samples.slice(100 * features)];
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
const near = (value, wanted) =>
  assert.ok(Math.abs(value - wanted) < 1e-5 * Math.abs(wanted), `${value}, not ${wanted}`);

for (const worker of [false, true]) {
  describe(`metrics, ${worker ? "in a worker" : "in this thread"}`, () => {
    let runtime;
    before(async () => (runtime = await load({ worker })));
    after(() => runtime.dispose());

    it("are what outputs and targets say, of training and of held-out data", async () => {
      const model = await runtime.create(config);
      const { epochs } = await model.fit(train, {
        epochs: 2,
        batchSize: 32,
        validation: held,
        metrics: ["bce", "mae", "psnr", "mse"],
      });
      const outputs = await model.reconstruct(held);
      const errors = Array.from(outputs, (output, i) => output - held[i]);
      const last = epochs.at(-1);
      near(last.validationMetrics.mse, mean(errors.map((error) => error ** 2)));
      near(last.validationMetrics.mae, mean(errors.map(Math.abs)));
      near(last.validationMetrics.psnr, -10 * Math.log10(last.validationMetrics.mse));
      near(last.validationMetrics.bce, last.validationLoss);
      near(last.metrics.bce, last.loss);
      assert.deepEqual(Object.keys(last.metrics), ["bce", "mae", "psnr", "mse"]);
    });

    it("change no bit, and are left out where nobody asks", async () => {
      const fingerprints = [];
      for (const metrics of [undefined, ["mse", worst]]) {
        const model = await runtime.create(config);
        const { epochs } = await model.fit(train, { epochs: 2, validation: held, metrics });
        assert.equal("metrics" in epochs[0], metrics !== undefined);
        fingerprints.push(await model.fingerprint());
      }
      assert.equal(fingerprints[0], fingerprints[1]);
    });

    it("of one's own are asked after each epoch, and progress has them by name", async () => {
      const model = await runtime.create(config);
      const run = model.fit(train, { epochs: 3, validation: { data: held }, metrics: [worst, later] });
      const told = [];
      for await (const { epoch, epochsDone, validationMetrics } of run) {
        if (epoch !== epochsDone) continue;
        told.push(validationMetrics);
        if (epoch === 3) near(validationMetrics.worst, worst(await model.reconstruct(held), held));
      }
      const { epochs } = await run;
      assert.deepEqual(
        epochs.map(({ validationMetrics }) => validationMetrics),
        told,
      );
      assert.equal(told.length, 3);
      assert.ok(told.every((values) => values.later === 7));
      assert.notEqual(told[0].worst, told[2].worst);
    });

    it("of one's own that throw end the run, which keeps what was learnt", async () => {
      const model = await runtime.create(config);
      const broken = () => {
        throw new RangeError("of the metric's own");
      };
      await assert.rejects(
        model.fit(train, { epochs: 3, validation: held, metrics: [broken] }),
        /of the metric's own/,
      );
      assert.equal(await model.steps(), 1);
      await model.fit(train, { epochs: 1 });
    });

    it("that cannot be are refused by name", async () => {
      const model = await runtime.create(config);
      const refused = (metrics, message, options = { validation: held }) =>
        rejects(model.fit(train, { metrics, ...options }), "invalid_config", message);
      await refused("mae", /options\.metrics must be a list, got "mae"/);
      await refused(["mae", "accuracy"], /options\.metrics\[1\] must be .*psnr, got "accuracy"/);
      await refused(
        ["mae", "mae"],
        /options\.metrics\[1\] must be a metric of another name, got "mae" again/,
      );
      await refused(
        [
          (
            () => () =>
              0
          )(),
        ],
        /options\.metrics\[0\] must be a function with a name/,
      );
      await refused([worst], /worst is a function, which needs validation/, { validation: 0.2 });
    });
  });
}

function worst(outputs, targets) {
  return Math.max(...outputs.map((output, i) => Math.abs(output - targets[i])));
}
async function later() {
  await new Promise((resolve) => setTimeout(resolve, 5));
  return 7;
}
