// Runtimes and models that commands work with.

import path from "node:path";
import { load, type Autoencoder, type Runtime } from "../index.js";
import { attachedTable, type TableEncoder } from "../data/index.js";
import { numberOf, type Given } from "./arguments";
import { contentOf, type ArrayData } from "./data";
import { Failure, misused } from "./failure";

export interface Opened {
  model: Autoencoder;
  /** Of a table's rows. */
  encoder: TableEncoder | undefined;
  /** As hourglass writes it. */
  file: Uint8Array;
}

export async function withRuntime<T>(
  given: Given,
  build: string,
  job: (runtime: Runtime) => Promise<T>,
): Promise<T> {
  const wanted = given.options.build ?? build;
  if (wanted !== "auto" && wanted !== "baseline" && wanted !== "relaxed")
    return misused(`--build must be auto, baseline or relaxed, got ${JSON.stringify(wanted)}`);
  const threads = given.options.threads === "auto" ? undefined : numberOf(given, "threads", 1, 64);
  const runtime = await load({ threads: threads ?? "auto", build: wanted });
  try {
    return await job(runtime);
  } finally {
    await runtime.dispose();
  }
}

/** A model of hourglass, ONNX or TensorFlow.js. */
export async function openModel(runtime: Runtime, name: string | undefined): Promise<Opened> {
  if (name === undefined) return misused("which model? A file that train wrote, say");
  const file = await contentOf(name);
  const isOwn = file[8] === 0x7b;
  const files = name.endsWith(".json")
    ? await withShards(name, file)
    : isOwn
      ? file
      : { [path.basename(name)]: file };
  const model = await runtime.open(files as Record<string, Uint8Array>);
  const own = isOwn ? file : await model.save();
  return { model, encoder: attachedTable(own), file: own };
}

/** The files of weights that model.json names, which lie beside it. */
async function withShards(name: string, json: Uint8Array): Promise<Record<string, Uint8Array>> {
  const files: Record<string, Uint8Array> = { [path.basename(name)]: json };
  let about: { weightsManifest?: { paths?: unknown[] }[] };
  try {
    about = JSON.parse(new TextDecoder().decode(json)) as typeof about;
  } catch {
    return files; // whoever opens it says what is wrong
  }
  for (const shard of about.weightsManifest?.flatMap(({ paths }) => paths ?? []) ?? [])
    files[String(shard)] = await contentOf(path.join(path.dirname(name), String(shard)));
  return files;
}

/** Errors: Failure where samples are of another size. */
export function requireFits({ model }: Opened, { name, shape, count, values }: ArrayData): void {
  const features = values.length / count;
  if (features === model.features) return;
  const wanted = [model.config.input].flat().join(" x ");
  throw new Failure(
    `${name}: samples must have ${model.features} numbers (${wanted}), got ${features} (${shape.join(" x ")})`,
  );
}

/** The side that a model's pictures have. */
export const sideOf = ({ model: { config, features } }: Opened): number =>
  typeof config.input === "number" ? Math.round(Math.sqrt(features)) : config.input[0];
