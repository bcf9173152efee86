// Somebody's own pictures: read by the package, dealt into what is learnt from and what judges. Limits are stated here.

import {
  readPictures,
  type FileProblem,
  type PictureFile,
  type PictureReading,
  type PicturesFile,
  type PictureStyle,
} from "hourglass-autoencoder/files";
import type { Tone } from "../../lib/pictures";
import { randomNumbers, shuffle } from "../../lib/random";
import { asBroken, BrokenFile } from "../broken";
import type { ImageSet } from "../dataset";

export const limits = { pictures: 100_000, fewest: 10, arrayBytes: 600e6, classes: 100 };

export const waysToRead: PictureStyle[] = ["dark", "light", "grey", "colour"];
export const sides = [28, 32] as const;

/** Whatever is not set here is guessed from the files. */
export interface Settings extends PictureReading {
  side: (typeof sides)[number];
}

export interface Preview {
  count: number;
  heldOut: number;
  /** Whether those held out were set apart by whoever made the files. */
  hasTest: boolean;
  settings: { side: Settings["side"]; as: PictureStyle };
  tone: Tone;
  channels: 1 | 3;
  classes: { name: string; count: number }[];
  /** Some pictures as they will be, one after another, as values of 0 to 1. */
  samples: Float32Array;
  problems: FileProblem[];
}

export interface OwnImages {
  preview: Preview;
  set: ImageSet;
}

const sampleCount = 24;
const mostHeldOut = 1000;

type Tell = (done: number, total: number) => void;

/** Throws BrokenFile, with what could not be read among its problems. */
export async function readImages(
  name: string,
  files: PictureFile[],
  wanted: Settings,
  onprogress: Tell = () => undefined,
): Promise<OwnImages> {
  if (files.length === 0) throw new BrokenFile("noPictures");
  const read = await readPictures(files, wanted, { most: limits.pictures, onprogress }).catch(
    (error: unknown) => {
      const known = asBroken(error);
      if (!(known instanceof BrokenFile) || known.fault !== "tooManyRows") throw known;
      throw new BrokenFile("tooManyPictures", known.values, known);
    },
  );
  const { shape, problems, reading } = read;
  const count = read.isTest.length;
  if (count < limits.fewest) throw new BrokenFile("tooFewPictures", [count, limits.fewest], { problems });
  const tone = reading.as === "dark" || reading.as === "light" ? "ink" : "light";
  const set = dealt(read, { name, shape, tone });
  return { set, preview: previewOf(set, read, wanted.side) };
}

/** In a random order, always the same; held out is a part of what its makers set apart, else a fifth, at most a thousand. */
function dealt(read: PicturesFile, about: Pick<ImageSet, "name" | "shape"> & { tone: Tone }): ImageSet {
  const { images, isTest } = read;
  const count = isTest.length;
  const features = images.length / count;
  const said = read.labels ?? new Array<null>(count).fill(null);
  const classNames = classesOf(said);
  const places = new Map(classNames.map((name, i) => [name, i]));
  const order = shuffled(count);
  const apart = order.filter((i) => isTest[i]);
  const hasTest = isSplit(isTest);
  const heldOutCount = Math.min(mostHeldOut, hasTest ? apart.length : Math.ceil(count / 5));
  const heldOut = (hasTest ? apart : order).slice(0, heldOutCount);
  const train = hasTest ? order.filter((i) => !isTest[i]) : order.slice(heldOutCount);
  const gathered = (rows: number[]) => {
    const values = new Uint8Array(rows.length * features);
    rows.forEach((row, i) => values.set(images.subarray(row * features, (row + 1) * features), i * features));
    return values;
  };
  const labels = (rows: number[]) => Uint8Array.from(rows, (row) => places.get(said[row] ?? "") ?? 0);
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

/** Whether its makers set a part of it apart. */
const isSplit = (isTest: Uint8Array) => isTest.includes(1) && isTest.includes(0);

/** Too many different ones, or none at all, are none. */
function classesOf(labels: (string | null)[]): string[] {
  const names = new Set(labels.map((label) => label ?? ""));
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
  { isTest, reading, problems }: PicturesFile,
  side: Settings["side"],
): Preview {
  const counts = new Uint32Array(set.classNames.length);
  for (const labels of [set.trainLabels, set.heldOutLabels]) for (const label of labels) counts[label]!++;
  const features = set.train.length / set.trainLabels.length;
  return {
    count: set.trainLabels.length + set.heldOutLabels.length,
    heldOut: set.heldOutLabels.length,
    hasTest: isSplit(isTest),
    settings: { side, as: reading.as },
    tone: set.tone,
    channels: set.shape[2] as 1 | 3,
    classes: set.classNames.map((name, i) => ({ name, count: counts[i]! })),
    samples: Float32Array.from(set.train.subarray(0, sampleCount * features), (byte) => byte / 255),
    problems,
  };
}
