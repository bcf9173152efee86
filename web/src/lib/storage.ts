// What stays on this computer: small things by name, large ones in stores. Where storage is denied or full, all of it fails.

import { clear, createStore, type UseStore } from "idb-keyval";

const prefix = "hourglass-";

/** Null where there is nothing, or no storage. */
export function recall(name: string): string | null {
  try {
    return localStorage.getItem(prefix + name);
  } catch {
    return null;
  }
}

/** Whether it is kept; null takes it away. */
export function remember(name: string, text: string | null): boolean {
  try {
    if (text === null) localStorage.removeItem(prefix + name);
    else localStorage.setItem(prefix + name, text);
    return true;
  } catch {
    return false;
  }
}

const names = ["pins", "kept", "signs", "own"] as const;
const stores = new Map<string, UseStore>();

/** A store of records by key. Opening it fails where storage is denied. */
export function store(name: (typeof names)[number]): UseStore {
  const known = stores.get(name) ?? createStore(prefix + name, "records");
  stores.set(name, known);
  return known;
}

/** Everything that was remembered or stored here. */
export async function forgetAll(): Promise<void> {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key);
  } catch {
    // Without storage there is nothing to forget.
  }
  const forget = async (name: (typeof names)[number]) => clear(store(name));
  await Promise.allSettled(names.map(forget));
}
