// What desks share that learn from material of one kind: opening, training, settings, and the way back.

import { startEngine, type Autoencoder, type FitOptions, type Runtime } from "../engine/client";
import { inWords, told } from "../words/trouble";
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
  options: (values: Values) => FitOptions;
}

const mostPast = 4;

export abstract class LabDesk<Experiment extends { values: Values }, Material extends Data> {
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
  /** The weights are others than those of what is shown. */
  protected abstract look(): Promise<void>;
  /** Another network is there; `before` is what the one before was on. */
  protected abstract appeared(before: Material | null): void;
  /** Nothing needs it any more. */
  protected abstract release(material: Material): Promise<void>;
  /** Whether somebody's own data are there: brought back from where they are kept, if need be. */
  protected abstract hasOwn(): Promise<boolean>;

  /** Whether what has changed needs another network. */
  protected needsNew(wanted: Experiment, before: Experiment): boolean {
    return needsNewNetwork(wanted.values, before.values);
  }

  async open(): Promise<void> {
    this.phase = "loading";
    this.trouble = null;
    try {
      this.runtime ??= await startEngine().catch((cause: unknown) => told(cause, words().trouble.engine));
      const experiment = await this.#available(this.experiment);
      const isOther = experiment !== this.experiment;
      const material = await this.prepare(experiment);
      this.#show({ experiment, material, session: await this.#make(experiment, material) });
      this.phase = "ready";
      if (!isOther) return;
      this.place.write(this.place.format(experiment), false);
      this.trouble = words().kept.notHere;
    } catch (error) {
      this.phase = "failed";
      this.report(error);
    }
  }

  report(error: unknown): void {
    this.trouble = inWords(error, words());
  }

  train(): void {
    const { options } = this.place;
    void this.#changing.then(() => {
      const { values } = this.experiment;
      return this.session?.train(options(values), Number(values.epochs));
    });
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

  /** Another experiment: by a click, or by an address that was opened. */
  async change(wanted: Experiment, push = true): Promise<void> {
    const { format, write } = this.place;
    await this.#changing; // what is compared with is what comes
    const before = this.experiment;
    this.wrong = {};
    if (format(wanted) === format(before)) return;
    if (this.place.isOwn(wanted) && !(await this.hasOwn())) {
      write(format(before), false);
      this.trouble = words().kept.notHere;
      return;
    }
    write(format(wanted), push);
    if (this.needsNew(wanted, before)) return this.renew(wanted);
    this.experiment = wanted;
    await this.#tune(before);
  }

  /** By back or forward, or an address that was opened: a run that this ends is spoken of. */
  async visit(wanted: Experiment): Promise<void> {
    await sayingWhatEnded(this, () => this.change(wanted, false));
  }

  setValue(key: FieldKey, value: Value): void {
    void this.change({ ...this.experiment, values: { ...this.experiment.values, [key]: value } }, false);
  }

  /** The network before, with all that it had learnt, and what it was on. */
  async undo(): Promise<void> {
    const before = this.past.at(-1);
    const { session, material } = this;
    if (!before) return;
    this.past = this.past.slice(0, -1);
    await session?.pause();
    this.place.write(this.place.format(before.experiment), false);
    this.#show(before);
    await session?.dispose();
    await this.#release(material);
  }

  protected renew(wanted: Experiment): Promise<void> {
    return (this.#changing = this.#renew(wanted));
  }

  async #renew(wanted: Experiment): Promise<void> {
    const { session, experiment, material } = this;
    const gone: (Material | null)[] = [material];
    try {
      const next = await this.prepare(wanted);
      const made = await this.#make(wanted, next);
      await session?.pause();
      gone.push(...this.#keepPast(next !== material));
      this.#show({ experiment: wanted, material: next, session: made });
      for (const one of gone) await this.#release(one);
    } catch (error) {
      this.experiment = experiment;
      this.place.write(this.place.format(experiment), false);
      this.report(error);
    }
  }

  /** What has learnt anything, or was on other data, can come back; what now cannot is given. */
  #keepPast(always: boolean): Material[] {
    const { session, experiment, material } = this;
    if (!session || !material) return [];
    if (session.untrained && !always) return (void session.dispose(), []);
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
      material,
      Number(values.epochs),
      {
        onprogress: () => {
          if (session === this.session) void this.look();
        },
        onerror: (error) => this.report(error),
        measure: async (heldOutLoss) => heldOutLoss,
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
    return run && session === this.session ? { address, run } : null;
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
      this.#keepPast(false);
      this.#show({ experiment, material, session });
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
    const gone = [this.material, ...this.#keepPast(material !== this.material)];
    this.#show({ experiment, material, session });
    for (const one of gone) await this.#release(one);
  }

  #show({ experiment, material, session }: Past<Experiment, Material>): void {
    const before = this.material;
    [this.experiment, this.material, this.session] = [experiment, material, session];
    this.trouble = null;
    this.appeared(before);
  }

  async #release(material: Material | null): Promise<void> {
    if (!material || material === this.material || this.past.some((past) => past.material === material))
      return;
    await this.release(material);
  }

  /** Settings that need no new network: at once, or with the run that comes. */
  async #tune(before: Experiment): Promise<void> {
    const { session, experiment } = this;
    if (!session) return;
    await tune(session, experiment.values, before.values, () => this.train()).catch((error: unknown) =>
      this.report(error),
    );
  }
}

/** Tells a network of settings that have changed; a run that they end goes on with `train`. */
export async function tune(
  session: Session,
  values: Values,
  before: Values,
  train: () => void,
): Promise<void> {
  const changed = (...keys: FieldKey[]) => keys.some((key) => values[key] !== before[key]);
  if (changed("lr")) await session.model.setLearningRate(Number(values.lr));
  if (changed("epochs")) session.goal = Math.max(Number(values.epochs), session.epochs);
  if (!changed("batch", "schedule", "stop", "epochs")) return;
  const wasTraining = session.training;
  await session.end();
  if (wasTraining) train();
}

/** Makes a change; where it ends a run, the desk's message says at which epoch. */
export async function sayingWhatEnded(
  desk: { readonly session: Session | null; trouble: string | null },
  change: () => Promise<void>,
): Promise<void> {
  const { session } = desk;
  const wasTraining = session?.training ?? false;
  const epoch = (session?.epochs ?? 0) + 1;
  await change();
  if (wasTraining && session !== desk.session) desk.trouble = words().kept.ended(epoch);
}
