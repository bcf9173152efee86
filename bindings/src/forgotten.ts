// A safety net: models and data sets that nobody can reach any more are freed, though nobody disposed of them. When that is,
// the engine decides, so one warning says what to do instead.

interface Forgotten {
  what: string;
  free: () => Promise<unknown>;
}

let hasWarned = false;

/** Bundlers put a text in place of exactly this expression; elsewhere browsers have no `process`. */
function isProduction(): boolean {
  try {
    return process.env.NODE_ENV === "production";
  } catch {
    return false;
  }
}

function warn(what: string): void {
  if (hasWarned || isProduction()) return;
  hasWarned = true;
  console.warn(
    `hourglass: a ${what} was forgotten without dispose(). Its memory comes back only when the engine collects garbage: ` +
      "call dispose(), or declare it with `await using`. (This is said once.)",
  );
}

const registry =
  typeof FinalizationRegistry === "function"
    ? new FinalizationRegistry<Forgotten>(({ what, free }) => {
        warn(what);
        free().catch(() => undefined); // the runtime may have gone first
      })
    : undefined;

/** `free` must not reach the owner, which would then never be forgotten. */
export function watch(owner: object, what: string, free: () => Promise<unknown>): void {
  registry?.register(owner, { what, free }, owner);
}

/** It was disposed of. */
export function unwatch(owner: object): void {
  registry?.unregister(owner);
}
