// Everything that the images desk shows. Views get it as properties and change it through the methods.

import { formatExperiment, writeAddress, type Experiment } from "../../app/address";
import { imageSources } from "../../data";
import {
  featuresOf,
  heldOutSample,
  oneOfEach,
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
import { join } from "../../lib/join";
import { latest } from "../../lib/latest";
import { mse } from "../../lib/measure";
import { inWords, PlainError } from "../../words/trouble";
import { words } from "../../words/words.svelte";
import { nodesOf, type Passage } from "../../views/network";
import { principalError } from "./principal";

export interface StripItem extends Sample {
  noisy: Float32Array;
  output: Float32Array;
}

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
  strip = $state.raw<StripItem[]>([]);
  fingerprint = $state("");
  principal = $state<number>();
  /** Mean squared errors over all held-out pictures, of the noisy ones and of what comes out. */
  heldOut = $state.raw<{ error: number; noisyError: number | null } | null>(null);
  /** What could not be, by the setting that asked for it. */
  wrong = $state.raw<Partial<Record<FieldKey, string>>>({});
  /** Units that no held-out picture activates, of a sparse model. */
  silent = $state.raw<number[]>();
  active = $state<number>();

  #data: Data | null = null;
  /** The held-out pictures, from 0 to 1. */
  #clean = new Float32Array();
  #ink: Float32Array | null = null;
  #noiseSeed = 1;
  #drawSeed: number | null = null;
  #stripTurn = 0;
  #samples = 0;
  #weightsOf: { session: Session; steps: number; training: boolean; time: number } | null = null;
  #stripOf: { session: Session; steps: number; training: boolean } | null = null;
  #principals = new Map<string, Promise<number>>();

  constructor(experiment: Experiment) {
    this.experiment = experiment;
  }

  get kind(): KindId {
    return this.experiment.kind;
  }

  /** The level of the noise shown. */
  get noise(): number {
    return this.tryNoise ?? Number(this.experiment.values.noise);
  }

  get options() {
    return fitOptions(kindOf(this.kind), this.experiment.values);
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
      this.showOthers();
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
    this.#show(before.experiment, before.session);
    writeAddress(formatExperiment(before.experiment), false);
    await session?.dispose();
    await this.#look();
  }

  // ------------------------------------------------------------ pictures

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

  showOthers(): void {
    const { set } = this;
    if (!set) return;
    this.strip = oneOfEach(set, this.#stripTurn++).map((index) => {
      const sample = heldOutSample(set, index);
      return { ...sample, noisy: sample.pixels, output: new Float32Array(sample.pixels.length) };
    });
    this.#stripOf = null;
    void this.#look();
  }

  setTryNoise(level: number): void {
    this.tryNoise = level;
    this.#stripOf = null;
    void this.#look();
  }

  newNoise(): void {
    this.#noiseSeed++;
    this.#stripOf = null;
    void this.#look();
  }

  /** Another draw from a variational model's code. */
  anotherDraw(): void {
    this.#drawSeed = (this.#drawSeed ?? 0) + 1;
    this.held = null;
    void this.#look();
  }

  hold(latent: Float32Array): void {
    this.held = latent;
    void this.#look();
  }

  letGo(): void {
    this.held = null;
    this.#drawSeed = null;
    void this.#look();
  }

  // ------------------------------------------------------------ files

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

  // ------------------------------------------------------------ within

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
    this.#data = { train, heldOut };
    this.#clean = new Float32Array(set.heldOut);
    for (let i = 0; i < this.#clean.length; i++) this.#clean[i]! /= 255;
    this.set = set;
    this.#principals.clear();
  }

  async #make({ kind, values }: Experiment): Promise<Session> {
    const { shape } = this.set!;
    return this.#sessionOf(await createModel(this.runtime!, kind, kindOf(kind).overrides(values, { shape })));
  }

  #sessionOf(model: Autoencoder): Session {
    const session: Session = new Session(model, this.#data!, Number(this.experiment.values.epochs), {
      onprogress: () => {
        if (session !== this.session) return;
        this.fingerprint = ""; // that of the weights before
        void this.#look();
      },
      onerror: (error) => this.#report(error),
    });
    return session;
  }

  #show(experiment: Experiment, session: Session): void {
    this.experiment = experiment;
    this.session = session;
    this.held = null;
    this.#drawSeed = null;
    this.passage = null;
    this.weights = [];
    this.fingerprint = "";
    this.silent = this.active = undefined;
    this.heldOut = null;
    this.trouble = null;
    void this.#findPrincipal();
  }

  /** A network that has learnt anything can come back. */
  #keepPast(): void {
    const { session, experiment } = this;
    if (!session) return;
    void session.pause();
    if (session.steps === 0) return void session.dispose();
    const all = [...this.past, { experiment, session }];
    this.past = all.slice(-mostPast);
    for (const gone of all.slice(0, -mostPast)) void gone.session.dispose();
  }

  async #renew(wanted: Experiment, isReset: boolean, by?: FieldKey): Promise<void> {
    try {
      if (wanted.data !== this.experiment.data || !this.set) {
        const set = await this.#load(wanted.data);
        await this.#use(set);
        this.experiment = wanted;
        this.takeSample();
        this.showOthers();
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
      this.#stripOf = null;
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
        this.#stripOf = null;
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
    const { session, set } = this;
    if (!session || !set) return;
    try {
      await this.#lookAtInput(session, set);
      if (session === this.session) await this.#lookAtWeights(session);
      if (session === this.session) await this.#lookAtHeldOut(session);
    } catch (error) {
      if (session === this.session) this.#report(error);
    }
  });

  async #lookAtInput(session: Session, set: ImageSet): Promise<void> {
    const { model } = session;
    const { kind, held } = this;
    const clean = this.#ink ?? new Float32Array(featuresOf(set));
    const seen = await this.#noisy(model, clean);
    const outputs = await model.activations(seen);
    const encoderLength = model.config.encoder.length;
    const spread =
      kind === "variational" && model.config.variational ? await model.encode(seen, { spread: true }) : null;
    const code = outputs[encoderLength - 1]!.values;
    const shown = held ?? (spread && this.#drawSeed !== null ? drawn(spread, this.#drawSeed) : code);
    if (shown !== code) {
      outputs[encoderLength - 1]!.values = Float32Array.from(shown);
      outputs.splice(encoderLength, Infinity, ...(await model.decoderActivations(shown)));
    }
    if (session !== this.session) return;
    this.passage = {
      kind,
      clean,
      seen,
      nodes: nodesOf(outputs, encoderLength),
      output: outputs.at(-1)!.values,
      deviation: spread ? spread.logVariance.map((x) => Math.exp(x / 2)) : null,
      code,
    };
  }

  async #noisy(model: Autoencoder, clean: Float32Array): Promise<Float32Array> {
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

  async #lookAtHeldOut(session: Session): Promise<void> {
    const last = this.#stripOf;
    const { steps, training } = session;
    if (last?.session === session && last.steps === steps && last.training === training) return;
    this.#stripOf = { session, steps, training };
    const { strip } = this;
    if (strip.length === 0) return;
    const size = strip[0]!.pixels.length;
    const noisy = await this.#noisy(session.model, join(strip.map(({ pixels }) => pixels)));
    const outputs = await session.model.reconstruct(noisy);
    if (session !== this.session || strip !== this.strip) return;
    const part = (all: Float32Array, i: number) => all.subarray(i * size, (i + 1) * size);
    this.strip = strip.map((item, i) => ({ ...item, noisy: part(noisy, i), output: part(outputs, i) }));
    if (session.training) return void (this.heldOut = null);
    await this.#measureHeldOut(session);
    if (this.kind === "sparse") await this.#countActive(session);
  }

  async #measureHeldOut(session: Session): Promise<void> {
    const clean = this.#clean;
    const noisy = await this.#noisy(session.model, clean);
    const error = mse(await session.model.reconstruct(noisy), clean);
    if (session === this.session)
      this.heldOut = { error, noisyError: noisy === clean ? null : mse(noisy, clean) };
  }

  async #countActive(session: Session): Promise<void> {
    const codes = await session.model.encode(this.#data!.heldOut);
    const units = session.model.latentSize;
    const used = new Uint8Array(units);
    let active = 0;
    codes.forEach((value, i) => {
      if (Math.abs(value) < 1e-3) return;
      active++;
      used[i % units] = 1;
    });
    this.active = active / (codes.length / units);
    this.silent = [...used.keys()].filter((unit) => used[unit] === 0);
  }

  /** What PCA of equal width reaches, once for each width; where the loss is a squared error and nothing else. */
  async #findPrincipal(): Promise<void> {
    const { set, kind, experiment } = this;
    this.principal = undefined;
    const { values } = experiment;
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
    if (experiment === this.experiment && found !== undefined) this.principal = found;
  }

  /** For when a run is over: it would hold up its first seconds, and what is measured at its end comes first. */
  async findPrincipal(): Promise<void> {
    await this.#look();
    await this.#findPrincipal();
  }

  #report(error: unknown): undefined {
    this.trouble = inWords(error, words());
    return undefined;
  }

  get trainCount(): number {
    return this.set ? trainCount(this.set) : 0;
  }
}

function told(cause: unknown, message: string): never {
  if ((cause as { code?: string }).code === "unsupported") throw cause;
  throw new PlainError(message, { cause });
}

/** mean + deviation * noise, the noise by a seed: what one draw of a code is. */
function drawn(
  { mean, logVariance }: { mean: Float32Array; logVariance: Float32Array },
  seed: number,
): Float32Array {
  let state = seed * 0x9e3779b9;
  const uniform = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (((t ^ (t >>> 14)) >>> 0) + 1) / 4294967297;
  };
  return mean.map(
    (m, i) =>
      m +
      Math.exp(logVariance[i]! / 2) * Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform()),
  );
}
