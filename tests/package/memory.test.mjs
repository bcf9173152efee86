// Where memory is scarce: shared memory that is refused, and models that do not fit.

import assert from "node:assert/strict";
import { it } from "node:test";
import { hourglass } from "./packed.mjs";
import { rejects, smallConfig, smallData } from "./support.mjs";

const { dense, load } = hourglass;
const { Memory } = WebAssembly;

/** Loads with threads in an engine that gives shared memory of at most so many MB. */
async function loadedWithin(t, most) {
  WebAssembly.Memory = function (limits) {
    if (limits.shared && limits.maximum * 65536 > most * 2 ** 20)
      throw new RangeError("could not allocate memory");
    return new Memory(limits);
  };
  t.after(() => void (WebAssembly.Memory = Memory));
  const runtime = await load({ threads: 2, build: "baseline" });
  t.after(() => runtime.dispose());
  return runtime;
}

async function fingerprint(runtime) {
  const model = await runtime.create(smallConfig(dense));
  await model.fit(smallData, { epochs: 1 });
  const found = await model.fingerprint();
  await model.dispose();
  return found;
}

for (const most of [1024, 512]) {
  it(`where more than ${most} MB of shared memory are refused, threads have that, and a note says so`, async (t) => {
    const runtime = await loadedWithin(t, most);
    const note = `threads: this engine refuses 2 GB of shared memory, so models have ${most} MB`;
    assert.deepEqual([runtime.info.threads, runtime.info.notes], [2, [note]]);
    await fingerprint(runtime);
    const models = [];
    const large = { input: 10_000, encoder: [dense(1000)] }; // 80 MB of weights, and as much twice again for Adam
    await rejects(
      (async () => {
        for (;;) models.push(await runtime.create(large));
      })(),
      "out_of_memory",
      /memory/,
    );
    assert.ok(models.length > 0 && models.length * 80 < most, `${models.length}`);
    for (const model of models) await model.dispose();
    await (await runtime.create(large)).dispose(); // there is room again
  });
}

it("where all shared memory is refused, there is one thread, and a note says why", async (t) => {
  const runtime = await loadedWithin(t, 256);
  const { threads, notes } = runtime.info;
  assert.equal(threads, 1);
  assert.match(notes[0], /^threads: the baseline-threads one failed \(could not allocate memory\)/);
  await fingerprint(runtime);
});
