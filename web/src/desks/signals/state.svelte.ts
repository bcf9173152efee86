// Everything that the signals desk shows.

import { attachMetadata, attachedMetadata } from "hourglass-autoencoder/data";
import { writeAddress } from "../../lib/address";
import { decibelsOf, type Denoising, type Scaling } from "../../data/signals/denoising";
import { denoisingOf, loadRecording, piecesOf } from "../../data/signals/load";
import type { NoiseKind } from "../../data/signals/noise";
import type { Pieces } from "../../data/signals/pieces";
import { learntOf, windowLength, type Recording, type RecordingId } from "../../data/signals/recording";
import { createModel, type Autoencoder, type Dataset } from "../../engine/client";
import { fitOptions } from "../../kinds";
import { valuesOf } from "../../kinds/opened";
import { signalKind } from "../../kinds/signal";
import { excess } from "../../kinds/work";
import { TrainingDesk } from "../../training/desk.svelte";
import type { Values } from "../../training/fields";
import type { Data } from "../../training/session.svelte";
import { latest } from "../../lib/latest";
import { keepOwn, recallOwn } from "../../lib/own";
import { PlainError, rethrow } from "../../words/trouble";
import { words } from "../../words/words.svelte";
import { experimentOf, formatExperiment, type Experiment } from "./experiment";
import { restored } from "./restore";
import { findUnusual, type Unusual } from "./unusual";

/** A recording, its pieces, its noise, and the windows of both in the worker. */
interface Material {
  recording: Recording;
  pieces: Pieces;
  unusual: Unusual | null;
  denoising: Denoising;
  train: Dataset;
  heldOut: Dataset;
  targets: { train: Dataset; heldOut: Dataset };
}

/** How what a network learnt from was scaled: it goes with it, into its file, too. */
interface Origin extends Scaling {
  /** Values a second. */
  rate: number;
}

/** Somebody's recording, and of a network that only judges it how that was scaled. */
interface OwnKept {
  recording: Recording;
  origin: Origin | null;
}

export type Series = "noisy" | "clean" | "restored" | "butterworth" | "average";
export const allSeries: Series[] = ["noisy", "clean", "restored", "butterworth", "average"];

const secondsShown = 6;

export class SignalsDesk extends TrainingDesk<Experiment, Material> {
  unusual = $state.raw<Unusual | null>(null);

  /** The whole recording without its noise, as far as it is known: NaN elsewhere. */
  restored = $state.raw<Float32Array>(new Float32Array());
  /** Signal to noise of the part that judges, in decibels. */
  decibels = $state<number | null>(null);
  /** What the detail shows: samples. */
  window = $state.raw({ from: 0, to: 1 });
  shown = $state.raw<Record<Series, boolean>>({
    noisy: true,
    clean: true,
    restored: true,
    butterworth: false,
    average: false,
  });
  /** The piece whose shape is shown. */
  selected = $state<number | null>(null);

  #own: Recording | null = null;
  /** Of recordings that a network judges which learnt from another one: how that was scaled. */
  #scalings = new WeakMap<Recording, Origin>();

  constructor(parameters: URLSearchParams) {
    super(experimentOf(parameters), {
      format: formatExperiment,
      write: writeAddress,
      isOwn: ({ data }) => data === "own",
      usual: (experiment) => ({ ...experiment, data: "heart" }),
      options: ({ values }) => fitOptions(signalKind, values),
    });
  }

  get recording(): Recording | null {
    return this.material?.recording ?? null;
  }

  get denoising(): Denoising | null {
    return this.material?.denoising ?? null;
  }

  get pieces(): Pieces | null {
    return this.material?.pieces ?? null;
  }

  /** Where the network learnt, if not from this recording. */
  get origin(): Origin | null {
    const said = this.session?.origin.signals;
    return said ? (JSON.parse(said) as Origin) : null;
  }

  get learnt(): number {
    return this.recording ? learntOf(this.recording) : 0;
  }

  // ------------------------------------------------------------ settings

  choose(data: RecordingId | "own"): void {
    void this.change({ ...this.experiment, data });
  }

  setNoise(noise: NoiseKind): void {
    void this.change({ ...this.experiment, noise });
  }

  setStrength(strength: number): void {
    void this.change({ ...this.experiment, strength }, false);
  }

  /** Somebody's own recording takes the place of the one before, which undo brings back. */
  async takeOwn(recording: Recording, judged: boolean): Promise<void> {
    const origin = judged ? this.#origin() : null;
    const file = judged ? await this.save() : null;
    const values =
      this.session && judged
        ? valuesOf(this.session.model.config, this.experiment.values)
        : this.experiment.values;
    this.#own = recording;
    if (origin) this.#scalings.set(recording, origin);
    const kept: OwnKept = { recording, origin };
    this.ownIsKept = await keepOwn("signals", kept, recording.values.byteLength);
    const wanted: Experiment = { ...this.experiment, data: "own", values };
    writeAddress(formatExperiment(wanted), true);
    if (file) await this.take(wanted, await this.prepare(wanted), file);
    else await this.renew(wanted);
  }

  protected async hasOwn(): Promise<boolean> {
    if (this.#own) return true;
    const kept = await recallOwn<OwnKept>("signals");
    if (!kept) return false;
    [this.#own, this.ownIsKept] = [kept.recording, true];
    if (kept.origin) this.#scalings.set(kept.recording, kept.origin);
    return true;
  }

  // ------------------------------------------------------------ the network as a file

  #origin(): Origin {
    const { recording, denoising, origin } = this;
    return origin ?? { mean: denoising!.mean, deviation: denoising!.deviation, rate: recording!.rate };
  }

  /** With how its recording was scaled. */
  async save(): Promise<Uint8Array<ArrayBuffer>> {
    return attachMetadata(await this.session!.model.save(), { signals: JSON.stringify(this.#origin()) });
  }

  /** A network from a file: it judges the recording that is open. */
  async openModel(file: Blob, name: string): Promise<void> {
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const model = await this.runtime!.open(bytes);
      const { features, config } = model;
      await model.dispose();
      const said = attachedMetadata(bytes).signals;
      if (features !== windowLength || !said)
        throw new PlainError(words().signals.open.other(name, features, windowLength));
      this.#scalings.set(this.recording!, JSON.parse(said) as Origin);
      const wanted = { ...this.experiment, values: valuesOf(config, this.experiment.values) };
      writeAddress(formatExperiment(wanted), false);
      await this.take(wanted, await this.prepare(wanted), bytes);
    } catch (error) {
      this.report(error);
    }
  }

  // ------------------------------------------------------------ looking

  /** Moves the detail, within the recording. */
  showWindow(from: number, to: number): void {
    const count = this.recording?.values.length ?? 1;
    const length = Math.round(Math.min(count, Math.max(windowLength / 2, to - from)));
    const start = Math.round(Math.min(count - length, Math.max(0, from)));
    this.window = { from: start, to: start + length };
    void this.look();
  }

  toggle(series: Series): void {
    this.shown = { ...this.shown, [series]: !this.shown[series] };
  }

  /** A piece, which the detail moves to. */
  select(piece: number | null): void {
    this.selected = piece;
    const { pieces } = this;
    if (piece === null || !pieces) return;
    const middle = pieces.starts[piece]! + pieces.length / 2;
    const half = (this.window.to - this.window.from) / 2;
    this.showWindow(middle - half, middle + half);
  }

  /** What the network as it is now makes of what is shown, and of all that judges; at rest, of all. */
  readonly look = latest(() =>
    this.rested(async (session, { recording, denoising }, isShown) => {
      if (session.untrained) return;
      const count = recording.values.length;
      const parts = session.training
        ? [this.window, { from: this.learnt, to: count }]
        : [{ from: 0, to: count }];
      const all = session.training ? this.restored.slice() : new Float32Array(count);
      for (const { from, to } of parts) {
        all.set(await restored(session.model, denoising.noisy, denoising, from, to), from);
        if (!isShown()) return;
      }
      this.restored = all;
      this.decibels = decibelsOf(recording.values, all, this.learnt);
    }),
  );

  // ------------------------------------------------------------ within

  protected override needsNew(wanted: Experiment, before: Experiment): boolean {
    const { data, noise, strength } = before;
    const isOther = wanted.data !== data || wanted.noise !== noise || wanted.strength !== strength;
    return isOther || super.needsNew(wanted, before);
  }

  protected async prepare({ data, noise, strength, values }: Experiment): Promise<Material> {
    const before = this.material;
    const recording =
      data === "own"
        ? this.#own!
        : before?.recording.id === data
          ? before.recording
          : await loadRecording(data).catch((cause: unknown) => rethrow(cause, words().trouble.data));
    const settings = { kind: noise, strength, seed: Number(values.seed) };
    const isSame = before?.recording === recording;
    const now = this.experiment;
    const isSameNoise = noise === now.noise && strength === now.strength && values.seed === now.values.seed;
    const origin = this.#scalings.get(recording);
    const isSameScale =
      !origin || (before?.denoising.mean === origin.mean && before.denoising.deviation === origin.deviation);
    if (isSame && isSameNoise && isSameScale) return before;
    const [pieces, denoising] = await Promise.all([
      isSame ? before.pieces : piecesOf(recording),
      denoisingOf(recording, settings, origin),
    ]);
    const keep = (windows: Float32Array) => this.runtime!.dataset(windows, { features: windowLength });
    const { train, heldOut } = denoising;
    return {
      recording,
      pieces,
      unusual: isSame ? before.unusual : null,
      denoising,
      train: await keep(train.noisy),
      heldOut: await keep(heldOut.noisy),
      targets: { train: await keep(train.clean), heldOut: await keep(heldOut.clean) },
    };
  }

  protected async create({ values }: Experiment): Promise<Autoencoder> {
    const shape: [number, number, number] = [1, windowLength, 1];
    return createModel(this.runtime!, "vanilla", signalKind.overrides(values, { shape }));
  }

  protected appeared(before: Material | null): void {
    const material = this.material!;
    const isOther = material.recording !== before?.recording;
    if (material.recording.id === "own") this.#own = material.recording;
    this.decibels = null;
    const { values, rate } = material.recording;
    this.restored = new Float32Array(values.length).fill(NaN);
    if (isOther) {
      this.selected = null;
      this.unusual = material.unusual;
      const middle = 0.88 * values.length;
      const half = (secondsShown * Math.min(1, 360 / rate) * rate) / 2;
      this.showWindow(middle - half, middle + half);
      if (!material.unusual) void this.#findUnusual(material);
    } else void this.look();
  }

  async #findUnusual(material: Material): Promise<void> {
    const found = await findUnusual(material.pieces).catch((error: unknown) => void this.report(error));
    if (!found) return;
    material.unusual = found;
    if (material.recording !== this.recording) return;
    this.material!.unusual = found;
    this.unusual = found;
    this.selected = found.worst[0] ?? null;
  }

  protected dataOf(material: Material): Data {
    return material;
  }

  protected excess(values: Values): number {
    return excess(values, { shape: [1, windowLength, 1] });
  }

  protected async release({ train, heldOut, targets }: Material): Promise<void> {
    for (const dataset of [train, heldOut, ...Object.values(targets)]) await dataset.dispose();
  }
}
