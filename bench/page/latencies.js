// How long a page waits for the reconstruction of one digit.

import { dense, load } from "hourglass-autoencoder";
import { loadDigits } from "./digits.js";

const [warmUps, calls] = [200, 500];

/** Milliseconds of each call of `reconstruct`. */
export async function reconstruct({ worker }) {
  const runtime = await load({ worker });
  const model = await runtime.create({ input: 784, encoder: [dense(128, "relu")] });
  const digit = await loadDigits(1);
  const times = [];
  for (let i = -warmUps; i < calls; i++) {
    const start = performance.now();
    await model.reconstruct(digit);
    if (i >= 0) times.push(performance.now() - start);
  }
  await runtime.dispose();
  return times;
}
