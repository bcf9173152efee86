import { heldOutDigit, loadDigits, oneOfEach, type Digits, type Sample } from "./datasets/digits";
import { inWords, rethrow } from "./errors";
import { join } from "./lib/join";
import { latest } from "./lib/latest";
import { formatHash, needsNewNetwork, parseHash, type Settings } from "./lib/settings";
import { messages } from "./messages";
import { Run } from "./state-run.svelte";
import { Trainer, type RuntimeInfo } from "./trainer/client";

/** An image on its way through the network. */
export interface Passage {
  clean: Float32Array;
  noisy: Float32Array;
  denoised: Float32Array;
}

/** Everything that the page shows. Views get it as properties and change it through the methods. */
export class Lab {
  phase = $state<"loading" | "failed" | "ready">("loading");
  loaded = $state(0);
  error = $state<string | null>(null);
  info = $state.raw<RuntimeInfo | null>(null);

  settings = $state.raw<Settings>(parseHash(location.hash));
  /** Settings that need a new network, until it is decided whether the trained one may go. */
  proposed = $state.raw<Settings | null>(null);

  run = $state.raw<Run | null>(null);
  /** The trained network that the last reset replaced. */
  previous = $state.raw<Run | null>(null);
  training = $state(false);

  /** The digit offered to the pad. */
  sample = $state.raw<Sample | null>(null);
  strip = $state.raw<(Passage & Sample)[]>([]);
  drawing = $state.raw<Passage | null>(null);
  /** The class of what is on the pad; null for a person's drawing. */
  drawingLabel = $state<number | null>(null);

  #digits: Digits | null = null;
  #trainer: Trainer | null = null;
  #pausing = new AbortController();
  #trained: Promise<void> = Promise.resolve();
  #stripSamples: Sample[] = [];
  #stripTurn = 0;
  #samples = 0;
  #ink: Float32Array | null = null;
  #noiseSeed = 1;

  get guide(): string {
    if (this.phase !== "ready") return messages.guide[this.phase];
    if (this.training) return messages.guide.training;
    if (!this.run?.steps) return messages.guide[this.previous ? "reset" : "fresh"];
    return messages.guide[this.run.finished ? "finished" : "paused"];
  }

  /** The epochs that training will have finished in the end. */
  get goal(): number {
    const { run, settings } = this;
    return !run || (run.steps === 0 && !this.training) ? settings.epochs : run.goal;
  }

  /** Loads what is not there yet, and makes the first network. */
  async open(): Promise<void> {
    this.phase = "loading";
    this.error = null;
    try {
      const [digits, trainer] = await Promise.all([
        this.#digits ?? loadDigits((share) => (this.loaded = share)).catch(rethrow(messages.failures.digits)),
        this.#trainer ?? Trainer.open().catch(rethrow(messages.failures.engine)),
      ]);
      this.#digits = digits;
      this.#trainer = trainer;
      this.info = trainer.info;
      this.run = new Run(await trainer.create(this.settings), this.settings);
      this.phase = "ready";
      this.showOthers();
      this.takeSample();
    } catch (error) {
      this.phase = "failed";
      this.error = inWords(error);
    }
  }

  // Training

  train(): void {
    const { run } = this;
    if (!run || !this.#digits || this.training) return;
    this.training = true;
    this.error = null;
    this.#pausing = new AbortController();
    this.#trained = run
      .train(this.#digits, this.settings.epochs, this.#pausing.signal, () => void this.#look())
      .catch((error: unknown) => this.#report(error))
      .finally(() => {
        this.training = false;
        void this.#look();
      });
  }

  /** Keeps what was learnt. */
  pause(): Promise<void> {
    this.#pausing.abort();
    return this.#trained;
  }

  async step(): Promise<void> {
    if (!this.run || !this.#digits || this.training) return;
    await this.run.step(this.#digits).catch((error: unknown) => this.#report(error));
    await this.#look();
  }

  reset(): Promise<void> {
    return this.#renew();
  }

  /** Exchanges the network with the one that the last reset replaced. */
  async undoReset(): Promise<void> {
    await this.pause();
    const { run, previous } = this;
    if (!run || !previous) return;
    this.run = previous;
    this.previous = null;
    this.#retire(run);
    const { latent, seed } = previous.settings;
    this.proposed = null;
    this.#set({ ...this.settings, latent, seed });
    await this.#tune();
  }

  // Settings

  change(part: Partial<Settings>): void {
    const wanted = { ...(this.proposed ?? this.settings), ...part };
    const { latent, seed } = this.settings;
    this.#set({ ...wanted, latent, seed });
    void this.#tune();
    this.proposed = needsNewNetwork(wanted, this.settings) ? wanted : null;
    if (this.proposed && !this.run?.steps) this.accept();
  }

  /** Makes the network that the proposed settings need. */
  accept(): void {
    if (!this.proposed) return;
    this.#set(this.proposed);
    this.proposed = null;
    void this.#renew();
  }

  decline(): void {
    this.proposed = null;
  }

  followLink(): void {
    this.change(parseHash(location.hash));
  }

  // Pictures

  draw(ink: Float32Array | null, label: number | null): void {
    this.#ink = ink;
    this.drawingLabel = label;
    void this.#look();
  }

  shake(): void {
    this.#noiseSeed++;
    void this.#look();
  }

  takeSample(sample?: Sample): void {
    const digits = this.#digits;
    if (!digits) return;
    // A copy: taking the same digit again is an event, too.
    this.sample = sample
      ? { ...sample }
      : heldOutDigit(digits, this.#samples++ % digits.heldOutLabels.length);
  }

  showOthers(): void {
    const digits = this.#digits;
    if (!digits) return;
    this.#stripSamples = oneOfEach(digits, this.#stripTurn++).map((index) => heldOutDigit(digits, index));
    void this.#look();
  }

  /** Sends the strip and the drawing through the network as it is now, in one go. */
  #look = latest(async () => {
    const { run } = this;
    if (!run) return;
    const samples = this.#stripSamples;
    const clean = [...samples.map((sample) => sample.pixels), ...(this.#ink ? [this.#ink] : [])];
    const hasDrawing = this.#ink !== null;
    try {
      const noisy = await run.network.corrupt(join(clean), this.settings.noise, this.#noiseSeed);
      const denoised = await run.network.reconstruct(noisy);
      if (run !== this.run) return;
      const passages = clean.map((pixels, i) => ({
        clean: pixels,
        noisy: noisy.subarray(i * pixels.length, (i + 1) * pixels.length),
        denoised: denoised.subarray(i * pixels.length, (i + 1) * pixels.length),
      }));
      this.strip = samples.map((sample, i) => ({ ...sample, ...passages[i]! }));
      this.drawing = hasDrawing ? passages.at(-1)! : null;
    } catch (error) {
      if (run === this.run) this.#report(error);
    }
  });

  #renew = latest(async () => {
    const trainer = this.#trainer;
    const { settings } = this;
    if (!trainer) return;
    try {
      const network = await trainer.create(settings);
      await this.pause();
      const old = this.run;
      this.run = new Run(network, settings);
      if (old) this.#retire(old);
    } catch (error) {
      this.#report(error);
      if (this.run)
        this.#set({ ...this.settings, latent: this.run.settings.latent, seed: this.run.settings.seed });
    }
    await this.#look();
  });

  /** A network that has learnt anything is kept until the next one takes its place. */
  #retire(run: Run): void {
    const gone = run.steps > 0 ? this.previous : run;
    if (run.steps > 0) this.previous = run;
    gone?.network.dispose().catch((error: unknown) => this.#report(error));
  }

  async #tune(): Promise<void> {
    const { run, settings } = this;
    await Promise.all([
      run?.network.setNoise(settings.noise),
      run?.network.setLearningRate(settings.learningRate),
    ]).catch((error: unknown) => this.#report(error));
    await this.#look();
  }

  #set(settings: Settings): void {
    this.settings = settings;
    history.replaceState(null, "", formatHash(settings));
  }

  #report(error: unknown): void {
    this.error = inWords(error);
  }
}
