import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

/** The bytes that the core's tests train on, too: byte i is the top byte of i * 2654435761 (mod 2^32), made 0 below 128. */
export function patternedBytes(n) {
  return Uint8Array.from({ length: n }, (_, i) => {
    const top = Math.imul(i, 2654435761) >>> 24;
    return top < 128 ? 0 : top;
  });
}

/** Every kind's settings, and what `fingerprint()` must be after 200 steps on `samples` samples of patterned bytes. */
export const fingerprints = JSON.parse(
  readFileSync(new URL("../fingerprints.json", import.meta.url), "utf8"),
);

/** A small model's settings, and data for it. */
export const features = 16;
export function smallConfig(dense) {
  return { input: features, encoder: [dense(8, "tanh")], seed: 1 };
}
export const smallData = patternedBytes(400 * features);

/** Asserts that a promise rejects with a HourglassError of this code whose message matches. */
export async function rejects(promise, code, message) {
  await assert.rejects(
    async () => promise,
    (error) => {
      assert.equal(error.name, "HourglassError", `${error.stack}`);
      assert.equal(error.code, code, error.message);
      assert.match(error.message, message);
      return true;
    },
  );
}
