// Runs of training that pause, step, fail and tell.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { folder, hourglass } from "./packed.mjs";
import { features, rejects, smallConfig, smallData } from "./support.mjs";

const { dense, load } = hourglass;

for (const worker of [false, true]) {
  describe(`runs ${worker ? "in a worker" : "in this thread"}`, () => {
    let runtime;
    before(async () => {
      runtime = await load({ worker });
    });
    after(() => runtime.dispose());

    const create = (settings = {}) => runtime.create({ ...smallConfig(dense), ...settings });

    it("a saved model goes on in the middle of an epoch as if it had not stopped", async () => {
      const options = { epochs: 5, batchSize: 7, schedule: { kind: "cosine", warmup: 0 } };
      const model = await create();
      const data = smallData.subarray(0, 40 * features); // 6 batches
      const run = model.fit(data, { ...options, paused: true });
      for (let step = 0; step < 15; step++) await run.step();
      const file = await model.save();
      await run.resume();
      await run;
      const again = await runtime.open(file);
      assert.equal(await again.steps(), 15);
      const { epochs } = await again.fit(data, { ...options, initialEpoch: 2, initialBatch: 3 });
      assert.deepEqual(
        epochs.map(({ epoch }) => epoch),
        [3, 4, 5],
      );
      assert.equal(await again.fingerprint(), await model.fingerprint());
      await rejects(again.fit(data, { epochs: 2, initialEpoch: 2 }), "invalid_config", /initialEpoch/);
      await rejects(again.fit(data, { initialBatch: 1 }), "invalid_config", /initialBatch/);
      await again.dispose();
      await model.dispose();
    });

    it("pausing anywhere and going on gives the bits of an uninterrupted run", async () => {
      const settings = { encoder: [dense(8, "tanh"), dense(4, "tanh")] };
      const options = {
        epochs: 3000,
        batchSize: 50,
        validation: 0.25,
        pretrain: { epochs: 2 },
        schedule: { kind: "cosine", warmup: 1 },
        earlyStopping: { patience: 3000 },
      };
      const whole = await create(settings);
      const { epochs } = await whole.fit(smallData, options);

      const model = await create(settings);
      const run = model.fit(smallData, { ...options, paused: true });
      const fresh = await model.fingerprint();
      await sleep(20);
      assert.equal(await model.fingerprint(), fresh, "it starts paused");
      // 6 batches an epoch: stops within pretraining, between its layers, and within training.
      for (const steps of [8, 7, 4, 3, 5]) {
        for (let i = 0; i < steps; i++) await run.step();
        await run.pause();
        if (steps < 6) await run.resume();
        await run.pause();
        const paused = await model.fingerprint();
        await sleep(10);
        assert.equal(await model.fingerprint(), paused);
      }
      await run.resume();
      const history = await run;
      assert.equal(history.reason, "finished");
      assert.equal(await model.fingerprint(), await whole.fingerprint());
      const told = ({ phase, layer, epoch, loss, validationLoss }) => ({
        phase,
        layer,
        epoch,
        loss,
        validationLoss,
      });
      assert.deepEqual(history.epochs.map(told), epochs.map(told));
    });

    it("a step is one batch, shuffled as it would be; the last of an epoch ends it", async () => {
      const model = await create();
      const run = model.fit(smallData, { epochs: 2, batchSize: 150, validation: smallData, paused: true });
      const seen = [];
      for (let i = 0; i < 6; i++) {
        const { step, epoch, epochsDone, validationLoss } = await run.step();
        seen.push([step, epoch, epochsDone, validationLoss !== undefined]);
      }
      assert.deepEqual(seen, [
        [1, 1, 0, false],
        [2, 1, 0, false],
        [3, 1, 1, true],
        [4, 2, 1, true],
        [5, 2, 1, true],
        [6, 2, 2, true],
      ]);
      assert.equal((await run).reason, "finished");
      await rejects(run.step(), "disposed", /This run has ended/);
    });

    it("goes on for as many epochs as it is told, and waits at their end", async () => {
      const other = await create();
      const whole = other.fit(smallData, { epochs: 5, batchSize: 100, paused: true });
      const events = whole[Symbol.asyncIterator]();
      await whole.resume({ epochs: 2 });
      let event;
      do event = (await events.next()).value;
      while (event.epochsDone < 2);
      await sleep(30);
      assert.equal((await whole.step()).step, 9, "it waited after two epochs of four steps");
      await rejects(
        whole.resume({ epochs: 0 }),
        "invalid_config",
        /options\.epochs must be a whole number from 1/,
      );
      await whole.abort();
    });

    it("recent losses are means since the event before", async () => {
      const model = await create();
      const run = model.fit(smallData, { epochs: 1, batchSize: 150, paused: true });
      const losses = [];
      for (let i = 0; i < 3; i++) losses.push(await run.step());
      const [first, second, third] = losses;
      assert.equal(first.recentLoss, first.loss);
      const near = (a, b) => assert.ok(Math.abs(a - b) < 1e-9, `${a} and ${b}`);
      near(second.loss, (first.recentLoss + second.recentLoss) / 2);
      near(third.loss, (150 * first.recentLoss + 150 * second.recentLoss + 100 * third.recentLoss) / 400);
      await run;
    });

    it("a run that is not paused takes no step; aborting a paused one ends it", async () => {
      const model = await create();
      const run = model.fit(smallData, { epochs: 1e6 });
      await rejects(run.step(), "busy", /not paused/);
      await run.pause();
      await run.step();
      await run.abort();
      assert.equal((await run).reason, "aborted");
      await run.abort();
    });

    it("is a promise, whose failure nobody overlooks", async () => {
      const model = await create();
      const run = model.fit(smallData, { epochs: 1 });
      assert.ok(run instanceof Promise);
      let ended = false;
      assert.equal((await run.finally(() => (ended = true))).reason, "finished");
      assert.ok(ended);
      assert.equal(await model.fit(smallData, { epochs: 0 }).catch((error) => error.code), "invalid_config");
      const results = await Promise.allSettled([
        model.fit(smallData, { epochs: 1 }),
        model.fit(smallData, { epochs: 0 }),
      ]);
      assert.deepEqual(
        results.map(({ status }) => status),
        ["fulfilled", "rejected"],
      );
      await assert.rejects(async () => {
        for await (const progress of model.fit(smallData, { epochs: -1 })) assert.fail(progress);
      }, /epochs must be/);
    });

    it("time that is spent paused does not count", async () => {
      const model = await create();
      const run = model.fit(smallData, { epochs: 2, batchSize: 200, paused: true });
      await run.step();
      await sleep(300);
      const { secondsLeft, samplesPerSecond } = await run.step();
      assert.ok(secondsLeft < 0.2, `${secondsLeft} s left`);
      assert.ok(samplesPerSecond > 2000, `${samplesPerSecond} samples a second`);
      await run.abort();
    });

    it("notes say what the output cannot reach", async () => {
      const model = await create();
      const data = Float32Array.from(smallData, (byte) => byte / 64 - 2);
      const { notes, epochs } = await model.fit(data, { epochs: 1 });
      assert.match(notes.join(), /^The output's activation gives 0 to 1, but the data go from -2 to /);
      assert.deepEqual(epochs[0].notes, notes);
      assert.equal((await model.fit(smallData, { epochs: 1 })).notes, undefined);
    });
  });
}

describe("a program in Node", () => {
  const program = (code, ...flags) =>
    spawnSync(process.execPath, [...flags, "--input-type=module", "-e", code], {
      cwd: folder,
      encoding: "utf8",
      timeout: 20_000,
    });

  it("ends although a runtime with a worker was never disposed", () => {
    const { status, stdout, stderr } = program(`
      import { dense, load } from "hourglass-autoencoder";
      const runtime = await load({ worker: true, threads: 2 });
      const model = await runtime.create({ input: 4, encoder: [dense(2)] });
      await model.fit([[0, 1, 0, 1], [1, 1, 0, 0]], { epochs: 2 });
      console.log(runtime.info.worker, (await model.encode([0, 0, 1, 1])).length);
    `);
    assert.deepEqual({ status, stdout }, { status: 0, stdout: "true 2\n" }, stderr);
  });

  it("is told of a failed run that nobody awaits", () => {
    const code = `
      import { dense, load } from "hourglass-autoencoder";
      const model = await (await load()).create({ input: 4, encoder: [dense(2)] });
      model.fit([0, 1, 0, 1], { epochs: 0 });
      await new Promise((resolve) => setTimeout(resolve, 1000));
    `;
    const { status, stderr } = program(code);
    assert.equal(status, 1);
    assert.match(stderr, /epochs must be a whole number of at least 1, got 0/);
  });

  it("may replace the timers", () => {
    const { status, stdout, stderr } = program(`
      import { dense, load } from "hourglass-autoencoder";
      import { mock } from "node:test";
      const runtime = await load();
      mock.timers.enable({ apis: ["setTimeout", "setInterval", "setImmediate", "Date"] });
      performance.now = () => 0;
      const model = await runtime.create({ input: 4, encoder: [dense(2)] });
      console.log((await model.fit([0, 1, 0, 1], { epochs: 3 })).reason);
    `);
    assert.deepEqual({ status, stdout }, { status: 0, stdout: "finished\n" }, stderr);
  });

  it("where the worker's script is missing it runs in this thread, and says so", () => {
    const { stdout, stderr } = program(`
      import { load } from "hourglass-autoencoder";
      const { info } = await load({ worker: true, workerUrl: new URL("file://${path.join(folder, "gone.js")}") });
      console.log(JSON.stringify([info.worker, info.notes]));
    `);
    const [worker, notes] = JSON.parse(stdout || "[]");
    assert.equal(worker, false, stderr);
    assert.match(notes.join(), /^worker: none could be started \(Cannot find module .*gone\.js/);
  });
});
