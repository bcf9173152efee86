import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { folder, hourglass } from "./packed.mjs";
import { features, rejects, smallConfig, smallData } from "./support.mjs";

const { dense, load } = hourglass;

for (const worker of [false, true]) {
  describe(worker ? "in a worker" : "in this thread", () => {
    let runtime;
    let model;
    before(async () => {
      runtime = await load({ worker, build: "baseline" });
    });
    after(() => runtime.dispose());

    const create = async (settings = {}) => {
      model = await runtime.create({ ...smallConfig(dense), ...settings });
      return model;
    };

    it("says what was loaded", () => {
      assert.equal(runtime.info.build, "baseline");
      assert.equal(runtime.info.worker, worker);
      assert.equal(runtime.info.threads, 1);
      assert.match(runtime.info.version, /^\d+\.\d+\.\d+$/);
    });

    it("describes a model, with its decoder mirrored", async () => {
      await create({ encoder: [dense(8, "tanh"), dense(3)] });
      assert.equal(model.features, 16);
      assert.equal(model.latentSize, 3);
      assert.equal(model.parameterCount, 16 * 8 + 8 + 8 * 3 + 3 + 3 * 8 + 8 + 8 * 16 + 16);
      assert.deepEqual(model.config.decoder, [dense(8, "tanh"), dense(16, "sigmoid")]);
      assert.equal(model.config.loss, "mse");
    });

    it("fit, awaited, lowers the loss and tells every epoch", async () => {
      await create();
      const before = await model.evaluate(smallData);
      const { epochs, reason } = await model.fit(smallData, { epochs: 20, batchSize: 32, validation: 0.25 });
      assert.equal(reason, "finished");
      assert.deepEqual(
        epochs.map((progress) => progress.epoch),
        Array.from({ length: 20 }, (_, i) => i + 1),
      );
      const last = epochs.at(-1);
      assert.equal(last.steps, 200);
      assert.equal(last.step, 200);
      assert.equal(last.secondsLeft, 0);
      assert.ok(last.loss < 0.8 * epochs[0].loss);
      assert.ok(last.validationLoss < 0.8 * before.loss);
      assert.equal(last.loss, last.reconstructionLoss + last.penalty);
      assert.ok(last.samplesPerSecond > 0);
    });

    it("fit, iterated, gives progress with every epoch's end", async () => {
      await create();
      const seen = [];
      for await (const progress of model.fit(smallData, { epochs: 5, every: 0 })) seen.push(progress);
      assert.deepEqual([...new Set(seen.map((progress) => progress.epoch))], [1, 2, 3, 4, 5]);
      assert.equal(seen.at(-1).step, seen.at(-1).steps);
    });

    it("validates on data of its own", async () => {
      await create();
      const { epochs } = await model.fit(smallData, { epochs: 1, validation: smallData });
      const { loss } = await model.evaluate(smallData);
      assert.ok(Math.abs(epochs[0].validationLoss - loss) < 1e-6);
    });

    it("aborting keeps what was learnt, and fit goes on from there", async () => {
      await create();
      const fresh = await model.fingerprint();
      const stop = new AbortController();
      const run = model.fit(smallData, { epochs: 1e6, signal: stop.signal });
      setTimeout(() => stop.abort(), 100);
      const { reason } = await run;
      assert.equal(reason, "aborted");
      const learnt = await model.fingerprint();
      assert.notEqual(learnt, fresh);
      assert.equal((await model.fit(smallData, { epochs: 1 })).reason, "finished");
      assert.notEqual(await model.fingerprint(), learnt);
    });

    it("an abort ends a run that would not end, and tells how soon", async (test) => {
      await create();
      const stop = new AbortController();
      const run = model.fit(smallData, { epochs: 1e6, signal: stop.signal });
      await new Promise((resolve) => setTimeout(resolve, 50));
      const start = performance.now();
      stop.abort();
      assert.equal((await run).reason, "aborted");
      test.diagnostic(`after ${(performance.now() - start).toFixed(0)} ms`);
    });

    it("a signal that is aborted already trains nothing", async () => {
      await create();
      const fresh = await model.fingerprint();
      const { reason } = await model.fit(smallData, { signal: AbortSignal.abort() });
      assert.equal(reason, "aborted");
      assert.equal(await model.fingerprint(), fresh);
    });

    it("leaving the loop ends the run", async () => {
      await create();
      for await (const progress of model.fit(smallData, { epochs: 1e6 })) {
        if (progress.epoch >= 1) break;
      }
      assert.equal((await model.fit(smallData, { epochs: 1 })).reason, "finished");
    });

    it("a second fit is refused while one runs; other calls are answered", async () => {
      await create();
      const stop = new AbortController();
      const run = model.fit(smallData, { epochs: 1e6, signal: stop.signal });
      await rejects(model.fit(smallData), "busy", /being trained/);
      const output = await model.reconstruct(smallData.subarray(0, features));
      assert.equal(output.length, features);
      await model.setLearningRate(0.01);
      stop.abort();
      await run;
    });

    it("reconstruct is decode after encode, of bytes as of floats", async () => {
      await create();
      const floats = Float32Array.from(smallData, (byte) => byte / 255);
      const latents = await model.encode(smallData);
      assert.equal(latents.length, 400 * 8);
      const output = await model.reconstruct(smallData);
      assert.deepEqual(await model.decode(latents), output);
      assert.deepEqual(await model.reconstruct(floats), output);
    });

    it("corrupts as it would in evaluation, and by other settings", async () => {
      await create({ corruption: { kind: "gaussian", amount: 0.5 } });
      const noisy = await model.corrupt(smallData);
      assert.equal(noisy.length, smallData.length);
      assert.ok(noisy.every((x) => x >= 0 && x <= 1));
      assert.deepEqual(await model.corrupt(smallData), noisy);
      assert.notDeepEqual(await model.corrupt(smallData, undefined, 2), noisy);
      const still = await model.corrupt(smallData, { kind: "gaussian", amount: 0 });
      assert.deepEqual(
        still,
        Float32Array.from(smallData, (byte) => byte / 255),
      );
      const output = await model.reconstruct(noisy);
      const error = output.reduce((sum, x, i) => sum + (x - smallData[i] / 255) ** 2, 0) / output.length;
      assert.ok(Math.abs(error - (await model.evaluate(smallData)).loss) < 1e-6);
    });

    it("changes learning rate and corruption without forgetting", async () => {
      await create();
      await model.trainBatch(smallData);
      const learnt = await model.fingerprint();
      await model.setLearningRate(0.5);
      await model.setCorruption({ kind: "gaussian", amount: 0.2 });
      assert.equal(await model.fingerprint(), learnt);
      assert.deepEqual(model.config.corruption, { kind: "gaussian", amount: 0.2 });
      assert.equal((await model.trainBatch(smallData)).learningRate, 0.5);
      await model.setCorruption();
      assert.equal(model.config.corruption, undefined);
      await rejects(
        model.setLearningRate(-1),
        "invalid_config",
        /learningRate must be a number above 0, got -1/,
      );
    });

    it("trainBatch takes one step and tells the loss before it", async () => {
      await create();
      const { loss } = await model.evaluate(smallData);
      const progress = await model.trainBatch(smallData);
      assert.ok(Math.abs(progress.loss - loss) < 1e-6);
      assert.ok((await model.evaluate(smallData)).loss < loss);
    });

    it("a diverging run says so and keeps the weights before the step", async () => {
      await create({ outputActivation: "linear", optimizer: { kind: "sgd", learningRate: 1e12 } });
      const run = model.fit(smallData, { epochs: 100, batchSize: 100, paused: true });
      const message = /step \d+.*smaller learning rate/;
      let before;
      for (let failed = false; !failed;) {
        before = await model.fingerprint();
        await run.step().catch((error) => (failed = message.test(error.message)) || assert.fail(error));
      }
      await rejects(run, "diverged", message);
      assert.equal(await model.fingerprint(), before);
      assert.ok((await model.weights()).every(({ values }) => values.every(Number.isFinite)));
    });

    it("a disposed model says so; disposing twice or in a run is harmless", async () => {
      await create();
      const run = model.fit(smallData, { epochs: 1e6 });
      await new Promise((resolve) => setTimeout(resolve, 30));
      await model.dispose();
      await model.dispose();
      assert.equal((await run).reason, "aborted");
      await rejects(model.reconstruct(smallData), "disposed", /disposed/);
    });
  });
}

describe("a runtime", () => {
  it("200,000 steps leave its memory at its size", async (t) => {
    const runtime = await load({ worker: false });
    t.after(() => runtime.dispose());
    const model = await runtime.create(smallConfig(dense));
    const settings = { batchSize: 8, validation: 0.1, every: 1000 };
    await model.fit(smallData, { epochs: 2, ...settings });
    const grow = t.mock.method(WebAssembly.Memory.prototype, "grow");
    const { epochs } = await model.fit(smallData, { epochs: 4500, ...settings });
    assert.ok(epochs.at(-1).step >= 200_000, `${epochs.at(-1).step} steps`);
    assert.equal(grow.mock.callCount(), 0);
  });

  it("rejects what is pending when it is disposed", async () => {
    const runtime = await load({ worker: true });
    const model = await runtime.create(smallConfig(dense));
    const run = model.fit(smallData, { epochs: 1e6 });
    await runtime.dispose();
    await runtime.dispose();
    await rejects(run, "disposed", /runtime was disposed/);
    await rejects(runtime.create(smallConfig(dense)), "disposed", /runtime was disposed/);
    await model.dispose();
  });

  it("sends a worker the part that a view shows, not all of its buffer", async (t) => {
    const runtime = await load({ worker: true });
    t.after(() => runtime.dispose());
    const model = await runtime.create(smallConfig(dense));
    const post = t.mock.method(Worker.prototype, "postMessage");
    const part = smallData.subarray(features, 3 * features);
    assert.deepEqual(await model.encode(part), await model.encode(part.slice()));
    const sent = post.mock.calls.map(({ arguments: [{ args }] }) => args[0].buffer.byteLength);
    assert.deepEqual(sent, [part.length, part.length]);
  });

  it("takes the .wasm file from elsewhere, and says where it looked for it", async () => {
    cpSync(
      path.join(folder, "node_modules/hourglass-autoencoder/dist/wasm"),
      path.join(folder, "elsewhere"),
      {
        recursive: true,
      },
    );
    const elsewhere = pathToFileURL(path.join(folder, "elsewhere"));
    for (const wasmUrl of [elsewhere, `${elsewhere}/`, (file) => `${elsewhere}/${file}`]) {
      await (await load({ wasmUrl })).dispose();
    }
    await rejects(
      load({ wasmUrl: new URL("./nowhere", elsewhere) }),
      "invalid_file",
      /nowhere\/baseline\.wasm/,
    );
    await rejects(load({ wasmUrl: () => new URL("./gone.wasm", elsewhere) }), "invalid_file", /gone\.wasm/);
  });

  it("notes what it was asked for and does not have", async () => {
    const runtime = await load({ build: "relaxed" });
    const why = runtime.info.build === "relaxed" ? /^$/ : /build: this engine has no relaxed SIMD/;
    assert.match(runtime.info.notes.join(), why);
    await runtime.dispose();
    await rejects(
      load({ build: "fast" }),
      "invalid_config",
      /build must be "auto", "baseline" or "relaxed", got fast/,
    );
  });

  it("takes the plain build where the fast one is missing", async () => {
    const wasm = path.join(folder, "node_modules/hourglass-autoencoder/dist/wasm");
    const wasmUrl = (file) => pathToFileURL(path.join(wasm, file.replace("relaxed", "gone")));
    const runtime = await load({ build: "relaxed", wasmUrl });
    assert.equal(runtime.info.build, "baseline");
    assert.match(
      runtime.info.notes.join(),
      /build: (this engine has no relaxed SIMD|the relaxed one failed)/,
    );
    await runtime.dispose();
  });
});
