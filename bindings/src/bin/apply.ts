// hourglass score, encode, reconstruct and sample: what a model makes of data.

import type { Runtime } from "../index.js";
import { attachedMetadata, TableEncoder } from "../data/index.js";
import type { TableFile } from "../files/index.js";
import { numberOf, type Given } from "./arguments";
import { readData, type ArrayData, type TableData } from "./data";
import { Failure, misused } from "./failure";
import { openModel, requireFits, sideOf, withRuntime, type Opened } from "./models";
import { requireFree, shortest, write, writeNumbers, writeRows } from "./output";
import { partedBy, samplesOf } from "./tables";
import { thresholdKey } from "./train";

type Material = { opened: Opened; data: TableData | ArrayData };

/** A model and data that it takes. */
async function withBoth(given: Given, job: (material: Material) => Promise<void>): Promise<void> {
  requireFree(given.options.output, given);
  const [name, ...files] = given.files;
  await withRuntime(given, "auto", async (runtime: Runtime) => {
    const opened = await openModel(runtime, name);
    const data = await readData(files, given, sideOf(opened));
    if (data.kind === "array") requireFits(opened, data);
    else if (!opened.encoder)
      throw new Failure(`${name} was not trained on a table, and ${data.name} is one`);
    await job({ opened, data });
  });
}

const numbersOf = ({
  opened: { encoder },
  data,
}: Material): { samples: Float32Array | Uint8Array; known?: Float32Array | undefined } =>
  data.kind === "array" ? { samples: data.values } : samplesOf(encoder!, data.table);

export const encode = (given: Given): Promise<void> =>
  withBoth(given, async (material) => {
    const { model } = material.opened;
    const codes = await model.encode(numbersOf(material).samples);
    await writeNumbers(
      given,
      codes,
      [codes.length / model.latentSize, model.latentSize],
      named("code", model.latentSize),
    );
  });

const named = (what: string, count: number): string[] =>
  Array.from({ length: count }, (_, i) => `${what} ${i + 1}`);

export const reconstruct = (given: Given): Promise<void> =>
  withBoth(given, async (material) => {
    const { opened, data } = material;
    const made = await opened.model.reconstruct(numbersOf(material).samples);
    if (data.kind === "array") await writeSamples(given, opened, made);
    else await writeRestored(given, opened.encoder!, made);
  });

export const sample = async (given: Given): Promise<void> => {
  requireFree(given.options.output, given);
  const [name, count = "16", ...others] = given.files;
  if (!/^\d+$/.test(count) || others.length > 0)
    misused(`sample: COUNT must be a whole number, got ${[count, ...others].join(" ")}`);
  await withRuntime(given, "auto", async (runtime) => {
    const opened = await openModel(runtime, name);
    const [seed, temperature] = [numberOf(given, "seed", 0, 2 ** 53 - 1), numberOf(given, "temperature", 0)];
    const made = await opened.model.sample(Number(count), { seed, temperature });
    if (opened.encoder) await writeRestored(given, opened.encoder, made);
    else await writeSamples(given, opened, made);
  });
};

/** As the model has them: rows of numbers, or images. */
function writeSamples(given: Given, { model }: Opened, made: Float32Array): Promise<void> {
  const sides = [model.config.input].flat();
  return writeNumbers(given, made, [made.length / model.features, ...sides], named("number", model.features));
}

/** Rows of the table that was learnt from; what was left out is not among them. */
async function writeRestored(given: Given, encoder: TableEncoder, made: Float32Array): Promise<void> {
  const { output } = given.options;
  if (output?.endsWith(".npy")) {
    return writeNumbers(
      given,
      made,
      [made.length / encoder.features, encoder.features],
      encoder.featureNames,
    );
  }
  const used = encoder.columns.map(({ count }) => count > 0);
  const names = encoder.columns.filter((_, i) => used[i]).map(({ name }) => name);
  const rows = encoder.inverse(made).map((row) => row.filter((_, i) => used[i]).map(plain));
  if (given.switches.has("json")) {
    const text = `${JSON.stringify({ columns: names, rows })}\n`;
    if (output === undefined) process.stdout.write(text);
    else await write(output, text);
  } else await writeRows(given, [names, ...rows]);
}

function plain(cell: unknown): string | number | null {
  if (cell instanceof Date) return cell.toISOString();
  return typeof cell === "number" ? shortest(Math.fround(cell)) : typeof cell === "string" ? cell : null;
}

// ---------------------------------------------------------------- scores

interface Scored {
  scores: Float32Array;
  threshold: number | undefined;
  /** Of each flagged row or sample the columns, the worst first. */
  reasons: Map<number, string[]>;
}

export const score = (given: Given): Promise<void> =>
  withBoth(given, async (material) => {
    const { opened, data } = material;
    const scored = await scoredBy(material, numberOf(given, "threshold", 0));
    if (data.kind === "table") judge(given, data.table, scored);
    const rows = data.kind === "table" ? scoredTable(data.table, scored) : scoredSamples(scored);
    const flagged = [...scored.reasons.keys()];
    if (!given.switches.has("json")) {
      const order = given.switches.has("flagged")
        ? flagged.sort((a, b) => scored.scores[b]! - scored.scores[a]!)
        : [...scored.scores.keys()];
      await writeRows(given, [rows.head, ...order.map((row) => rows.row(row))], dialectOf(data));
      const limit =
        scored.threshold === undefined
          ? "no threshold: give one with --threshold"
          : `${flagged.length.toLocaleString("en-US")} flagged from ${scored.threshold.toPrecision(4)} on`;
      console.error(
        `${scored.scores.length.toLocaleString("en-US")} ${data.kind === "table" ? "rows" : "samples"}, ${limit}`,
      );
      return;
    }
    const text = `${JSON.stringify({
      threshold: scored.threshold ?? null,
      scores: Array.from(scored.scores, shortest),
      flagged: flagged.map((row) => ({
        row,
        score: shortest(scored.scores[row]!),
        reasons: scored.reasons.get(row),
      })),
      features: opened.model.features,
    })}\n`;
    if (given.options.output === undefined) process.stdout.write(text);
    else await write(given.options.output, text);
  });

async function scoredBy(material: Material, wanted: number | undefined): Promise<Scored> {
  const { model, encoder, file } = material.opened;
  const { samples, known } = numbersOf(material);
  const scores = await model.scores(samples, known ? { featureWeights: known } : {});
  const own = Number(attachedMetadata(file)[thresholdKey] ?? NaN);
  const threshold = wanted ?? encoder?.threshold ?? (Number.isNaN(own) ? undefined : own);
  const reasons = new Map<number, string[]>();
  for (let row = 0; row < scores.length; row++) {
    if (threshold === undefined || scores[row]! < threshold) continue;
    const place = [row * model.features, (row + 1) * model.features] as const;
    const errors = encoder ? await model.featureErrors(samples.subarray(...place)) : new Float32Array();
    reasons.set(row, encoder ? worstColumns(encoder, errors, known?.subarray(...place)) : []);
  }
  return { scores, threshold, reasons };
}

const mostReasons = 3;

/** The columns with the largest errors. What is missing is no reason. */
function worstColumns(
  encoder: TableEncoder,
  errors: Float32Array,
  known: Float32Array | undefined,
): string[] {
  const byColumn = new Float64Array(encoder.columns.length);
  encoder.featureColumns.forEach((column, i) => (byColumn[column]! += known?.[i] === 0 ? 0 : errors[i]!));
  return [...byColumn.keys()]
    .filter((column) => byColumn[column]! > 0)
    .sort((a, b) => byColumn[b]! - byColumn[a]!)
    .slice(0, mostReasons)
    .map((column) => encoder.columns[column]!.name);
}

type Cells = (string | number | null)[];

interface Rows {
  head: Cells;
  row(index: number): Cells;
}

/** Each row as it is written in the file, and what is said of it. */
function scoredTable({ columns, cells }: TableFile, { scores, reasons }: Scored): Rows {
  return {
    head: [...columns.map(({ name }) => name), "score", "flag", "reason 1", "reason 2", "reason 3"],
    row: (index) => [
      ...cells!.map((column) => column[index]!),
      shortest(scores[index]!),
      Number(reasons.has(index)),
      ...Array.from({ length: mostReasons }, (_, i) => reasons.get(index)?.[i] ?? ""),
    ],
  };
}

const scoredSamples = ({ scores, reasons }: Scored): Rows => ({
  head: ["sample", "score", "flag"],
  row: (index) => [index, shortest(scores[index]!), Number(reasons.has(index))],
});

function dialectOf(data: TableData | ArrayData) {
  const { delimiter = ",", decimal = "." } = data.kind === "table" ? data.table.reading : {};
  return { delimiter: /^[,;\t|]$/.test(delimiter) ? delimiter : ",", decimal, encoding: "" };
}

/** How well the scores part rows of other labels from normal ones. */
function judge(given: Given, table: TableFile, { scores }: Scored): void {
  const { label, normal } = given.options;
  if (label === undefined && normal === undefined) return;
  if (label === undefined || normal === undefined)
    return void misused("--label and --normal belong together");
  const area = partedBy(table, label, normal, scores);
  if (area !== undefined) console.error(`area under the ROC curve by ${label}: ${area.toFixed(4)}`);
}
