// What a link to the signals desk holds.

import { noiseKinds, type NoiseKind } from "../../data/signals/noise";
import { recordingIds, type RecordingId } from "../../data/signals/recording";
import { signalKind } from "../../kinds/signal";
import { fieldKeys, fields, parseValue, type Values } from "../../training/fields";

export interface Experiment {
  data: RecordingId | "own";
  noise: NoiseKind;
  /** The noise's root mean square, as a share of the recording's deviation. */
  strength: number;
  values: Values;
}

export const strengths = [0.1, 0.2, 0.3, 0.45, 0.6, 0.8, 1, 1.5];
const usual = { data: "heart", noise: "white", strength: 0.3 } as const;

export function experimentOf(parameters: URLSearchParams): Experiment {
  const values = { ...signalKind.defaults };
  for (const key of fieldKeys) {
    if (key === "noise") continue; // here it is which, not how much
    const value = parseValue(fields[key], parameters.get(key)?.trim() ?? "");
    if (value !== undefined) values[key] = value;
  }
  const strength = Number(parameters.get("strength") || NaN);
  const wanted = parameters.get("data");
  return {
    data: wanted === "own" ? wanted : (recordingIds.find((id) => id === wanted) ?? usual.data),
    noise: noiseKinds.find((kind) => kind === parameters.get("noise")) ?? usual.noise,
    strength: strength > 0 && strength <= 10 ? strength : usual.strength,
    values,
  };
}

export function formatExperiment({ data, noise, strength, values }: Experiment): string {
  const parts = [`data=${data}`];
  if (noise !== usual.noise) parts.push(`noise=${noise}`);
  if (strength !== usual.strength) parts.push(`strength=${strength}`);
  for (const key of fieldKeys)
    if (values[key] !== signalKind.defaults[key]) parts.push(`${key}=${values[key]}`);
  return `#/signals?${parts.join("&")}`;
}
