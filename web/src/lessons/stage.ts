import { selectorOf, type Anchor } from "../lib/anchors";
import { parseFigure } from "../lib/format";

// The desk as a lesson sees it: by anchors alone. Nothing else of the lessons touches it.

/** Of an anchor; undefined where it is not there. */
export const at = (anchor: Anchor) => document.querySelector<HTMLElement>(selectorOf(anchor));

/** The number that an element says; NaN where it is not there, or says none. Sliders say the one that is set. */
export function figure(anchor: Anchor): number {
  const element = at(anchor);
  const set = element?.dataset.value ?? element?.textContent ?? "";
  return element?.dataset.value === undefined ? parseFigure(set) : Number.parseFloat(set);
}

export const press = (anchor: Anchor): void => at(anchor)?.click();

/** How training goes: what the transport says of itself. */
export const status = () => document.querySelector<HTMLElement>(".transport")?.dataset.status ?? "";

/** Whether a network is there that can be trained. */
export const isReady = (): boolean => {
  const train = at("train");
  return train instanceof HTMLButtonElement && !train.disabled;
};

export const pause = (milliseconds: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** Until it holds; rejects after a minute and a half, or when `signal` says so. */
export async function until(holds: () => boolean, signal: AbortSignal, most = 90_000): Promise<void> {
  const end = performance.now() + most;
  while (!holds()) {
    signal.throwIfAborted();
    if (performance.now() > end) throw new Error("it takes too long");
    await pause(50);
  }
}
