// Rows from a generator, many more than memory holds, through `fit`: how fast, and how much memory they take.
// node bench/rows.mjs [MILLIONS], after npm run build

import { dense, load } from "hourglass-autoencoder";

const [rows, features, batch] = [1e6 * Number(process.argv[2] ?? 20), 20, 10_000];

/** Correlated numbers by a formula: three causes behind twenty features. */
function* made() {
  let state = 1;
  const random = () => (state = (Math.imul(1664525, state) + 1013904223) >>> 0) / 2 ** 32;
  for (let from = 0; from < rows; from += batch) {
    const part = new Float32Array(batch * features);
    for (let row = 0; row < batch; row++) {
      const [a, b, c] = [random(), random(), random()];
      for (let i = 0; i < features; i++) part[row * features + i] = ((i * a + 7 * b) % 1) - c;
    }
    yield part;
  }
}

const megabytes = () => Math.round(process.resourceUsage().maxRSS / 1000);
const hourglass = await load({ worker: true });
const model = await hourglass.create({
  input: features,
  encoder: [dense(16, "relu"), dense(3)],
  outputActivation: "linear",
});
const before = megabytes();
const begun = performance.now();
const run = model.fit(made(), { epochs: 1, batchSize: 256, every: 10_000, metrics: ["mae"] });
for await (const { step, loss, metrics } of run) {
  console.log(
    `${((step * 256) / 1e6).toFixed(1)} million rows: loss ${loss.toFixed(4)}, mae ${metrics.mae.toFixed(4)}`,
  );
}
const seconds = (performance.now() - begun) / 1000;
console.log(
  `${rows / 1e6} million rows of ${features} numbers (${(rows * features * 4) / 1e6} MB) in ${seconds.toFixed(0)} s, ` +
    `${Math.round(rows / seconds)} a second; most memory ${megabytes()} MB, ${before} MB of it before the first row`,
);
await hourglass.dispose();
