/** The baseline module as a data URL, made by the build. */
export const wasm: string;
/** The source of a worker that needs no other file, without threads. */
export const worker: string;
