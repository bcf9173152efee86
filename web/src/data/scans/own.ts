// Somebody's own pictures, among which some may be unusual; read where pictures are read.

import { readPictures, type PictureFile } from "hourglass-autoencoder/files";
import { randomNumbers, shuffle } from "../../lib/random";
import { asBroken, BrokenFile } from "../broken";
import { decodePhoto, TooManyPixels } from "../photos/decode";
import { patchesOf, patchSide } from "./patches";
import { featuresOf, type PictureSet } from "./set";

const own = { side: 64, most: 20_000, fewest: 20, pixels: 4e6 };
const usualNames = /^(normal|usual|good|ok|okay|healthy|train|typical|gesund|gut|正常|良品)$/i;

/** One file is one large picture, of which all is learnt from; more are pictures, normal ones perhaps in a folder that says so. */
export async function ownSet(name: string, files: PictureFile[], seed: number): Promise<PictureSet> {
  const [first] = files;
  if (!first) throw new BrokenFile("noPictures");
  const isArray = /\.(zip|gz|npy|npz|idx\w*-ubyte|idx)$/i.test(first.path);
  if (files.length === 1 && !isArray) {
    const photo = await decodePhoto("own", name, first.file as Blob, own.pixels).catch((error: unknown) => {
      if (error instanceof TooManyPixels) throw new BrokenFile("tooLargeToCut", [error.pixels, own.pixels]);
      throw new BrokenFile("noPictures");
    });
    if (Math.min(photo.width, photo.height) < 2 * patchSide)
      throw new BrokenFile("tooFewPictures", [1, own.fewest]);
    return patchesOf(photo, { id: "own", learns: null, truth: null, seed });
  }
  const read = await readPictures(files, { side: own.side }, { most: own.most }).catch((error: unknown) => {
    throw asBroken(error);
  });
  const count = read.isTest.length;
  if (count < own.fewest)
    throw new BrokenFile("tooFewPictures", [count, own.fewest], { problems: read.problems });
  const folders = read.labels?.map((label) => label ?? "") ?? [];
  const hasUsual = folders.some((folder) => usualNames.test(folder));
  const isUnusual = folders.map((folder) => !usualNames.test(folder));
  const labelled = hasUsual && isUnusual.includes(true);
  return dealt(read.images, read.shape, labelled ? isUnusual : null, folders, { name, seed });
}

/** Most of the usual ones are learnt from, some set the threshold, the rest is judged; without labels all are judged. */
function dealt(
  images: Uint8Array,
  shape: PictureSet["shape"],
  isUnusual: boolean[] | null,
  folders: string[],
  { name, seed }: { name: string; seed: number },
): PictureSet {
  const features = featuresOf(shape);
  const all = Array.from({ length: images.length / features }, (_, i) => i);
  const usual = all.filter((i) => !isUnusual?.[i]);
  shuffle(usual, randomNumbers(seed + 1));
  const [learns, sets] = [Math.floor(0.7 * usual.length), Math.ceil(0.15 * usual.length)];
  const gathered = (rows: number[]) => {
    const some = new Uint8Array(rows.length * features);
    rows.forEach((row, i) => some.set(images.subarray(row * features, (row + 1) * features), i * features));
    return some;
  };
  const judged = isUnusual
    ? [...usual.slice(learns + sets), ...all.filter((i) => isUnusual[i])].sort((a, b) => a - b)
    : all;
  return {
    id: "own",
    name,
    shape,
    train: gathered(usual.slice(0, learns)),
    validation: gathered(usual.slice(learns, learns + sets)),
    test: gathered(judged),
    labels: isUnusual && Uint8Array.from(judged, (row) => Number(isUnusual[row])),
    truths: null,
    names: judged.map((row) => [folders[row], `${row + 1}`].filter(Boolean).join(" ")),
    score: "mean",
    large: null,
  };
}
