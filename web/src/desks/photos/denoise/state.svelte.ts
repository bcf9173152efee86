// Everything that the photos desk shows.

import { attachMetadata, attachedMetadata } from "hourglass-autoencoder/data";
import { examples, hasTeachers, loadStart, Studio } from "../../../data/photos/load";
import { filterIds, type FilterId } from "../../../data/photos/filters";
import { likePhoto, partOf, psnr, type Box, type Numbers, type Photo } from "../../../data/photos/photo";
import {
  dilatedConfig,
  startEngine,
  type Autoencoder,
  type LayerOutput,
  type Progress,
  type Runtime,
} from "../../../engine/client";
import { parseAddress, writeAddress } from "../../../lib/address";
import { latest } from "../../../lib/latest";
import { PlainError } from "../../../words/trouble";
import { words } from "../../../words/words.svelte";
import type { Learning } from "../learning";
import { boxOf, firstPlace, lensSide, placeWithin } from "../lens";
import { troubleOf, type Shelf } from "../shelf";
import { Training } from "../training.svelte";
import { experimentOf, formatExperiment, usualDistance, type Experiment } from "./experiment";
import { beginDenoiser, hasTargets, type Lesson } from "./network";

/** How far around the lens pixels reach into it. */
const reach = 16;

/** Filters take seconds for a photo of this many pixels: of larger ones they get what is under the lens. */
const mostFiltered = 600_000;
/** Noise is added to a copy of four bytes a number. */
export const mostNoised = 16e6;

export interface Figures {
  psnr: number;
  ssim: number;
}

export class DenoiseDesk {
  experiment = $state.raw<Experiment>() as Experiment;
  phase = $state<"loading" | "ready" | "failed">("loading");
  trouble = $state<string | null>(null);

  photo = $state.raw<Photo | null>(null);
  /** What is to be restored: the photo with noise, or as it is. */
  noisy = $state.raw<Numbers | null>(null);
  /** The noise's standard deviation as estimated, of 255. */
  estimated = $state<number | null>(null);
  restored = $state.raw<Uint8Array | null>(null);
  figures = $state.raw<{ noisy: Figures | null; network: Figures | null }>({ noisy: null, network: null });

  readonly training = new Training({
    begin: (told) => this.#begin(told),
    onprogress: () => this.#progressed(),
    onrest: () => {
      void this.look();
      void this.restore();
    },
    onerror: (error) => this.report(error),
  });
  /** Names of somebody's own photos to learn from. */
  ownTeachers = $state.raw<string[]>([]);
  /** Of the whole photo, bands of tiles. */
  share = $state<{ done: number; total: number } | null>(null);

  lens = $state.raw({ x: 0, y: 0 });
  /** What the network makes of what is under the lens, and its layers. */
  underLens = $state.raw<Float32Array | null>(null);
  maps = $state.raw<LayerOutput[]>([]);
  /** By filter the whole photo or what is under the lens, and in decibels how good the whole is. */
  filtered = $state.raw<Partial<Record<FilterId, { crop: Float32Array; psnr: number | null }>>>({});

  #runtime: Promise<Runtime> | null = null;
  /** Filters take long: others do not wait for them. */
  #filters: Studio | null = null;
  #wholes: Partial<Record<FilterId, Float32Array>> = {};
  #lookedAt = 0;
  #lensAt = 0;
  #giveUp: AbortController | null = null;

  constructor(
    experiment: Experiment,
    private readonly shelf: Shelf,
  ) {
    this.experiment = experiment;
    this.ownTeachers = shelf.ownTeachers;
  }

  // ------------------------------------------------------------ opening

  async open(): Promise<void> {
    this.trouble = null;
    this.phase = "loading";
    try {
      this.#runtime ??= startEngine();
      await this.#runtime;
      if (this.experiment.photo === "own" && !this.shelf.hasOwn) {
        this.trouble = words().photos.notHere;
        this.experiment = { ...this.experiment, photo: examples[0] };
      }
      await this.#prepare(true);
      this.phase = "ready";
    } catch (error) {
      this.#runtime = null;
      this.phase = "failed";
      this.report(error);
    }
  }

  close(): void {
    this.#giveUp?.abort();
    this.#filters?.end();
    void this.#runtime?.then((runtime) => runtime.dispose());
  }

  report(error: unknown): void {
    this.trouble = troubleOf(error);
  }

  // ------------------------------------------------------------ settings

  /** Another experiment; what was learnt goes where it does not belong to it. */
  async change(wanted: Experiment, isNew = true): Promise<void> {
    const before = this.experiment;
    this.experiment = wanted;
    if (isNew) writeAddress(formatExperiment(wanted), true);
    if (wanted.budget !== before.budget && sameButBudget(wanted, before)) return;
    try {
      await this.#prepare(wanted.photo !== before.photo);
      this.trouble = null;
    } catch (error) {
      this.experiment = before;
      writeAddress(formatExperiment(before), false);
      this.report(error);
    }
  }

  async takeOwn(file: Blob, name: string): Promise<void> {
    try {
      await this.shelf.takeOwn(file, name);
      this.photo = null;
      const distance = usualDistance("own");
      await this.change({ ...this.experiment, photo: "own", noise: "own", source: "alone", distance });
    } catch (error) {
      this.report(error);
    }
  }

  /** Somebody's own photos to learn from take the place of the page's. */
  async takeTeachers(files: readonly File[]): Promise<void> {
    try {
      await this.shelf.takeTeachers(files);
      await this.#learnFromOthers();
    } catch (error) {
      this.report(error);
    }
  }

  forgetTeachers(): Promise<void> {
    this.shelf.forgetTeachers();
    return this.#learnFromOthers();
  }

  async #learnFromOthers(): Promise<void> {
    this.ownTeachers = this.shelf.ownTeachers;
    await this.reset();
    const has = hasTeachers || this.ownTeachers.length > 0;
    await this.change({ ...this.experiment, source: has ? "others" : "alone" });
  }

  async #prepare(isOther: boolean): Promise<void> {
    await this.reset();
    const { photo: id, noise, sigma, seed } = this.experiment;
    if (isOther || !this.photo) {
      this.photo = await this.shelf.photo(id);
      this.lens = firstPlace(this.photo);
    }
    const { photo } = this;
    this.noisy =
      noise === "own"
        ? photo.pixels
        : await this.shelf.studio.noisy(photo, { kind: noise, sigma, seed: seed + 1 });
    this.estimated = 255 * (await this.shelf.studio.estimate(photo, this.noisy!));
    await this.#compare();
    void this.#filter();
  }

  /** Of 1: what was added, on the average where it differs from place to place, or what the photo has of its own. */
  get sigma(): number {
    const { noise, sigma } = this.experiment;
    if (noise === "own") return Math.max(1, this.estimated ?? 1) / 255;
    const decibels = this.figures.noisy?.psnr ?? Infinity;
    return hasTargets(noise) && decibels < Infinity ? 10 ** (-decibels / 20) : sigma / 255;
  }

  /** Whether it is known what the photo is without noise. */
  get isJudged(): boolean {
    return this.experiment.noise !== "own";
  }

  #lookedFrom = $state.raw({ x: -1, y: -1 });

  /** Where the clean photo is known: how close to it is what is under the lens, and how much there is to see. */
  readonly lensFigures = $derived.by(() => {
    const { photo, noisy, underLens } = this;
    if (!photo || !noisy || !this.isJudged) return null;
    const clean = partOf(photo, photo.pixels, this.box).values;
    const mean = clean.reduce((sum, value) => sum + value, 0) / clean.length;
    // Until the lens has come to rest it shows what was under it before.
    const isThere = this.#lookedFrom.x === this.lens.x && this.#lookedFrom.y === this.lens.y;
    const variance = clean.reduce((sum, value) => sum + (value - mean) ** 2, 0) / clean.length;
    return {
      noisy: psnr(partOf(photo, noisy, this.box).values, clean),
      network: underLens && isThere ? psnr(underLens, clean) : null,
      /** Standard deviation, of 255 shades. */
      detail: 255 * Math.sqrt(variance),
    };
  });

  get box(): Box {
    return boxOf(this.lens);
  }

  // ------------------------------------------------------------ learning

  /** Forgets what was learnt. */
  async reset(): Promise<void> {
    this.#giveUp?.abort();
    [this.#lookedAt, this.#lensAt] = [performance.now(), 0];
    [this.restored, this.underLens, this.share] = [null, null, null];
    this.maps = [];
    this.figures = { ...this.figures, network: null };
    await this.training.reset();
  }

  get #learning(): Learning | null {
    return this.training.learning;
  }

  // ------------------------------------------------------------ the network as a file

  /** With what it learnt from, and which noise it takes away. */
  async save(): Promise<Uint8Array<ArrayBuffer>> {
    return attachMetadata(await this.#learning!.model.save(), { photos: formatExperiment(this.experiment) });
  }

  /** A network from a file: it restores the photo that is open, and can go on learning. */
  async openModel(file: Blob, name: string): Promise<void> {
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const model = await (await this.#runtime!).open(bytes);
      const { input } = model.config;
      await model.dispose();
      const { channels } = this.photo!;
      const said = attachedMetadata(bytes).photos;
      if (!said || !Array.isArray(input)) throw new PlainError(words().photos.open.other(name));
      if (input[2] !== channels) throw new PlainError(words().photos.open.colours(name, input[2]!));
      const { noise, sigma, source, distance, start, budget } = experimentOf(parseAddress(said).parameters);
      const isSame = noise === "own" || this.experiment.noise === "own";
      const wanted = {
        ...this.experiment,
        source,
        distance,
        start,
        budget,
        ...(!isSame && { noise, sigma }),
      };
      await this.reset();
      await this.change(wanted);
      await this.training.open((told) => this.#begin(told, bytes));
    } catch (error) {
      this.report(error);
    }
  }

  async #begin(told: (progress: Progress, steps: number) => void, file?: Uint8Array): Promise<Learning> {
    const { photo, noisy, experiment } = this;
    const lessons =
      experiment.source === "alone" ? await this.#ownLessons(photo!, noisy!) : await this.#lessonsFor(photo!);
    const begins = experiment.start && experiment.source === "others" && !file;
    const start = begins ? await loadStart(photo!.channels) : null;
    return beginDenoiser(await this.#runtime!, experiment, lessons, this.sigma, told, { file, start });
  }

  /** The noisy photo; where neighbours are to be apart, every second row and column of it by itself. */
  async #ownLessons(photo: Photo, noisy: Numbers): Promise<Lesson[]> {
    const { distance } = this.experiment;
    if (distance === 1) return [{ photo, values: noisy }];
    const phases = await this.shelf.studio.phases(photo, noisy, distance);
    return phases.map(({ values, ...size }) => ({ photo: { ...photo, ...size }, values }));
  }

  /** Other photos, in as many channels; with noise where the network cannot add it for itself. */
  async #lessonsFor(judged: Photo): Promise<Lesson[]> {
    const { noise, sigma, seed } = this.experiment;
    const lessons: Lesson[] = (await this.shelf.teachers(judged)).map((teacher) =>
      likePhoto(teacher, judged),
    );
    if (!hasTargets(noise)) return lessons;
    return Promise.all(
      lessons.map(async ({ photo, values }, i) => ({
        photo,
        values: await this.shelf.studio.noisy(photo, { kind: noise, sigma, seed: seed + 2 + i }),
        targets: values,
      })),
    );
  }

  #progressed(): void {
    // Looking takes time from learning: about a tenth of it.
    const now = performance.now();
    if (now - this.#lensAt > 700) {
      this.#lensAt = now;
      void this.look();
    }
    if (now - this.#lookedAt > 5000 && this.photo!.width * this.photo!.height < 1e6) void this.restore();
  }

  // ------------------------------------------------------------ looking

  moveLens(x: number, y: number): void {
    this.lens = placeWithin(this.photo!, x, y);
    void this.look();
    void this.#cropFiltered();
  }

  /** What the network as it is makes of what is under the lens. */
  readonly look = latest(async () => {
    const { photo, noisy, box } = this;
    const learning = this.#learning;
    if (!learning || !photo || !noisy) return;
    const around = widened(box, photo, reach);
    const { values, width, height } = partOf(photo, noisy, around);
    try {
      const { data } = await this.#restoring(learning, (model) =>
        model.reconstructImage(values, { height, width }),
      );
      const maps = await this.#mapsOf(learning, partOf(photo, noisy, box).values, photo.channels);
      if (learning !== this.#learning) return;
      const within = { ...box, x: box.x - around.x, y: box.y - around.y };
      this.underLens = partOf({ ...photo, width, height }, data, within).values;
      this.#lookedFrom = { x: box.x, y: box.y };
      this.maps = maps;
    } catch (error) {
      if (learning === this.#learning) this.report(error);
    }
  });

  /** What learnt from pixels that are apart sees such pixels when it restores, too. */
  async #restoring<T>(learning: Learning, use: (model: Autoencoder) => Promise<T>): Promise<T> {
    const { model } = learning;
    const { source, distance } = this.experiment;
    if (source !== "alone" || distance === 1) return use(model);
    const twin = await (await this.#runtime!).create(dilatedConfig(model.config, distance));
    try {
      await twin.setWeights(await model.weights());
      return await use(twin);
    } finally {
      await twin.dispose();
    }
  }

  /** A twin of the network that is as large as the lens. */
  async #mapsOf(learning: Learning, values: Float32Array, channels: number): Promise<LayerOutput[]> {
    const runtime = await this.#runtime!;
    const { source, distance } = this.experiment;
    const config = dilatedConfig(learning.model.config, source === "alone" ? distance : 1);
    const twin = await runtime.create({ ...config, input: [lensSide, lensSide, channels] });
    try {
      await twin.setWeights(await learning.model.weights());
      return (await twin.activations(values)).slice(0, -1);
    } finally {
      await twin.dispose();
    }
  }

  /** The whole photo by the network as it is. */
  readonly restore = latest(async () => {
    const { photo, noisy } = this;
    const learning = this.#learning;
    if (!learning || !photo || !noisy) return;
    this.#lookedAt = performance.now();
    const giveUp = new AbortController();
    this.#giveUp = giveUp;
    const isLarge = photo.width * photo.height > 1e6;
    try {
      const { data } = await this.#restoring(learning, (model) =>
        model.reconstructImage(noisy, {
          height: photo.height,
          width: photo.width,
          bytes: true,
          signal: giveUp.signal,
          onProgress: (done, total) => isLarge && (this.share = { done, total }),
        }),
      );
      if (learning !== this.#learning) return;
      this.restored = data;
      await this.#compare();
    } catch (error) {
      if (!giveUp.signal.aborted && learning === this.#learning) this.report(error);
    } finally {
      this.share = null;
    }
  });

  /** Ends the work on the whole photo. */
  giveUp(): void {
    this.#giveUp?.abort();
  }

  async #compare(): Promise<void> {
    const { photo, noisy, restored } = this;
    if (!this.isJudged || !photo || !noisy) {
      this.figures = { noisy: null, network: null };
      return;
    }
    const of = (values: Numbers) => this.shelf.studio.compare(photo, values);
    const figures = {
      noisy: restored && this.figures.noisy ? this.figures.noisy : await of(noisy),
      network: restored ? await of(restored) : null,
    };
    if (photo === this.photo && noisy === this.noisy) this.figures = figures;
  }

  // ------------------------------------------------------------ without learning

  /** One filter after the other, of the whole photo where that takes seconds. */
  async #filter(): Promise<void> {
    const { photo, noisy } = this;
    this.#filters?.end();
    this.#wholes = {};
    this.filtered = {};
    if (!photo || !noisy) return;
    const filters = new Studio();
    this.#filters = filters;
    const { width, height } = photo;
    if (width * height > mostFiltered) return void this.#cropFiltered();
    const whole = partOf(photo, noisy, { x: 0, y: 0, width, height });
    for (const id of filterIds) {
      // Where the network learns, it has the computer to itself.
      while (this.training.status === "training") await new Promise((resolve) => setTimeout(resolve, 200));
      if (filters !== this.#filters) return;
      const values = await filters.filter(whole, id, this.sigma);
      if (filters !== this.#filters) return;
      this.#wholes[id] = values;
      const psnr = this.isJudged ? (await filters.compare(photo, values)).psnr : null;
      if (filters !== this.#filters) return;
      this.filtered = { ...this.filtered, [id]: { crop: partOf(photo, values, this.box).values, psnr } };
    }
  }

  readonly #cropFiltered = latest(async () => {
    const { photo, noisy, box } = this;
    const filters = this.#filters;
    if (!photo || !noisy || !filters) return;
    const isSmall = photo.width * photo.height <= mostFiltered;
    const around = widened(box, photo, reach);
    const part = partOf(photo, noisy, around);
    for (const id of filterIds) {
      const whole = this.#wholes[id];
      if (isSmall && !whole) continue;
      const crop = whole
        ? partOf(photo, whole, box).values
        : partOf(
            { ...photo, width: around.width, height: around.height },
            await filters.filter(part, id, this.sigma),
            { ...box, x: box.x - around.x, y: box.y - around.y },
          ).values;
      if (filters !== this.#filters) return;
      this.filtered = { ...this.filtered, [id]: { crop, psnr: this.filtered[id]?.psnr ?? null } };
    }
  });
}

const sameButBudget = (a: Experiment, b: Experiment) =>
  formatExperiment({ ...a, budget: 10 }) === formatExperiment({ ...b, budget: 10 });

function widened({ x, y, width, height }: Box, photo: Photo, by: number): Box {
  const [left, top] = [Math.max(0, x - by), Math.max(0, y - by)];
  return {
    x: left,
    y: top,
    width: Math.min(photo.width, x + width + by) - left,
    height: Math.min(photo.height, y + height + by) - top,
  };
}
