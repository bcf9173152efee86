import { HourglassError } from "../base/errors.js";
import { call, type Module } from "./module.js";
import type { Burst, WindowArguments } from "../messages/methods.js";
import type { RawHistory, RawProgress } from "../messages/protocol.js";
import { nextTask, now } from "../base/timers.js";

/** Training stops this often, so that other calls are answered and aborting takes effect. */
const burstMilliseconds = 16;

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

/** A run of `fit`, where the module is: in bursts between which other calls are answered. */
export class HostFitRun {
  /** Settles when it has ended. */
  readonly history: Promise<RawHistory>;
  readonly #epochs: RawProgress[] = [];
  readonly #recent = new Recent();
  #reason: RawHistory["reason"] | undefined;
  #failure: unknown;
  #wake: () => void = () => undefined;
  #emitted = -Infinity;
  #pending: RawProgress | undefined;
  #epochsLeft = Infinity;
  #held = false;
  /** Of a stream: whether its window is used up, and who waits for that. */
  #hungry: boolean;
  #used: ((answer: { more: boolean }) => void) | undefined;
  #fed: (() => void) | undefined;

  constructor(
    private readonly module: Module,
    private readonly model: number,
    private warnings: string[],
    private readonly options: {
      every: number;
      streams: boolean;
      /** Whether the end of an epoch is waited at, until `goOn`. */
      holds: boolean;
      emit(progress: RawProgress): void;
    },
    private paused: boolean,
  ) {
    this.#hungry = options.streams;
    this.history = this.#train().finally(() => {
      this.#used?.({ more: false });
      this.#fed?.();
    });
  }

  /** A stream's next window; answers once it is used up, or the run has ended. */
  feed(window: WindowArguments): Promise<{ more: boolean }> {
    this.warnings = call(this.module, "feedFit", this.model, window).warnings;
    this.#hungry = false;
    this.#fed?.();
    this.#wake();
    return new Promise((resolve) => (this.#used = resolve));
  }

  /** After an epoch, where it holds. */
  goOn(): void {
    this.#held = false;
    this.#wake();
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

  async step(): Promise<RawProgress> {
    if (!this.paused) throw new HourglassError("busy", "This run is not paused: pause it before a step");
    while (this.#hungry && this.#reason === undefined)
      await new Promise<void>((resolve) => (this.#fed = resolve));
    try {
      return this.#take(call(this.module, "stepFit", this.model, []), true);
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

  async #train(): Promise<RawHistory> {
    // The first burst waits, too: the caller may abort at once.
    for (await nextTask(); this.#reason === undefined; await nextTask()) {
      if (this.#failure !== undefined) throw this.#failure;
      if (this.paused || this.#hungry || this.#held)
        await new Promise<void>((resolve) => (this.#wake = resolve));
      else this.#take(call(this.module, "continueFit", this.model, [burstMilliseconds]), false);
    }
    if (this.#pending) this.options.emit(this.#pending);
    return { epochs: this.#epochs, reason: this.#reason, ...this.#notes() };
  }

  /** Remembers what came of a burst or a step, and tells of it where it is time to. */
  #take(burst: Burst, tell: boolean): RawProgress {
    const recentLoss = this.#recent.add(burst.progress.recentLoss, burst.recentSamples);
    const progress = { ...burst.progress, recentLoss, ...this.#notes() };
    this.#pending = progress;
    if (burst.epochFinished) {
      this.#epochs.push(progress);
      this.#held = this.options.holds;
    }
    if (burst.epochFinished && --this.#epochsLeft === 0) this.paused = true;
    if (burst.hungry && !this.#hungry) {
      this.#hungry = true;
      this.#used?.({ more: true });
    }
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
