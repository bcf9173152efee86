// What all desks share that train a network: opening, training, settings, the way back, and what is kept.

import { startEngine, type Autoencoder, type FitOptions, type Runtime } from "../engine/client";
import { Rest } from "../lib/rest";
import { inWords, rethrow } from "../words/trouble";
import { words } from "../words/words.svelte";
import { needsNewNetwork, type FieldKey, type Value, type Values } from "./fields";
import type { Kept } from "./kept.svelte";
import { Session, type Data } from "./session.svelte";

/** What another network has replaced, for undo. */
export interface Past<Experiment, Material> {
  experiment: Experiment;
  material: Material;
  session: Session;
}

interface Place<Experiment> {
  /** The address of an experiment, which says all of it. */
  format: (experiment: Experiment) => string;
  /** Writes it; with a new entry in the history where `push` says so. */
  write: (address: string, push: boolean) => void;
  /** On data that are nowhere but here; and the same on some that are everywhere. */
  isOwn: (experiment: Experiment) => boolean;
  usual: (experiment: Experiment) => Experiment;
  /** What a run needs of the settings. */
  options: (experiment: Experiment) => FitOptions;
}

const mostPast = 4;

export abstract class TrainingDesk<Experiment extends { values: Values }, Material> {
  phase = $state<"loading" | "failed" | "ready">("loading");
  trouble = $state<string | null>(null);
  runtime = $state.raw<Runtime | null>(null);
  experiment = $state.raw<Experiment>({} as Experiment);
  material = $state.raw<Material | null>(null);
  session = $state.raw<Session | null>(null);
  past = $state.raw<Past<Experiment, Material>[]>([]);
  /** What could not be, by the setting that asked for it. */
  wrong = $state.raw<Partial<Record<FieldKey, string>>>({});
  /** Whether somebody's own data will be there after a reload. */
  ownIsKept = $state(false);
  protected readonly rest = new Rest();
  /** Until another network has come, what was asked for waits: it is meant for that one. */
  #changing: Promise<void> = Promise.resolve();

  constructor(
    experiment: Experiment,
    private readonly place: Place<Experiment>,
  ) {
    this.experiment = experiment;
  }

  /** What an experiment is on; the same object where nothing of it is new. */
  protected abstract prepare(experiment: Experiment): Promise<Material>;
  protected abstract create(experiment: Experiment, material: Material): Promise<Autoencoder>;
  protected abstract dataOf(material: Material): Data;
  /** Computes and shows what the network makes of its data now. */
  protected abstract look(): Promise<void>;
  /** Another network is there; `before` is what the one before was on. */
  protected abstract appeared(before: Material | null): void | Promise<void>;
  /** Frees data that no network needs any more. */
  protected abstract release(material: Material): Promise<void>;
  /** Whether somebody's own data are there: brought back from where they are kept, if need be. */
  protected abstract hasOwn(): Promise<boolean>;
  /** How many times more than it may a step of training would compute; 1 or less is well. */
  protected abstract excess(values: Values): number;

  /** Whether these changes need a new network. */
  protected needsNew(wanted: Experiment, before: Experiment): boolean {
    return needsNewNetwork(wanted.values, before.values);
  }

  /** Whether a network that has learnt nothing can come back, once another has taken its place. */
  protected keepsUntrained(before: Material, next: Material): boolean {
    return before !== next;
  }

  /** Something is new of the network that is shown. */
  protected progressed(_session: Session): void {
    void this.look();
  }

  /** The squared error on the held-out data, whose loss is known. */
  protected measure(_model: Autoencoder, _material: Material, heldOutLoss: number): Promise<number> {
    return Promise.resolve(heldOutLoss);
  }

  /** Settings that need no new network have changed. */
  protected tuned(_before: Experiment): void | Promise<void> {}

  /** What is said where an address is of own data that are not here. */
  protected get notHere(): string {
    return words().kept.notHere;
  }

  /** Looks at the network, but for when it trains and must have its rest. */
  protected async rested(
    look: (session: Session, material: Material, isShown: () => boolean) => Promise<void>,
  ): Promise<void> {
    const { session, material } = this;
    if (!session || !material || (session.training && !this.rest.isOver)) return;
    const isShown = () => session === this.session && material === this.material;
    await this.rest.after(() =>
      look(session, material, isShown).catch((error: unknown) => {
        if (isShown()) this.report(error);
      }),
    );
  }

  async open(): Promise<void> {
    this.phase = "loading";
    this.trouble = null;
    try {
      this.runtime ??= await startEngine().catch((cause: unknown) => rethrow(cause, words().trouble.engine));
      const experiment = await this.#available(this.experiment);
      const isOther = experiment !== this.experiment;
      const material = await this.prepare(experiment);
      const shown = this.#show({ experiment, material, session: await this.#make(experiment, material) });
      this.phase = "ready"; // before anything is computed for display
      await shown;
      if (!isOther) return;
      this.place.write(this.place.format(experiment), false);
      this.trouble = this.notHere;
    } catch (error) {
      this.phase = "failed";
      this.report(error);
    }
  }

  report(error: unknown): void {
    this.trouble = inWords(error, words());
  }

  train(): void {
    this.#run((session, options) => session.train(options, Number(this.experiment.values.epochs)));
  }

  /** One batch. */
  step(): void {
    this.#run((session, options) => session.step(options));
  }

  /** To the end of the epoch at hand. */
  epoch(): void {
    this.#run((session, options) => session.epoch(options));
  }

  #run(run: (session: Session, options: FitOptions) => Promise<void>): void {
    void this.#changing.then(() => this.session && run(this.session, this.options));
  }

  protected get options(): FitOptions {
    return this.place.options(this.experiment);
  }

  pause(): void {
    void this.session?.pause();
  }

  reset(): Promise<void> {
    return this.renew(this.experiment);
  }

  /** What an address asks for; where it is on data that are not here, the same on others. */
  async #available(experiment: Experiment): Promise<Experiment> {
    return this.place.isOwn(experiment) && !(await this.hasOwn()) ? this.place.usual(experiment) : experiment;
  }

  /** Another experiment: by a click, or by an address that was opened. A refusal is shown beside the setting `by`. */
  async change(wanted: Experiment, push = true, by?: FieldKey): Promise<void> {
    const { format, write } = this.place;
    await this.#changing; // compared with the settings that are about to hold
    const before = this.experiment;
    this.wrong = {};
    if (format(wanted) === format(before)) return;
    if (this.place.isOwn(wanted) && !(await this.hasOwn())) {
      write(format(before), false);
      this.trouble = this.notHere;
      return;
    }
    write(format(wanted), push);
    if (this.needsNew(wanted, before)) return this.renew(wanted, by);
    this.experiment = wanted;
    await this.#tune(before);
  }

  /** By back or forward, or an address that was opened: a run that this ends is spoken of. */
  async visit(wanted: Experiment): Promise<void> {
    const { session } = this;
    const wasTraining = session?.training ?? false;
    const epoch = (session?.epochs ?? 0) + 1;
    await this.change(wanted, false);
    if (wasTraining && session !== this.session) this.trouble = words().kept.ended(epoch);
  }

  setValue(key: FieldKey, value: Value): void {
    const values = { ...this.experiment.values, [key]: value };
    const times = this.excess(values);
    // What a link has set too large may become smaller little by little.
    if (times > 1 && times > this.excess(this.experiment.values)) {
      this.wrong = { [key]: words().settings.tooSlow(Math.ceil(10 * times) / 10) };
      return;
    }
    void this.change({ ...this.experiment, values }, false, key);
  }

  get canUndo(): boolean {
    return this.past.length > 0;
  }

  /** The network before, with all that it had learnt, and what it was on. */
  async undo(): Promise<void> {
    const before = this.past.at(-1);
    const { session, material } = this;
    if (!before) return;
    this.past = this.past.slice(0, -1);
    await session?.pause();
    await this.#show({ ...before, experiment: this.broughtBack(before.experiment) });
    this.place.write(this.place.format(this.experiment), false);
    await session?.dispose();
    await this.#release(material);
  }

  /** An earlier experiment, with the settings that undo does not touch as they are now. */
  protected broughtBack(experiment: Experiment): Experiment {
    return experiment;
  }

  protected renew(wanted: Experiment, by?: FieldKey): Promise<void> {
    return (this.#changing = this.#renew(wanted, by));
  }

  async #renew(wanted: Experiment, by?: FieldKey): Promise<void> {
    const { session, experiment, material } = this;
    const gone: (Material | null)[] = [material];
    try {
      const next = await this.prepare(wanted);
      gone.push(next);
      const made = await this.#make(wanted, next);
      await session?.pause();
      gone.push(...this.#keepPast(next));
      await this.#show({ experiment: wanted, material: next, session: made });
    } catch (error) {
      this.experiment = experiment;
      this.place.write(this.place.format(experiment), false);
      if (by && (error as { code?: string }).code === "invalid_config")
        this.wrong = { [by]: inWords(error, words()) };
      else this.report(error);
    }
    for (const one of gone) await this.#release(one);
  }

  /** A network that has learnt something can be brought back by undo. Returns what no undo can reach any more. */
  #keepPast(next: Material): Material[] {
    const { session, experiment, material } = this;
    if (!session || !material) return [];
    if (session.untrained && !this.keepsUntrained(material, next)) return (void session.dispose(), []);
    const all = [...this.past, { experiment, material, session }];
    this.past = all.slice(-mostPast);
    const gone = all.slice(0, -mostPast);
    for (const past of gone) void past.session.dispose();
    return gone.map((past) => past.material);
  }

  async #make(experiment: Experiment, material: Material): Promise<Session> {
    return this.#sessionOf(await this.create(experiment, material), experiment, material);
  }

  #sessionOf(model: Autoencoder, { values }: Experiment, material: Material, steps = 0): Session {
    const session: Session = new Session(
      model,
      this.dataOf(material),
      Number(values.epochs),
      {
        onprogress: () => {
          if (session === this.session) this.progressed(session);
        },
        onerror: (error) => this.report(error),
        measure: (heldOutLoss) => this.measure(model, material, heldOutLoss),
      },
      steps,
    );
    return session;
  }

  // ------------------------------------------------------------ what is kept

  /** What `keep` gives is as new as this says. */
  get keepState(): string {
    return `${this.place.format(this.experiment)} ${this.session?.steps ?? 0} ${this.session?.status ?? ""}`;
  }

  /** What can be gone on with: nothing where the data are somebody's own and could not be kept. */
  async keep(): Promise<Pick<Kept, "address" | "run"> | null> {
    const { session, experiment } = this;
    const address = this.place.format(experiment);
    if (!session || (this.place.isOwn(experiment) && !this.ownIsKept)) return null;
    const run = await session.keep();
    return session === this.session ? { address, run } : null;
  }

  async goOn({ run }: Kept, wanted: Experiment): Promise<void> {
    await this.change(wanted, false);
    await this.#changing;
    const { runtime, experiment, material } = this;
    if (!runtime || !material || !run) return;
    try {
      const session = this.#sessionOf(await runtime.open(run.file), experiment, material);
      session.restore(run);
      await this.session?.pause();
      this.#keepPast(material);
      await this.#show({ experiment, material, session });
      if (run.status === "training") this.train();
    } catch (error) {
      this.report(error);
    }
  }

  /** A network that learnt elsewhere takes the place of this one. */
  protected async take(experiment: Experiment, material: Material, file: Uint8Array): Promise<void> {
    const model = await this.runtime!.open(file);
    const session = this.#sessionOf(model, experiment, material, await model.steps()).opened(file);
    await this.session?.pause();
    const gone = [this.material, ...this.#keepPast(material)];
    await this.#show({ experiment, material, session });
    for (const one of gone) await this.#release(one);
  }

  async #show({ experiment, material, session }: Past<Experiment, Material>): Promise<void> {
    const before = this.material;
    [this.experiment, this.material, this.session] = [experiment, material, session];
    this.trouble = null;
    await this.appeared(before);
  }

  async #release(material: Material | null): Promise<void> {
    if (!material || material === this.material || this.past.some((past) => past.material === material))
      return;
    await this.release(material);
  }

  /** Settings that need no new network: at once, or with the run that comes. */
  async #tune(before: Experiment): Promise<void> {
    const { session } = this;
    if (!session) return;
    try {
      await this.tuned(before);
      await this.#tuneRun(session, before.values);
    } catch (error) {
      this.report(error);
    }
  }

  /** Tells a network of settings that have changed; a run that they end goes on with others. */
  async #tuneRun(session: Session, before: Values): Promise<void> {
    const { values } = this.experiment;
    const changed = (...keys: FieldKey[]) => keys.some((key) => values[key] !== before[key]);
    if (changed("lr")) await session.model.setLearningRate(Number(values.lr));
    if (changed("epochs")) session.goal = Math.max(Number(values.epochs), session.epochs);
    if (!changed("batch", "schedule", "stop", "epochs")) return;
    const wasTraining = session.training;
    await session.end();
    if (wasTraining) this.train();
  }
}
