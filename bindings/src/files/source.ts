// A file's bytes, with what wraps them undone: gzip and ZIP. Limits are checked before anything is unpacked.

import { kindOf, kindOfZip, type Told } from "./kinds.js";
import { FileError, type FileInput, type Reading } from "./reading.js";

/** What readers take at most. */
export const fileLimits = {
  /** Of arrays and pictures, after unpacking. */
  bytes: 600e6,
  /** Of all others, after unpacking. */
  textBytes: 200e6,
  /** Of a table. */
  rows: 1_000_000,
  /** Of a table. */
  columns: 1000,
};

/** A file that is ready to be read. */
export interface Source extends Told {
  fileName: string;
  bytes: Uint8Array<ArrayBuffer>;
  /** The file in the archive that this is, and all that could be read instead. */
  member: string | undefined;
  members: string[];
}

const isOfSystem = /(^|\/)(\.[^/]*|__MACOSX\/.*|Thumbs\.db|desktop\.ini)$/i;

export function fileNameOf(file: FileInput): string {
  const { name } = file as { name?: unknown };
  return typeof file !== "string" && typeof name === "string" ? name : "";
}

/** Throws FileError where the file is empty, too large or damaged. `wanted` tells which members of an archive are of use. */
export async function openSource(
  file: FileInput,
  reading: Reading,
  wanted: (name: string) => boolean,
  most = fileLimits.textBytes,
): Promise<Source> {
  return unwrapped(fileNameOf(file), await bytesOf(file, most), reading, wanted, most);
}

/** Whole files, as far as they may be read. */
export async function bytesOf(file: FileInput, most: number): Promise<Uint8Array<ArrayBuffer>> {
  const size = typeof file === "string" ? file.length : file instanceof Uint8Array ? file.length : file.size;
  if (size === 0) throw new FileError("empty");
  if (size > most) throw new FileError("tooLarge", [most]);
  if (typeof file === "string") return new TextEncoder().encode(file);
  if (ArrayBuffer.isView(file)) return file as Uint8Array<ArrayBuffer>;
  return new Uint8Array(await file.arrayBuffer());
}

async function unwrapped(
  fileName: string,
  bytes: Uint8Array<ArrayBuffer>,
  reading: Reading,
  wanted: (name: string) => boolean,
  most: number,
): Promise<Source> {
  const told = kindOf(bytes);
  if (told.kind === "gzip") return unwrapped(fileName, await gunzipped(bytes, most), reading, wanted, most);
  if (told.kind !== "zip") return { ...told, fileName, bytes, member: undefined, members: [] };
  const listed = await zipMembers(bytes);
  const inside = kindOfZip(listed.map(({ name }) => name));
  if (inside.kind !== "zip") {
    if (listed.reduce((sum, { size }) => sum + size, 0) > 4 * most) throw new FileError("tooLarge", [most]);
    return { ...inside, fileName, bytes, member: undefined, members: [] };
  }
  const members = listed
    .map(({ name }) => name)
    .filter((name) => !name.endsWith("/") && !isOfSystem.test(name));
  const useful = members.filter(wanted);
  const choices = useful.length > 0 ? useful : members;
  const member = reading.member ?? choices[0];
  if (member === undefined) throw new FileError("damaged", ["ZIP", "it holds no file"]);
  const inner = await zipMember(bytes, listed, member, most);
  const source = await unwrapped(fileName, inner, {}, wanted, most);
  return { ...source, fileName: fileName || member, member, members: choices };
}

/** Undoes gzip; more than `most` is refused while it unpacks. */
export async function gunzipped(
  bytes: Uint8Array<ArrayBuffer>,
  most: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")).getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read().catch((error: unknown) => {
      throw new FileError("damaged", ["gzip", (error as Error).message]);
    });
    if (done) break;
    length += value.length;
    if (length > most) {
      await reader.cancel();
      throw new FileError("tooLarge", [most]);
    }
    parts.push(value);
  }
  const all = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}

/** Throws FileError where it is no ZIP archive. */
export async function zipMembers(bytes: Uint8Array): Promise<{ name: string; size: number }[]> {
  const { membersOf } = await import("./vendor/fflate.js");
  try {
    return membersOf(bytes);
  } catch (error) {
    throw new FileError("damaged", ["ZIP", (error as Error).message]);
  }
}

/** Throws FileError where there is none of that name, or where it is damaged or too large. */
export async function zipMember(
  bytes: Uint8Array,
  members: { name: string; size: number }[],
  name: string,
  most: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const { memberOf } = await import("./vendor/fflate.js");
  const member = members.find((one) => one.name === name);
  if (!member) throw new FileError("damaged", ["ZIP", `it holds no ${JSON.stringify(name)}`]);
  if (member.size > most) throw new FileError("tooLarge", [most]);
  try {
    return memberOf(bytes, name) as Uint8Array<ArrayBuffer>;
  } catch (error) {
    throw new FileError("damaged", ["ZIP", `${name}: ${(error as Error).message}`]);
  }
}
