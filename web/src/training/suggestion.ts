// What to do once training has ended, and one click that does it.

import { formatPlain } from "../lib/format";
import type { Words } from "../words/en";
import { fields, type FieldKey, type Value, type Values } from "./fields";
import type { Session } from "./session.svelte";

export interface Suggestion {
  says: string;
  label: string;
  act: () => void;
}

/** A desk, as far as it is about training. */
interface Trained {
  readonly session: Session | null;
  readonly experiment: { values: Values };
  train(): void;
  setValue(key: FieldKey, value: Value): void;
}

export function suggestionFor(desk: Trained, { transport }: Words): Suggestion | null {
  const { session } = desk;
  if (!session) return null;
  const { values } = desk.experiment;
  const { says, suggest } = transport;
  const trainOn = { label: suggest.more(Number(values.epochs)), act: () => desk.train() };
  if (session.status === "diverged") {
    const rate = Number(values.lr);
    const slower = fields.lr.values!.filter((other) => other < rate / 2).at(-1) ?? rate / 10;
    return {
      says: says.diverged,
      label: suggest.slower(formatPlain(slower)),
      act: () => desk.setValue("lr", slower),
    };
  }
  if (session.status === "finished") {
    const heldOut = session.curve.heldOut.filter((loss) => loss !== null);
    const falling = heldOut.length > 1 && heldOut.at(-1)! < 0.99 * heldOut.at(-2)!;
    return { says: falling ? says.falling : says.finished, ...trainOn };
  }
  return session.status === "early_stopping" ? { says: says.early_stopping, ...trainOn } : null;
}
