// Networks that train side by side, in equal steps.

import { writeAddress } from "../../lib/address";
import { imageSources } from "../../data";
import { heldOutSample, trainCount, type ImageSet } from "../../data/dataset";
import { startEngine, type Runtime } from "../../engine/client";
import type { FieldKey, Value } from "../../training/fields";
import { inWords, rethrow } from "../../words/trouble";
import { words } from "../../words/words.svelte";
import { experimentOf, formatExperiment, offered, type Experiment } from "./experiment";
import { Racer, type Lane, type Material } from "./lane";

/** Steps of a lane before it is the next one's turn. */
const turn = 4;
const looksPerSecond = 10;
const measured = 24; // places of a curve

export class RaceDesk {
  phase = $state<"loading" | "failed" | "ready">("loading");
  trouble = $state<string | null>(null);
  experiment = $state.raw<Experiment>({} as Experiment);
  lanes = $state.raw<Lane[]>([]);
  status = $state<"fresh" | "running" | "finished">("fresh");
  /** Of those that each lane does. */
  steps = $state(0);
  seconds = $state(0);
  set = $state.raw<ImageSet | null>(null);
  sample = $state(0);

  #runtime: Runtime | null = null;
  #material: Material | null = null;
  #racers: Racer[] = [];
  #stop = new AbortController();

  constructor(parameters: URLSearchParams) {
    this.experiment = experimentOf(parameters);
  }

  /** As many as make these epochs with batches of 32: what differs may be the batch. */
  get goal(): number {
    const count = this.set ? trainCount(this.set) : 0;
    return Number(this.experiment.values.epochs) * Math.ceil(count / 32);
  }

  get shown(): Float32Array | null {
    return this.set ? heldOutSample(this.set, this.sample).pixels : null;
  }

  async open(): Promise<void> {
    this.phase = "loading";
    this.trouble = null;
    const { trouble } = words();
    try {
      const { data } = this.experiment;
      const [set, runtime] = await Promise.all([
        this.set?.id === data
          ? this.set
          : imageSources[data].load(() => undefined).catch((cause: unknown) => rethrow(cause, trouble.data)),
        this.#runtime ?? startEngine().catch((cause: unknown) => rethrow(cause, trouble.engine)),
      ]);
      [this.set, this.#runtime] = [set, runtime];
      await this.#line();
      this.phase = "ready";
    } catch (error) {
      this.phase = "failed";
      this.trouble = inWords(error, words());
    }
  }

  async change(wanted: Experiment, push = true): Promise<void> {
    if (formatExperiment(wanted) === formatExperiment(this.experiment)) return;
    this.#stop.abort();
    this.experiment = wanted;
    writeAddress(formatExperiment(wanted), push);
    await this.open();
  }

  choose(differs: FieldKey): void {
    void this.change({ ...this.experiment, differs, lanes: offered(differs) });
  }

  setLane(i: number, value: Value): void {
    const lanes = this.experiment.lanes.map((before, k) => (k === i ? value : before));
    void this.change({ ...this.experiment, lanes }, false);
  }

  removeLane(i: number): void {
    const lanes = this.experiment.lanes.filter((_, k) => k !== i);
    void this.change({ ...this.experiment, lanes }, false);
  }

  addLane(value: Value): void {
    void this.change({ ...this.experiment, lanes: [...this.experiment.lanes, value] }, false);
  }

  setEpochs(epochs: number): void {
    void this.change({ ...this.experiment, values: { ...this.experiment.values, epochs } }, false);
  }

  /** Another picture to watch. */
  async takeSample(): Promise<void> {
    const { set } = this;
    if (!set || !this.#material) return;
    this.sample = (this.sample + 1) % set.heldOutLabels.length;
    this.#material.shown = this.shown!;
    if (this.status !== "running") await this.#look();
  }

  async run(): Promise<void> {
    if (this.status === "running") return;
    if (this.status === "finished" || this.steps > 0) await this.#line();
    const { signal } = this.#stop;
    const goal = this.goal;
    const every = Math.max(turn, Math.ceil(goal / measured / turn) * turn);
    this.status = "running";
    const begun = performance.now();
    let looked = begun;
    try {
      while (this.steps < goal && !signal.aborted) {
        const count = Math.min(turn, goal - this.steps);
        for (const racer of this.#racers) await racer.train(count);
        if (signal.aborted) break;
        this.steps += count;
        this.seconds = (performance.now() - begun) / 1000;
        const isMeasured = this.steps % every === 0 || this.steps >= goal;
        if (isMeasured) for (const racer of this.#racers) await racer.measure();
        if (isMeasured || performance.now() - looked > 1000 / looksPerSecond) {
          await this.#look();
          looked = performance.now();
        }
        if (this.#racers.every(({ lane }) => lane.diverged !== null)) break;
      }
      if (!signal.aborted) this.status = "finished";
    } catch (error) {
      if (signal.aborted) return;
      this.status = "fresh";
      this.trouble = inWords(error, words());
    }
  }

  /** What was trained so far is the result. */
  async stop(): Promise<void> {
    this.#stop.abort();
    this.#stop = new AbortController();
    for (const racer of this.#racers) await racer.measure();
    await this.#look();
    this.status = "finished";
  }

  async dispose(): Promise<void> {
    this.#stop.abort();
    await this.#runtime?.dispose();
  }

  /** New networks at the start. */
  async #line(): Promise<void> {
    this.#stop.abort();
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    const { experiment, set } = this;
    const runtime = this.#runtime!;
    for (const racer of this.#racers) await racer.dispose();
    const isOther = this.#material?.train.size !== trainCount(set!) || set !== this.#of;
    if (isOther) await this.#load(set!, runtime);
    const racers = await Promise.all(
      experiment.lanes.map((value) => Racer.create(runtime, this.#material!, experiment, value)),
    );
    if (signal.aborted) return void racers.forEach((racer) => void racer.dispose());
    this.#racers = racers;
    [this.steps, this.seconds, this.status] = [0, 0, "fresh"];
    for (const racer of racers) await racer.measure();
    await this.#look();
  }

  #of: ImageSet | null = null;
  async #load(set: ImageSet, runtime: Runtime): Promise<void> {
    await this.#material?.train.dispose();
    const { shape } = set;
    const heldOut = Float32Array.from(set.heldOut, (byte) => byte / 255);
    const shown = heldOutSample(set, this.sample).pixels;
    this.#material = { shape, train: await runtime.dataset(set.train, { shape }), heldOut, shown };
    this.#of = set;
  }

  async #look(): Promise<void> {
    for (const racer of this.#racers) await racer.look();
    this.lanes = this.#racers.map(({ lane }) => ({ ...lane }));
  }
}
