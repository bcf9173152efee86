import { HourglassError, type ErrorCode } from "../base/errors.js";
import { besideHome, isAway, wasmFiles } from "../package-files.js";
import type { ModuleMethods } from "../messages/methods.js";
import type { Build, BuildFile, Loaded, LoadRequest } from "../messages/protocol.js";
import { threadCount, whyOneThread, withWorkers, type StartThread, type ThreadWorker } from "./threads.js";
// Imported beforehand, not when they are needed: neither service workers nor workers that are no modules can do that.
import createThreadedModule from "../wasm/glue-threads.js";
import createModule from "../wasm/glue.js";

/** What bindings.cpp answers: a value or the error that stopped it. */
type Result<T> = { value: T } | { error: { code: ErrorCode; message: string } };

/** The functions of bindings.cpp, which take the number of a model (any, where they are not a model's) and arguments. */
export type Module = {
  [M in keyof ModuleMethods]: (
    model: number,
    args: Parameters<ModuleMethods[M]>,
  ) => Result<ReturnType<ModuleMethods[M]>>;
};

/** What the builds take of the loader. */
export interface ModuleOptions {
  instantiateWasm(
    imports: WebAssembly.Imports,
    receive: (instance: WebAssembly.Instance, wasm: WebAssembly.Module) => void,
  ): object;
  threads?: number;
  wasmMemory?: WebAssembly.Memory;
  startWorker?(): ThreadWorker;
}

/** A module, what it is, and what ends its threads. */
export interface LoadedModule {
  module: Module;
  loaded: Loaded;
  endThreads(): void;
}

/** Calls a method. Throws the error that it answers. */
export function call<M extends keyof ModuleMethods>(
  module: Module,
  method: M,
  model: number,
  args: Parameters<ModuleMethods[M]>,
): ReturnType<ModuleMethods[M]> {
  const result = module[method](model, args);
  if ("error" in result) throw new HourglassError(result.error.code, result.error.message);
  return result.value;
}

// Modules that use one feature each, behind the magic number and the version.
const probes = {
  SIMD: [1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11],
  exceptions: [1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 8, 1, 6, 0, 6, 64, 25, 11, 11],
  "relaxed SIMD": [
    1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 15, 1, 13, 0, 65, 1, 253, 15, 65, 2, 253, 15, 253, 128, 2, 11,
  ],
  "shared memory": [
    1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 5, 4, 1, 3, 1, 1, 10, 11, 1, 9, 0, 65, 0, 254, 16, 2, 0, 26, 11,
  ],
};

function supports(feature: keyof typeof probes): boolean {
  return WebAssembly.validate(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, ...probes[feature]]));
}

function checkEngine(): void {
  // Node 18 has no such function; browsers, Deno and Bun say no version of Node that is older.
  const node = typeof process === "object" ? process.versions?.node : undefined;
  if (node !== undefined && Number.parseInt(node) < 20)
    throw new HourglassError("unsupported", `hourglass needs Node 20.19 or newer, and this is ${node}`);
  if (typeof WebAssembly !== "object")
    throw new HourglassError("unsupported", "This engine has no WebAssembly");
  for (const feature of ["SIMD", "exceptions"] as const) {
    if (supports(feature)) continue;
    throw new HourglassError(
      "unsupported",
      `This engine has no WebAssembly ${feature}: try a newer version of it`,
    );
  }
}

function wasmUrl(file: BuildFile, given: string | undefined): URL {
  if (given !== undefined) return new URL(given);
  try {
    return isAway ? besideHome(`./wasm/${file}.wasm`) : wasmFiles[file]();
  } catch {
    throw new HourglassError(
      "unsupported",
      "this bundle does not know where it is (CommonJS has no import.meta.url): import hourglass-autoencoder/inline, which needs " +
        "no other file, or give options.wasmUrl or options.wasmBinary",
    );
  }
}

async function readBytes(url: URL): Promise<BufferSource> {
  if (url.protocol === "file:" && typeof process === "object") {
    return process.getBuiltinModule("node:fs").promises.readFile(url);
  }
  // Where a policy allows no connections, what is within the address is there all the same; packed, where that is wanted.
  if (url.protocol === "data:") {
    const base64 = url.href.slice(url.href.indexOf(",") + 1);
    const bytes = Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0));
    if (bytes[0] !== 0x1f) return bytes;
    // No blob: WebKit reads none in the worker of a page from file://.
    const packed = new ReadableStream<Uint8Array<ArrayBuffer>>({
      start(controller) {
        controller.enqueue(bytes);
        controller.close();
      },
    });
    return new Response(packed.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
  }
  const response = await fetch(url);
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  // The type that it is served as does not matter. A page that says "not found" with 200 is what many servers answer.
  const bytes = await response.arrayBuffer();
  if (isWasm(bytes)) return bytes;
  const type = response.headers.get("Content-Type") ?? "no type";
  // Development servers answer with their page where a file is missing.
  const advice = /html/.test(type)
    ? ": the page comes in its place. Copy node_modules/hourglass-autoencoder/dist among the site's assets, and name it by " +
      "options.wasmUrl (its folder wasm) and options.workerUrl (its worker.js)"
    : "";
  throw new Error(`it is no WebAssembly module, but ${bytes.byteLength} bytes of ${type}${advice}`);
}

/** Whether it begins as WebAssembly does. */
function isWasm(bytes: ArrayBuffer): boolean {
  const magic = [0, 97, 115, 109];
  const start = new Uint8Array(bytes, 0, Math.min(4, bytes.byteLength));
  return magic.every((byte, i) => start[i] === byte);
}

/** What was handed over, compiled. */
async function compileGiven(wasm: Uint8Array | WebAssembly.Module): Promise<WebAssembly.Module> {
  try {
    const module = ArrayBuffer.isView(wasm) ? await WebAssembly.compile(wasm as BufferSource) : wasm;
    const isThreaded = WebAssembly.Module.imports(module).some(({ kind }) => kind === "memory");
    if (!isThreaded) return module;
    throw new Error("it is one of those for threads: hand over baseline.wasm or relaxed.wasm");
  } catch (error) {
    throw new HourglassError(
      "invalid_file",
      `the .wasm file that was given could not be loaded: ${(error as Error).message}`,
    );
  }
}

async function compile(url: URL): Promise<WebAssembly.Module> {
  try {
    return await WebAssembly.compile(await readBytes(url));
  } catch (error) {
    const { href } = url;
    const name = href.length > 200 ? `${href.slice(0, 40)}…` : href; // within a data: URL is the whole module
    throw new HourglassError("invalid_file", `${name} could not be loaded: ${(error as Error).message}`);
  }
}

/**
 * Memory for threads, which takes its maximum of addresses at once: iPhones refuse 2 GB, which is what the modules are built
 * for at most. `notes` gets what it is less.
 */
function sharedMemory(notes: string[]): WebAssembly.Memory {
  const page = 65536;
  for (let maximum = 2 ** 31; ; maximum /= 2) {
    try {
      // The modules ask for 16 MB to begin with (bindings/CMakeLists.txt).
      const memory = new WebAssembly.Memory({
        initial: 2 ** 24 / page,
        maximum: maximum / page,
        shared: true,
      });
      if (maximum < 2 ** 31)
        notes.push(
          `threads: this engine refuses 2 GB of shared memory, so models have ${maximum / 2 ** 20} MB`,
        );
      return memory;
    } catch (error) {
      if (maximum <= 2 ** 29) throw error;
    }
  }
}

async function loadBuild(
  file: BuildFile,
  { wasm: given, wasmUrls }: LoadRequest,
  threads: number,
  start: StartThread,
  notes: string[],
): Promise<Omit<LoadedModule, "loaded">> {
  const wasm = given ? await compileGiven(given) : await compile(wasmUrl(file, wasmUrls[file]));
  const instantiateWasm: ModuleOptions["instantiateWasm"] = (imports, receive) => {
    void WebAssembly.instantiate(wasm, imports).then((instance) => receive(instance, wasm));
    return {};
  };
  if (threads === 1) return { module: await createModule({ instantiateWasm }), endThreads: () => undefined };

  const wasmMemory = sharedMemory(notes);
  const { created: module, endWorkers } = await withWorkers(start, async (startWorker) => {
    const threaded = await createThreadedModule({ instantiateWasm, threads, wasmMemory, startWorker });
    call(threaded, "setThreads", 0, [threads]);
    return threaded;
  });
  const endThreads = () => {
    call(module, "setThreads", 0, [1]);
    endWorkers();
  };
  return { module, endThreads };
}

/** What to try, the best first; `notes` gets why it is not all that was asked for. */
function candidates({ build, threads }: LoadRequest, notes: string[]): { build: Build; threads: number }[] {
  const relaxed = build !== "baseline" && supports("relaxed SIMD");
  if (build === "relaxed" && !relaxed) notes.push("build: this engine has no relaxed SIMD");
  const count = threadCount(threads);
  const hindrance = whyOneThread() ?? (hasSharedMemory() ? undefined : "this engine has no shared memory");
  if (count > 1 && hindrance) notes.push(`threads: ${hindrance}`);
  const counts = count > 1 && !hindrance ? [count, 1] : [1];
  const names: Build[] = relaxed ? ["relaxed", "baseline"] : ["baseline"];
  return names.flatMap((name) => counts.map((number) => ({ build: name, threads: number })));
}

function hasSharedMemory(): boolean {
  return typeof SharedArrayBuffer === "function" && supports("shared memory");
}

/** Loads the fastest build that was asked for and that this engine takes; where one fails, the next plainer one. */
export async function loadModule(request: LoadRequest, start: StartThread): Promise<LoadedModule> {
  checkEngine();
  const notes: string[] = [];
  const left = candidates(request, notes);
  for (;;) {
    const { build, threads } = left.shift()!;
    const file: BuildFile = threads > 1 ? `${build}-threads` : build;
    try {
      return {
        ...(await loadBuild(file, request, threads, start, notes)),
        loaded: { build, threads, notes },
      };
    } catch (error) {
      if (left.length === 0) throw error;
      notes.push(
        `${threads > 1 ? "threads" : "build"}: the ${file} one failed (${(error as Error).message})`,
      );
    }
  }
}
