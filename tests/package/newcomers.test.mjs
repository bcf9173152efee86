// What newcomers try first, and what would mislead them.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import * as esbuild from "esbuild";
import { folder, hourglass as packed } from "./packed.mjs";
import { features, rejects, smallConfig, smallData } from "./support.mjs";

const { dense, load, presets } = packed;
const dist = path.join(folder, "node_modules/hourglass-autoencoder/dist");

describe("a newcomer", () => {
  let runtime;
  before(async () => {
    runtime = await load();
  });
  after(() => runtime.dispose());
  const create = () => runtime.create(smallConfig(dense));

  it("who hands over data of another form is told how to convert them", async () => {
    const model = await create();
    const refused = {
      "rows as objects": [[{ a: 1, b: 2 }], /data must be numbers, got objects: TableEncoder of .*\/data/],
      "a buffer": [new ArrayBuffer(64), /got an ArrayBuffer: .*new Float32Array\(buffer\) or new Uint8Array/],
      "a response": [new Response("[]"), /got a Response: .*await response\.arrayBuffer\(\)/],
      "a promise": [Promise.resolve(smallData), /got a Promise: .*Await it/],
      "32-bit integers": [
        new Int32Array(16),
        /got an Int32Array\. Float32Array\.from\(values\) takes them; scale/,
      ],
      "16-bit ones": [new Uint16Array(16), /got a Uint16Array\. Float32Array\.from/],
      "64-bit ones": [new BigInt64Array(16), /got a BigInt64Array\. Float32Array\.from\(values, Number\)/],
    };
    for (const [data, message] of Object.values(refused))
      await rejects(model.scores(data), "invalid_data", message);
    await rejects(runtime.open(new Response("")), "invalid_file", /got a Response: .*arrayBuffer/);
  });

  it("who misspells an option hears of all that there are", async () => {
    const model = await create();
    const known =
      /Known here: epochs, batchSize, .*validation, .*targets, sampleWeights, featureWeights, .*signal, throwOnAbort, paused/;
    await rejects(model.fit(smallData, { lr: 0.1 }), "invalid_config", known);
    await rejects(model.fit(smallData, { target: smallData }), "invalid_config", /did you mean targets\?/);
    await rejects(model.fit(smallData, 5), "invalid_config", /options must be an object, got 5/);
  });

  it("whose run was aborted hears of it by its reason, or by an error where that was asked for", async () => {
    const model = await create();
    const stopped = { epochs: 1e6, signal: AbortSignal.abort() };
    assert.equal((await model.fit(smallData, stopped)).reason, "aborted");
    await rejects(
      model.fit(smallData, { ...stopped, throwOnAbort: true }),
      "aborted",
      /keeps what it learnt/,
    );
    const stop = new AbortController();
    const run = model.fit(smallData, { epochs: 1e6, signal: stop.signal, throwOnAbort: true });
    const seen = (async () => {
      for await (const { epoch } of run) if (epoch > 2) stop.abort();
    })();
    await rejects(seen, "aborted", /aborted/);
    await rejects(run, "aborted", /aborted/);
    assert.ok((await model.steps()) > 0);
    // Leaving the loop early is deliberate: it is no error.
    for await (const progress of model.fit(smallData, { throwOnAbort: true })) if (progress) break;
  });

  it("sees the learning rate that a step was taken with", async () => {
    const model = await create();
    const { epochs } = await model.fit(smallData, {
      epochs: 4,
      schedule: { kind: "step", every: 2, factor: 0.5 },
    });
    assert.deepEqual(epochs.map(({ learningRate }) => learningRate), [1e-3, 1e-3, 5e-4, 5e-4]); // prettier-ignore
    const cosine = await model.fit(smallData, { epochs: 4, schedule: { kind: "cosine" } });
    const rates = cosine.epochs.map(({ learningRate }) => learningRate);
    rates.forEach((rate, i) => assert.ok(i === 0 || rate < rates[i - 1], String(rates)));
    assert.ok(rates.at(-1) < 2e-4);
  });

  it("may leave options undefined", async () => {
    const config = presets.vanilla({
      input: features,
      encoder: undefined,
      loss: undefined,
      latent: undefined,
    });
    const model = await runtime.create({ ...config, seed: undefined, corruption: undefined });
    assert.equal(model.latentSize, 32);
    await model.fit(smallData, { epochs: 1, signal: undefined, validation: undefined, every: undefined });
    await load({ wasmUrl: undefined, threads: undefined, signal: undefined }).then((other) =>
      other.dispose(),
    );
  });

  it("may hand over the .wasm file, as bytes or compiled, in this thread or in a worker", async () => {
    const bytes = readFileSync(path.join(dist, "wasm/baseline.wasm"));
    const forms = { bytes: { wasmBinary: bytes }, module: { wasmModule: await WebAssembly.compile(bytes) } };
    for (const form of Object.values(forms))
      for (const worker of [false, true]) {
        const own = await load({ ...form, worker });
        assert.equal(own.info.build, "baseline");
        const model = await own.create(smallConfig(dense));
        await model.fit(smallData, { epochs: 1 });
        assert.match(await model.fingerprint(), /^[0-9a-f]{16}$/);
        await own.dispose();
      }
    const threaded = readFileSync(path.join(dist, "wasm/baseline-threads.wasm"));
    await rejects(load({ wasmBinary: threaded }), "invalid_file", /one of those for threads/);
    await rejects(
      load({ wasmBinary: Uint8Array.of(1, 2) }),
      "invalid_file",
      /that was given could not be loaded/,
    );
    await rejects(load({ wasmBinary: "x" }), "invalid_config", /wasmBinary must be .*, got "x"/);
    await rejects(load({ wasmModule: {} }), "invalid_config", /wasmModule must be a WebAssembly\.Module/);
    await rejects(load({ wasmBinary: bytes, threads: 2 }), "invalid_config", /threads must be 1 with/);
    await rejects(
      load({ wasmBinary: bytes, wasmUrl: "/" }),
      "invalid_config",
      /only one of wasmUrl and wasmBinary/,
    );
  });

  it("whose memory ran out hears what was not disposed of", async () => {
    const own = await load();
    const model = await own.create({ input: 2000, encoder: [dense(2)], variational: {} });
    await own.create(smallConfig(dense));
    const kept = await own.dataset(smallData, { features });
    // Eight gigabytes of new samples.
    await rejects(model.sample(1e6), "out_of_memory", /Not disposed of: 2 models and 1 data set$/);
    await kept.dispose();
    await rejects(model.sample(1e6), "out_of_memory", /Not disposed of: 2 models$/);
    await own.dispose();
  });
});

function run(name, program) {
  writeFileSync(path.join(folder, name), program);
  const { status, stderr, stdout } = spawnSync(process.execPath, ["--expose-gc", path.join(folder, name)], {
    encoding: "utf8",
    timeout: 60_000,
  });
  assert.equal(status, 0, stderr);
  return stdout + stderr;
}

it("what lived in a runtime that was disposed of was not forgotten", () => {
  const program = `
    import { dense, load } from "hourglass-autoencoder";
    const hourglass = await load();
    await hourglass.create({ input: 4, encoder: [dense(2)] });
    await hourglass.dispose();
    for (let i = 0; i < 20; i++) {
      gc();
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    console.log("done");`;
  assert.equal(run("disposed.mjs", program).trim(), "done");
});

it("Node 18 is told by name", () => {
  const program = `
    import { load } from "hourglass-autoencoder";
    Object.defineProperty(process.versions, "node", { value: "18.20.4" });
    await load().catch(({ code, message }) => console.log(code, message));`;
  assert.match(
    run("old-node.mjs", program),
    /^unsupported hourglass needs Node 20\.19 or newer, and this is 18\.20\.4/,
  );
});

it("a bundle that does not know where it is names what does", async () => {
  writeFileSync(
    path.join(folder, "lost.mjs"),
    `import { readFileSync } from "node:fs";
     import { load } from "hourglass-autoencoder";
     load()
       .catch(({ code, message }) => console.log(code, message))
       .then(() => load({ wasmBinary: readFileSync(process.argv[2]) }))
       .then(({ info }) => console.log(JSON.stringify(info)));`,
  );
  await esbuild.build({
    entryPoints: [path.join(folder, "lost.mjs")],
    bundle: true,
    platform: "node",
    format: "cjs",
    outfile: path.join(folder, "lost.cjs"),
    logLevel: "silent",
  });
  const file = path.join(dist, "wasm/baseline.wasm");
  const { stdout } = spawnSync(process.execPath, [path.join(folder, "lost.cjs"), file], { encoding: "utf8" });
  assert.match(stdout, /^unsupported .*hourglass-autoencoder\/inline.*options\.wasmUrl/);
  assert.match(stdout, /"worker":false,"build":"baseline","threads":1,"notes":\[\]/);
});

it("a server's page in a .wasm file's place is told what to copy where", async (t) => {
  const { createServer } = await import("node:http");
  const server = createServer((_, response) =>
    response.setHeader("Content-Type", "text/html").end("<!doctype html>"),
  );
  await new Promise((resolve) => server.listen(0, resolve));
  t.after(() => server.close());
  const wasmUrl = `http://localhost:${server.address().port}/`;
  await rejects(
    load({ wasmUrl }),
    "invalid_file",
    /15 bytes of text\/html: .*options\.wasmUrl .*options\.workerUrl/,
  );
});

it("modules have source maps with their sources", () => {
  const map = JSON.parse(readFileSync(path.join(dist, "api/runtime.js.map"), "utf8"));
  assert.match(map.sourcesContent[0], /export async function load/);
  assert.ok(pathToFileURL(dist));
});
