// Who is measured: builds, of which peak and kernels are, and engines, which train.

import path from "node:path";
import { projectRoot } from "../tools/run.mjs";
import { existingTorch } from "../tools/torch.mjs";
import { digitsFile, runsNatively } from "./build.mjs";

/**
 * @typedef {object} Build      a build of this project in one place
 * @property {string} id        e.g. "relaxed-chromium"
 * @property {string} title
 * @property {() => Promise<{ name: string, shape: string, flop: number }[]>} list
 * @property {(index: number, flop: number, seconds: number) => Promise<{ flop: number, seconds: number }>} measure
 */

/**
 * @typedef {object} Engine
 * @property {string} id
 * @property {string} title
 * @property {string} [build]     the build whose peak it is measured by
 * @property {(job: object) => Promise<{ loss: number, steps: number } | { unavailable: string }>} prepare
 *     a new model of { config, count, batch }, trained for one epoch or `limit` seconds
 * @property {(seconds: number) => Promise<{ samples: number, seconds: number }>} train
 * @property {() => Promise<void>} release
 */

const simdBuilds = ["baseline", "relaxed"];
const nativePrograms = runsNatively ? ["native", "native-fused"] : [];

/** @param {import("./hosts.mjs").Hosts} hosts @param {string[]} browsers @returns {Build[]} */
export function buildsOf(hosts, browsers) {
  const inPages = browsers.flatMap((browser) =>
    simdBuilds.map((build) => buildInPage(hosts, browser, build)),
  );
  return [...inPages, ...nativePrograms.map((name) => buildInProgram(hosts, name))];
}

/** @param {import("./hosts.mjs").Hosts} hosts @param {string[]} browsers @returns {Engine[]} */
export function enginesOf(hosts, browsers) {
  return [
    ...browsers.flatMap((browser) => [
      hourglassInPage(hosts, browser, "baseline", 1),
      hourglassInPage(hosts, browser, "relaxed", 1),
      hourglassInPage(hosts, browser, "relaxed", 2),
    ]),
    peerInPage(hosts, "jax-js-chromium", "jax-js, wasm", "jax", {}),
    peerInPage(hosts, "tfjs-wasm-chromium", "TensorFlow.js, wasm", "tfjs", { backend: "wasm" }),
    peerInPage(hosts, "tfjs-cpu-chromium", "TensorFlow.js, cpu", "tfjs", { backend: "cpu" }),
    ...nativePrograms.map((name) => hourglassNatively(hosts, name)),
    pytorch(hosts),
  ];
}

const idOf = (browser) => browser.toLowerCase();

function buildInPage(hosts, browser, build) {
  const call = (method, argument) =>
    hosts.inPage(browser, "hourglass", "cases", method, { build, ...argument });
  return {
    id: `${build}-${idOf(browser)}`,
    title: `${build}, ${browser}`,
    list: () => call("list"),
    measure: (index, flop, seconds) => call("measure", { index, flop, seconds }),
  };
}

function askProgram(hosts, name, line) {
  const command = path.join(projectRoot, "build/native/bench", `bench_${name.replace("-", "_")}`);
  return hosts.inProcess(name, { command, args: [] }, line);
}

const nativeTitles = { native: "native, unfused", "native-fused": "native, fused" };

function buildInProgram(hosts, name) {
  const ask = (line) => askProgram(hosts, name, line);
  return {
    id: name,
    title: nativeTitles[name],
    list: () => ask("cases"),
    measure: (index, _flop, seconds) => ask(`measure ${index} ${seconds}`),
  };
}

function hourglassInPage(hosts, browser, build, threads) {
  const suffix = threads > 1 ? `-${threads}threads` : "";
  const name = `hourglass-${build}${suffix}-${idOf(browser)}`;
  const call = (method, argument) => hosts.inPage(browser, name, "hourglass", method, { name, ...argument });
  return {
    id: name,
    title: `hourglass, ${build}, ${threads} thread${threads > 1 ? "s" : ""}, ${browser}`,
    build: `${build}-${idOf(browser)}`,
    threads,
    prepare: (job) => call("prepare", { build, threads, ...job }),
    train: (seconds) => call("train", { seconds }),
    release: () => call("release"),
  };
}

function peerInPage(hosts, id, title, engine, options) {
  const call = (method, argument) =>
    hosts.inPage("Chromium", id, engine, method, { ...options, ...argument });
  return {
    id,
    title: `${title}, Chromium`,
    prepare: (job) => call("prepare", job),
    train: (seconds) => call("train", { seconds }),
    release: () => call("release"),
  };
}

function hourglassNatively(hosts, name) {
  const ask = (line) => askProgram(hosts, name, line);
  return {
    id: `hourglass-${name}`,
    title: `hourglass, ${nativeTitles[name]}, 1 thread`,
    build: name,
    threads: 1,
    prepare: ({ config, count, batch }) =>
      ask(`prepare ${digitsFile} ${count} ${batch} ${JSON.stringify(config)}`),
    train: (seconds) => ask(`train ${seconds}`),
    release: async () => undefined,
  };
}

function pytorch(hosts) {
  const start = existingTorch("python3", ["bench/pytorch.py"], { OPENBLAS_NUM_THREADS: "1" });
  const ask = (method, request) => hosts.inProcess("PyTorch", start, JSON.stringify({ method, ...request }));
  return {
    id: "pytorch-native",
    title: "PyTorch, native, 1 thread",
    threads: 1,
    async prepare(job) {
      if (!start) return { unavailable: "no python3 with torch: node tools/torch.mjs makes one" };
      const { version, blas } = await ask("about");
      if (!blas) return { unavailable: `PyTorch ${version} here has neither OpenBLAS nor MKL` };
      return {
        ...(await ask("prepare", { ...job, digits: digitsFile })),
        notes: [`${version} with ${blas}`],
      };
    },
    train: (seconds) => ask("train", { seconds }),
    release: async () => undefined,
  };
}
