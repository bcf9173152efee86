// What the row shows: the input on its way through the network as it is now, and what is known of its weights.

import type { Experiment } from "../experiment";
import type { Autoencoder, Runtime, Weights } from "../../../engine/client";
import { corruptionOf } from "../../../kinds/denoising";
import type { Session } from "../../../training/session.svelte";
import { latest } from "../../../lib/latest";
import { Rest } from "../../../lib/rest";
import { unitStatistics } from "../../../lib/units";
import type { ForwardPass } from "./network";
import type { Views } from "../views";
import type { Material } from "../material";
import { pass } from "./forward-pass";
import { NoisyPictures, type InspectedNetwork } from "../inspected";

/** The desk, as the row needs it. */
interface Desk {
  readonly runtime: Runtime | null;
  readonly session: Session | null;
  readonly material: Material | null;
  readonly experiment: Experiment;
  readonly views: Views;
  report(error: unknown): void;
}

const weightsEvery = 400; // milliseconds, while it trains

export class Flow {
  /** The noise shown, where it is not what is trained with. */
  tryNoise = $state<number | null>(null);
  /** A latent vector that is held instead of the input's own. */
  held = $state.raw<Float32Array | null>(null);
  forwardPass = $state.raw<ForwardPass | null>(null);
  weights = $state.raw<Weights[]>([]);
  fingerprint = $state("");
  /** Units that no held-out picture activates, of a sparse model; and how many one activates on average. */
  silent = $state.raw<number[]>();
  active = $state<number>();

  #ink: Float32Array | null = null;
  #noisy = new NoisyPictures();
  #noiseSeed = 1;
  #drawSeed: number | null = null;
  #rest = new Rest(2);
  #weightsOf: { session: Session; steps: number; training: boolean; time: number } | null = null;
  #countedAt = "";
  /** Each network has a number of its own. */
  #numbers = new WeakMap<Session, number>();
  #last = 0;

  constructor(private readonly desk: Desk) {}

  /** The latent vector that is shown: the one that is held, or that of the input. */
  get code(): Float32Array | null {
    return this.forwardPass ? (this.held ?? this.forwardPass.code) : null;
  }

  /** The picture on the pad, clean. */
  get input(): Float32Array {
    const { blank } = this.desk.material!;
    // What was drawn for pictures of another size means nothing to these.
    return this.#ink?.length === blank.length ? this.#ink : blank;
  }

  /** The level of the noise shown. */
  get noise(): number {
    return this.tryNoise ?? Number(this.desk.experiment.values.noise);
  }

  // ------------------------------------------------------------ what a hand does

  draw(ink: Float32Array | null): void {
    this.#ink = ink;
    this.letGo();
  }

  setTryNoise(level: number): void {
    this.tryNoise = level;
    void this.look();
  }

  newNoise(): void {
    this.#noiseSeed++;
    void this.look();
  }

  /** Another draw from a variational model's code. */
  anotherDraw(): void {
    this.#drawSeed = (this.#drawSeed ?? 0) + 1;
    this.#hold(null);
  }

  /** `onLine` where it is a place between two pictures. */
  hold(latent: Float32Array, onLine = false): void {
    this.#hold(latent, onLine);
  }

  letGo(): void {
    this.#drawSeed = null;
    this.#hold(null);
  }

  /** Another network: nothing is known of it yet. */
  forget(): void {
    this.held = null;
    this.desk.views.state("between").place = null;
    this.#drawSeed = null;
    this.forwardPass = null;
    this.weights = [];
    this.fingerprint = "";
    this.silent = this.active = undefined;
    this.#countedAt = "";
    this.desk.views.state("held-out").forget();
  }

  // ------------------------------------------------------------ looking

  /** What the views look at. */
  async inspected(): Promise<InspectedNetwork | null> {
    const { runtime, session, material, experiment } = this.desk;
    if (!runtime || !session || !material) return null;
    const { model } = session;
    const { set, heldOut: clean, train, trainPart } = material;
    const { kind, values } = experiment;
    const isNoisy = kind === "denoising" && this.noise > 0;
    const corruption = corruptionOf(values, this.noise);
    const seen = isNoisy
      ? await this.#noisy.of({ runtime, model, set }, clean, corruption, this.#noiseSeed)
      : clean;
    const isShown = () => session === this.desk.session && material === this.desk.material;
    if (!isShown()) return null;
    const noise = isNoisy ? JSON.stringify([corruption, this.#noiseSeed]) : "";
    return {
      key: [this.#numberOf(session), session.steps, session.training, set.key, noise].join(),
      runtime,
      session,
      model,
      kind,
      values,
      set,
      clean,
      seen,
      trainSet: train,
      trainPart,
      input: this.input,
      corrupt: (pixels) => this.#corrupted(model, pixels),
      isShown,
      report: (error) => isShown() && this.desk.report(error),
    };
  }

  /** Sends the input through the network as it is now; and, less often, what is beside it. */
  readonly look = latest(async () => {
    const { session } = this.desk;
    if (!session || !this.desk.material) return;
    try {
      await this.#lookAtInput(session);
      void this.desk.views.look();
      if (session === this.desk.session) await this.#lookAtWeights(session);
      void this.lookAtAll();
    } catch (error) {
      if (session === this.desk.session) this.desk.report(error);
    }
  });

  /** Training goes on. On an old machine it is looked at less often: with what is drawn of it, a third of the time. */
  readonly follow = latest(async () => {
    if (this.#rest.isOver) await this.#rest.after(this.look);
  });

  /** Over all held-out pictures, where it is at rest; the input is answered meanwhile. */
  readonly lookAtAll = latest(async () => {
    const network = await this.inspected();
    if (!network || network.session.untrained) return;
    try {
      await this.desk.views.state("held-out").measure(network);
      await this.#countActive(network);
    } catch (error) {
      network.report(error);
    }
  });

  #hold(latent: Float32Array | null, onLine = false): void {
    if (!onLine) this.desk.views.state("between").place = null;
    this.held = latent;
    void this.look();
  }

  #numberOf(session: Session): number {
    const number = this.#numbers.get(session) ?? ++this.#last;
    this.#numbers.set(session, number);
    return number;
  }

  async #lookAtInput(session: Session): Promise<void> {
    const { model } = session;
    const { kind } = this.desk.experiment;
    const { held, input: clean } = this;
    const seen = await this.#corrupted(model, clean);
    const forwardPass = await pass(model, { kind, clean, seen, held, drawSeed: this.#drawSeed });
    if (session === this.desk.session) this.forwardPass = forwardPass;
  }

  async #corrupted(model: Autoencoder, clean: Float32Array): Promise<Float32Array> {
    const { kind, values } = this.desk.experiment;
    if (kind !== "denoising" || this.noise === 0) return clean;
    return model.corrupt(clean, corruptionOf(values, this.noise), this.#noiseSeed);
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

  async #countActive({ key, kind, session, model, clean, isShown }: InspectedNetwork): Promise<void> {
    if (kind !== "sparse" || session.training || this.#countedAt === key) return;
    this.#countedAt = key;
    const { share } = unitStatistics(await model.encode(clean.dataset), model.latentSize);
    if (!isShown()) return;
    this.active = share.reduce((sum, value) => sum + value, 0);
    this.silent = [...share.keys()].filter((unit) => share[unit] === 0);
  }
}
