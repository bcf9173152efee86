// The toolchain: an em++ from PATH where it is recent enough, else a private Debian root.
//
//   node tools/toolchain.mjs                    sets it up
//   node tools/toolchain.mjs run CMD ARGS...    runs a command in it

import { ensureRoot, inRoot } from "./debian-root.mjs";
import { Failure, capture, commandLine, run, runAsProgram, which } from "./run.mjs";

const oldestEmscripten = [3, 1, 69];

/**
 * @typedef {object} Toolchain
 * @property {string} name                                                     for messages and stamps
 * @property {(command: string, args: string[], options?: object) => Promise<void>} run    as in run.mjs
 * @property {(tool: string) => string} clangTool                              e.g. "clang-format" -> "clang-format-19"
 */

/** @type {Promise<Toolchain> | undefined} */
let found;

/** Finds or makes the toolchain, once per process. @returns {Promise<Toolchain>} */
export function toolchain() {
  return (found ??= find());
}

async function find() {
  const version = emscriptenOnPath();
  if (version) {
    return { name: `Emscripten ${version} from PATH`, run, clangTool };
  }
  await ensureRoot();
  return {
    name: "Emscripten in .toolchain/root",
    run: (command, args, { cwd, ...options } = {}) => {
      const inside = inRoot(command, args, cwd);
      const label = commandLine(command, args);
      return run(inside.command, inside.args, { label, ...options, ...inside.options });
    },
    clangTool: (tool) => `${tool}-19`,
  };
}

function emscriptenOnPath() {
  if (!which("em++")) return undefined;
  const version = capture("em++", ["--version"]).stdout.match(/\d+\.\d+\.\d+/)?.[0];
  return version && isAtLeast(version.split(".").map(Number), oldestEmscripten) ? version : undefined;
}

/** @param {number[]} version @param {number[]} oldest */
export function isAtLeast(version, oldest) {
  const different = version.findIndex((number, i) => number !== oldest[i]);
  return different < 0 || version[different] > oldest[different];
}

/** clang-format and clang-tidy of the system: releases before 16 know other options. */
function clangTool(tool) {
  for (const name of [`${tool}-19`, tool]) {
    const major = which(name) && capture(name, ["--version"]).stdout.match(/version (\d+)/)?.[1];
    if (Number(major) >= 16) return name;
  }
  throw new Failure(
    `${tool} 16 or newer is not on PATH: install it (19 is what this project is formatted with).`,
  );
}

await runAsProgram(import.meta.url, async ([verb, command, ...args]) => {
  if (verb !== undefined && (verb !== "run" || command === undefined)) {
    throw new Failure("Usage: node tools/toolchain.mjs [run COMMAND ARGUMENTS...]");
  }
  const tools = await toolchain();
  if (verb === "run") await tools.run(command, args, { cwd: process.cwd() });
  else console.log(tools.name);
});
