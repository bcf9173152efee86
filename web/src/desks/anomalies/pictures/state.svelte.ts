// Everything that is shown of pictures: their scores, what is flagged, and where it is off.

import { attachMetadata, attachedMetadata, auc, quantile } from "hourglass-autoencoder/data";
import type { PictureFile } from "hourglass-autoencoder/files";
import { BrokenFile } from "../../../data/broken";
import { readUnusual } from "../../../data/images/load";
import { byAxes, differenceOf, smoothed } from "../../../data/scans/heat";
import { Pictures } from "../../../data/scans/load";
import { heatOf, hottestOf } from "../../../data/scans/patches";
import { countOf, featuresOf, type PictureSet } from "../../../data/scans/set";
import { createModel, withHelper, type Autoencoder, type Dataset, type Pca } from "../../../engine/client";
import { fitOptions } from "../../../kinds";
import { excess } from "../../../kinds/work";
import { parseAddress, writeAddress } from "../../../lib/address";
import { latest } from "../../../lib/latest";
import { TrainingDesk } from "../../../training/desk.svelte";
import type { Values } from "../../../training/fields";
import type { Data } from "../../../training/session.svelte";
import { PlainError, rethrow } from "../../../words/trouble";
import { words } from "../../../words/words.svelte";
import { cheapest, figuresAt, markedShares, qualityOf } from "../judgement";
import {
  experimentOf,
  formatExperiment,
  pictureKind,
  presets,
  type Experiment,
  type PicturesId,
} from "./experiment";

interface Material {
  set: PictureSet;
  train: Dataset;
  /** Usual ones that are neither learnt from nor judged: they set the threshold. */
  heldOut: Dataset;
  test: Dataset;
  marks: Map<number, boolean>;
}

/** Of pictures that are judged, and of those that set the threshold. */
export interface Scores {
  test: Float32Array;
  validation: Float32Array;
  /** The pixel where each is furthest off; null where nobody asked. */
  hottest: Uint32Array | null;
}

/** One picture, what is restored of it, and where it is off. */
export interface Look {
  picture: Float32Array;
  restored: Float32Array;
  heat: Float32Array;
  /** The pixel that is furthest off, and how much lighter it is than restored. */
  place: number;
  lighter: number;
}

/** Hottest places of a large picture are so many pixels apart. */
const [places, apart] = [4, 40];
const none: Scores = { test: new Float32Array(), validation: new Float32Array(), hottest: null };

export class PicturesDesk extends TrainingDesk<Experiment, Material> {
  scores = $state.raw<Scores>(none);
  /** By principal axes of equal width. */
  principal = $state.raw<Scores | null>(null);
  /** Null: the quantile of usual ones. */
  chosen = $state<number | null>(null);
  /** What one missed costs, in false alarms. */
  cost = $state(10);
  /** What people said of pictures, by their number. */
  marks = $state.raw<Map<number, boolean>>(new Map());
  /** The picture that is looked at closely. */
  selected = $state<number | null>(null);
  closely = $state.raw<Look | null>(null);
  /** The same by principal axes. */
  lookPrincipal = $state.raw<Look | null>(null);
  /** What the pictures that are shown have of heat, by their number. */
  heats = $state.raw<Map<number, Float32Array>>(new Map());
  /** Of a large picture, its hottest patches. */
  hottest = $state.raw<{ place: number; look: Look }[]>([]);

  #pictures: Pictures | null = null;
  /** Nobody sees it any more: what is still on its way is of no use. */
  #isClosed = false;
  /** The network's steps when the scores were found. */
  #scoredAt = $state(0);
  #own: PictureSet | null = null;
  #axes: { pca: Pca; validation: number } | null = null;
  /** The numbers of pictures that are shown. */
  #shown: number[] = [];

  constructor(parameters: URLSearchParams) {
    super(experimentOf(parameters), {
      format: formatExperiment,
      write: writeAddress,
      isOwn: ({ data }) => data === "own-pictures",
      usual: (experiment) => ({ ...experiment, data: "heads", values: { ...presets.heads } }),
      options: ({ values }) => fitOptions(pictureKind, values),
    });
  }

  get set(): PictureSet | null {
    return this.material?.set ?? null;
  }

  /** Whether what it says is more than chance: it has learnt. */
  get judges(): boolean {
    return this.session !== null && !this.session.untrained && this.scores.test.length > 0;
  }

  /** Whether figures are still those of the network as it was some steps ago. */
  get isStale(): boolean {
    return this.#scoredAt !== this.session?.steps;
  }

  /** Of usual ones this share passes, until somebody moves the threshold. */
  get usualShare(): number {
    return this.set?.large ? 0.99 : 0.95;
  }

  /** 1 is unusual, as the data say or as somebody marked it. */
  readonly labels = $derived.by(() => {
    const { set, marks } = this;
    const count = set ? countOf(set.test, set.shape) : 0;
    return Uint8Array.from({ length: count }, (_, i) => Number(marks.get(i) ?? set!.labels?.[i] === 1));
  });
  readonly threshold = $derived.by(() => {
    const { chosen, scores } = this;
    if (chosen !== null || scores.validation.length === 0) return chosen ?? 0;
    return quantile(scores.validation, this.usualShare);
  });
  readonly #terms = $derived({ cost: this.cost, weight: 1 });
  readonly figures = $derived(figuresAt(this.scores.test, this.labels, this.threshold, this.#terms));
  /** Halves of a large picture say nothing of what is unusual. */
  readonly #isJudged = $derived(this.set?.labels !== null && (!this.set?.large || this.set.id === "brick"));
  readonly quality = $derived(
    this.judges && this.#isJudged ? qualityOf(this.scores.test, this.labels, 1) : null,
  );
  readonly qualityPrincipal = $derived(
    this.principal && this.#isJudged ? qualityOf(this.principal.test, this.labels, 1) : null,
  );
  readonly marked = $derived(
    markedShares(this.scores.test, Uint32Array.from(this.scores.test.keys()), this.marks, this.threshold),
  );
  /** Numbers of the pictures that are flagged, most unusual first. */
  readonly flagged = $derived.by(() => {
    const { test } = this.scores;
    const found = [...test.keys()].filter((i) => test[i]! >= this.threshold);
    return found.sort((a, b) => test[b]! - test[a]!);
  });
  /** Of a large picture, by pixel. */
  readonly heat = $derived.by(() => {
    const large = this.set?.large;
    return large && this.scores.test.length > 0 ? heatOf(large, this.scores.test) : null;
  });
  /** How well the heat of a large picture finds what is drawn, by pixel. */
  readonly byPixel = $derived.by(() => {
    const large = this.set?.large;
    const { heat } = this;
    if (!large?.truth || !heat) return null;
    const shown = [...heat.keys()].filter((i) => heat[i]! > 0);
    return auc(
      Uint8Array.from(shown, (i) => large.truth![i]!),
      Float32Array.from(shown, (i) => heat[i]!),
    );
  });

  /** Of pictures with a lesion, how many are furthest off on it. */
  hits({ hottest }: Scores): number | null {
    const { set } = this;
    if (!set?.truths || !hottest || !set.labels) return null;
    const size = set.shape[0] * set.shape[1];
    const unusual = [...set.labels.keys()].filter((i) => set.labels![i] === 1);
    return unusual.filter((i) => set.truths![i * size + hottest[i]!] === 1).length / unusual.length;
  }

  // ------------------------------------------------------------ settings

  choose(data: PicturesId): void {
    void this.change(experimentOf(new URLSearchParams({ data })));
  }

  setData(part: Partial<Pick<Experiment, "heads" | "without">>): void {
    void this.change({ ...this.experiment, ...part }, false);
  }

  /** Somebody's own pictures, or one large one, take the place of those before, which undo brings back. */
  async takeOwn(name: string, files: PictureFile[]): Promise<void> {
    try {
      this.#own = await readUnusual(name, files, Number(this.experiment.values.seed));
      const values = { ...(this.#own.large ? presets.retina : presets["own-pictures"]) };
      const wanted: Experiment = { ...this.experiment, data: "own-pictures", values };
      writeAddress(formatExperiment(wanted), true);
      await this.renew(wanted);
    } catch (error) {
      if (!(error instanceof BrokenFile)) return this.report(error);
      const { files, scans } = words();
      this.trouble = `${name}: ${files.faults[error.fault](...error.values)} ${scans.unchanged}`;
    }
  }

  protected hasOwn(): Promise<boolean> {
    return Promise.resolve(this.#own !== null);
  }

  close(): void {
    this.#isClosed = true;
    this.#pictures?.end();
  }

  get #worker(): Pictures {
    return (this.#pictures ??= new Pictures());
  }

  // ------------------------------------------------------------ judging

  setThreshold(threshold: number | null): void {
    this.chosen = threshold;
  }

  takeCheapest(): void {
    this.chosen = cheapest(this.scores.test, this.labels, this.#terms);
  }

  /** Null takes the mark away. */
  mark(picture: number, unusual: boolean | null): void {
    const marks = new Map(this.marks);
    if (unusual === null) marks.delete(picture);
    else marks.set(picture, unusual);
    this.marks = marks;
    if (this.material) this.material.marks = marks;
  }

  select(picture: number): void {
    this.selected = picture;
    void this.lookClosely();
  }

  /** These are in sight: what heat they have is asked for. */
  show(pictures: number[]): void {
    if (pictures.join() === this.#shown.join()) return;
    this.#shown = pictures;
    void this.#lookAtShown();
  }

  // ------------------------------------------------------------ files

  async save(): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const { session, experiment } = this;
    if (!session) return undefined;
    return attachMetadata(await session.model.save(), { pictures: formatExperiment(experiment) });
  }

  /** A network from a file, and the pictures that it learnt on; one that learnt on own ones judges those that are open. */
  async openModel(file: Blob, name: string): Promise<void> {
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const said = attachedMetadata(bytes).pictures;
      if (!said) throw new PlainError(words().scans.other(name));
      const wanted = experimentOf(parseAddress(said).parameters);
      const isOwn = wanted.data === "own-pictures";
      if (isOwn && !this.#own) throw new PlainError(words().scans.ownFirst(name));
      const material = await this.prepare(wanted);
      const model = await this.runtime!.open(bytes);
      const { features } = model;
      await model.dispose();
      if (features !== featuresOf(material.set.shape))
        throw new PlainError(words().scans.otherSize(name, features, featuresOf(material.set.shape)));
      writeAddress(formatExperiment(wanted), true);
      await this.take(wanted, material, bytes);
    } catch (error) {
      this.report(error);
    }
  }

  // ------------------------------------------------------------ within

  protected override needsNew(wanted: Experiment, before: Experiment): boolean {
    return !isSameData(wanted, before) || super.needsNew(wanted, before);
  }

  protected async prepare(wanted: Experiment): Promise<Material> {
    const { data, heads, without, values } = wanted;
    const isSame = isSameData(wanted, this.experiment) && this.set?.id === idOf(data);
    if (this.material && isSame && (data !== "own-pictures" || this.set === this.#own)) return this.material;
    const set =
      data === "own-pictures"
        ? this.#own!
        : await this.#worker
            .load({ id: data, heads, without, seed: Number(values.seed) })
            .catch((cause: unknown) => rethrow(cause, words().trouble.data));
    const keep = (pictures: Uint8Array) =>
      this.runtime!.dataset(pictures, { features: featuresOf(set.shape) });
    return {
      set,
      train: await keep(set.train),
      heldOut: await keep(set.validation),
      test: await keep(set.test),
      marks: new Map(),
    };
  }

  protected create({ values }: Experiment, { set }: Material): Promise<Autoencoder> {
    return createModel(this.runtime!, "vanilla", pictureKind.overrides(values, { shape: set.shape }));
  }

  protected appeared(): void {
    const { set, marks } = this.material!;
    // Those of the network before say nothing of this one.
    this.scores = none;
    if (set.id === "own") this.#own = set;
    [this.marks, this.chosen, this.selected] = [marks, null, null];
    [this.closely, this.lookPrincipal, this.principal, this.#axes] = [null, null, null, null];
    [this.heats, this.hottest] = [new Map(), []];
    void this.look();
  }

  protected dataOf({ train, heldOut }: Material): Data {
    return { train, heldOut };
  }

  protected excess(values: Values): number {
    return excess(values, { shape: this.set?.shape ?? [1, 1, 1] });
  }

  protected async release({ train, heldOut, test }: Material): Promise<void> {
    for (const dataset of [train, heldOut, test]) await dataset.dispose();
  }

  readonly look = latest(() =>
    this.rested(async ({ model, training, steps }, material, isShown) => {
      const scores = await this.#scoresBy(model, material);
      if (!isShown() || this.#isClosed) return;
      [this.scores, this.#scoredAt] = [scores, steps];
      if (!training && this.selected === null && this.judges && this.flagged.length > 0)
        this.selected = this.flagged[0]!;
      await this.#lookAtPlaces();
      await this.lookClosely();
      await this.#lookAtShown();
      if (!training && this.judges) void this.#compare();
    }),
  );

  async #scoresBy(model: Autoencoder, { set, test, heldOut }: Material): Promise<Scores> {
    if (set.score === "mean")
      return { test: await model.scores(test), validation: await model.scores(heldOut), hottest: null };
    const { shape, score: kind } = set;
    const by = async (dataset: Dataset, pictures: Uint8Array) =>
      this.#worker.judge({ pictures, restored: await model.reconstruct(dataset), shape, kind });
    const judged = await by(test, set.test);
    const { scores: validation } = await by(heldOut, set.validation);
    return { test: judged.scores, validation, hottest: judged.hottest };
  }

  #pixelsOf(picture: number): Uint8Array {
    const { shape, test } = this.set!;
    const features = featuresOf(shape);
    return test.subarray(picture * features, (picture + 1) * features);
  }

  /** What the network makes of these pictures. */
  async #looksAt(pictures: number[]): Promise<Look[]> {
    const { session, set } = this;
    if (!session || !set || pictures.length === 0) return [];
    const features = featuresOf(set.shape);
    const all = new Float32Array(pictures.length * features);
    pictures.forEach((picture, i) =>
      this.#pixelsOf(picture).forEach((byte, j) => (all[i * features + j] = byte / 255)),
    );
    const restored = await session.model.reconstruct(all);
    return pictures.map((picture, i) =>
      lookOf(this.#pixelsOf(picture), restored.slice(i * features, (i + 1) * features), set.shape),
    );
  }

  async #lookAtPlaces(): Promise<void> {
    const { set, material } = this;
    if (!set?.large || !this.judges) return;
    const found = hottestOf(set.large, this.scores.test, places, apart);
    const looks = await this.#looksAt(found);
    if (material !== this.material) return;
    this.hottest = found.map((place, i) => ({ place, look: looks[i]! }));
  }

  async #lookAtShown(): Promise<void> {
    const { material } = this;
    const shown = this.#shown;
    if (!this.judges) return;
    const looks = await this.#looksAt(shown);
    if (material !== this.material || shown !== this.#shown) return;
    this.heats = new Map(shown.map((picture, i) => [picture, looks[i]!.heat]));
  }

  readonly lookClosely = latest(async () => {
    const { selected, material, set } = this;
    if (selected === null || !set || !this.judges) return;
    const [look] = await this.#looksAt([selected]);
    if (selected !== this.selected || material !== this.material) return;
    this.closely = look!;
    this.lookPrincipal = this.#byAxes(selected);
  });

  /** The same picture by principal axes, once they are there. */
  #byAxes(picture: number): Look | null {
    const axes = this.#axes;
    if (!axes) return null;
    const { codes, components, mean } = axes.pca;
    const width = components.length / mean.length;
    const from = (axes.validation + picture) * width;
    const restored = byAxes(codes.subarray(from, from + width), components, mean, 1);
    return lookOf(this.#pixelsOf(picture), restored, this.set!.shape);
  }

  /** Principal axes of equal width, once the network has the computer no more. */
  readonly #compare = latest(async () => {
    const { set, material, experiment, session } = this;
    const count = Math.min(Number(experiment.values.latent), set ? featuresOf(set.shape) : 0);
    if (!set || this.#axes || session?.training || count === 0) return;
    try {
      const features = featuresOf(set.shape);
      const heldOut = new Uint8Array(set.validation.length + set.test.length);
      heldOut.set(set.validation);
      heldOut.set(set.test, set.validation.length);
      const pca = await withHelper((helper) =>
        helper.pca(set.train, { features, components: count, heldOut }),
      );
      const validation = set.validation.length / features;
      const { codes, components, mean } = pca;
      const judged = await this.#worker.byAxes({
        pictures: heldOut,
        codes,
        components,
        mean,
        count: heldOut.length / features,
        shape: set.shape,
        kind: set.score,
      });
      if (material !== this.material || count !== Number(this.experiment.values.latent)) return;
      this.#axes = { pca, validation };
      this.principal = {
        validation: judged.scores.slice(0, validation),
        test: judged.scores.slice(validation),
        hottest: judged.hottest.slice(validation),
      };
      if (this.selected !== null) this.lookPrincipal = this.#byAxes(this.selected);
    } catch (error) {
      if (material === this.material) this.report(error);
    }
  });
}

const idOf = (data: PicturesId): PictureSet["id"] => (data === "own-pictures" ? "own" : data);

const isSameData = (a: Experiment, b: Experiment) =>
  a.data === b.data &&
  a.values.seed === b.values.seed &&
  a.without === b.without &&
  JSON.stringify(a.heads) === JSON.stringify(b.heads);

function lookOf(bytes: Uint8Array, restored: Float32Array, shape: PictureSet["shape"]): Look {
  const difference = differenceOf(bytes, restored);
  const heat = smoothed(difference, shape);
  let place = 0;
  for (let i = 1; i < heat.length; i++) if (heat[i]! > heat[place]!) place = i;
  const channels = shape[2];
  let lighter = 0;
  for (let c = 0; c < channels; c++) lighter += difference[place * channels + c]! / channels;
  return { picture: Float32Array.from(bytes, (byte) => byte / 255), restored, heat, place, lighter };
}
