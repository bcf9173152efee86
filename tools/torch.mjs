// PyTorch, which hourglass is only ever compared with: of the python3 on PATH if it has torch, else of a private
// Debian 13 under .toolchain/torch. Setting up, building and testing never ask for it.

import { existsSync, mkdirSync, renameSync } from "node:fs";
import path from "node:path";
import { canMake, debootstrap, home, inRoot, installMissingTools } from "./debian-root.mjs";
import { Failure, capture, commandLine, run, runAsProgram, stage } from "./run.mjs";

const packages = ["python3-torch", "libopenblas0-pthread"];
const root = path.join(home, "torch");

/** @typedef {(command: string, args: string[], options?: object) => Promise<void>} Run    as in run.mjs */

/** How to run a command where python3 has torch; makes the root if need be. @returns {Promise<Run>} */
export async function torch() {
  if (capture("python3", ["-c", "import torch"]).ok) return run;
  await torchRoot();
  return inTorchRoot;
}

/** Runs a command in the root. @type {Run} */
export function inTorchRoot(command, args, options = {}) {
  const inside = inRoot(command, args, options.cwd, root);
  const label = commandLine(command, args);
  return run(inside.command, inside.args, { label, ...options, ...inside.options });
}

/**
 * How to spawn a command where python3 has torch, without setting anything up; undefined where none has.
 * @param {string} command @param {string[]} args @param {Record<string, string>} env
 */
export function existingTorch(command, args, env) {
  if (capture("python3", ["-c", "import torch"]).ok) {
    return { command, args, options: { env: { ...process.env, ...env } } };
  }
  if (!existsSync(root)) return undefined;
  const inside = inRoot(command, args, undefined, root);
  return { ...inside, options: { env: { ...inside.options.env, ...env } } };
}

/** Makes the root unless it is there. */
export async function torchRoot() {
  if (existsSync(root)) return;
  if (!canMake())
    throw new Failure("This needs a python3 with PyTorch on PATH (or Debian or Ubuntu, to set up one).");
  mkdirSync(home, { recursive: true });
  const fresh = `${root}.new`;
  await stage(
    "making a private Debian 13 with PyTorch under .toolchain/torch (about 230 MB to load)",
    async () => {
      await installMissingTools();
      await run("rm", ["-rf", "--one-file-system", fresh]);
      await debootstrap(fresh, packages);
      renameSync(fresh, root); // only a complete root has this name
    },
  );
}

await runAsProgram(import.meta.url, torchRoot);
