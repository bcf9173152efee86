// This project through its package, in its own worker: whole epochs of `fit`.

import { load } from "hourglass-autoencoder";
import { loadDigits } from "./digits.js";

/** What is trained, by the name of its engine. */
const trainings = new Map();

export async function prepare({ name, build, threads, config, count, batch }) {
  const runtime = await load({ build, threads });
  const { info } = runtime;
  if (info.build !== build || info.threads !== threads) {
    await runtime.dispose();
    return { unavailable: info.notes.join("; ") || `got ${info.build} with ${info.threads} threads` };
  }
  const model = await runtime.create(config);
  const training = { runtime, model, batch, digits: await loadDigits(count), epochSeconds: 0 };
  trainings.set(name, training);
  const { epochs } = await runEpochs(training, 1);
  await runEpochs(training, 3); // warm: now the time of an epoch is that of the next ones
  return { loss: epochs[0].loss, steps: epochs[0].step, notes: info.notes };
}

export async function train({ name, seconds }) {
  const training = trainings.get(name);
  const epochs = Math.max(1, Math.round(seconds / training.epochSeconds));
  await runEpochs(training, epochs);
  return { samples: (training.digits.length / 784) * epochs, seconds: training.epochSeconds * epochs };
}

export async function release({ name }) {
  await trainings.get(name)?.runtime.dispose();
  trainings.delete(name);
}

async function runEpochs(training, epochs) {
  const { model, digits, batch } = training;
  const start = performance.now();
  const history = await model.fit(digits, { epochs, batchSize: batch });
  training.epochSeconds = (performance.now() - start) / 1000 / epochs;
  return history;
}
