// A lesson that is being done: where it stands, what was answered and measured. It drives the desk that is open.

import type { Anchor } from "../lib/anchors";
import { addressWithin, isSameExperiment, openAddress } from "../lib/address";
import { isOneFile } from "../data/files";
import { addressFor } from "./addresses";
import type { Lesson, Measured, Run, Step } from "./lesson";
import { lessons } from "./lessons";
import { forget, pupilSeed, recall, remember, type Progress } from "./progress";
import { codeOf, pointsOf } from "./results";
import { at, figure, isReady, pause, press, status, until } from "./stage";

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
  /** The network that the step speaks of is gone: by a reload, or because another took its place. */
  lost = $state(false);
  /** Runs that can be watched: step by step at first. */
  slowly = $state(false);
  /** Whether what the step asks for is done. */
  done = $state(false);
  #presses = 0;
  #strokes = 0;
  #entered = 0;
  #stop = new AbortController();
  /** The experiment that was opened last. */
  #open = "";
  #places: Record<string, string> = {};
  #missing = 0;

  constructor(id: string, step: number) {
    this.lesson = lessons.find((lesson) => lesson.id === id) ?? lessons[0]!;
    const kept = recall(this.lesson.id);
    if (kept) [this.answer, this.measured, this.thoughts] = [kept.answer, kept.measured, kept.thoughts];
    this.#places = kept?.places ?? {};
    this.index = Math.min(Math.max(step, 0), this.lesson.steps.length);
    this.#enter(false);
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

  /** Goes to another step. Where the browser's back or forward led here, the address is right already. */
  go(index: number, byHistory = false): void {
    this.stop();
    if (index > this.index) this.#take();
    this.index = Math.min(Math.max(index, 0), this.lesson.steps.length);
    this.#enter(!byHistory);
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

  /** The number that the pupil typed; undefined where it is none. */
  count(name: string, value: number | undefined): void {
    const { id } = this.step!.counts!;
    this.measured = { ...this.measured, [id]: { ...this.measured[id], [name]: value ?? Number.NaN } };
    this.done = this.#isCounted();
    this.#keep();
  }

  #isCounted(): boolean {
    const { counts } = this.step!;
    return counts!.figures.every((name) => Number.isInteger(this.measured[counts!.id]?.[name]));
  }

  again(): void {
    forget(this.lesson.id);
    [this.answer, this.measured, this.thoughts, this.#places] = [null, {}, ["", ""], {}];
    this.go(0);
  }

  stop(): void {
    this.#stop.abort();
    this.#stop = new AbortController();
    if (this.running !== null && status() === "training") press("train");
    this.running = null;
  }

  /** Makes and trains what the step asks for, one after the other; or once more what is not there any more. */
  async run(): Promise<void> {
    const runs = this.lost ? [this.#needed!] : this.step?.run;
    if (!runs || this.running !== null || this.locked) return;
    const { signal } = this.#stop;
    const { lost } = this;
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
        this.#places[run.id] = addressWithin();
        this.measured = { ...this.measured, [run.id]: figures };
        this.#keep();
      }
      if (!lost) this.done = true;
      this.lost = false;
    } catch (error) {
      if (!signal.aborted) this.trouble = (error as Error).message;
    }
    if (!signal.aborted) this.running = null;
  }

  async #train(run: Run, signal: AbortSignal, tell: (share: number) => void): Promise<Measured[string]> {
    const address = addressFor(run.address);
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
    if (this.slowly) await this.#watch(signal);
    press("train");
    await until(() => {
      tell(Math.min(1, figure("figure-epoch") / goal));
      return ["finished", "diverged", "early_stopping"].includes(status());
    }, signal);
    await pause(500); // what is measured at the end
    // Some figures take a moment longer than the training, and say so.
    const isThere = (anchor: Anchor) =>
      Number.isFinite(figure(anchor)) && !at(anchor)?.closest("[data-stale]");
    const wanted = () => run.figures.every(isThere);
    await until(wanted, signal);
    if (run.pin) press("pin");
    return Object.fromEntries(run.figures.map((anchor) => [anchor, figure(anchor)]));
  }

  /** The first steps one by one, ever faster, so that it can be seen how a picture appears. */
  async #watch(signal: AbortSignal): Promise<void> {
    for (let step = 1, wait = 500; step <= 100 && this.slowly; step++, wait *= 0.96) {
      press("step");
      await until(() => figure("figure-steps") >= step, signal);
      await pause(Math.max(60, wait));
      signal.throwIfAborted();
    }
  }

  /** Opens an experiment on the desk, or with null notes the step alone. */
  async #show(address: string | null, push = false): Promise<void> {
    if (address !== null) this.#open = address;
    await openAddress(address, this.place, push);
  }

  /** The run whose network the step speaks of; undefined where it brings its own, or none is needed. */
  get #needed(): Run | undefined {
    const { step, index, lesson } = this;
    if (!step || step.address || step.run || step.until.kind === "answered") return undefined;
    return lesson.steps
      .slice(0, index)
      .findLast(({ run }) => run)
      ?.run?.at(-1);
  }

  get #isThere(): boolean {
    const needed = this.#needed;
    if (!needed) return true;
    const place = this.#places[needed.id];
    return place !== undefined && figure("figure-steps") > 0 && isSameExperiment(place, addressWithin());
  }

  /** What the addresses of all its runs begin with. */
  get seed(): number {
    return pupilSeed();
  }

  get place(): string {
    return `${this.lesson.id}.${this.index + 1}`;
  }

  /** Looks whether the step is done; several times a second. */
  look(): void {
    const { step } = this;
    if (!step || this.running !== null) return;
    // What was kept takes a moment to come back.
    this.#missing = isReady() && !this.#isThere ? this.#missing + 1 : 0;
    this.lost = this.#missing > 8;
    if (this.#missing > 0) return void (this.#entered = performance.now());
    if (step.sets) this.#set(step.sets);
    if (this.#holds(step)) this.done = true;
    if (this.done) this.#take();
  }

  /** Whether what a step asks for is so just now. */
  #holds({ until: goal }: Step): boolean {
    if (goal.kind === "drawn") {
      // The picture that a desk opens with was not chosen by the pupil.
      if (!isReady() || performance.now() - this.#entered < 1000) this.#strokes = this.#drawn();
      return this.#drawn() > this.#strokes;
    }
    if (goal.kind === "figure") {
      const value = figure(goal.anchor);
      return value >= goal.from && value <= goal.to;
    }
    if (goal.kind === "chosen") return (at(goal.anchor) as HTMLSelectElement | null)?.value === goal.value;
    if (goal.kind === "there") return at(goal.anchor) !== null;
    if (goal.kind === "moved") {
      const [x, y] = (at("pad")?.dataset.moved ?? "0,0").split(",").map(Number) as [number, number];
      return x === goal.by && y === goal.by;
    }
    return this.done;
  }

  /** Once: what the pupil sets afterwards stays. */
  #set({ anchor, value }: NonNullable<Step["sets"]>): void {
    const element = at(anchor);
    const isText = element instanceof HTMLInputElement;
    if (!(isText || element instanceof HTMLSelectElement) || this.#isSet) return;
    this.#isSet = true;
    element.value = value;
    element.dispatchEvent(new Event(isText ? "input" : "change", { bubbles: true }));
  }
  #isSet = false;

  pressed(anchor: string): void {
    const goal = this.step?.until;
    if (goal?.kind !== "pressed" || goal.anchor !== anchor) return;
    if (++this.#presses >= goal.times) this.done = true;
  }

  /** What the step measures, as the page says it now: while what it asks for is so, until the next step begins. */
  #take(): void {
    const { step } = this;
    if (!step?.takes || !isReady() || !this.#isThere || !this.#holds(step)) return;
    const { id, figures, untrained = false } = step.takes;
    if ((figure("figure-steps") === 0) !== untrained) return;
    const now = figures.map((anchor) => [anchor, figure(anchor)] as const);
    const before = this.measured[id];
    if (before && now.every(([anchor, value]) => Object.is(before[anchor], value))) return;
    this.measured = { ...this.measured, [id]: Object.fromEntries(now) };
    this.#keep();
  }

  #drawn = () => Number(at("pad")?.dataset.strokes ?? 0);

  #enter(push: boolean): void {
    const { step } = this;
    this.trouble = null;
    this.lost = false;
    this.#isSet = false;
    this.#missing = this.#presses = 0;
    this.#strokes = this.#drawn();
    this.#entered = performance.now();
    const kind = step?.until.kind;
    const hasRun = step?.run?.every(({ id }) => this.measured[id]) ?? false;
    this.done =
      kind === "next" ||
      (kind === "answered" && this.answer !== null) ||
      (kind === "counted" && this.#isCounted()) ||
      hasRun;
    const needed = this.#needed;
    const address = step?.address ? addressFor(step.address) : needed && this.#places[needed.id];
    const isOpen = !address || isSameExperiment(address, addressWithin());
    void this.#show(isOpen ? null : address, push);
  }

  #keep(): void {
    const { answer, index, measured, thoughts } = this;
    const places = this.#places;
    remember(this.lesson.id, { answer, index, measured, thoughts, places } satisfies Progress);
  }
}
