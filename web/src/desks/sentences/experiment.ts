// What a link to the sentences desk holds.

import { languages, type Language } from "../../data/sentences/sentences";
import { textKind } from "../../kinds/text";
import { fieldKeys, fields, parseValue, type Values } from "../../training/fields";

export interface Experiment {
  data: Language | "own";
  values: Values;
}

export function experimentOf(parameters: URLSearchParams): Experiment {
  const values = { ...textKind.defaults };
  for (const key of fieldKeys) {
    const value = parseValue(fields[key], parameters.get(key)?.trim() ?? "");
    if (value !== undefined) values[key] = value;
  }
  const wanted = parameters.get("data");
  return { data: wanted === "own" ? wanted : (languages.find((id) => id === wanted) ?? "en"), values };
}

export function formatExperiment({ data, values }: Experiment): string {
  const parts = [`data=${data}`];
  for (const key of fieldKeys)
    if (values[key] !== textKind.defaults[key]) parts.push(`${key}=${values[key]}`);
  return `#/sentences?${parts.join("&")}`;
}
