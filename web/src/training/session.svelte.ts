// A model, its training and its curves: nothing about what it is trained on.

import type { Autoencoder, Dataset, FitOptions, FitRun, Progress } from "../engine/client";
import { attachedMetadata } from "hourglass-autoencoder/data";

export type Status = "fresh" | "opened" | "training" | "paused" | "finished" | "early_stopping" | "diverged";

/** Losses by step. The held-out loss is known at the end of an epoch only. */
export interface Curve {
  steps: number[];
  training: number[];
  /** The parts of the training loss; the penalty is the KL term of a variational model. */
  reconstruction: number[];
  penalty: number[];
  heldOut: (number | null)[];
  /** In pretraining the layer, from 0; in training proper null. */
  layers: (number | null)[];
}

export interface Data {
  train: Dataset;
  heldOut: Dataset;
  /** What shall come out, where that is not what goes in. */
  targets?: { train: Dataset; heldOut: Dataset };
  /** 0 where a value is missing, and neither teaches nor judges. */
  known?: { train: Dataset; heldOut: Dataset };
}

export const emptyCurve = (): Curve => ({
  steps: [],
  training: [],
  reconstruction: [],
  penalty: [],
  heldOut: [],
  layers: [],
});

/** Squared errors on the held-out data, by step: one measure for all losses. */
export interface Errors {
  steps: number[];
  values: number[];
}

/** In a run: the epochs before it, its own that are done, and batches of the next one. */
interface Place {
  before: number;
  epochs: number;
  batches: number;
}

/** Where a session stands, and all that is needed to go on with it bit for bit. */
export interface KeptRun {
  /** The network and its optimizer. */
  file: Uint8Array<ArrayBuffer>;
  status: Status;
  steps: number;
  /** Of them, batches of pretraining. */
  pretrainSteps: number;
  /** What the network had learnt before: its steps when it was opened. */
  base: number;
  epochs: number;
  goal: number;
  batchSize: number;
  /** Where the run at hand stands; null between runs. */
  run: Place | null;
  seconds: number;
  progress: Progress | null;
  heldOutLoss: number | undefined;
  curve: Curve;
  errors: Errors;
}

/** What was known at a step. */
function curveUntil(curve: Curve, step: number): Curve {
  const count = curve.steps.filter((at) => at <= step).length;
  return Object.fromEntries(
    Object.entries(curve).map(([key, values]) => [key, (values as unknown[]).slice(0, count)]),
  ) as unknown as Curve;
}

const snapshotEvery = 100; // milliseconds

export class Session {
  #status = $state<Status>("fresh");
  steps = $state(0);
  /** Epochs finished, of training proper; and those to finish. */
  epochs = $state(0);
  goal: number = $state(0);
  progress = $state.raw<Progress | null>(null);
  heldOutLoss = $state<number>();
  curve = $state.raw<Curve>(emptyCurve());
  errors = $state.raw<Errors>({ steps: [], values: [] });

  /** Whether it has never been trained, neither here nor before it was opened. */
  untrained = $state(true);

  /** What the file that it came from says of where it learnt; nothing where it learnt here. */
  origin: Readonly<Record<string, string>> = {};

  #run: FitRun | null = null;
  #ended: Promise<void> = Promise.resolve();
  #before = { steps: 0, epochs: 0 };
  #pretrained = false;
  #pretrainSteps = 0;
  /** Where the last run began, and the steps of training proper by then. */
  #start: Place & { steps: number } = { before: 0, epochs: 0, batches: 0, steps: 0 };
  /** Where a run goes on that was kept. */
  #next: Place | null = null;
  #batchSize = 0;
  #trained = 0;
  #since = 0;

  constructor(
    readonly model: Autoencoder,
    private readonly data: Data,
    goal: number,
    private readonly hooks: {
      onprogress(): void;
      onerror(error: unknown): void;
      /** The squared error on the held-out data, whose loss is known. */
      measure(heldOutLoss: number): Promise<number>;
    },
    /** Steps that the network had when it came. */
    private base = 0,
  ) {
    this.goal = goal;
  }

  get status(): Status {
    return this.#status;
  }

  set status(status: Status) {
    const now = performance.now();
    if (this.#status === "training") this.#trained += now - this.#since;
    this.#since = now;
    this.#status = status;
  }

  /** Spent training. */
  get seconds(): number {
    return (this.#trained + (this.training ? performance.now() - this.#since : 0)) / 1000;
  }

  get training(): boolean {
    return this.status === "training";
  }

  /** The held-out loss of a network that has learnt nothing yet: what there is to gain. */
  async measureFresh(): Promise<void> {
    const { data, ...rest } = this.#validation;
    const { loss } = await this.model.evaluate(data, rest);
    if (this.steps === 0) this.heldOutLoss ??= loss;
  }

  get #validation(): { data: Dataset; targets?: Dataset; featureWeights?: Dataset } {
    const { heldOut, targets, known } = this.data;
    return {
      data: heldOut,
      ...(targets && { targets: targets.heldOut }),
      ...(known && { featureWeights: known.heldOut }),
    };
  }

  /** It came from this file, with what it had learnt elsewhere. */
  opened(file: Uint8Array): this {
    this.untrained = false;
    this.status = "opened";
    this.origin = attachedMetadata(file);
    return this;
  }

  /** Trains to the goal; where it is reached, `more` epochs further. */
  async train(options: FitOptions, more: number): Promise<void> {
    if (this.training) return;
    if (this.epochs >= this.goal || this.status === "early_stopping") this.goal = this.epochs + more;
    this.#begin(options);
    this.status = "training";
    await this.#run!.resume();
  }

  /** To the end of the epoch at hand. */
  async epoch(options: FitOptions): Promise<void> {
    if (this.training) return;
    if (this.epochs >= this.goal) this.goal = this.epochs + 1;
    this.#begin(options);
    this.status = "training";
    this.#pausesAt = this.#finishedEpochs + 1;
    await this.#run!.resume({ epochs: 1 });
  }

  async step(options: FitOptions): Promise<void> {
    if (this.training) return;
    if (this.epochs >= this.goal) this.goal = this.epochs + 1;
    this.#begin(options);
    this.status = "paused";
    await this.#run!.step().catch(() => undefined); // the run tells
  }

  async pause(): Promise<void> {
    if (!this.training) return;
    this.status = "paused";
    await this.#run?.pause();
    this.hooks.onprogress();
  }

  /** Ends the run that is under way, because its settings no longer hold. What was learnt stays. */
  async end(): Promise<void> {
    const run = this.#run;
    if (!run) return;
    await run.abort();
    await this.#ended;
  }

  /** Everything needed to go on later; null during pretraining, and where nothing was learnt. */
  async keep(): Promise<KeptRun | null> {
    const start = this.#start;
    if (this.untrained || this.progress?.phase === "pretraining") return null;
    const file = await this.model.save();
    if (start !== this.#start) return null; // another run has begun meanwhile
    const proper = Number(attachedMetadata(file).steps) - this.base;
    const done = proper - start.steps + start.batches;
    const perEpoch = Math.ceil(this.data.train.size / this.#batchSize); // infinite where it has only been opened
    const steps = proper + this.#pretrainSteps;
    const place = {
      before: start.before,
      epochs: start.epochs + Math.floor(done / perEpoch),
      batches: done % perEpoch,
    };
    return {
      file,
      status: this.status,
      steps,
      pretrainSteps: this.#pretrainSteps,
      base: this.base,
      epochs: place.before + place.epochs,
      goal: this.goal,
      batchSize: this.#batchSize,
      run: this.#run || this.#next ? place : null,
      seconds: this.seconds,
      progress: this.progress,
      heldOutLoss: this.heldOutLoss,
      curve: curveUntil(this.curve, steps),
      errors: this.errors,
    };
  }

  /** Where another session of the same network was. */
  restore(kept: KeptRun): void {
    this.untrained = false;
    this.origin = attachedMetadata(kept.file);
    this.base = kept.base;
    this.#pretrained = true;
    this.#pretrainSteps = kept.pretrainSteps;
    this.#trained = 1000 * kept.seconds;
    this.#next = kept.run;
    const place = kept.run ?? { before: kept.epochs, epochs: 0, batches: 0 };
    this.#start = { ...place, steps: kept.steps - kept.pretrainSteps };
    this.#batchSize = kept.batchSize;
    const { steps, epochs, goal, progress, heldOutLoss, curve, errors } = kept;
    Object.assign(this, { steps, epochs, goal, progress, heldOutLoss, curve, errors });
    this.status = kept.status === "training" ? "paused" : kept.status;
  }

  async dispose(): Promise<void> {
    await this.model.dispose();
  }

  #finishedEpochs = 0;
  #pausesAt = Infinity;

  /** A run, unless one is under way; it waits to be resumed. */
  #begin(options: FitOptions): void {
    if (this.#run) return;
    this.untrained = false;
    const place = this.#next ?? { before: this.epochs, epochs: 0, batches: 0 };
    this.#next = null;
    this.#before = { steps: this.steps, epochs: place.before };
    this.#start = { ...place, steps: this.steps - this.#pretrainSteps };
    this.#batchSize = options.batchSize!;
    this.#finishedEpochs = 0;
    this.#pausesAt = Infinity;
    const { pretrain, ...rest } = options;
    const { train, targets, known } = this.data;
    const run = this.model.fit(train, {
      ...rest,
      ...(targets && { targets: targets.train }),
      ...(known && { featureWeights: known.train }),
      ...(pretrain && !this.#pretrained ? { pretrain } : {}),
      epochs: this.goal - place.before,
      initialEpoch: place.epochs,
      initialBatch: place.batches,
      validation: this.#validation,
      every: snapshotEvery,
      paused: true,
    });
    this.#pretrained = true;
    this.#run = run;
    this.#ended = this.#follow(run);
  }

  async #follow(run: FitRun): Promise<void> {
    try {
      for await (const progress of run) this.#record(progress);
      const { reason } = await run;
      this.status = reason === "aborted" ? "paused" : reason;
    } catch (error) {
      const { code } = error as { code?: string };
      this.status = code === "diverged" ? "diverged" : this.steps > 0 ? "paused" : "fresh";
      this.hooks.onerror(error);
    }
    this.#run = null;
    this.hooks.onprogress();
  }

  #record(progress: Progress): void {
    const proper = progress.phase === "training";
    this.steps = this.#before.steps + progress.step;
    if (!proper) this.#pretrainSteps = this.steps;
    if (proper) this.epochs = this.#before.epochs + progress.epochsDone;
    const heldOut = progress.validationLoss;
    const isNew = heldOut !== undefined && heldOut !== this.heldOutLoss;
    const { curve } = this;
    curve.steps.push(this.steps);
    curve.training.push(progress.recentLoss);
    curve.reconstruction.push(progress.reconstructionLoss);
    curve.penalty.push(progress.penalty);
    curve.heldOut.push(isNew ? heldOut : null);
    curve.layers.push(proper ? null : progress.layer!);
    this.curve = { ...curve };
    if (isNew) {
      this.heldOutLoss = heldOut;
      void this.#measure(heldOut, this.steps);
    }
    this.progress = progress;
    this.#countEpochs(progress);
    this.hooks.onprogress();
  }

  async #measure(heldOut: number, step: number): Promise<void> {
    const error = await this.hooks.measure(heldOut).catch(() => null); // the model may be gone
    if (error === null) return;
    const { steps, values } = this.errors;
    this.errors = { steps: [...steps, step], values: [...values, error] };
  }

  /** A run that was to go on for an epoch only waits by itself. */
  #countEpochs({ epochsDone, epoch }: Progress): void {
    if (epochsDone < epoch) return;
    this.#finishedEpochs++;
    if (this.#finishedEpochs < this.#pausesAt || !this.training) return;
    this.#pausesAt = Infinity;
    this.status = "paused";
  }
}
