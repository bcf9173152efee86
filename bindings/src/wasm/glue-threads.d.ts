import type { Module, ModuleOptions } from "../host/module.js";

/** Emscripten's glue, made by the build. */
export default function createModule(options: ModuleOptions): Promise<Module>;
