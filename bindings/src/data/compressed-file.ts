// The bytes of a compressed image: what it is, which planes of the code are used, their steps, the decoder, and the codes.

import { HourglassError } from "../base/errors.js";

/** What stands first in the file. */
export interface Head {
  channels: 1 | 3;
  /** The decoder is within. */
  hasDecoder: boolean;
  /** Colours are apart: three codes. */
  isSplit: boolean;
  /** Of the code, used or not. */
  planes: number;
  height: number;
  width: number;
  /** Of the decoder. */
  fingerprint: number;
}

/** The parts of a file, as bytes. `steps` has a byte for each plane that is used. */
export interface Parts {
  head: Head;
  isUsed: boolean[];
  steps: Uint8Array;
  decoder: Uint8Array | null;
  codes: Uint8Array[];
}

const magic = [0x48, 0x47, 0x49, 0x31]; // HGI1
const headLength = 20;
/** Pixels of an image: what a file declares is checked before anything is decoded. */
const mostPixels = 2 ** 27;

export const wrong = (what: string): HourglassError =>
  new HourglassError("invalid_file", `This is no compressed image: ${what}`);

export function writeParts({ head, isUsed, steps, decoder, codes }: Parts): Uint8Array<ArrayBuffer> {
  const first = new Uint8Array(headLength);
  first.set([...magic, head.channels, (head.hasDecoder ? 1 : 0) | (head.isSplit ? 2 : 0)]);
  const view = new DataView(first.buffer);
  view.setUint16(6, head.planes, true);
  [head.height, head.width, head.fingerprint].forEach((value, i) => view.setUint32(8 + 4 * i, value, true));
  const mask = new Uint8Array(Math.ceil(isUsed.length / 8));
  isUsed.forEach((used, plane) => (mask[plane >> 3]! |= used ? 1 << (plane & 7) : 0));
  return joined([first, mask, steps, ...[...(decoder ? [decoder] : []), ...codes].flatMap(sized)]);
}

/** Throws invalid_file where the file is another one, or ends too soon. */
export function readParts(file: Uint8Array): Parts {
  if (file.length < headLength || magic.some((byte, i) => file[i] !== byte))
    throw wrong("it does not begin as one");
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  const [height, width, fingerprint] = [8, 12, 16].map((at) => view.getUint32(at, true)) as [
    number,
    number,
    number,
  ];
  const channels = file[4]!;
  if ((channels !== 1 && channels !== 3) || height < 1 || width < 1 || height * width > mostPixels)
    throw wrong(`an image of ${height} x ${width} x ${channels}`);
  const head: Head = {
    channels,
    hasDecoder: (file[5]! & 1) !== 0,
    isSplit: (file[5]! & 2) !== 0,
    planes: view.getUint16(6, true),
    height,
    width,
    fingerprint,
  };
  let at = headLength;
  const take = (length: number): Uint8Array => {
    if (at + length > file.length)
      throw wrong(`it ends after ${file.length} bytes, and needs ${at + length}`);
    return file.subarray(at, (at += length));
  };
  const takeSized = () => take(new DataView(take(4).slice().buffer).getUint32(0, true));
  const mask = take(Math.ceil(head.planes / 8));
  const isUsed = Array.from(
    { length: head.planes },
    (_, plane) => ((mask[plane >> 3]! >> (plane & 7)) & 1) === 1,
  );
  const steps = take(isUsed.filter(Boolean).length);
  const decoder = head.hasDecoder ? takeSized() : null;
  const codes = Array.from({ length: head.isSplit ? 3 : 1 }, takeSized);
  return { head, isUsed, steps, decoder, codes };
}

/** The bytes with their length before them. */
export function sized(bytes: Uint8Array): Uint8Array[] {
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, bytes.length, true);
  return [length, bytes];
}

export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
