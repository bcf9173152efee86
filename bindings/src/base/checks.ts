// What is wrong with an argument is said here, unless the core says it: it checks settings, which go to it as JSON. Types
// are told by their tags, since an array or a blob may come from another realm: an iframe, jsdom, a module of node:vm.

import { HourglassError } from "./errors.js";

/** E.g. "Float32Array", whatever realm it is from. */
export function tagOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice("[object ".length, -1);
}

/** Settings as the core reads them. Numbers that JSON does not know go by their names, for the message. */
export function toJson(settings: unknown, what: string): string {
  try {
    const json: string | undefined = JSON.stringify(settings, (_key, value: unknown) => {
      if (typeof value === "function") return "a function";
      if (typeof value === "bigint") return `${value}n`;
      if (ArrayBuffer.isView(value)) return shown(value); // which may be millions of numbers
      return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
    });
    return json ?? "null";
  } catch (error) {
    throw new HourglassError("invalid_config", `${what} must be plain data: ${(error as Error).message}`);
  }
}

/** A value as a message shows it: short, and never an exception of its own. */
export function shown(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (ArrayBuffer.isView(value)) return `${/^[AEI]/.test(tagOf(value)) ? "an" : "a"} ${tagOf(value)}`;
  if (typeof value === "object" && value !== null) {
    const tag = tagOf(value);
    return tag === "Object" ? "an object" : `${/^[AEIOU]/.test(tag) ? "an" : "a"} ${tag}`;
  }
  return typeof value === "function" ? "a function" : String(value);
}

/** What to do with a value that is not taken as it is, e.g. ": call arrayBuffer() on it"; "" where nobody knows. */
export function howToConvert(value: unknown): string {
  const tag = tagOf(value);
  if (tag === "Response") return ": a response. Hand over await response.arrayBuffer()";
  if (tag === "Promise") return ": a promise. Await it";
  if (/^(Shared)?ArrayBuffer$/.test(tag))
    return ": a buffer. Say what is in it: new Float32Array(buffer) or new Uint8Array(buffer)";
  if (/^Big/.test(tag)) return ". Float32Array.from(values, Number) takes them";
  if (/^(Int|Uint)\d+Array$/.test(tag))
    return ". Float32Array.from(values) takes them; scale them to about 0 to 1";
  return "";
}

/** Throws unless `value` is a whole number from `from` to `to`. */
export function checkWhole(value: unknown, field: string, from: number, to: number): asserts value is number {
  if (Number.isInteger(value) && (value as number) >= from && (value as number) <= to) return;
  const limit = to === Number.MAX_SAFE_INTEGER ? "2^53 - 1" : to;
  throw new HourglassError(
    "invalid_config",
    `${field} must be a whole number from ${from} to ${limit}, got ${shown(value)}`,
  );
}

/** Throws where the memory of `view` went elsewhere, to a worker say: its length is 0 then, whatever it was. */
export function checkAttached(view: ArrayBufferView, field: string): void {
  if (view.byteLength > 0) return;
  try {
    new Uint8Array(view.buffer);
  } catch {
    throw new HourglassError(
      "invalid_data",
      `${field} must be numbers that are still here, got a detached ${tagOf(view)}: its buffer was transferred`,
    );
  }
}

/** Throws unless `value` is a seed. */
export function checkSeed(value: unknown, field: string): asserts value is number {
  checkWhole(value, field, 0, Number.MAX_SAFE_INTEGER);
}

/** Throws unless `value` is a number of threads or "auto". */
export function checkThreads(value: unknown): asserts value is number | "auto" {
  if (value === "auto") return;
  if (Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 64) return;
  throw new HourglassError(
    "invalid_config",
    `threads must be a whole number from 1 to 64, or "auto", got ${shown(value)}`,
  );
}

/** Throws unless `value` is a number. */
export function checkNumber(value: unknown, field: string): asserts value is number {
  if (typeof value === "number") return;
  throw new HourglassError("invalid_config", `${field} must be a number, got ${shown(value)}`);
}

/** Throws unless `value` is a number of at least `least`. */
export function checkLeast(value: unknown, field: string, least: number): asserts value is number {
  if (typeof value === "number" && value >= least) return;
  throw new HourglassError(
    "invalid_config",
    `${field} must be a number of at least ${least}, got ${shown(value)}`,
  );
}

/** Throws unless `value` is one of these words. */
export function checkOneOf(value: unknown, field: string, words: string[]): void {
  if (words.includes(value as string)) return;
  const list = words.map((word) => `"${word}"`).join(" or ");
  throw new HourglassError("invalid_config", `${field} must be ${list}, got ${shown(value)}`);
}

/** Throws unless `value` is true or false. */
export function checkFlag(value: unknown, field: string): asserts value is boolean {
  if (typeof value === "boolean") return;
  throw new HourglassError("invalid_config", `${field} must be true or false, got ${shown(value)}`);
}

/** Throws unless `value` is an AbortSignal, or undefined. */
export function checkSignal(value: unknown): asserts value is AbortSignal | undefined {
  if (value === undefined || typeof (value as AbortSignal | null)?.addEventListener === "function") return;
  throw new HourglassError("invalid_config", `options.signal must be an AbortSignal, got ${shown(value)}`);
}

/** Throws where options are samples: people who know Keras write fit(x, x). */
export function checkNoSamples(options: unknown, method: string): void {
  if (!Array.isArray(options) && !ArrayBuffer.isView(options) && tagOf(options) !== "Dataset") return;
  throw new HourglassError(
    "invalid_config",
    `options must be an object, got ${shown(options)}: an autoencoder's targets are its inputs, so call ` +
      `${method}(data); for others ${method}(data, { targets })`,
  );
}

/** Throws unless `value` is a list of named arrays of floats. */
export function checkWeights(value: unknown): asserts value is { name: string; values: Float32Array }[] {
  const items = Array.isArray(value) ? (value as unknown[]) : [undefined];
  items.forEach((item, i) => {
    const { name, values } = (item ?? {}) as { name?: unknown; values?: unknown };
    if (typeof name === "string" && tagOf(values) === "Float32Array") {
      checkAttached(values as Float32Array, `weights[${i}].values`);
      return;
    }
    throw new HourglassError(
      "invalid_config",
      `weights must be an array of { name, values: Float32Array }, got ${shown(Array.isArray(value) ? item : value)}` +
        (Array.isArray(value) ? ` at index ${i}` : ""),
    );
  });
}
