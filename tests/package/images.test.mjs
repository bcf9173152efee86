// Models of convolutions on images of any size.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { conv2d, dense, load } from "hourglass-autoencoder";
import { patternedBytes, rejects } from "./support.mjs";

const layers = {
  encoder: [conv2d(6, { kernel: 3, activation: "relu" }), conv2d(4, { kernel: 3, stride: 2 })],
  outputActivation: "linear",
  seed: 3,
};
const [height, width, channels] = [61, 90, 3];
const pixels = patternedBytes(height * width * channels);

for (const worker of [false, true]) {
  describe(`images, ${worker ? "in a worker" : "in this thread"}`, () => {
    let runtime, model;
    before(async () => {
      runtime = await load({ worker });
      model = await runtime.create({ input: [16, 16, channels], ...layers });
      await model.fit(patternedBytes(64 * 16 * 16 * channels), { epochs: 2, batchSize: 16 });
    });
    after(() => runtime.dispose());

    it("come out as from one large network, to the bit", async () => {
      const large = await runtime.create({ input: [height + 1, width, channels], ...layers });
      await large.setWeights(await model.weights());
      const row = width * channels;
      const filled = new Uint8Array((height + 1) * row);
      filled.set(pixels);
      filled.set(pixels.subarray((height - 1) * row), height * row);
      const steps = [];
      const onProgress = (done, total) => steps.push([done, total]);
      const whole = await model.reconstructImage(pixels, { height, width, tile: 24, onProgress });
      assert.deepEqual(whole.data, (await large.reconstruct(filled)).slice(0, pixels.length));
      assert.deepEqual([whole.height, whole.width, whole.channels], [height, width, channels]);
      assert.ok(steps.length > 2);
      assert.deepEqual(
        steps.map(([done]) => done),
        Array.from(steps, (_, i) => i + 1),
      );
      assert.ok(steps.every(([, total]) => total === steps.length));

      const code = await model.encodeImage(pixels, { height, width });
      assert.deepEqual([code.height, code.width, code.channels], [31, 45, 4]);
      assert.deepEqual(code.data, await large.encode(filled));
      const decoded = await model.decodeImage(code.data, { height: 31, width: 45, tile: 40 });
      assert.deepEqual(decoded.data, await large.decode(code.data));
    });

    it("are bytes where these are wanted", async () => {
      const floats = await model.reconstructImage(pixels, { height, width });
      const bytes = await model.reconstructImage(pixels, { height, width, bytes: true });
      assert.deepEqual(
        bytes.data,
        Uint8Array.from(floats.data, (value) => Math.min(255, Math.max(0, Math.round(255 * value)))),
      );
    });

    it("are given up on a signal, and others go on", async () => {
      const abort = new AbortController();
      const onProgress = () => abort.abort();
      const { signal } = abort;
      const given = model.reconstructImage(pixels, { height, width, tile: 8, signal, onProgress });
      const other = model.reconstructImage(pixels, { height, width, tile: 8 });
      await rejects(given, "aborted", /given up/);
      assert.equal((await other).data.length, pixels.length);
      await rejects(
        model.reconstructImage(pixels, { height, width, signal }),
        "aborted",
        /before it was begun/,
      );
    });

    it("that cannot be are refused by name", async () => {
      const vectors = await runtime.create({
        input: [8, 8, 1],
        encoder: [conv2d(2, { kernel: 3 }), dense(3)],
      });
      const refused = (call, code, message) => rejects(call, code, message);
      await refused(
        vectors.reconstructImage(pixels, { height, width }),
        "invalid_config",
        /encoder\[1\] is made for one size of image/,
      );
      await refused(model.reconstructImage(pixels, { height, width: 0 }), "invalid_config", /options\.width/);
      await refused(
        model.reconstructImage(pixels, { height: 3, width: 3 }),
        "shape_mismatch",
        /pixels must be 3 x 3 x 3 numbers, got 16470/,
      );
      await refused(
        model.reconstructImage(pixels, { height, width, tile: 2 }),
        "invalid_config",
        /options\.tile/,
      );
    });

    it("give patches, from which a model learns what is no noise", async () => {
      const side = 96;
      const clean = Float32Array.from(
        { length: side * side },
        (_, i) => 0.5 + 0.3 * Math.sin((i % side) / 6) * Math.cos(i / side / 9),
      );
      const noise = Float32Array.from(patternedBytes(4 * side * side), (byte) => byte / 255 - 0.37);
      const noisy = clean.map((value, i) => value + 0.4 * (noise[i] + noise[i + 3 * side * side]));
      const error = (image) => image.reduce((sum, value, i) => sum + (value - clean[i]) ** 2, 0);
      for (const pairs of ["neighbours", "blindSpots"]) {
        const patches = await runtime.patches([{ data: noisy, height: side, width: side }], {
          size: 12,
          flips: true,
          rotations: true,
          pairs,
        });
        assert.deepEqual(patches.shape, [12, 12, 1]);
        const denoiser = await runtime.create({
          input: patches.shape,
          encoder: [8, 8].map((filters) => conv2d(filters, { kernel: 3, activation: "relu" })),
          decoder: [conv2d(1, { kernel: 3 })],
          optimizer: { kind: "adam", learningRate: 0.005 },
        });
        const { epochs } = await denoiser.fit(patches, { epochs: 3, batchSize: 16, stepsPerEpoch: 100 });
        assert.equal(epochs.at(-1).step, 300);
        const { data } = await denoiser.reconstructImage(noisy, { height: side, width: side });
        assert.ok(error(data) < 0.7 * error(noisy), `${pairs}: ${error(data)} of ${error(noisy)}`);
        await patches.dispose();
        await rejects(denoiser.fit(patches), "disposed", /These patches were disposed/);
      }
    });

    it("give patches with targets: what a model is to make of a place", async () => {
      const image = { data: pixels, height, width, targets: pixels.map((value) => 255 - value) };
      const patches = await runtime.patches([image], { size: 8, channels, flips: true, rotations: true });
      const negative = await runtime.create({
        input: patches.shape,
        encoder: [conv2d(channels, { kernel: 1, activation: "linear" })],
        decoder: [conv2d(channels, { kernel: 1, activation: "linear" })],
        optimizer: { kind: "adam", learningRate: 0.02 },
      });
      const { epochs } = await negative.fit(patches, { epochs: 1, batchSize: 16, stepsPerEpoch: 600 });
      assert.ok(epochs[0].recentLoss < 0.01, `${epochs[0].recentLoss}`);
      await patches.dispose();
    });

    it("patches that cannot be are refused by name", async () => {
      const image = { data: pixels, height, width };
      const refused = (images, options, code, message) =>
        rejects(runtime.patches(images, options), code, message);
      await refused([], { size: 8 }, "invalid_data", /images must be a list of at least one/);
      await refused([image], { size: 8, channels: 2 }, "shape_mismatch", /images\[0\] must be 10980 numbers/);
      await refused([image], { size: 62, channels }, "shape_mismatch", /at least 62 rows and columns/);
      await refused(
        [{ ...image, targets: pixels.subarray(1) }],
        { size: 8, channels },
        "shape_mismatch",
        /images\[0\]\.targets must be/,
      );
      await refused(
        [{ ...image, targets: pixels }],
        { size: 8, channels, pairs: "neighbours" },
        "invalid_config",
        /images\[0\]\.targets/,
      );
      await refused([image], { size: 8, channels, pairs: "any" }, "invalid_config", /options\.pairs/);
      const patches = await runtime.patches([image], { size: 8, channels });
      await rejects(
        model.fit(patches),
        "shape_mismatch",
        /patches must be of the input's shape, 16 x 16 x 3/,
      );
      await rejects(
        model.fit(patches, { targets: pixels }),
        "invalid_config",
        /options\.targets cannot be beside patches/,
      );
      await patches.dispose();
    });
  });
}
