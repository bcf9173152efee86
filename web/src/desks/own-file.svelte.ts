// Somebody's own file while it is looked at: read anew with other settings, until it is taken or the dialog is closed.

import type { Reading } from "hourglass-autoencoder/files";
import { BrokenFile } from "../data/broken";

interface Ways<Found> {
  read(file: Blob, name: string, reading: Reading): Promise<Found>;
  /** It was read: what else is to be found out about it. */
  found(found: Found): void | Promise<void>;
  /** What is wrong, but not with the file. */
  report(error: unknown): void;
  closed?(): void;
}

export class OwnFileDialog<Found extends { reading: Reading }> {
  /** Null: nothing is open. */
  name = $state<string | null>(null);
  found = $state.raw<Found | null>(null);
  broken = $state.raw<BrokenFile | null>(null);
  /** What somebody has set of the reading; the rest is guessed. */
  given = $state.raw<Reading>({});
  busy = $state(false);
  file: Blob | null = null;
  #last = $state.raw<Reading | null>(null);

  constructor(private readonly ways: Ways<Found>) {}

  /** How it is read. Also where a change made the file unreadable, so that it can be taken back. */
  get reading(): Reading | null {
    return this.found?.reading ?? (this.#last && { ...this.#last, ...this.given });
  }

  async open(file: Blob, name: string): Promise<void> {
    this.close();
    [this.file, this.name] = [file, name];
    await this.read({});
  }

  async read(next: Reading): Promise<void> {
    const { file, name } = this;
    if (!file || name === null) return;
    [this.given, this.broken, this.busy] = [next, null, true];
    const isCurrent = () => file === this.file && next === this.given;
    try {
      const found = await this.ways.read(file, name, next);
      if (!isCurrent()) return;
      [this.found, this.#last] = [found, found.reading];
      await this.ways.found(found);
    } catch (error) {
      if (isCurrent()) this.fail(error);
    } finally {
      if (isCurrent()) this.busy = false;
    }
  }

  /** The file is broken, or something else is, which closes the dialog. */
  fail(error: unknown): void {
    if (error instanceof BrokenFile) [this.found, this.broken] = [null, error];
    else {
      this.close();
      this.ways.report(error);
    }
  }

  close(): void {
    this.ways.closed?.();
    [this.name, this.file, this.found, this.broken, this.#last] = [null, null, null, null, null];
    [this.given, this.busy] = [{}, false];
  }
}
