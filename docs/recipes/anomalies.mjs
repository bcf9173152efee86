// Keras's tutorial "Timeseries anomaly detection using an autoencoder" (keras.io/examples/timeseries), with series of the
// same kind, made by a formula: node docs/recipes/anomalies.mjs [EPOCHS]

import { conv2d, conv2dTranspose, dropout, load } from "hourglass-autoencoder";
import { windows } from "hourglass-autoencoder/data";

const day = 288; // one value in 5 minutes
const days = 14;

/** Fourteen days with a plateau from 9 to 18 o'clock and a little noise; in one of them, if any, it is twice as high. */
function series(seed, unusual) {
  let state = seed;
  const random = () => (state = (Math.imul(1664525, state) + 1013904223) >>> 0) / 2 ** 32;
  return Float64Array.from({ length: days * day }, (_, moment) => {
    const isOpen = moment % day >= 108 && moment % day < 216;
    const height = Math.floor(moment / day) === unusual ? 2 : 1;
    return isOpen ? height * (75 + 10 * random()) : 18 + 4 * random();
  });
}

const seen = windows(series(1), { length: day, standardise: true });
const tested = windows(series(2, 10), { length: day, standardise: seen.scale });

const hourglass = await load();
const along = (stride) => ({ kernel: [1, 7], stride: [1, stride], activation: "relu" });
const model = await hourglass.create({
  input: [1, day, 1],
  encoder: [conv2d(32, along(2)), dropout(0.2), conv2d(16, along(2))],
  decoder: [
    conv2dTranspose(16, along(2)),
    dropout(0.2),
    conv2dTranspose(32, along(2)),
    conv2dTranspose(1, { kernel: [1, 7] }),
  ],
  outputActivation: "linear",
});

// The data set reads windows of one block: nothing is copied 288 times.
const train = await hourglass.dataset(seen.values, seen.form);
const { epochs } = await model.fit(train, {
  epochs: Number(process.argv[2] ?? 50),
  batchSize: 128,
  validation: 0.1,
  earlyStopping: { patience: 5 },
});
const last = epochs.at(-1);
console.log(`${last.epoch} epochs: loss ${last.loss.toFixed(4)}, held out ${last.validationLoss.toFixed(4)}`);

const threshold = Math.max(...(await model.scores(train, { by: "mae" })));
const scores = await model.scores(await hourglass.dataset(tested.values, tested.form), { by: "mae" });
const unusual = scores.filter((score) => score > threshold).length;
console.log(`threshold ${threshold.toFixed(4)}: ${unusual} of ${tested.count} windows are above it`);

// As in the tutorial, a moment is unusual if all windows are that it is part of.
const moments = tested.perMoment(scores, "min");
const found = [...moments.keys()].filter((moment) => moments[moment] > threshold);
const told = (moment) => `day ${Math.floor(moment / day)}, moment ${moment % day}`;
console.log(
  found.length === 0
    ? "no moment is unusual"
    : `${found.length} moments are unusual: from ${told(found[0])} to ${told(found.at(-1))}`,
);
await hourglass.dispose();
