// Runs all static checks, or only those that are named: node tools/check.mjs [CHECK...]

import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import { configure, runTool, steps } from "./build.mjs";
import { cppFiles, formatCpp, formatScripts } from "./format.mjs";
import { filesIn } from "./fresh.mjs";
import { violations } from "./rules.mjs";
import { Failure, projectRoot, runAsProgram, stage } from "./run.mjs";
import { toolchain } from "./toolchain.mjs";

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

  /** The package's TypeScript, strict. */
  async typescript() {
    await steps.dependencies();
    await runTool("typescript/bin/tsc", ["--noEmit", "-p", "bindings"]);
  },

  /** The page's TypeScript and components; they see the package's declarations. */
  async svelte() {
    await steps.dependencies();
    await steps.package();
    await runTool("svelte-check/bin/svelte-check", ["--tsconfig", "web/tsconfig.json", "--fail-on-warnings"]);
  },

  async "clang-tidy"() {
    const tools = await toolchain();
    // A build of its own, so that clang-tidy sees the headers of the compiler that it comes with.
    const compiler = tools.clangTool("clang++");
    await configure(
      "tidy",
      tools.name,
      ["native", "-B", "build/tidy", `-DCMAKE_CXX_COMPILER=${compiler}`],
      tools.run,
    );
    const quiet = { stdio: ["ignore", "inherit", "ignore"] }; // findings go to stdout, statistics to stderr
    const tidy = async (file) => {
      await tools.run(tools.clangTool("clang-tidy"), ["-p", "build/tidy", "--quiet", file], quiet);
      console.log(`  ${file}`);
    };
    await forEach(
      cppFiles().filter((file) => /^core\/.*\.cpp$/.test(file)),
      tidy,
    );
  },
};

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

await runAsProgram(import.meta.url, async (names) => {
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
