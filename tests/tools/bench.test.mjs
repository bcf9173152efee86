// The parts of the benchmark that only compute.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { configOf, flopPerSample, models } from "../../bench/models.mjs";
import { plotOf } from "../../bench/plot.mjs";
import { markdownReport, textReport } from "../../bench/report.mjs";
import { median, quantile, summary } from "../../bench/statistics.mjs";
import { ratiosOf } from "../../bench/targets.mjs";

const nothing = { peaks: {}, kernels: [], steps: [], latencies: {}, size: {} };

function row(model, batch, engine, samplesPerSecond, more = {}) {
  return { model, batch, engine, title: engine, samplesPerSecond, loss: 0.1, lossSteps: 70, ...more };
}

describe("statistics", () => {
  it("takes medians and quartiles between neighbours", () => {
    assert.equal(median([3, 1, 2]), 2);
    assert.equal(median([4, 1, 2, 3]), 2.5);
    assert.equal(quantile([0, 10], 0.25), 2.5);
    assert.deepEqual(summary([5, 1, 4, 2, 3]), { median: 3, quartiles: [2, 4], count: 5 });
  });

  it("refuses to summarise nothing, and leaves its input as it is", () => {
    assert.throws(() => median([]), RangeError);
    const values = [2, 1];
    median(values);
    assert.deepEqual(values, [2, 1]);
  });
});

describe("the work of a step", () => {
  it("is 2 FLOP for each multiplication of forward, dW and, but for the first layer, dX", () => {
    assert.equal(flopPerSample(models.shallow), 2 * 784 * 32 * 5);
    const deep = 784 * 512 + 512 * 256 + 256 * 32;
    assert.equal(flopPerSample(models.deep), 2 * (6 * deep - 784 * 512));
  });

  it("counts kernels of convolutions at every position of the smaller image", () => {
    const [first, second] = [14 * 14 * 9 * 16, 7 * 7 * 9 * 16 * 8];
    const [third, fourth] = [7 * 7 * 9 * 8 * 16, 14 * 14 * 9 * 16];
    assert.equal(flopPerSample(models.conv), 2 * (2 * first + 3 * (second + third + fourth)));
  });

  it("belongs to configs without the benchmark's own fields", () => {
    assert.deepEqual(Object.keys(configOf(models.conv)), [
      "input",
      "encoder",
      "decoder",
      "loss",
      "optimizer",
    ]);
  });
});

describe("targets", () => {
  it("are ratios of speeds in one run", () => {
    const steps = [
      row("shallow", 128, "hourglass-relaxed-chromium", 150_000),
      row("shallow", 128, "pytorch-native", 100_000),
      row("shallow", 128, "jax-js-chromium", 30_000),
    ];
    const ratios = ratiosOf({ ...nothing, steps });
    const pytorch = ratios["shallow 128 hourglass-relaxed-chromium / pytorch-native"];
    assert.deepEqual([pytorch.value, pytorch.target, pytorch.reached], [1.5, 1.2, true]);
    const jax = ratios["shallow 128 hourglass-relaxed-chromium / jax-js-chromium"];
    assert.deepEqual([jax.value, jax.target, jax.reached], [5, 6, false]);
  });

  it("are open where something was not measured or not available", () => {
    const steps = [
      row("deep", 128, "hourglass-relaxed-chromium", 10_000),
      { model: "deep", batch: 128, engine: "hourglass-relaxed-2threads-chromium", unavailable: "one thread" },
    ];
    for (const { value, reached } of Object.values(ratiosOf({ ...nothing, steps }))) {
      assert.deepEqual([value, reached], [undefined, undefined]);
    }
  });

  it("know shares of the peak, and limits from above", () => {
    const kernels = [{ shape: "120x512x784", build: "relaxed-firefox", fractionOfPeak: 0.9 }];
    const size = { total: 79_000 };
    const latencies = { inPage: 0.2, inWorker: 1 };
    const ratios = ratiosOf({ ...nothing, kernels, size, latencies });
    assert.equal(ratios["matmul 120x512x784 relaxed Firefox"].reached, true);
    assert.equal(ratios["matmul 120x512x784 relaxed Chromium"].reached, undefined);
    assert.equal(ratios.size.reached, true);
    assert.equal(ratios["latency in page"].reached, false);
    assert.equal(ratios["latency in worker"].reached, true);
  });

  it("take the fused native program where there is one", () => {
    const steps = [
      row("conv", 128, "hourglass-native", 10),
      row("conv", 128, "hourglass-native-fused", 40),
      row("conv", 128, "pytorch-native", 10),
    ];
    const ratios = ratiosOf({ ...nothing, steps });
    assert.equal(ratios["conv 128 hourglass-native-fused / pytorch-native"].value, 4);
  });
});

describe("the report", () => {
  const steps = [
    row("shallow", 128, "hourglass-relaxed-chromium", 150_000, { fractionOfPeak: 0.6 }),
    row("shallow", 128, "pytorch-native", 100_000, { notes: ["2.6 with openblas"] }),
    {
      model: "conv",
      batch: 128,
      engine: "tfjs-wasm-chromium",
      title: "TensorFlow.js",
      unavailable: "cannot",
    },
  ];
  const machine = { cpu: "a CPU", cores: 2, browsers: { Chromium: "156" } };
  const results = { ...nothing, machine, date: "2026-01-01T00:00:00.000Z", quick: true, steps };
  results.ratios = ratiosOf(results);

  it("shows speeds, targets and what is missing", () => {
    const text = textReport(results);
    assert.match(text, /hourglass-relaxed-chromium +150,000 \(60%; 0.100 in 70\)/);
    assert.match(text, /784-32-784, batch 128.*PyTorch.* 1.5 x +>= 1.2 x +reached/);
    assert.match(text, /TensorFlow.js +not available: cannot/);
  });

  it("has the same as Markdown, each row of a table as long as its head", () => {
    const tables = markdownReport(results)
      .split("\n\n")
      .filter((block) => block.startsWith("|"));
    assert.ok(tables.length >= 3);
    for (const table of tables) {
      const columns = table
        .trim()
        .split("\n")
        .map((line) => line.split("|").length);
      assert.equal(new Set(columns).size, 1, table);
    }
  });

  it("draws every engine that was measured", () => {
    const svg = plotOf(results);
    assert.equal(svg.match(/<rect/g).length, 2);
    assert.match(svg, /prefers-color-scheme: dark/);
    assert.ok(!svg.includes("NaN"));
  });
});
