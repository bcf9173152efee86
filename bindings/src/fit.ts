import type { History, Progress } from "./protocol.js";

/** Await it for the history, or iterate it for progress. Leaving the loop early aborts the run and keeps what was learnt. */
export interface FitRun extends PromiseLike<History>, AsyncIterable<Progress> {}

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

/** Starts a run and gives it both of its faces. */
export function startFit(
  start: (onProgress: (progress: Progress) => void) => Promise<History>,
  abort: () => void,
): FitRun {
  const queue = new ProgressQueue();
  const history = start((progress) => queue.push(progress));
  history.then(
    () => queue.end(),
    () => queue.end(), // whoever iterates meets the error behind the last event
  );

  async function* iterate(): AsyncGenerator<Progress, void> {
    let finished = false;
    try {
      for (let progress = await queue.next(); progress; progress = await queue.next()) yield progress;
      finished = true;
      await history;
    } finally {
      if (!finished) {
        abort();
        await history.catch(() => undefined);
      }
    }
  }

  return {
    then: (resolve, reject) => history.then(resolve, reject),
    [Symbol.asyncIterator]: iterate,
  };
}
