// Where the package's files are. It stands beside them, as do package-workers.ts and nothing else that has an address in it: so
// addresses hold in bundles that are put here, too. Bundlers look for `new URL("...", import.meta.url)`, and put in the
// addresses that they give the files.

import type { BuildFile } from "./messages/protocol.js";

/** Of the modules. */
export const wasmFiles: Record<BuildFile, () => URL> = {
  baseline: () => new URL("./wasm/baseline.wasm", import.meta.url),
  relaxed: () => new URL("./wasm/relaxed.wasm", import.meta.url),
  "baseline-threads": () => new URL("./wasm/baseline-threads.wasm", import.meta.url),
  "relaxed-threads": () => new URL("./wasm/relaxed-threads.wasm", import.meta.url),
};

/** Of this module. */
export const packageAddress: string = import.meta.url ?? "";

// In Node, and so not in that form: bundlers would make a second file of each, which nobody loads.
export const nodeWorkerFile = (): URL => new URL("./worker.js", packageAddress);
export const nodeThreadFile = (): URL => new URL("./node-thread.js", packageAddress);
export const nodeGlueFile = (): URL => new URL("./wasm/glue-threads.js", packageAddress);

/**
 * Vite's development server makes one module of the package, in node_modules/.vite/deps/, and leaves workers and .wasm
 * files where they are: in node_modules/hourglass-autoencoder/dist/, which it serves, too.
 */
const prebundled = /\/node_modules\/\.vite\/[^/]+\/[^/]*$/;

/** Whether the address of this module says nothing about the package's files. */
export const isAway = prebundled.test(packageAddress);

/** The address of a file beside this module. */
export function besideHome(file: string): URL {
  const home = packageAddress.replace(prebundled, "/node_modules/hourglass-autoencoder/dist/index.js");
  return new URL(file, home);
}
