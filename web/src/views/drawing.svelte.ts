// What lies on the pad: strokes, or a picture of the data set; with undo and redo.

import type { PointGroup } from "signature_pad";
import { History } from "../lib/history";
import { unmoved, type Shift } from "../lib/shift";

/** One picture, as values of 0 to 1. */
export interface Sample {
  pixels: Float32Array;
  label: number;
}

/** Strokes on a pad of side 1, or a picture; and how far it is moved from where it lay. */
export interface Content {
  strokes: PointGroup[];
  sample: Sample | null;
  shift: Shift;
}

const nothing: Content = { strokes: [], sample: null, shift: unmoved };

export class Drawing {
  content = $state.raw(nothing);
  /** How often something else came to lie there. */
  changes = $state(0);
  can = $state.raw({ undo: false, redo: false });
  #history = new History(nothing);
  #moved: Content | null = null;

  get empty(): boolean {
    return !this.content.sample && this.content.strokes.length === 0;
  }

  commit(next: Content): void {
    this.#history.commit(next);
    this.changes++;
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
    this.commit(nothing);
  }

  /** Moves that follow each other are undone as one. */
  move({ x, y }: Shift): void {
    const { shift } = this.content;
    const next = { ...this.content, shift: { x: shift.x + x, y: shift.y + y } };
    if (this.#moved === this.content) this.#history.replace(next);
    else this.#history.commit(next);
    this.#moved = next;
    this.#show();
  }

  #show(): void {
    this.content = this.#history.present;
    this.can = { undo: this.#history.canUndo, redo: this.#history.canRedo };
  }
}
