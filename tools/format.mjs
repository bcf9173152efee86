// Formats everything: clang-format for C++, Prettier for the rest.

import { runTool } from "./build.mjs";
import { filesIn } from "./fresh.mjs";
import { runAsProgram } from "./run.mjs";
import { toolchain } from "./toolchain.mjs";

/** All C++ of the project. */
export function cppFiles() {
  return ["core", "bindings", "tests", "bench"]
    .flatMap(filesIn)
    .filter((file) => /\.(cpp|hpp|h)$/.test(file));
}

/** @param {{ write: boolean }} options    whether to change files or to fail on those that would change */
export async function formatCpp({ write }) {
  const tools = await toolchain();
  await tools.run(tools.clangTool("clang-format"), [
    ...(write ? ["-i"] : ["--dry-run", "-Werror"]),
    ...cppFiles(),
  ]);
}

/** @param {{ write: boolean }} options */
export async function formatScripts({ write }) {
  await runTool("prettier/bin/prettier.cjs", [write ? "--write" : "--check", "--log-level=warn", "."]);
}

await runAsProgram(import.meta.url, async () => {
  await formatCpp({ write: true });
  await formatScripts({ write: true });
});
