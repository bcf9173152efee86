import { HourglassError, type ErrorCode } from "./errors.js";
import type { LoadRequest } from "./protocol.js";

/** What bindings.cpp answers: a value or the error that stopped it. */
type Result = { value: unknown } | { error: { code: ErrorCode; message: string } };

/** One model in the wasm module. */
export type Session = Record<string, (...args: never[]) => Result> & { delete(): void };

export interface Module {
  Session: new () => Session;
}

/** The value of a result; its error is thrown. */
export function unwrap(result: Result): unknown {
  if ("error" in result) throw new HourglassError(result.error.code, result.error.message);
  return result.value;
}

// The smallest modules that use 128-bit vectors and exceptions.
const probes: [string, number[]][] = [
  ["SIMD", [1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11]],
  ["exceptions", [1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 8, 1, 6, 0, 6, 64, 25, 11, 11]],
];

function checkEngine(): void {
  if (typeof WebAssembly !== "object")
    throw new HourglassError("unsupported", "This engine has no WebAssembly");
  for (const [feature, bytes] of probes) {
    if (WebAssembly.validate(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, ...bytes]))) continue;
    throw new HourglassError(
      "unsupported",
      `This engine has no WebAssembly ${feature}: try a newer version of it`,
    );
  }
}

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

/** Loads the wasm module of a build. */
export async function loadModule(request: LoadRequest): Promise<Module> {
  checkEngine();
  const given = request.wasmUrls["baseline.wasm"];
  // Bundlers look for exactly this form of a file's address.
  const wasm = await compile(given ? new URL(given) : new URL("./wasm/baseline.wasm", import.meta.url));
  const { default: createModule } = await import("./wasm/baseline.js");
  return createModule({
    instantiateWasm(imports, receive) {
      void WebAssembly.instantiate(wasm, imports).then(receive);
      return {};
    },
  });
}
