// A network of this desk as it learns: how far it is, for how long it has, and its curve.

import type { Progress } from "../../engine/client";
import type { Learning } from "./learning";

export type Status = "fresh" | "training" | "paused" | "finished";

export interface Curve {
  steps: number[];
  loss: number[];
}

interface Hooks {
  /** Makes the network that is to learn. */
  begin: (told: (progress: Progress, steps: number) => void) => Promise<Learning>;
  /** It has learnt a little more. */
  onprogress: () => void;
  /** It rests: paused, or at the end. */
  onrest: () => void;
  onerror: (error: unknown) => void;
}

export class Training {
  status = $state<Status>("fresh");
  seconds = $state(0);
  steps = $state(0);
  curve = $state.raw<Curve>({ steps: [], loss: [] });
  weights = $state<number | null>(null);

  #learning: Learning | null = null;
  #trained = 0;
  #since = 0;

  constructor(private readonly hooks: Hooks) {}

  /** The network as it is; null before it learns, and once it is forgotten. */
  get learning(): Learning | null {
    return this.#learning;
  }

  /** For so many seconds; 0 has no end. */
  async train(budget: number): Promise<void> {
    if (this.status === "training") return;
    try {
      this.#since = performance.now();
      const isPaused = this.status === "paused" && this.#learning !== null;
      this.status = "training";
      if (isPaused) return await this.#learning!.resume();
      const learning = (this.#learning ??= await this.#begin());
      const isOver = await learning.train(budget);
      if (learning === this.#learning && isOver) this.#rest("finished");
    } catch (error) {
      this.#rest("paused");
      this.hooks.onerror(error);
    }
  }

  async pause(): Promise<void> {
    await this.#learning?.pause();
    this.#rest("paused");
  }

  /** Forgets what was learnt. */
  async reset(): Promise<void> {
    const learning = this.#learning;
    this.#learning = null;
    this.status = "fresh";
    [this.seconds, this.steps, this.#trained] = [0, 0, 0];
    this.curve = { steps: [], loss: [] };
    this.weights = null;
    await learning?.dispose();
  }

  /** A network from a file, which can go on learning. */
  async open(begin: Hooks["begin"]): Promise<void> {
    this.#learning = await this.#begin(begin);
    this.steps = await this.#learning.model.steps();
    this.#rest("finished");
  }

  async #begin(begin = this.hooks.begin): Promise<Learning> {
    const learning = await begin(
      (progress, steps) => this.#learning === learning && this.#progressed(progress, steps),
    );
    this.weights = learning.model.parameterCount;
    return learning;
  }

  #progressed(progress: Progress, steps: number): void {
    this.steps = steps;
    if (this.status === "training") this.seconds = (this.#trained + performance.now() - this.#since) / 1000;
    const { steps: before, loss } = this.curve;
    this.curve = { steps: [...before, steps], loss: [...loss, progress.recentLoss] };
    this.hooks.onprogress();
  }

  #rest(status: Status): void {
    if (this.status === "training") this.#trained += performance.now() - this.#since;
    this.seconds = this.#trained / 1000;
    this.status = status;
    this.hooks.onrest();
  }
}
