// More samples than memory holds: streams of batches, data sets that grow, and rings of recent rows.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { load } from "hourglass-autoencoder";
import { patternedBytes, rejects } from "./support.mjs";

const features = 16;
const config = {
  input: features,
  encoder: [{ type: "dense", units: 4 }],
  outputActivation: "linear",
  seed: 3,
};
const samples = Float32Array.from(patternedBytes(200 * features), (byte) => byte / 255);
const rows = (from, to) => samples.slice(from * features, to * features);

function* inBatches(...sizes) {
  for (let from = 0, i = 0; from < 200; i++) {
    const to = Math.min(200, from + sizes[i % sizes.length]);
    yield rows(from, to);
    from = to;
  }
}

for (const worker of [false, true]) {
  describe(`streams, ${worker ? "in a worker" : "in this thread"}`, () => {
    let runtime;
    before(async () => (runtime = await load({ worker })));
    after(() => runtime.dispose());

    const trained = async (data, options) => {
      const model = await runtime.create(config);
      const history = await model.fit(data, { epochs: 3, batchSize: 8, ...options });
      return { fingerprint: await model.fingerprint(), history };
    };

    it("end in the same bits as the same samples in memory, however they come", async () => {
      const whole = await trained(samples, { shuffle: false, validation: rows(0, 9) });
      const sources = {
        "a function that makes a generator": () => inBatches(7, 31),
        "asynchronous batches": async function* () {
          yield* inBatches(200);
        },
        "an array-like that can be read again": { [Symbol.iterator]: () => inBatches(3) },
        "a stream": () => new Blob([samples]).stream().pipeThrough(inFloats()),
        blobs: () => [new Blob([rows(0, 70)]), new Blob([rows(70, 200)])].values(),
        "arrays of rows": () => [[[...rows(0, 1)], [...rows(1, 2)]], rows(2, 200)].values(),
      };
      for (const [name, source] of Object.entries(sources)) {
        const options = { shuffle: false, validation: rows(0, 9), window: 48 };
        const { fingerprint, history } = await trained(source, options);
        assert.equal(fingerprint, whole.fingerprint, name);
        assert.equal(history.reason, "finished");
        assert.deepEqual(
          history.epochs.map(({ loss, validationLoss, step }) => [loss, validationLoss, step]),
          whole.history.epochs.map(({ loss, validationLoss, step }) => [loss, validationLoss, step]),
        );
      }
    });

    it("shuffle within a window; one that holds all is as memory", async () => {
      const whole = await trained(samples);
      assert.equal((await trained(() => inBatches(13), { window: 1000 })).fingerprint, whole.fingerprint);
      const small = await trained(() => inBatches(13), { window: 16 });
      assert.notEqual(small.fingerprint, whole.fingerprint);
      assert.equal((await trained(() => inBatches(50), { window: 16 })).fingerprint, small.fingerprint);
    });

    it("carry targets and weights", async () => {
      const targets = samples.map((x) => 1 - x);
      const sampleWeights = Float32Array.from({ length: 200 }, (_, i) => 1 + (i % 3));
      const whole = await trained(samples, { targets, sampleWeights, shuffle: false });
      function* pairs() {
        for (let from = 0; from < 200; from += 40) {
          const part = (all, width) => all.subarray(from * width, (from + 40) * width);
          yield {
            data: part(samples, features),
            targets: part(targets, features),
            sampleWeights: part(sampleWeights, 1),
          };
        }
      }
      const streamed = await trained(() => pairs(), { shuffle: false, window: 16 });
      assert.equal(streamed.fingerprint, whole.fingerprint);
    });

    it("may be endless where epochs are so many steps, and go on where they were", async () => {
      let made = 0;
      function* endless() {
        for (;;) yield rows(made++ % 200, (made % 200) + 1 || 200);
      }
      const options = { stepsPerEpoch: 5, window: 16, schedule: { kind: "cosine" } };
      const { history } = await trained(endless(), options);
      assert.deepEqual(
        history.epochs.map(({ step, steps, epoch }) => [step, steps, epoch]),
        [1, 2, 3].map((epoch) => [5 * epoch, 15, epoch]),
      );
      assert.ok(made <= 200, `${made} rows were read for 120`);
    });

    it("pause, step and go on; aborting ends them while a source is waited for", async () => {
      const whole = await trained(() => inBatches(20), { window: 16 });
      const model = await runtime.create(config);
      const run = model.fit(() => inBatches(20), { epochs: 3, batchSize: 8, window: 16, paused: true });
      for (let step = 1; step <= 7; step++) assert.equal((await run.step()).step, step);
      await run.resume();
      await run;
      assert.equal(await model.fingerprint(), whole.fingerprint);

      let closed = false;
      async function* stuck() {
        try {
          yield rows(0, 40);
          await new Promise((resolve) => setTimeout(resolve, 20));
          yield rows(40, 200);
        } finally {
          closed = true;
        }
      }
      const aborted = model.fit(stuck(), { window: 16, batchSize: 8 });
      await aborted.abort();
      assert.equal((await aborted).reason, "aborted");
      await model.fit(samples, { epochs: 1 });
      while (!closed) await new Promise((resolve) => setTimeout(resolve, 1));
    });

    it("say what is wrong with a batch, a source or an option, and leave the model usable", async () => {
      const model = await runtime.create(config);
      const before = await model.fingerprint();
      const cases = [
        [
          () => [rows(0, 2), rows(0, 1).subarray(1)].values(),
          {},
          "shape_mismatch",
          /data\[1\] must have a length/,
        ],
        [() => [rows(0, 2), new Uint8Array(features)].values(), {}, "invalid_data", /batches of one kind/],
        [
          () => [{ data: rows(0, 2), targets: rows(0, 1) }].values(),
          {},
          "shape_mismatch",
          /data\[0\]\.targets/,
        ],
        [() => [{ data: rows(0, 2), labels: 1 }].values(), {}, "invalid_config", /labels/],
        [() => [new Blob(["abc"])].values(), {}, "shape_mismatch", /float32 numbers/],
        [() => ["text"].values(), {}, "invalid_data", /data\[0\]/],
        [() => [].values(), {}, "invalid_data", /data gave no samples/],
        [() => 7, {}, "invalid_data", /iterate, got 7/],
        [() => [Float32Array.of(...rows(0, 1).fill(NaN))].values(), {}, "invalid_data", /finite numbers/],
        [() => inBatches(9), { validation: 0.5 }, "invalid_config", /validation must be data of its own/],
        [() => inBatches(9), { targets: samples }, "invalid_config", /targets must come with the samples/],
        [
          () => inBatches(9),
          { schedule: { kind: "cosine" } },
          "invalid_config",
          /stepsPerEpoch must be given/,
        ],
        [() => inBatches(9), { window: 0 }, "invalid_config", /options\.window/],
        [samples, { stepsPerEpoch: 3 }, "invalid_config", /stepsPerEpoch is for streams/],
      ];
      for (const [source, options, code, message] of cases) {
        await rejects(model.fit(source, { epochs: 1, ...options }), code, message);
      }
      assert.equal(await model.fingerprint(), before);
      await rejects(model.fit(inBatches(9), { epochs: 2 }), "invalid_data", /a generator can be read once/);
      const failing = () =>
        (function* () {
          yield rows(0, 5);
          throw new Error("the disk is gone");
        })();
      await assert.rejects(model.fit(failing, { epochs: 2 }), /the disk is gone/);
      await model.fit(samples, { epochs: 1 });
    });

    it("data sets grow, and slide as rings; their parts and runs keep what they had", async () => {
      const dataset = await runtime.dataset(rows(0, 50), { features });
      const part = await dataset.rows(10, 20);
      await dataset.append(rows(50, 120));
      assert.equal(dataset.size, 120);
      const model = await runtime.create(config);
      const score = async (data) => [...(await model.scores(data))];
      assert.deepEqual(await score(dataset), await score(rows(0, 120)));
      await dataset.slide(rows(120, 130));
      assert.equal(dataset.size, 120);
      assert.deepEqual(await score(dataset), await score(rows(10, 130)));
      assert.deepEqual(await score(part), await score(rows(10, 20)));
      const run = model.fit(dataset, { epochs: 2 });
      await dataset.slide(rows(0, 100));
      await run;
      await rejects(dataset.append(new Float32Array(3)), "shape_mismatch", /rows must have a length/);
      await rejects(dataset.append(new Uint8Array(features)), "invalid_data", /bytes behind bytes/);
      await dataset.dispose();
      await rejects(dataset.append(rows(0, 1)), "disposed", /data set was disposed/);
    });
  });
}

/** Bytes of a file as the numbers that they are. */
function inFloats() {
  let rest = new Uint8Array();
  return new TransformStream({
    transform(bytes, controller) {
      const all = new Uint8Array([...rest, ...bytes]);
      const whole = all.length - (all.length % (4 * features));
      if (whole > 0) controller.enqueue(new Float32Array(all.slice(0, whole).buffer));
      rest = all.slice(whole);
    },
  });
}
