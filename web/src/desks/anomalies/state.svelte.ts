// Everything that the anomalies desk shows.

import { quantile, TableEncoder, type Cell } from "hourglass/data";
import { writeAddress } from "../../app/address";
import { cellOf, type Generator, type Table, type TableId } from "../../data/tables/table";
import { loadTable } from "../../data/tables/load";
import { createModel, startEngine, type Autoencoder, type Dataset, type Runtime } from "../../engine/client";
import { fitOptions } from "../../kinds";
import { tableKind } from "../../kinds/table";
import { tune } from "../../lab/desk.svelte";
import { needsNewNetwork, type FieldKey, type Value } from "../../lab/fields";
import { Session } from "../../lab/session.svelte";
import { latest } from "../../lib/latest";
import { inWords, told } from "../../words/trouble";
import { words } from "../../words/words.svelte";
import { cheapest, figuresAt, qualityOf } from "./judgement";
import { peersOf, rowsOf, type Peers } from "./peers";
import { reasonsOf, type Reason } from "./reasons";
import { experimentOf, formatExperiment, presets, type Experiment } from "./tables";

/** A table or a network that another has replaced, for undo. */
interface Past {
  experiment: Experiment;
  table: Table;
  data: Data;
  session: Session;
  marks: Map<number, boolean>;
}

interface Data {
  train: Dataset;
  /** Normal rows that are not learnt from: their loss is the held-out one. */
  heldOut: Dataset;
  /** All rows that judge. */
  test: Dataset;
}

/** Below it lies this share of the normal rows, until somebody moves the threshold. */
export const usualShare = 0.95;
const mostPast = 4;
const restFactor = 7;

export class AnomaliesDesk {
  phase = $state<"loading" | "failed" | "ready">("loading");
  trouble = $state<string | null>(null);
  runtime = $state.raw<Runtime | null>(null);
  experiment = $state.raw<Experiment>({} as Experiment);
  table = $state.raw<Table | null>(null);
  session = $state.raw<Session | null>(null);
  past = $state.raw<Past[]>([]);
  wrong = $state.raw<Partial<Record<FieldKey, string>>>({});

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

  #data: Data | null = null;
  #own: Table | null = null;
  #changing: Promise<void> = Promise.resolve();
  #explained = "";
  #next = 0;

  constructor(parameters: URLSearchParams) {
    this.experiment = experimentOf(parameters);
  }

  get options() {
    return fitOptions(tableKind, this.experiment.values);
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

  async open(): Promise<void> {
    this.phase = "loading";
    this.trouble = null;
    const { trouble } = words();
    try {
      this.runtime ??= await startEngine().catch((cause: unknown) => told(cause, trouble.engine));
      await this.#use(await this.#load(this.experiment));
      this.#show(await this.#make(this.experiment));
      this.phase = "ready";
    } catch (error) {
      this.phase = "failed";
      this.report(error);
    }
  }

  report(error: unknown): void {
    this.trouble = inWords(error, words());
  }

  // ------------------------------------------------------------ training

  train(): void {
    void this.#changing.then(() => this.session?.train(this.options, Number(this.experiment.values.epochs)));
  }

  pause(): void {
    void this.session?.pause();
  }

  reset(): Promise<void> {
    return this.#renew(this.experiment);
  }

  // ------------------------------------------------------------ settings

  async change(wanted: Experiment, push = true): Promise<void> {
    const before = this.experiment;
    this.wrong = {};
    if (formatExperiment(wanted) === formatExperiment(before)) return;
    writeAddress(formatExperiment(wanted), push);
    const isOther =
      wanted.data !== before.data ||
      JSON.stringify(wanted.generator) !== JSON.stringify(before.generator) ||
      needsNewNetwork(wanted.values, before.values);
    if (isOther) return (this.#changing = this.#renew(wanted));
    this.experiment = wanted;
    await this.#tune(before);
  }

  choose(data: TableId): void {
    void this.change(experimentOf(new URLSearchParams({ data })));
  }

  setValue(key: FieldKey, value: Value): void {
    void this.change({ ...this.experiment, values: { ...this.experiment.values, [key]: value } }, false);
  }

  setGenerator(change: Partial<Generator>): void {
    const generator = { ...this.experiment.generator, ...change };
    void this.change({ ...this.experiment, generator }, false);
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
    const wanted: Experiment = { data: "own", values, generator };
    writeAddress(formatExperiment(wanted), true);
    await (this.#changing = this.#renew(wanted));
  }

  async undo(): Promise<void> {
    const before = this.past.at(-1);
    const { session } = this;
    if (!before) return;
    this.past = this.past.slice(0, -1);
    await session?.pause();
    this.experiment = before.experiment;
    if (before.table.id === "own") this.#own = before.table;
    writeAddress(formatExperiment(before.experiment), false);
    this.scores = new Float32Array(before.table.test.length);
    this.peers = null;
    [this.table, this.#data] = [before.table, before.data];
    this.#show(before.session);
    this.marks = before.marks;
    await session?.dispose();
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
  }

  select(row: number | null): void {
    this.selected = row;
    void this.#explain();
  }

  /** The model with the table's scaling: one file that scores raw rows. */
  async save(): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const { attachTable } = await import("hourglass/data");
    const { session, table } = this;
    if (!session || !table) return undefined;
    return attachTable(await session.model.save(), TableEncoder.fromJSON(table.encoder));
  }

  /** The cells of a row, in the table's order. */
  cells(row: number): Cell[] {
    return (this.table?.columns ?? []).map((column) => cellOf(column, row));
  }

  // ------------------------------------------------------------ within

  async #load({ data, values, generator }: Experiment): Promise<Table> {
    if (data === "own") return this.#own!;
    const { learn } = presets[data];
    const seed = Number(values.seed);
    const isSame =
      this.table?.id === data && !presets[data].generator && seed === Number(this.experiment.values.seed);
    if (isSame) return this.table!;
    return loadTable({ id: data, generator, learn, seed }).catch((cause: unknown) =>
      told(cause, words().trouble.data),
    );
  }

  async #use(table: Table): Promise<void> {
    if (this.table === table) return;
    const runtime = this.runtime!;
    const { features, train, test, validation } = table;
    const keep = (rows: Uint32Array) => runtime.dataset(rowsOf(table, rows), { features });
    this.#data = { train: await keep(train), heldOut: await keep(validation), test: await keep(test) };
    this.scores = new Float32Array(test.length);
    this.peers = null;
    this.marks = new Map();
    this.table = table;
  }

  async #make({ values }: Experiment): Promise<Session> {
    const shape: [number, number, number] = [1, 1, this.table!.features];
    const model = await createModel(this.runtime!, "vanilla", tableKind.overrides(values, { shape }));
    return this.#sessionOf(model);
  }

  #sessionOf(model: Autoencoder): Session {
    const session: Session = new Session(model, this.#data!, Number(this.experiment.values.epochs), {
      onprogress: () => {
        if (session === this.session) void this.#look();
      },
      onerror: (error) => this.report(error),
      measure: async (heldOutLoss) => heldOutLoss,
    });
    return session;
  }

  #show(session: Session): void {
    this.session = session;
    this.chosen = null;
    this.selected = null;
    this.reasons = [];
    this.peers = null;
    this.trouble = null;
    void this.#look();
    void this.#compare();
  }

  async #renew(wanted: Experiment): Promise<void> {
    const { session, experiment, table, marks } = this;
    const data = this.#data;
    try {
      const next = await this.#load(wanted);
      await session?.pause();
      await this.#use(next);
      this.experiment = wanted;
      const made = await this.#make(wanted);
      if (session && table && data && session.steps > 0) {
        const all = [...this.past, { experiment, table, data, session, marks }];
        this.past = all.slice(-mostPast);
        for (const gone of all.slice(0, -mostPast)) void gone.session.dispose();
      } else void session?.dispose();
      this.#show(made);
    } catch (error) {
      this.experiment = experiment;
      writeAddress(formatExperiment(experiment), false);
      this.report(error);
    }
  }

  async #tune(before: Experiment): Promise<void> {
    const { session, experiment } = this;
    if (!session) return;
    await tune(session, experiment.values, before.values, () => this.train()).catch((error: unknown) =>
      this.report(error),
    );
  }

  /** Scores, and the reasons of the row that is selected, by the network as it is now. */
  readonly #look = latest(async () => {
    const { session } = this;
    const data = this.#data;
    const begun = performance.now();
    if (!session || !data || (session.training && begun < this.#next)) return;
    try {
      const scores = await session.model.scores(data.test);
      if (session !== this.session || data !== this.#data) return;
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
