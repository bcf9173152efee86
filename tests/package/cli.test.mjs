// The command line: what it writes and says, its exit codes, and what it leaves alone.

import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { gunzipSync } from "node:zlib";
import { encode } from "fast-png";
import { load, presets } from "hourglass-autoencoder";
import { attachedTable, parseIdx, parseNpy, toNpy } from "hourglass-autoencoder/data";

const root = path.join(import.meta.dirname, "../..");
const program = path.join(root, "bindings/dist/bin/hourglass.js");
const digits = path.join(root, "web/public/data/digits-images.idx3.gz");

/** Ordinary payments, and one in fifty that is not: an amount that its country never has. */
function payments(rows) {
  const lines = ["id;amount;country;hour;label"];
  for (let i = 0; i < rows; i++) {
    const country = ["DE", "FR", "US"][i % 3];
    const isOdd = i % 50 === 7;
    const amount = isOdd ? 900 + i : 20 + 10 * (i % 3) + ((i * 7919) % 100) / 25;
    lines.push(
      `p${i};${amount.toFixed(2).replace(".", ",")};${country};${(i * 31) % 24};${isOdd ? "odd" : "usual"}`,
    );
  }
  return `${lines.join("\n")}\n`;
}

describe("the command line", () => {
  let folder;
  const at = (name) => path.join(folder, name);
  /** What it says and its exit code. */
  const hourglass = (...args) =>
    new Promise((resolve) =>
      execFile(
        process.execPath,
        [program, ...args],
        { cwd: folder, maxBuffer: 1e9 },
        (error, stdout, stderr) => resolve({ code: error ? error.code : 0, stdout, stderr }),
      ),
    );
  const done = async (...args) => {
    const result = await hourglass(...args);
    assert.equal(result.code, 0, result.stderr);
    return result;
  };

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), "cli-"));
    writeFileSync(at("payments.csv"), payments(600));
    writeFileSync(
      at("rows.npy"),
      toNpy(
        Float32Array.from({ length: 60 * 4 }, (_, i) => 5 * Math.sin(i)),
        [60, 4],
      ),
    );
  });
  after(() => rmSync(folder, { recursive: true }));

  it("two commands from a table to its unusual rows, in the file's own way of writing", async () => {
    await done(
      "train",
      "payments.csv",
      "-o",
      "p.safetensors",
      "--label",
      "label",
      "--normal",
      "usual",
      "--epochs",
      "20",
    );
    const { stdout, stderr } = await done(
      "score",
      "p.safetensors",
      "payments.csv",
      "--label",
      "label",
      "--normal",
      "usual",
    );
    const [head, ...lines] = stdout.trim().split("\n");
    assert.equal(head, "id;amount;country;hour;label;score;flag;reason 1;reason 2;reason 3");
    const written = readFileSync(at("payments.csv"), "utf8").trim().split("\n").slice(1);
    assert.equal(lines.length, written.length);
    lines.forEach((line, i) => assert.ok(line.startsWith(`${written[i]};`), line));
    const flagged = lines.filter((line) => line.split(";")[6] === "1");
    assert.ok(flagged.filter((line) => line.includes(";odd;")).length === 12, `${flagged}`);
    assert.ok(flagged.length < 25, `${flagged.length}`);
    assert.match(
      flagged.find((line) => line.includes(";odd;")),
      /;1;amount;/,
    );
    assert.match(stderr, /area under the ROC curve by label: 1\.0000/);
    const encoder = attachedTable(readFileSync(at("p.safetensors")));
    assert.deepEqual(
      encoder.columns.map(({ count }) => count > 0),
      [false, true, true, true, false],
    );
  });

  it("only what is flagged, the worst first; JSON for scripts", async () => {
    const { stdout } = await done("score", "p.safetensors", "payments.csv", "--flagged");
    const scores = stdout.trim().split("\n").slice(1).map((line) => Number(line.split(";")[5].replace(",", "."))); // prettier-ignore
    assert.ok(scores.length >= 12);
    assert.deepEqual(
      scores,
      scores.toSorted((a, b) => b - a),
    );
    const told = JSON.parse((await done("score", "p.safetensors", "payments.csv", "--json")).stdout);
    assert.equal(told.scores.length, 600);
    assert.equal(told.flagged.length, scores.length);
    assert.equal(told.flagged[0].reasons[0], "amount");
  });

  it("the address of an experiment trains as the library does with the same settings", async () => {
    const address = "#/images?kind=denoising&latent=16&epochs=1&batch=128";
    const { stdout } = await done("train", address, digits, "-o", "digits.safetensors", "--json");
    const { fingerprint, steps } = JSON.parse(stdout);
    const runtime = await load({ build: "baseline", threads: 1 });
    const model = await runtime.create(
      presets.denoising({ latent: 16, optimizer: { kind: "adam", learningRate: 0.003 } }),
    );
    const { data } = parseIdx(gunzipSync(readFileSync(digits)));
    await model.fit(data.subarray(0, 9000 * 784), { epochs: 1, batchSize: 128 });
    assert.equal(await model.fingerprint(), fingerprint);
    assert.equal(steps, 71);
    await runtime.dispose();
  });

  it("codes, reconstructions and samples as the library gives them", async () => {
    await done(
      "train",
      "rows.npy",
      "-o",
      "rows.safetensors",
      "--latent",
      "2",
      "--layers",
      "none",
      "--epochs",
      "3",
    );
    await done("encode", "rows.safetensors", "rows.npy", "-o", "codes.npy");
    await done("reconstruct", "rows.safetensors", "rows.npy", "-o", "back.npy");
    const drawn = await done("sample", "rows.safetensors", "5", "--json");
    const runtime = await load({ threads: 1 });
    const model = await runtime.open(readFileSync(at("rows.safetensors")));
    const rows = parseNpy(readFileSync(at("rows.npy"))).data;
    const [codes, back] = ["codes.npy", "back.npy"].map((name) => parseNpy(readFileSync(at(name))));
    assert.deepEqual([codes.shape, back.shape], [[60, 2], [60, 4]]); // prettier-ignore
    assert.deepEqual(codes.data, await model.encode(rows));
    assert.deepEqual(back.data, await model.reconstruct(rows));
    const wanted = await model.sample(5);
    assert.deepEqual(Float32Array.from(JSON.parse(drawn.stdout).rows.flat()), wanted);
    const csv = (await done("encode", "rows.safetensors", "rows.npy")).stdout.trim().split("\n");
    assert.equal(csv[0], "code 1,code 2");
    assert.deepEqual(
      Float32Array.from(csv.slice(1).flatMap((line) => line.split(",").map(Number))),
      codes.data,
    );
    await runtime.dispose();
  });

  it("columns that seem to count rows are left out, unless they are wanted", async () => {
    writeFileSync(
      at("count.csv"),
      `n,v,w\n${Array.from({ length: 40 }, (_, i) => `${i + 1},${i % 7},${(i * i) % 11}`).join("\n")}\n`,
    );
    const columns = async (...args) => {
      await done("train", "count.csv", "-o", "count.safetensors", "--force", "--epochs", "1", ...args);
      return JSON.parse((await done("info", "count.safetensors", "--json")).stdout).columns.filter(({ numbers }) => numbers > 0).map(({ name }) => name); // prettier-ignore
    };
    assert.deepEqual(await columns(), ["v", "w"]);
    assert.deepEqual(await columns("--use", "n", "--leave-out", "w"), ["n", "v"]);
  });

  it("restored rows and drawn ones are rows of the table again", async () => {
    const { stdout } = await done("reconstruct", "p.safetensors", "payments.csv");
    assert.equal(stdout.split("\n")[0], "amount,country,hour");
    assert.match(stdout.split("\n")[1], /^[\d.-]+,(DE|FR|US),/);
    assert.equal((await done("sample", "p.safetensors", "3")).stdout.trim().split("\n").length, 4);
  });

  it("a model goes out and comes back; info tells what it is", async () => {
    await done("export", "rows.safetensors", "onnx");
    await done("export", "rows.safetensors", "c", "--name", "sensor", "-o", "sensor.h");
    assert.match(readFileSync(at("sensor.h"), "utf8"), /sensor_score/);
    const [own, other] = await Promise.all(
      ["rows.safetensors", "rows.onnx"].map((name) => done("info", name, "--json")),
    );
    const [a, b] = [own, other].map(({ stdout }) => JSON.parse(stdout));
    assert.equal(a.fingerprint, b.fingerprint);
    assert.deepEqual([a.latentSize, a.parameters], [2, 22]);
    const tfjs = path.join(root, "tests/package/tfjs/dense/model.json");
    assert.match((await done("info", tfjs)).stdout, /input 12, code of 3, loss mse/);
    assert.match(
      (await done("info", "p.safetensors")).stdout,
      /columns: amount \(number\), country \(category\), hour \(number\)/,
    );
  });

  it("trains further what is there, with a config of its own, and on folders of pictures", async () => {
    const before = JSON.parse((await done("info", "rows.safetensors", "--json")).stdout);
    writeFileSync(at("model.json"), JSON.stringify(before.config));
    await done("train", "rows.npy", "--from", "rows.safetensors", "--epochs", "2", "-o", "more.safetensors");
    await done("train", "rows.npy", "--config", "model.json", "--epochs", "2", "-o", "own.safetensors");
    const [more, own] = await Promise.all(
      ["more", "own"].map((name) => done("info", `${name}.safetensors`, "--json")),
    );
    assert.ok(JSON.parse(more.stdout).steps > before.steps);
    assert.deepEqual(JSON.parse(own.stdout).config, before.config);
    mkdirSync(at("pictures"));
    for (let i = 0; i < 6; i++) writeFileSync(at(`pictures/${i}.png`), encode({ width: 30, height: 30, channels: 1, data: Uint8Array.from({ length: 900 }, (_, j) => 127 + 127 * Math.sin((i + 1) * j)) })); // prettier-ignore
    const { stdout } = await done(
      "train",
      "pictures",
      "--epochs",
      "1",
      "-o",
      "pictures.safetensors",
      "--json",
    );
    assert.equal(JSON.parse(stdout).steps, 1);
  });

  it("Ctrl-C stops within a second and leaves a model", async () => {
    const child = spawn(
      process.execPath,
      [program, "train", digits, "--epochs", "1000", "-o", "long.safetensors"],
      { cwd: folder },
    );
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (text) => {
      said += text;
      if (/epoch 1 of 1000/.test(said) && !child.killed) child.kill("SIGINT");
    });
    const [code] = await once(child, "exit");
    assert.equal(code, 130);
    assert.ok(JSON.parse((await done("info", "long.safetensors", "--json")).stdout).steps > 200);
  });

  it("what is wrong is said in a line, with an exit code, and nothing is overwritten", async () => {
    const kept = readFileSync(at("p.safetensors"));
    const wrong = [
      [
        ["train", "payments.csv", "-o", "p.safetensors"],
        1,
        "p.safetensors is there already: --force replaces it",
      ],
      [["train", "nothing.csv"], 1, "there is no file nothing.csv"],
      [["train", "payments.csv", "-o", "a/b.safetensors"], 1, "there is no folder"],
      [
        ["train", "payments.csv", "--label", "state"],
        1,
        'there is no column "state": there are id, amount, country, hour, label',
      ],
      [["train", "payments.csv", "--normal", "usual"], 2, "--normal needs --label"],
      [
        ["train", "payments.csv", "--latent", "many"],
        2,
        '--latent must be a whole number from 0 to 512, got "many"',
      ],
      [["train", "payments.csv", "--kind", "odd"], 2, "--kind must be one of vanilla,"],
      [["train", "payments.csv", "--lat", "3"], 2, "Unknown option '--lat'"],
      [["train", "#/images?kind=sparse", "payments.csv"], 2, "with a table"],
      [["train"], 2, "which file is to be read?"],
      [["score", "p.safetensors", "rows.npy"], 1, "samples must have 5 numbers (5), got 4"],
      [["score", "rows.safetensors", "payments.csv"], 1, "was not trained on a table"],
      [["score", "payments.csv", "payments.csv"], 1, "file"],
      [["encode", "rows.safetensors", "rows.npy", "-o", "codes.txt"], 2, "--output must end in"],
      [["export", "rows.safetensors", "onxn"], 2, "FORMAT must be one of onnx, pytorch, keras, c, got onxn"],
      [["info"], 2, "which model?"],
      [["trian"], 2, 'there is no command "trian"'],
    ];
    for (const [args, code, message] of wrong) {
      const result = await hourglass(...args);
      assert.equal(result.code, code, `${args.join(" ")}: ${result.stderr}`);
      assert.ok(result.stderr.includes(message), `${args.join(" ")}: ${result.stderr}`);
    }
    assert.deepEqual(readFileSync(at("p.safetensors")), kept);
    assert.ok(!existsSync(at("model.safetensors")));
    await done("train", "payments.csv", "-o", "p.safetensors", "--force", "--epochs", "1");
    assert.notDeepEqual(readFileSync(at("p.safetensors")), kept);
  });

  it("help of each command has an example, and all its options", async () => {
    const { stdout } = await done("--help");
    const names = [...stdout.matchAll(/^ {2}(\w+) {2,}/gm)].map(([, name]) => name);
    assert.deepEqual(names, ["train", "score", "encode", "reconstruct", "sample", "export", "info"]);
    for (const name of names) {
      const help = (await done(name, "--help")).stdout;
      assert.match(help, new RegExp(`Example: hourglass ${name} `));
      assert.match(help, /--json/);
      assert.ok(!help.includes("undefined"), help);
    }
  });
});
