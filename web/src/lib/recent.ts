/** So few samples say little about the loss. */
const enough = 1000;

/**
 * The mean over the samples seen lately. The package's loss is a running mean that starts anew with every epoch:
 * drawn as it is, it would fall in stairs.
 */
export class RecentMean {
  #epoch = 0;
  #seen = 0;
  #sum = 0;

  /** `mean` is over the first `seen` samples of the epoch. Gives null while too few have come since the last value. */
  add(epoch: number, seen: number, mean: number): number | null {
    if (epoch !== this.#epoch) {
      this.#epoch = epoch;
      this.#seen = 0;
      this.#sum = 0;
    }
    if (seen - this.#seen < enough) return null;
    const sum = mean * seen;
    const value = (sum - this.#sum) / (seen - this.#seen);
    this.#seen = seen;
    this.#sum = sum;
    return value;
  }
}
