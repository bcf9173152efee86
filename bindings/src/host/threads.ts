// How many threads a module may have, and the workers that they are.

import { alarm, patience } from "../base/timers.js";
import { nodeGlueFile, nodeThreadFile } from "../package-files.js";

/** What Emscripten needs of a thread's worker, and its end. */
export interface ThreadWorker {
  postMessage(message: unknown): void;
  /** Set by Emscripten. */
  onmessage: ((event: MessageEvent) => void) | null;
  terminate(): unknown;
}

export type Failed = (error: Error) => void;

/** Starts a thread's worker, and tells if that fails. */
export type StartThread = (failed: Failed) => ThreadWorker;

/** More help little: a step is short, and its threads wait for each other many times. */
const mostByItself = 4;

export function threadCount(threads: number | "auto"): number {
  return threads === "auto" ? Math.min(cores(), mostByItself) : threads;
}

function cores(): number {
  if (typeof navigator === "object") return navigator.hardwareConcurrency ?? 1;
  return process.getBuiltinModule("node:os").availableParallelism();
}

/** Why this place allows one thread only, if it does. */
export function whyOneThread(): string | undefined {
  if (typeof window === "object") return "a page's own thread must not wait for others";
  if (globalThis.crossOriginIsolated === false) return "page is not cross-origin isolated";
  return undefined;
}

/** Calls `create` with what starts a worker; rejects, and ends the workers, where it or one of them fails. */
export async function withWorkers<T>(
  start: StartThread,
  create: (startWorker: () => ThreadWorker) => Promise<T>,
): Promise<{ created: T; endWorkers: () => void }> {
  const workers: ThreadWorker[] = [];
  const endWorkers = () => workers.forEach((worker) => void worker.terminate());
  let stop: (() => void) | undefined;
  try {
    const created = await new Promise<T>((resolve, reject) => {
      stop = alarm(patience, () => reject(new Error("its threads did not start")));
      const startWorker = () => {
        const worker = start(reject);
        workers.push(worker);
        return worker;
      };
      create(startWorker).then(resolve, reject);
    });
    return { created, endWorkers };
  } catch (error) {
    endWorkers();
    throw error;
  } finally {
    stop?.();
  }
}

/** A browser's worker, whose errors Emscripten would otherwise make errors of everything. */
export function browserThread(worker: Worker, failed: Failed): ThreadWorker {
  worker.addEventListener("error", (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    failed(new Error(event.message || "the script of its threads could not be loaded"));
  });
  return worker;
}

/** A worker thread of Node, which Emscripten takes for a browser's. Once it has started, Node may end without it. */
export function nodeThread(failed: Failed): ThreadWorker {
  const threads = process.getBuiltinModule("node:worker_threads");
  const workerData = nodeGlueFile().href;
  const worker = new threads.Worker(nodeThreadFile(), { workerData, execArgv: [] });
  const thread: ThreadWorker = {
    postMessage: (message) => worker.postMessage(message),
    onmessage: null,
    terminate: () => worker.terminate(),
  };
  worker.on("message", (data) => {
    worker.unref();
    thread.onmessage?.({ data } as MessageEvent);
  });
  worker.on("error", failed);
  return thread;
}
