// Runs that were pinned: they keep their weights, go on answering the input, and survive a reload.

import { del, entries, set as put, type UseStore } from "idb-keyval";
import type { Experiment } from "../../experiment";
import { someOfEach, featuresOf, heldOutSample } from "../../../../data/dataset";
import type { Autoencoder, Runtime } from "../../../../engine/client";
import { join } from "../../../../lib/join";
import { pictureAt } from "../../../../lib/pictures";
import { store } from "../../../../lib/storage";
import { activeUnits, unitStatistics } from "../../../../lib/units";
import type { InspectedNetwork } from "../../inspected";
import type { ViewState } from "../view";
import { codesOf, probe } from "../../usefulness";
import type { Measured } from "../held-out/held-out.svelte";

export const mostPins = 4;

export interface Figures {
  loss: number | null;
  heldOut: number | null;
  measured: Measured | null;
  probe: number | null;
  active: number;
  parameters: number;
  /** Of a code as float32. */
  bytes: number;
  epochs: number;
  seconds: number;
}

/** What is kept of a run. */
interface Record {
  id: string;
  /** Which of the marks and colours it has. */
  mark: number;
  experiment: Experiment;
  fingerprint: string;
  figures: Figures;
  /** Held-out squared error by step. */
  curve: { steps: number[]; errors: number[] };
  file: Uint8Array<ArrayBuffer>;
}

export interface Pinned extends Record {
  /** Null until the runtime has opened it. */
  model: Autoencoder | null;
}

/** What the pinned runs make of the input and of some held-out pictures. */
export interface Answers {
  inputs: Float32Array[];
  /** By the id of the run. */
  outputs: Map<string, Float32Array[]>;
}

/** Of ten pictures. */
const shownPlaces = [0, 2, 3, 5, 8, 9];

export class Pins implements ViewState {
  runs = $state.raw<Pinned[]>([]);
  answers = $state.raw<Answers | null>(null);
  /** Storage is denied or full. */
  notKept = $state(false);
  /** Whether the runs pinned before a reload have been opened. */
  restored = $state(false);
  #key = "";

  get full(): boolean {
    return this.runs.length >= mostPins;
  }

  isPinned(fingerprint: string): boolean {
    return fingerprint !== "" && this.runs.some((run) => run.fingerprint === fingerprint);
  }

  /** Opens the runs that were pinned before a reload. */
  async restore(runtime: Runtime): Promise<void> {
    const kept = await this.#stored(async (store) =>
      (await entries<string, Record>(store)).map(([, record]) => record),
    );
    const runs = await Promise.all(
      (kept ?? []).map(async (record): Promise<Pinned | null> => {
        const model = await runtime.open(record.file).catch(() => null);
        return model && { ...record, model };
      }),
    );
    this.runs = runs.filter((run) => run !== null).sort((a, b) => Number(a.id) - Number(b.id));
    this.restored = true;
  }

  async pin(network: InspectedNetwork, experiment: Experiment, measured: Measured | null): Promise<void> {
    if (this.full) return;
    const { model, session, runtime, seen } = network;
    const [file, fingerprint] = [await model.save(), await model.fingerprint()];
    const statistics = unitStatistics(await model.encode(seen.dataset), model.latentSize);
    const mark = [0, 1, 2, 3].find((number) => this.runs.every((run) => run.mark !== number))!;
    const record: Record = {
      id: `${Date.now()}`,
      mark,
      experiment: { ...experiment, values: { ...experiment.values } },
      fingerprint,
      figures: {
        loss: session.progress?.recentLoss ?? null,
        heldOut: session.heldOutLoss ?? null,
        measured,
        probe: null,
        active: activeUnits(statistics, network.kind),
        parameters: model.parameterCount,
        bytes: 4 * model.latentSize,
        epochs: session.epochs,
        seconds: session.seconds,
      },
      curve: { steps: [...session.errors.steps], errors: [...session.errors.values] },
      file,
    };
    this.runs = [...this.runs, { ...record, model: await runtime.open(file) }];
    this.#key = "";
    await this.#keep(record);
    void this.#probe(record.id, network);
  }

  async unpin(id: string): Promise<void> {
    const gone = this.runs.find((run) => run.id === id);
    this.runs = this.runs.filter((run) => run.id !== id);
    this.#key = "";
    await gone?.model?.dispose();
    await this.#stored((store) => del(id, store));
  }

  /** The input and a few classes, by every pinned run. */
  async look(network: InspectedNetwork): Promise<void> {
    const { set, input } = network;
    const runs = this.runs.filter(({ model }) => model?.features === featuresOf(set));
    const key = [network.key, this.#inputs(input), ...runs.map(({ id }) => id)].join();
    if (key === this.#key) return;
    const indices = someOfEach(set, 0).filter((_, place) => shownPlaces.includes(place));
    const heldOut = indices.map((index) => heldOutSample(set, index).pixels);
    const inputs = [input, ...heldOut];
    const outputs = new Map<string, Float32Array[]>();
    for (const { id, model, experiment } of runs) {
      const clean = join(inputs);
      // A denoising one is fed with the noise that it was trained on.
      const all = await model!.reconstruct(
        experiment.kind === "denoising" ? await model!.corrupt(clean) : clean,
      );
      outputs.set(
        id,
        inputs.map((_, i) => pictureAt(all, i, featuresOf(set))),
      );
    }
    if (!network.isShown()) return;
    this.#key = key;
    this.answers = { inputs, outputs };
  }

  #lastInput: Float32Array | null = null;
  #inputNumber = 0;
  #inputs(input: Float32Array): number {
    if (input !== this.#lastInput) this.#inputNumber++;
    this.#lastInput = input;
    return this.#inputNumber;
  }

  /** Takes seconds, in the background. */
  async #probe(id: string, { set, trainSet, clean }: InspectedNetwork): Promise<void> {
    const { model } = this.runs.find((run) => run.id === id)!;
    if (set.classNames.length < 2) return;
    const codes = await codesOf(model!, { train: trainSet, heldOut: clean.dataset }).catch(() => null);
    const found = codes && (await probe(set, codes).catch(() => null));
    if (!found) return; // unpinned meanwhile
    this.runs = this.runs.map((run) =>
      run.id === id ? { ...run, figures: { ...run.figures, probe: found.accuracy } } : run,
    );
    const changed = this.runs.find((run) => run.id === id);
    if (changed) await this.#keep(changed);
  }

  async #keep({ id, mark, experiment, fingerprint, figures, curve, file }: Record): Promise<void> {
    await this.#stored((store) =>
      put(id, { id, mark, experiment, fingerprint, figures, curve, file }, store),
    );
  }

  /** Storage may be denied or full: then pinned runs last as long as the page. */
  async #stored<T>(use: (store: UseStore) => Promise<T>): Promise<T | null> {
    try {
      return await use(store("pins"));
    } catch {
      this.notKept = true;
      return null;
    }
  }
}
