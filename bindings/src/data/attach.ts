// A table encoder within a model's file: one file that scores raw rows.

import { HourglassError } from "../errors.js";
import { TableEncoder } from "./table.js";

const key = "table";

interface Header {
  __metadata__?: Record<string, string>;
  [tensor: string]: unknown;
}

/** The header of a safetensors file, and what follows it. */
function parted(file: Uint8Array): { header: Header; tensors: Uint8Array } {
  const refuse = (problem: string): never => {
    throw new HourglassError("invalid_file", `safetensors: ${problem}`);
  };
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

/** What `model.save()` gave, with the encoder beside the config: `open` takes it as before. Errors: invalid_file. */
export function attachTable(file: Uint8Array, encoder: TableEncoder): Uint8Array<ArrayBuffer> {
  const { header, tensors } = parted(file);
  const metadata = { ...header.__metadata__, [key]: JSON.stringify(encoder) };
  const text = new TextEncoder().encode(JSON.stringify({ ...header, __metadata__: metadata }));
  const length = Math.ceil(text.length / 8) * 8; // tensors begin at multiples of 8
  const result = new Uint8Array(8 + length + tensors.length).fill(0x20, 8, 8 + length);
  new DataView(result.buffer).setBigUint64(0, BigInt(length), true);
  result.set(text, 8);
  result.set(tensors, 8 + length);
  return result;
}

/** The encoder in a model's file, or undefined where there is none. Errors: invalid_file. */
export function attachedTable(file: Uint8Array): TableEncoder | undefined {
  const text = parted(file).header.__metadata__?.[key];
  if (text === undefined) return undefined;
  try {
    return TableEncoder.fromJSON(JSON.parse(text));
  } catch (error) {
    if (error instanceof HourglassError) throw error;
    throw new HourglassError("invalid_file", "safetensors: its table is no JSON");
  }
}
