// What a thread in Node runs: Emscripten's glue, after the globals that it expects of a browser's worker.
const { parentPort, workerData } = process.getBuiltinModule("node:worker_threads");
Object.assign(globalThis, {
  self: globalThis,
  name: "em-pthread",
  location: { href: workerData },
  importScripts: () => undefined,
  postMessage: (message: unknown) => parentPort!.postMessage(message),
});
await import(workerData as string);
parentPort!.on("message", (data) => self.onmessage!({ data } as MessageEvent));

export {};
