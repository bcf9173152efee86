// Builds everything, or only the steps that are named: node tools/build.mjs [STEP...]
//
// Every step does nothing, quickly, when nothing has changed.

import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import { filesIn, unlessFresh } from "./fresh.mjs";
import { Failure, projectRoot, run, runAsProgram, stage, which } from "./run.mjs";
import { toolchain } from "./toolchain.mjs";

/** The modules that the package ships. */
const builds = ["baseline", "relaxed", "baseline-threads", "relaxed-threads"];

/** Their JavaScript, which is the same for plain and for relaxed SIMD. */
const glues = {
  "glue.js": ["baseline", "relaxed"],
  "glue-threads.js": ["baseline-threads", "relaxed-threads"],
};

/** In the order in which a full build takes them. */
export const steps = {
  /** The npm packages of package-lock.json. */
  async dependencies() {
    if (isInstalled()) return;
    await stage("npm ci", () => run("npm", ["ci", "--no-fund", "--no-audit"]));
  },

  /** bindings/dist/wasm: the modules, and their glue without what only readers need. */
  async wasm() {
    await buildWasm("wasm-modules");
    const [made, packed] = ["build/wasm/bindings", "bindings/dist/wasm"];
    const names = builds.flatMap((build) => [`${build}.js`, `${build}.wasm`]);
    const what = {
      inputs: names.map((name) => `${made}/${name}`),
      outputs: [
        ...builds.map((build) => `${packed}/${build}.wasm`),
        ...Object.keys(glues).map((name) => `${packed}/${name}`),
      ],
    };
    await unlessFresh("modules", what, async () => {
      const [from, to] = [made, packed].map((folder) => path.join(projectRoot, folder));
      rmSync(to, { recursive: true, force: true });
      mkdirSync(to, { recursive: true });
      for (const build of builds)
        copyFileSync(path.join(from, `${build}.wasm`), path.join(to, `${build}.wasm`));
      for (const [name, [build, ...others]] of Object.entries(glues)) {
        const glueOf = (other) =>
          readFileSync(path.join(from, `${other}.js`), "utf8").replaceAll(other, build);
        if (others.some((other) => glueOf(other) !== glueOf(build))) {
          throw new Failure(
            `${build} and ${others.join(", ")} need glue of their own: they import other things.`,
          );
        }
        writeFileSync(path.join(to, name), await minified(name, glueOf(build)));
      }
    });
  },

  /** bindings/src/version.ts: what bindings/package.json says, as CMakeLists.txt reads it, too. */
  version() {
    const file = path.join(projectRoot, "bindings/src/version.ts");
    const { version } = JSON.parse(readFileSync(path.join(projectRoot, "bindings/package.json"), "utf8"));
    const text = `export const version: string = ${JSON.stringify(version)};\n`;
    if (!existsSync(file) || readFileSync(file, "utf8") !== text) writeFileSync(file, text);
  },

  /** bindings/dist: the TypeScript that people call. */
  async package() {
    steps.version();
    const what = {
      inputs: [
        "bindings/src",
        "web/src/kinds",
        "web/src/training",
        "bindings/tsconfig.json",
        "bindings/notices.txt",
        "CHANGELOG.md",
        "package-lock.json",
      ],
      outputs: ["bindings/dist/index.js", "bindings/CHANGELOG.md", "bindings/THIRD-PARTY-NOTICES.txt"],
    };
    await unlessFresh("package", what, () =>
      stage("compiling the package", async () => {
        removeAllBut("bindings/dist", "wasm");
        await runTool("typescript/bin/tsc", ["-p", "bindings"]);
        await bundleVendors();
        await bundleCommandLine();
        copyFileSync(path.join(projectRoot, "CHANGELOG.md"), path.join(projectRoot, "bindings/CHANGELOG.md"));
      }),
    );
  },

  /** bindings/dist/*.cjs: the entries for those who still require them, Jest say, with the types for it. */
  async commonjs() {
    const outputs = commonJsEntries.map((name) => `bindings/dist/${name}.cjs`);
    await unlessFresh(
      "commonjs",
      { inputs: ["bindings/src", "bindings/dist/wasm/glue.js"], outputs },
      async () => {
        for (const name of commonJsEntries) await asCommonJs(name);
        for (const file of filesIn("bindings/dist").filter((one) => one.endsWith(".d.ts"))) {
          const text = readFileSync(path.join(projectRoot, file), "utf8");
          const types = text.replaceAll(/(from |import\()"(\.[^"]*)\.js"/g, '$1"$2.cjs"');
          writeFileSync(path.join(projectRoot, file.replace(/\.d\.ts$/, ".d.cts")), types);
        }
      },
    );
  },

  /** hourglass-autoencoder/inline: the package in one module, with the baseline build and its worker within, without threads. */
  async inline() {
    const [wasm, target] = ["bindings/dist/wasm/baseline.wasm", "bindings/dist/inline.bundle.js"];
    const inputs = [wasm, "bindings/dist/wasm/glue.js", "bindings/src"];
    await unlessFresh("inline", { inputs, outputs: [target] }, async () => {
      const worker = await inOnePiece("bindings/dist/worker.js", "iife");
      const module = readFileSync(path.join(projectRoot, wasm)).toString("base64");
      writeFileSync(
        path.join(projectRoot, "bindings/dist/wasm/inlined.js"),
        `export const wasm = "data:application/wasm;base64,${module}";\n` +
          `export const worker = ${JSON.stringify(worker)};\n`,
      );
      writeFileSync(path.join(projectRoot, target), await inOnePiece("bindings/dist/inline.js", "esm"));
    });
  },

  /** web/public/data: the digits and, where they can be had, the clothes. */
  async data() {
    await run(process.execPath, ["tools/pack-digits.mjs"]);
    await run(process.execPath, ["tools/pack-fashion.mjs"]);
  },

  /** web/dist: the page. */
  async page() {
    const inputs = ["web", "bindings/dist", "package-lock.json"];
    await unlessFresh("page", { inputs, outputs: ["web/dist/index.html"] }, () =>
      stage("building the page", () =>
        runTool("vite/bin/vite.js", ["build"], { cwd: path.join(projectRoot, "web") }),
      ),
    );
  },

  /** web/dist/hourglass.html: the page in one file. */
  async single() {
    const inputs = ["web", "bindings/dist", "package-lock.json"];
    await unlessFresh("single", { inputs, outputs: ["web/dist/hourglass.html"] }, () =>
      stage("building the page in one file", async () => {
        const cwd = path.join(projectRoot, "web");
        await runTool("vite/bin/vite.js", ["build", "--config", "vite.single.ts", "--logLevel", "error"], {
          cwd,
        });
        const made = path.join(projectRoot, "build/single");
        const others = readdirSync(made).filter((name) => name !== "index.html");
        if (others.length > 0) throw new Failure(`The one file needs others: ${others.join(", ")}`);
        copyFileSync(path.join(made, "index.html"), path.join(projectRoot, "web/dist/hourglass.html"));
      }),
    );
  },

  /** web/dist/docs: the package's README, its reference, and how it works. */
  async docs() {
    const inputs = [
      "bindings/src",
      "bindings/README.md",
      "docs/how-it-works.md",
      "typedoc.json",
      "package-lock.json",
    ];
    await unlessFresh("docs", { inputs, outputs: ["web/dist/docs/index.html"] }, () =>
      stage("writing the documentation", async () => {
        await runTool("typedoc/bin/typedoc", ["--logLevel", "Warn"]);
        withoutInlineScripts("web/dist/docs");
      }),
    );
  },
};

export async function build(names = Object.keys(steps)) {
  for (const name of names) {
    if (!Object.hasOwn(steps, name))
      throw new Failure(`No step "${name}": there are ${Object.keys(steps).join(", ")}.`);
    await steps[name]();
  }
}

/** Builds the core as WebAssembly. @param {"wasm" | "wasm-modules"} preset    with its tests or without */
export async function buildWasm(preset) {
  const tools = await toolchain();
  await configure("wasm", tools.name, ["wasm"], (...command) => tools.run("emcmake", command.flat()));
  await stage("compiling to WebAssembly", () => tools.run("cmake", compile(preset)));
}

/**
 * Builds the core and its tests with the system's compiler.
 * @param {"native" | "sanitize" | "races" | "arm"} preset
 * @param {string[]} targets    default: all
 */
export async function buildNative(preset, targets = []) {
  await toolchain(); // brings xsimd and doctest
  await configure(preset, process.env.CXX, [preset, ...quickerTools()], run);
  const chosen = targets.length > 0 ? ["--target", ...targets] : [];
  await stage(`compiling the core (${preset})`, () => run("cmake", [...compile(preset), ...chosen]));
}

/** What makes the system's builds quicker, where it is there. */
function quickerTools() {
  const ninja = which("ninja") ? ["-G", "Ninja"] : [];
  return which("ccache") ? [...ninja, "-DCMAKE_CXX_COMPILER_LAUNCHER=ccache"] : ninja;
}

/**
 * A module without what only readers need. It is minified as a script, whose functions in blocks are seen outside, too:
 * bundlers make scripts of workers, and one name for two things would then be one thing.
 */
async function minified(name, text) {
  const { minify } = await import("vite"); // is there once the dependencies are
  const exported = "export default createModule;";
  const { code, errors } = await minify(name, text.replace(exported, ""), { module: false });
  if (!text.includes(exported)) throw new Failure(`${name} does not say "${exported}".`);
  if (errors.length > 0) throw new Failure(`${name} could not be minified: ${errors[0].message}`);
  return `${code}\n${exported}\n`;
}

const commonJsEntries = ["index", "data/index", "export/index", "files/index"];

/** What CommonJS lacks and, in the second line, Jest's jsdom. */
const commonJsBanner = `const hourglassUrl = require("node:url").pathToFileURL(__filename).href;
const { TextDecoder, TextEncoder } = globalThis.TextDecoder ? globalThis : require("node:util");`;

/** An entry with all that it imports, as a CommonJS module of Node. */
async function asCommonJs(name) {
  const { build: bundle } = await import("esbuild");
  await bundle({
    entryPoints: [path.join(projectRoot, `bindings/dist/${name}.js`)],
    outfile: path.join(projectRoot, `bindings/dist/${name}.cjs`),
    bundle: true,
    platform: "node",
    format: "cjs",
    banner: { js: commonJsBanner },
    define: { "import.meta.url": "hourglassUrl" },
    logLevel: "error",
  });
}

/** A module of the package with all that it imports but threads. It has no other file, and bundlers shall look for none. */
async function inOnePiece(entry, format) {
  const { build: bundle } = await import("esbuild");
  const noThreads = {
    name: "no threads",
    setup: ({ onLoad }) =>
      onLoad({ filter: /glue-threads\.js$/ }, () => ({ contents: "export default undefined;" })),
  };
  const { outputFiles } = await bundle({
    entryPoints: [path.join(projectRoot, entry)],
    bundle: true,
    minify: true,
    format,
    define: { "import.meta.url": '"file:///"' },
    write: false,
    logLevel: "error",
    plugins: [noThreads],
  });
  return outputFiles[0].text;
}

/** bindings/THIRD-PARTY-NOTICES.txt: what is within the modules, and the licence of every npm package that is bundled. */
function writeNotices(bundled) {
  const folders = bundled.map((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0]);
  const parts = [...new Set(folders.filter(Boolean))].sort().map((folder) => {
    const file = readdirSync(path.join(projectRoot, folder)).find((name) => /^licen[cs]e/i.test(name));
    const { name, license } = JSON.parse(
      readFileSync(path.join(projectRoot, folder, "package.json"), "utf8"),
    );
    const text = file ? readFileSync(path.join(projectRoot, folder, file), "utf8").trim() : license;
    return `\n${"=".repeat(80)}\n${name}, in hourglass-autoencoder\nhttps://www.npmjs.com/package/${name}\n\n${text}\n`;
  });
  const head = readFileSync(path.join(projectRoot, "bindings/notices.txt"), "utf8");
  writeFileSync(path.join(projectRoot, "bindings/THIRD-PARTY-NOTICES.txt"), head + parts.join(""));
}

/** The folders vendor of bindings/dist: each library that a part is built on, in one module that is loaded when it is needed. */
async function bundleVendors() {
  const { build: bundle } = await import("esbuild");
  const { metafile } = await bundle({
    entryPoints: [
      ...filesIn("bindings/src/files/vendor").filter((file) => file.endsWith(".js")),
      ...["onnx", "pytorch"].map((name) => `bindings/src/export/vendor/${name}.js`),
    ],
    loader: { ".py": "text" },
    absWorkingDir: projectRoot,
    outbase: "bindings/src",
    outdir: "bindings/dist",
    bundle: true,
    minify: true,
    format: "esm",
    legalComments: "inline",
    metafile: true,
    logLevel: "error",
  });
  writeNotices(Object.keys(metafile.inputs));
}

/** bindings/dist/bin/hourglass.js: the command line in one file, with what it has of the page; the package is beside it. */
async function bundleCommandLine() {
  const { build: bundle } = await import("esbuild");
  const beside = {
    name: "the package beside it",
    setup: ({ onResolve }) => {
      onResolve({ filter: /^\.\.\/[\w/]+\.js$/ }, ({ path: name }) => ({ path: name, external: true }));
      onResolve({ filter: /\/engine\/client$/ }, () => ({ path: "../index.js", external: true }));
    },
  };
  await bundle({
    entryPoints: [path.join(projectRoot, "bindings/src/bin/hourglass.ts")],
    outfile: path.join(projectRoot, "bindings/dist/bin/hourglass.js"),
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    banner: { js: "#!/usr/bin/env node" },
    plugins: [beside],
    logLevel: "error",
  });
}

/** The site's policy allows no script within a page: the one that TypeDoc puts into each becomes a file. */
function withoutInlineScripts(folder) {
  const scripts = new Set();
  for (const file of filesIn(folder).filter((name) => name.endsWith(".html"))) {
    const full = path.join(projectRoot, file);
    const base = path.relative(path.dirname(file), folder) || ".";
    const text = readFileSync(full, "utf8").replaceAll(/<script>(.*?)<\/script>/gs, (_, script) => {
      scripts.add(script);
      return `<script src="${base}/assets/start.js"></script>`;
    });
    writeFileSync(full, text);
  }
  if (scripts.size !== 1)
    throw new Failure(`The documentation has ${scripts.size} scripts within its pages, not one.`);
  writeFileSync(path.join(projectRoot, folder, "assets/start.js"), [...scripts][0]);
}

/** Runs a program of an npm package. */
export function runTool(script, args, options) {
  return run(process.execPath, [path.join(projectRoot, "node_modules", script), ...args], options);
}

/**
 * Configures a preset unless that is done; CMake itself notices changes of its lists, but not of the rest.
 * @param {string} folder       below build/
 * @param {string} compiler     another one configures anew
 * @param {string[]} preset     its name and further arguments of cmake
 * @param {(command: string, args: string[]) => Promise<void>} runner
 */
export async function configure(folder, compiler, preset, runner) {
  const args = ["--preset", ...preset, "--fresh"];
  const what = {
    inputs: ["CMakePresets.json"],
    outputs: [`build/${folder}/CMakeCache.txt`],
    also: [compiler, args],
  };
  await unlessFresh(`configure-${folder}`, what, () =>
    stage(`configuring ${folder}`, () => runner("cmake", args)),
  );
}

function compile(preset) {
  return ["--build", "--preset", preset, "--parallel", `${availableParallelism()}`];
}

/** Whether node_modules holds what package-lock.json asks for. */
function isInstalled() {
  const packagesOf = (file) => JSON.parse(readFileSync(path.join(projectRoot, file), "utf8")).packages;
  if (!existsSync(path.join(projectRoot, "node_modules/.package-lock.json"))) return false;
  const wanted = packagesOf("package-lock.json");
  const installed = packagesOf("node_modules/.package-lock.json");
  return Object.entries(wanted)
    .filter(([name]) => name.startsWith("node_modules/"))
    .every(([name, { version, optional }]) =>
      name in installed ? installed[name].version === version : optional,
    );
}

function removeAllBut(folder, kept) {
  const full = path.join(projectRoot, folder);
  if (!existsSync(full)) return;
  for (const name of readdirSync(full)) if (name !== kept) rmSync(path.join(full, name), { recursive: true });
}

await runAsProgram(import.meta.url, (names) => build(names.length > 0 ? names : undefined));
