// hourglass-autoencoder/inline: the same package with the baseline module and its worker within, for places that cannot fetch: pages
// opened from file://, sandboxed frames, single files.

import { load as loadFrom, type LoadOptions, type Runtime } from "./api/runtime.js";
import { wasm, worker } from "./wasm/inlined.js";

export * from "./index.js";

let workerUrl: string | undefined;

/** Made once; browsers take more kinds of blobs than of data for workers, and Node takes data alone. */
function urlOfWorker(): string {
  workerUrl ??=
    typeof window === "object"
      ? URL.createObjectURL(new Blob([worker], { type: "text/javascript" }))
      : `data:text/javascript,${encodeURIComponent(worker)}`;
  return workerUrl;
}

/**
 * Loads the module that is within this one: plain SIMD on one thread, the same bits on every machine. Models live in a worker
 * where one can be had, as with `load` of "hourglass-autoencoder".
 */
export function load(options: Pick<LoadOptions, "worker" | "signal"> = {}): Promise<Runtime> {
  return loadFrom({
    ...options,
    build: "baseline",
    threads: 1,
    wasmUrl: () => wasm,
    workerUrl: urlOfWorker(),
    workerType: "classic", // from file:// no module may start
  });
}
