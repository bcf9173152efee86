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

/** Once everything was forgotten, nothing is kept any more until the page is opened again: what was at work then neither. */
let isOver = false;

/** Whether it is kept; null takes it away. */
export function remember(name: string, text: string | null): boolean {
  if (isOver) return false;
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

function opened(name: (typeof names)[number]): UseStore {
  const known = stores.get(name) ?? createStore(prefix + name, "records");
  stores.set(name, known);
  return known;
}

/** A store of records by key. Using it fails where storage is denied. */
export const store =
  (name: (typeof names)[number]): UseStore =>
  (mode, use) =>
    isOver && mode === "readwrite" ? Promise.reject(new Error("all was forgotten")) : opened(name)(mode, use);

/** Everything that was remembered or stored here. */
export async function forgetAll(): Promise<void> {
  isOver = true;
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key);
  } catch {
    // Without storage there is nothing to forget.
  }
  const forget = async (name: (typeof names)[number]) => clear(opened(name));
  await Promise.allSettled(names.map(forget));
}
