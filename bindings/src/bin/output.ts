// Where results go. No file is replaced unless somebody says so.

import { existsSync, statSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { toNpy } from "../data/index.js";
import type { Given } from "./arguments";
import { Failure, misused } from "./failure";
import { toCsv, type Dialect } from "./page";

/** Looked at before long work begins. Errors: Failure where the file is there, or its folder is not. */
export function requireFree(file: string | undefined, given: Given): void {
  if (file === undefined) return;
  const folder = path.dirname(path.resolve(file));
  if (!existsSync(folder)) throw new Failure(`there is no folder ${folder} for ${path.basename(file)}`);
  if (!existsSync(file)) return;
  if (statSync(file).isDirectory()) throw new Failure(`${file} is a folder`);
  if (!given.switches.has("force")) throw new Failure(`${file} is there already: --force replaces it`);
}

/** The file is complete or, where something goes wrong, as it was before. */
export async function write(file: string, content: Uint8Array | string): Promise<void> {
  const partial = `${file}.part`;
  await writeFile(partial, content);
  await rename(partial, file);
}

type Cells = (string | number | null)[][];

const usual: Dialect = { delimiter: ",", decimal: ".", encoding: "" };

/** A table to the output or, without one, to whoever reads. */
export async function writeRows(given: Given, rows: Cells, dialect: Dialect = usual): Promise<void> {
  const { output } = given.options;
  const delimiter = output?.endsWith(".tsv") ? "\t" : dialect.delimiter;
  const text = toCsv(rows, { ...dialect, delimiter, encoding: "" });
  if (output === undefined) process.stdout.write(text.replaceAll("\r\n", "\n"));
  else await write(output, text);
}

/** `count` rows of numbers: NPY by the output's name, else CSV; JSON for scripts. */
export async function writeNumbers(
  given: Given,
  values: Float32Array,
  shape: number[],
  names: string[],
): Promise<void> {
  const { output } = given.options;
  const [count = 0] = shape;
  const width = values.length / count;
  if (output?.endsWith(".npy")) return write(output, toNpy(values, shape));
  if (output !== undefined && !/\.(csv|tsv|json)$/.test(output))
    misused(`--output must end in .npy, .csv, .tsv or .json, got ${output}`);
  const rows = Array.from({ length: count }, (_, i) =>
    Array.from(values.subarray(i * width, (i + 1) * width), shortest),
  );
  if (!given.switches.has("json") && !output?.endsWith(".json")) return writeRows(given, [names, ...rows]);
  const text = `${JSON.stringify({ columns: names, rows })}\n`;
  if (output === undefined) process.stdout.write(text);
  else await write(output, text);
}

/** As few digits as give the same number of 32 bits. */
export function shortest(value: number): number {
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return value;
}
