// Everything that the anomalies desk shows.

import { quantile, TableEncoder, type Cell } from "hourglass-autoencoder/data";
import { writeAddress } from "../../app/address";
import { cellOf, type Generator, type Table, type TableId } from "../../data/tables/table";
import { loadTable } from "../../data/tables/load";
import { createModel, type Autoencoder, type Dataset } from "../../engine/client";
import { fitOptions } from "../../kinds";
import { tableKind } from "../../kinds/table";
import { LabDesk } from "../../lab/desk.svelte";
import { latest } from "../../lib/latest";
import { told } from "../../words/trouble";
import { words } from "../../words/words.svelte";
import { cheapest, figuresAt, qualityOf } from "./judgement";
import { peersOf, rowsOf, type Peers } from "./peers";
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
  marks: Map<number, boolean>;
}

/** Below it lies this share of the normal rows, until somebody moves the threshold. */
export const usualShare = 0.95;
const restFactor = 7;

export class AnomaliesDesk extends LabDesk<Experiment, Material> {
  /** Of the rows that judge, in their order. */
  scores = $state.raw<Float32Array>(new Float32Array());
  peers = $state.raw<Peers | null>(null);
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

  #own: Table | null = null;
  #explained = "";
  #next = 0;

  constructor(parameters: URLSearchParams) {
    super(experimentOf(parameters), {
      format: formatExperiment,
      write: writeAddress,
      isOwn: ({ data }) => data === "own",
      options: (values) => fitOptions(tableKind, values),
    });
  }

  get table(): Table | null {
    return this.material?.table ?? null;
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
    const places = this.#validation;
    return quantile(places.length > 0 ? Float32Array.from(places, (i) => scores[i]!) : scores, usualShare);
  });
  readonly figures = $derived(figuresAt(this.scores, this.labels, this.threshold, this.cost));
  readonly quality = $derived(qualityOf(this.scores, this.labels));
  readonly principal = $derived(this.peers && qualityOf(this.peers.principal, this.labels));
  readonly distance = $derived(this.peers && qualityOf(this.peers.distance, this.labels));

  /** Places in `scores` of what is flagged, worst first. */
  readonly flagged = $derived.by(() => {
    const { scores, threshold } = this;
    const places: number[] = [];
    for (let i = 0; i < scores.length; i++) if (scores[i]! >= threshold) places.push(i);
    return places.sort((a, b) => scores[b]! - scores[a]!);
  });

  // ------------------------------------------------------------ settings

  choose(data: TableId): void {
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
  async takeOwn(table: Table): Promise<void> {
    this.#own = table;
    const values = { ...presets.own.values };
    const { generator } = this.experiment;
    const wanted: Experiment = { data: "own", values, generator, train: "normal" };
    writeAddress(formatExperiment(wanted), true);
    await this.renew(wanted);
  }

  // ------------------------------------------------------------ judging

  setThreshold(threshold: number | null): void {
    this.chosen = threshold;
  }

  takeCheapest(): void {
    this.chosen = cheapest(this.scores, this.labels, this.cost);
  }

  /** Null takes the mark away. */
  mark(row: number, unusual: boolean | null): void {
    const marks = new Map(this.marks);
    if (unusual === null) marks.delete(row);
    else marks.set(row, unusual);
    this.marks = marks;
    this.material!.marks = marks;
  }

  select(row: number | null): void {
    this.selected = row;
    void this.#explain();
  }

  /** The model with the table's scaling: one file that scores raw rows. */
  async save(): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const { attachTable } = await import("hourglass-autoencoder/data");
    const { session, table } = this;
    if (!session || !table) return undefined;
    return attachTable(await session.model.save(), TableEncoder.fromJSON(table.encoder));
  }

  /** The cells of a row, in the table's order. */
  cells(row: number): Cell[] {
    return (this.table?.columns ?? []).map((column) => cellOf(column, row));
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
      (cause: unknown) => told(cause, words().trouble.data),
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
    if (this.material && table === this.table) return this.material;
    const { features, train, test, validation } = table;
    const keep = (rows: Uint32Array) => this.runtime!.dataset(rowsOf(table, rows), { features });
    return {
      table,
      train: await keep(train),
      heldOut: await keep(validation),
      test: await keep(test),
      marks: new Map(),
    };
  }

  protected async create({ values }: Experiment, { table }: Material): Promise<Autoencoder> {
    const shape: [number, number, number] = [1, 1, table.features];
    return createModel(this.runtime!, "vanilla", tableKind.overrides(values, { shape }));
  }

  protected appeared(before: Material | null): void {
    const { table, marks } = this.material!;
    if (this.material !== before) this.scores = new Float32Array(table.test.length);
    if (table.id === "own") this.#own = table;
    this.marks = marks;
    this.chosen = null;
    this.selected = null;
    this.reasons = [];
    this.peers = null;
    void this.look();
    void this.#compare();
  }

  protected async release({ train, heldOut, test }: Material): Promise<void> {
    for (const dataset of [train, heldOut, test]) await dataset.dispose();
  }

  /** Scores, and the reasons of the row that is selected, by the network as it is now. */
  readonly look = latest(async () => {
    const { session, material } = this;
    const begun = performance.now();
    if (!session || !material || (session.training && begun < this.#next)) return;
    try {
      const scores = await session.model.scores(material.test);
      if (session !== this.session || material !== this.material) return;
      this.scores = scores;
      if (this.selected === null && session.steps > 0 && !session.training && this.flagged.length > 0)
        this.selected = this.table!.test[this.flagged[0]!]!;
      await this.#explain();
    } catch (error) {
      if (session === this.session) this.report(error);
    }
    // With everything that is drawn of it, while it trains a look takes at most about an eighth of the time.
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    this.#next = performance.now() + restFactor * (performance.now() - begun);
  });

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
    const width = Number(experiment.values.latent);
    const peers = await peersOf(table!, Math.min(width, table!.features)).catch(
      (error: unknown) => void this.report(error),
    );
    if (peers && table === this.table && width === Number(this.experiment.values.latent)) this.peers = peers;
  }
}
