// Runs all static checks, or only those that are named: node tools/check.mjs [CHECK...] [--deep]
//
// --deep: clang-tidy reads the kernels once for each instruction set, not for the baseline alone, and its analyzer looks
// deeper.

import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import { configure, runTool, steps } from "./build.mjs";
import { formatCpp, formatScripts } from "./format.mjs";
import { filesIn } from "./fresh.mjs";
import { violations } from "./rules.mjs";
import { writeSettings } from "./schema.mjs";
import { Failure, projectRoot, run, runAsProgram, stage, which } from "./run.mjs";
import { toolchain } from "./toolchain.mjs";

let isDeep = false;

const checks = {
  /** Who may include or import whom. */
  rules() {
    const files = [...["core", "bindings", "tests", "bench", "web"].flatMap(filesIn), "package-lock.json"];
    const texts = files.map((file) => [file, readFileSync(path.join(projectRoot, file), "utf8")]);
    const found = violations(Object.fromEntries(texts));
    for (const { file, line, rule } of found) console.error(`${file}:${line}: ${rule}`);
    if (found.length > 0) throw new Failure(`${found.length} broken rules`);
  },

  "clang-format": () => formatCpp({ write: false }),

  async prettier() {
    await steps.dependencies();
    await formatScripts({ write: false });
  },

  /** What is written from the core's tables of settings is what they say. */
  async schema() {
    const different = await writeSettings({ write: false });
    if (different.length > 0) throw new Failure(`${different.join(", ")}: run npm run schema`);
  },

  /** The package's TypeScript, strict, and that of its command line. */
  async typescript() {
    await steps.dependencies();
    steps.version();
    await runTool("typescript/bin/tsc", ["--noEmit", "-p", "bindings"]);
    await runTool("typescript/bin/tsc", ["-p", "bindings/tsconfig.bin.json"]);
  },

  /** The page's TypeScript and components; they see the package's declarations. */
  async svelte() {
    await steps.dependencies();
    await steps.package();
    await runTool("svelte-check/bin/svelte-check", ["--tsconfig", "web/tsconfig.json", "--fail-on-warnings"]);
  },

  /** The core compiles without a warning with Clang, too: with the system's, which may be old, or the toolchain's. */
  async clang() {
    const tools = await toolchain();
    const system = which("clang++");
    const runner = system ? run : tools.run;
    await configure(
      "clang",
      system ?? tools.name,
      cmakeArguments("clang", system ?? tools.clangTool("clang++"), {
        CMAKE_BUILD_TYPE: "Debug",
        CMAKE_CXX_FLAGS: "-Werror",
        HOURGLASS_KERNEL_OPTIMIZATION: "-O0",
        HOURGLASS_INSTRUCTION_SETS: isDeep ? "3" : "1",
      }),
      runner,
    );
    await runner("cmake", [
      "--build",
      "build/clang",
      "--target",
      "hourglass_core",
      "--parallel",
      `${availableParallelism()}`,
    ]);
  },

  async "clang-tidy"() {
    const tools = await toolchain();
    const leftOut = readFileSync(path.join(projectRoot, ".clang-tidy"), "utf8").match(
      /readability-simplify[^"]*/,
    )[0];
    const more = isDeep
      ? [...leftOut.matchAll(/-((?:bugprone|modernize)-[\w-]+)/g)].map(([, name]) => name)
      : [];
    // Most checks look at headers, too, and so at several files in one; the analyzer leaves out what a file includes.
    await tidy(tools, "tidy", "ON", [`--checks=-clang-analyzer-*,${more}`]);
    // The analyzer's quicker mode takes a fifth of the time.
    const quick = ["-Xclang", "-analyzer-config", "-Xclang", "mode=shallow"];
    await tidy(tools, "analyzer", "OFF", [
      "--checks=-*,clang-analyzer-*",
      ...(isDeep ? [] : quick.map((argument) => `--extra-arg=${argument}`)),
    ]);
  },
};

/**
 * Runs clang-tidy in a build of its own, so that it sees the headers of the compiler that it comes with; and each file is in
 * it once, since it reads a file as often as it is compiled.
 * @param {"ON" | "OFF"} unity    whether several files are compiled as one
 */
async function tidy(tools, folder, unity, more) {
  const settings = { HOURGLASS_INSTRUCTION_SETS: isDeep ? "3" : "0", CMAKE_UNITY_BUILD: unity };
  await configure(
    folder,
    tools.name,
    cmakeArguments(folder, tools.clangTool("clang++"), settings),
    tools.run,
  );
  const commands = JSON.parse(
    readFileSync(path.join(projectRoot, `build/${folder}/compile_commands.json`), "utf8"),
  );
  const options = ["-p", `build/${folder}`, "--quiet", ...more];
  const quiet = { stdio: ["ignore", "inherit", "ignore"] }; // findings go to stdout, statistics to stderr
  await forEach(
    commands.map(({ file }) => file),
    (file) => tools.run(tools.clangTool("clang-tidy"), [...options, file], quiet),
  );
}

/** A build of the core alone. */
function cmakeArguments(folder, compiler, settings) {
  const all = {
    CMAKE_CXX_COMPILER: compiler,
    HOURGLASS_BUILD_TESTS: "OFF",
    HOURGLASS_BUILD_BENCH: "OFF",
    ...settings,
  };
  const given = Object.entries(all).map(([name, value]) => `-D${name}=${value}`);
  return ["native", "-B", `build/${folder}`, ...given];
}

/** Calls `work` for every item, as many at a time as there are cores, and fails at the end if any failed. */
async function forEach(items, work) {
  const queue = [...items];
  const failures = [];
  const takeNext = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) {
      await work(item).catch((error) => failures.push(error.message));
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, takeNext));
  if (failures.length > 0) throw new Failure(failures.join("\n"));
}

await runAsProgram(import.meta.url, async (args) => {
  const names = args.filter((name) => name !== "--deep");
  isDeep = args.includes("--deep");
  const unknown = names.find((name) => !Object.hasOwn(checks, name));
  if (unknown) throw new Failure(`No check "${unknown}": there are ${Object.keys(checks).join(", ")}.`);
  const failed = [];
  for (const name of names.length > 0 ? names : Object.keys(checks)) {
    await stage(name, checks[name]).catch((error) => {
      console.error(error instanceof Failure ? error.message : error);
      failed.push(name);
    });
  }
  if (failed.length > 0) throw new Failure(`Failed: ${failed.join(", ")}`);
  console.log("All checks passed.");
});
