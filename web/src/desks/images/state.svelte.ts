// The images desk: its network, its settings, what was before. What the row shows of it is the row's.

import { attachMetadata, attachedMetadata } from "hourglass-autoencoder/data";
import { writeAddress } from "../../lib/address";
import { formatExperiment, type Experiment } from "./experiment";
import { imageSources } from "../../data";
import { takeHandedOver } from "../../data/handover";
import {
  featuresOf,
  heldOutSample,
  trainCount,
  type DatasetId,
  type ImageSet,
  type Sample,
} from "../../data/dataset";
import { createModel, type Autoencoder, type KindId } from "../../engine/client";
import { fitOptions, kindOf } from "../../kinds";
import { corruptionOf } from "../../kinds/denoising";
import { excess } from "../../kinds/work";
import { TrainingDesk } from "../../training/desk.svelte";
import type { Values } from "../../training/fields";
import type { Data, Session } from "../../training/session.svelte";
import { mse } from "../../lib/measure";
import { keepOwn, recallOwn } from "../../lib/own";
import type { Words } from "../../words/en";
import { rethrow } from "../../words/trouble";
import { words } from "../../words/words.svelte";
import { viewIds, Views, type ViewId } from "./views";
import { letGo, materialOf, type Material } from "./material";
import { PrincipalLine } from "./principal-line.svelte";
import { Flow } from "./flow/flow.svelte";

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

export class ImagesDesk extends TrainingDesk<Experiment, Material> {
  loaded = $state(0);
  offers = $state.raw<Offer[]>([]);
  /** Pictures that a model wants: the dialog for own ones opens for them. */
  wanted = $state.raw<WantedPictures | null>(null);
  /** The picture offered to the pad. */
  sample = $state.raw<Sample | null>(null);

  /** The pictures that somebody brought last. */
  #own: ImageSet | null = takeHandedOver();

  readonly flow: Flow = new Flow(this);
  readonly views: Views = new Views({ inspected: () => this.flow.inspected(), open: () => this.view });
  readonly principal = new PrincipalLine();
  #samples = 0;

  constructor(experiment: Experiment) {
    super(experiment, {
      format: formatExperiment,
      write: writeAddress,
      isOwn: ({ data }) => data === "own",
      usual: (wanted) => ({ ...wanted, data: "digits" }),
      options: ({ kind, values }) => fitOptions(kindOf(kind), values),
    });
  }

  get kind(): KindId {
    return this.experiment.kind;
  }

  get view(): ViewId {
    const { view } = this.experiment;
    return viewIds.includes(view) ? view : "held-out";
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

  get trainCount(): number {
    return this.set ? trainCount(this.set) : 0;
  }

  override async open(): Promise<void> {
    if (this.#own) void this.#keepOwn(this.#own);
    await super.open();
    if (this.phase !== "ready") return;
    await this.views.state("compare").restore(this.runtime!);
    void this.views.again();
  }

  // ------------------------------------------------------------ settings

  choose(kind: KindId): void {
    if (kind === this.kind) return;
    this.flow.tryNoise = null;
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
    await this.renew(wanted);
  }

  chooseView(view: ViewId): void {
    void this.change({ ...this.experiment, view }, false);
  }

  /** Changes what the open view computes, and shows it. */
  again(change: () => void): void {
    change();
    void this.views.again();
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
      await model.dispose();
      this.offers = [];
      await this.take(experiment, material, bytes);
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
    const [heldOut, pins] = [this.views.state("held-out"), this.views.state("compare")];
    const { experiment } = this; // another may be opened meanwhile
    try {
      const network = await this.flow.inspected();
      if (!network) return;
      await heldOut.measure(network);
      await pins.pin(network, experiment, heldOut.measured);
      await this.views.again();
    } catch (error) {
      this.report(error);
    }
  }

  async unpin(id: string): Promise<void> {
    await this.views.state("compare").unpin(id);
    if (this.views.state("compare").runs.length === 0 && this.view === "compare") this.chooseView("held-out");
    await this.views.again();
  }

  /** Other latent sizes, for the plot of the view Compression. */
  async trainSizes(): Promise<void> {
    const network = await this.flow.inspected();
    await (network && this.views.state("compression").trainSizes(network).catch(network.report));
  }

  /** For when a run is over: PCA would hold up its first seconds, and what is measured at its end comes first. */
  async findPrincipal(): Promise<void> {
    await this.flow.lookAtAll();
    await this.#findPrincipal();
  }

  // ------------------------------------------------------------ within

  protected async hasOwn(): Promise<boolean> {
    if (this.#own) return true;
    this.#own = await recallOwn<ImageSet>("images");
    this.ownIsKept = this.#own !== null;
    return this.ownIsKept;
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

  async #load(id: Experiment["data"]): Promise<ImageSet> {
    if (id === "own") return this.#own!;
    if (this.set?.id === id) return this.set;
    const { trouble } = words();
    return imageSources[id]
      .load((share) => (this.loaded = share))
      .catch((cause: unknown) => rethrow(cause, trouble.data));
  }

  protected override get notHere(): string {
    return words().data.own.notInLink;
  }

  protected override needsNew(wanted: Experiment, before: Experiment): boolean {
    return wanted.kind !== before.kind || wanted.data !== before.data || super.needsNew(wanted, before);
  }

  /** What own pictures took the place of comes back, and so do they. */
  protected override keepsUntrained(before: Material, next: Material): boolean {
    return before !== next && [before, next].some(({ set }) => set.id === "own");
  }

  /** Undo leaves the view that is open. */
  protected override broughtBack(experiment: Experiment): Experiment {
    return { ...experiment, view: this.view };
  }

  protected async prepare({ data }: Experiment): Promise<Material> {
    const set = await this.#load(data);
    const known = [this.material, ...this.past.map(({ material }) => material)];
    return known.find((material) => material?.set === set) ?? materialOf(this.runtime!, set);
  }

  protected create({ kind, values }: Experiment, { set }: Material): Promise<Autoencoder> {
    return createModel(this.runtime!, kind, kindOf(kind).overrides(values, set));
  }

  protected dataOf({ train, heldOut }: Material): Data {
    return { train, heldOut: heldOut.dataset };
  }

  protected override async measure(
    model: Autoencoder,
    { heldOut }: Material,
    heldOutLoss: number,
  ): Promise<number> {
    const { loss, sparsity, variational } = model.config;
    if (loss === "mse" && !sparsity && !variational) return heldOutLoss;
    return mse(await model.reconstruct(heldOut.dataset), heldOut.pixels);
  }

  protected excess(values: Values): number {
    return excess(values, this);
  }

  protected look(): Promise<void> {
    return this.flow.look();
  }

  protected override progressed(session: Session): void {
    this.flow.fingerprint = ""; // the picture was of the weights before
    void (session.training ? this.flow.follow() : this.flow.look());
  }

  protected async appeared(before: Material | null): Promise<void> {
    const { set } = this.material!;
    if (set.id === "own") this.#own = set;
    this.flow.forget();
    if (this.material !== before) this.takeSample();
    if (this.session!.untrained) void this.session!.measureFresh().catch(() => undefined); // the model may be gone
    void this.#findPrincipal();
    await this.flow.look();
  }

  protected override async tuned(before: Experiment): Promise<void> {
    const { session, kind, experiment } = this;
    if (experiment.view !== before.view) void this.views.again();
    const isOther = (["noise", "corrupt"] as const).some(
      (key) => experiment.values[key] !== before.values[key],
    );
    if (isOther && kind === "denoising") {
      this.flow.tryNoise = null;
      await session!.model.setCorruption(corruptionOf(experiment.values));
    }
    void this.flow.look();
  }

  protected release(material: Material): Promise<void> {
    return letGo(material);
  }

  async #findPrincipal(): Promise<void> {
    const { set, experiment } = this;
    const isShown = () => experiment.values === this.experiment.values && set === this.set;
    if (set)
      await this.principal.find(set, experiment, isShown).catch((error: unknown) => this.report(error));
  }
}
