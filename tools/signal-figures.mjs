// How much noise is taken from the page's recordings, and which beats are found: npm run figures -- signals
//
// By the page's own noise, windows, settings and filters: gains in decibels on the part that judges, mean over five seeds (of
// the noise and of the network), beside a Butterworth filter and a moving average that were tuned on the part learnt from.

import { readFile } from "node:fs/promises";
import { findBeats } from "hourglass-autoencoder/data";
import { mean, ofPage } from "./page-figures.mjs";

const seeds = [0, 1, 2, 3, 4];
const strengths = [0.2, 0.45];
const rate = 360;

async function heart() {
  const bytes = await readFile(new URL("../web/public/data/ecg208.u16", import.meta.url));
  const values = Float32Array.from(
    { length: bytes.length / 2 },
    (_, i) => (bytes.readUInt16LE(2 * i) - 1024) / 200,
  );
  return { values, rate };
}

export async function signals(runtime) {
  const { denoisingOf, decibelsOf } = await ofPage("data/signals/denoising");
  const { noiseKinds } = await ofPage("data/signals/noise");
  const { learntOf, windowLength } = await ofPage("data/signals/recording");
  const { generate, rate: machineRate } = await ofPage("data/signals/machine");
  const { signalKind } = await ofPage("kinds/signal");
  const { restored } = await ofPage("desks/signals/restore");
  const { presets } = await import("hourglass-autoencoder");
  const recordings = { heart: await heart(), machine: { values: generate(), rate: machineRate } };
  console.log("\nSignals: gain in decibels on the part that judges; mean over five seeds, and each of them");
  for (const [name, recording] of Object.entries(recordings))
    for (const kind of noiseKinds)
      for (const strength of strengths) {
        const gains = { network: [], butterworth: [], average: [] };
        let before = 0;
        for (const seed of seeds) {
          const denoising = denoisingOf(recording, { kind, strength, seed });
          const { train, noisy, decibels } = denoising;
          const values = { ...signalKind.defaults, seed };
          const model = await runtime.create(
            presets.vanilla(signalKind.overrides(values, { shape: [1, windowLength, 1] })),
          );
          await model.fit(train.noisy, {
            targets: train.clean,
            epochs: values.epochs,
            batchSize: values.batch,
          });
          const [from, to] = [learntOf(recording), recording.values.length];
          const output = await restored(model, noisy, denoising, from, to);
          const after = decibelsOf(recording.values.subarray(from), output);
          before += decibels.before / seeds.length;
          gains.network.push(after - decibels.before);
          gains.butterworth.push(decibels.butterworth - decibels.before);
          gains.average.push(decibels.average - decibels.before);
          await model.dispose();
        }
        console.log(
          `  ${`${name}, ${kind}, from ${before.toFixed(1)} dB`.padEnd(34)}` +
            Object.entries(gains)
              .map(([id, all]) => `${id} ${mean(all).toFixed(1)}`.padEnd(18))
              .join("") +
            `(${gains.network.map((gain) => gain.toFixed(1)).join(" ")})`,
        );
      }
  await beats(recordings.heart);
}

/** On the minute that was marked by hand. */
async function beats({ values }) {
  const marked = JSON.parse(
    await readFile(new URL("../tests/package/marked-beats.json", import.meta.url), "utf8"),
  ).samples;
  const from = 4 * 60 * rate;
  const found = [...findBeats(values, rate)].filter((place) => place >= from).map((place) => place - from);
  const share = (places, others) =>
    places.filter((place) => others.some((other) => Math.abs(other - place) <= 0.075 * rate)).length /
    places.length;
  console.log(
    `  beats: ${found.length} found of ${marked.length} marked; sensitivity ${share(marked, found).toFixed(3)}, precision ${share(found, marked).toFixed(3)}`,
  );
}
