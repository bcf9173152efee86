// What was done in lessons, on this computer. Where there is no storage it lasts as long as the page.

import * as storage from "../lib/storage";
import type { Measured } from "./lesson";

export interface Progress {
  index: number;
  answer: number | null;
  measured: Measured;
  thoughts: string[];
  /** Of each run that was made: the address that its desk gave it. */
  places?: Record<string, string>;
}

const here = new Map<string, Progress>();
const key = (id: string) => `lesson-${id}`;

export function recall(id: string): Progress | undefined {
  const known = here.get(id);
  if (known) return known;
  try {
    const kept = JSON.parse(storage.recall(key(id)) ?? "null") as Progress | null;
    if (kept && Array.isArray(kept.thoughts) && typeof kept.measured === "object") return kept;
  } catch {
    // What is stored cannot be read.
  }
  return undefined;
}

export function remember(id: string, progress: Progress): void {
  here.set(id, progress);
  storage.remember(key(id), JSON.stringify(progress));
}

export function forget(id: string): void {
  here.delete(id);
  storage.remember(key(id), null);
}

const mostSeed = 99_999;
let drawn: number | null = null;

/** The seed of all runs in lessons on this computer, so that no two pupils measure quite the same; drawn once. */
export function pupilSeed(): number {
  const kept = Number(storage.recall("pupil") ?? Number.NaN);
  const isKept = Number.isInteger(kept) && kept >= 0 && kept <= mostSeed;
  drawn ??= isKept ? kept : 1 + Math.floor(Math.random() * mostSeed);
  if (!isKept) storage.remember("pupil", `${drawn}`);
  return drawn;
}
