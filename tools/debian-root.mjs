// A private Debian 13 under .toolchain/root: the toolchain of machines that have no recent Emscripten.
//
// Made by mmdebstrap, entered with bubblewrap. Nothing of it is ever mixed with the system's own files:
// compilers outside see only .toolchain/prefix, which holds the header-only libraries and nothing else.

import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { aptInstall, asRoot, canInstall } from "./apt.mjs";
import { Failure, capture, exitOf, projectRoot, run, runAsProgram, stage, which } from "./run.mjs";

const suite = "trixie";
const packages = [
  ...["emscripten", "cmake", "ninja-build", "libxsimd-dev", "doctest-dev"],
  ...["clang-19", "libstdc++-14-dev", "clang-format-19", "clang-tidy-19"],
];
// Manuals, and system libraries for dynamic linking, are half of the room and not needed.
const excluded = [
  ...["/usr/share/doc/*", "/usr/share/man/*", "/usr/share/locale/*"],
  ...[
    "/usr/share/emscripten/cache/sysroot/lib/*/pic/*",
    "/usr/share/emscripten/cache/sysroot/lib/*/lto-pic/*",
  ],
];
const libraries = [
  ...["include/xsimd", "include/xtl", "include/doctest"],
  ...["share/cmake/xsimd", "share/cmake/xtl", "lib/cmake/doctest"],
];
const recipe = createHash("sha256")
  .update(JSON.stringify([suite, packages, excluded, libraries]))
  .digest("hex");

/** Where private roots are. */
export const home = path.join(projectRoot, ".toolchain");
const root = path.join(home, "root");
const prefix = path.join(home, "prefix");
const stampOf = (folder) => path.join(folder, ".recipe");
const keyring = "/usr/share/keyrings/debian-archive-keyring.gpg";
const isSuperuser = process.getuid?.() === 0;

/** The arguments and environment for `spawn` that run a command in a root, the project in its usual place. */
export function inRoot(command, args, cwd = projectRoot, folder = root) {
  const identity = isSuperuser ? [] : ["--unshare-user", "--uid", "0", "--gid", "0"];
  const mounts = ["--bind", folder, "/", "--dev", "/dev", "--proc", "/proc", "--tmpfs", "/tmp"];
  const ending = ["--unshare-pid", "--die-with-parent"]; // whatever runs inside ends with us
  const project = ["--bind", projectRoot, projectRoot, "--chdir", cwd];
  const { TERM = "dumb" } = process.env;
  const env = { PATH: "/usr/bin:/bin", HOME: "/tmp", LANG: "C.UTF-8", TERM, CMAKE_GENERATOR: "Ninja" };
  return {
    command: which("bwrap"),
    args: [...identity, ...mounts, ...project, ...ending, command, ...args],
    options: { env },
  };
}

/** Makes the root unless a good one is there. */
export async function ensureRoot() {
  if (isUsable()) return;
  if (!canMake()) throw new Failure(whatToInstall);
  mkdirSync(home, { recursive: true });
  // flock(1) lets go of the lock however its holder ends.
  const lock = path.join(home, "lock");
  const make = [lock, process.execPath, new URL(import.meta.url).pathname];
  const busy = 75;
  const code = await exitOf(spawn("flock", ["-n", "-E", `${busy}`, ...make], { stdio: "inherit" }));
  if (code === 0) return;
  if (code !== busy) throw new Failure("The toolchain could not be set up: see above.");
  await stage("waiting for another set-up of the toolchain", () => run("flock", make));
}

/** Whether the root was made to the end, by today's recipe, and still works. */
function isUsable() {
  if (!which("bwrap") || !isComplete(root) || !isComplete(prefix)) return false;
  const { command, args, options } = inRoot("em++", ["-v"]); // -v runs its clang, too
  return capture(command, args, options).ok;
}

function isComplete(folder) {
  return existsSync(stampOf(folder)) && readFileSync(stampOf(folder), "utf8") === recipe;
}

function missingTools() {
  const missing = [];
  if (!which("mmdebstrap")) missing.push("mmdebstrap");
  if (!which("bwrap")) missing.push("bubblewrap");
  if (!existsSync(keyring)) missing.push("debian-archive-keyring");
  if (!asRoot() && !which("newuidmap")) missing.push("uidmap");
  return missing;
}

export function canMake() {
  return process.platform === "linux" && (missingTools().length === 0 || canInstall());
}

/** Installs what it takes to make and to enter a root. */
export async function installMissingTools() {
  const missing = missingTools();
  if (missing.length > 0) await aptInstall(missing);
}

async function makeRoot() {
  if (isUsable()) return; // another process was faster
  await installMissingTools();
  if (existsSync(root))
    console.log("The toolchain under .toolchain/ is broken or out of date: making a new one.");
  const fresh = `${root}.new`;
  await stage("removing unfinished and old toolchains", () =>
    run("rm", ["-rf", "--one-file-system", fresh, `${prefix}.new`, root, prefix]),
  );
  await stage("making a private Debian 13 with Emscripten under .toolchain/ (about 500 MB to load)", () =>
    debootstrap(fresh, packages),
  );
  await stage("copying xsimd and doctest to .toolchain/prefix", () => copyLibraries(fresh));
  renameSync(`${prefix}.new`, prefix);
  writeFileSync(stampOf(fresh), recipe);
  renameSync(fresh, root);
  if (!isUsable()) throw new Failure(`The new root does not work:\n${whyNot()}\n\n${whatToInstall}`);
}

/** Fills a new folder with a small Debian and these packages. */
export async function debootstrap(folder, include) {
  const options = ["--variant=apt", `--include=${include.join(",")}`];
  options.push(...excluded.map((pattern) => `--dpkgopt=path-exclude=${pattern}`));
  // Its mounts and processes end with it, even if it is killed.
  const contained = ["unshare", "--mount-proc", "--pid", "--fork", "--kill-child"];
  if (isSuperuser) return run(contained[0], [...contained.slice(1), "mmdebstrap", ...options, suite, folder]);

  // Unpacked by us, so that every file is ours to change and to delete.
  mkdirSync(folder);
  const sudo = asRoot();
  const privileged = sudo ? [...sudo, ...contained] : [];
  const make = [...privileged, "env", "TMPDIR=/var/tmp", "mmdebstrap", ...options, suite, "-"];
  const unpack = ["tar", "-x", "-C", folder, "--exclude=./dev/*", "--no-same-owner"];
  const quoted = (words) => words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(" ");
  await run("bash", ["-o", "pipefail", "-c", `${quoted(make)} | ${quoted(unpack)}`], { label: "mmdebstrap" });
}

function copyLibraries(folder) {
  const target = `${prefix}.new`;
  for (const library of libraries) {
    cpSync(path.join(folder, "usr", library), path.join(target, library), { recursive: true });
  }
  // Debian's doctest says /usr where xsimd and xtl look around themselves.
  const targets = path.join(target, "lib/cmake/doctest/doctestTargets.cmake");
  const relative = 'set(_IMPORT_PREFIX "${CMAKE_CURRENT_LIST_DIR}/../../..")';
  writeFileSync(targets, readFileSync(targets, "utf8").replace('set(_IMPORT_PREFIX "/usr")', relative));
  writeFileSync(stampOf(target), recipe);
}

function whyNot() {
  const { command, args, options } = inRoot("em++", ["-v"]);
  return capture(command, args, options).stderr.trim();
}

export const whatToInstall =
  "hourglass needs Emscripten 3.1.69 or newer, and found no such em++ on PATH. On Debian and Ubuntu it sets up its " +
  "own, for which it needs mmdebstrap, bubblewrap and debian-archive-keyring (or the right to install them with " +
  "apt-get: as root, or through sudo without a password) and, unless you are root, user namespaces. Elsewhere, " +
  "install the Emscripten SDK (https://emscripten.org/docs/getting_started/downloads.html), put its em++ on PATH, " +
  "and optionally xsimd 13 or newer and doctest, which CMake otherwise downloads.";

await runAsProgram(import.meta.url, makeRoot);
