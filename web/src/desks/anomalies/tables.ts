// What each table opens with, and what an address says of it.

import { tableIds, tableSets, type TableId } from "../../data/tables/sets";
import type { Generator, TableSet } from "../../data/tables/sets/set";
import { ownTableValues, tableValues } from "../../kinds/table";
import { fieldKeys, fields, parseValue, type Values } from "../../training/fields";

export interface Preset {
  values: Values;
  /** Normal rows to learn from. */
  learn: number;
  /** Of a generated table. */
  generator: Generator | null;
  /** How many rows come in a day, for false alarms a day. */
  daily: number;
}

const own: Preset = {
  values: ownTableValues,
  learn: 20_000,
  generator: null,
  daily: 1000,
};

const presetOf = ({ values, learn, generator, daily }: TableSet): Preset => ({
  values: tableValues(values),
  learn,
  generator: generator ?? null,
  daily,
});

export const presets = {
  own,
  ...Object.fromEntries(Object.entries(tableSets).map(([id, set]) => [id, presetOf(set)])),
} as Record<TableId | "own", Preset>;

/** What a link to an experiment holds. */
export interface Experiment {
  data: TableId | "own";
  values: Values;
  generator: Generator;
  /** Which rows are learnt from. */
  train: TrainOn;
}

export const trainOn = ["normal", "all"] as const;
export type TrainOn = (typeof trainOn)[number];

export const rates = [0.005, 0.01, 0.02, 0.03, 0.05, 0.08, 0.1, 0.2];
export const strengths = [0.25, 0.5, 0.75, 1, 1.5, 2];
const noGenerator: Generator = { rate: 0, strength: 1, kinds: [], seed: 1 };

const numberIn = (text: string | null, low: number, high: number) => {
  const value = Number(text ?? NaN);
  return text !== "" && value >= low && value <= high ? value : undefined;
};

export function experimentOf(parameters: URLSearchParams): Experiment {
  const wanted = parameters.get("data");
  const data = wanted === "own" ? wanted : (tableIds.find((id) => id === wanted) ?? "tumours");
  const preset = presets[data];
  const values = { ...preset.values };
  for (const key of fieldKeys) {
    const value = parseValue(fields[key], parameters.get(key)?.trim() ?? "");
    if (value !== undefined) values[key] = value;
  }
  const generator = { ...(preset.generator ?? noGenerator) };
  if (preset.generator) {
    generator.rate = numberIn(parameters.get("rate"), 0.001, 0.5) ?? generator.rate;
    generator.strength = numberIn(parameters.get("strength"), 0, 4) ?? generator.strength;
    const wanted = parameters.get("kinds")?.split(",") ?? [];
    const kinds = preset.generator.kinds.filter((kind) => wanted.includes(kind));
    if (kinds.length > 0) generator.kinds = kinds;
  }
  return { data, values, generator, train: parameters.get("train") === "all" ? "all" : "normal" };
}

export function formatExperiment({ data, values, generator, train }: Experiment): string {
  const preset = presets[data];
  const parts = [`data=${data}`];
  if (train === "all") parts.push("train=all");
  for (const key of fieldKeys) if (values[key] !== preset.values[key]) parts.push(`${key}=${values[key]}`);
  if (preset.generator) {
    for (const key of ["rate", "strength"] as const)
      if (generator[key] !== preset.generator[key]) parts.push(`${key}=${generator[key]}`);
    if (generator.kinds.length < preset.generator.kinds.length)
      parts.push(`kinds=${generator.kinds.map(encodeURIComponent).join(",")}`);
  }
  return `#/anomalies?${parts.join("&")}`;
}
