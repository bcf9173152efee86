import type { Digits } from "./datasets/digits";
import { RecentMean } from "./lib/recent";
import type { Settings } from "./lib/settings";
import { digitsSeen, stepsPerEpoch, type Network, type Progress } from "./trainer/client";

/** Losses by step, where they are known: the held-out loss is at the end of an epoch only. */
export interface Curve {
  steps: number[];
  training: (number | null)[];
  heldOut: (number | null)[];
}

/** A network and the story of its training. */
export class Run {
  steps = $state(0);
  /** Epochs finished, and those to finish. */
  epochs = $state(0);
  goal = $state(0);
  progress = $state.raw<Progress | null>(null);
  heldOutLoss = $state<number>();
  curve = $state.raw<Curve>({ steps: [], training: [], heldOut: [] });

  constructor(
    readonly network: Network,
    readonly settings: Settings,
  ) {
    this.goal = settings.epochs;
  }

  get finished(): boolean {
    return this.epochs >= this.goal;
  }

  /** Trains up to that many epochs in all, or by as many again where they are done already. */
  async train(digits: Digits, epochs: number, signal: AbortSignal, onprogress: () => void): Promise<void> {
    const before = { steps: this.steps, epochs: this.epochs };
    const recent = new RecentMean();
    this.goal = before.epochs < epochs ? epochs : before.epochs + epochs;
    await this.network.train(digits, this.goal - before.epochs, signal, (progress) => {
      const { epoch, step } = progress;
      const seen = digitsSeen(digits, step - (epoch - 1) * stepsPerEpoch(digits));
      this.epochs = before.epochs + Math.floor(step / stepsPerEpoch(digits));
      this.#record(before.steps + step, progress, recent.add(epoch, seen, progress.loss));
      onprogress();
    });
  }

  async step(digits: Digits): Promise<void> {
    const progress = await this.network.step(digits);
    this.#record(this.steps + 1, progress);
  }

  #record(steps: number, progress: Progress, loss: number | null = progress.loss) {
    const { validationLoss } = progress;
    const heldOut =
      validationLoss === undefined || validationLoss === this.heldOutLoss ? null : validationLoss;
    if (loss !== null || heldOut !== null) {
      const { curve } = this;
      curve.steps.push(steps);
      curve.training.push(loss);
      curve.heldOut.push(heldOut);
      this.curve = { ...curve };
    }
    this.steps = steps;
    this.progress = progress;
    if (heldOut !== null) this.heldOutLoss = heldOut;
  }
}
