// Starting workers in browsers: of this origin, of others, and where they are told to be.

import { HourglassError } from "../base/errors.js";
import { besideHome, isAway } from "../package-files.js";
import { bundledHostWorker, bundledThreadWorker } from "../package-workers.js";
import type { Ready } from "../messages/protocol.js";
import { alarm, patience } from "../base/timers.js";

/** Where a worker's script is, if not beside this module, and what it is. */
export interface WorkerPlace {
  url: string | URL | undefined;
  type: WorkerType;
}

/** A worker. Browsers start none of another origin, but a module of this origin may import it, if that allows it. */
function workerOf(url: URL, name: string, type: WorkerType = "module"): Worker {
  const options: WorkerOptions = { type, name };
  if (url.origin === location.origin || url.protocol === "blob:" || url.protocol === "data:")
    return new Worker(url, options);
  const source = new Blob([`import ${JSON.stringify(url.href)};`], { type: "text/javascript" });
  const blob = URL.createObjectURL(source);
  const worker = new Worker(blob, options);
  alarm(patience, () => URL.revokeObjectURL(blob)); // it has been read by then
  return worker;
}

/** The worker in a file of the package; `bundled` has the form that bundlers look for. */
function ownWorker(bundled: () => Worker, file: string, name: string): Worker {
  if (isAway) return workerOf(besideHome(file), name);
  try {
    return bundled();
  } catch {
    return workerOf(besideHome(file), name); // of another origin
  }
}

/** The worker that models live in. */
export function hostWorker({ url, type }: WorkerPlace): Worker {
  if (url !== undefined) return workerOf(new URL(url, location.href), "hourglass", type);
  return ownWorker(bundledHostWorker, "./worker.js", "hourglass");
}

/** The worker of a thread, which Emscripten's glue recognises by its name; its file is beside the host's worker. */
export function threadWorker(place?: WorkerPlace): Worker {
  if (place?.url !== undefined)
    return workerOf(new URL("wasm/glue-threads.js", new URL(place.url, location.href)), "em-pthread");
  return ownWorker(bundledThreadWorker, "./wasm/glue-threads.js", "em-pthread");
}

/**
 * Resolves when the worker has said that it is there, with what it said of its life; rejects, and ends it, where it cannot be
 * had.
 */
export function started(worker: Worker): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const refuse = (why: string) => {
      worker.terminate();
      reject(new HourglassError("unsupported", why));
    };
    const stop = alarm(patience, () => refuse("it did not start"));
    worker.onmessage = ({ data }: MessageEvent<Ready>) => {
      stop();
      resolve(data.life);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      stop();
      refuse(event.message || "its script could not be loaded");
    };
  });
}
