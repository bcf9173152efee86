// Models of random settings, in this thread and in a worker with threads: what is not refused must work, alike.
//
// HOURGLASS_RANDOM_MODELS=5000 tries more; fast-check prints the seed of what fails.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import fc from "fast-check";
import { hourglass } from "./packed.mjs";
import { patternedBytes } from "./support.mjs";

const { activations, load, losses } = hourglass;
const types = JSON.parse(readFileSync(new URL("../../bindings/schema.json", import.meta.url), "utf8")).$defs;
const numRuns = Number(process.env.HOURGLASS_RANDOM_MODELS ?? 300);

const activation = fc.constantFrom(...activations);
const side = fc.integer({ min: 1, max: 6 });

/** What a layer's setting may be, and a little beyond, by its schema: so that no kind of layer is never tried. */
function valueOf(setting) {
  if (setting.const !== undefined) return fc.constant(setting.const);
  if (setting.$ref) {
    const type = types[setting.$ref.split("/").at(-1)];
    return type.enum ? fc.constantFrom(...type.enum) : layerOf(type);
  }
  if (setting.type === "boolean") return fc.boolean();
  if (setting.items?.$ref === "#/$defs/Layer") return fc.array(simple, { maxLength: 2 });
  if (setting.oneOf) return fc.oneof(...setting.oneOf.map(valueOf));
  if (setting.type === "array")
    return fc.tuple(...Array(setting.minItems - 1).fill(side), fc.constantFrom(1, 2));
  return setting.type === "integer"
    ? fc.nat(12).map((n) => (n > 0 ? 1 + (n % 5) : 0))
    : fc.constantFrom(0, 0.3, 0.3, 0.9, 0.9, 1);
}
/** What stands within blocks, that these do not go on for ever. */
const simple = fc.oneof(
  ...[1, 2, 3].map((units) => fc.constant({ type: "dense", units })),
  fc.constant({ type: "layer_norm" }),
  fc.constant({ type: "conv2d", filters: 2, kernel: 3 }),
);
const layerOf = ({ properties, required }) =>
  fc.record(Object.fromEntries(Object.entries(properties).map(([key, setting]) => [key, valueOf(setting)])), {
    requiredKeys: required ?? [],
  });
const layer = fc.oneof(
  { weight: 16, arbitrary: layerOf(types.DenseLayer) },
  ...types.Layer.oneOf.map(({ $ref }) => layerOf(types[$ref.split("/").at(-1)])),
);
const rate = fc.constantFrom(1e-4, 0.01, 1, 1e6, 1e18, 1e38);
const config = fc.record(
  {
    input: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.tuple(side, side, fc.constantFrom(1, 2))),
    encoder: fc.array(layer, { minLength: 1, maxLength: 3 }),
    outputActivation: activation,
    loss: fc.constantFrom(...losses),
    variational: fc.record({ beta: fc.constantFrom(0, 1, 100) }),
    corruption: fc.oneof(
      fc.record({
        kind: fc.constant("gaussian"),
        amount: fc.constantFrom(0, 0.5),
        clip: fc.constantFrom(false, [0, 1], [-9, 9]),
      }),
      fc.record({ kind: fc.constantFrom("masking", "salt_and_pepper"), amount: fc.constantFrom(0, 0.3, 1) }),
    ),
    sparsity: fc.oneof(
      fc.record({ kind: fc.constant("l1"), weight: fc.constantFrom(0, 0.01) }),
      fc.record({ kind: fc.constant("kl"), weight: fc.constantFrom(0, 0.01), target: fc.constant(0.1) }),
    ),
    optimizer: fc.oneof(
      fc.record({ kind: fc.constantFrom("adam", "sgd", "rmsprop"), learningRate: rate }),
      fc.record({ kind: fc.constant("adamw"), learningRate: rate, weightDecay: fc.constantFrom(0, 0.01) }),
    ),
    seed: fc.nat(1000),
  },
  { requiredKeys: ["input", "encoder"] },
);
const options = fc.record(
  {
    epochs: fc.integer({ min: 1, max: 3 }),
    batchSize: fc.constantFrom(1, 7, 100),
    validation: fc.constantFrom(0, 0.3, 0.95),
    shuffle: fc.boolean(),
    schedule: fc.constant({ kind: "cosine" }),
    earlyStopping: fc.record({ patience: fc.nat(2) }),
    pretrain: fc.record({ epochs: fc.integer({ min: 1, max: 2 }) }),
  },
  { requiredKeys: ["epochs"] },
);
const use = fc.constantFrom(
  "reconstruct",
  "encode",
  "evaluate",
  "scores",
  "save",
  "summary",
  "sample",
  "fingerprint",
);
const damage = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  byte: fc.nat(255),
  cut: fc.boolean(),
});

/** What a call gives, or the code and the message of what it throws; other errors are this library's fault. */
async function outcome(call) {
  try {
    return { value: await call() };
  } catch (error) {
    assert.equal(error.name, "HourglassError", error.stack);
    assert.ok(!["internal", "unsupported", "out_of_memory", "disposed"].includes(error.code), error.message);
    return { code: error.code, message: error.message };
  }
}

describe("models of random settings", () => {
  const runtimes = [];
  before(async () => {
    const build = "baseline";
    runtimes.push(await load({ build }), await load({ build, worker: true, threads: 2 }));
    assert.equal(runtimes[1].info.threads, 2);
  });
  after(() => Promise.all(runtimes.map((runtime) => runtime.dispose())));

  /** Trains a model, uses it meanwhile, and tells what came of it. */
  async function train(runtime, settings, fit, scale, uses) {
    const model = await runtime.create(settings);
    const bytes = patternedBytes(20 * model.features);
    const data = scale === 1 ? bytes : Float32Array.from(bytes, (byte) => (scale * byte) / 255);
    const run = outcome(() => model.fit(data, fit));
    for (const method of uses) await outcome(() => model[method](method === "sample" ? 2 : data));
    const { code, message, value } = await run;
    const told = { code, message, reason: value?.reason, epochs: value?.epochs.map(({ loss }) => loss) };
    const found = { ...told, fingerprint: await model.fingerprint() };
    if (!code) found.scores = await outcome(() => model.scores(data));
    const saved = await outcome(() => model.save());
    await model.dispose();
    return { found, file: saved.value };
  }

  it("are refused, or train alike here and in a worker with threads, whatever is asked meanwhile", async () => {
    let made = 0;
    const scale = fc.constantFrom(1, 1, 0.5, 40, 1e20);
    const property = fc.asyncProperty(
      config,
      options,
      scale,
      fc.array(use, { maxLength: 4 }),
      damage,
      async (settings, fit, scale, uses, { at, byte, cut }) => {
        const refusals = await Promise.all(
          runtimes.map((runtime) => outcome(async () => (await runtime.create(settings)).dispose())),
        );
        assert.deepEqual(refusals[0], refusals[1]);
        if (refusals[0].code) return assert.equal(refusals[0].code, "invalid_config");
        made++;
        const [here, there] = await Promise.all([
          train(runtimes[0], settings, fit, scale, uses),
          train(runtimes[1], settings, fit, scale, []),
        ]);
        assert.deepEqual(here.found, there.found);
        if (!here.file) return;
        const opened = await runtimes[1].open(here.file);
        assert.equal(await opened.fingerprint(), here.found.fingerprint);
        await opened.dispose();
        const damaged = here.file.slice(0, cut ? Math.floor(at * here.file.length) : undefined);
        if (damaged.length > 0)
          damaged[Math.min(Math.floor(at * damaged.length), damaged.length - 1)] ^= byte;
        const again = await outcome(() => runtimes[0].open(damaged));
        if (again.code) assert.equal(again.code, "invalid_file", again.message);
        else await again.value.dispose();
      },
    );
    await fc.assert(property, { numRuns });
    assert.ok(made > numRuns / 5, `${made} of ${numRuns} were made`);
  });
});
