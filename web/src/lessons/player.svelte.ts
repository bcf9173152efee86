// A lesson that is being done: where it stands, what was answered and measured. It drives the desk that is open.

import { openAddress } from "../app/address";
import { isOneFile } from "../data/files";
import type { Lesson, Measured, Run, Step } from "./lesson";
import { lessons } from "./lessons";
import { forget, recall, remember, type Progress } from "./progress";
import { codeOf, pointsOf } from "./results";
import { at, figure, isReady, pause, press, status, until } from "./stage";

/** The page in one file has 4,000 digits to learn from, the page 9,000: as many steps take more epochs. */
const stretch = () => (isOneFile() ? 9000 / 4000 : 1);

/** The same experiment with epochs for the digits that are there. */
function stretched(address: string): string {
  if (!address.startsWith("#/images") || stretch() === 1) return address;
  return address.replaceAll(/\b(epochs|pretrain)=(\d+)/g, (_, key: string, count: string) => {
    return `${key}=${Math.round(Number(count) * stretch())}`;
  });
}

export class Player {
  readonly lesson: Lesson;
  index = $state(0);
  answer = $state<number | null>(null);
  measured = $state.raw<Measured>({});
  /** What the pupil wrote to the two questions at the end. */
  thoughts = $state<string[]>(["", ""]);
  /** Share of the runs at hand that is done; null where none is. */
  running = $state<number | null>(null);
  /** Seconds that the runs at hand will still take; null while nobody can tell. */
  left = $state<number | null>(null);
  trouble = $state<string | null>(null);
  /** Whether what the step asks for is done. */
  done = $state(false);
  #presses = 0;
  #strokes = 0;
  #entered = 0;
  #stop = new AbortController();
  /** The experiment that was opened last. */
  #open = "";

  constructor(id: string, step: number) {
    this.lesson = lessons.find((lesson) => lesson.id === id) ?? lessons[0]!;
    const kept = recall(this.lesson.id);
    if (kept) [this.answer, this.measured, this.thoughts] = [kept.answer, kept.measured, kept.thoughts];
    this.index = Math.min(Math.max(step, 0), this.lesson.steps.length);
    this.#enter();
  }

  /** Undefined behind the last one, where the lesson is summed up. */
  get step(): Step | undefined {
    return this.lesson.steps[this.index];
  }

  get isLast(): boolean {
    return this.index >= this.lesson.steps.length;
  }

  /** What was measured and answered, for the teacher. */
  get code(): string {
    const { lesson, answer, measured } = this;
    return codeOf({ lesson: lesson.id, answer, oneFile: isOneFile(), points: pointsOf(lesson, measured) });
  }

  /** Whether a run is locked, since its question is open. */
  get locked(): boolean {
    const asked = this.lesson.steps.findIndex(({ until: { kind } }) => kind === "answered");
    return this.answer === null && this.index > asked;
  }

  go(index: number): void {
    this.stop();
    const { step } = this;
    if (index > this.index && step?.until.kind === "next" && step.takes) this.#take(step.takes);
    this.index = Math.min(Math.max(index, 0), this.lesson.steps.length);
    this.#enter();
    this.#keep();
  }

  choose(answer: number): void {
    this.answer = answer;
    this.done = true;
    this.#keep();
  }

  think(i: number, text: string): void {
    this.thoughts = this.thoughts.map((before, k) => (k === i ? text : before));
    this.#keep();
  }

  again(): void {
    forget(this.lesson.id);
    [this.answer, this.measured, this.thoughts] = [null, {}, ["", ""]];
    this.go(0);
  }

  stop(): void {
    this.#stop.abort();
    this.#stop = new AbortController();
    if (this.running !== null && status() === "training") press("train");
    this.running = null;
  }

  /** Makes and trains what the step asks for, one after the other. */
  async run(): Promise<void> {
    const runs = this.step?.run;
    if (!runs || this.running !== null || this.locked) return;
    const { signal } = this.#stop;
    this.trouble = this.left = null;
    const begun = performance.now();
    try {
      for (const [i, run] of runs.entries()) {
        this.running = i / runs.length;
        const figures = await this.#train(run, signal, (share) => {
          this.running = (i + share) / runs.length;
          const elapsed = (performance.now() - begun) / 1000;
          if (this.running > 0.1) this.left = (elapsed * (1 - this.running)) / this.running;
        });
        this.measured = { ...this.measured, [run.id]: figures };
        this.#keep();
      }
      this.done = true;
    } catch (error) {
      if (!signal.aborted) this.trouble = (error as Error).message;
    }
    if (!signal.aborted) this.running = null;
  }

  async #train(run: Run, signal: AbortSignal, tell: (share: number) => void): Promise<Measured[string]> {
    const address = stretched(run.address);
    const goal = Number(/\bepochs=(\d+)/.exec(address)?.[1] ?? run.epochs);
    const isOther = address !== this.#open;
    await this.#show(address);
    await until(isReady, signal);
    const isNew = () => isReady() && figure("figure-steps") === 0;
    // Another experiment brings another network; the same one begins anew only when it is asked to.
    if (isOther) await until(isNew, signal, 5000).catch(() => undefined);
    signal.throwIfAborted();
    if (!isNew()) press("reset");
    await until(isNew, signal);
    press("train");
    await until(() => {
      tell(Math.min(1, figure("figure-epoch") / goal));
      return ["finished", "diverged", "early_stopping"].includes(status());
    }, signal);
    await pause(500); // what is measured at the end
    const wanted = () => run.figures.every((anchor) => Number.isFinite(figure(anchor)));
    await until(wanted, signal, 20_000);
    if (run.pin) press("pin");
    return Object.fromEntries(run.figures.map((anchor) => [anchor, figure(anchor)]));
  }

  /** Opens an experiment on the desk, or with null notes the step alone. */
  async #show(address: string | null): Promise<void> {
    if (address !== null) this.#open = address;
    await openAddress(address, this.place);
  }

  get place(): string {
    return `${this.lesson.id}.${this.index + 1}`;
  }

  /** Looks whether the step is done; several times a second. */
  look(): void {
    const { step } = this;
    if (!step || this.done) return;
    const { until: goal } = step;
    if (goal.kind === "drawn") {
      // The picture that a desk opens with is nobody's deed.
      if (!isReady() || performance.now() - this.#entered < 1000) this.#strokes = this.#drawn();
      this.done = this.#drawn() > this.#strokes;
    }
    if (goal.kind === "figure") {
      const value = figure(goal.anchor);
      this.done = value >= goal.from && value <= goal.to;
    } else if (goal.kind === "chosen")
      this.done = (at(goal.anchor) as HTMLSelectElement | null)?.value === goal.value;
    else if (goal.kind === "there") this.done = at(goal.anchor) !== null;
    else if (goal.kind === "moved") {
      const [x, y] = (at("pad")?.dataset.moved ?? "0,0").split(",").map(Number) as [number, number];
      this.done = x === goal.by && y === goal.by;
    }
    // What is shown follows what is set a moment later.
    const { takes } = step;
    if (this.done && takes) setTimeout(() => step === this.step && this.#take(takes), 700);
  }

  pressed(anchor: string): void {
    const goal = this.step?.until;
    if (goal?.kind !== "pressed" || goal.anchor !== anchor) return;
    if (++this.#presses >= goal.times) this.done = true;
  }

  #take({ id, figures }: NonNullable<Step["takes"]>): void {
    this.measured = {
      ...this.measured,
      [id]: Object.fromEntries(figures.map((anchor) => [anchor, figure(anchor)])),
    };
    this.#keep();
  }

  #drawn = () => Number(at("pad")?.dataset.strokes ?? 0);

  #enter(): void {
    const { step } = this;
    this.trouble = null;
    this.#presses = 0;
    this.#strokes = this.#drawn();
    this.#entered = performance.now();
    const kind = step?.until.kind;
    const hasRun = step?.run?.every(({ id }) => this.measured[id]) ?? false;
    this.done = kind === "next" || (kind === "answered" && this.answer !== null) || hasRun;
    void this.#show(step?.address ? stretched(step.address) : null);
  }

  #keep(): void {
    const { answer, index, measured, thoughts } = this;
    remember(this.lesson.id, { answer, index, measured, thoughts } satisfies Progress);
  }
}
