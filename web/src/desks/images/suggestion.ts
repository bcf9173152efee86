// What to do once training has ended, and one click that does it.

import { fields } from "../../lab/fields";
import { formatPlain } from "../../lib/format";
import type { Words } from "../../words/en";
import type { ImagesDesk } from "./state.svelte";

export interface Suggestion {
  says: string;
  label: string;
  act: () => void;
}

export function suggestionFor(desk: ImagesDesk, { transport }: Words): Suggestion | null {
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
