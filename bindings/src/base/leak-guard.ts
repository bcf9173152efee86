// A safety net: models and data sets that nobody can reach any more are freed, though nobody disposed of them. When that is,
// the engine decides, so one warning says what to do instead.

/** What lives in a runtime. */
export type Kept = "model" | "data set";

/** How many of each there are. */
export interface Keeper {
  readonly kept: Record<Kept, number>;
}

interface Forgotten {
  what: Kept;
  keeper: Keeper;
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

function warn(what: Kept): void {
  if (hasWarned || isProduction()) return;
  hasWarned = true;
  console.warn(
    `hourglass: a ${what} was forgotten without dispose(). Its memory comes back only when the engine collects garbage: ` +
      "call dispose(), or declare it with `await using`. (This is said once.)",
  );
}

const registry =
  typeof FinalizationRegistry === "function"
    ? new FinalizationRegistry<Forgotten>(({ what, keeper, free }) => {
        keeper.kept[what]--;
        // Where the runtime was disposed of first, nothing was forgotten, and freeing is refused.
        free().then(
          () => warn(what),
          () => undefined,
        );
      })
    : undefined;

/** `free` must not reach the owner, which would then never be forgotten. */
export function watch(owner: object, what: Kept, keeper: Keeper, free: () => Promise<unknown>): void {
  keeper.kept[what]++;
  registry?.register(owner, { what, keeper, free }, owner);
}

/** It was disposed of. */
export function unwatch(owner: object, what: Kept, keeper: Keeper): void {
  keeper.kept[what]--;
  registry?.unregister(owner);
}

/** What to do where memory ran out, e.g. " 3 models and 1 data set were not disposed of."; "" where there are none. */
export function remaining({ kept }: Keeper): string {
  const parts = (["model", "data set"] as const)
    .filter((what) => kept[what] > 0)
    .map((what) => `${kept[what]} ${what}${kept[what] > 1 ? "s" : ""}`);
  return parts.length > 0 ? `. Not disposed of: ${parts.join(" and ")}` : "";
}
