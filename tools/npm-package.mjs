// A package of npm's, unpacked into a folder of its own: for data that are packed once and committed, so that nobody who builds
// the project has to download them.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { capture, Failure, run } from "./run.mjs";

/** Calls `use` with the folder of this package ("name@version"), which is gone afterwards. */
export async function withPackage(name, use) {
  const folder = await mkdtemp(path.join(tmpdir(), "package-"));
  try {
    const { ok, stdout, stderr } = capture("npm", ["pack", name, "--silent", "--pack-destination", folder]);
    if (!ok) throw new Failure(`npm pack ${name}: ${stderr.trim()}`);
    await run("tar", ["xzf", path.join(folder, stdout.trim()), "-C", folder]);
    return await use(path.join(folder, "package"));
  } finally {
    await rm(folder, { recursive: true });
  }
}
