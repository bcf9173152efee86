import { HourglassError, type ErrorCode } from "./errors.js";
import type { Build, Loaded, LoadRequest } from "./protocol.js";

/** What bindings.cpp answers: a value or the error that stopped it. */
type Result = { value: unknown } | { error: { code: ErrorCode; message: string } };

/** One model in the wasm module. */
export type Session = Record<string, (...args: never[]) => Result> & { delete(): void };

export interface Module {
  Session: new () => Session;
  pca(...args: never[]): Result;
  probe(...args: never[]): Result;
}

/** The value of a result; its error is thrown. */
export function unwrap(result: Result): unknown {
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
};

function supports(feature: keyof typeof probes): boolean {
  return WebAssembly.validate(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, ...probes[feature]]));
}

function checkEngine(): void {
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

// Bundlers look for exactly these forms of addresses and imports.
const builds = {
  baseline: {
    wasm: () => new URL("./wasm/baseline.wasm", import.meta.url),
    glue: () => import("./wasm/baseline.js"),
  },
  relaxed: {
    wasm: () => new URL("./wasm/relaxed.wasm", import.meta.url),
    glue: () => import("./wasm/relaxed.js"),
  },
};

async function readBytes(url: URL): Promise<BufferSource> {
  if (url.protocol === "file:" && typeof process === "object") {
    return process.getBuiltinModule("node:fs").promises.readFile(url);
  }
  const response = await fetch(url);
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  return response.arrayBuffer();
}

async function compile(url: URL): Promise<WebAssembly.Module> {
  try {
    return await WebAssembly.compile(await readBytes(url));
  } catch (error) {
    throw new HourglassError("invalid_file", `${url.href} could not be loaded: ${(error as Error).message}`);
  }
}

async function loadBuild(build: Build, given: string | undefined): Promise<Module> {
  const wasm = await compile(given === undefined ? builds[build].wasm() : new URL(given));
  const { default: createModule } = await builds[build].glue();
  return createModule({
    instantiateWasm(imports, receive) {
      void WebAssembly.instantiate(wasm, imports).then(receive);
      return {};
    },
  });
}

/** Loads the fastest build that was asked for and that this engine takes; where one fails, the plain one. */
export async function loadModule({
  build,
  wasmUrls,
}: LoadRequest): Promise<{ module: Module; loaded: Loaded }> {
  checkEngine();
  const notes: string[] = [];
  if (build !== "baseline" && supports("relaxed SIMD")) {
    try {
      return { module: await loadBuild("relaxed", wasmUrls.relaxed), loaded: { build: "relaxed", notes } };
    } catch (error) {
      notes.push(`build: the relaxed one failed (${(error as Error).message})`);
    }
  } else if (build === "relaxed") {
    notes.push("build: this engine has no relaxed SIMD");
  }
  return { module: await loadBuild("baseline", wasmUrls.baseline), loaded: { build: "baseline", notes } };
}
