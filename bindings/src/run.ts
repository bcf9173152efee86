import { HourglassError } from "./errors.js";
import { call, type Module } from "./module.js";
import type { History, Progress } from "./protocol.js";
import { nextTask, now } from "./timers.js";

/** Training stops this often, so that other calls are answered and aborting takes effect. */
const burstMilliseconds = 16;

/** What bindings.cpp answers to `train` and `step`. */
interface Burst {
  progress: Progress;
  /** What progress.recentLoss is a mean over. */
  recentSamples: number;
  epochFinished: boolean;
  finished: boolean;
  stoppedEarly: boolean;
}

/** Samples seen since the last event. */
class Recent {
  #loss = 0;
  #sum = 0;
  #samples = 0;

  add(loss: number, samples: number): number {
    this.#sum += loss * samples;
    this.#samples += samples;
    if (this.#samples > 0) this.#loss = this.#sum / this.#samples;
    return this.#loss;
  }

  forget(): void {
    this.#sum = this.#samples = 0;
  }
}

/** A model's run of training, where the module is. */
export class Run {
  /** Settles when it has ended. */
  readonly history: Promise<History>;
  readonly #epochs: Progress[] = [];
  readonly #recent = new Recent();
  #reason: History["reason"] | undefined;
  #failure: unknown;
  #wake: () => void = () => undefined;
  #emitted = -Infinity;
  #pending: Progress | undefined;
  #epochsLeft = Infinity;

  constructor(
    private readonly module: Module,
    private readonly model: number,
    private readonly warnings: string[],
    private readonly options: { every: number; emit(progress: Progress): void },
    private paused: boolean,
  ) {
    this.history = this.#train();
  }

  pause(): void {
    this.paused = true;
  }

  /** For so many epochs, which the one at hand counts among, or to the end. */
  resume(epochs?: number): void {
    this.#epochsLeft = epochs ?? Infinity;
    this.paused = false;
    this.#wake();
  }

  step(): Progress {
    if (!this.paused) throw new HourglassError("busy", "This run is not paused: pause it before a step");
    try {
      return this.#take("step", true);
    } catch (error) {
      this.#failure = error;
      throw error;
    } finally {
      if (this.#failure !== undefined || this.#reason !== undefined) this.#wake();
    }
  }

  /** What was learnt is kept. */
  abort(): void {
    this.#reason ??= "aborted";
    this.#wake();
  }

  async #train(): Promise<History> {
    // The first burst waits, too: the caller may abort at once.
    for (await nextTask(); this.#reason === undefined; await nextTask()) {
      if (this.#failure !== undefined) throw this.#failure;
      if (this.paused) await new Promise<void>((resolve) => (this.#wake = resolve));
      else this.#take("train", false);
    }
    if (this.#pending) this.options.emit(this.#pending);
    return { epochs: this.#epochs, reason: this.#reason, ...this.#notes() };
  }

  /** A burst or a step, told of where it is time to. */
  #take(method: "train" | "step", tell: boolean): Progress {
    const burst = call(this.module, method, this.model, [burstMilliseconds]) as Burst;
    const recentLoss = this.#recent.add(burst.progress.recentLoss, burst.recentSamples);
    const progress = { ...burst.progress, recentLoss, ...this.#notes() };
    this.#pending = progress;
    if (burst.epochFinished) this.#epochs.push(progress);
    if (burst.epochFinished && --this.#epochsLeft === 0) this.paused = true;
    if (burst.finished) this.#reason ??= burst.stoppedEarly ? "early_stopping" : "finished";
    if (tell || burst.epochFinished || now() - this.#emitted >= this.options.every) {
      this.options.emit(progress);
      this.#emitted = now();
      this.#recent.forget();
      this.#pending = undefined;
    }
    return progress;
  }

  #notes(): { notes?: string[] } {
    return this.warnings.length > 0 ? { notes: this.warnings } : {};
  }
}
