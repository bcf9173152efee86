// What a file is, by its first bytes; names lie too often.

/** What this package reads, and what it knows by name only. */
export type FileKind =
  "text" | "gzip" | "zip" | "xlsx" | "npy" | "npz" | "idx" | "wav" | "sound" | "picture" | "model" | "other";

/** A kind, and how to call it. */
export interface Told {
  kind: FileKind;
  /** "pdf" */
  id: string;
  /** "a PDF document" */
  name: string;
}

const ascii = (bytes: Uint8Array, from: number, to: number) =>
  String.fromCharCode(...bytes.subarray(from, to));
const starts = (bytes: Uint8Array, ...start: number[]) => start.every((byte, i) => bytes[i] === byte);

/** First bytes, the kind, and its name. */
const marks: [string | number[], FileKind, string, string][] = [
  [[0x1f, 0x8b], "gzip", "gzip", "a gzip file"],
  ["PK\x03\x04", "zip", "zip", "a ZIP archive"],
  ["PK\x05\x06", "zip", "zip", "an empty ZIP archive"],
  ["\x93NUMPY", "npy", "npy", "a NumPy array"],
  ["\x89PNG", "picture", "png", "a PNG picture"],
  [[0xff, 0xd8, 0xff], "picture", "jpeg", "a JPEG picture"],
  ["GIF8", "picture", "gif", "a GIF picture"],
  ["OggS", "sound", "ogg", "an Ogg sound"],
  ["fLaC", "sound", "flac", "a FLAC sound"],
  ["ID3", "sound", "mp3", "an MP3 sound"],
  [[0x1a, 0x45, 0xdf, 0xa3], "sound", "webm", "a WebM or Matroska file"],
  ["%PDF", "other", "pdf", "a PDF document"],
  [
    [0xd0, 0xcf, 0x11, 0xe0],
    "other",
    "office97",
    "a workbook or document of Excel or Word 97 to 2003 (save it as .xlsx or .csv)",
  ],
  ["II*\0", "other", "tiff", "a TIFF picture (save it as PNG)"],
  ["MM\0*", "other", "tiff", "a TIFF picture (save it as PNG)"],
  ["SQLite format 3", "other", "sqlite", "an SQLite database (export a table as CSV)"],
  ["PAR1", "other", "parquet", "a Parquet file (export it as CSV)"],
  ["ARROW1", "other", "arrow", "an Arrow file (export it as CSV)"],
  ["FEA1", "other", "arrow", "a Feather file (export it as CSV)"],
  ["\x89HDF", "other", "hdf5", "an HDF5 or MATLAB 7.3 file (export it as CSV or NPY)"],
  ["MATLAB 5.0", "other", "matlab", "a MATLAB file (export it as CSV or NPY)"],
  ["0       ", "other", "edf", "an EDF recording (export it as CSV)"],
  ["\xffBIOSEMI", "other", "edf", "a BDF recording (export it as CSV)"],
  ["7z\xbc\xaf", "other", "archive", "a 7-Zip archive (unpack it first)"],
  ["Rar!", "other", "archive", "a RAR archive (unpack it first)"],
  [[0xfd, 0x37, 0x7a, 0x58], "other", "archive", "an XZ file (unpack it first)"],
  ["BZh", "other", "archive", "a bzip2 file (unpack it first)"],
  [[0x28, 0xb5, 0x2f, 0xfd], "other", "archive", "a Zstandard file (unpack it first)"],
  ["{\\rtf", "other", "rtf", "an RTF document (save it as text)"],
  ["\x7fELF", "other", "program", "a program"],
  ["MZ", "other", "program", "a program"],
];

/** By the first bytes (a thousand are enough); ZIP archives are told by their members, see `kindOfZip`. */
export function kindOf(bytes: Uint8Array): Told {
  const told = kindOfContainer(bytes);
  if (told) return told;
  for (const [mark, kind, id, name] of marks) {
    const start = typeof mark === "string" ? Array.from(mark, (sign) => sign.charCodeAt(0)) : mark;
    // A text may begin with "ID3" or "PAR1", too: then there is more than text behind it.
    const isPlain = typeof mark === "string" && /^[\w !]{2,8}$/.test(mark);
    if (starts(bytes, ...start) && (!isPlain || looksBinary(bytes, mark))) return { kind, id, name };
  }
  if (isIdx(bytes)) return { kind: "idx", id: "idx", name: "an IDX array" };
  if (isMp3Frame(bytes)) return { kind: "sound", id: "mp3", name: "an MP3 sound" };
  if (isSafetensors(bytes)) return { kind: "model", id: "model", name: "a model (safetensors)" };
  if (isBmp(bytes)) return { kind: "picture", id: "bmp", name: "a BMP picture" };
  return kindOfMarkup(ascii(bytes, 0, Math.min(bytes.length, 1000)));
}

function looksBinary(bytes: Uint8Array, mark: string | number[]): boolean {
  if (mark === "0       ") return bytes.length >= 256 && !bytes.subarray(0, 256).includes(0x0a);
  return bytes.subarray(0, 1000).includes(0) || bytes.subarray(3, 1000).some((byte) => byte < 9);
}

/** Formats that share a wrapper: RIFF, IFF and ISO media. */
function kindOfContainer(bytes: Uint8Array): Told | undefined {
  const [outer, inner] = [ascii(bytes, 0, 4), ascii(bytes, 8, 12)];
  if (["RIFF", "RF64", "BW64", "RIFX"].includes(outer) && inner === "WAVE")
    return { kind: "wav", id: "wav", name: "a WAV sound" };
  if (outer === "RIFF" && inner === "WEBP") return { kind: "picture", id: "webp", name: "a WebP picture" };
  if (outer === "RIFF") return { kind: "other", id: "video", name: "a video (AVI)" };
  if (outer === "FORM" && /^AIF[FC]$/.test(inner))
    return { kind: "sound", id: "aiff", name: "an AIFF sound" };
  if (ascii(bytes, 4, 8) !== "ftyp") return undefined;
  if (/^(avif|avis)$/.test(inner)) return { kind: "picture", id: "avif", name: "an AVIF picture" };
  if (/^(heic|heix|mif1|msf1|hevc)$/.test(inner))
    return { kind: "picture", id: "heic", name: "a HEIC picture (save it as JPEG)" };
  return { kind: "sound", id: "mp4", name: "an M4A sound or MP4 video" };
}

function kindOfMarkup(start: string): Told {
  if (/^[\s\S]{0,600}<svg[\s>]/i.test(start))
    return { kind: "other", id: "svg", name: "an SVG drawing (save it as PNG)" };
  if (/^\W{0,3}\s*(<!doctype html|<html)/i.test(start))
    return { kind: "other", id: "html", name: "a web page (HTML)" };
  if (/^\W{0,3}\s*<\?xml/i.test(start))
    return { kind: "other", id: "xml", name: "an XML file (export it as CSV)" };
  return { kind: "text", id: "text", name: "a text" };
}

const isIdx = (bytes: Uint8Array) =>
  bytes[0] === 0 && bytes[1] === 0 && bytes[2]! >= 8 && bytes[2]! <= 14 && bytes[3]! >= 1 && bytes[3]! <= 8;

/** Eleven ones, then a version, layer III, a bit rate and a frequency that there are. UTF-16's mark would be layer I. */
function isMp3Frame(bytes: Uint8Array): boolean {
  const [a = 0, b = 0, c = 0] = bytes;
  const isFrame = a === 0xff && (b & 0xe0) === 0xe0 && (b & 0x18) !== 0x08 && (b & 0x06) === 0x02;
  return isFrame && (c & 0xf0) !== 0xf0 && (c & 0xf0) !== 0 && (c & 0x0c) !== 0x0c;
}

function isSafetensors(bytes: Uint8Array): boolean {
  return (
    bytes.length > 9 &&
    bytes[8] === 0x7b &&
    bytes[4] === 0 &&
    bytes[5] === 0 &&
    bytes[6] === 0 &&
    bytes[7] === 0
  );
}

/** "BM" alone begins many a word: the size of the header tells. */
function isBmp(bytes: Uint8Array): boolean {
  return (
    starts(bytes, 0x42, 0x4d) &&
    bytes.length >= 26 &&
    [12, 40, 52, 56, 64, 108, 124].includes(bytes[14]!) &&
    bytes[15] === 0
  );
}

/** By the names of what is in it. */
export function kindOfZip(names: string[]): Told {
  const has = (pattern: RegExp) => names.some((name) => pattern.test(name));
  if (has(/^xl\/workbook\.xml$/)) return { kind: "xlsx", id: "xlsx", name: "an Excel workbook" };
  if (has(/^xl\/workbook\.bin$/))
    return { kind: "other", id: "xlsb", name: "a binary Excel workbook, .xlsb (save it as .xlsx)" };
  if (has(/^Index\/.*\.iwa$|^Index\.zip$/))
    return { kind: "other", id: "numbers", name: "a workbook of Numbers (export it as .xlsx or .csv)" };
  if (has(/^content\.xml$/) && has(/^mimetype$/))
    return {
      kind: "other",
      id: "libreoffice",
      name: "a workbook or document of LibreOffice (save it as .xlsx or .csv)",
    };
  if (has(/^word\/document\.xml$/)) return { kind: "other", id: "docx", name: "a Word document" };
  if (has(/^ppt\/presentation\.xml$/))
    return { kind: "other", id: "pptx", name: "a PowerPoint presentation" };
  const files = names.filter((name) => !name.endsWith("/"));
  if (files.length > 0 && files.every((name) => name.endsWith(".npy")))
    return { kind: "npz", id: "npz", name: "NumPy arrays (NPZ)" };
  return { kind: "zip", id: "zip", name: "a ZIP archive" };
}
