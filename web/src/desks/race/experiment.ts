// What a race is: one network, one setting that differs, and its values. "#/race?kind=vanilla&differs=lr&lanes=0.001,0.01"

import { kindExperimentOf } from "../../kinds/experiment";
import type { DatasetId } from "../../data/dataset";
import type { KindId } from "../../engine/client";
import { kindOf } from "../../kinds";
import { fieldKeys, fields, parseValue, type FieldKey, type Value, type Values } from "../../training/fields";

export interface Experiment {
  kind: KindId;
  data: DatasetId;
  values: Values;
  /** The setting that differs. */
  differs: FieldKey;
  /** Its value in each lane: two to four. */
  lanes: Value[];
}

export const mostLanes = 4;

/** What a race opens with for each setting that may differ. */
const offers: Partial<Record<FieldKey, Value[]>> = {
  lr: [0.0001, 0.001, 0.01, 0.1],
  latent: [2, 8, 32, 128],
  batch: [8, 32, 128, 256],
  act: ["linear", "relu", "tanh", "sigmoid"],
  optimizer: ["adam", "rmsprop", "sgd"],
  seed: [0, 1, 2, 3],
  noise: [0.1, 0.3, 0.5, 0.8],
  l1: [0, 1e-4, 1e-3, 0.01],
  beta: [0.1, 1, 4, 16],
  pretrain: [0, 1, 2, 5],
};

const everywhere: FieldKey[] = ["lr", "latent", "batch", "act", "optimizer", "seed"];

/** Which settings may differ for a kind. */
export function choicesOf(kind: KindId): FieldKey[] {
  const { main } = kindOf(kind);
  const own = kind === "denoising" ? (["noise", ...main] as FieldKey[]) : main;
  return [...everywhere, ...own.filter((key) => key in offers && !everywhere.includes(key))];
}

export const offered = (key: FieldKey): Value[] => offers[key] ?? [];

/** The values that a lane may have: those of the setting, and what it has now. */
export function valuesOf(key: FieldKey, now: Value): Value[] {
  const { options, values } = fields[key];
  const all: Value[] = [...(options ?? values ?? [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])];
  return all.includes(now) ? all : [...all, now];
}

export function experimentOf(parameters: URLSearchParams): Experiment {
  const { kind, data, values } = kindExperimentOf(parameters);
  if (!parameters.has("kind")) return experimentOf(new URLSearchParams([...parameters, ["kind", "vanilla"]]));
  if (!parameters.has("epochs")) values.epochs = 3;
  const differs = choicesOf(kind).find((key) => key === parameters.get("differs")) ?? "lr";
  const wanted = (parameters.get("lanes") ?? "").split(",").map((text) => parseValue(fields[differs], text));
  const lanes = wanted.filter((value) => value !== undefined).slice(0, mostLanes);
  return {
    kind,
    data: data === "own" ? "digits" : data,
    values,
    differs,
    lanes: lanes.length >= 2 ? lanes : offered(differs),
  };
}

export function formatExperiment({ kind, data, values, differs, lanes }: Experiment): string {
  const { defaults } = kindOf(kind);
  const set = fieldKeys.filter(
    (key) => key === "epochs" || (values[key] !== defaults[key] && key !== differs),
  );
  const parts = [`kind=${kind}`, ...(data === "digits" ? [] : [`data=${data}`])];
  return `#/race?${[...parts, ...set.map((key) => `${key}=${values[key]}`), `differs=${differs}`, `lanes=${lanes.join(",")}`].join("&")}`;
}
