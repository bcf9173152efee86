// What lies on the pad: strokes, or a picture of the data set; with undo and redo.

import type { PointGroup } from "signature_pad";
import type { Sample } from "../../data/dataset";
import { History } from "../../lib/history";

/** Strokes on a pad of side 1. */
export interface Content {
  strokes: PointGroup[];
  sample: Sample | null;
}

export class Drawing {
  content = $state.raw<Content>({ strokes: [], sample: null });
  can = $state.raw({ undo: false, redo: false });
  #history = new History<Content>({ strokes: [], sample: null });

  get empty(): boolean {
    return !this.content.sample && this.content.strokes.length === 0;
  }

  commit(next: Content): void {
    this.#history.commit(next);
    this.#show();
  }

  undo(): void {
    this.#history.undo();
    this.#show();
  }

  redo(): void {
    this.#history.redo();
    this.#show();
  }

  clear(): void {
    this.commit({ strokes: [], sample: null });
  }

  #show(): void {
    this.content = this.#history.present;
    this.can = { undo: this.#history.canUndo, redo: this.#history.canRedo };
  }
}
