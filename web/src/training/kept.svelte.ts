// What survives a reload, a crash or a closed lid: of each desk where it was, its network, and what lay on its pad.

import { entries, set as put } from "idb-keyval";
import { forgetAll, store } from "../lib/storage";
import type { KeptRun } from "./session.svelte";

export interface Kept {
  desk: string;
  /** What opens it. */
  address: string;
  /** Milliseconds since 1970. */
  at: number;
  run: KeptRun | null;
  /** What else this desk keeps. */
  extra?: unknown;
}

const interval = 3000;

class Keeping {
  /** Storage is denied or full: to be said once. */
  denied = $state(false);
  /** What somebody can go on with. */
  offered = $state.raw<Kept | null>(null);
  /** What somebody wants to go on with: its desk takes it. */
  wanted = $state.raw<Kept | null>(null);
  #said = false;
  #over = false;

  /** The newest of before. */
  async look(): Promise<void> {
    try {
      const all = (await entries<string, Kept>(store("kept"))).map(([, kept]) => kept);
      this.offered = all.sort((a, b) => b.at - a.at)[0] ?? null;
    } catch {
      this.#deny();
    }
  }

  async keep(kept: Kept): Promise<void> {
    if (this.#over) return;
    try {
      await put(kept.desk, kept, store("kept"));
    } catch {
      this.#deny();
    }
  }

  /** Nothing is kept any more until the page is opened again. */
  async forget(): Promise<void> {
    this.#over = true;
    await forgetAll();
  }

  take(desk: string): Kept | null {
    const { wanted } = this;
    if (wanted?.desk !== desk) return null;
    this.wanted = this.offered = null;
    return wanted;
  }

  #deny(): void {
    if (!this.#said) this.denied = true;
    this.#said = true;
  }
}

export const keeping = new Keeping();

/** Keeps what a desk gives, every few seconds and when the page is hidden, if `state` says that there is something new. */
export function keepRegularly(state: () => string, give: () => Promise<Kept | null>): () => void {
  let last = state();
  let busy = false;
  async function look(): Promise<void> {
    const now = state();
    if (busy || now === last) return;
    busy = true;
    const kept = await give().catch(() => null); // its network may be gone
    if (kept) {
      await keeping.keep(kept);
      last = now;
    }
    busy = false;
  }
  const timer = setInterval(() => void look(), interval);
  const hidden = () => document.visibilityState === "hidden" && void look();
  document.addEventListener("visibilitychange", hidden);
  return () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", hidden);
    void look();
  };
}
