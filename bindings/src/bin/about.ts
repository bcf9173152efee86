// hourglass info and export: what a model is, and the same for another engine.

import { attachedMetadata } from "../data/index.js";
import { exportFormats, type ExportFormat, type ExportOptions } from "../export/index.js";
import type { Given } from "./arguments";
import { misused } from "./failure";
import { openModel, withRuntime } from "./models";
import { requireFree, write } from "./output";
import { thresholdKey } from "./train";

const endings: Record<ExportFormat, string> = { onnx: ".onnx", pytorch: ".zip", keras: ".py", c: ".h" };

export async function exportTo(given: Given): Promise<void> {
  const [name, wanted, ...others] = given.files;
  const format = exportFormats.find((one) => one === wanted);
  if (!format || others.length > 0)
    return misused(
      `export: FORMAT must be one of ${exportFormats.join(", ")}, got ${[wanted ?? "none", ...others].join(" ")}`,
    );
  const output = given.options.output ?? `${name!.replace(/\.[^.]*$/, "")}${endings[format]}`;
  requireFree(output, given);
  const { part, name: own } = given.options;
  const options = {
    ...(part === undefined ? {} : { part }),
    ...(own === undefined ? {} : { name: own }),
  } as ExportOptions;
  await withRuntime(given, "auto", async (runtime) => {
    const { model } = await openModel(runtime, name);
    const bytes = await model.export(format, options);
    await write(output, bytes);
    const about = { output, format, bytes: bytes.length };
    console.log(
      given.switches.has("json")
        ? JSON.stringify(about)
        : `${output}: ${bytes.length.toLocaleString("en-US")} bytes`,
    );
  });
}

export async function info(given: Given): Promise<void> {
  const [name, ...others] = given.files;
  if (others.length > 0) misused(`info: one model, got ${given.files.join(" ")}`);
  await withRuntime(given, "auto", async (runtime) => {
    const { model, encoder, file } = await openModel(runtime, name);
    const metadata = attachedMetadata(file);
    const {
      format: _,
      version: __,
      config: ___,
      steps: ____,
      table: _____,
      [thresholdKey]: own,
      ...texts
    } = metadata;
    const [summary, steps, fingerprint] = await Promise.all([
      model.summary(),
      model.steps(),
      model.fingerprint(),
    ]);
    const threshold = encoder?.threshold ?? (own === undefined ? undefined : Number(own));
    const columns = encoder?.columns.map(({ name, type, count }) => ({ name, type, numbers: count }));
    if (given.switches.has("json")) {
      console.log(JSON.stringify({ config: model.config, parameters: model.parameterCount, latentSize: model.latentSize, steps, fingerprint, threshold, columns, metadata: texts })); // prettier-ignore
      return;
    }
    const { loss, optimizer, corruption, sparsity, variational } = model.config;
    const extras = Object.entries({ optimizer, corruption, sparsity, variational }).filter(
      ([, value]) => value,
    );
    const lines = [
      String(summary),
      `input ${[model.config.input].flat().join(" x ")}, code of ${model.latentSize}, loss ${loss}`,
      ...extras.map(([key, value]) => `${key} ${settingsInWords(value as object)}`),
      `${steps.toLocaleString("en-US")} steps, fingerprint ${fingerprint}`,
      ...(columns ? [`columns: ${columns.filter(({ numbers }) => numbers > 0).map(({ name, type }) => `${name} (${type})`).join(", ")}`] : []), // prettier-ignore
      ...(threshold === undefined ? [] : [`flags scores from ${threshold.toPrecision(4)} on`]),
      ...Object.keys(texts).map((key) => `also in the file: ${key}`),
    ];
    console.log(lines.join("\n"));
  });
}

/** "adam, learningRate 0.003": of a kind its name first. */
const settingsInWords = (settings: object): string =>
  Object.entries(settings)
    .map(([field, value]) => (field === "kind" ? String(value) : `${field} ${String(value)}`))
    .join(", ");
