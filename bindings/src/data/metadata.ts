// What a model's file says beside its weights, as texts by name. `open` and `save` keep them.

import { shown, tagOf } from "../base/checks.js";
import { HourglassError } from "../base/errors.js";

export interface Header {
  __metadata__?: Record<string, string>;
  [tensor: string]: unknown;
}

function refuse(problem: string): never {
  throw new HourglassError("invalid_file", `safetensors: ${problem}`);
}

/** The header of a safetensors file, and what follows it. */
export function parted(given: Uint8Array | ArrayBuffer): { header: Header; tensors: Uint8Array } {
  const file = bytesOf(given);
  if (file.length < 8) refuse(`the file ends after ${file.length} bytes, inside its header`);
  const length = Number(new DataView(file.buffer, file.byteOffset, 8).getBigUint64(0, true));
  if (length > file.length - 8) refuse(`its header needs ${length} bytes, but ${file.length - 8} follow`);
  try {
    const header = JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + length))) as Header;
    return { header, tensors: file.subarray(8 + length) };
  } catch {
    return refuse("its header is no JSON");
  }
}

function bytesOf(file: unknown): Uint8Array {
  if (/^(Shared)?ArrayBuffer$/.test(tagOf(file))) return new Uint8Array(file as ArrayBuffer);
  if (tagOf(file) === "Uint8Array") return file as Uint8Array;
  throw new HourglassError(
    "invalid_file",
    `file must be a Uint8Array, an ArrayBuffer or a Blob, got ${shown(file)}`,
  );
}

/**
 * What `model.save()` gave, with texts of one's own, by name: how a recording was scaled, say, or the JSON of a TextVectorizer.
 * `open` and `save` keep them. Errors: invalid_file; invalid_config for a name that the file needs itself.
 */
export function attachMetadata(
  file: Uint8Array | ArrayBuffer,
  texts: Readonly<Record<string, string>>,
): Uint8Array<ArrayBuffer> {
  const { header, tensors } = parted(file);
  for (const [name, text] of Object.entries(texts)) {
    if (own.has(name))
      throw new HourglassError("invalid_config", `texts must not be called ${JSON.stringify(name)}`);
    if (typeof text !== "string")
      throw new HourglassError("invalid_config", `texts.${name} must be a text, got ${shown(text)}`);
  }
  return written(header, tensors, texts);
}

/** All texts in a model's file, by name. Errors: invalid_file. */
export function attachedMetadata(file: Uint8Array | ArrayBuffer): Record<string, string> {
  return { ...parted(file).header.__metadata__ };
}

/** The same without what the file needs itself. */
export const addedMetadata = (file: Uint8Array): [name: string, text: string][] =>
  Object.entries(attachedMetadata(file)).filter(([name]) => !own.has(name));

/** What a model's file says by itself. */
const own = new Set(["format", "version", "config", "steps"]);

export function written(
  header: Header,
  tensors: Uint8Array,
  texts: Readonly<Record<string, string>>,
): Uint8Array<ArrayBuffer> {
  const metadata = { ...header.__metadata__, ...texts };
  const text = new TextEncoder().encode(JSON.stringify({ ...header, __metadata__: metadata }));
  const length = Math.ceil(text.length / 8) * 8; // tensors begin at multiples of 8
  const result = new Uint8Array(8 + length + tensors.length).fill(0x20, 8, 8 + length);
  new DataView(result.buffer).setBigUint64(0, BigInt(length), true);
  result.set(text, 8);
  result.set(tensors, 8 + length);
  return result;
}
