/**
 * Runs `work` one at a time. Calls that come while it runs lead to one more run afterwards: the last state
 * is always shown, and none queues up behind a slow one.
 */
export function latest(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let again = false;
  const loop = async () => {
    do {
      again = false;
      await work();
    } while (again);
  };
  return () => {
    if (running) again = true;
    else running = loop().finally(() => (running = null));
    return running!;
  };
}
