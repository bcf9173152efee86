// Everything that is measured, built, and the peers installed.

import { existsSync, readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { build, buildNative, buildWasm, runTool } from "../tools/build.mjs";
import { unlessFresh } from "../tools/fresh.mjs";
import { readDigits } from "../tools/pack-digits.mjs";
import { projectRoot, run, stage } from "../tools/run.mjs";

/** Digits to train on, 784 bytes each, for what is no browser. */
export const digitsFile = path.join(projectRoot, "build/bench/digits.u8");
export const trainingDigits = 9000;

/** Whether this CPU has what the native programs are measured with. */
export const runsNatively = process.arch !== "x64" || hasFlags("avx2", "fma");

export async function buildBenchmark() {
  await build(["dependencies", "wasm", "package", "data"]);
  await buildWasm("wasm-bench");
  if (runsNatively) await buildNative("native", ["bench_native", "bench_native_fused"]);
  await writeDigits();
  await installPeers();
  await buildPage();
}

async function installPeers() {
  const what = { inputs: ["bench/package-lock.json"], outputs: ["bench/node_modules/.package-lock.json"] };
  await unlessFresh("bench-peers", what, () =>
    stage("installing the peers (68 MB)", () =>
      run("npm", ["ci", "--no-fund", "--no-audit"], { cwd: path.join(projectRoot, "bench") }),
    ),
  );
}

/** Anew each time: it takes seconds, and a stale page would tell lies. */
async function buildPage() {
  await stage("bundling the page", () =>
    runTool("vite/bin/vite.js", ["build", "--config", "bench/vite.config.mjs", "--logLevel=warn"]),
  );
}

async function writeDigits() {
  const { images } = await readDigits();
  await mkdir(path.dirname(digitsFile), { recursive: true });
  await writeFile(digitsFile, images.subarray(0, trainingDigits * 784));
}

function hasFlags(...names) {
  if (!existsSync("/proc/cpuinfo")) return false;
  const flags =
    readFileSync("/proc/cpuinfo", "utf8")
      .match(/^flags\s*:.*$/m)?.[0]
      .split(" ") ?? [];
  return names.every((name) => flags.includes(name));
}
