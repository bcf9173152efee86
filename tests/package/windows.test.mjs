// Windows of a long series: without copies, standardised as before, and back to one score a moment.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { HourglassError, load } from "hourglass-autoencoder";
import { windows } from "hourglass-autoencoder/data";
import { rejects } from "./support.mjs";

describe("windows of a series", () => {
  let runtime;
  before(async () => (runtime = await load({ worker: false })));
  after(() => runtime.dispose());

  const series = Float32Array.from({ length: 500 }, (_, i) => 3 + 2 * Math.sin(i / 5));

  it("are the same samples as copies are, of one channel and of several", async () => {
    for (const channels of [1, 2]) {
      const cut = windows(series, { length: 20, step: 7, channels });
      const moments = 500 / channels;
      assert.equal(cut.count, Math.floor((moments - 20) / 7) + 1);
      const shared = await runtime.dataset(cut.values, cut.form);
      assert.equal(shared.size, cut.count);
      assert.deepEqual(shared.shape, [1, 20, channels]);
      const copies = Array.from({ length: cut.count }, (_, i) =>
        cut.values.subarray(cut.start(i) * channels, (cut.start(i) + 20) * channels),
      );
      const model = await runtime.create({
        input: [1, 20, channels],
        encoder: [
          { type: "conv2d", filters: 3, kernel: [1, 5], activation: "tanh" },
          { type: "dense", units: 4 },
        ],
        outputActivation: "linear",
      });
      await model.fit(shared, { epochs: 2, batchSize: 8 });
      const trained = await model.fingerprint();
      assert.deepEqual(await model.scores(shared), await model.scores(copies));
      const twin = await runtime.create(model.config);
      await twin.fit(copies, { epochs: 2, batchSize: 8 });
      assert.equal(await twin.fingerprint(), trained);
    }
  });

  it("are standardised by their own mean and deviation, or by last week's", () => {
    const cut = windows(series, { length: 10, standardise: true });
    const mean = cut.values.reduce((sum, x) => sum + x, 0) / 500;
    const variance = cut.values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 500;
    assert.ok(Math.abs(mean) < 1e-5 && Math.abs(variance - 1) < 1e-4);
    const next = windows([3, 5, 1, 3], { length: 2, standardise: cut.scale });
    const [scaled] = next.values.subarray(1);
    assert.ok(Math.abs(scaled - (5 - cut.scale.mean[0]) / cut.scale.deviation[0]) < 1e-6);
    const still = windows([4, 1, 4, 2], { length: 2, channels: 2, standardise: true });
    assert.deepEqual([...still.values], [0, -1, 0, 1]);
    assert.equal(windows([1, 2], { length: 1 }).scale, null);
  });

  it("give one score a moment: the mean, the least or the largest of the windows around it", () => {
    const cut = windows([0, 0, 0, 0, 0, 0, 0], { length: 3, step: 2 });
    const scores = [1, 4, 9];
    assert.deepEqual([...cut.perMoment(scores)], [1, 1, 2.5, 4, 6.5, 9, 9]);
    assert.deepEqual([...cut.perMoment(scores, "min")], [1, 1, 1, 4, 4, 9, 9]);
    assert.deepEqual([...cut.perMoment(scores, "max")], [1, 1, 4, 4, 9, 9, 9]);
    const gaps = windows([0, 0, 0, 0, 0, 0], { length: 1, step: 4 }).perMoment([2, 3]);
    assert.deepEqual([...gaps], [2, NaN, NaN, NaN, 3, NaN]);
  });

  it("say what cannot be", async () => {
    const cases = [
      [() => windows(series, { length: 0 }), "invalid_config", /options\.length must be .*, got 0/],
      [() => windows(series, { length: 5, step: 1.5 }), "invalid_config", /options\.step .*, got 1\.5/],
      [
        () => windows(series, { length: 5, channels: 3 }),
        "shape_mismatch",
        /multiple of 3 channels, got 500/,
      ],
      [() => windows([1, 2], { length: 3 }), "shape_mismatch", /at least the 3 moments of a window, got 2/],
      [() => windows([1, NaN, 3], { length: 2 }), "invalid_data", /got NaN at index 1/],
      [
        () => windows([1, 2], { length: 1, standardise: { mean: [], deviation: [1] } }),
        "invalid_config",
        /options\.standardise\.mean must be a number for each of 1 channels, got \[\]/,
      ],
      [
        () => windows([1, 2], { length: 1 }).perMoment([1]),
        "shape_mismatch",
        /one for each of 2 windows, got 1/,
      ],
      [() => windows([1, 2], { length: 1 }).perMoment([1, 2], "sum"), "invalid_config", /got "sum"/],
      [() => windows([1, 2], { width: 1 }), "invalid_config", /width/],
    ];
    for (const [run, code, message] of cases) {
      assert.throws(
        run,
        (error) => error instanceof HourglassError && error.code === code && message.test(error.message),
      );
    }
    await rejects(runtime.dataset(series, { features: 4, step: 0 }), "invalid_config", /options\.step/);
    await rejects(
      runtime.dataset(new Float32Array(3), { features: 4, step: 1 }),
      "shape_mismatch",
      /at least the 4/,
    );
    const shared = await runtime.dataset(series, { features: 4, step: 1 });
    await rejects(shared.append(new Float32Array(4)), "invalid_data", /windows of one block/);
  });
});
