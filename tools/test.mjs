// Runs all tests, or only the suites that are named: node tools/test.mjs [SUITE | SUITE/FILE...] [--slowest] [--all]
//
// Of suites of Node's test runner a file may be named, too: "web/pad" is tests/web/pad.test.mjs. --slowest lists the twenty
// slowest tests, and how long each file took. --all runs what is slow and rarely changes, too. A suite that took longer than
// tools/budgets.json allows is named at the end.
// The last line is "N passed, N failed, N skipped", summed over the suites.

import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { aptInstall, canInstall } from "./apt.mjs";
import { build, buildNative, buildWasm } from "./build.mjs";
import { ensureChromium } from "./chromium.mjs";
import { ensureFirefox, ensureWebKit } from "./engines.mjs";
import { filesIn } from "./fresh.mjs";
import { Failure, exitOf, projectRoot, runAsProgram, which } from "./run.mjs";

/** @typedef {{ passed: number, failed: number, skipped: number, times?: { name: string, file: string, seconds: number }[] }} Count */

/** @type {Record<string, { title: string, run: (files: string[]) => Promise<Count> }>} `files`: only these, if any */
const suites = {
  core: { title: "the core, natively", run: () => nativeTests("native") },
  sanitize: { title: "the core under ASan and UBSan", run: () => nativeTests("sanitize") },
  variants: { title: "the core in its other numeric mode, and with wide vectors", run: variantTests },
  races: { title: "the core's threads under ThreadSanitizer", run: raceTests },
  arm: { title: "the core for 64-bit ARM, under qemu", run: armTests },
  wasm: {
    title: "the core as WebAssembly in Node",
    async run() {
      await buildWasm("wasm");
      return doctest(process.execPath, ["build/wasm/tests/core/hourglass_core_tests.cjs"]);
    },
  },
  package: {
    title: "the npm package",
    async run(files) {
      await build();
      return nodeTests("tests/package", files);
    },
  },
  web: {
    title: "the page and the package in browsers",
    async run(files) {
      await ensureEngines();
      await build();
      return nodeTests("tests/web", files, timed);
    },
  },
  embed: {
    title: "the package where people embed it",
    async run(files) {
      await ensureEngines();
      await build();
      return nodeTests("tests/embed", files);
    },
  },
  tools: { title: "the tools", run: (files) => nodeTests("tests/tools", files) },
};

async function ensureEngines() {
  process.env.CHROMIUM_PATH = await ensureChromium();
  await ensureFirefox();
  await ensureWebKit();
}

/** These look at the clock: nothing else may run beside them. */
const timed = ["training"];

async function nativeTests(preset) {
  await buildNative(preset, ["hourglass_core_tests"]);
  return doctest(path.join(projectRoot, "build", preset, "tests/core/hourglass_core_tests"), []);
}

async function variantTests() {
  const programs = ["hourglass_fused_tests", "hourglass_wide_tests"];
  await buildNative("native", programs);
  const counts = [];
  for (const program of programs) {
    counts.push(await doctest(path.join(projectRoot, "build/native/tests/core", program), []));
  }
  return sum(counts);
}

async function raceTests() {
  await buildNative("races", ["hourglass_race_tests"]);
  return doctest(path.join(projectRoot, "build/races/tests/core/hourglass_race_tests"), []);
}

/** What fingerprints, gradients and random models come to on ARM, in both numeric modes. */
async function armTests() {
  const needed = { "aarch64-linux-gnu-g++": "g++-aarch64-linux-gnu", "qemu-aarch64": "qemu-user" };
  const missing = Object.keys(needed).filter((command) => !which(command));
  if (missing.length > 0 && !canInstall()) {
    console.log(`${missing.join(" and ")}: not there, and only Debian's can be installed here.`);
    return { passed: 0, failed: 0, skipped: 1 };
  }
  if (missing.length > 0) await aptInstall(missing.map((command) => needed[command]));
  const programs = ["hourglass_machine_tests", "hourglass_fused_tests"];
  await buildNative("arm", programs);
  const emulator = ["-L", "/usr/aarch64-linux-gnu"];
  const run = (name) =>
    doctest("qemu-aarch64", [...emulator, path.join(projectRoot, "build/arm/tests/core", name)]);
  return sum(await Promise.all(programs.map(run)));
}

/** Runs a doctest program and reads the counts from its summaries. @returns {Promise<Count>} */
async function doctest(command, args) {
  const child = spawn(command, [...args, "--no-colors=true"], {
    cwd: projectRoot,
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.on("data", (chunk) => {
    output += chunk;
    process.stdout.write(chunk);
  });
  const code = await exitOf(child);
  const summary = /^\[doctest\] test cases:\s*\d+\s*\|\s*(\d+) passed\s*\|\s*(\d+) failed/gm;
  const counts = [...stripVTControlCharacters(output).matchAll(summary)];
  if (counts.length === 0) console.error(`It ended (${code}) without a summary.`);
  // What doctest calls skipped is what the program itself leaves to another run.
  const count = ([, passed, failed]) => ({ passed: Number(passed), failed: Number(failed), skipped: 0 });
  return atLeastOneFailed(code, sum(counts.map(count)));
}

/** @param {Count[]} counts @returns {Count} */
function sum(counts) {
  const total = (key) => counts.reduce((number, count) => number + count[key], 0);
  const times = counts.flatMap((count) => count.times ?? []);
  return { passed: total("passed"), failed: total("failed"), skipped: total("skipped"), times };
}

/**
 * Runs the node:test files of a folder, or those that are named, two at a time; `alone` come one by one.
 * @returns {Promise<Count>}
 */
async function nodeTests(folder, named, alone = []) {
  const nameOf = (file) => path.basename(file, ".test.mjs");
  const all = filesIn(folder).filter((file) => file.endsWith(".test.mjs"));
  const unknown = named.find((name) => !all.some((file) => nameOf(file) === name));
  if (unknown) throw new Failure(`${folder} has no ${unknown}.test.mjs.`);
  const chosen = named.length > 0 ? all.filter((file) => named.includes(nameOf(file))) : all;
  if (chosen.length === 0) throw new Failure(`${folder} holds no *.test.mjs.`);
  const isAlone = (file) => alone.includes(nameOf(file));
  const counts = [];
  for (const [files, concurrency] of [
    [chosen.filter((file) => !isAlone(file)), 2],
    [chosen.filter(isAlone), 1],
  ]) {
    if (files.length > 0) counts.push(await nodeTestFiles(folder, files, concurrency));
  }
  return sum(counts);
}

/** @returns {Promise<Count>} */
async function nodeTestFiles(folder, files, concurrency) {
  const counts = path.join(projectRoot, "build/counts", `${path.basename(folder)}.json`);
  mkdirSync(path.dirname(counts), { recursive: true });
  rmSync(counts, { force: true });
  // A file's tests count as one, too, and a busy machine may take several times as long as a free one.
  const options = ["--test", `--test-concurrency=${concurrency}`, `--test-timeout=${25 * 60_000}`];
  const reporters = ["spec", "stdout", "./tools/count-reporter.mjs", counts].map(
    (value, i) => `--test-reporter${i % 2 ? "-destination" : ""}=${value}`,
  );
  const child = spawn(process.execPath, [...options, ...reporters, ...files], {
    cwd: projectRoot,
    stdio: ["ignore", "inherit", "inherit"],
  });
  const code = await exitOf(child);
  return atLeastOneFailed(code, JSON.parse(readFileSync(counts, "utf8")));
}

/** A suite that crashed or ran nothing has failed, whatever it counted. */
function atLeastOneFailed(code, count) {
  const isBad = code !== 0 || count.passed + count.failed === 0;
  return { ...count, failed: isBad ? Math.max(count.failed, 1) : count.failed };
}

/** The twenty slowest tests, and the files of Node's test runner by what their tests took together. */
function listSlowest(results) {
  const times = results.flatMap(({ suite, times = [] }) => times.map((one) => ({ ...one, suite })));
  const line = ({ seconds, suite, file, name }) =>
    console.log(`${seconds.toFixed(1).padStart(8)} s  ${suite}/${file.replace(/\.test\.mjs$/, "")}  ${name}`);
  console.log("\nThe slowest tests:");
  [...times]
    .sort((a, b) => b.seconds - a.seconds)
    .slice(0, 20)
    .forEach(line);
  const files = new Map();
  for (const { suite, file, seconds } of times)
    files.set(`${suite}/${file}`, (files.get(`${suite}/${file}`) ?? 0) + seconds);
  console.log("\nThe slowest files:");
  [...files]
    .sort(([, a], [, b]) => b - a)
    .slice(0, 20)
    .forEach(([file, seconds]) => console.log(`${seconds.toFixed(1).padStart(8)} s  ${file}`));
}

/** Suites that took longer than they may on two free cores. A busy machine is no failure, so this only says it. */
function listOverBudget(results) {
  const budgets = JSON.parse(readFileSync(path.join(projectRoot, "tools/budgets.json"), "utf8"));
  for (const { suite, seconds } of results)
    if (seconds > budgets[suite])
      console.log(`${suite} took ${seconds} s, and its budget is ${budgets[suite]} s (tools/budgets.json).`);
}

async function runSuite(name, files) {
  const start = performance.now();
  console.log(`\n===== ${name}: ${suites[name].title}`);
  let count;
  try {
    count = await suites[name].run(files);
  } catch (error) {
    console.error(error instanceof Failure ? error.message : error);
    count = { passed: 0, failed: 1, skipped: 0 };
  }
  return { suite: name, ...count, seconds: Number(((performance.now() - start) / 1000).toFixed(1)) };
}

await runAsProgram(import.meta.url, async (given) => {
  const args = given.filter((arg) => !["--slowest", "--all"].includes(arg));
  if (given.includes("--all")) process.env.EMBED_ALL = "1";
  const names = [...new Set(args.map((name) => name.split("/")[0]))];
  /** The files that are named of a suite; none where it is named as a whole. */
  const filesOf = (name) =>
    args.includes(name)
      ? []
      : args.filter((arg) => arg.startsWith(`${name}/`)).map((arg) => arg.slice(name.length + 1));
  const unknown = names.find((name) => !Object.hasOwn(suites, name));
  if (unknown) throw new Failure(`No suite "${unknown}": there are ${Object.keys(suites).join(", ")}.`);
  const results = [];
  for (const name of names.length > 0 ? names : Object.keys(suites))
    results.push(await runSuite(name, filesOf(name)));

  console.log();
  for (const { suite, passed, failed, skipped, seconds } of results) {
    const columns = [
      suite.padEnd(10),
      `${passed} passed`.padStart(12),
      `${failed} failed`.padStart(11),
      `${skipped} skipped`.padStart(12),
      `${seconds} s`.padStart(9),
    ];
    console.log(columns.join(""));
  }
  if (given.includes("--slowest")) listSlowest(results);
  listOverBudget(results);
  const { passed, failed, skipped } = sum(results);
  if (failed > 0 || passed === 0) process.exitCode = 1;
  console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
});
