// Everything that the sentences desk shows.

import { wordsOf } from "hourglass/data";
import { writeAddress } from "../../app/address";
import { loadSentences, type Language, type Sentences } from "../../data/sentences/sentences";
import {
  features,
  nearest,
  rowsOf,
  unitRows,
  vectorsOf,
  type Neighbour,
  type Vectors,
} from "../../data/sentences/vectors";
import { createModel, startEngine, type Dataset, type Runtime } from "../../engine/client";
import { fitOptions } from "../../kinds";
import { textKind } from "../../kinds/text";
import { needsNewNetwork, type FieldKey, type Value } from "../../lab/fields";
import { principalPlane } from "../../lab/principal-plane";
import { Session } from "../../lab/session.svelte";
import { latest } from "../../lib/latest";
import { project, regionOf, type Plane, type Region } from "../../lib/plane";
import { between } from "../../lib/pictures";
import { unitStatistics } from "../../lib/units";
import { inWords, PlainError } from "../../words/trouble";
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

/** What another has replaced, for undo. */
interface Past {
  experiment: Experiment;
  material: Material;
  session: Session;
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
const [mostPast, restFactor, shownNeighbours, shownWords] = [4, 7, 5, 7];

export class SentencesDesk {
  phase = $state<"loading" | "failed" | "ready">("loading");
  trouble = $state<string | null>(null);
  runtime = $state.raw<Runtime | null>(null);
  experiment = $state.raw<Experiment>({} as Experiment);
  material = $state.raw<Material | null>(null);
  session = $state.raw<Session | null>(null);
  past = $state.raw<Past[]>([]);
  wrong = $state.raw<Partial<Record<FieldKey, string>>>({});

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
  #changing: Promise<void> = Promise.resolve();
  #next = 0;

  constructor(parameters: URLSearchParams) {
    this.experiment = experimentOf(parameters);
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

  get options() {
    return fitOptions(textKind, this.experiment.values);
  }

  async open(): Promise<void> {
    this.phase = "loading";
    this.trouble = null;
    try {
      this.runtime ??= await startEngine().catch((cause: unknown) => told(cause, words().trouble.engine));
      const material = await this.#prepare(this.experiment);
      this.#show({
        experiment: this.experiment,
        material,
        session: await this.#make(this.experiment, material),
      });
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
    if (wanted.data !== before.data || needsNewNetwork(wanted.values, before.values))
      return (this.#changing = this.#renew(wanted));
    this.experiment = wanted;
    await this.#tune(before);
  }

  choose(data: Language): void {
    void this.change({ ...this.experiment, data });
  }

  setValue(key: FieldKey, value: Value): void {
    void this.change({ ...this.experiment, values: { ...this.experiment.values, [key]: value } }, false);
  }

  /** Somebody's own lines take the place of those before, which undo brings back. */
  async takeOwn(sentences: Sentences): Promise<void> {
    this.#own = sentences;
    const wanted: Experiment = { ...this.experiment, data: "own" };
    writeAddress(formatExperiment(wanted), true);
    await (this.#changing = this.#renew(wanted));
  }

  async undo(): Promise<void> {
    const before = this.past.at(-1);
    const { session } = this;
    if (!before) return;
    this.past = this.past.slice(0, -1);
    await session?.pause();
    if (before.material.sentences.id === "own") this.#own = before.material.sentences;
    writeAddress(formatExperiment(before.experiment), false);
    this.#show(before);
    await session?.dispose();
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
    this.#next = 0;
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
  readonly look = latest(async () => {
    const { session, material, axes } = this;
    const begun = performance.now();
    if (!session || !material || (session.training && begun < this.#next)) return;
    const isShown = () => session === this.session && material === this.material;
    try {
      const { model } = session;
      const codes = await model.encode(material.all);
      const plane = await this.#planeOf(codes, model.latentSize, axes);
      if (!isShown()) return;
      const points = project(codes, plane);
      this.codes = codes;
      this.map = { points, plane, region: regionOf(points, this.map?.region ?? null) };
      await this.answer();
      if (!session.training && !session.untrained && this.hasTopics) void this.#measure(session, material);
    } catch (error) {
      if (isShown()) this.report(error);
    }
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    this.#next = performance.now() + restFactor * (performance.now() - begun);
  });

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

  async #prepare({ data, values }: Experiment): Promise<Material> {
    const before = this.material;
    const sentences =
      data === "own"
        ? this.#own!
        : before?.sentences.id === data
          ? before.sentences
          : await loadSentences(data).catch((cause: unknown) => told(cause, words().trouble.data));
    if (before?.sentences === sentences && values.seed === this.experiment.values.seed) return before;
    const vectors = await vectorsOf(sentences, Number(values.seed));
    const keep = (rows: Float32Array) => this.runtime!.dataset(scaled(rows), { features });
    return {
      sentences,
      vectors,
      all: await keep(vectors.all),
      train: await keep(rowsOf(vectors.all, vectors.train, features)),
      heldOut: await keep(rowsOf(vectors.all, vectors.heldOut, features)),
    };
  }

  async #make({ values }: Experiment, { train, heldOut }: Material): Promise<Session> {
    const shape: [number, number, number] = [1, 1, features];
    const model = await createModel(this.runtime!, "denoising", textKind.overrides(values, { shape }));
    const session: Session = new Session(model, { train, heldOut }, Number(values.epochs), {
      onprogress: () => {
        if (session === this.session) void this.look();
      },
      onerror: (error) => this.report(error),
      measure: async (heldOutLoss) => heldOutLoss,
    });
    return session;
  }

  #show({ experiment, material, session }: Past): void {
    const isSame = material === this.material;
    [this.experiment, this.material, this.session] = [experiment, material, session];
    this.trouble = null;
    this.codes = this.map = this.asked = this.meaning = null;
    this.shares = { network: null, plain: isSame ? this.shares.plain : null, singular: null };
    if (!isSame) {
      this.other = "";
      this.query = material.sentences.lines[material.vectors.heldOut[0]!] ?? "";
    }
    void this.look();
  }

  async #renew(wanted: Experiment): Promise<void> {
    const { session, experiment, material } = this;
    try {
      const next = await this.#prepare(wanted);
      const made = await this.#make(wanted, next);
      await session?.pause();
      if (session && material && (session.steps > 0 || next !== material)) {
        const all = [...this.past, { experiment, material, session }];
        this.past = all.slice(-mostPast);
        for (const gone of all.slice(0, -mostPast)) void gone.session.dispose();
      } else void session?.dispose();
      this.#show({ experiment: wanted, material: next, session: made });
    } catch (error) {
      this.experiment = experiment;
      writeAddress(formatExperiment(experiment), false);
      this.report(error);
    }
  }

  async #tune(before: Experiment): Promise<void> {
    const { session, experiment } = this;
    if (!session) return;
    const changed = (...keys: FieldKey[]) =>
      keys.some((key) => experiment.values[key] !== before.values[key]);
    try {
      if (changed("lr")) await session.model.setLearningRate(Number(experiment.values.lr));
      if (changed("epochs")) session.goal = Math.max(Number(experiment.values.epochs), session.epochs);
      if (changed("batch", "schedule", "stop", "epochs")) {
        const wasTraining = session.training;
        await session.end();
        if (wasTraining) this.train();
      }
    } catch (error) {
      this.report(error);
    }
  }
}

function told(cause: unknown, message: string): never {
  if ((cause as { code?: string }).code === "unsupported") throw cause;
  throw new PlainError(message, { cause });
}
