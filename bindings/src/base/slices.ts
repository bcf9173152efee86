// Long work in the caller's own thread, a few milliseconds at a time.

import { checkSignal } from "./checks.js";
import { HourglassError } from "./errors.js";
import { nextTask, now } from "./timers.js";

/** Of methods that work in slices. */
export interface SliceOptions {
  /** Ends them with an error, `aborted`. */
  signal?: AbortSignal;
}

const slice = 8; // milliseconds

/** Does the work up to its end, without a break. */
export function atOnce<T>(work: Generator<void, T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** Does the work up to its end; where it yields, other tasks may come in between. Errors: aborted. */
export async function inSlices<T>(work: Generator<void, T>, { signal }: SliceOptions): Promise<T> {
  checkSignal(signal);
  for (let start = now(); ;) {
    if (signal?.aborted) throw new HourglassError("aborted", "signal was aborted");
    const { done, value } = work.next();
    if (done) return value;
    if (now() - start < slice) continue;
    await nextTask();
    start = now();
  }
}
