import type { History, Progress } from "../messages/protocol.js";

/** How a run is steered from outside. */
export interface RunControls {
  pause(): Promise<void>;
  resume(options?: { epochs?: number }): Promise<void>;
  step(): Promise<Progress>;
  abort(): Promise<void>;
}

/**
 * A run of training: a promise of its history, and progress to iterate. Leaving the loop early aborts the run and keeps what
 * was learnt. Pausing it anywhere and going on changes no bit of what comes out.
 */
export interface FitRun extends Promise<History>, AsyncIterable<Progress> {
  /** Stops after the batch at hand, until `resume`. */
  pause(): Promise<void>;
  /** Goes on where it was paused: to the end, or for so many epochs, which one that has begun counts among. */
  resume(options?: { epochs?: number }): Promise<void>;
  /** Trains a paused run on its next batch; the last of an epoch ends it with its validation. */
  step(): Promise<Progress>;
  /** Ends the run, and keeps what was learnt. */
  abort(): Promise<void>;
}

/** Progress that waits for its reader. An epoch's end is never dropped; other events give way to newer ones. */
class ProgressQueue {
  readonly #events: Progress[] = [];
  #wake: (() => void) | undefined;
  #ended = false;

  push(progress: Progress): void {
    const last = this.#events.at(-1);
    if (last && last.epoch === progress.epoch && last.layer === progress.layer) this.#events.pop();
    this.#events.push(progress);
    this.#wake?.();
  }

  end(): void {
    this.#ended = true;
    this.#wake?.();
  }

  async next(): Promise<Progress | undefined> {
    while (this.#events.length === 0 && !this.#ended) {
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    return this.#events.shift();
  }
}

/** Starts a run: a promise, something to iterate, and controls, in one object. */
export function startFit(
  start: (onProgress: (progress: Progress) => void) => Promise<History>,
  controls: RunControls,
): FitRun {
  const queue = new ProgressQueue();
  const history = start((progress) => queue.push(progress));
  history.then(
    () => queue.end(),
    () => queue.end(),
  );
  // A promise of its own, on which nobody waits yet: if nobody ever does, its failure is an unhandled rejection.
  const promise = new Promise<History>((resolve, reject) => void history.then(resolve, reject));

  async function* iterate(): AsyncGenerator<Progress, void> {
    promise.catch(() => undefined); // whoever iterates gets the error after the last event
    let finished = false;
    try {
      for (let progress = await queue.next(); progress; progress = await queue.next()) yield progress;
      finished = true;
      await history;
    } finally {
      if (!finished) {
        void controls.abort();
        await history.catch(() => undefined);
      }
    }
  }

  return Object.assign(promise, controls, { [Symbol.asyncIterator]: iterate });
}
