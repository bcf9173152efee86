// Bytes to text. A guess must not be one that turns a readable file into signs that nobody wrote (mojibake): each encoding is
// judged by how common its characters are, by the zones of its table.

import { FileError } from "./reading.js";

/** The encodings that are guessed. */
export const encodings = [
  "utf-8",
  "utf-16le",
  "utf-16be",
  "windows-1252",
  "gb18030",
  "big5",
  "shift_jis",
  "euc-kr",
] as const;

/** A text, and how it was made of bytes. */
export interface Decoded {
  text: string;
  encoding: string;
  /** Signs that could not be read. */
  unread: number;
}

/** Throws FileError "binary" where the bytes are no text in any of the encodings. */
export function decodeText(bytes: Uint8Array, wanted?: string): Decoded {
  const encoding = wanted ?? guessEncoding(bytes);
  if (!encoding) throw new FileError("binary");
  const text = textIn(decoderOf(encoding), bytes);
  if (!wanted && hasControls(text)) throw new FileError("binary");
  let unread = 0;
  for (let at = text.indexOf("\ufffd"); at >= 0; at = text.indexOf("\ufffd", at + 1)) unread++;
  return { text, encoding, unread };
}

/**
 * The bytes of a text in one of the encodings that texts are read in, UTF-16 with its mark; what the encoding has no sign for
 * (or only one of more than two bytes) becomes "?". Errors: damaged, where no encoding is called so.
 */
export function encodeText(text: string, encoding = "utf-8"): Uint8Array<ArrayBuffer> {
  const { encoding: name } = decoderOf(encoding);
  if (name === "utf-8") return new TextEncoder().encode(text);
  if (name.startsWith("utf-16")) return utf16Of(`\ufeff${text}`, name === "utf-16le");
  const signs = signsOf(name);
  const bytes: number[] = [];
  for (const sign of text) bytes.push(...(signs.get(sign) ?? [0x3f]));
  return Uint8Array.from(bytes);
}

function utf16Of(text: string, isLittle: boolean): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(2 * text.length));
  for (let i = 0; i < text.length; i++) view.setUint16(2 * i, text.charCodeAt(i), isLittle);
  return new Uint8Array(view.buffer);
}

const known = new Map<string, Map<string, number[]>>();

/** The bytes of every sign of one or two bytes, by what a decoder makes of them. */
function signsOf(encoding: string): Map<string, number[]> {
  const before = known.get(encoding);
  if (before) return before;
  const decoder = new TextDecoder(encoding, { fatal: true });
  const signs = new Map<string, number[]>();
  const add = (...bytes: number[]) => {
    try {
      const sign = textIn(decoder, Uint8Array.from(bytes));
      if ([...sign].length === 1 && !signs.has(sign)) signs.set(sign, bytes);
    } catch {
      // They are none.
    }
  };
  for (let byte = 0; byte < 256; byte++) add(byte);
  for (let lead = 0x81; lead < 0xff; lead++) for (let trail = 0x40; trail < 0xff; trail++) add(lead, trail);
  known.set(encoding, signs);
  return signs;
}

/** What windows-1252 has where Latin-1 has control signs, from 0x80 on. */
const above = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ";

/** Some versions of Node take windows-1252 for Latin-1. */
function textIn(decoder: TextDecoder, bytes: Uint8Array): string {
  const text = decoder.decode(bytes);
  if (decoder.encoding !== "windows-1252") return text;
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\x80-\x9f]/g, (sign) => above[sign.charCodeAt(0) - 0x80]!);
}

function decoderOf(encoding: string): TextDecoder {
  try {
    return new TextDecoder(encoding);
  } catch {
    throw new FileError("damaged", ["text", `no encoding is called ${JSON.stringify(encoding)}`]);
  }
}

/** Of text there are none but tabs, line ends, page breaks and, from DOS, an end of file. */
function hasControls(text: string): boolean {
  const start = text.slice(0, 65_536);
  // eslint-disable-next-line no-control-regex
  const found = start.match(/[\0-\x08\x0b\x0e-\x19\x1b-\x1f]/g)?.length ?? 0;
  return found > 0.002 * start.length;
}

/** Undefined where the bytes are no text. */
export function guessEncoding(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  if (bytes.subarray(0, 65_536).includes(0)) return guessUtf16(bytes);
  if (isMostlyUtf8(bytes)) return "utf-8";
  const best = zones
    .map((zone) => ({ encoding: zone.encoding, score: scoreOf(bytes, zone) }))
    .reduce((a, b) => (b.score > a.score ? b : a));
  return best.score > 0 ? best.encoding : undefined;
}

/** Without a mark, by the zeros of ASCII's upper halves: all on one side. */
function guessUtf16(bytes: Uint8Array): string | undefined {
  const zeros = [0, 0];
  const length = Math.min(bytes.length, 65_536);
  for (let i = 0; i < length; i++) if (bytes[i] === 0) zeros[i % 2]!++;
  const [even, odd] = zeros as [number, number];
  if (Math.min(even, odd) > 0.02 * Math.max(even, odd)) return undefined;
  const encoding = odd > even ? "utf-16le" : "utf-16be";
  const text = new TextDecoder(encoding).decode(bytes.subarray(0, length - (length % 2)));
  const odds = text.match(/[\ufffd\ue000-\uf8ff\ufdd0-\ufdef\uffff]/g)?.length ?? 0;
  return odds > 0.001 * text.length ? undefined : encoding;
}

/** A few bytes may be broken, as where a file was cut or joined. */
function isMostlyUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    const text = new TextDecoder().decode(bytes);
    const wrong = text.match(/\ufffd/g)?.length ?? 0;
    const right = text.match(/[\u0080-\ufffc]/g)?.length ?? 0;
    return right > 20 * wrong;
  }
}

/** How common the character is that these bytes make: 0 to 1, negative where they make none; and how many bytes it takes. */
interface Zone {
  encoding: string;
  /** Of the byte `a`, which is above ASCII, and those after it. */
  look(a: number, b: number, before: number): { common: number; bytes: 1 | 2 };
}

const within = (value: number, low: number, high: number) => value >= low && value <= high;
const isHigh = (byte: number) => byte >= 0xa1 && byte <= 0xfe;
const two = (common: number) => ({ common, bytes: 2 as const });
const one = (common: number) => ({ common, bytes: 1 as const });
const never = one(-10);

const zones: Zone[] = [
  {
    // Western letters stand between ASCII's; several in a row are rare.
    encoding: "windows-1252",
    look(a, b, before) {
      if ([0x81, 0x8d, 0x8f, 0x90, 0x9d].includes(a)) return never;
      const alone = Number(before < 0x80) + Number(b < 0x80);
      const usual = a >= 0xc0 ? 1 : within(a, 0xa0, 0xbf) || within(a, 0x80, 0x9f) ? 0.8 : 0;
      return one(usual * [0.05, 0.5, 0.95][alone]!);
    },
  },
  {
    // The Hangul of KS X 1001 lie within the zone of GB 2312's common characters: a Chinese text leaves it soon.
    encoding: "euc-kr",
    look(a, b) {
      if (within(a, 0xb0, 0xc8) && isHigh(b)) return two(1.01);
      if (within(a, 0xa1, 0xac) && isHigh(b)) return two(0.5);
      if (within(a, 0xca, 0xfd) && isHigh(b)) return two(0.1);
      return within(a, 0x81, 0xc6) && b > 0x40 ? two(0) : never;
    },
  },
  {
    encoding: "gb18030",
    look(a, b) {
      if (within(a, 0xb0, 0xd7) && isHigh(b)) return two(1);
      if (within(a, 0xa1, 0xa3) && isHigh(b)) return two(1);
      if (within(a, 0xd8, 0xf7) && isHigh(b)) return two(0.3);
      if (within(a, 0x81, 0xfe) && within(b, 0x30, 0x39)) return two(0.2);
      return within(a, 0x81, 0xfe) && b >= 0x40 ? two(0) : never;
    },
  },
  {
    encoding: "big5",
    look(a, b) {
      const isTrail = within(b, 0x40, 0x7e) || isHigh(b);
      // An umlaut and the letter after it are such a pair, too.
      if (within(a, 0xa4, 0xc6) && isTrail) return two(b < 0x80 ? 0.9 : 1);
      if (within(a, 0xa1, 0xa3) && isTrail) return two(0.7);
      return within(a, 0xc9, 0xf9) && isTrail ? two(0.3) : never;
    },
  },
  {
    encoding: "shift_jis",
    look(a, b) {
      const isTrail = within(b, 0x40, 0xfc) && b !== 0x7f;
      if (within(a, 0xa1, 0xdf)) return one(0.2);
      if (!isTrail) return never;
      if (a === 0x82 || a === 0x83 || a === 0x81) return two(1);
      if (within(a, 0x88, 0x97)) return two(1);
      return within(a, 0x98, 0x9f) || within(a, 0xe0, 0xea) ? two(0.2) : two(-1);
    },
  },
];

/** The mean over what is above ASCII in the first of the bytes. */
function scoreOf(bytes: Uint8Array, { look }: Zone): number {
  const end = Math.min(bytes.length, 262_144);
  let [sum, count] = [0, 0];
  for (let i = 0; i < end;) {
    const a = bytes[i]!;
    if (a < 0x80) {
      i++;
      continue;
    }
    // A character that the end cuts says nothing.
    if (i + 1 >= end && bytes.length > 1 && count > 0) break;
    const found = look(a, bytes[i + 1] ?? 0x20, bytes[i - 1] ?? 0x20);
    sum += found.common * found.bytes;
    count += found.bytes;
    i += found.bytes;
  }
  return count > 0 ? sum / count : 0;
}
