// Everything that the sentences desk shows.

import {
  attachMetadata,
  attachedMetadata,
  TextVectorizer,
  wordsOf,
  type SavedVectorizer,
} from "hourglass-autoencoder/data";
import { writeAddress } from "../../lib/address";
import { loadSentences, type Language, type Sentences } from "../../data/sentences/sentences";
import {
  features,
  nearest,
  unitRows,
  vectorsOf,
  type Neighbour,
  type Vectors,
} from "../../data/sentences/vectors";
import { createModel, type Autoencoder, type Dataset } from "../../engine/client";
import { fitOptions } from "../../kinds";
import { valuesOf } from "../../kinds/opened";
import { textKind } from "../../kinds/text";
import { excess } from "../../kinds/work";
import { TrainingDesk } from "../../training/desk.svelte";
import type { Values } from "../../training/fields";
import { principalPlane } from "../../training/principal-plane";
import type { Data, Session } from "../../training/session.svelte";
import { rowsOf } from "../../lib/rows";
import { latest } from "../../lib/latest";
import { keepOwn, recallOwn } from "../../lib/own";
import { project, regionOf, type Plane, type Region } from "../../lib/plane";
import { between } from "../../lib/pictures";
import { unitStatistics } from "../../lib/units";
import { PlainError, rethrow } from "../../words/trouble";
import { words } from "../../words/words.svelte";
import { experimentOf, formatExperiment, type Experiment } from "./experiment";
import { chanceOf, networkShares, plainShares, scaled, singularShares, type Shares } from "./figures";

interface Material {
  sentences: Sentences;
  vectors: Vectors;
  /** All lines as the network sees them, those to learn from, and those held out. */
  all: Dataset;
  train: Dataset;
  heldOut: Dataset;
}

/** Somebody's lines, and of a network that only judges them how the lines were counted that it learnt from. */
interface OwnKept {
  sentences: Sentences;
  counted: SavedVectorizer | null;
}

export interface Asked {
  code: Float32Array | null;
  /** By the network's vectors, and by TF-IDF. */
  compact: Neighbour[];
  plain: Neighbour[];
  words: number;
  known: number;
}

/** A unit of the code, and the words that turn it up and down most. */
export interface Meaning {
  unit: number;
  /** Of the sentence asked for, in standard deviations. */
  deviations: number;
  up: string[];
  down: string[];
}

export type Axes = "principal" | "topics";
const [shownNeighbours, shownWords] = [5, 7];

export class SentencesDesk extends TrainingDesk<Experiment, Material> {
  /** What is in the box, and the second sentence where one goes between two. */
  query = $state("");
  other = $state("");
  axes = $state<Axes>("topics");
  codes = $state.raw<Float32Array | null>(null);
  map = $state.raw<{ points: Float32Array; plane: Plane; region: Region } | null>(null);
  asked = $state.raw<Asked | null>(null);
  /** The lines nearest to the places between the two sentences. */
  way = $state.raw<Neighbour[]>([]);
  meaning = $state.raw<Meaning | null>(null);
  shares = $state.raw<{ network: Shares | null; plain: Shares | null; singular: Shares | null }>({
    network: null,
    plain: null,
    singular: null,
  });

  #own: Sentences | null = null;
  /** Of lines that a network judges which learnt from others: how those were counted. */
  #counted = new WeakMap<Sentences, TextVectorizer>();

  constructor(parameters: URLSearchParams) {
    super(experimentOf(parameters), {
      format: formatExperiment,
      write: writeAddress,
      isOwn: ({ data }) => data === "own",
      usual: (experiment) => ({ ...experiment, data: "en" }),
      options: ({ values }) => fitOptions(textKind, values),
    });
  }

  get sentences(): Sentences | null {
    return this.material?.sentences ?? null;
  }

  get chance(): number | null {
    return this.hasTopics ? chanceOf(this.sentences!) : null;
  }

  get hasTopics(): boolean {
    return (this.sentences?.topicNames.length ?? 0) > 1;
  }

  // ------------------------------------------------------------ settings

  choose(data: Language | "own"): void {
    void this.change({ ...this.experiment, data });
  }

  /** Somebody's own lines take the place of those before, which undo brings back. */
  async takeOwn(sentences: Sentences, judged: boolean): Promise<void> {
    const file = judged ? await this.save() : null;
    const counted = judged ? this.material!.vectors.vectorizer : null;
    this.#own = sentences;
    if (counted) this.#counted.set(sentences, counted);
    const kept: OwnKept = { sentences, counted: counted && counted.toJSON() };
    const size = sentences.lines.reduce((sum, line) => sum + 2 * line.length, 0);
    this.ownIsKept = await keepOwn("sentences", kept, size);
    const values = file
      ? valuesOf(this.session!.model.config, this.experiment.values)
      : this.experiment.values;
    const wanted: Experiment = { data: "own", values };
    writeAddress(formatExperiment(wanted), true);
    if (file) await this.take(wanted, await this.prepare(wanted), file);
    else await this.renew(wanted);
  }

  protected async hasOwn(): Promise<boolean> {
    if (this.#own) return true;
    const kept = await recallOwn<OwnKept>("sentences");
    if (!kept) return false;
    [this.#own, this.ownIsKept] = [kept.sentences, true];
    if (kept.counted) this.#counted.set(kept.sentences, TextVectorizer.fromJSON(kept.counted));
    return true;
  }

  // ------------------------------------------------------------ the network as a file

  /** Whether it learnt from other lines than these. */
  get isElsewhere(): boolean {
    return this.session?.origin.text !== undefined;
  }

  /** With how its lines were counted. */
  async save(): Promise<Uint8Array<ArrayBuffer>> {
    const { vectorizer } = this.material!.vectors;
    return attachMetadata(await this.session!.model.save(), { text: JSON.stringify(vectorizer) });
  }

  /** A network from a file: it places the lines that are open. */
  async openModel(file: Blob, name: string): Promise<void> {
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const model = await this.runtime!.open(bytes);
      const { features: wide, config } = model;
      await model.dispose();
      const said = attachedMetadata(bytes).text;
      if (!said || wide !== features) throw new PlainError(words().sentences.open.other(name, wide));
      this.#counted.set(this.sentences!, TextVectorizer.fromJSON(JSON.parse(said)));
      const wanted = { ...this.experiment, values: valuesOf(config, this.experiment.values) };
      writeAddress(formatExperiment(wanted), false);
      await this.take(wanted, await this.prepare(wanted), bytes);
    } catch (error) {
      this.report(error);
    }
  }

  // ------------------------------------------------------------ asking

  ask(text: string): void {
    this.query = text;
    void this.answer();
  }

  goTo(text: string): void {
    this.other = text;
    void this.answer();
  }

  chooseAxes(axes: Axes): void {
    this.axes = axes;
    this.rest.end();
    void this.look();
  }

  /** The vectors of all lines, each of length 1. */
  async embeddings(): Promise<Float32Array<ArrayBuffer>> {
    const { model } = this.session!;
    return unitRows(await model.encode(this.material!.all), model.latentSize);
  }

  /** Where the sentence in the box lies, and what is near. */
  readonly answer = latest(async () => {
    const { session, material, codes, query, other } = this;
    if (!session || !material || !codes) return;
    const { model } = session;
    const { vectorizer, all } = material.vectors;
    const width = model.latentSize;
    try {
      const known = vectorizer.known(query);
      const vector = vectorizer.transform([query]);
      const isEmpty = vector.every((value) => value === 0) || known.known === 0;
      const code = isEmpty ? null : await model.encode(scaled(vector));
      const units = unitRows(codes, width);
      const near = (point: Float32Array) => nearest(unitRows(point, width), units, width, shownNeighbours);
      const end = code && other.trim() ? await model.encode(scaled(vectorizer.transform([other]))) : null;
      if (session !== this.session) return;
      this.asked = {
        code,
        compact: code ? near(code) : [],
        plain: isEmpty ? [] : nearest(vector, all, features, shownNeighbours),
        ...known,
      };
      this.way = end ? [0, 0.25, 0.5, 0.75, 1].map((share) => near(between(code!, end, share))[0]!) : [];
      await this.#explain(code);
    } catch (error) {
      if (session === this.session) this.report(error);
    }
  });

  /** The codes of all lines, by the network as it is now. */
  readonly look = latest(() =>
    this.rested(async (session, material, isShown) => {
      const { model } = session;
      const codes = await model.encode(material.all);
      const plane = await this.#planeOf(codes, model.latentSize, this.axes);
      if (!isShown()) return;
      const points = project(codes, plane);
      this.codes = codes;
      this.map = { points, plane, region: regionOf(points, this.map?.region ?? null) };
      await this.answer();
      if (!session.training && !session.untrained && this.hasTopics) void this.#measure(session, material);
    }),
  );

  // ------------------------------------------------------------ within

  /** The principal axes of the codes, or of the topics' means. */
  #planeOf(codes: Float32Array, width: number, axes: Axes): Promise<Plane> {
    const { topics, topicNames } = this.sentences!;
    if (axes === "principal" || topicNames.length < 3) return principalPlane(this.runtime!, codes, width);
    const means = new Float32Array(topicNames.length * width);
    const counts = new Uint32Array(topicNames.length);
    topics.forEach((topic, line) => {
      counts[topic]!++;
      for (let i = 0; i < width; i++) means[topic * width + i]! += codes[line * width + i]!;
    });
    return principalPlane(
      this.runtime!,
      means.map((sum, i) => sum / Math.max(1, counts[Math.floor(i / width)]!)),
      width,
    );
  }

  async #measure(session: Session, material: Material): Promise<void> {
    const { steps } = session;
    const isShown = () => session === this.session && material === this.material && session.steps === steps;
    const { sentences, vectors } = material;
    const tell = (part: Partial<typeof this.shares>) => {
      if (isShown()) this.shares = { ...this.shares, ...part };
    };
    try {
      tell({ network: await networkShares(sentences, vectors, session.model) });
      if (!this.shares.plain) tell({ plain: await plainShares(sentences, vectors) });
      const width = session.model.latentSize;
      if (!this.shares.singular) tell({ singular: await singularShares(sentences, vectors, width) });
    } catch (error) {
      if (isShown()) this.report(error);
    }
  }

  /** The unit that is most unusual for this sentence, and its words. */
  async #explain(code: Float32Array | null): Promise<void> {
    const { session, material, codes } = this;
    if (!session || !material || !codes || !code || session.training || session.untrained)
      return void (this.meaning = null);
    const width = session.model.latentSize;
    const { mean, deviation } = unitStatistics(codes, width);
    const deviations = Array.from(code, (value, unit) => (value - mean[unit]!) / (deviation[unit]! || 1));
    const unit = deviations.reduce((best, z, i) => (Math.abs(z) > Math.abs(deviations[best]!) ? i : best), 0);
    const table = await this.#wordsOf(session, material);
    if (session !== this.session) return;
    const order = table.words
      .map((word, i) => ({ word, value: table.codes[i * width + unit]! }))
      .sort((a, b) => b.value - a.value);
    this.meaning = {
      unit,
      deviations: deviations[unit]!,
      up: order.slice(0, shownWords).map(({ word }) => word),
      down: order
        .slice(-shownWords)
        .reverse()
        .map(({ word }) => word),
    };
  }

  #known: { session: Session; steps: number; words: string[]; codes: Float32Array } | null = null;

  /** The codes of words that occur more than once, each by itself. */
  async #wordsOf(session: Session, { sentences, vectors }: Material) {
    if (this.#known?.session === session && this.#known.steps === session.steps) return this.#known;
    const counts = new Map<string, number>();
    for (const line of sentences.lines)
      for (const word of wordsOf(line)) counts.set(word, (counts.get(word) ?? 0) + 1);
    const some = [...counts]
      .filter(([, count]) => count > 1)
      .map(([word]) => word)
      .slice(0, 3000);
    const codes = await session.model.encode(scaled(vectors.vectorizer.transform(some)));
    return (this.#known = { session, steps: session.steps, words: some, codes });
  }

  protected override needsNew(wanted: Experiment, before: Experiment): boolean {
    return wanted.data !== before.data || super.needsNew(wanted, before);
  }

  protected async prepare({ data, values }: Experiment): Promise<Material> {
    const before = this.material;
    const sentences =
      data === "own"
        ? this.#own!
        : before?.sentences.id === data
          ? before.sentences
          : await loadSentences(data).catch((cause: unknown) => rethrow(cause, words().trouble.data));
    const counted = this.#counted.get(sentences);
    const isSame = before?.sentences === sentences && values.seed === this.experiment.values.seed;
    if (isSame && (!counted || before.vectors.vectorizer === counted)) return before;
    const vectors = await vectorsOf(sentences, Number(values.seed), counted);
    const keep = (rows: Float32Array) => this.runtime!.dataset(scaled(rows), { features });
    return {
      sentences,
      vectors,
      all: await keep(vectors.all),
      train: await keep(rowsOf(vectors.all, vectors.train, features)),
      heldOut: await keep(rowsOf(vectors.all, vectors.heldOut, features)),
    };
  }

  protected async create({ values }: Experiment): Promise<Autoencoder> {
    const shape: [number, number, number] = [1, 1, features];
    return createModel(this.runtime!, "denoising", textKind.overrides(values, { shape }));
  }

  protected appeared(before: Material | null): void {
    const material = this.material!;
    const isSame = material === before;
    if (material.sentences.id === "own") this.#own = material.sentences;
    this.codes = this.map = this.asked = this.meaning = null;
    this.shares = { network: null, plain: isSame ? this.shares.plain : null, singular: null };
    if (!isSame) {
      this.other = "";
      this.query = material.sentences.lines[material.vectors.heldOut[0]!] ?? "";
    }
    void this.look();
  }

  protected dataOf(material: Material): Data {
    return material;
  }

  protected excess(values: Values): number {
    return excess(values, { shape: [1, 1, features] });
  }

  protected async release({ all, train, heldOut }: Material): Promise<void> {
    for (const dataset of [all, train, heldOut]) await dataset.dispose();
  }
}
