/**
 * Who looks at a network while it trains must not hold it up: after each look comes a rest so many times as long as the look
 * took. Usually a look has an eighth of the time.
 */
export class Rest {
  #until = 0;

  constructor(private readonly factor = 7) {}

  get isOver(): boolean {
    return performance.now() >= this.#until;
  }

  /** Something was asked for: the next look comes at once. */
  end(): void {
    this.#until = 0;
  }

  /** Looks, and waits until what was found is drawn: that counts, too. */
  async after(look: () => Promise<void>): Promise<void> {
    const begun = performance.now();
    await look();
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    this.#until = performance.now() + this.factor * (performance.now() - begun);
  }
}
