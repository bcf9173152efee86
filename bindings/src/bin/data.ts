// Files to samples: tables, arrays and pictures, told apart by what is in them.

import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { parseIdx, parseNpy, parseNpz, type NumberArray } from "../data/index.js";
import {
  readPictures,
  readTable,
  type FileProblem,
  type PictureFile,
  type TableFile,
} from "../files/index.js";
import { numberOf, type Given } from "./arguments";
import { Failure, misused } from "./failure";

export interface TableData {
  kind: "table";
  name: string;
  table: TableFile;
}

export interface ArrayData {
  kind: "array";
  name: string;
  /** Bytes stand for 0 to 1. */
  values: Uint8Array | Float32Array;
  /** Height, width, channels; vectors are 1 x 1. */
  shape: [number, number, number];
  count: number;
}

export type Data = TableData | ArrayData;

/** `side` is what pictures are fitted into, unless the command line says otherwise. Errors: Failure; FileError. */
export async function readData(names: string[], given: Given, side = 28): Promise<Data> {
  if (names.length === 0) misused(`${given.command}: which file is to be read?`);
  const pictures = await picturesIn(names);
  if (pictures) return asPictures(names, pictures, numberOf(given, "side", 4, 512) ?? side);
  if (names.length > 1) misused(`${given.command}: several files must be pictures, got ${names.join(", ")}`);
  const [name] = names as [string];
  const file = await contentOf(name);
  const bytes = file[0] === 0x1f && file[1] === 0x8b ? new Uint8Array(gunzipSync(file)) : file;
  const array = await arrayIn(bytes, name, given.options.array);
  if (array) return array;
  const { delimiter, decimal, encoding } = given.options;
  const table = await readTable(
    new File([bytes], path.basename(name).replace(/\.gz$/, "")),
    {
      ...(delimiter === undefined ? {} : { delimiter: delimiter === "\\t" ? "\t" : delimiter }),
      ...(decimal === undefined ? {} : { decimal: decimal === "," ? "," : "." }),
      ...(encoding === undefined ? {} : { encoding }),
    },
    { cells: true },
  );
  told(name, table.problems);
  return { kind: "table", name, table };
}

export async function contentOf(name: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await readFile(name));
  } catch (error) {
    const { code } = error as { code?: string };
    throw new Failure(
      code === "ENOENT" ? `there is no file ${name}` : `${name} cannot be read: ${(error as Error).message}`,
    );
  }
}

const mostTold = 5;

function told(name: string, problems: readonly FileProblem[]): void {
  for (const { line, column, file, message } of problems.slice(0, mostTold)) {
    const place = [file ?? name, line > 0 ? `line ${line}` : "", column ?? ""].filter(Boolean).join(", ");
    console.error(`${place}: ${message}`);
  }
  if (problems.length > mostTold) console.error(`${name}: and ${problems.length - mostTold} more of these`);
}

// ---------------------------------------------------------------- arrays

async function arrayIn(
  bytes: Uint8Array,
  name: string,
  wanted: string | undefined,
): Promise<ArrayData | undefined> {
  if (bytes[0] === 0x93 && bytes[1] === 0x4e) {
    const { data, shape } = parseNpy(bytes);
    return asArray(name, data, shape);
  }
  if (name.replace(/\.gz$/, "").endsWith(".npz")) {
    const arrays = await parseNpz(bytes);
    const largest = Object.keys(arrays).reduce((a, b) =>
      arrays[b]!.data.length > arrays[a]!.data.length ? b : a,
    );
    const chosen = arrays[wanted ?? largest];
    if (!chosen)
      throw new Failure(
        `${name} has no array ${JSON.stringify(wanted)}: it has ${Object.keys(arrays).join(", ")}`,
      );
    return asArray(name, chosen.data, chosen.shape);
  }
  if (bytes.length > 4 && bytes[0] === 0 && bytes[1] === 0) {
    const { data, dimensions } = parseIdx(bytes);
    return asArray(name, data, dimensions);
  }
  return undefined;
}

function asArray(name: string, data: NumberArray | Uint8Array, dimensions: readonly number[]): ArrayData {
  const [count = 0, ...sides] = dimensions;
  const shape: [number, number, number] =
    sides.length === 1
      ? [1, 1, sides[0]!]
      : sides.length === 2
        ? [sides[0]!, sides[1]!, 1]
        : [sides[0]!, sides[1]!, sides[2]!];
  if (sides.length < 1 || sides.length > 3 || count === 0)
    throw new Failure(
      `${name} must hold samples, rows of numbers or images, got an array of ${dimensions.join(" x ")}`,
    );
  const values = data instanceof Uint8Array || data instanceof Float32Array ? data : Float32Array.from(data);
  return { kind: "array", name, values, shape, count };
}

// ---------------------------------------------------------------- pictures

/** Folders, and files that are PNG; undefined where it is something else. */
async function picturesIn(names: string[]): Promise<PictureFile[] | undefined> {
  const found: PictureFile[] = [];
  for (const name of names) {
    const about = await stat(name).catch(() => undefined);
    if (about?.isDirectory()) {
      const inside = await readdir(name, { recursive: true });
      for (const one of inside.filter((file) => /\.png$/i.test(file)).sort())
        found.push({ path: one.split(path.sep).join("/"), file: await contentOf(path.join(name, one)) });
      if (found.length === 0) throw new Failure(`${name} has no PNG files: other pictures need a browser`);
    } else if (/\.png$/i.test(name)) found.push({ path: path.basename(name), file: await contentOf(name) });
    else return undefined;
  }
  return found;
}

async function asPictures(names: string[], files: PictureFile[], side: number): Promise<ArrayData> {
  const { images, shape, problems } = await readPictures(files, { side });
  told(names[0]!, problems);
  return {
    kind: "array",
    name: names[0]!,
    values: images,
    shape,
    count: images.length / (shape[0] * shape[1] * shape[2]),
  };
}
