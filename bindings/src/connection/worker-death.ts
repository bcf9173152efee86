// No event tells of a worker that the browser ended, say where memory ran out; but a lock that it holds for life goes to the
// next who asks for it.

/** In the worker: resolves with the name of its lock; with undefined where there are no locks, or not for this origin. */
export async function holdLife(): Promise<string | undefined> {
  try {
    const life = `hourglass ${crypto.randomUUID()}`;
    await new Promise<void>((held, refused) => {
      const forLife = () => (held(), new Promise<never>(() => undefined));
      navigator.locks.request(life, forLife).catch(refused);
    });
    return life;
  } catch {
    return undefined;
  }
}

/** Calls `dead` when the worker that holds this lock has ended. */
export function onDeath(life: string | undefined, dead: () => void): void {
  if (life !== undefined) navigator.locks.request(life, dead).catch(() => undefined);
}
