// The measurements. Whatever is compared is measured in turns, so that a busy minute of the machine meets all alike.

import { readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { projectRoot } from "../tools/run.mjs";
import { trainingDigits } from "./build.mjs";
import { configOf, flopPerSample, models } from "./models.mjs";
import { median, summary } from "./statistics.mjs";

/** Peaks of all builds and, if wanted, their kernels. */
export async function measureCases(builds, { repetitions, caseSeconds }, { withKernels, pace }) {
  const lists = new Map();
  for (const build of builds) lists.set(build, (await build.list()).slice(0, withKernels ? undefined : 1));
  const cases = [...lists.values()][0]?.length ?? 0;
  pace.begin("peaks and kernels", builds.length * (repetitions + 1));

  const rates = new Map(builds.map((build) => [build, Array.from({ length: cases }, () => [])]));
  for (let round = -1; round < repetitions; round++) {
    for (const build of builds) {
      for (const [index, { flop }] of lists.get(build).entries()) {
        const ran = await build.measure(index, flop, caseSeconds);
        // The first round is for engines to optimise.
        if (round >= 0) rates.get(build)[index].push(ran.flop / ran.seconds / 1e9);
      }
      pace.done(`${build.title}${round < 0 ? " (warm-up)" : ""}`);
    }
  }

  const peaks = Object.fromEntries(builds.map(({ id }, i) => [id, summary(rates.get(builds[i])[0])]));
  const kernels = builds.flatMap((build) =>
    lists.get(build).flatMap(({ name, shape }, index) => {
      if (index === 0) return [];
      const ran = rates.get(build)[index];
      const { median: gflops, quartiles } = summary(ran);
      // Of the peak in the same round: a moment later the machine may be busier.
      const fractionOfPeak = median(ran.map((rate, round) => rate / rates.get(build)[0][round]));
      return { name, shape, build: build.id, gflops, quartiles, fractionOfPeak };
    }),
  );
  return { peaks, kernels };
}

/** Training steps of every engine, model and batch size. */
export async function measureSteps(engines, modelNames, effort, { peaks, pace }) {
  const jobs = modelNames.flatMap((model) => effort.batches(model).map((batch) => ({ model, batch })));
  const perEngine = effort.repetitions + 2; // the first epoch, and a repetition that does not count
  pace.begin("training steps", jobs.length * engines.length * perEngine);
  const rows = [];
  for (const job of jobs) rows.push(...(await measureJob(engines, job, effort, { peaks, pace, perEngine })));
  return rows;
}

/** One model and batch size. */
async function measureJob(engines, { model, batch }, effort, { peaks, pace, perEngine }) {
  const job = {
    config: configOf(models[model]),
    count: trainingDigits - (trainingDigits % batch), // every batch is whole
    batch,
    limit: effort.limit,
  };
  const title = ({ title }) => `${models[model].title}, batch ${batch}, ${title}`;
  const prepared = new Map();
  for (const engine of engines) {
    const first = await engine.prepare(job).catch((error) => ({ unavailable: error.message }));
    prepared.set(engine, first);
    if (first.unavailable) pace.done(`${title(engine)}: not available (${first.unavailable})`, perEngine);
    else pace.done(`${title(engine)}: loss ${first.loss.toFixed(4)} in the first ${first.steps} steps`);
  }

  const able = engines.filter((engine) => !prepared.get(engine).unavailable);
  const speeds = new Map(able.map((engine) => [engine, []]));
  for (let round = -1; round < effort.repetitions; round++) {
    for (const engine of able.filter((engine) => !prepared.get(engine).unavailable)) {
      const { samples, seconds } = await engine.train(effort.stepSeconds).catch((error) => {
        prepared.set(engine, { unavailable: error.message });
        return { samples: 0, seconds: 1 };
      });
      if (round >= 0) speeds.get(engine).push(samples / seconds);
      pace.done(`${title(engine)}: ${Math.round(samples / seconds).toLocaleString("en")} samples/s`);
    }
  }
  for (const engine of engines) await engine.release().catch(() => undefined);
  return engines.map((engine) =>
    stepRow(engine, { model, batch }, prepared.get(engine), speeds.get(engine), peaks),
  );
}

function stepRow({ id, title, build, threads }, { model, batch }, first, speeds, peaks) {
  const row = { model, batch, engine: id, title, threads: first.threads ?? threads };
  if (first.unavailable) return { ...row, unavailable: first.unavailable };
  const { median: samplesPerSecond, quartiles, count } = summary(speeds);
  const gflops = (samplesPerSecond * flopPerSample(models[model])) / 1e9;
  const peak = peaks[build]?.median * row.threads;
  return {
    ...row,
    samplesPerSecond,
    quartiles,
    repetitions: count,
    gflops,
    ...(peak && { fractionOfPeak: gflops / peak }),
    loss: first.loss,
    lossSteps: first.steps,
    ...(first.notes?.length && { notes: first.notes }),
  };
}

/** Milliseconds of the reconstruction of one digit, in the page's own thread and in the worker. */
export async function measureLatencies(hosts) {
  const milliseconds = async (worker) =>
    median(await hosts.inPage("Chromium", "hourglass", "latencies", "reconstruct", { worker }));
  return { inPage: await milliseconds(false), inWorker: await milliseconds(true) };
}

/** Bytes of the baseline build as a server sends it. */
export function measureSize() {
  const zipped = (file) =>
    gzipSync(readFileSync(path.join(projectRoot, "bindings/dist/wasm", file)), { level: 9 }).length;
  const [wasm, glue] = [zipped("baseline.wasm"), zipped("glue.js")];
  return { wasm, glue, total: wasm + glue };
}
