// What was done in lessons, on this computer. Where there is no storage it lasts as long as the page.

import * as storage from "../lib/storage";
import type { Measured } from "./lesson";

export interface Progress {
  index: number;
  answer: number | null;
  measured: Measured;
  thoughts: string[];
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
    // Nothing that can be read.
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
