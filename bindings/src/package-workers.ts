// The workers in the package's files. Bundlers look for exactly this form, and put in the addresses that they give the
// files. It is a module of its own, which no worker may import: some bundlers (Turbopack) would go round for ever.

/** The one that models live in. */
export const bundledHostWorker = (): Worker =>
  new Worker(new URL("./worker.js", import.meta.url), { type: "module" });

/** A thread's, which Emscripten's glue recognises by its name. */
export const bundledThreadWorker = (): Worker =>
  new Worker(new URL("./wasm/glue-threads.js", import.meta.url), { type: "module", name: "em-pthread" });
