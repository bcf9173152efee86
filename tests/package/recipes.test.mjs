// The recipes run as they stand, for one epoch on a few digits; the one on a series finds what is unusual in it.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { decode, encode } from "fast-png";
import jpeg from "jpeg-js";
import { conv2d, load } from "hourglass-autoencoder";
import { patternedBytes } from "./support.mjs";

const recipes = fileURLToPath(new URL("../../docs/recipes", import.meta.url));

describe("recipes", () => {
  let folder, digits;
  const run = (name, ...args) =>
    execFileSync(process.execPath, [path.join(recipes, name), ...args], {
      encoding: "utf8",
    });
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), "hourglass-recipes-"));
    digits = path.join(folder, "few.idx");
    const head = Buffer.from([0, 0, 8, 3, 0, 0, 0, 160, 0, 0, 0, 28, 0, 0, 0, 28]);
    writeFileSync(digits, Buffer.concat([head, patternedBytes(160 * 784)]));
  });
  after(() => rmSync(folder, { recursive: true }));

  it("denoise: pooling, up-sampling and decibels", () => {
    assert.match(
      run("denoise.mjs", "1", digits),
      /MaxPooling2D[^]*epoch 1: loss \d\.\d+, held out \d.*\d dB/,
    );
  });

  it("vae: a loss of two parts and a plane of codes", () => {
    const lines = run("vae.mjs", "1", "0", digits).split("\n");
    assert.match(lines[0], /epoch 1: loss [\d.]+ = [\d.]+ \+ KL/);
    assert.match(lines[1], /held out: loss/);
    assert.equal(lines.filter((line) => line.length === 140).length, 70);
  });

  it("photos: a folder of them, each by itself or by one network", async () => {
    const [from, to, by] = ["from", "to", "by"].map((name) => path.join(folder, name));
    mkdirSync(from);
    const side = 96;
    const noise = patternedBytes(2 * side * side);
    const clean = (i) => 0.5 + 0.3 * Math.sin((i % side) / 9);
    const noisy = (i) => clean(i) + 0.2 * (noise[i] / 255 + noise[i + side * side] / 255 - 1);
    const grey = Uint16Array.from({ length: side * side }, (_, i) => 65535 * noisy(i));
    const clear = Uint8Array.from({ length: 4 * side * side }, (_, i) =>
      i % 4 === 3 ? i % 251 : 255 * noisy(Math.floor(i / 4)),
    );
    const size = { width: side, height: side };
    writeFileSync(path.join(from, "grey.png"), encode({ ...size, channels: 1, depth: 16, data: grey }));
    writeFileSync(path.join(from, "clear.PNG"), encode({ ...size, channels: 4, depth: 8, data: clear }));
    writeFileSync(path.join(from, "photo.jpg"), jpeg.encode({ ...size, data: clear }, 90).data);
    writeFileSync(path.join(from, "note.txt"), "no photo");
    assert.match(run("photos.mjs", "alone", from, to, "1"), /grey\.png: 96 x 96 pixels, done/);
    const error = (image, most) => {
      let sum = 0;
      for (let i = 0; i < side * side; i++) sum += (image.data[i * image.channels] / most - clean(i)) ** 2;
      return sum / side ** 2;
    };
    const before = error({ data: grey, channels: 1 }, 65535);
    const of = (place, name) => decode(readFileSync(path.join(place, name)));
    const restored = of(to, "grey.png");
    assert.equal(restored.depth, 16);
    assert.ok(error(restored, 65535) < 0.6 * before, `${error(restored, 65535)} of ${before}`);
    const shown = of(to, "clear.PNG");
    assert.equal(shown.channels, 4);
    for (let i = 3; i < clear.length; i += 4) assert.equal(shown.data[i], clear[i]);
    assert.equal(of(to, "photo.jpg.png").channels, 3);

    // A network from a file, which here changes nothing.
    const runtime = await load();
    const kept = await runtime.create({
      input: [12, 12, 1],
      encoder: [conv2d(1, { kernel: 1, activation: "linear" })],
      decoder: [conv2d(1, { kernel: 1, activation: "linear" })],
    });
    await kept.setWeights(
      (await kept.weights()).map(({ name }) => ({ name, values: Float32Array.of(+/kernel/.test(name)) })),
    );
    const file = path.join(folder, "same.safetensors");
    writeFileSync(file, await kept.save());
    await runtime.dispose();
    for (const name of ["clear.PNG", "photo.jpg"]) rmSync(path.join(from, name));
    run("photos.mjs", file, from, by);
    assert.deepEqual(of(by, "grey.png").data, grey);
    assert.throws(() => run("photos.mjs", file, from, `${from}/.`), /holds the photos themselves/);
  });

  it("anomalies: finds the day that was made unusual", () => {
    assert.match(run("anomalies.mjs", "3"), /moments are unusual: from day 10, .* to day (10|11),/);
  });
});
