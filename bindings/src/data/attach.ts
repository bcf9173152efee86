// What a model's rows are made with, within its file: one file that scores raw rows. `open` and `save` keep it.

import { shown, tagOf } from "../base/checks.js";
import { HourglassError } from "../base/errors.js";
import { TableEncoder } from "./table.js";

const key = "table";

interface Header {
  __metadata__?: Record<string, string>;
  [tensor: string]: unknown;
}

function refuse(problem: string): never {
  throw new HourglassError("invalid_file", `safetensors: ${problem}`);
}

/** The header of a safetensors file, and what follows it. */
function parted(given: Uint8Array | ArrayBuffer): { header: Header; tensors: Uint8Array } {
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

/** The features of the model in a file; undefined where it is somebody else's. */
function featuresOf({ __metadata__ }: Header): number | undefined {
  try {
    const { input } = JSON.parse(__metadata__?.config ?? "") as { input: number | number[] };
    return [input].flat().reduce((product, side) => product * side, 1);
  } catch {
    return undefined;
  }
}

/**
 * What `model.save()` gave, with the encoder beside the config: `open` takes it as before, and `save` keeps it. Errors:
 * invalid_file; shape_mismatch where the model takes rows of another width.
 */
export function attachTable(file: Uint8Array | ArrayBuffer, encoder: TableEncoder): Uint8Array<ArrayBuffer> {
  const { header, tensors } = parted(file);
  const features = featuresOf(header);
  if (features !== undefined && features !== encoder.features)
    throw new HourglassError(
      "shape_mismatch",
      `encoder must make rows of the model's ${features} features, got one of ${encoder.features}`,
    );
  return written(header, tensors, { [key]: JSON.stringify(encoder) });
}

/**
 * The same with texts of one's own, by name: how a recording was scaled, say, or the JSON of a TextVectorizer. `open` and `save`
 * keep them. Errors: invalid_file; invalid_config for a name that the file needs itself.
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

/** What a model's file says by itself. */
const own = new Set(["format", "version", "config", "steps"]);

function written(
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

/** The encoder in a model's file, or undefined where there is none. Errors: invalid_file. */
export function attachedTable(file: Uint8Array | ArrayBuffer): TableEncoder | undefined;
/** The same of a file that has yet to be read. */
export function attachedTable(file: Blob): Promise<TableEncoder | undefined>;
export function attachedTable(
  file: Uint8Array | ArrayBuffer | Blob,
): TableEncoder | undefined | Promise<TableEncoder | undefined> {
  if (/^(Blob|File)$/.test(tagOf(file))) return (file as Blob).arrayBuffer().then(encoderIn);
  return encoderIn(file as Uint8Array | ArrayBuffer);
}

function encoderIn(file: Uint8Array | ArrayBuffer): TableEncoder | undefined {
  const text = parted(file).header.__metadata__?.[key];
  if (text === undefined) return undefined;
  try {
    return TableEncoder.fromJSON(JSON.parse(text));
  } catch (error) {
    if (error instanceof HourglassError) throw error;
    throw new HourglassError("invalid_file", "safetensors: its table is no JSON");
  }
}
