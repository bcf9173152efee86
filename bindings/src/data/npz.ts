// NumPy's archives: ZIP files of .npy files, stored or deflated.

import { HourglassError } from "../base/errors.js";
import { parseNpy, type NumpyArray } from "./npy.js";

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;
const endLength = 22;

interface Entry {
  name: string;
  method: number;
  packed: number;
  size: number;
  offset: number;
}

/**
 * Reads all arrays of a .npz file, by name and without ".npy". `most` bounds the bytes of each array after unpacking,
 * default 1 GB: what claims or turns out to be more is refused before it fills the memory. Throws invalid_file, and says
 * what is wrong.
 */
export async function parseNpz(bytes: Uint8Array, most = 2 ** 30): Promise<Record<string, NumpyArray>> {
  const arrays: Record<string, NumpyArray> = {};
  for (const entry of entriesOf(bytes)) {
    if (!entry.name.endsWith(".npy")) continue;
    if (entry.size > most)
      refuse(`${entry.name} would take ${entry.size} bytes, and at most ${most} are allowed`);
    arrays[entry.name.slice(0, -4)] = parseNpy(await unpacked(bytes, entry));
  }
  if (Object.keys(arrays).length === 0) refuse("it holds no .npy file");
  return arrays;
}

function entriesOf(bytes: Uint8Array): Entry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - endLength;
  while (end >= 0 && view.getUint32(end, true) !== endSignature && end > bytes.length - endLength - 65_536)
    end--;
  if (end < 0 || view.getUint32(end, true) !== endSignature)
    refuse("this is no ZIP file, or its end is missing");
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (at === 0xffffffff || count === 0xffff) refuse("ZIP64 archives are not supported");
  return Array.from({ length: count }, () => {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== entrySignature)
      refuse("its list of files is broken");
    const [nameLength, extra, comment] = [28, 30, 32].map((field) => view.getUint16(at + field, true)) as [
      number,
      number,
      number,
    ];
    const entry = {
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)),
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    };
    at += 46 + nameLength + extra + comment;
    return entry;
  });
}

async function unpacked(
  bytes: Uint8Array,
  { name, method, packed, size, offset }: Entry,
): Promise<Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== localSignature)
    refuse(`${name} is not where it should be`);
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  const content = bytes.subarray(start, start + packed);
  if (content.length < packed) refuse(`${name} ends after ${content.length} of ${packed} bytes`);
  if (method === 0) return content;
  if (method !== 8)
    refuse(`${name} is packed by method ${method}, and only 0 (stored) and 8 (deflated) are supported`);
  return inflated(content, name, size);
}

/** At most as much as was declared. */
async function inflated(content: Uint8Array, name: string, size: number): Promise<Uint8Array> {
  const result = new Uint8Array(size);
  const stream = new Blob([content as Uint8Array<ArrayBuffer>])
    .stream()
    .pipeThrough(new DecompressionStream("deflate-raw"));
  const reader = stream.getReader();
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read().catch(() => refuse(`${name} is damaged`));
    if (done) break;
    if (length + value.length > size) {
      await reader.cancel();
      refuse(`${name} unpacks to more than the ${size} bytes that it declares`);
    }
    result.set(value, length);
    length += value.length;
  }
  if (length < size) refuse(`${name} unpacks to ${length} of the ${size} bytes that it declares`);
  return result;
}

function refuse(problem: string): never {
  throw new HourglassError("invalid_file", `NPZ: ${problem}`);
}
