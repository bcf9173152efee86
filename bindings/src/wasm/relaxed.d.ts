import type { Module } from "../module.js";

/** Emscripten's glue, made by the build. */
export default function createModule(options: {
  instantiateWasm(imports: WebAssembly.Imports, receive: (instance: WebAssembly.Instance) => void): object;
}): Promise<Module>;
