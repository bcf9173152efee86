// The little that the package uses of Node, without its types: users' own settings decide about those.
declare const process: {
  env: { NODE_ENV?: string };
  versions?: { node?: string };
  getBuiltinModule(name: "node:fs"): { promises: { readFile(url: URL): Promise<Uint8Array<ArrayBuffer>> } };
  getBuiltinModule(name: "node:os"): { availableParallelism(): number };
  getBuiltinModule(name: "node:worker_threads"): typeof import("./worker-threads.js");
};
declare var setImmediate: undefined | ((callback: () => void) => unknown);
