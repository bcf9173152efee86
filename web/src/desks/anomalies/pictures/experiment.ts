// What each set of pictures opens with, and what an address says of it.

import { knownSets } from "../../../data/scans/load";
import type { HeadSettings } from "../../../data/scans/heads";
import type { SetId } from "../../../data/scans/set";
import { common, base, type Kind } from "../../../kinds/kind";
import { fieldKeys, fields, parseValue, type FieldKey, type Values } from "../../../training/fields";

export type PicturesId = SetId | "own-pictures";

/** Pictures through a narrow network (vanilla otherwise). */
export const pictureKind: Kind = {
  id: "vanilla",
  defaults: { ...common, code: "linear", latent: 64, lr: 0.002, schedule: "cosine", epochs: 40, batch: 16 },
  main: ["latent", "epochs", "lr"],
  more: [
    "layers",
    "act",
    "code",
    "out",
    "loss",
    "optimizer",
    "schedule",
    "batch",
    "stop",
    "seed",
  ] as FieldKey[],
  layerChoices: ["none", "64", "128", "256", "256-128"],
  overrides: base,
};

const valuesOf = (own: Partial<Values>): Values => ({ ...pictureKind.defaults, ...own });

const patches = valuesOf({
  layers: "128",
  latent: 12,
  lr: 0.001,
  schedule: "constant",
  epochs: 12,
  batch: 32,
});
export const presets: Record<PicturesId, Values> = {
  heads: valuesOf({ layers: "256" }),
  retina: patches,
  digits: valuesOf({ layers: "128", latent: 32, lr: 0.001, schedule: "constant", epochs: 10, batch: 32 }),
  brick: patches,
  "own-pictures": valuesOf({ layers: "128", latent: 32, lr: 0.001, epochs: 40, batch: 32 }),
};

/** What a link to an experiment holds. */
export interface Experiment {
  data: PicturesId;
  values: Values;
  heads: HeadSettings;
  /** The digit that is not learnt. */
  without: number;
}

export const usualHeads: HeadSettings = { anatomy: 1, contrast: 1, noise: 1, lesion: 1 };
export const headKeys = ["anatomy", "contrast", "noise", "lesion"] as const;
export const headValues = [0, 0.25, 0.5, 0.75, 1, 1.5, 2, 3];

const idIn = (parameters: URLSearchParams): PicturesId | undefined => {
  const wanted = parameters.get("data")?.trim();
  return wanted === "own-pictures" ? wanted : knownSets.find((id) => id === wanted);
};

export const isOfPictures = (parameters: URLSearchParams): boolean => idIn(parameters) !== undefined;

export function experimentOf(parameters: URLSearchParams): Experiment {
  const data = idIn(parameters) ?? "heads";
  const values = { ...presets[data] };
  for (const key of fieldKeys) {
    const value = parseValue(fields[key], parameters.get(key)?.trim() ?? "");
    if (value !== undefined) values[key] = value;
  }
  const heads = { ...usualHeads };
  for (const key of headKeys) {
    const text = parameters.get(key);
    const value = Number(text ?? NaN);
    if (text !== "" && value >= 0 && value <= 5) heads[key] = value;
  }
  const without = Number(parameters.get("without") ?? NaN);
  const isDigit =
    parameters.get("without") !== "" && Number.isInteger(without) && without >= 0 && without <= 9;
  return { data, values, heads, without: isDigit ? without : 4 };
}

export function formatExperiment({ data, values, heads, without }: Experiment): string {
  const parts = [`data=${data}`];
  for (const key of fieldKeys) if (values[key] !== presets[data][key]) parts.push(`${key}=${values[key]}`);
  if (data === "heads")
    for (const key of headKeys) if (heads[key] !== usualHeads[key]) parts.push(`${key}=${heads[key]}`);
  if (data === "digits" && without !== 4) parts.push(`without=${without}`);
  return `#/anomalies?${parts.join("&")}`;
}
