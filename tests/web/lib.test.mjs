// The page's pure helpers.

import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";
import { readDigits } from "../../tools/pack-digits.mjs";

async function load(name) {
  const path = name.includes("/") ? name : `lib/${name}`;
  const file = fileURLToPath(new URL(`../../web/src/${path}.ts`, import.meta.url));
  return (await runnerImport(file, { configFile: false, logLevel: "error" })).module;
}

describe("centring", async () => {
  const { centre, centreOfMass } = await load("centre");
  let digits;
  before(async () => (digits = (await readDigits()).images));

  const digitAt = (index) =>
    Float32Array.from(digits.subarray(784 * index, 784 * (index + 1)), (byte) => byte / 255);

  /** A digit on a pad of that size, each pixel a square, moved by (left, top). */
  function blownUp(ink, factor, size, left, top) {
    const pad = new Float32Array(size * size);
    for (let y = 0; y < 28 * factor; y++) {
      for (let x = 0; x < 28 * factor; x++) {
        const [row, column] = [y + top, x + left];
        if (row < 0 || column < 0 || row >= size || column >= size) continue;
        pad[row * size + column] = ink[Math.floor(y / factor) * 28 + Math.floor(x / factor)];
      }
    }
    return { width: size, height: size, ink: pad };
  }

  const largestDifference = (a, b) => a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);

  it("leaves digits of MNIST as they are", () => {
    for (let index = 0; index < 200; index++) {
      const ink = digitAt(index);
      assert.ok(largestDifference(centre({ width: 28, height: 28, ink }), ink) < 1e-5, `digit ${index}`);
    }
  });

  it("brings a digit back that was blown up and moved", () => {
    for (let index = 0; index < 50; index++) {
      const ink = digitAt(index);
      assert.ok(largestDifference(centre(blownUp(ink, 10, 300, 17, -5)), ink) < 1e-5, `digit ${index}`);
    }
  });

  it("comes near it at a size that is no multiple", () => {
    const ink = digitAt(0);
    const pad = { width: 61, height: 61, ink: new Float32Array(61 * 61) };
    for (let y = 0; y < 61; y++) {
      for (let x = 0; x < 61; x++)
        pad.ink[y * 61 + x] = ink[Math.floor((y * 28) / 61) * 28 + Math.floor((x * 28) / 61)];
    }
    const error = centre(pad).reduce((sum, value, i) => sum + (value - ink[i]) ** 2, 0) / 784;
    assert.ok(error < 0.01, `${error}`);
  });

  it("puts the centre of mass within half a pixel of MNIST's middle", () => {
    for (let index = 0; index < 100; index++) {
      const picture = blownUp(digitAt(index), 7, 280, index - 20, 60 - index);
      const { x, y } = centreOfMass({ width: 28, height: 28, ink: centre(picture) });
      assert.ok(Math.abs(x - 14) <= 0.501 && Math.abs(y - 14) <= 0.501, `digit ${index}: ${x}, ${y}`);
    }
  });

  it("scales the longer side to 20 pixels and keeps the proportions", () => {
    const ink = new Float32Array(100 * 100);
    for (let y = 10; y < 90; y++) ink.fill(1, y * 100 + 40, y * 100 + 60);
    const image = centre({ width: 100, height: 100, ink });
    const inked = [...image.keys()].filter((i) => image[i] > 0.5);
    assert.equal(new Set(inked.map((i) => Math.floor(i / 28))).size, 20);
    assert.equal(new Set(inked.map((i) => i % 28)).size, 5);
  });

  it("keeps all ink of lopsided drawings inside", () => {
    const ink = new Float32Array(200 * 200);
    for (let y = 0; y < 60; y++) ink.fill(1, y * 200, y * 200 + 60);
    ink[200 * 200 - 1] = 1;
    const image = centre({ width: 200, height: 200, ink });
    const mass = image.reduce((sum, value) => sum + value, 0);
    assert.ok(Math.abs(mass - 3601 / 100) < 0.01, `${mass}`);
  });

  it("gives nothing for an empty pad, and an image for a single dot", () => {
    const ink = new Float32Array(50 * 50);
    assert.equal(centre({ width: 50, height: 50, ink }), null);
    ink[0] = 1;
    const image = centre({ width: 50, height: 50, ink });
    assert.ok(image.every((value) => value >= 0 && value <= 1));
    assert.ok(
      image.some((value) => value > 0.5),
      "the dot is there",
    );
  });
});

describe("an experiment in a link", async () => {
  const { parseAddress } = await load("lib/address");
  const { experimentOf, formatExperiment } = await load("desks/images/experiment");
  const { kinds } = await load("kinds/index");
  const { fields, needsNewNetwork, parseValue } = await load("training/fields");
  const { formatLayers, parseLayers } = await load("training/layers");
  const opened = (hash) => experimentOf(parseAddress(hash).parameters);

  it("is short and readable, defaults left out", () => {
    const experiment = opened("#/images?kind=variational&latent=2&beta=4&epochs=10");
    assert.equal(formatExperiment(experiment), "#/images?kind=variational&latent=2&beta=4");
    for (const { id } of kinds)
      assert.equal(formatExperiment(opened(`#/images?kind=${id}`)), `#/images?kind=${id}`);
  });

  it("comes back as it was", () => {
    const hash =
      "#/images?kind=convolutional&data=fashion&layers=c8k5s1-c4-64&latent=17&act=elu&lr=0.00003&stop=3&seed=4294967295";
    assert.equal(formatExperiment(opened(hash)), hash);
    assert.equal(parseAddress("").desk, "images");
    // As mail programs make them.
    for (const link of [
      "#/images%3Fkind=sparse&latent=64",
      "#/images%3Fkind%3Dsparse%26latent%3D64",
      "#/images?kind=sparse&amp;latent=64",
      "#%2Fimages%3Fkind%3Dsparse%26latent%3D64",
    ])
      assert.deepEqual([opened(link).kind, opened(link).values.latent], ["sparse", 64], link);
    assert.equal(parseAddress("#/sentences?x=1").desk, "sentences");
  });

  it("falls back to its defaults one by one", () => {
    const hash =
      "#/images?kind=vanilla&data=cats&latent=-1&lr=&epochs=1e9&seed=5.5&loss=l2&layers=64-c8&other=1";
    assert.equal(formatExperiment(opened(hash)), "#/images?kind=vanilla");
    assert.equal(opened("#/images?kind=nonsense").kind, "denoising");
  });

  it("of the time before there were kinds still opens", () => {
    const { kind, values } = opened("#latent=128&noise=0.3");
    assert.equal(kind, "denoising");
    const { latent, noise, layers, code, lr, batch, epochs } = values;
    assert.deepEqual(
      { latent, noise, layers, code, lr, batch, epochs },
      { latent: 128, noise: 0.3, layers: "none", code: "relu", lr: 0.001, batch: 128, epochs: 20 },
    );
  });

  it("knows what is valid and what needs another network", () => {
    const { values } = opened("");
    assert.equal(parseValue(fields.noise, "1.01"), undefined);
    assert.equal(parseValue(fields.latent, "2.5"), undefined);
    assert.equal(parseValue(fields.seed, ""), undefined);
    assert.ok(needsNewNetwork(values, { ...values, latent: 2 }));
    assert.ok(!needsNewNetwork(values, { ...values, noise: 0, lr: 0.1, epochs: 3, batch: 8 }));
    for (const text of ["none", "128-64", "c16-c8", "c8k5s1-c4-64", "c8s1-p2-c4-p3-64"])
      assert.equal(formatLayers(parseLayers(text)), text);
    for (const text of [
      "",
      "64-c8",
      "0",
      "9999",
      "c99",
      "c8k9",
      "1-2-3-4-5-6",
      "64k3",
      "64-p2",
      "p5",
      "p2k3",
      "x3",
      "c8k3s1k2",
    ])
      assert.equal(parseLayers(text), undefined, text);
  });

  it("opens with the package's presets", async () => {
    const { presets } = await import("../../bindings/dist/index.js");
    for (const { id, defaults, overrides } of kinds) {
      const { encoder, loss = "mse", corruption, sparsity, variational } = presets[id]();
      const ours = overrides(defaults, { shape: [28, 28, 1] });
      assert.deepEqual(ours.encoder, encoder, id);
      assert.equal(ours.loss, loss, id);
      assert.deepEqual(
        [ours.corruption, ours.sparsity, ours.variational],
        [corruption, sparsity, variational],
        id,
      );
    }
  });
});

describe("small helpers", async () => {
  const { History } = await load("history");
  const { shifted } = await load("shift");
  const { latest } = await load("latest");
  const { mse, psnr } = await load("measure");
  const { formatPlain, formatRate, formatSeconds } = await load("format");

  it("undo and redo", () => {
    const history = new History("a");
    history.undo();
    history.commit("b");
    history.commit("c");
    history.undo();
    assert.equal(history.present, "b");
    history.redo();
    assert.equal(history.present, "c");
    history.undo();
    history.undo();
    history.commit("d");
    assert.ok(!history.canRedo);
    history.undo();
    assert.equal(history.present, "a");
  });

  it("move pictures by whole pixels", () => {
    const picture = Float32Array.of(1, 2, 3, 4, 5, 6);
    const shape = [2, 3, 1];
    assert.equal(shifted(picture, shape, { x: 0, y: 0 }), picture);
    assert.deepEqual([...shifted(picture, shape, { x: 1, y: 0 })], [0, 1, 2, 0, 4, 5]);
    assert.deepEqual([...shifted(picture, shape, { x: -2, y: 1 })], [0, 0, 0, 3, 0, 0]);
    assert.deepEqual([...shifted(picture, shape, { x: 0, y: -5 })], [0, 0, 0, 0, 0, 0]);
    // One pixel of three channels beside another, on white.
    assert.deepEqual([...shifted(picture, [1, 2, 3], { x: 1, y: 0 }, 1)], [1, 1, 1, 1, 2, 3]);
  });

  it("run the latest call and skip those between", async () => {
    const runs = [];
    let state = 1;
    const show = latest(async () => {
      runs.push(state);
      await new Promise((resolve) => setTimeout(resolve, 5));
    });
    const first = show();
    for (state = 2; state < 5; state++) void show();
    await first;
    assert.deepEqual(runs, [1, 5]);
  });

  it("measure errors", () => {
    assert.equal(mse([0, 1], [0.5, 1]), 0.125);
    assert.ok(Math.abs(psnr(0.01) - 20) < 1e-9);
    assert.equal(psnr(0), Infinity);
  });

  it("write numbers for people", () => {
    assert.equal(formatPlain(0.00003), "0.00003");
    assert.equal(formatRate(41234), "41,000");
    assert.equal(formatSeconds(0.2), "1 s");
    assert.equal(formatSeconds(150), "3 min");
    assert.equal(formatSeconds(4000), "1 h 7 min");
  });
});

describe("what views compute", async () => {
  const { ssim, meanSsim, errorsOf } = await load("measure");
  const { unitStatistics, activeUnits } = await load("units");
  const { rangesOf, quantised, bytesOfCode } = await load("quantise");
  const { project, codeAt, unitPlane, steadied, regionOf } = await load("plane");
  const { toCsv, toMarkdown } = await load("csv");
  const { aligned } = await load("aligned");
  const { randomNumbers, normal } = await load("random");

  const random = randomNumbers(7);
  const noise = (length) => Float32Array.from({ length }, () => random());

  it("structural similarity, as its definition says", () => {
    const [width, height] = [13, 12];
    const [a, b] = [noise(width * height), noise(width * height)];
    const weight = (k) => Math.exp(-((k - 5) ** 2) / 4.5);
    let total = 0;
    for (let i = 0; i < 11; i++) for (let j = 0; j < 11; j++) total += weight(i) * weight(j);
    const scores = [];
    for (let y = 0; y + 11 <= height; y++)
      for (let x = 0; x + 11 <= width; x++) {
        const over = (value) => {
          let sum = 0;
          for (let i = 0; i < 11; i++)
            for (let j = 0; j < 11; j++)
              sum += (weight(i) * weight(j) * value((y + i) * width + x + j)) / total;
          return sum;
        };
        const [p, q] = [over((i) => a[i]), over((i) => b[i])];
        const [pp, qq] = [over((i) => (a[i] - p) ** 2), over((i) => (b[i] - q) ** 2)];
        const pq = over((i) => (a[i] - p) * (b[i] - q));
        scores.push(((2 * p * q + 1e-4) * (2 * pq + 9e-4)) / ((p * p + q * q + 1e-4) * (pp + qq + 9e-4)));
      }
    const expected = scores.reduce((sum, score) => sum + score, 0) / scores.length;
    assert.ok(Math.abs(ssim(a, b, width) - expected) < 1e-9);
    assert.equal(ssim(a, a, width), 1);
  });

  it("its mean, unless nobody waits for it", async () => {
    const [a, b] = [noise(2 * 144), noise(2 * 144)];
    const size = { width: 12, features: 144 };
    const each = [0, 144].map((from) => ssim(a.subarray(from, from + 144), b.subarray(from, from + 144), 12));
    assert.ok(Math.abs((await meanSsim(a, b, size)) - (each[0] + each[1]) / 2) < 1e-12);
    assert.equal(await meanSsim(a, b, size, () => false), null);
  });

  it("errors of each picture", () => {
    const errors = errorsOf(Float32Array.of(0, 0, 1, 1), Float32Array.of(0, 1, 1, 1), 2);
    assert.deepEqual([...errors], [0.5, 0]);
  });

  it("what units do over many codes", () => {
    const statistics = unitStatistics(Float32Array.of(0, 1, 5, 0, 3, 5), 3);
    assert.deepEqual([...statistics.mean], [0, 2, 5]);
    assert.deepEqual([...statistics.deviation], [0, 1, 0]);
    assert.deepEqual([...statistics.share], [0, 1, 1]);
    assert.equal(activeUnits(statistics, "vanilla"), 1);
    const small = { ...statistics, deviation: Float32Array.of(0, 0.09, 0.11) };
    assert.deepEqual([activeUnits(small, "vanilla"), activeUnits(small, "variational")], [2, 1]);
  });

  it("codes kept with few bits: as far off as half a step, the ends exact, a constant unit as it is", () => {
    const codes = Float32Array.from({ length: 200 }, (_, i) => (i % 2 === 0 ? 4 * random() - 1 : 0.25));
    const ranges = rangesOf(codes, 2);
    for (const bits of [4, 8]) {
      const back = quantised(codes, ranges, bits);
      const step = (ranges.high[0] - ranges.low[0]) / (2 ** bits - 1);
      codes.forEach((value, i) => assert.ok(Math.abs(value - back[i]) <= (i % 2 ? 0 : step / 2 + 1e-6)));
      assert.ok(back.includes(ranges.low[0]) && back.includes(ranges.high[0]));
      assert.ok(new Set(back.filter((_, i) => i % 2 === 0)).size <= 2 ** bits);
    }
    // What lies beyond the range is clamped.
    assert.equal(quantised(Float32Array.of(9, 9), ranges, 4)[0], ranges.high[0]);
    assert.deepEqual([bytesOfCode(32, 32), bytesOfCode(32, 8), bytesOfCode(5, 4)], [128, 32, 3]);
  });

  it("a plane: from codes to places and back", () => {
    const plane = {
      origin: Float32Array.of(1, 2, 3),
      u: Float32Array.of(0, 0.6, 0.8),
      v: Float32Array.of(1, 0, 0),
    };
    const code = codeAt(plane, 2, -1);
    assert.deepEqual(
      [...code].map((value) => Math.fround(value)),
      [0, 3.2, 4.6].map(Math.fround),
    );
    const place = project(code, plane);
    assert.ok(Math.abs(place[0] - 2) < 1e-6 && Math.abs(place[1] + 1) < 1e-6);
    const pair = unitPlane(Float32Array.of(7, 8, 9), [2, 0]);
    assert.deepEqual([...codeAt(pair, 1, -1)], [-1, 8, 1]);
  });

  it("axes that turned over or changed places come back to where they were", () => {
    const before = noise(40);
    const plane = { origin: new Float32Array(2), u: Float32Array.of(1, 0), v: Float32Array.of(0, 1) };
    const centred = before.map((value) => value - 0.5);
    const turned = { origin: plane.origin, u: Float32Array.of(0, -1), v: Float32Array.of(-1, 0) };
    const back = steadied(turned, project(centred, turned), centred);
    assert.deepEqual([...project(centred, back)], [...centred]);
  });

  it("a region that stays where it fits", () => {
    const points = noise(400);
    const region = regionOf(points, null);
    assert.ok(region.left < 0.05 && region.right > 0.95 && region.bottom < 0.05 && region.top > 0.95);
    assert.equal(
      regionOf(
        points.map((value) => 0.97 * value),
        region,
      ),
      region,
    );
    assert.notEqual(
      regionOf(
        points.map((value) => 1.5 * value),
        region,
      ),
      region,
    );
    assert.notEqual(
      regionOf(
        points.map((value) => 0.3 * value),
        region,
      ),
      region,
    );
  });

  it("tables as CSV and Markdown, whatever is in them", () => {
    assert.equal(toCsv([["a,b", 'say "c"', 1, null]]), '\ufeff"a,b","say ""c""",1,\r\n');
    // What a spreadsheet would run stays a text; numbers, and texts of numbers, are themselves.
    const cells = ["=1+1", "@SUM(A1)", "+cmd", "-x", "\tx", "-1.5", "+2", -3, "a=b", "- 5"];
    assert.equal(toCsv([cells]), "\ufeff'=1+1,'@SUM(A1),'+cmd,'-x,'\tx,-1.5,+2,-3,a=b,- 5\r\n");
    assert.equal(toMarkdown([["a|b", "c"], [1, undefined]]), "| a\\|b | c |\n| --- | --- |\n| 1 |  |\n"); // prettier-ignore
  });

  it("series with places of their own", () => {
    const series = [[{ x: 2, y: 20 }, { x: 1, y: 10 }], [{ x: 3, y: 30 }]]; // prettier-ignore
    assert.deepEqual(aligned(series), [[1, 2, 3], [10, 20, null], [null, null, 30]]); // prettier-ignore
  });

  it("random numbers: the same by the same seed, and normal ones of mean 0 and deviation 1", () => {
    assert.deepEqual([randomNumbers(3)(), randomNumbers(3)()], [randomNumbers(3)(), randomNumbers(3)()]);
    const values = Array.from({ length: 20_000 }, () => normal(random));
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
    assert.ok(Math.abs(mean) < 0.03 && Math.abs(deviation - 1) < 0.03, `${mean}, ${deviation}`);
  });
});
