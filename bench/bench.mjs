// This project beside its peers, in one run, everything in turns:
//
//   npm run bench -- [--quick] [--json FILE] [--readme] [--only=PART,...] [--engines=TEXT,...] [--models=NAME,...]
//
// Parts are peaks, kernels (which bring the peaks with them), steps, latencies and size. An engine or build is taken if
// its name contains one of the texts. --readme puts tables and plot into bench/. Figures are medians; missed targets
// are no failure.

import { writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { ensureBrowser } from "../tools/chromium.mjs";
import { findFirefox } from "../tools/engines.mjs";
import { Failure, projectRoot, runAsProgram } from "../tools/run.mjs";
import { buildBenchmark } from "./build.mjs";
import { buildsOf, enginesOf } from "./contestants.mjs";
import { Hosts } from "./hosts.mjs";
import { measureCases, measureLatencies, measureSize, measureSteps } from "./measure.mjs";
import { models } from "./models.mjs";
import { plotOf } from "./plot.mjs";
import { Pace } from "./pace.mjs";
import { markdownReport, markdownSummary, rewriteReadme, textReport } from "./report.mjs";
import { ratiosOf } from "./targets.mjs";

const parts = ["peaks", "kernels", "steps", "latencies", "size"];

/** How often and, in seconds, how long something is measured, and for how long a slow peer's first epoch may take. */
const efforts = {
  full: { repetitions: 7, caseSeconds: 0.5, stepSeconds: 1, limit: 10, batches: () => [32, 128, 256] },
  quick: {
    repetitions: 3,
    caseSeconds: 0.05,
    stepSeconds: 0.15,
    limit: 1,
    batches: (name) => (name === "shallow" ? [32, 128] : [128]),
  },
};

function readOptions(args) {
  const { values } = parseArgs({
    args,
    options: {
      quick: { type: "boolean", default: false },
      readme: { type: "boolean", default: false },
      json: { type: "string" },
      only: { type: "string", default: parts.join(",") },
      engines: { type: "string", default: "" },
      models: { type: "string", default: Object.keys(models).join(",") },
    },
  });
  const chosen = { ...values, only: values.only.split(","), models: values.models.split(",") };
  checkNames("part", chosen.only, parts);
  checkNames("model", chosen.models, Object.keys(models));
  const texts = values.engines.split(",");
  return { ...chosen, isWanted: ({ id }) => texts.some((text) => id.includes(text)) };
}

function checkNames(what, names, known) {
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Failure(`No ${what} "${unknown}": there are ${known.join(", ")}.`);
}

async function findBrowsers() {
  process.env.CHROMIUM_PATH = await ensureBrowser();
  if (findFirefox()) return ["Chromium", "Firefox"];
  console.log("Firefox is missing: its rows are left out.");
  return ["Chromium"];
}

async function measureAll(hosts, options) {
  const effort = options.quick ? efforts.quick : efforts.full;
  const browsers = await findBrowsers();
  const builds = buildsOf(hosts, browsers).filter(options.isWanted);
  const engines = enginesOf(hosts, browsers).filter(options.isWanted);
  const wants = (part) => options.only.includes(part);
  const pace = new Pace();

  const { peaks, kernels } =
    wants("peaks") || wants("kernels")
      ? await measureCases(builds, effort, { withKernels: wants("kernels"), pace })
      : { peaks: {}, kernels: [] };
  const steps = wants("steps") ? await measureSteps(engines, options.models, effort, { peaks, pace }) : [];
  const latencies = wants("latencies") ? await measureLatencies(hosts) : {};
  const size = wants("size") ? measureSize() : {};
  return { peaks, kernels, steps, latencies, size };
}

async function writePlot(results, folder) {
  if (results.steps.length === 0) return;
  await writeFile(path.join(projectRoot, folder, "results.svg"), plotOf(results));
  console.log(`\nThe plot is in ${folder}/results.svg.`);
}

async function rewriteReadmes(results) {
  await rewriteReadme(path.join(projectRoot, "bench/README.md"), markdownReport(results));
  await rewriteReadme(path.join(projectRoot, "README.md"), markdownSummary(results));
}

await runAsProgram(import.meta.url, async (args) => {
  const options = readOptions(args);
  await buildBenchmark();
  const hosts = new Hosts();
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.once(signal, () => void hosts.close().finally(() => process.exit(130)));
  }
  try {
    const measured = await measureAll(hosts, options);
    const machine = { cpu: cpus()[0]?.model, cores: cpus().length, browsers: await hosts.versions() };
    const results = { machine, date: new Date().toISOString(), quick: options.quick, ...measured };
    results.ratios = ratiosOf(results);
    console.log(textReport(results));
    if (options.json) await writeFile(options.json, `${JSON.stringify(results, null, 2)}\n`);
    await writePlot(results, options.readme ? "bench" : "build/bench");
    if (options.readme) await rewriteReadmes(results);
  } finally {
    await hosts.close();
  }
});
