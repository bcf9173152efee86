// readPictures: files, folders and arrays to pictures of one size, with labels where folders or arrays say them.

import { resizeImage, type Pixels } from "../data/images.js";
import { HourglassError } from "../base/errors.js";
import { arraysIn, picturesIn, type ArrayPictures, type NamedArray } from "./arrays.js";
import { decodePicture } from "./decode.js";
import { kindOf, kindOfZip } from "./kinds.js";
import { FileError, Problems, type FileProblem } from "./reading.js";
import { bytesOf, fileLimits, gunzipped, zipMember, zipMembers } from "./source.js";

/** Dark ink on light paper, light ink on dark, grey photographs or coloured ones. */
export type PictureStyle = "dark" | "light" | "grey" | "colour";

/** How pictures are read. What is given is not guessed. */
export interface PictureReading {
  /** Height and width in pixels, from 4 to 512; default 28. */
  side?: number;
  /** What they show; ink is the larger value whatever the paper is. */
  as?: PictureStyle;
}

/** A file with its folders, where it came with some: "animals/cats/1.png". */
export interface PictureFile {
  /** The folder that it lies in is its label. */
  path: string;
  /** The file. */
  file: Blob | Uint8Array;
}

/** Pictures that were read. */
export interface PicturesFile {
  /** Bytes of 0 to 255, one picture after another, row by row, the channels of a pixel beside each other. */
  images: Uint8Array<ArrayBuffer>;
  /** [height, width, channels] */
  shape: [number, number, number];
  /** Of each picture, where folders or arrays say them. */
  labels?: (string | null)[];
  /** Of each picture whether whoever made the files set it apart to judge by ("test", "val"): 1 or 0. */
  isTest: Uint8Array;
  /** How they were read. */
  reading: Required<PictureReading>;
  /** What did not stop it. */
  problems: FileProblem[];
}

/** What `readPictures` may be given besides a reading. */
export interface PicturesOptions {
  /** At most so many pictures; default as many as 200 MB hold. */
  most?: number;
  /** Told how many pictures are read, of how many. */
  onprogress?: (done: number, total: number) => void;
}

/** A picture that is still to be read. */
interface Source {
  path: string;
  label: string | null;
  isTest: boolean;
  pixels(enough: number): Promise<Pixels> | Pixels;
}

const mostBytes = 200e6;
const guessedFrom = 48;

/**
 * Reads pictures: files that a browser decodes (PNG, JPEG, WebP, GIF, BMP, AVIF; in Node PNG), arrays (IDX, NPY, NPZ) with the
 * labels beside them, each also in gzip or ZIP. They are fitted into one size; how they show what they show is guessed from
 * some of them. Files that cannot be read are named among the problems. Throws FileError where no picture is left.
 */
export async function readPictures(
  files: readonly (PictureFile | Blob)[],
  reading: PictureReading = {},
  { most, onprogress }: PicturesOptions = {},
): Promise<PicturesFile> {
  const { side = 28 } = reading;
  if (!Number.isInteger(side) || side < 4 || side > 512)
    throw new HourglassError(
      "invalid_config",
      `reading.side must be a whole number from 4 to 512, got ${String(side)}`,
    );
  const problems = new Problems();
  const sources = await sourcesOf(files.map(asPictureFile), problems);
  if (sources.length === 0) throw new FileError("noPictures", [], { problems: problems.list });
  const as = reading.as ?? (await guess(sources));
  const channels = as === "colour" ? 3 : 1;
  const features = side * side * channels;
  const limit = Math.min(most ?? Infinity, Math.floor(mostBytes / features));
  if (sources.length > limit)
    throw new FileError("tooManyRows", [sources.length, limit], { problems: problems.list });
  const read: Source[] = [];
  const images = new Uint8Array(sources.length * features);
  for (const [i, source] of sources.entries()) {
    const values = await valuesIn(source, side, as, problems);
    if (values) {
      images.set(values, read.length * features);
      read.push(source);
    }
    if (i % 64 === 0) onprogress?.(i, sources.length);
  }
  if (read.length === 0) throw new FileError("noPictures", [], { problems: problems.list });
  return {
    images: images.slice(0, read.length * features),
    shape: [side, side, channels],
    ...(read.some(({ label }) => label !== null) ? { labels: read.map(({ label }) => label) } : {}),
    isTest: Uint8Array.from(read, ({ isTest }) => Number(isTest)),
    reading: { side, as },
    problems: problems.list,
  };
}

function asPictureFile(file: PictureFile | Blob): PictureFile {
  return "path" in file ? file : { path: (file as { name?: string }).name ?? "", file };
}

/** Undefined, and a problem, where it cannot be read. */
async function valuesIn(source: Source, side: number, as: PictureStyle, problems: Problems) {
  try {
    const values = valuesOf(await source.pixels(4 * side), side, as);
    if (values.every((value) => value === values[0])) problems.add("oneShade", [], { file: source.path });
    return values;
  } catch (error) {
    addProblem(problems, source.path, error);
    return undefined;
  }
}

function addProblem(problems: Problems, file: string, error: unknown): void {
  if (error instanceof FileError) problems.add(error.kind, error.values, { file });
  else problems.add("damaged", ["file", (error as Error).message], { file });
}

// ------------------------------------------------------------ where pictures are

const partWord = /^(train|training|test|testing|val|valid|validation)$/i;
/** Of a file or folder with pictures that were set apart to judge by. */
const testWord = /(^|[^a-z])(test|testing|t10k|val|valid|validation)([^a-z]|$)/i;
const isOfSystem = /(^|\/)(\.[^/]*|__MACOSX\/.*|Thumbs\.db|desktop\.ini)$/i;

async function sourcesOf(files: PictureFile[], problems: Problems): Promise<Source[]> {
  const arrays: NamedArray[] = [];
  const sources: Source[] = [];
  for (const one of files) if (!isOfSystem.test(one.path)) await take(one, arrays, sources, problems);
  if (arrays.length > 0) {
    try {
      sources.push(...picturesIn(arrays).flatMap(sourcesIn));
    } catch (error) {
      addProblem(problems, arrays.map(({ name }) => name).join(", "), error);
    }
  }
  return sources;
}

/** Only what has the look of an array or an archive is read whole. */
async function take(
  { path, file }: PictureFile,
  arrays: NamedArray[],
  sources: Source[],
  problems: Problems,
): Promise<void> {
  try {
    const size = file instanceof Uint8Array ? file.length : file.size;
    if (size === 0) throw new FileError("empty");
    const start = file instanceof Uint8Array ? file : new Uint8Array(await file.slice(0, 4096).arrayBuffer());
    const { kind, id, name } = kindOf(start);
    if (kind === "picture") sources.push(sourceOf(path, file));
    else if (kind === "gzip") {
      const inner = await gunzipped(await bytesOf(file, fileLimits.bytes), fileLimits.bytes);
      await take({ path, file: inner }, arrays, sources, problems);
    } else if (kind === "zip")
      await takeZip(path, await bytesOf(file, fileLimits.bytes), arrays, sources, problems);
    else if (kind === "npy" || kind === "idx")
      arrays.push(
        ...(await arraysIn(path, kind, await bytesOf(file, fileLimits.bytes), fileLimits.bytes, problems)),
      );
    else throw new FileError("format", [name, id]);
  } catch (error) {
    addProblem(problems, path, error);
  }
}

async function takeZip(
  path: string,
  bytes: Uint8Array<ArrayBuffer>,
  arrays: NamedArray[],
  sources: Source[],
  problems: Problems,
): Promise<void> {
  const members = await zipMembers(bytes);
  const { kind, id, name } = kindOfZip(members.map((member) => member.name));
  if (kind === "npz") {
    arrays.push(...(await arraysIn(path, kind, bytes, fileLimits.bytes, problems)));
    return;
  }
  if (kind !== "zip") throw new FileError("format", [name, id]);
  for (const member of members) {
    if (member.name.endsWith("/") || isOfSystem.test(member.name)) continue;
    const inner = `${path}/${member.name}`;
    try {
      const file = await zipMember(bytes, members, member.name, fileLimits.bytes);
      await take({ path: inner, file }, arrays, sources, problems);
    } catch (error) {
      addProblem(problems, inner, error);
    }
  }
}

/** The folder that a picture lies in is its label, unless it says what the picture is for. */
function sourceOf(path: string, file: Blob | Uint8Array): Source {
  const folders = path.split("/").slice(0, -1);
  return {
    path,
    label: folders.filter((folder) => !partWord.test(folder)).at(-1) ?? null,
    isTest: folders.some((folder) => testWord.test(folder)),
    pixels: (enough) => decodePicture(file, enough),
  };
}

function sourcesIn({ name, count, height, width, channels, bytes, labels }: ArrayPictures): Source[] {
  const size = height * width;
  return Array.from({ length: count }, (_, i) => ({
    path: `${name}[${i}]`,
    label: labels?.[i] ?? null,
    isTest: testWord.test(name.replace(/_/g, "-")),
    pixels: () => {
      const data = new Uint8Array(4 * size).fill(255);
      for (let p = 0; p < size; p++)
        for (let c = 0; c < 3; c++)
          data[4 * p + c] = bytes[(i * size + p) * channels + (channels === 3 ? c : 0)]!;
      return { width, height, data };
    },
  }));
}

// ------------------------------------------------------------ what they become

const luma = (data: ArrayLike<number>, at: number) =>
  0.299 * data[at]! + 0.587 * data[at + 1]! + 0.114 * data[at + 2]!;

/** Ink is the larger, the darker the paper is not: dark ink on light paper is turned over. */
function valuesOf(pixels: Pixels, side: number, as: PictureStyle): Uint8Array {
  const channels = as === "colour" ? 3 : 1;
  const values =
    channels === 1 && pixels.width === side && pixels.height === side && isOpaque(pixels)
      ? greyOf(pixels)
      : resizeImage(pixels, { width: side, height: side, channels, background: backgroundOf(pixels, as) });
  if (as === "dark") for (let i = 0; i < values.length; i++) values[i] = 255 - values[i]!;
  return values;
}

function greyOf({ data }: Pixels): Uint8Array {
  const grey = new Uint8Array(data.length / 4);
  for (let i = 0; i < grey.length; i++) grey[i] = Math.round(luma(data, 4 * i));
  return grey;
}

function isOpaque({ data }: Pixels): boolean {
  for (let i = 3; i < data.length; i += 4) if (data[i] !== 255) return false;
  return true;
}

/** What shows through: of inks the paper; of others what sets off the rest, since white on white would be nothing. */
function backgroundOf(pixels: Pixels, as: PictureStyle): number {
  if (as === "light") return 0;
  return as === "dark" ? 255 : groundBehind(pixels);
}

/** Black behind light pictures, white behind dark ones. */
function groundBehind({ data }: Pixels): number {
  let [sum, weight, clear] = [0, 0, 0];
  for (let at = 0; at < data.length; at += 4) {
    const alpha = data[at + 3]!;
    sum += alpha * luma(data, at);
    weight += alpha;
    clear += 255 - alpha;
  }
  return clear > 0.1 * weight && sum > 200 * weight ? 0 : 255;
}

/** By some of them: colours; else whether most of each picture is of the shade of its border, light or dark. */
async function guess(sources: Source[]): Promise<PictureStyle> {
  let [coloured, light, dark, seen] = [0, 0, 0, 0];
  const step = Math.max(1, Math.floor(sources.length / guessedFrom));
  for (let i = 0; i < sources.length; i += step) {
    const pixels = await Promise.resolve(sources[i]!.pixels(32)).catch(() => null);
    if (!pixels) continue;
    seen++;
    const background = groundBehind(pixels);
    const small = resizeImage(pixels, { width: 32, height: 32, channels: 3, stretch: true, background });
    if (colourfulness(small) > 8) coloured++;
    const ground = groundOf(small, 32);
    if (ground === "light") light++;
    if (ground === "dark") dark++;
  }
  if (coloured > 0.2 * seen) return "colour";
  if (dark > 0.6 * seen) return "light";
  return light > 0.6 * seen ? "dark" : "grey";
}

function colourfulness(rgb: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < rgb.length; i += 3)
    sum += Math.abs(rgb[i]! - rgb[i + 1]!) + Math.abs(rgb[i + 1]! - rgb[i + 2]!);
  return (sum / rgb.length) * 3;
}

/** Where over 45 % of the picture, and of its border over 80 %, are nearly white, or nearly black. */
function groundOf(rgb: Uint8Array, side: number): "light" | "dark" | null {
  const counts = { light: [0, 0], dark: [0, 0] };
  let border = 0;
  for (let i = 0; i < side * side; i++) {
    const isBorder = i < side || i >= side * (side - 1) || i % side === 0 || i % side === side - 1;
    border += Number(isBorder);
    const value = luma(rgb, 3 * i);
    const ground = value > 215 ? "light" : value < 40 ? "dark" : null;
    if (!ground) continue;
    counts[ground][0]!++;
    counts[ground][1]! += Number(isBorder);
  }
  for (const ground of ["light", "dark"] as const) {
    const [all = 0, edge = 0] = counts[ground];
    if (all > 0.45 * side * side && edge > 0.8 * border) return ground;
  }
  return null;
}
