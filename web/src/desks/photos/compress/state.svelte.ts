// Everything that the tab Compress shows.

import {
  attachMetadata,
  attachedMetadata,
  codeDeviations,
  compressImage,
  decompressImage,
  inspectCompressed,
} from "hourglass-autoencoder/data";
import { codecIds, settingsOf, type CodecId, type CodePlanes } from "../../../data/photos/codecs";
import { examples, hasTeachers, Studio } from "../../../data/photos/load";
import { psnrInSlices, type Photo } from "../../../data/photos/photo";
import { startEngine, type Autoencoder, type Progress, type Runtime } from "../../../engine/client";
import { parseAddress, writeAddress } from "../../../lib/address";
import { latest } from "../../../lib/latest";
import { Rest } from "../../../lib/rest";
import { PlainError } from "../../../words/trouble";
import { words } from "../../../words/words.svelte";
import type { Learning } from "../learning";
import { firstPlace, placeWithin } from "../lens";
import { troubleOf, type Shelf } from "../shelf";
import { Training } from "../training.svelte";
import { coarseness, experimentOf, formatExperiment, type Experiment } from "./experiment";
import { beginCoder, samplesOf } from "./network";
import { nearest, type Point } from "./rates";

/** All sizes, and cosines, of photos of so many pixels: of larger ones what is asked for. */
const mostCompared = 1.5e6;

/** A photo by one of the other ways. */
export interface Other extends Point {
  setting: number;
}

/** The photo by the network's code. */
export interface Learnt extends Point {
  /** With the decoder in it. */
  file: Uint8Array<ArrayBuffer>;
  pixels: Uint8Array;
}

export class CompressDesk {
  experiment = $state.raw<Experiment>() as Experiment;
  phase = $state<"loading" | "ready" | "failed">("loading");
  trouble = $state<string | null>(null);
  photo = $state.raw<Photo | null>(null);
  lens = $state.raw({ x: 0, y: 0 });
  /** Names of somebody's own photos to learn from. */
  ownTeachers = $state.raw<string[]>([]);

  /** At the chosen size. */
  learnt = $state.raw<Learnt | null>(null);
  /** What its code looks like. */
  planes = $state.raw<CodePlanes | null>(null);
  /** By how coarse the code is rounded; of the network as it was when it came to rest. */
  points = $state.raw<Partial<Record<number, Point>>>({});
  others = $state.raw<Record<CodecId, Other[]>>({ webp: [], dct: [], jpeg: [] });
  /** What other ways make of the photo at about as many bytes as the network's code has. */
  beside = $state.raw<Partial<Record<CodecId, Uint8Array>>>({});
  /** Bytes of a PNG. */
  exact = $state<number | null>(null);

  readonly training = new Training({
    begin: (told) => this.#begin(told),
    onprogress: () => {
      if (this.#rest.isOver && !this.#isLarge) void this.#rest.after(() => this.look());
    },
    onrest: () => void this.look().then(() => this.#lookAtAll()),
    onerror: (error) => this.report(error),
  });
  readonly #rest = new Rest();
  #runtime: Promise<Runtime> | null = null;
  /** Other ways take long: the shelf's worker does not wait for them. */
  #studio: Studio | null = null;
  #samples: Float32Array | null = null;

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
      await this.#take();
      this.phase = "ready";
    } catch (error) {
      this.#runtime = null;
      this.phase = "failed";
      this.report(error);
    }
  }

  close(): void {
    this.#studio?.end();
    void this.#runtime?.then((runtime) => runtime.dispose());
  }

  report(error: unknown): void {
    this.trouble = troubleOf(error);
  }

  // ------------------------------------------------------------ settings

  /** Another experiment; what was learnt stays where another photo or another size is asked for. */
  async change(wanted: Experiment, isNew = true): Promise<void> {
    const before = this.experiment;
    this.experiment = wanted;
    if (isNew) writeAddress(formatExperiment(wanted), true);
    try {
      if (isOther(wanted, before) || (wanted.source === "alone" && wanted.photo !== before.photo))
        await this.reset();
      if (wanted.photo !== before.photo) await this.#take();
      else void this.look();
      this.trouble = null;
    } catch (error) {
      this.experiment = before;
      writeAddress(formatExperiment(before), false);
      this.report(error);
    }
  }

  /** A photo, or one that was made small here. */
  async takeOwn(file: Blob, name: string): Promise<void> {
    try {
      const isCode = (await file.slice(0, 4).text()) === "HGI1";
      if (isCode) await this.#openCode(file, name);
      else await this.shelf.takeOwn(file, name);
      const { experiment } = this;
      if (experiment.source === "alone") await this.reset();
      this.experiment = { ...experiment, photo: "own" };
      writeAddress(formatExperiment(this.experiment), true);
      await this.#take();
      this.trouble = null;
    } catch (error) {
      this.report(error);
    }
  }

  async #openCode(file: Blob, name: string): Promise<void> {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const opened = await decompressImage(await this.#runtime!, bytes).catch(() => {
      throw new PlainError(words().photos.open.noCode(name));
    });
    const { data, width, height, channels } = opened;
    this.shelf.putOwn({ id: "own", name, width, height, channels, pixels: data });
  }

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

  async #take(): Promise<void> {
    this.photo = await this.shelf.photo(this.experiment.photo);
    this.lens = firstPlace(this.photo);
    [this.learnt, this.planes, this.points, this.beside, this.exact] = [null, null, {}, {}, null];
    void this.#compare();
    if (this.training.status !== "training") void this.look().then(() => this.#lookAtAll());
  }

  moveLens(x: number, y: number): void {
    this.lens = placeWithin(this.photo!, x, y);
  }

  // ------------------------------------------------------------ learning

  async #begin(told: (progress: Progress, steps: number) => void, file?: Uint8Array): Promise<Learning> {
    const photos = await this.#teachers();
    const learning = await beginCoder(await this.#runtime!, this.experiment, photos, told, file);
    this.#samples = samplesOf(photos, (learning.model.config.input as readonly number[])[0]!);
    return learning;
  }

  async #teachers(): Promise<Photo[]> {
    return this.experiment.source === "alone" ? [this.photo!] : this.shelf.teachers(this.photo!);
  }

  async reset(): Promise<void> {
    [this.learnt, this.planes, this.points, this.beside] = [null, null, {}, {}];
    await this.training.reset();
  }

  /** The network, and what it was made for. */
  async save(): Promise<Uint8Array<ArrayBuffer>> {
    return attachMetadata(await this.training.learning!.model.save(), {
      photos: formatExperiment(this.experiment),
    });
  }

  async openModel(file: Blob, name: string): Promise<void> {
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const said = attachedMetadata(bytes).photos ?? "";
      const { parameters } = parseAddress(said);
      if (parameters.get("do") !== "compress") throw new PlainError(words().photos.open.other(name));
      await (await (await this.#runtime!).open(bytes)).dispose();
      const { source, budget, beta, planes } = experimentOf(parameters);
      await this.reset();
      await this.change({ ...this.experiment, source, budget, beta, planes });
      await this.training.open((told) => this.#begin(told, bytes));
    } catch (error) {
      this.report(error);
    }
  }

  // ------------------------------------------------------------ looking

  /** The photo by the network as it is, at the chosen size. */
  readonly look = latest(async () => {
    const { learning } = this.training;
    const { photo, experiment } = this;
    if (!learning || !photo) return;
    try {
      const learnt = await this.#asItIs(learning, (model) => this.#learntBy(model, photo, experiment.size));
      if (learning !== this.training.learning || photo !== this.photo) return;
      this.learnt = learnt;
      this.planes = await this.shelf.studio.planes(learnt.file);
      if (this.training.status !== "training")
        this.points = { ...this.points, [experiment.size]: { bytes: learnt.bytes, psnr: learnt.psnr } };
      else this.points = {};
      void this.#lookBeside();
    } catch (error) {
      if (learning === this.training.learning) this.report(error);
    }
  });

  /** While it learns its weights change under the hand: then by a twin that has them as they were. */
  async #asItIs<T>(learning: Learning, use: (model: Autoencoder) => Promise<T>): Promise<T> {
    if (this.training.status !== "training") return use(learning.model);
    const twin = await (await this.#runtime!).create(learning.model.config);
    try {
      await twin.setWeights(await learning.model.weights());
      return await use(twin);
    } finally {
      await twin.dispose();
    }
  }

  async #learntBy(model: Autoencoder, photo: Photo, size: number): Promise<Learnt> {
    const { height, width, channels, pixels } = photo;
    const deviations = await codeDeviations(model, this.#samples!);
    const steps = deviations.map((value) => coarseness[size]! * value);
    const file = await compressImage(model, pixels, { height, width, channels, steps, decoder: true });
    const { data } = await decompressImage(model, file);
    const bytes = file.length - inspectCompressed(file).decoderBytes;
    return { bytes, psnr: await psnrInSlices(data, pixels), file, pixels: data };
  }

  /** The curve: every size of the network at rest. */
  readonly #lookAtAll = latest(async () => {
    const { learning } = this.training;
    const { photo } = this;
    if (!learning || !photo || this.#isLarge) return;
    for (const size of coarseness.keys()) {
      if (this.points[size]) continue;
      const { bytes, psnr } = await this.#learntBy(learning.model, photo, size).catch(() => ({
        bytes: 0,
        psnr: 0,
      }));
      const isSame = learning === this.training.learning && photo === this.photo;
      if (!isSame || this.training.status === "training" || bytes === 0) return;
      this.points = { ...this.points, [size]: { bytes, psnr } };
    }
  });

  // ------------------------------------------------------------ without learning

  async #compare(): Promise<void> {
    const { photo } = this;
    this.#studio?.end();
    this.others = { webp: [], dct: [], jpeg: [] };
    if (!photo) return;
    const studio = new Studio();
    this.#studio = studio;
    try {
      await studio.keep(photo);
      const exact = await studio.exact();
      if (studio !== this.#studio) return;
      this.exact = exact;
      for (const codec of codecIds)
        for (const setting of this.#settings(codec)) {
          const small = await studio.rate(codec, setting);
          if (studio !== this.#studio) return;
          if (!small) break;
          const { bytes, psnr } = small;
          this.others = { ...this.others, [codec]: [...this.others[codec], { bytes, psnr, setting }] };
        }
      void this.#lookBeside();
    } catch (error) {
      if (studio === this.#studio) this.report(error);
    }
  }

  get #isLarge(): boolean {
    return this.photo !== null && this.photo.width * this.photo.height > mostCompared;
  }

  #settings(codec: CodecId): number[] {
    return codec === "dct" && this.#isLarge ? [] : settingsOf[codec];
  }

  /** The photo by the other ways, at about as many bytes. */
  readonly #lookBeside = latest(async () => {
    const { photo, learnt } = this;
    const studio = this.#studio;
    if (!photo || !learnt || !studio) return;
    for (const codec of codecIds) {
      const point = nearest(this.others[codec], learnt.bytes);
      if (!point) continue;
      const small = await studio.small(codec, point.setting);
      if (studio !== this.#studio || !small) return;
      this.beside = { ...this.beside, [codec]: small.pixels };
    }
  });
}

const isOther = (a: Experiment, b: Experiment) =>
  a.source !== b.source || a.beta !== b.beta || a.planes !== b.planes || a.seed !== b.seed;
