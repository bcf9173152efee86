// Filters, other rates and beats of hourglass-autoencoder/data: known values, and a minute of a heart that was marked by hand.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { butterworth, findBeats, movingAverage, resample } from "hourglass-autoencoder/data";

const near = (value, wanted, tolerance) =>
  assert.ok(Math.abs(value - wanted) <= tolerance, `${value} is not ${wanted}`);

const sine = (frequency, rate, count, amplitude = 1) =>
  Float64Array.from({ length: count }, (_, i) => amplitude * Math.sin((2 * Math.PI * frequency * i) / rate));
const amplitude = (values) =>
  Math.sqrt((2 * values.slice(200, -200).reduce((sum, x) => sum + x * x, 0)) / (values.length - 400));

describe("filters", () => {
  it("a half-band filter both ways: every second value of its response is 0, as butter(2, 0.5) of SciPy has it", () => {
    const impulse = new Float64Array(61);
    impulse[30] = 1;
    const response = butterworth(impulse, { rate: 2, high: 0.5, order: 2 });
    // b = 0.29289322 (1, 2, 1), a = (1, 0, 0.17157288): of both ways 0.5, 0.29289, 0, -0.05025 from the middle on.
    near(response[30], 0.5, 1e-6);
    near(response[31], 0.29289322, 1e-6);
    near(response[32], 0, 1e-6);
    near(response[33], -0.05025253, 1e-6);
    for (let i = 1; i < 20; i++) near(response[30 - i], response[30 + i], 1e-6);
  });

  it("leaves half of the amplitude at its limits, all between, next to nothing beyond", () => {
    const rate = 360;
    for (const order of [2, 4, 6, 8]) {
      const at = (frequency) =>
        amplitude(butterworth(sine(frequency, rate, 4000), { rate, low: 5, high: 30, order }));
      near(at(30), 0.5, 0.01);
      near(at(5), 0.5, 0.01);
      near(at(12), 1, 0.06);
      assert.ok(at(120) < 0.02 && at(0.7) < 0.02, `order ${order}`);
    }
  });

  it("delays nothing and keeps what is constant", () => {
    const wave = sine(8, 360, 3000);
    const kept = butterworth(wave, { rate: 360, high: 40 });
    for (let i = 300; i < 2700; i++) near(kept[i], wave[i], 2e-3);
    assert.ok([...butterworth(new Float32Array(50).fill(3), { rate: 100, high: 10 })].every((x) => Math.abs(x - 3) < 1e-9)); // prettier-ignore
    assert.deepEqual([...butterworth([7], { rate: 10, high: 2 })].map(Math.round), [7]);
  });

  it("refuse limits that cannot be, by name", () => {
    const refused = (options, message) =>
      assert.throws(() => butterworth([1, 2, 3], options), (error) => error.code === "invalid_config" && message.test(error.message)); // prettier-ignore
    refused({ rate: 0 }, /options\.rate must be above 0, got 0/);
    refused({ rate: 100, high: 50 }, /options\.high must be above 0 and below 50, got 50/);
    refused({ rate: 100, low: -1 }, /options\.low/);
    refused({ rate: 100, high: 5, order: 3 }, /options\.order must be 2, 4, 6 or 8, got 3/);
    assert.throws(() => movingAverage([1], 4), /odd number, got 4/);
    assert.throws(() => resample([1], 0, 4), /from must be above 0, got 0/);
    assert.throws(() => findBeats([1], 20), /at least 50, got 20/);
  });

  it("the moving average is the mean of what is there", () => {
    assert.deepEqual([...movingAverage([1, 2, 6, 8], 3)], [1.5, 3, 16 / 3, 7]);
    assert.deepEqual([...movingAverage([1, 2], 1)], [1, 2]);
  });
});

describe("another rate", () => {
  it("keeps slow waves, and lets no fast one turn up as a slow one", () => {
    const slow = resample(sine(5, 1000, 4000), 1000, 250);
    assert.equal(slow.length, 1000);
    const wanted = sine(5, 250, 1000);
    for (let i = 50; i < 950; i++) near(slow[i], wanted[i], 0.02);
    assert.ok(amplitude(resample(sine(240, 1000, 8000), 1000, 250)) < 0.05);
    const fast = resample([0, 1, 2], 1, 2);
    assert.deepEqual([...fast], [0, 0.5, 1, 1.5, 2, 2]);
    assert.equal(resample([], 1, 2).length, 0);
  });
});

describe("beats", () => {
  const bytes = readFileSync(new URL("../../web/public/data/ecg208.u16", import.meta.url));
  const rate = 360;
  const heart = Float64Array.from(
    { length: bytes.length / 2 },
    (_, i) => (bytes.readUInt16LE(2 * i) - 1024) / 200,
  );
  const marked = JSON.parse(readFileSync(new URL("marked-beats.json", import.meta.url), "utf8")).samples;

  it("are found in the minute that was marked by hand: sensitivity and precision at least 0.99", () => {
    const from = 4 * 60 * rate;
    const found = [...findBeats(heart, rate)].filter((place) => place >= from).map((place) => place - from);
    const isNear = (place, others) => others.some((other) => Math.abs(other - place) <= 0.075 * rate);
    const sensitivity = marked.filter((place) => isNear(place, found)).length / marked.length;
    const precision = found.filter((place) => isNear(place, marked)).length / found.length;
    assert.ok(sensitivity >= 0.99, `sensitivity ${sensitivity}`);
    assert.ok(precision >= 0.99, `precision ${precision}`);
  });

  it("are the same at another rate, and where the signal stands higher or is larger", () => {
    const minute = heart.subarray(4 * 60 * rate);
    const count = findBeats(minute, rate).length;
    assert.ok(Math.abs(findBeats(resample(minute, 360, 250), 250).length - count) <= 1);
    assert.deepEqual(findBeats(minute.map((x) => 40 * x + 7), rate), findBeats(minute, rate)); // prettier-ignore
  });

  const minute = heart.subarray(4 * 60 * rate);
  const usual = findBeats(minute, rate);
  /** Beats of the minute, changed by `change`, that are found again, and others. */
  const afterwards = (change) => {
    const signal = minute.slice();
    change(signal);
    const found = [...findBeats(signal, rate)];
    const isNear = (place, others) => others.some((other) => Math.abs(other - place) <= 0.075 * rate);
    const again = [...usual].filter((place) => isNear(place, found)).length;
    return {
      lost: usual.length - again,
      invented: found.filter((place) => !isNear(place, [...usual])).length,
    };
  };
  for (const [what, change, lost, invented] of [
    [
      "a step in the first second",
      (signal) => signal.forEach((value, i) => i > 200 && (signal[i] = value + 20)),
      2,
      2,
    ],
    [
      "a step of a thousand millivolts",
      (signal) => signal.forEach((value, i) => i > 8000 && (signal[i] = value + 1000)),
      2,
      2,
    ],
    ["a pop at the start", (signal) => (signal[100] = 100), 3, 1],
    ["a pop of ten volts", (signal) => (signal[9000] = 1e4), 6, 2],
    ["five pops", (signal) => [1, 2, 3, 4, 5].forEach((k) => (signal[3000 * k] = 50)), 6, 5],
    [
      "ten seconds of zeros first: sixteen beats are under them",
      (signal) => signal.fill(0, 0, 10 * rate),
      17,
      1,
    ],
    [
      "half a minute of nothing: fifty beats are under it",
      (signal) => signal.fill(0.2, 10 * rate, 40 * rate),
      52,
      1,
    ],
  ])
    it(`are lost only around ${what}`, () => {
      const counts = afterwards(change);
      assert.ok(counts.lost <= lost && counts.invented <= invented, JSON.stringify(counts));
    });

  it("are none where there is no heart", () => {
    assert.equal(findBeats(new Float32Array(3600).fill(0.1), rate).length, 0);
    assert.equal(findBeats(new Float32Array(3600).fill(1234.567), rate).length, 0);
    assert.equal(findBeats([], rate).length, 0);
    assert.equal(findBeats(new Float64Array(5000), rate).length, 0);
  });
});
