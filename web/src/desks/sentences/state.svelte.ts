// The sentences desk: lines, what makes numbers of them, and the network that learns from these.

import {
  attachMetadata,
  attachedMetadata,
  TextVectorizer,
  type WordVectors,
} from "hourglass-autoencoder/data";
import { writeAddress } from "../../lib/address";
import { arranged } from "../../data/sentences/ask";
import { loadSentences, type Language, type Sentences } from "../../data/sentences/sentences";
import {
  fitOf,
  unitRows,
  vectorsOf,
  type Encoder,
  type Vectors,
  type Way,
} from "../../data/sentences/vectors";
import { loadWords } from "../../data/sentences/words";
import { createModel, withHelper, type Autoencoder, type Dataset } from "../../engine/client";
import { fitOptions } from "../../kinds";
import { valuesOf } from "../../kinds/opened";
import { textKinds } from "../../kinds/text";
import { excess } from "../../kinds/work";
import { TrainingDesk } from "../../training/desk.svelte";
import type { Values } from "../../training/fields";
import { principalPlane } from "../../training/principal-plane";
import type { Data, Session } from "../../training/session.svelte";
import { rowsOf } from "../../lib/rows";
import { latest } from "../../lib/latest";
import { keepOwn, recallOwn } from "../../lib/own";
import { project } from "../../lib/plane";
import { PlainError, rethrow } from "../../words/trouble";
import { words } from "../../words/words.svelte";
import { Asking } from "./asking.svelte";
import { Duplicates } from "./duplicates.svelte";
import { Ends } from "./ends.svelte";
import { byWay, experimentOf, formatExperiment, hasMeaning, type Experiment } from "./experiment";
import { chanceOf, countFigures, scaled, type Figures } from "./figures";
import { Groups } from "./groups.svelte";

interface Material {
  sentences: Sentences;
  vectors: Vectors;
  /** All lines as the network sees them, those to learn from, and those held out. */
  all: Dataset;
  train: Dataset;
  heldOut: Dataset;
}

/** Somebody's lines, and of a network that only judges them what made numbers of the lines that it learnt from. */
interface OwnKept {
  sentences: Sentences;
  encoder: unknown;
}

/** The codes of all lines; before the network has learnt, the vectors of their words' meaning themselves. */
export interface Codes {
  session: Session;
  isLearnt: boolean;
  width: number;
  values: Float32Array;
  /** Each of length 1. */
  units: Float32Array;
}

export const views = ["near", "groups", "duplicates"] as const;
export type View = (typeof views)[number];

/** Of somebody's own lines, so many words must be English for their meaning to be compared. */
const leastKnown = 0.6;

export class SentencesDesk extends TrainingDesk<Experiment, Material> {
  view = $state<View>("near");
  /** Of the file of word vectors, in bytes, while it comes. */
  loaded = $state.raw<{ loaded: number; of: number } | null>(null);
  words = $state.raw<WordVectors | null>(null);
  /** Somebody's own lines whose words are not English, for the most part: so they go by letters. */
  foreign = $state.raw<Sentences | null>(null);
  codes = $state.raw<Codes | null>(null);
  /** Where each line lies, x and y one after the other; and whether near stays near there. */
  map = $state.raw<{ places: Float32Array; isSettled: boolean } | null>(null);
  figures = $state.raw<Figures | null>(null);
  isCounting = $state(false);
  readonly asking = new Asking(this);
  readonly groups = new Groups(this);
  readonly duplicates = new Duplicates(this);
  readonly ends = new Ends(this);

  #own: Sentences | null = null;
  /** Of lines that a network judges which learnt from others: what made numbers of those. */
  #encoders = new WeakMap<Sentences, Encoder>();

  constructor(parameters: URLSearchParams) {
    super(experimentOf(parameters), {
      format: formatExperiment,
      write: writeAddress,
      isOwn: ({ data }) => data === "own",
      usual: (experiment) => ({ ...experiment, data: "en" }),
      options: ({ way, values }) => fitOptions(textKinds[way], values),
    });
  }

  get sentences(): Sentences | null {
    return this.material?.sentences ?? null;
  }

  get encoder(): Encoder | null {
    return this.material?.vectors.encoder ?? null;
  }

  get chance(): number | null {
    return this.hasTopics ? chanceOf(this.sentences!) : null;
  }

  get hasTopics(): boolean {
    return (this.sentences?.topicNames.length ?? 0) > 1;
  }

  // ------------------------------------------------------------ settings

  choose(data: Language | "own"): void {
    const { experiment } = this;
    const way = hasMeaning(data) ? (hasMeaning(experiment.data) ? experiment.way : "meaning") : "letters";
    void this.change({ ...byWay(experiment, way), data });
  }

  chooseWay(way: Way): void {
    void this.change(byWay(this.experiment, way));
  }

  /** Somebody's own lines take the place of those before, which undo brings back. */
  async takeOwn(sentences: Sentences, judged: boolean): Promise<void> {
    const file = judged ? await this.save() : null;
    const encoder = judged ? this.encoder : null;
    this.#own = sentences;
    if (encoder) this.#encoders.set(sentences, encoder);
    const kept: OwnKept = { sentences, encoder: encoder && encoder.toJSON() };
    const size = sentences.lines.reduce((sum, line) => sum + 2 * line.length, 0);
    this.ownIsKept = await keepOwn("sentences", kept, size);
    const { experiment } = this;
    if (file) {
      const values = valuesOf(this.session!.model.config, experiment.values);
      const wanted: Experiment = { ...experiment, data: "own", values };
      writeAddress(formatExperiment(wanted), true);
      return this.take(wanted, await this.prepare(wanted), file);
    }
    const isEnglish = await this.#isEnglish(sentences).catch(() => null);
    // Where the word vectors cannot be had, letters do, and nothing is said of the words.
    const way = isEnglish ? "meaning" : "letters";
    if (isEnglish === false) this.foreign = sentences;
    const wanted: Experiment = { ...byWay(experiment, way), data: "own" };
    writeAddress(formatExperiment(wanted), true);
    await this.renew(wanted);
  }

  /** Whether most of its words are among those that the page knows the meaning of. */
  async #isEnglish({ lines }: Sentences): Promise<boolean> {
    const vectors = await this.#loadWords();
    let [all, known] = [0, 0];
    for (const line of lines.slice(0, 500)) {
      const found = vectors.known(line);
      all += found.words;
      known += found.known;
    }
    return known >= leastKnown * all;
  }

  async #loadWords(): Promise<WordVectors> {
    try {
      return (this.words = await loadWords((loaded, of) => (this.loaded = { loaded, of })));
    } catch (cause) {
      return rethrow(cause, words().trouble.data);
    } finally {
      this.loaded = null;
    }
  }

  protected async hasOwn(): Promise<boolean> {
    if (this.#own) return true;
    const kept = await recallOwn<OwnKept>("sentences");
    if (!kept) return false;
    [this.#own, this.ownIsKept] = [kept.sentences, true];
    if (kept.encoder) this.#encoders.set(kept.sentences, await this.#encoderOf(kept.encoder));
    return true;
  }

  // ------------------------------------------------------------ the network as a file

  /** Whether it learnt from other lines than these. */
  get isElsewhere(): boolean {
    return this.session?.origin.text !== undefined;
  }

  /** With what makes numbers of lines. */
  async save(): Promise<Uint8Array<ArrayBuffer>> {
    return attachMetadata(await this.session!.model.save(), { text: JSON.stringify(this.encoder) });
  }

  /** What was saved with a network. */
  async #encoderOf(saved: unknown): Promise<Encoder> {
    const { format } = Object(saved) as { format?: string };
    return format === "hourglass-words"
      ? (await this.#loadWords()).fromJSON(saved)
      : TextVectorizer.fromJSON(saved);
  }

  /** A network from a file: it places the lines that are open; English ones where it compares meanings. */
  async openModel(file: Blob, name: string): Promise<void> {
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const model = await this.runtime!.open(bytes);
      const { features: wide, config } = model;
      await model.dispose();
      const said = attachedMetadata(bytes).text;
      const encoder = said ? await this.#encoderOf(JSON.parse(said)) : null;
      if (encoder?.features !== wide) throw new PlainError(words().sentences.open.other(name, wide));
      const way: Way = encoder instanceof TextVectorizer ? "letters" : "meaning";
      const { experiment } = this;
      const data = way === "meaning" && !hasMeaning(experiment.data) ? "en" : experiment.data;
      const values = valuesOf(config, byWay(experiment, way).values);
      const wanted: Experiment = { data, way, values };
      this.#encoders.set(data === experiment.data ? this.sentences! : await loadSentences(data as Language), encoder); // prettier-ignore
      writeAddress(formatExperiment(wanted), false);
      await this.take(wanted, await this.prepare(wanted), bytes);
    } catch (error) {
      this.report(error);
    }
  }

  // ------------------------------------------------------------ looking

  show(view: View): void {
    this.view = view;
    if (view === "groups") void this.groups.look();
    if (view === "duplicates") void this.duplicates.look();
  }

  /** Whether there is something to see: of letters the vectors alone say little, and take long. */
  get isUseful(): boolean {
    const { session, experiment } = this;
    return session !== null && (!session.untrained || experiment.way === "meaning");
  }

  /** What stands for these vectors of lines, as `codes` do for all of them. */
  encode(vectors: Float32Array): Promise<Float32Array> {
    if (!this.codes!.isLearnt) return Promise.resolve(vectors);
    return this.session!.model.encode(scaled(vectors, this.encoder!.features));
  }

  /** The codes of all lines, by the network as it is now. */
  readonly look = latest(() =>
    this.rested(async (session, material, isShown) => {
      const { model } = session;
      const isLearnt = !session.untrained || material.vectors.way === "letters";
      const values = isLearnt ? await model.encode(material.all) : material.vectors.all;
      const width = isLearnt ? model.latentSize : model.features;
      const plane = await principalPlane(this.runtime!, values, width);
      if (!isShown()) return;
      this.codes = { session, isLearnt, width, values, units: unitRows(values, width) };
      if (session.training || !this.map) this.map = { places: project(values, plane), isSettled: false };
      await this.asking.answer();
      if (session.training) return;
      void this.#settle(project(values, plane));
      this.groups.changed();
      if (!session.untrained) void this.ends.explain();
      if (!session.untrained && this.hasTopics) void this.count();
    }),
  );

  /** Takes a second: a map on which near stays near. */
  async #settle(start: Float32Array): Promise<void> {
    const { codes } = this;
    if (!codes) return;
    try {
      const places = await arranged("map", { rows: codes.units, width: codes.width, start });
      if (codes === this.codes) this.map = { places, isSettled: true };
    } catch (error) {
      if (codes === this.codes) this.report(error);
    }
  }

  /** What the figures are of. */
  get #counted(): string {
    return `${formatExperiment(this.experiment)} ${this.sentences?.lines.length}`;
  }

  #figuresOf = "";

  /** In the background, by networks of their own with these settings. */
  readonly count = latest(async () => {
    const counted = this.#counted;
    const { sentences, experiment, words: vectors } = this;
    if (!sentences || counted === this.#figuresOf) return;
    const isShown = () => counted === this.#counted && sentences === this.sentences;
    [this.#figuresOf, this.figures, this.isCounting] = [counted, null, true];
    try {
      await withHelper((helper) =>
        countFigures(helper, sentences, experiment, vectors, (figures) => {
          if (isShown()) this.figures = figures;
        }),
      );
    } catch (error) {
      if (isShown()) this.report(error);
    } finally {
      this.isCounting = false;
    }
  });

  // ------------------------------------------------------------ within

  protected override needsNew(wanted: Experiment, before: Experiment): boolean {
    return wanted.data !== before.data || wanted.way !== before.way || super.needsNew(wanted, before);
  }

  protected async prepare({ data, way, values }: Experiment): Promise<Material> {
    const before = this.material;
    const sentences =
      data === "own"
        ? this.#own!
        : before?.sentences.id === data
          ? before.sentences
          : await loadSentences(data).catch((cause: unknown) => rethrow(cause, words().trouble.data));
    const encoder = this.#encoders.get(sentences);
    const isSame =
      before?.sentences === sentences &&
      before.vectors.way === way &&
      values.seed === this.experiment.values.seed;
    if (isSame && (!encoder || before.vectors.encoder === encoder)) return before;
    const vectors = await vectorsOf(
      sentences,
      { seed: Number(values.seed), fold: 0 },
      encoder ? () => encoder : fitOf(way === "meaning" ? await this.#loadWords() : null),
    );
    const { features } = vectors.encoder;
    const keep = (rows: Float32Array) => this.runtime!.dataset(scaled(rows, features), { features });
    return {
      sentences,
      vectors,
      all: await keep(vectors.all),
      train: await keep(rowsOf(vectors.all, vectors.train, features)),
      heldOut: await keep(rowsOf(vectors.all, vectors.heldOut, features)),
    };
  }

  protected create({ way, values }: Experiment, { vectors }: Material): Promise<Autoencoder> {
    const { id, overrides } = textKinds[way];
    return createModel(this.runtime!, id, overrides(values, { shape: [1, 1, vectors.encoder.features] }));
  }

  protected appeared(before: Material | null): void {
    const material = this.material!;
    if (material.sentences.id === "own") this.#own = material.sentences;
    this.codes = this.map = null;
    if (this.#figuresOf !== this.#counted) this.figures = null;
    this.asking.appeared(material !== before ? (material.sentences.lines[material.vectors.heldOut[0]!] ?? "") : null); // prettier-ignore
    this.groups.appeared();
    this.ends.appeared();
    if (material !== before) this.duplicates.appeared();
    void this.look();
  }

  protected dataOf(material: Material): Data {
    return material;
  }

  protected excess(values: Values): number {
    return excess(values, { shape: [1, 1, this.encoder?.features ?? 0] });
  }

  protected async release({ all, train, heldOut }: Material): Promise<void> {
    for (const dataset of [all, train, heldOut]) await dataset.dispose();
  }
}
