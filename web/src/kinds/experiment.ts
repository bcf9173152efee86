// One of the six kinds with its settings, as an address has it: defaults are left out.

import type { KindId } from "../engine/client";
import { fieldKeys, fields, parseValue, type Values } from "../training/fields";
import { kindOf, kinds } from ".";

/** What is learnt from: the digits, the clothes, or somebody's own pictures. */
export const pictureSets = ["digits", "fashion", "own"] as const;
export type PictureSet = (typeof pictureSets)[number];

export interface KindExperiment {
  kind: KindId;
  data: PictureSet;
  values: Values;
}

export const defaultKind: KindId = "denoising";

/** What is missing or makes no sense keeps its default. */
export function kindExperimentOf(parameters: URLSearchParams): KindExperiment {
  const wanted = parameters.get("kind");
  const kind = kinds.find(({ id }) => id === wanted)?.id ?? defaultKind;
  const data = pictureSets.find((id) => id === parameters.get("data")) ?? "digits";
  const values = { ...kindOf(kind).defaults };
  for (const key of fieldKeys) {
    const value = parseValue(fields[key], parameters.get(key)?.trim() ?? "");
    if (value !== undefined) values[key] = value;
  }
  return { kind, data, values };
}

/** E.g. ["kind=sparse", "latent=64"]. */
export function partsOf({ kind, data, values }: KindExperiment): string[] {
  const { defaults } = kindOf(kind);
  const changed = fieldKeys.filter((key) => values[key] !== defaults[key]);
  return [
    `kind=${kind}`,
    ...(data === "digits" ? [] : [`data=${data}`]),
    ...changed.map((key) => `${key}=${values[key]}`),
  ];
}
