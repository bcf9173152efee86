/** Undo and redo over values that are never changed in place. */
export class History<T> {
  #past: T[] = [];
  #future: T[] = [];

  constructor(public present: T) {}

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  commit(value: T): void {
    this.#past.push(this.present);
    this.#future = [];
    this.present = value;
  }

  /** Replaces the present value without a step of undo. */
  replace(value: T): void {
    this.#future = [];
    this.present = value;
  }

  undo(): void {
    if (!this.canUndo) return;
    this.#future.push(this.present);
    this.present = this.#past.pop()!;
  }

  redo(): void {
    if (!this.canRedo) return;
    this.#past.push(this.present);
    this.present = this.#future.pop()!;
  }
}
