// Somebody's own data, kept on this computer as drawings are: of each desk what was used last.

import { get, set } from "idb-keyval";
import { store } from "./storage";

/** Most that is kept of one desk: 256 MB; 50 MB where the browser does not say how much it can keep. */
const [most, mostUntold] = [256e6, 50e6];

/** Whether so many bytes can be kept: to be said before they are used. */
export async function fits(bytes: number): Promise<boolean> {
  const told = await navigator.storage?.estimate?.().catch(() => undefined);
  if (!told?.quota) return bytes <= mostUntold;
  return bytes <= Math.min(most, 0.8 * (told.quota - (told.usage ?? 0)));
}

/** Whether it was kept. Where it does not fit, only what was kept for this desk before is lost. */
export async function keepOwn(desk: string, value: unknown, bytes: number): Promise<boolean> {
  try {
    const isKept = await fits(bytes);
    await set(desk, isKept ? value : null, store("own"));
    return isKept;
  } catch {
    return false;
  }
}

/** Null where nothing is kept. */
export async function recallOwn<T>(desk: string): Promise<T | null> {
  try {
    return (await get<T>(desk, store("own"))) ?? null;
  } catch {
    return null;
  }
}
