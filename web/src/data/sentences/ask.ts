// Asks a worker what is among many lines: one for each question, so that none waits for another.

import { Asker } from "../asker";
import type { Answers, Ask } from "./arrange";

export async function arranged<A extends Ask>(
  ask: A,
  question: Answers[A]["question"],
): Promise<Answers[A]["answer"]> {
  const asker = new Asker<Answers[A]["question"] & { ask: A }, never>(
    new Worker(new URL("./worker.ts", import.meta.url), { type: "module" }),
    () => new Error(ask),
  );
  try {
    return await asker.ask<Answers[A]["answer"]>({ ask, ...question });
  } finally {
    asker.end();
  }
}
