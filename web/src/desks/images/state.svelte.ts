// The images desk: its network, its settings, what was before. What the row shows of it is the row's.

import { attachMetadata, attachedMetadata } from "hourglass-autoencoder/data";
import { formatExperiment, writeAddress, type Experiment, type ViewId } from "../../app/address";
import { imageSources } from "../../data";
import { takeHanded } from "../../data/handed";
import {
  featuresOf,
  heldOutSample,
  trainCount,
  type DatasetId,
  type ImageSet,
  type Sample,
} from "../../data/dataset";
import { createModel, startEngine, type Autoencoder, type KindId, type Runtime } from "../../engine/client";
import { fitOptions, kindOf } from "../../kinds";
import { corruptionOf } from "../../kinds/denoising";
import { excess } from "../../kinds/work";
import { sayingWhatEnded, tune } from "../../lab/desk.svelte";
import { needsNewNetwork, type FieldKey, type Value } from "../../lab/fields";
import type { Kept } from "../../lab/kept.svelte";
import { Session } from "../../lab/session.svelte";
import { mse } from "../../lib/measure";
import { keepOwn, recallOwn } from "../../lib/own";
import type { Words } from "../../words/en";
import { inWords, told } from "../../words/trouble";
import { words } from "../../words/words.svelte";
import { Looks } from "./looks";
import { letGo, materialOf, type Material } from "./material";
import { PrincipalLine } from "./principal-line.svelte";
import { Row } from "./row.svelte";

/** A network that another has replaced, for undo. */
interface Past {
  experiment: Experiment;
  material: Material;
  session: Session;
}

const mostPast = 4;
/** Few pictures make short epochs: below so many steps a network of them is still a blur. */
const [fewestSteps, fewBatch, mostEpochs] = [1000, 8, 200];

/** What can be done about what went wrong. */
interface Offer {
  label: string;
  act: () => void;
}

/** Side and channels of pictures that somebody has to bring. */
export interface WantedPictures {
  side: 28 | 32;
  colour: boolean;
}

export class ImagesDesk {
  phase = $state<"loading" | "failed" | "ready">("loading");
  loaded = $state(0);
  trouble = $state<string | null>(null);
  offers = $state.raw<Offer[]>([]);
  /** Pictures that a model wants: the dialog for own ones opens for them. */
  wanted = $state.raw<WantedPictures | null>(null);
  /** Whether own pictures will be there after a reload. */
  ownIsKept = $state(false);
  runtime = $state.raw<Runtime | null>(null);
  material = $state.raw<Material | null>(null);
  experiment = $state.raw<Experiment>({} as Experiment);
  session = $state.raw<Session | null>(null);
  past = $state.raw<Past[]>([]);
  /** The picture offered to the pad. */
  sample = $state.raw<Sample | null>(null);
  /** What could not be, by the setting that asked for it. */
  wrong = $state.raw<Partial<Record<FieldKey, string>>>({});

  /** The pictures that somebody brought last. */
  #own: ImageSet | null = null;
  /** All that are in the worker. */
  #materials = new Set<Material>();
  /** To be told once the page is ready. */
  #note: string | null = null;

  readonly row: Row = new Row(this);
  readonly looks: Looks = new Looks({ subject: () => this.row.subject(), view: () => this.view });
  readonly principal = new PrincipalLine();
  #samples = 0;
  /** Until another network has come, what was asked for waits: it is meant for that one. */
  #changing: Promise<void> = Promise.resolve();

  constructor(experiment: Experiment) {
    this.#own = takeHanded();
    this.experiment = experiment;
  }

  get kind(): KindId {
    return this.experiment.kind;
  }

  get view(): ViewId {
    return this.experiment.view;
  }

  get set(): ImageSet | null {
    return this.material?.set ?? null;
  }

  get shape(): ImageSet["shape"] {
    const { data } = this.experiment;
    return this.set?.shape ?? imageSources[data === "own" ? "digits" : data].shape;
  }

  /** In the language in use. */
  classNames({ data }: Words): string[] {
    return this.experiment.data === "fashion" ? data.fashion : (this.set?.classNames ?? []);
  }

  get options() {
    return fitOptions(kindOf(this.kind), this.experiment.values);
  }

  get trainCount(): number {
    return this.set ? trainCount(this.set) : 0;
  }

  /** Loads what is not there yet, and makes the first network. */
  async open(): Promise<void> {
    this.phase = "loading";
    this.trouble = null;
    const { trouble } = words();
    try {
      if (this.#own) void this.#keepOwn(this.#own);
      this.experiment = this.#withData(await this.#recalled(this.experiment));
      const [set, runtime] = await Promise.all([
        this.#load(this.experiment.data),
        this.runtime ?? startEngine().catch((cause: unknown) => told(cause, trouble.engine)),
      ]);
      this.runtime = runtime;
      this.material = await this.#use(set);
      this.session = await this.#make(this.experiment, this.material);
      this.phase = "ready";
      this.takeSample();
      await this.looks.pins.restore(runtime);
      void this.looks.again();
      this.#tellNote();
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

  step(): void {
    void this.#changing.then(() => this.session?.step(this.options));
  }

  epoch(): void {
    void this.#changing.then(() => this.session?.epoch(this.options));
  }

  reset(): Promise<void> {
    return this.#renew(this.experiment);
  }

  // ------------------------------------------------------------ settings

  /** Another experiment: by a click, or by an address that was opened. */
  async change(to: Experiment, push = true, by?: FieldKey): Promise<void> {
    await this.#changing; // what is compared with is what comes
    const wanted = this.#withData(await this.#recalled(to));
    const before = this.experiment;
    this.wrong = {};
    if (formatExperiment(wanted) === formatExperiment(before)) return;
    writeAddress(formatExperiment(wanted), push);
    const isOther =
      wanted.kind !== before.kind ||
      wanted.data !== before.data ||
      needsNewNetwork(wanted.values, before.values);
    if (isOther) return (this.#changing = this.#renew(wanted, by));
    this.experiment = wanted;
    if (wanted.view !== before.view) void this.looks.again();
    await this.#tune(before);
  }

  /** By back or forward, or an address that was opened: a run that this ends is spoken of. */
  async visit(wanted: Experiment): Promise<void> {
    await sayingWhatEnded(this, () => this.change(wanted, false));
  }

  choose(kind: KindId): void {
    if (kind === this.kind) return;
    this.row.tryNoise = null;
    void this.change({ ...this.experiment, kind, values: { ...kindOf(kind).defaults } });
  }

  chooseData(data: DatasetId): void {
    void this.change({ ...this.experiment, data });
  }

  /** Somebody's own pictures take the place of those before, which undo brings back with their network. */
  async takeOwn(set: ImageSet): Promise<void> {
    this.#own = set;
    this.wrong = {};
    await this.#keepOwn(set);
    const wanted: Experiment = { ...this.experiment, data: "own", values: this.#valuesFor(set) };
    writeAddress(formatExperiment(wanted), true);
    await (this.#changing = this.#renew(wanted));
  }

  chooseView(view: ViewId): void {
    void this.change({ ...this.experiment, view }, false);
  }

  setValue(key: FieldKey, value: Value): void {
    const values = { ...this.experiment.values, [key]: value };
    const times = excess(values, this);
    // What a link has set too large may become smaller little by little.
    if (times > 1 && times > excess(this.experiment.values, this)) {
      this.wrong = { [key]: words().settings.tooSlow(Math.ceil(10 * times) / 10) };
      return;
    }
    void this.change({ ...this.experiment, values }, false, key);
  }

  get canUndo(): boolean {
    return this.past.length > 0;
  }

  /** The network before, with all that it had learnt. */
  async undo(): Promise<void> {
    const before = this.past.at(-1);
    const { session } = this;
    if (!before) return;
    this.past = this.past.slice(0, -1);
    await session?.pause();
    if (before.material.set.id === "own") this.#own = before.material.set;
    this.#show({ ...before, experiment: { ...before.experiment, view: this.view } });
    writeAddress(formatExperiment(this.experiment), false);
    await session?.dispose();
    await this.#release();
    await this.row.look();
  }

  // ------------------------------------------------------------ pictures, files, pinned runs

  takeSample(sample?: Sample): void {
    const { set } = this;
    if (!set) return;
    // A copy: taking the same picture again is an event, too.
    this.sample = sample ? { ...sample } : heldOutSample(set, this.#samples++ % set.heldOutLabels.length);
  }

  /** With which pictures it learnt from. */
  async save(): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const { data } = this.experiment;
    return this.session?.model
      .save()
      .then((file) => attachMetadata(file, { pictures: data }))
      .catch((error: unknown) => void this.report(error));
  }

  async openFile(file: Blob): Promise<void> {
    const { runtime, material, experiment } = this;
    if (!runtime || !material) return;
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const model = await runtime.open(bytes);
      const learntFrom = attachedMetadata(bytes).pictures;
      const isOther = (learntFrom === "digits" || learntFrom === "fashion") && learntFrom !== experiment.data;
      if (isOther || model.features !== featuresOf(material.set)) {
        this.#offer(model.config.input, isOther ? [learntFrom] : ["digits", "fashion"], file);
        return void (await model.dispose());
      }
      this.#keepPast(material);
      const session = this.#sessionOf(model, material, experiment, await model.steps()).opened(bytes);
      [this.trouble, this.offers] = [null, []];
      this.#show({ experiment, material, session });
      await this.row.look();
    } catch (error) {
      this.report(error);
    }
  }

  /** A model takes other pictures than these: which, and where they are to be had. */
  #offer(input: Autoencoder["config"]["input"], known: DatasetId[], file: Blob): void {
    const { trouble, data } = words();
    const features = [input].flat().reduce((product, size) => product * size, 1);
    const sets = known.filter((id) => {
      const [height, width, channels] = imageSources[id].shape;
      return id !== this.experiment.data && features === height * width * channels;
    });
    const offers: Offer[] = sets.map((id) => ({
      label: data.names[id],
      act: () => void this.change({ ...this.experiment, data: id }).then(() => this.openFile(file)),
    }));
    for (const side of [28, 32] as const)
      for (const channels of [1, 3]) {
        const colour = channels === 3;
        if (features === side * side * channels && sets.length === 0)
          offers.push({ label: data.own.heading, act: () => (this.wanted = { side, colour }) });
      }
    const shape = Array.isArray(input) ? input.join(" × ") : `${features}`;
    this.trouble = sets.length === 1 ? trouble.learntFrom(data.names[sets[0]!]) : trouble.other(shape);
    this.offers = offers;
  }

  async pin(): Promise<void> {
    const { heldOut, pins } = this.looks;
    const { experiment } = this; // another may be opened meanwhile
    try {
      const subject = await this.row.subject();
      if (!subject) return;
      await heldOut.measure(subject);
      await pins.pin(subject, experiment, heldOut.measured);
      await this.looks.again();
    } catch (error) {
      this.report(error);
    }
  }

  async unpin(id: string): Promise<void> {
    await this.looks.pins.unpin(id);
    if (this.looks.pins.runs.length === 0 && this.view === "compare") this.chooseView("held-out");
    await this.looks.again();
  }

  /** Other latent sizes, for the plot of the view Compression. */
  async trainSizes(): Promise<void> {
    const subject = await this.row.subject();
    await (subject && this.looks.compression.trainSizes(subject).catch(subject.report));
  }

  /** For when a run is over: PCA would hold up its first seconds, and what is measured at its end comes first. */
  async findPrincipal(): Promise<void> {
    await this.row.lookAtAll();
    await this.#findPrincipal();
  }

  // ------------------------------------------------------------ what is kept

  /** What `keep` gives is as new as this says. */
  get keepState(): string {
    return `${formatExperiment(this.experiment)} ${this.session?.steps ?? 0} ${this.session?.status ?? ""}`;
  }

  /** What can be gone on with: nothing of own pictures that could not be kept. */
  async keep(): Promise<Pick<Kept, "address" | "run"> | null> {
    const { session, experiment } = this;
    if (!session || (experiment.data === "own" && !this.ownIsKept)) return null;
    const run = await session.keep();
    return session === this.session ? { address: formatExperiment(experiment), run } : null;
  }

  async goOn({ run }: Kept, wanted: Experiment): Promise<void> {
    await this.change(wanted, false);
    await this.#changing;
    const { runtime, material, experiment } = this;
    if (!runtime || !material || !run) return;
    try {
      const session = this.#sessionOf(await runtime.open(run.file), material, experiment);
      session.restore(run);
      this.#keepPast(material);
      this.#show({ experiment, material, session });
      if (run.status === "training") this.train();
      await this.row.look();
    } catch (error) {
      this.report(error);
    }
  }

  // ------------------------------------------------------------ within

  /** Brings own pictures back that an address speaks of, if they are kept. */
  async #recalled(experiment: Experiment): Promise<Experiment> {
    if (experiment.data !== "own" || this.#own) return experiment;
    this.#own = await recallOwn<ImageSet>("images");
    this.ownIsKept = this.#own !== null;
    return experiment;
  }

  async #keepOwn(set: ImageSet): Promise<void> {
    this.ownIsKept = await keepOwn("images", set, set.train.length + set.heldOut.length);
  }

  /** So that a network of few pictures makes as many steps as it needs. */
  #valuesFor(set: ImageSet): Experiment["values"] {
    const { values } = this.experiment;
    const count = trainCount(set);
    if (Number(values.epochs) * Math.ceil(count / Number(values.batch)) >= fewestSteps) return values;
    const batch = Math.min(Number(values.batch), fewBatch);
    return {
      ...values,
      batch,
      epochs: Math.min(mostEpochs, Math.ceil(fewestSteps / Math.ceil(count / batch))),
    };
  }

  /** A link tells of own pictures, and holds none. */
  #withData(wanted: Experiment): Experiment {
    if (wanted.data !== "own" || this.#own) return wanted;
    this.#note = words().data.own.notInLink;
    return { ...wanted, data: "digits" };
  }

  #tellNote(): void {
    this.trouble = this.#note;
    this.#note = null;
  }

  async #load(id: Experiment["data"]): Promise<ImageSet> {
    if (id === "own") return this.#own!;
    if (this.set?.id === id) return this.set;
    const { trouble } = words();
    return imageSources[id]
      .load((share) => (this.loaded = share))
      .catch((cause: unknown) => told(cause, trouble.data));
  }

  async #use(set: ImageSet): Promise<Material> {
    const known = [...this.#materials].find((material) => material.set === set);
    const material = known ?? (await materialOf(this.runtime!, set));
    this.#materials.add(material);
    return material;
  }

  async #make(experiment: Experiment, material: Material): Promise<Session> {
    const { kind, values } = experiment;
    const model = await createModel(this.runtime!, kind, kindOf(kind).overrides(values, material.set));
    const session = this.#sessionOf(model, material, experiment);
    session.measureFresh().catch(() => undefined); // the model may be gone
    return session;
  }

  #sessionOf(model: Autoencoder, { train, heldOut }: Material, { values }: Experiment, steps = 0): Session {
    const { loss, sparsity, variational } = model.config;
    const isSquared = loss === "mse" && !sparsity && !variational;
    const data = { train, heldOut: heldOut.dataset };
    const hooks = {
      onprogress: () => {
        if (session !== this.session) return;
        this.row.fingerprint = ""; // that of the weights before
        void (session.training ? this.row.follow() : this.row.look());
      },
      onerror: (error: unknown) => this.report(error),
      measure: async (heldOutLoss: number) =>
        isSquared ? heldOutLoss : mse(await model.reconstruct(heldOut.dataset), heldOut.pixels),
    };
    const session: Session = new Session(model, data, Number(values.epochs), hooks, steps);
    return session;
  }

  #show({ experiment, material, session }: Past): void {
    const isOther = material !== this.material;
    [this.experiment, this.material, this.session] = [experiment, material, session];
    this.row.forget();
    this.#tellNote();
    if (isOther) this.takeSample();
    void this.#findPrincipal();
  }

  async #findPrincipal(): Promise<void> {
    const { set, experiment } = this;
    const isShown = () => experiment.values === this.experiment.values && set === this.set;
    if (set)
      await this.principal.find(set, experiment, isShown).catch((error: unknown) => this.report(error));
  }

  /** A network that has learnt anything can come back, and so can what own pictures took the place of, or theirs. */
  #keepPast(next: Material): void {
    const { session, experiment, material } = this;
    if (!session || !material) return;
    void session.pause();
    const isOwn = next !== material && [next, material].some(({ set }) => set.id === "own");
    if (session.untrained && !isOwn) return void session.dispose();
    const all = [...this.past, { experiment, material, session }];
    this.past = all.slice(-mostPast);
    for (const gone of all.slice(0, -mostPast)) void gone.session.dispose();
  }

  /** Pictures that no network needs any more. */
  async #release(): Promise<void> {
    for (const material of this.#materials) {
      if (material === this.material || this.past.some((past) => past.material === material)) continue;
      this.#materials.delete(material);
      await letGo(material);
    }
  }

  async #renew(wanted: Experiment, by?: FieldKey): Promise<void> {
    try {
      const material = await this.#use(await this.#load(wanted.data));
      const session = await this.#make(wanted, material);
      this.#keepPast(material);
      this.#show({ experiment: wanted, material, session });
    } catch (error) {
      writeAddress(formatExperiment(this.experiment), false);
      if (by && (error as { code?: string }).code === "invalid_config")
        this.wrong = { [by]: inWords(error, words()) };
      else this.report(error);
    }
    await this.#release();
    await this.row.look();
  }

  /** Settings that need no new network: at once, or with the run that comes. */
  async #tune(before: Experiment): Promise<void> {
    const { session, kind, experiment } = this;
    if (!session) return;
    const changed = (...keys: FieldKey[]) =>
      keys.some((key) => experiment.values[key] !== before.values[key]);
    try {
      if (changed("noise", "corrupt") && kind === "denoising") {
        this.row.tryNoise = null;
        await session.model.setCorruption(corruptionOf(experiment.values));
      }
      await tune(session, experiment.values, before.values, () => this.train());
    } catch (error) {
      this.report(error);
    }
    await this.row.look();
  }
}
