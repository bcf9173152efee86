// Everything that the images desk shows. Views get it as properties and change it through the methods.

import { formatExperiment, writeAddress, type Experiment, type ViewId } from "../../app/address";
import { imageSources } from "../../data";
import {
  featuresOf,
  heldOutSample,
  trainCount,
  type DatasetId,
  type ImageSet,
  type Sample,
} from "../../data/dataset";
import {
  createModel,
  startEngine,
  type Autoencoder,
  type KindId,
  type Runtime,
  type Weights,
} from "../../engine/client";
import { fitOptions, kindOf } from "../../kinds";
import { corruptionOf } from "../../kinds/denoising";
import { excess } from "../../kinds/work";
import { needsNewNetwork, type FieldKey, type Value } from "../../lab/fields";
import { Session, type Data } from "../../lab/session.svelte";
import { latest } from "../../lib/latest";
import { mse } from "../../lib/measure";
import { unitStatistics } from "../../lib/units";
import type { Passage } from "../../views/network";
import { inWords, PlainError } from "../../words/trouble";
import { words } from "../../words/words.svelte";
import { Looks } from "./looks";
import { pass } from "./passage";
import { principalError } from "./principal";
import { NoisyPictures, type Pictures, type Subject } from "./subject";

/** A network that another has replaced, for undo. */
interface Past {
  experiment: Experiment;
  session: Session;
}

const mostPast = 4;
const weightsEvery = 400; // milliseconds, while it trains

export class ImagesDesk {
  phase = $state<"loading" | "failed" | "ready">("loading");
  loaded = $state(0);
  trouble = $state<string | null>(null);
  runtime = $state.raw<Runtime | null>(null);
  set = $state.raw<ImageSet | null>(null);
  experiment = $state.raw<Experiment>({} as Experiment);
  session = $state.raw<Session | null>(null);
  past = $state.raw<Past[]>([]);

  /** The picture offered to the pad. */
  sample = $state.raw<Sample | null>(null);
  /** The noise shown, where it is not what is trained with. */
  tryNoise = $state<number | null>(null);
  /** A latent vector that is held instead of the input's own. */
  held = $state.raw<Float32Array | null>(null);
  passage = $state.raw<Passage | null>(null);
  weights = $state.raw<Weights[]>([]);
  fingerprint = $state("");
  principal = $state<number>();
  /** What could not be, by the setting that asked for it. */
  wrong = $state.raw<Partial<Record<FieldKey, string>>>({});
  /** Units that no held-out picture activates, of a sparse model; and how many one activates on average. */
  silent = $state.raw<number[]>();
  active = $state<number>();

  readonly looks: Looks = new Looks({
    subject: () => this.subject(),
    open: () => this.#openLook,
  });

  #data: (Data & { trainPart: Data["train"] }) | null = null;
  #clean: Pictures | null = null;
  #noisy = new NoisyPictures();
  #ink: Float32Array | null = null;
  #blank = new Float32Array();
  #noiseSeed = 1;
  #drawSeed: number | null = null;
  #samples = 0;
  /** Each with a number of its own. */
  #sessions = new Map<Session, number>();
  #made = 0;
  #weightsOf: { session: Session; steps: number; training: boolean; time: number } | null = null;
  #restedAt = "";
  #principals = new Map<string, Promise<number>>();

  constructor(experiment: Experiment) {
    this.experiment = experiment;
  }

  get kind(): KindId {
    return this.experiment.kind;
  }

  get view(): ViewId {
    return this.experiment.view;
  }

  /** The level of the noise shown. */
  get noise(): number {
    return this.tryNoise ?? Number(this.experiment.values.noise);
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
      const [set, runtime] = await Promise.all([
        this.#load(this.experiment.data),
        this.runtime ?? startEngine().catch((cause: unknown) => told(cause, trouble.engine)),
      ]);
      this.runtime = runtime;
      await this.#use(set);
      this.session = await this.#make(this.experiment);
      this.phase = "ready";
      this.takeSample();
      await this.looks.pins.restore(runtime);
      void this.looks.again();
    } catch (error) {
      this.phase = "failed";
      this.trouble = inWords(error, words());
    }
  }

  // ------------------------------------------------------------ training

  train(): void {
    void this.session?.train(this.options, Number(this.experiment.values.epochs));
  }

  pause(): void {
    void this.session?.pause();
  }

  step(): void {
    void this.session?.step(this.options);
  }

  epoch(): void {
    void this.session?.epoch(this.options);
  }

  reset(): Promise<void> {
    return this.#renew(this.experiment, true);
  }

  // ------------------------------------------------------------ settings

  /** Another experiment: by a click, or by an address that was opened. */
  async change(wanted: Experiment, push = true, by?: FieldKey): Promise<void> {
    const before = this.experiment;
    this.wrong = {};
    if (formatExperiment(wanted) === formatExperiment(before)) return;
    writeAddress(formatExperiment(wanted), push);
    const isOther =
      wanted.kind !== before.kind ||
      wanted.data !== before.data ||
      needsNewNetwork(wanted.values, before.values);
    if (isOther) return this.#renew(wanted, false, by);
    this.experiment = wanted;
    if (wanted.view !== before.view) void this.looks.again();
    await this.#tune(before);
  }

  choose(kind: KindId): void {
    if (kind === this.kind) return;
    this.tryNoise = null;
    void this.change({ ...this.experiment, kind, values: { ...kindOf(kind).defaults } });
  }

  chooseData(data: DatasetId): void {
    void this.change({ ...this.experiment, data });
  }

  chooseView(view: ViewId): void {
    void this.change({ ...this.experiment, view }, false);
  }

  setValue(key: FieldKey, value: Value): void {
    const values = { ...this.experiment.values, [key]: value };
    const times = excess(values, imageSources[this.experiment.data]);
    // What a link has set too large may become smaller little by little.
    if (times > 1 && times > excess(this.experiment.values, imageSources[this.experiment.data])) {
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
    if (before.experiment.data !== this.experiment.data)
      await this.#use(await this.#load(before.experiment.data));
    this.#show({ ...before.experiment, view: this.view }, before.session);
    writeAddress(formatExperiment(this.experiment), false);
    if (session) await this.#dispose(session);
    await this.#look();
  }

  // ------------------------------------------------------------ pictures

  /** The picture on the pad, clean. */
  get input(): Float32Array {
    return this.#ink ?? this.#blank;
  }

  draw(ink: Float32Array | null): void {
    this.#ink = ink;
    this.letGo();
  }

  takeSample(sample?: Sample): void {
    const { set } = this;
    if (!set) return;
    // A copy: taking the same picture again is an event, too.
    this.sample = sample ? { ...sample } : heldOutSample(set, this.#samples++ % set.heldOutLabels.length);
  }

  setTryNoise(level: number): void {
    this.tryNoise = level;
    void this.#look();
  }

  newNoise(): void {
    this.#noiseSeed++;
    void this.#look();
  }

  /** Another draw from a variational model's code. */
  anotherDraw(): void {
    this.#drawSeed = (this.#drawSeed ?? 0) + 1;
    this.looks.between.place = null;
    this.held = null;
    void this.#look();
  }

  /** `onLine` where it is a place between two pictures. */
  hold(latent: Float32Array, onLine = false): void {
    if (!onLine) this.looks.between.place = null;
    this.held = latent;
    void this.#look();
  }

  letGo(): void {
    this.looks.between.place = null;
    this.held = null;
    this.#drawSeed = null;
    void this.#look();
  }

  // ------------------------------------------------------------ files and pinned runs

  async save(): Promise<Uint8Array<ArrayBuffer> | undefined> {
    return this.session?.model.save().catch((error: unknown) => this.#report(error));
  }

  async openFile(file: Blob): Promise<void> {
    const { runtime, set } = this;
    if (!runtime || !set) return;
    try {
      const model = await runtime.open(file);
      if (model.features !== featuresOf(set)) {
        await model.dispose();
        throw new PlainError(`${words().trouble.other} ${model.features}`);
      }
      this.#keepPast();
      this.#show(this.experiment, this.#sessionOf(model));
      await this.#look();
    } catch (error) {
      this.#report(error);
    }
  }

  async pin(): Promise<void> {
    try {
      const subject = await this.subject();
      if (!subject) return;
      await this.looks.heldOut.measure(subject);
      await this.looks.pins.pin(subject, this.experiment, this.looks.heldOut.measured);
      await this.looks.again();
    } catch (error) {
      this.#report(error);
    }
  }

  async unpin(id: string): Promise<void> {
    await this.looks.pins.unpin(id);
    if (this.looks.pins.runs.length === 0 && this.view === "compare") this.chooseView("held-out");
    await this.looks.again();
  }

  /** Other latent sizes, for the plot of the view Compression. */
  async trainSizes(): Promise<void> {
    const subject = await this.subject();
    if (!subject) return;
    await this.looks.compression.trainSizes(subject).catch((error: unknown) => this.#report(error));
  }

  // ------------------------------------------------------------ within

  /** What the views look at. */
  async subject(): Promise<Subject | null> {
    const { runtime, session, set } = this;
    const clean = this.#clean;
    const data = this.#data;
    if (!runtime || !session || !set || !clean || !data) return null;
    const { model } = session;
    const isNoisy = this.kind === "denoising" && this.noise > 0;
    const corruption = corruptionOf(this.experiment.values, this.noise);
    const seen = isNoisy
      ? await this.#noisy.of({ runtime, model, set }, clean, corruption, this.#noiseSeed)
      : clean;
    const noise = isNoisy ? JSON.stringify([corruption, this.#noiseSeed]) : "";
    if (session !== this.session || set !== this.set) return null;
    return {
      key: [this.#sessions.get(session), session.steps, session.training, set.id, noise].join(),
      runtime,
      session,
      model,
      kind: this.kind,
      values: this.experiment.values,
      set,
      clean,
      seen,
      trainSet: data.train,
      trainPart: data.trainPart,
      input: this.input,
      corrupt: (pixels) => this.#corrupted(model, pixels),
      isShown: () => session === this.session,
      report: (error) => {
        if (session === this.session) this.#report(error);
      },
    };
  }

  get #openLook() {
    const { heldOut, map, newOnes, between, features, compression, pins } = this.looks;
    return {
      "held-out": heldOut,
      "latent-map": map,
      new: newOnes,
      between,
      features,
      compression,
      compare: pins,
    }[this.view];
  }

  async #load(id: DatasetId): Promise<ImageSet> {
    if (this.set?.id === id) return this.set;
    const { trouble } = words();
    return imageSources[id]
      .load((share) => (this.loaded = share))
      .catch((cause: unknown) => told(cause, trouble.data));
  }

  /** The pictures cross to the worker once. */
  async #use(set: ImageSet): Promise<void> {
    if (this.set === set) return;
    const runtime = this.runtime!;
    const { shape } = set;
    const [train, heldOut] = await Promise.all([
      runtime.dataset(set.train, { shape }),
      runtime.dataset(set.heldOut, { shape }),
    ]);
    const trainPart = await train.rows(0, Math.min(1000, train.size));
    this.#data = { train, heldOut, trainPart };
    const pixels = new Float32Array(set.heldOut);
    for (let i = 0; i < pixels.length; i++) pixels[i]! /= 255;
    this.#clean = { pixels, dataset: heldOut };
    this.#blank = new Float32Array(featuresOf(set));
    this.set = set;
    this.#principals.clear();
  }

  async #make({ kind, values }: Experiment): Promise<Session> {
    const { shape } = this.set!;
    return this.#sessionOf(await createModel(this.runtime!, kind, kindOf(kind).overrides(values, { shape })));
  }

  #sessionOf(model: Autoencoder): Session {
    const clean = this.#clean!;
    const { config } = model;
    const isSquared = config.loss === "mse" && !config.sparsity && !config.variational;
    const session: Session = new Session(model, this.#data!, Number(this.experiment.values.epochs), {
      onprogress: () => {
        if (session !== this.session) return;
        this.fingerprint = ""; // that of the weights before
        void this.#look();
      },
      onerror: (error) => this.#report(error),
      measure: async (heldOutLoss) =>
        isSquared ? heldOutLoss : mse(await model.reconstruct(clean.dataset), clean.pixels),
    });
    this.#sessions.set(session, this.#made++);
    return session;
  }

  async #dispose(session: Session): Promise<void> {
    this.#sessions.delete(session);
    await session.dispose();
  }

  #show(experiment: Experiment, session: Session): void {
    this.experiment = experiment;
    this.session = session;
    this.held = null;
    this.looks.between.place = null;
    this.#drawSeed = null;
    this.passage = null;
    this.weights = [];
    this.fingerprint = "";
    this.silent = this.active = undefined;
    this.looks.heldOut.forget();
    this.#restedAt = "";
    this.trouble = null;
    void this.#findPrincipal();
  }

  /** A network that has learnt anything can come back. */
  #keepPast(): void {
    const { session, experiment } = this;
    if (!session) return;
    void session.pause();
    if (session.steps === 0) return void this.#dispose(session);
    const all = [...this.past, { experiment, session }];
    this.past = all.slice(-mostPast);
    for (const gone of all.slice(0, -mostPast)) void this.#dispose(gone.session);
  }

  async #renew(wanted: Experiment, isReset: boolean, by?: FieldKey): Promise<void> {
    try {
      if (wanted.data !== this.experiment.data || !this.set) {
        await this.#use(await this.#load(wanted.data));
        this.experiment = wanted;
        this.takeSample();
      }
      const before = this.experiment;
      this.experiment = wanted;
      const session = await this.#make(wanted).catch((error: unknown) => {
        this.experiment = before;
        throw error;
      });
      if (!isReset) this.experiment = before;
      this.#keepPast();
      this.#show(wanted, session);
    } catch (error) {
      writeAddress(formatExperiment(this.experiment), false);
      if (by && (error as { code?: string }).code === "invalid_config")
        this.wrong = { [by]: inWords(error, words()) };
      else this.#report(error);
    }
    await this.#look();
  }

  /** Settings that need no new network: at once, or with the run that comes. */
  async #tune(before: Experiment): Promise<void> {
    const { session, kind, experiment } = this;
    if (!session) return;
    const changed = (...keys: FieldKey[]) =>
      keys.some((key) => experiment.values[key] !== before.values[key]);
    try {
      if (changed("lr")) await session.model.setLearningRate(Number(experiment.values.lr));
      if (changed("noise", "corrupt") && kind === "denoising") {
        this.tryNoise = null;
        await session.model.setCorruption(corruptionOf(experiment.values));
      }
      if (changed("epochs")) session.goal = Math.max(Number(experiment.values.epochs), session.epochs);
      if (changed("batch", "schedule", "stop", "epochs")) {
        const wasTraining = session.training;
        await session.end();
        if (wasTraining) this.train();
      }
    } catch (error) {
      this.#report(error);
    }
    await this.#look();
  }

  /** Sends the input through the network as it is now; and, less often, what is beside it. */
  #look = latest(async () => {
    const { session } = this;
    if (!session || !this.set) return;
    try {
      await this.#lookAtInput(session);
      void this.looks.look();
      if (session === this.session) await this.#lookAtWeights(session);
      void this.#lookAtAll();
    } catch (error) {
      if (session === this.session) this.#report(error);
    }
  });

  async #lookAtInput(session: Session): Promise<void> {
    const { model } = session;
    const { kind, held, input: clean } = this;
    const seen = await this.#corrupted(model, clean);
    const passage = await pass(model, { kind, clean, seen, held, drawSeed: this.#drawSeed });
    if (session === this.session) this.passage = passage;
  }

  async #corrupted(model: Autoencoder, clean: Float32Array): Promise<Float32Array> {
    if (this.kind !== "denoising" || this.noise === 0) return clean;
    return model.corrupt(clean, corruptionOf(this.experiment.values, this.noise), this.#noiseSeed);
  }

  async #lookAtWeights(session: Session): Promise<void> {
    const last = this.#weightsOf;
    const { steps, training } = session;
    const time = performance.now();
    // The end of a run may bring back other weights at the same step.
    const isSame = last?.session === session && last.steps === steps && last.training === training;
    const isEarly = last?.session === session && training && time - last.time < weightsEvery;
    if (!((isSame || isEarly) && this.weights.length > 0)) {
      this.#weightsOf = { session, steps, training, time };
      this.weights = await session.model.weights();
    }
    if (training || this.fingerprint !== "") return;
    const fingerprint = await session.model.fingerprint();
    if (!session.training && session.steps === steps) this.fingerprint = fingerprint;
  }

  /** Over all held-out pictures, where it is at rest; the input is answered meanwhile. */
  #lookAtAll = latest(async () => {
    const subject = await this.subject();
    if (!subject) return;
    try {
      await this.looks.heldOut.measure(subject);
      await this.#countActive(subject);
    } catch (error) {
      subject.report(error);
    }
  });

  async #countActive(subject: Subject): Promise<void> {
    const { session } = subject;
    if (this.kind !== "sparse" || session.training || this.#restedAt === subject.key) return;
    this.#restedAt = subject.key;
    const { share } = unitStatistics(
      await session.model.encode(subject.clean.dataset),
      session.model.latentSize,
    );
    if (session !== this.session) return;
    this.active = share.reduce((sum, value) => sum + value, 0);
    this.silent = [...share.keys()].filter((unit) => share[unit] === 0);
  }

  /** What PCA of equal width reaches, once for each width; where the loss is a squared error and nothing else. */
  async #findPrincipal(): Promise<void> {
    const { set, kind } = this;
    const { values } = this.experiment;
    this.principal = undefined;
    const components = Number(values.latent);
    if (
      !set ||
      values.loss !== "mse" ||
      kind === "variational" ||
      kind === "sparse" ||
      components >= featuresOf(set)
    )
      return;
    const corruption = kind === "denoising" ? corruptionOf(values) : null;
    const key = JSON.stringify([components, corruption]);
    if (!this.#principals.has(key)) this.#principals.set(key, principalError(set, components, corruption));
    const found = await this.#principals.get(key)!.catch((error: unknown) => void this.#report(error));
    const isSame = values === this.experiment.values && set === this.set;
    if (isSame && found !== undefined) this.principal = found;
  }

  /** For when a run is over: it would hold up its first seconds, and what is measured at its end comes first. */
  async findPrincipal(): Promise<void> {
    await this.#lookAtAll();
    await this.#findPrincipal();
  }

  #report(error: unknown): undefined {
    this.trouble = inWords(error, words());
    return undefined;
  }
}

function told(cause: unknown, message: string): never {
  if ((cause as { code?: string }).code === "unsupported") throw cause;
  throw new PlainError(message, { cause });
}
