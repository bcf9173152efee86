// hourglass-autoencoder/inline in Node: with a worker and without one, the bits of the baseline build.

import assert from "node:assert/strict";
import { it } from "node:test";
import * as whole from "hourglass-autoencoder";
import * as inline from "hourglass-autoencoder/inline";
import { smallConfig, smallData } from "./support.mjs";

const fingerprintBy = async ({ load, dense }, options) => {
  const runtime = await load(options);
  const model = await runtime.create(smallConfig(dense));
  await model.fit(smallData, { epochs: 2 });
  const found = [runtime.info.worker, await model.fingerprint()];
  await runtime.dispose();
  return found;
};

it("has all that the package has, and the same bits without any other file", async () => {
  assert.deepEqual(Object.keys(inline).sort(), Object.keys(whole).sort());
  const [, wanted] = await fingerprintBy(whole, { build: "baseline" });
  assert.deepEqual(await fingerprintBy(inline, {}), [false, wanted]);
  assert.deepEqual(await fingerprintBy(inline, { worker: true }), [true, wanted]);
});
