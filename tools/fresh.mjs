// Doing a piece of work only when what it is made from has changed.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { projectRoot } from "./run.mjs";

const ignored = new Set(["node_modules", "dist", "build", ".git", ".toolchain", ".svelte-kit"]);

/** All files below a folder (or the file itself), as paths from the project's root; made ones are left out. */
export function filesIn(name) {
  const full = path.join(projectRoot, name);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [name];
  return readdirSync(full, { withFileTypes: true })
    .filter((entry) => !ignored.has(entry.name))
    .flatMap((entry) =>
      entry.isDirectory() ? filesIn(path.join(name, entry.name)) : path.join(name, entry.name),
    );
}

/**
 * Does the work unless nothing has changed since it last succeeded.
 * @param {string} name                                          of the stamp under build/stamps
 * @param {{ inputs: string[], outputs: string[], also?: unknown }} what   files and folders; `also` is compared as JSON
 * @param {() => Promise<void>} work
 */
export async function unlessFresh(name, { inputs, outputs, also }, work) {
  const stamp = path.join(projectRoot, "build/stamps", name);
  // Taken before the work: what changes meanwhile is made again next time.
  const now = fingerprint(inputs, also);
  const isDone = outputs.every((output) => existsSync(path.join(projectRoot, output)));
  if (isDone && existsSync(stamp) && readFileSync(stamp, "utf8") === now) return;
  await work();
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, now);
}

function fingerprint(inputs, also) {
  const hash = createHash("sha256").update(JSON.stringify([projectRoot, also ?? null]));
  for (const file of inputs.flatMap(filesIn).sort()) {
    const { mtimeMs, size } = statSync(path.join(projectRoot, file));
    hash.update(`\n${file} ${mtimeMs} ${size}`);
  }
  return hash.digest("hex");
}
