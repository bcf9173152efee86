// What a link to the sentences desk holds.

import { languages, type Language } from "../../data/sentences/sentences";
import { ways, type Way } from "../../data/sentences/vectors";
import { textKinds } from "../../kinds/text";
import { fieldKeys, fields, parseValue, type Values } from "../../training/fields";

export interface Experiment {
  data: Language | "own";
  /** What sentences are compared by. */
  way: Way;
  values: Values;
}

/** The word vectors are English: of other languages the letters are compared. */
export const hasMeaning = (data: Experiment["data"]): boolean => data !== "de";

export function experimentOf(parameters: URLSearchParams): Experiment {
  const wanted = parameters.get("data");
  const data = wanted === "own" ? wanted : (languages.find((id) => id === wanted) ?? "en");
  const said = ways.find((way) => way === parameters.get("by")) ?? "meaning";
  const way = hasMeaning(data) ? said : "letters";
  const values = { ...textKinds[way].defaults };
  for (const key of fieldKeys) {
    const value = parseValue(fields[key], parameters.get(key)?.trim() ?? "");
    if (value !== undefined) values[key] = value;
  }
  return { data, way, values };
}

export function formatExperiment({ data, way, values }: Experiment): string {
  const parts = [`data=${data}`];
  if (hasMeaning(data) && way !== "meaning") parts.push(`by=${way}`);
  const { defaults } = textKinds[way];
  for (const key of fieldKeys) if (values[key] !== defaults[key]) parts.push(`${key}=${values[key]}`);
  return `#/sentences?${parts.join("&")}`;
}

/** The same by other vectors: what was set stays, where it is not what one begins with. */
export function byWay({ data, way, values }: Experiment, next: Way): Experiment {
  const [before, after] = [textKinds[way].defaults, textKinds[next].defaults];
  const kept = { ...values };
  for (const key of fieldKeys) if (values[key] === before[key]) kept[key] = after[key];
  return { data, way: next, values: kept };
}
