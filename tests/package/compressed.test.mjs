// Images as small files, and back: with the model that made them, and with the decoder in the file.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import fc from "fast-check";
import { conv2d, conv2dTranspose, load, upSampling2d } from "hourglass-autoencoder";
import {
  codeDeviations,
  compressImage,
  decompressImage,
  inspectCompressed,
  unpackPlanes,
} from "hourglass-autoencoder/data";
import { joinColours, splitColours } from "../../bindings/dist/data/colours.js";
import { fromHalf, toHalf } from "../../bindings/dist/data/half.js";
import { atOnce } from "../../bindings/dist/base/slices.js";

/** A picture of stripes and a slope, which a small network learns. */
function picture(height, width, channels, shift = 0) {
  return Uint8Array.from({ length: height * width * channels }, (_, i) => {
    const [x, y] = [Math.floor(i / channels) % width, Math.floor(i / channels / width)];
    return 128 + 60 * Math.sin((x + shift) / 5 + (i % channels)) + 50 * Math.cos(y / 7);
  });
}

const decibels = (a, b) =>
  -10 * Math.log10(a.reduce((sum, value, i) => sum + (value - b[i]) ** 2, 0) / a.length / 255 ** 2);

const coder = (channels, overrides = {}) => ({
  input: [16, 16, channels],
  encoder: [conv2d(12, { kernel: 8, stride: 4 })],
  decoder: [conv2dTranspose(channels, { kernel: 8, stride: 4 })],
  variational: { beta: 0.002 },
  optimizer: { kind: "adam", learningRate: 0.004 },
  seed: 3,
  ...overrides,
});

describe("compressed images", () => {
  let runtime;
  before(async () => (runtime = await load({ threads: 1 })));
  after(() => runtime.dispose());

  async function taught(config) {
    const model = await runtime.create(config);
    const [height, width, channels] = [64, 64, config.input[2]];
    const images = [0, 9].map((shift) => ({ data: picture(height, width, channels, shift), height, width }));
    const patches = await runtime.patches(images, { size: 16, channels });
    await model.fit(patches, { epochs: 8, stepsPerEpoch: 50, batchSize: 8 });
    await patches.dispose();
    const samples = Float32Array.from(picture(16, 16, channels), (byte) => byte / 255);
    const deviations = config.variational ? await codeDeviations(model, samples) : null;
    return { model, deviations };
  }

  it("are opened by the model and by what is in the file, alike; sides need not fit the strides", async () => {
    const { model, deviations } = await taught(coder(1));
    assert.equal(deviations.length, 12);
    assert.ok(
      deviations.every((value) => value > 0 && value < 1.2),
      String(deviations),
    );
    const [height, width] = [45, 61];
    const pixels = picture(height, width, 1, 4);
    const lengths = [];
    let last = Infinity;
    for (const coarse of [0.5, 3, 12]) {
      const options = { height, width, steps: deviations.map((value) => coarse * value) };
      const file = await compressImage(model, pixels, options);
      const opened = await decompressImage(model, file);
      assert.deepEqual([opened.height, opened.width, opened.channels], [height, width, 1]);
      const quality = decibels(opened.data, pixels);
      assert.ok(quality < last + 0.2, `${quality} after ${last}`);
      last = quality;
      if (coarse < 1) assert.ok(quality > 20, `${quality} dB`);
      lengths.push(file.length);
      const parts = inspectCompressed(file);
      assert.deepEqual([parts.height, parts.width, parts.decoderBytes], [height, width, 0]);
      assert.deepEqual([parts.codes.length, unpackPlanes(parts.codes[0]).channels], [1, parts.planes.length]);
      const whole = await compressImage(model, pixels, { ...options, decoder: true });
      assert.equal(whole.length - inspectCompressed(whole).decoderBytes, file.length);
      const alone = await decompressImage(runtime, whole);
      const near = decibels(alone.data, opened.data);
      assert.ok(near > 45, `16 bits for a weight: ${near} dB`);
      assert.deepEqual((await decompressImage(model, whole)).data, opened.data);
    }
    assert.ok(lengths[0] > lengths[1] && lengths[1] > lengths[2], String(lengths));
    await model.dispose();
  });

  it("take colours, in three channels or apart", async () => {
    const pixels = picture(40, 36, 3);
    for (const channels of [1, 3]) {
      const { model, deviations } = await taught(coder(channels));
      const file = await compressImage(model, pixels, {
        height: 40,
        width: 36,
        channels: 3,
        steps: deviations,
      });
      const { data } = await decompressImage(model, file);
      assert.ok(decibels(data, pixels) > (channels === 1 ? 14 : 20), `${decibels(data, pixels)} dB`);
      await model.dispose();
    }
  });

  it("by deeper networks, and ones whose decoder begins with something else, with one step for all", async () => {
    const configs = [
      coder(1, {
        encoder: [
          conv2d(8, { kernel: 3, stride: 2, activation: "relu" }),
          conv2d(6, { kernel: 3, stride: 2 }),
        ],
        decoder: [
          upSampling2d(2),
          conv2d(8, { kernel: 3, activation: "relu" }),
          upSampling2d(2),
          conv2d(1, { kernel: 3 }),
        ],
        variational: undefined,
      }),
    ];
    for (const config of configs) {
      const { model } = await taught(config);
      const pixels = picture(32, 48, 1);
      const file = await compressImage(model, pixels, { height: 32, width: 48, steps: 0.05, decoder: true });
      const [one, other] = [await decompressImage(model, file), await decompressImage(runtime, file)];
      assert.ok(decibels(one.data, other.data) > 45);
      await model.dispose();
    }
  });

  it("that are none, were cut off, changed or made by another model are refused, whatever the byte", async () => {
    const [model, other] = [await runtime.create(coder(1)), await runtime.create(coder(1, { seed: 4 }))];
    const size = { height: 24, width: 20, steps: 0.01 };
    const pixels = picture(24, 20, 1);
    const file = await compressImage(model, pixels, { ...size, decoder: true });
    const refused = (by, bytes, message) =>
      assert.rejects(decompressImage(by, bytes), { code: "invalid_file", message });
    await refused(other, file, /another model made it/);
    await refused(runtime, await compressImage(model, pixels, size), /its decoder is not in it/);
    await refused(model, new Uint8Array(5), /does not begin as one/);
    await refused(model, file.subarray(0, file.length - 3), /it ends after/);
    await refused(model, file.with(8, 255).with(11, 255), /an image of/);
    await fc.assert(
      fc.asyncProperty(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const changed = file.with(at, file[at] ^ by);
        // A changed step or a changed size may open; nothing else than a refusal may come of the rest.
        await decompressImage(runtime, changed).catch((error) =>
          assert.match(
            error.code,
            /^(invalid_file|invalid_config|shape_mismatch|out_of_memory)$/,
            error.stack,
          ),
        );
      }),
      { numRuns: 60 },
    );
    const signal = AbortSignal.abort();
    await assert.rejects(compressImage(model, pixels, { ...size, signal }), { code: "aborted" });
    await assert.rejects(decompressImage(model, file, { signal }), { code: "aborted" });
    await assert.rejects(compressImage(model, pixels, { ...size, width: 21 }), { code: "shape_mismatch" });
    await assert.rejects(compressImage(model, pixels, { ...size, steps: [1, 2] }), /1 or 12, got 2/);
    await assert.rejects(compressImage(model, pixels, { ...size, steps: 0 }), /from 2\^-16/);
    await Promise.all([model.dispose(), other.dispose()]);
  });
});

describe("what compressed images are made of", () => {
  it("colours come back, at odd sizes too", () => {
    for (const [height, width] of [
      [1, 1],
      [1, 5],
      [7, 4],
      [9, 9],
    ]) {
      const even = Uint8Array.from({ length: 3 * height * width }, (_, i) => [200, 40, 90][i % 3]);
      const parts = atOnce(splitColours(even, height, width));
      assert.deepEqual([parts[1].height, parts[1].width], [Math.ceil(height / 2), Math.ceil(width / 2)]);
      atOnce(joinColours(parts)).forEach((value, i) => assert.ok(Math.abs(value - even[i]) <= 1));
      const grey = Uint8Array.from({ length: 3 * height * width }, (_, i) => 10 * Math.floor(i / 3));
      assert.deepEqual(atOnce(joinColours(atOnce(splitColours(grey, height, width)))), grey);
    }
  });

  it("halves are the nearest ones, ties to even", () => {
    for (let bits = 0; bits < 65536; bits++) {
      const value = fromHalf(bits);
      if (Number.isNaN(value)) assert.ok(Number.isNaN(fromHalf(toHalf(value))));
      else assert.equal(toHalf(value), bits);
    }
    assert.equal(fromHalf(toHalf(1 + 2 ** -11)), 1);
    assert.equal(fromHalf(toHalf(1 + 3 * 2 ** -11)), 1 + 2 ** -9);
    assert.equal(fromHalf(toHalf(2 ** -25)), 0);
    assert.equal(fromHalf(toHalf(65520)), Infinity);
    assert.equal(fromHalf(toHalf(-65519)), -65504);
  });
});
