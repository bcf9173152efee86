// The package as people get it: packed by npm, unpacked into a node_modules folder, imported by its name.

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
mkdirSync(path.join(root, "build"), { recursive: true });

/** A folder with the package in its node_modules; it goes when the tests of this file end. */
export const folder = mkdtempSync(path.join(root, "build/packed-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const options = { cwd: path.join(root, "bindings"), encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] };
const [{ filename }] = JSON.parse(
  execFileSync("npm", ["pack", "--json", "--pack-destination", folder], options),
);
execFileSync("tar", ["-xzf", filename], { cwd: folder });
mkdirSync(path.join(folder, "node_modules"));
renameSync(path.join(folder, "package"), path.join(folder, "node_modules/hourglass-autoencoder"));

const entry = path.join(folder, "entry.mjs");
writeFileSync(entry, 'export * from "hourglass-autoencoder";\n');
export const hourglass = await import(pathToFileURL(entry).href);
