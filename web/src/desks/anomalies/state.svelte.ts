// Everything that the anomalies desk shows.

import {
  attachedMetadata,
  attachedTable,
  attachMetadata,
  quantile,
  TableEncoder,
  type EncodedTable,
} from "hourglass-autoencoder/data";
import { writeAddress } from "../../lib/address";
import type { TableId } from "../../data/tables/sets";
import type { Generator } from "../../data/tables/sets/set";
import { cellOf, type Table } from "../../data/tables/table";
import { loadOwn, loadTable, type OwnSource } from "../../data/tables/load";
import { createModel, type Autoencoder, type Dataset } from "../../engine/client";
import { fitOptions } from "../../kinds";
import { valuesOf } from "../../kinds/opened";
import { tableKind } from "../../kinds/table";
import { excess } from "../../kinds/work";
import { TrainingDesk } from "../../training/desk.svelte";
import type { Values } from "../../training/fields";
import type { Data } from "../../training/session.svelte";
import { latest } from "../../lib/latest";
import { keepOwn, recallOwn } from "../../lib/own";
import { PlainError, rethrow } from "../../words/trouble";
import { words } from "../../words/words.svelte";
import { driftOf } from "./drift";
import { scoresWithGaps } from "./gaps";
import { cheapest, figuresAt, markedShares, qualityOf } from "./judgement";
import { rowsOf } from "../../lib/rows";
import { baselinesOf, type Baselines } from "./baselines";
import { reasonsOf, type Reason } from "./reasons";
import { experimentOf, formatExperiment, presets, type Experiment, type TrainOn } from "./tables";

/** A table, its rows in the worker, and what people said of them. */
interface Material {
  table: Table;
  train: Dataset;
  /** Normal rows that are not learnt from: their loss is the held-out one. */
  heldOut: Dataset;
  /** All rows that judge. */
  test: Dataset;
  /** 0 where a cell is missing; undefined where none is. */
  known?: Record<"train" | "heldOut", Dataset>;
  marks: Map<number, boolean>;
}

type KeptSource = Omit<OwnSource, "file"> & { file: ArrayBuffer };

/** What somebody said of the rows and of the threshold. */
export interface Judgement {
  marks: Map<number, boolean>;
  chosen: number | null;
  looks: number;
  cost: number;
}

/** A model that was opened, and waits for the table that it is to judge. */
export interface Waiting {
  name: string;
  file: Uint8Array;
  encoder: EncodedTable;
  /** The share of the rows that its threshold was taken from which lie above it; null where nobody has said it. */
  expected: number | null;
}

/** Below it lies this share of the normal rows, until somebody moves the threshold. */
export const usualShare = 0.95;
/** Where nothing is labelled, so many of the rows are to be looked at, until somebody says otherwise. */
const usualLooks = 0.01;

export class AnomaliesDesk extends TrainingDesk<Experiment, Material> {
  /** Of the rows that judge, in their order. */
  scores = $state.raw<Float32Array>(new Float32Array());
  baselines = $state.raw<Baselines | null>(null);
  /** Whether the scores are this network's. */
  #scored = $state(false);
  /** Null: the quantile of normal rows. */
  chosen = $state<number | null>(null);
  /** What one missed costs, in false alarms. */
  cost = $state(10);
  /** What people said of rows, by their number: truly unusual, or not. */
  marks = $state.raw<Map<number, boolean>>(new Map());
  /** The row whose reasons are shown. */
  selected = $state<number | null>(null);
  reasons = $state.raw<Reason[]>([]);
  codes = $state.raw<Float32Array | null>(null);
  /** How many of the rows are to be looked at, where nothing is labelled. */
  looks = $state(usualLooks);
  waiting = $state.raw<Waiting | null>(null);
  /** Somebody's own table, as it was read. */
  source = $state.raw<OwnSource | null>(null);

  #own: Table | null = null;
  #explained = "";

  constructor(parameters: URLSearchParams) {
    super(experimentOf(parameters), {
      format: formatExperiment,
      write: writeAddress,
      isOwn: ({ data }) => data === "own",
      usual: (experiment) => ({ ...experiment, data: "tumours", values: { ...presets.tumours.values } }),
      options: ({ values }) => fitOptions(tableKind, values),
    });
  }

  get table(): Table | null {
    return this.material?.table ?? null;
  }

  /** Whether what it says of rows is more than chance: it has learnt, here or elsewhere. */
  get judges(): boolean {
    return this.session !== null && !this.session.untrained;
  }

  /** Whether the network learnt elsewhere, and only judges this table. */
  get isNext(): boolean {
    return this.table?.train.length === 0;
  }

  /** 1 is unusual, as the data say or as somebody marked it. */
  readonly labels = $derived.by(() => {
    const { table, marks } = this;
    return Uint8Array.from(table?.test ?? [], (row) => Number(marks.get(row) ?? table!.labels[row] === 1));
  });

  /** Places in `scores` of normal rows that were not learnt from, by the data's own labels: a mark moves no threshold. */
  readonly #validation = $derived.by(() => {
    const rows = new Set(this.table?.validation);
    return [...(this.table?.test.keys() ?? [])].filter((place) => rows.has(this.table!.test[place]!));
  });
  readonly threshold = $derived.by(() => {
    const { chosen, scores, table } = this;
    if (chosen !== null || !table || scores.length === 0) return chosen ?? 0;
    if (!table.labelled) return quantile(scores, 1 - this.looks);
    const places = this.#validation;
    return quantile(places.length > 0 ? Float32Array.from(places, (i) => scores[i]!) : scores, usualShare);
  });
  /** How many normal rows of the file each of those that judge stands for: the others were learnt from. */
  readonly #weight = $derived.by(() => {
    const { table } = this;
    if (!table) return 1;
    const normal = table.labels.reduce((count, label) => count + Number(label === 0), 0);
    const judged = table.test.reduce((count, row) => count + Number(table.labels[row] === 0), 0);
    return judged > 0 ? normal / judged : 1;
  });
  readonly #terms = $derived({ cost: this.cost, weight: this.#weight });
  readonly figures = $derived(figuresAt(this.scores, this.labels, this.threshold, this.#terms));
  readonly quality = $derived(this.judges ? qualityOf(this.scores, this.labels, this.#weight) : null);
  readonly principal = $derived(
    this.baselines && qualityOf(this.baselines.principal, this.labels, this.#weight),
  );
  readonly distance = $derived(
    this.baselines && qualityOf(this.baselines.distance, this.labels, this.#weight),
  );
  /** What marks say, where nothing else says anything. */
  readonly marked = $derived(
    markedShares(this.scores, this.table?.test ?? new Uint32Array(), this.marks, this.threshold),
  );
  /** How the table differs from what was learnt from: said of tables that a network only judges. */
  readonly drift = $derived(
    this.isNext && this.#scored ? driftOf(this.table!, this.scores, this.threshold) : null,
  );

  /** Places in `scores` of what is flagged, worst first. */
  readonly flagged = $derived.by(() => {
    const { scores, threshold } = this;
    const places: number[] = [];
    for (let i = 0; i < scores.length; i++) if (scores[i]! >= threshold) places.push(i);
    return places.sort((a, b) => scores[b]! - scores[a]!);
  });

  // ------------------------------------------------------------ settings

  choose(data: TableId | "own"): void {
    void this.change(experimentOf(new URLSearchParams({ data })));
  }

  setGenerator(change: Partial<Generator>): void {
    const generator = { ...this.experiment.generator, ...change };
    void this.change({ ...this.experiment, generator }, false);
  }

  setTrain(train: TrainOn): void {
    void this.change({ ...this.experiment, train }, false);
  }

  /** One kind of what is unusual, there or not; the last one stays. */
  toggleKind(kind: string): void {
    const all = presets[this.experiment.data].generator?.kinds ?? [];
    const { kinds } = this.experiment.generator;
    const next = all.filter((other) => kinds.includes(other) !== (other === kind));
    if (next.length > 0) this.setGenerator({ kinds: next });
  }

  /** Somebody's own table takes the place of the one before, which undo brings back. */
  async takeOwn(table: Table, source: OwnSource): Promise<void> {
    [this.#own, this.source, this.waiting] = [table, source, null];
    await this.#keepOwn(source);
    // With few columns the usual code would be as wide as the input.
    const latent = Math.max(1, Math.min(Number(presets.own.values.latent), Math.floor(table.features / 2)));
    const wanted = this.#onOwn({ ...presets.own.values, latent });
    writeAddress(formatExperiment(wanted), true);
    await this.renew(wanted);
  }

  /** The network at hand, or the one that waits, judges somebody's own table and learns nothing from it. */
  async judge(table: Table, source: OwnSource): Promise<void> {
    const file = this.waiting?.file ?? (await this.save());
    if (!file) return;
    [this.#own, this.source, this.waiting] = [table, source, null];
    await this.#keepOwn(source);
    const { config } = this.session!.model;
    const wanted = this.#onOwn(valuesOf(config, presets.own.values));
    writeAddress(formatExperiment(wanted), true);
    await this.take(wanted, await this.#materialOf(table), file);
    this.chosen = source.encoder?.threshold ?? null;
  }

  #onOwn(values: Experiment["values"]): Experiment {
    return { data: "own", values, generator: this.experiment.generator, train: "normal" };
  }

  /** What the network that is to judge learnt from: its columns. */
  get encoder(): EncodedTable | null {
    return (
      this.waiting?.encoder ?? (this.judges ? { ...this.table!.encoder, threshold: this.threshold } : null)
    );
  }

  /** Of the rows that the threshold was taken from, those above it: so many are to be expected of any week like this. */
  get expected(): number | null {
    if (this.waiting) return this.waiting.expected;
    if (this.isNext) return this.source?.expected ?? null;
    const { scores, threshold, table } = this;
    const places = table?.labelled ? this.#validation : [...scores.keys()];
    const above = places.filter((place) => scores[place]! >= threshold).length;
    return places.length > 0 ? above / places.length : null;
  }

  /** A model from a file: it waits for the table that it is to judge. */
  async openModel(file: Blob, name: string): Promise<void> {
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const model = await this.runtime!.open(bytes);
      const { features } = model;
      await model.dispose();
      const encoder = attachedTable(bytes);
      if (!encoder) throw new PlainError(words().anomalies.open.noTable(name, features));
      const said = Number(attachedMetadata(bytes).expected ?? Number.NaN);
      const expected = said >= 0 && said <= 1 ? said : null;
      this.waiting = { name, file: bytes, encoder: encoder.toJSON(), expected };
      this.trouble = null;
    } catch (error) {
      this.report(error);
    }
  }

  /** Not as a blob, which not every browser keeps. */
  async #keepOwn(source: OwnSource): Promise<void> {
    const kept: KeptSource = { ...source, file: await source.file.arrayBuffer() };
    this.ownIsKept = await keepOwn("anomalies", kept, source.file.size);
  }

  protected async hasOwn(): Promise<boolean> {
    if (this.#own) return true;
    const kept = await recallOwn<KeptSource>("anomalies");
    if (!kept) return false;
    const source = { ...kept, file: new Blob([kept.file]) };
    const table = await loadOwn(source, presets.own.learn, 0).catch(() => null);
    if (!table) return false;
    [this.#own, this.source, this.ownIsKept] = [table, source, true];
    return true;
  }

  // ------------------------------------------------------------ judging

  setThreshold(threshold: number | null): void {
    this.chosen = threshold;
  }

  takeCheapest(): void {
    this.chosen = cheapest(this.scores, this.labels, this.#terms);
  }

  /** The share of the rows that are to be looked at, from 0 to 1. */
  setLooks(share: number): void {
    [this.looks, this.chosen] = [share, null];
  }

  get judgement(): Judgement {
    const { marks, chosen, looks, cost } = this;
    return { marks, chosen, looks, cost };
  }

  set judgement({ marks, chosen, looks, cost }: Judgement) {
    this.#setMarks(marks);
    [this.chosen, this.looks, this.cost] = [chosen, looks, cost];
  }

  #setMarks(marks: Map<number, boolean>): void {
    this.marks = marks;
    if (this.material) this.material.marks = marks;
  }

  /** Null takes the mark away. */
  mark(row: number, unusual: boolean | null): void {
    const marks = new Map(this.marks);
    if (unusual === null) marks.delete(row);
    else marks.set(row, unusual);
    this.#setMarks(marks);
  }

  select(row: number | null): void {
    this.selected = row;
    void this.#explain();
  }

  /** The model with the table's scaling: one file that scores raw rows. */
  async save(): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const { attachTable } = await import("hourglass-autoencoder/data");
    const { session, table, threshold, expected } = this;
    if (!session || !table) return undefined;
    const encoder = TableEncoder.fromJSON({ ...table.encoder, threshold });
    const file = attachTable(await session.model.save(), encoder);
    return expected === null ? file : attachMetadata(file, { expected: `${expected}` });
  }

  /** The cells of a row, in the table's order. */
  cells(row: number): (string | number | null)[] {
    return (this.table?.columns ?? []).map((column) => cellOf(column, row));
  }

  /** Of all rows of the table. */
  async allScores(): Promise<Float32Array> {
    const { table, session } = this;
    const complete = await session!.model.scores(table!.samples);
    return scoresWithGaps(session!.model, table!, Uint32Array.from(table!.labels.keys()), complete);
  }

  // ------------------------------------------------------------ within

  async #load({ data, values, generator, train }: Experiment): Promise<Table> {
    if (data === "own") return this.#own!;
    const { learn } = presets[data];
    const seed = Number(values.seed);
    const now = this.experiment;
    const isSame =
      this.table?.id === data &&
      seed === Number(now.values.seed) &&
      train === now.train &&
      JSON.stringify(generator) === JSON.stringify(now.generator);
    if (isSame) return this.table!;
    return loadTable({ id: data, generator, learn, seed, everything: train === "all" }).catch(
      (cause: unknown) => rethrow(cause, words().trouble.data),
    );
  }

  protected override needsNew(wanted: Experiment, before: Experiment): boolean {
    const isOther =
      wanted.data !== before.data ||
      wanted.train !== before.train ||
      JSON.stringify(wanted.generator) !== JSON.stringify(before.generator);
    return isOther || super.needsNew(wanted, before);
  }

  protected async prepare(wanted: Experiment): Promise<Material> {
    const table = await this.#load(wanted);
    return this.material && table === this.table ? this.material : this.#materialOf(table);
  }

  async #materialOf(table: Table): Promise<Material> {
    const { samples, known, features, train, test, validation } = table;
    const keep = (numbers: Float32Array, rows: Uint32Array) =>
      this.runtime!.dataset(rowsOf(numbers, rows, features), { features });
    const judges = await keep(samples, test);
    const learns = train.length > 0;
    return {
      table,
      train: learns ? await keep(samples, train) : judges,
      heldOut: learns ? await keep(samples, validation) : judges,
      test: judges,
      ...(known && {
        known: {
          train: await keep(known, learns ? train : test),
          heldOut: await keep(known, learns ? validation : test),
        },
      }),
      marks: new Map(),
    };
  }

  protected async create({ values }: Experiment, { table }: Material): Promise<Autoencoder> {
    const shape: [number, number, number] = [1, 1, table.features];
    return createModel(this.runtime!, "vanilla", tableKind.overrides(values, { shape }));
  }

  protected appeared(before: Material | null): void {
    const { table, marks } = this.material!;
    this.#scored = false;
    if (this.material !== before) this.scores = new Float32Array(table.test.length);
    if (table.id === "own") this.#own = table;
    this.marks = marks;
    this.chosen = table.id === "own" && this.isNext ? (this.source?.encoder?.threshold ?? null) : null;
    if (this.material !== before) this.looks = usualLooks;
    this.selected = null;
    this.reasons = [];
    this.baselines = null;
    void this.look();
    void this.#compare();
  }

  protected dataOf(material: Material): Data {
    return material;
  }

  protected excess(values: Values): number {
    return excess(values, { shape: [1, 1, this.table?.features ?? 1] });
  }

  protected async release({ train, heldOut, test, known }: Material): Promise<void> {
    const all = new Set([train, heldOut, test, ...Object.values(known ?? {})]);
    for (const dataset of all) await dataset.dispose();
  }

  /** Scores, and the reasons of the row that is selected, by the network as it is now. */
  readonly look = latest(() =>
    this.rested(async (session, { table, test }, isShown) => {
      const complete = await session.model.scores(test);
      const scores = await scoresWithGaps(session.model, table, table.test, complete);
      if (!isShown()) return;
      [this.scores, this.#scored] = [scores, true];
      if (this.selected === null && this.judges && !session.training && this.flagged.length > 0)
        this.selected = this.table!.test[this.flagged[0]!]!;
      await this.#explain();
    }),
  );

  async #explain(): Promise<void> {
    const { session, table, selected } = this;
    if (!session || !table || selected === null) return void (this.reasons = []);
    const key = `${selected} ${session.steps} ${session.training}`;
    if (key === this.#explained && this.reasons.length > 0) return;
    const reasons = await reasonsOf(session.model, table, selected);
    if (session !== this.session || selected !== this.selected) return;
    this.#explained = key;
    this.reasons = reasons;
  }

  async #compare(): Promise<void> {
    const { table, experiment } = this;
    if (this.isNext) return;
    const width = Number(experiment.values.latent);
    const baselines = await baselinesOf(table!, Math.min(width, table!.features)).catch(
      (error: unknown) => void this.report(error),
    );
    if (baselines && table === this.table && width === Number(this.experiment.values.latent))
      this.baselines = baselines;
  }
}
