// Several threads: the same bits, and an end to them.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { folder, hourglass } from "./packed.mjs";
import { fingerprints, patternedBytes, rejects, smallConfig, smallData } from "./support.mjs";

const { dense, load } = hourglass;

async function trained(options, { config, fit }) {
  const runtime = await load({ build: "baseline", ...options });
  const model = await runtime.create(config);
  await model.fit(patternedBytes(fingerprints.samples * model.features), fit);
  const fingerprint = await model.fingerprint();
  await runtime.dispose();
  return { info: runtime.info, fingerprint };
}

for (const worker of [false, true]) {
  describe(`threads ${worker ? "of a worker" : "of this thread"}`, () => {
    for (const [kind, settings] of Object.entries(fingerprints.kinds)) {
      it(`${kind}: two end in the same bits as one`, async () => {
        const alone = await trained({ worker, threads: 1 }, settings);
        const { info, fingerprint } = await trained({ worker, threads: 2 }, settings);
        assert.equal(fingerprint, alone.fingerprint);
        assert.deepEqual([info.threads, info.notes], [2, []]);
      });
    }

    it("results are ordinary arrays, and errors ordinary errors", async (t) => {
      const runtime = await load({ worker, threads: 2 });
      t.after(() => runtime.dispose());
      const model = await runtime.create(smallConfig(dense));
      for (const array of [await model.encode(smallData), await model.save()]) {
        assert.ok(array.buffer instanceof ArrayBuffer);
        assert.equal(array.buffer.byteLength, array.byteLength);
      }
      await rejects(runtime.create({ input: 4 }), "invalid_config", /encoder is required/);
    });

    it("go with the runtime, in the middle of a run, too", async () => {
      const runtime = await load({ worker, threads: 3 });
      const model = await runtime.create(smallConfig(dense));
      const run = model.fit(smallData, { epochs: 1e6 });
      await new Promise((resolve) => setTimeout(resolve, 30));
      await runtime.dispose();
      await runtime.dispose();
      await rejects(run, "disposed", /runtime was disposed/);
    });
  });
}

describe("the number of threads", () => {
  it("is at most 4 by itself", async () => {
    const runtime = await load({ threads: "auto" });
    assert.ok(runtime.info.threads >= 1 && runtime.info.threads <= 4);
    assert.deepEqual(runtime.info.notes, []);
    await runtime.dispose();
  });

  it("is refused where it is none", async () => {
    for (const [threads, shown] of [
      [0, "0"],
      [1.5, "1.5"],
      ["many", '"many"'],
      [65, "65"],
      [null, "null"],
    ]) {
      const message = `threads must be a whole number from 1 to 64, or "auto", got ${shown}`;
      await assert.rejects(load({ threads }), { code: "invalid_config", message });
    }
  });
});

describe("a program with threads", () => {
  const program = (ending) => `
    import { dense, load } from "hourglass-autoencoder";
    const runtime = await load({ threads: 2 });
    const model = await runtime.create({ input: 4, encoder: [dense(2)] });
    await model.trainBatch(new Float32Array(8));
    ${ending}`;

  for (const [how, ending] of [
    ["disposed", "await runtime.dispose();"],
    ["forgotten", ""],
  ]) {
    it(`ends by itself when they are ${how}`, () => {
      const args = ["--input-type=module", "--eval", program(ending)];
      const { status, stderr } = spawnSync(process.execPath, args, { cwd: folder, timeout: 20_000 });
      assert.equal(status, 0, `${stderr}`);
    });
  }

  it("takes one thread where the build with more is missing", async () => {
    rmSync(path.join(folder, "node_modules/hourglass-autoencoder/dist/wasm/baseline-threads.wasm"));
    const { threads, notes } = (await trained({ threads: 2 }, fingerprints.kinds.vanilla)).info;
    assert.equal(threads, 1);
    assert.match(notes.join(), /^threads: the baseline-threads one failed/);
  });
});
