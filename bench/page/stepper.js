import { loadDigits } from "./digits.js";

/** Trains a peer step by step on shuffled digits, for so many steps or so long. */
export class Stepper {
  #step;
  #digits;
  #batch;
  #order = [];
  #next = 0;

  /**
   * @param {{ count: number, batch: number }} job
   * @param {(values: Float32Array) => Promise<number>} step    trains on a batch, resolves with its loss
   */
  static async of({ count, batch }, step) {
    const bytes = await loadDigits(count);
    return new Stepper(
      Float32Array.from(bytes, (value) => value / 255),
      batch,
      step,
    );
  }

  constructor(digits, batch, step) {
    this.#digits = digits;
    this.#batch = batch;
    this.#step = step;
  }

  /** An epoch of whole batches, or as much of it as `limit` seconds allow. */
  async prepare(limit) {
    const { losses } = await this.#run(limit, Math.floor(this.#digits.length / 784 / this.#batch));
    return { loss: losses.reduce((sum, loss) => sum + loss, 0) / losses.length, steps: losses.length };
  }

  async train(seconds) {
    const { losses, took } = await this.#run(seconds, Infinity);
    return { samples: losses.length * this.#batch, seconds: took };
  }

  /** One step is always under way while the one before is waited for, so that no engine runs dry. */
  async #run(seconds, mostSteps) {
    const start = performance.now();
    const losses = [];
    let pending;
    let started = 0;
    const isTimeLeft = () => performance.now() - start < seconds * 1000;
    do {
      const step = this.#step(this.#nextBatch());
      started++;
      if (pending) losses.push(await pending);
      pending = step;
    } while (started < mostSteps && isTimeLeft());
    losses.push(await pending);
    return { losses, took: (performance.now() - start) / 1000 };
  }

  #nextBatch() {
    if (this.#next + this.#batch > this.#order.length) this.#shuffle();
    const batch = new Float32Array(this.#batch * 784);
    for (let row = 0; row < this.#batch; row++) {
      const digit = this.#order[this.#next++];
      batch.set(this.#digits.subarray(digit * 784, (digit + 1) * 784), row * 784);
    }
    return batch;
  }

  /** Fisher and Yates. */
  #shuffle() {
    this.#order = Array.from({ length: this.#digits.length / 784 }, (_, i) => i);
    for (let i = this.#order.length - 1; i > 0; i--) {
      const j = Math.floor(Math.random() * (i + 1));
      [this.#order[i], this.#order[j]] = [this.#order[j], this.#order[i]];
    }
    this.#next = 0;
  }
}

/** Glorot-uniform numbers, as every engine starts with. */
export function glorot(count, fanIn, fanOut) {
  const bound = Math.sqrt(6 / (fanIn + fanOut));
  return Float32Array.from({ length: count }, () => (2 * Math.random() - 1) * bound);
}

/**
 * The layers of a config with what each needs for its weights.
 * @returns {{ type: string, activation: string, stride?: number, size: number, inputs: number, outputs: number }[]}
 */
export function layersOf({ input, encoder, decoder }) {
  let inputs = typeof input === "number" ? input : input[2];
  return [...encoder, ...decoder].map(({ type, activation, stride, kernel: size = 1, units, filters }) => {
    const layer = { type, activation, stride, size, inputs, outputs: units ?? filters };
    inputs = layer.outputs;
    return layer;
  });
}
