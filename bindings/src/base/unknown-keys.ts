// Options that nobody knows are refused, as the core refuses unknown settings (core/src/files/settings.cpp).

import { shown } from "./checks.js";
import { HourglassError } from "./errors.js";

/** How many characters must be put in, left out, replaced or swapped with the next to make one text the other (Damerau 1964). */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      next.push(Math.min(row[j]! + (a[i] === b[j] ? 0 : 1), row[j + 1]! + 1, next[j]! + 1));
      if (i > 0 && j > 0 && a[i] === b[j - 1] && a[i - 1] === b[j])
        next[j + 1] = Math.min(next[j + 1]!, before[j - 1]! + 1);
    }
    [before, row] = [row, next];
  }
  return row[b.length]!;
}

/** Throws unless `options` is an object that has no keys but these. */
export function checkKeys(options: unknown, known: readonly string[], field = "options"): void {
  if (typeof options !== "object" || options === null || Array.isArray(options))
    throw new HourglassError("invalid_config", `${field} must be an object, got ${shown(options)}`);
  const unknown = Object.keys(options).find((key) => !known.includes(key));
  if (unknown === undefined) return;
  const [near] = known
    .map((key) => ({ key, far: distance(unknown.slice(0, 60), key) }))
    .filter(({ far }) => far <= (unknown.length + 1) / 3) // farther ones are no misspellings
    .sort((one, other) => one.far - other.far);
  const hint = near ? `; did you mean ${near.key}?` : ".";
  throw new HourglassError(
    "invalid_config",
    `${field}.${unknown.slice(0, 60)} is unknown${hint} Known here: ${known.join(", ")}`,
  );
}
