// Somebody's own pictures: files to a data set, and what is wrong with which of them. Limits are stated here.

import { resizeImage, type Pixels } from "hourglass/data";
import type { Tone } from "../../lib/pictures";
import { randomNumbers, shuffle } from "../../lib/random";
import type { ImageSet } from "../dataset";
import { BrokenGzip, unpacked } from "../decompress";
import { arraysIn, BrokenArray, picturesIn, type ArrayPictures, type NamedArray } from "./arrays";
import { BrokenPicture, decodePicture } from "./decode";

export const limits = { pictures: 100_000, fewest: 10, valueBytes: 200e6, arrayBytes: 600e6, classes: 100 };

/** How pictures are read: dark ink on light paper, light ink on dark, grey photographs or coloured ones. */
export type ReadAs = "dark" | "light" | "grey" | "colour";
export const waysToRead: ReadAs[] = ["dark", "light", "grey", "colour"];
export const sides = [28, 32] as const;

/** What is left out is found out. */
export interface Settings {
  side: (typeof sides)[number];
  as?: ReadAs;
}

export interface OwnFile {
  /** With its folders, where it came with some: "animals/cats/1.png". */
  path: string;
  file: Blob;
}

export interface Problem {
  path: string;
  fault: string;
  detail: Record<string, unknown>;
}

/** What makes a whole collection none. */
export class BrokenImages extends Error {
  constructor(
    readonly fault: string,
    readonly detail: Record<string, unknown> = {},
    readonly problems: Problem[] = [],
  ) {
    super(fault);
  }
}

export interface Preview {
  count: number;
  heldOut: number;
  /** Whether those held out were set apart by whoever made the files. */
  hasTest: boolean;
  settings: Required<Settings>;
  tone: Tone;
  channels: 1 | 3;
  classes: { name: string; count: number }[];
  /** Some pictures as they will be, one after another, as values of 0 to 1. */
  samples: Float32Array;
  problems: Problem[];
  problemCount: number;
}

/** A picture that is still to be read. */
interface Source {
  path: string;
  label: string | null;
  isTest: boolean;
  pixels(side: number): Promise<Pixels> | Pixels;
}

export interface OwnImages {
  preview: Preview;
  set: ImageSet;
}

const mostProblems = 50;
const guessedFrom = 48;
const sampleCount = 24;
const mostHeldOut = 1000;

type Tell = (done: number, total: number) => void;

export async function readImages(
  name: string,
  files: OwnFile[],
  wanted: Settings,
  tell: Tell = () => undefined,
): Promise<OwnImages> {
  const problems: Problem[] = [];
  const sources = await sourcesOf(files, problems);
  if (sources.length === 0) throw new BrokenImages(problems.length > 0 ? "none" : "empty", {}, problems);
  const as = wanted.as ?? (await guess(sources));
  const channels = as === "colour" ? 3 : 1;
  const features = wanted.side ** 2 * channels;
  const most = Math.min(limits.pictures, Math.floor(limits.valueBytes / features));
  if (sources.length > most) throw new BrokenImages("tooMany", { count: sources.length, most }, problems);
  const read: Source[] = [];
  const bytes = new Uint8Array(sources.length * features);
  for (const [i, source] of sources.entries()) {
    try {
      bytes.set(valuesOf(await source.pixels(wanted.side), wanted.side, as), read.length * features);
      read.push(source);
    } catch (error) {
      problems.push(problemOf(source.path, error));
    }
    if (i % 64 === 0) tell(i, sources.length);
  }
  if (read.length === 0) throw new BrokenImages("none", {}, problems);
  if (read.length < limits.fewest)
    throw new BrokenImages("tooFew", { count: read.length, fewest: limits.fewest }, problems);
  const shape: ImageSet["shape"] = [wanted.side, wanted.side, channels];
  const set = dealt(read, bytes, { name, shape, tone: as === "dark" || as === "light" ? "ink" : "light" });
  return { set, preview: previewOf(set, read, { side: wanted.side, as }, problems) };
}

// ------------------------------------------------------------ where pictures are

const partWord = /^(train|training|test|testing|val|valid|validation)$/i;
/** Of a file or folder with pictures that were set apart to judge by. */
const testWord = /(^|[^a-z])(test|testing|t10k|val|valid|validation)([^a-z]|$)/i;

async function sourcesOf(files: OwnFile[], problems: Problem[]): Promise<Source[]> {
  const arrays: NamedArray[] = [];
  const sources: Source[] = [];
  for (const { path, file } of files) {
    if (isOfSystem.test(path)) continue;
    try {
      const inside = await arraysOf(path, file);
      if (inside) arrays.push(...inside);
      else sources.push(sourceOf(path, file));
    } catch (error) {
      problems.push(problemOf(path, error));
    }
  }
  if (arrays.length > 0) {
    try {
      sources.push(...picturesIn(arrays).flatMap(sourcesIn));
    } catch (error) {
      problems.push(problemOf(arrays.map(({ name }) => name).join(", "), error));
    }
  }
  return sources;
}

const isOfSystem = /(^|\/)(\.[^/]*|__MACOSX\/.*|Thumbs\.db|desktop\.ini)$/i;

/** Only what has the look of an array is read whole. */
async function arraysOf(path: string, file: Blob): Promise<NamedArray[] | null> {
  const start = new Uint8Array(await file.slice(0, 4).arrayBuffer());
  const [a = 1, b = 1, c = 0] = start;
  const isArray =
    (a === 0x1f && b === 0x8b) || (a === 0 && b === 0 && c !== 0) || (a === 0x93 && b === 0x4e) || (a === 0x50 && b === 0x4b); // prettier-ignore
  if (!isArray) return null;
  if (file.size > limits.arrayBytes) throw new BrokenGzip("tooLarge");
  const bytes = await unpacked(new Uint8Array(await file.arrayBuffer()), limits.arrayBytes);
  const arrays = await arraysIn(path.replace(/\.gz$/i, ""), bytes, limits.arrayBytes);
  if (!arrays) throw new BrokenPicture("noPicture");
  return arrays;
}

/** The folder that a picture lies in is its label, unless it says what the picture is for. */
function sourceOf(path: string, file: Blob): Source {
  const folders = path.split("/").slice(0, -1);
  return {
    path,
    label: folders.filter((folder) => !partWord.test(folder)).at(-1) ?? null,
    isTest: folders.some((folder) => testWord.test(folder)),
    pixels: (side) => decodePicture(file, 4 * side),
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

function problemOf(path: string, error: unknown): Problem {
  const known = error instanceof BrokenPicture || error instanceof BrokenArray;
  if (known) return { path, fault: error.fault, detail: error.detail };
  if (error instanceof BrokenGzip) return { path, fault: error.fault, detail: {} };
  return { path, fault: "unknown", detail: { message: (error as Error).message } };
}

// ------------------------------------------------------------ what they become

const luma = (data: ArrayLike<number>, at: number) =>
  0.299 * data[at]! + 0.587 * data[at + 1]! + 0.114 * data[at + 2]!;

/** Ink is the larger, the darker the paper is not: dark ink on light paper is turned over. */
function valuesOf(pixels: Pixels, side: number, as: ReadAs): Uint8Array {
  const channels = as === "colour" ? 3 : 1;
  const background = as === "light" ? 0 : 255;
  const values =
    channels === 1 && pixels.width === side && pixels.height === side && isOpaque(pixels)
      ? greyOf(pixels)
      : resizeImage(pixels, { width: side, height: side, channels, background });
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

/** By some of them: colours; else whether most of each picture is of the shade of its border, light or dark. */
async function guess(sources: Source[]): Promise<ReadAs> {
  let [coloured, light, dark, seen] = [0, 0, 0, 0];
  const step = Math.max(1, Math.floor(sources.length / guessedFrom));
  for (let i = 0; i < sources.length; i += step) {
    const pixels = await Promise.resolve(sources[i]!.pixels(32)).catch(() => null);
    if (!pixels) continue;
    seen++;
    const small = resizeImage(pixels, { width: 32, height: 32, channels: 3, stretch: true });
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

// ------------------------------------------------------------ the data set

/** In a random order, always the same; held out is a part of what its makers set apart, else a fifth, at most a thousand. */
function dealt(
  read: Source[],
  bytes: Uint8Array,
  about: Pick<ImageSet, "name" | "shape" | "tone">,
): ImageSet {
  const features = about.shape.reduce((product, size) => product * size, 1);
  const classNames = classesOf(read);
  const places = new Map(classNames.map((name, i) => [name, i]));
  const order = shuffled(read.length);
  const apart = order.filter((i) => read[i]!.isTest);
  const hasTest = apart.length > 0 && apart.length < read.length;
  const heldOutCount = Math.min(mostHeldOut, hasTest ? apart.length : Math.ceil(read.length / 5));
  const heldOut = (hasTest ? apart : order).slice(0, heldOutCount);
  const train = hasTest ? order.filter((i) => !read[i]!.isTest) : order.slice(heldOutCount);
  const gathered = (rows: number[]) => {
    const values = new Uint8Array(rows.length * features);
    rows.forEach((row, i) => values.set(bytes.subarray(row * features, (row + 1) * features), i * features));
    return values;
  };
  const labels = (rows: number[]) => Uint8Array.from(rows, (row) => places.get(read[row]!.label ?? "") ?? 0);
  return {
    ...about,
    id: "own",
    key: "own",
    train: gathered(train),
    heldOut: gathered(heldOut),
    trainLabels: labels(train),
    heldOutLabels: labels(heldOut),
    classNames,
  };
}

/** Too many different ones, or none at all, are none. */
function classesOf(read: Source[]): string[] {
  const names = new Set(read.map(({ label }) => label ?? ""));
  if (names.size > limits.classes) return [""];
  return [...names].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
}

function shuffled(count: number): number[] {
  const order = Array.from({ length: count }, (_, i) => i);
  shuffle(order, randomNumbers(1));
  return order;
}

function previewOf(
  set: ImageSet,
  read: Source[],
  settings: Required<Settings>,
  problems: Problem[],
): Preview {
  const counts = new Uint32Array(set.classNames.length);
  for (const labels of [set.trainLabels, set.heldOutLabels]) for (const label of labels) counts[label]!++;
  const features = set.train.length / set.trainLabels.length;
  return {
    count: set.trainLabels.length + set.heldOutLabels.length,
    heldOut: set.heldOutLabels.length,
    hasTest: read.some(({ isTest }) => isTest) && !read.every(({ isTest }) => isTest),
    settings,
    tone: set.tone,
    channels: set.shape[2] as 1 | 3,
    classes: set.classNames.map((name, i) => ({ name, count: counts[i]! })),
    samples: Float32Array.from(set.train.subarray(0, sampleCount * features), (byte) => byte / 255),
    problems: problems.slice(0, mostProblems),
    problemCount: problems.length,
  };
}
