import type { Module, ModuleOptions } from "../module.js";

/** Emscripten's glue, made by the build. */
export default function createModule(options: ModuleOptions): Promise<Module>;
