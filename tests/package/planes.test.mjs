// Quantised codes as bytes, and back.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { packPlanes, unpackPlanes } from "hourglass-autoencoder/data";

/** Numbers of both signs, small ones more often, the same for the same seed. */
function drawn(count, scale, seed = 1) {
  let state = seed;
  const random = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  const limit = (value) => Math.max(-32768, Math.min(32767, value));
  return Int16Array.from({ length: count }, () =>
    limit(Math.round(scale * Math.log(1 - random()) * (random() < 0.5 ? -1 : 1))),
  );
}

/** Bits that the numbers take where each stands for itself. */
function entropy(data) {
  const counts = new Map();
  for (const value of data) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum - count * Math.log2(count / data.length), 0);
}

describe("planes", () => {
  it("come back as they were, whatever their size and numbers", () => {
    const side = fc.integer({ min: 1, max: 9 });
    const numbers = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -32768, max: 32767 }));
    const planes = fc
      .tuple(side, side, side)
      .chain(([height, width, channels]) =>
        fc
          .array(numbers, { minLength: height * width * channels, maxLength: height * width * channels })
          .map((data) => ({ data: Int16Array.from(data), height, width, channels })),
      );
    fc.assert(fc.property(planes, (given) => assert.deepEqual(unpackPlanes(packPlanes(given)), given)));
    for (const scale of [0.1, 1, 300, 30_000]) {
      const large = { data: drawn(40 * 30 * 5, scale), height: 40, width: 30, channels: 5 };
      assert.deepEqual(unpackPlanes(packPlanes(large)), large);
    }
  });

  it("take about as many bytes as they tell, and what is 0 everywhere next to none", () => {
    for (const scale of [0.3, 1, 4]) {
      const data = drawn(64 * 64 * 16, scale);
      const { length } = packPlanes({ data, height: 64, width: 64, channels: 16 });
      assert.ok(length < (1.05 * entropy(data)) / 8 + 200, `${length} bytes for ${entropy(data)} bits`);
    }
    const empty = { data: new Int16Array(64 * 64 * 1000), height: 64, width: 64, channels: 1000 };
    const bytes = packPlanes(empty);
    assert.ok(bytes.length < 40, `${bytes.length} bytes`);
    assert.deepEqual(unpackPlanes(bytes), empty);
  });

  it("take fewer where numbers stand beside their like", () => {
    const side = 128;
    const data = drawn(side * side, 1).map((value, i) => (i % side < side / 8 ? value : 0));
    const { length } = packPlanes({ data, height: side, width: side, channels: 1 });
    assert.ok(length < (0.85 * entropy(data)) / 8, `${length} bytes for ${entropy(data)} bits`);
  });

  it("that are none, were cut off or changed, or ask for too much, are refused", () => {
    const planes = { data: drawn(200, 2), height: 10, width: 5, channels: 4 };
    const bytes = packPlanes(planes);
    const refused = (given, message) =>
      assert.throws(() => unpackPlanes(given), { code: "invalid_file", message });
    refused(new Uint8Array(3), /does not begin as one/);
    refused(bytes.with(0, 0x50), /does not begin as one/);
    refused(bytes.subarray(0, bytes.length - 2), /bytes are missing or changed/);
    refused(bytes.with(30, bytes[30] ^ 4), /bytes are missing or changed/);
    refused(bytes.with(7, 255), /numbers are more than/);
    assert.throws(() => packPlanes({ ...planes, width: 6 }), {
      code: "shape_mismatch",
      message: /planes\.data must be 10 x 6 x 4 numbers, got 200/,
    });
    // A part of a larger buffer.
    const within = new Uint8Array(bytes.length + 9);
    within.set(bytes, 9);
    assert.deepEqual(unpackPlanes(within.subarray(9)), planes);
  });
});
