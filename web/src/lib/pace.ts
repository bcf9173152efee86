/** Splits long work into slices: `rest` lets other tasks run once a slice has taken some milliseconds. */
export class Pace {
  #since = performance.now();

  constructor(private readonly slice = 8) {}

  async rest(): Promise<void> {
    if (performance.now() - this.#since < this.slice) return;
    await new Promise((resolve) => setTimeout(resolve));
    this.#since = performance.now();
  }
}
