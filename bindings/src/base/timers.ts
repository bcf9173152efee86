// The timers as they are when this module loads: tests replace them with ones that stand still.
const { setTimeout, clearTimeout, setImmediate, MessageChannel } = globalThis;

/** Calls `ring` after so many milliseconds, unless what is returned is called before. */
export function alarm(milliseconds: number, ring: () => void): () => void {
  const timer = setTimeout(ring, milliseconds);
  return () => clearTimeout(timer);
}

/** Milliseconds that a worker may take to start: those of a busy machine take a second or two. */
export const patience = 10_000;

/** Lets messages in: resolves in a task of its own. */
export function nextTask(): Promise<void> {
  if (typeof setImmediate === "function") return new Promise((resolve) => void setImmediate(resolve));
  if (typeof MessageChannel !== "function") return new Promise((resolve) => void setTimeout(resolve)); // Jest's jsdom
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

const { performance } = globalThis;
const read = performance.now;

/** Milliseconds of a clock that never goes back. */
export const now = (): number => read.call(performance);
