// Models in PyTorch and back: the same reconstruction, the same steps of training, and files that open here again. What needs
// PyTorch is tried where there is one (node tools/torch.mjs makes one).

import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { gunzipSync } from "node:zlib";
import { unzipSync } from "fflate";
import { activation, batchNorm, conv2d, dense, load, presets } from "hourglass-autoencoder";
import { parseIdx, toNpy } from "hourglass-autoencoder/data";
import { exportModel } from "hourglass-autoencoder/export";
import { projectRoot } from "../../tools/run.mjs";
import { existingTorch } from "../../tools/torch.mjs";
import { configs, furthest, numbers } from "./export-models.mjs";

const folder = path.join(projectRoot, "build/pytorch"); // within the project, which a private root sees
const threads = { OMP_NUM_THREADS: "1" };
const skip = !existingTorch("python3", [], threads) && "there is no PyTorch";
const python = ["python3", "python"].find((name) => spawnSync(name, ["--version"]).status === 0);

const layers = [dense(6, "tanh", { kernelRegularizer: { l1: 1e-3, l2: 1e-2 } }), dense(3, "sigmoid")];
const trained = {
  ...configs,
  "sgd with Nesterov's momentum": { input: 8, encoder: layers, optimizer: { kind: "sgd", learningRate: 0.1, momentum: 0.9, nesterov: true, clipValue: 1e-3 } }, // prettier-ignore
  rmsprop: { input: 8, encoder: layers, optimizer: { kind: "rmsprop", learningRate: 0.01, clipNorm: 1e-2 } },
  adamw: { input: 8, encoder: layers, optimizer: { kind: "adamw", learningRate: 0.01, weightDecay: 0.1 } },
  "sparse by divergence": { input: 8, encoder: layers, sparsity: { kind: "kl", weight: 0.1, target: 0.1 } },
  "not all of it trainable": {
    input: [6, 6, 1],
    encoder: [
      conv2d(3, { kernel: 3, trainable: false }),
      batchNorm({ trainable: false }),
      activation("relu"),
      dense(3),
    ],
  },
  "bce of what is no sigmoid": { input: 8, encoder: [dense(3)], outputActivation: "softmax", loss: "bce" },
};

/** Whether a step is the same each time: nothing is drawn. */
const isPlain = ({ corruption, variational, encoder }) =>
  !corruption && !variational && !JSON.stringify(encoder).includes("dropout");

/** Checks each model of a folder and trains it on with all samples at once, for as many epochs as are given. */
const driver = `
import json, sys, torch
from pathlib import Path
sys.path.insert(0, str(next(Path(sys.argv[1]).iterdir())))
import train
found = {}
for folder in sorted(Path(sys.argv[1]).iterdir()):
    train.__file__ = str(folder / "train.py")
    sys.argv[1:] = [str(folder / "samples.npy"), "--epochs", "1", "--batch-size", "1000"]
    said = []
    train.Processes.say = lambda self, text: said.append(text)
    try:
        train.main()
    except SystemExit as error:
        said.append(str(error))
    found[folder.name] = said
print(json.dumps(found))
`;

/** Python's own start: torchrun wants libuv, which Debian builds PyTorch without. */
const withoutLibuv = `
import sys
import torch.distributed as dist
Store = dist.TCPStore
dist.TCPStore = lambda *args, **words: Store(*args, **{**words, "use_libuv": False})
sys.modules["torch.distributed.rendezvous"].TCPStore = dist.TCPStore
`;

describe("models in PyTorch", () => {
  let runtime;
  const files = async (model, name, samples) => {
    const own = path.join(folder, name);
    mkdirSync(own, { recursive: true });
    const archive = unzipSync(await exportModel(model, "pytorch"));
    for (const [member, bytes] of Object.entries(archive)) writeFileSync(path.join(own, member), bytes);
    const rows = samples.length / model.features;
    writeFileSync(path.join(own, "samples.npy"), toNpy(samples, [rows, model.features]));
    return own;
  };
  const torch = (args) => {
    const { command, args: all, options } = existingTorch("python3", args, threads);
    return execFileSync(command, all, { ...options, encoding: "utf8" });
  };

  before(async () => {
    runtime = await load({ threads: 1 });
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, "sitecustomize.py"), withoutLibuv);
  });
  after(() => runtime?.dispose());

  it("the archive has the model, the script and a sample", async () => {
    const model = await runtime.create({ input: [5, 4, 2], encoder: [dense(3)] });
    const archive = unzipSync(await exportModel(model, "pytorch"));
    assert.deepEqual(Object.keys(archive), ["train.py", "weights.safetensors", "check.safetensors"]);
    const back = await runtime.open(archive["weights.safetensors"]);
    assert.equal(await back.fingerprint(), await model.fingerprint());
    if (python) execFileSync(python, ["-c", "import ast, sys; ast.parse(sys.stdin.read())"], { input: archive["train.py"] }); // prettier-ignore
    await assert.rejects(exportModel(model, "pytorch", { part: "whole" }), /options\.part is unknown/);
    await model.dispose();
  });

  it(
    "every kind, layer, loss and optimizer: the same reconstruction, the same step, and back",
    { skip },
    async () => {
      const models = [];
      const root = path.join(folder, "each");
      for (const [i, [name, config]] of Object.entries(trained).entries()) {
        const model = await runtime.create({ seed: 5, ...config });
        const samples = numbers(32 * model.features, 0.37);
        await model.fit(samples, { epochs: 2 });
        const own = await files(model, `each/${String(i).padStart(3, "0")}`, samples);
        models.push({ name, config, model, samples, own });
      }
      const said = JSON.parse(torch(["-c", driver, root]));
      const rows = [];
      for (const { name, config, model, samples, own } of models) {
        const [first] = said[path.basename(own)];
        assert.match(first, /^reconstruction as in hourglass/, `${name}: ${said[path.basename(own)]}`);
        const back = await runtime.open(readFileSync(path.join(own, "trained.safetensors")));
        const steps = await model.steps();
        assert.equal(await back.steps(), steps + 1, name);
        if (isPlain(config)) {
          await model.trainBatch(samples);
          const wanted = await model.weights();
          for (const [i, weights] of (await back.weights()).entries()) {
            const most = furthest(weights.values, wanted[i].values);
            assert.ok(most < 2e-5, `${name}: ${weights.name} differs by ${most} after a step`);
          }
        }
        await back.fit(samples, { epochs: 1 }); // with the optimizer's state
        rows.push([name, first.split(" ").at(-1)]);
        for (const one of [back, model]) await one.dispose();
      }
      if (process.env.SHOW) console.table(Object.fromEntries(rows));
    },
  );

  for (const [kind, preset] of Object.entries(presets))
    it(`${kind} in two processes, of which one is killed, on from there, and back`, { skip }, async () => {
      const model = await runtime.create({ ...preset({ latent: 8 }), seed: 3 });
      const digits = await readDigits();
      await model.fit(digits, { epochs: 1 });
      const own = await files(model, `two/${kind}`, digits);
      const output = path.join(own, "trained.safetensors");
      const loss = (text, when) => Number(new RegExp(`${when}: loss (\\S+)`).exec(text)[1]);

      const first = together(own, ["--epochs", "1000", "--save-every", "0.3"], async (said) => {
        if (!/epoch 6 of/.test(said) || !existsSync(output)) return;
        process.kill(workerOf(own), "SIGKILL");
      });
      const before = await first;
      assert.notEqual(before.code, 0);
      assert.match(before.said, /reconstruction as in hourglass/);

      const length = Number(readFileSync(output).readBigUInt64LE(0));
      const about = JSON.parse(readFileSync(output).subarray(8, 8 + length)).__metadata__;
      const epochs = Number(about["torch.epoch"]) + 2;
      const second = await together(own, ["--resume", "--epochs", String(epochs)]);
      assert.equal(second.code, 0, second.said);
      assert.match(
        second.said,
        new RegExp(`after ${about.steps} steps\ngoes on in epoch (${epochs - 1}|${epochs}), batch`),
      );
      assert.ok(loss(second.said, "before") < loss(before.said, "before"));
      assert.ok(loss(second.said, "after") < loss(before.said, "before"), second.said);

      const back = await runtime.open(readFileSync(output));
      const { loss: restored } = (await back.fit(digits, { epochs: 1 })).epochs[0];
      assert.ok(restored < loss(before.said, "before") * 1.5, `${restored}`);
      if (process.env.SHOW) console.log(`${kind}\n${before.said}(killed)\n${second.said}here: loss ${restored}, fingerprint ${await back.fingerprint()}`); // prettier-ignore
      for (const one of [back, model]) await one.dispose();
    });
});

/** Runs train.py in two processes; what they say so far is told. */
async function together(own, args, onText = () => undefined) {
  const all = ["--standalone", "--local-addr", "127.0.0.1", "--nproc-per-node", "2"];
  const scripts = [path.join(own, "train.py"), path.join(own, "samples.npy")];
  const {
    command,
    args: full,
    options,
  } = existingTorch("torchrun", [...all, ...scripts, ...args], { ...threads, PYTHONPATH: folder });
  const child = spawn(command, full, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (text) => (errors += text));
  child.stdout.setEncoding("utf8").on("data", (text) => {
    said += text;
    onText(said);
  });
  const [code] = await once(child, "close");
  return { code, said: said || errors };
}

/** The process of the second worker. */
function workerOf(own) {
  const of = (pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8");
    } catch {
      return "";
    }
  };
  const all = readdirSync("/proc").filter((pid) => /^\d+$/.test(pid));
  const workers = all.filter(
    (pid) => of(pid).includes(`${own}/train.py`) && !/standalone|bwrap/.test(of(pid)),
  );
  return Number(workers.at(-1));
}

/** Bytes, 784 of each digit. */
async function readDigits() {
  const file = path.join(projectRoot, "web/public/data/digits-images.idx3.gz");
  return parseIdx(gunzipSync(readFileSync(file))).data.slice(0, 5000 * 784);
}
