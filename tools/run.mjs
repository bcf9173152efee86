// Running commands, and telling the person in front of the screen what happens.

import { spawn, spawnSync } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** The folder of the repository. */
export const projectRoot = fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, "");

/** An error whose message is all that the person needs: printed without a stack. */
export class Failure extends Error {}

/**
 * Runs a command, its output going where ours goes; rejects unless it succeeds.
 * @param {string} command
 * @param {string[]} args
 * @param {import("node:child_process").SpawnOptions & { label?: string }} [options]
 */
export async function run(command, args, { label = commandLine(command, args), ...options } = {}) {
  const child = spawn(command, args, {
    cwd: projectRoot,
    stdio: ["ignore", "inherit", "inherit"],
    ...options,
  });
  const code = await exitOf(child);
  if (code !== 0) throw new Failure(`${label}: exit ${code}`);
}

/** A command as a message names it. */
export function commandLine(command, args) {
  return [path.basename(command), ...args.slice(0, 4), ...(args.length > 4 ? ["..."] : [])].join(" ");
}

/** The exit code of a child process, 127 if it could not be started and the signal's name if one ended it. */
export function exitOf(child) {
  return new Promise((resolve) => {
    child.on("error", () => resolve(127));
    child.on("close", (code, signal) => resolve(code ?? signal));
  });
}

/** Runs a short command and returns what it said. */
export function capture(command, args, options = {}) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: projectRoot,
    encoding: "utf8",
    ...options,
  });
  return { ok: status === 0, stdout: stdout ?? "", stderr: stderr ?? "" };
}

/** The full path of a program on PATH, or undefined. */
export function which(name) {
  return (process.env.PATH ?? "")
    .split(path.delimiter)
    .map((folder) => path.join(folder, name))
    .find(isExecutable);
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/**
 * Does a piece of work under a title, with a sign of life every 15 seconds and the time it took.
 * @template T
 * @param {string} title
 * @param {() => T | Promise<T>} work
 */
export async function stage(title, work) {
  const start = performance.now();
  const seconds = () => ((performance.now() - start) / 1000).toFixed(1);
  console.log(`> ${title}`);
  const heartbeat = setInterval(() => console.log(`  ... ${seconds()} s`), 15_000);
  try {
    const result = await work();
    console.log(`  done in ${seconds()} s`);
    return result;
  } finally {
    clearInterval(heartbeat);
  }
}

/** Runs `main` if the module is the program that was started. */
export async function runAsProgram(moduleUrl, main) {
  if (moduleUrl !== pathToFileURL(process.argv[1] ?? "").href) return;
  try {
    await main(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Failure ? `\n${error.message}` : error);
    process.exitCode = 1;
  }
}
