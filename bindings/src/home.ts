// Where the package's files are. Bundlers look for `new URL("...", import.meta.url)`, as it stands in module.ts and
// workers.ts, and put in the addresses they give the files; what follows is for everybody else.

const here: string = import.meta.url ?? "";

/**
 * Vite's development server makes one module of the package, in node_modules/.vite/deps/, and leaves workers and .wasm
 * files where they are: in node_modules/hourglass-autoencoder/dist/, which it serves, too.
 */
const prebundled = /\/node_modules\/\.vite\/[^/]+\/[^/]*$/;

/** Whether the address of this module says nothing about the package's files. */
export const isAway = prebundled.test(here);

/** The address of a file beside this module. */
export function besideHome(file: string): URL {
  return new URL(file, here.replace(prebundled, "/node_modules/hourglass-autoencoder/dist/index.js"));
}
