/// <reference lib="esnext.disposable" preserve="true" />
import { checkWhole } from "../base/checks.js";
import type { Connection } from "../connection/connection.js";
import { HourglassError } from "../base/errors.js";
import { unwatch, watch } from "../base/leak-guard.js";
import { sent, type Samples } from "./samples.js";

/** Samples that are vectors. */
export interface VectorShape {
  /** Numbers in each, at least 1. */
  features: number;
}

/** Samples that are images. */
export interface ImageShape {
  /** [height, width, channels], at least 1 each. */
  shape: readonly [number, number, number];
}

/** How a sample is shaped. */
export type SampleShape = VectorShape | ImageShape;

/** Where a data set is, and what it looks like. */
interface Description {
  id: number;
  size: number;
  features: number;
  shape: [number, number, number];
}

/**
 * Samples that crossed to the runtime once and stay there: methods take it wherever they take samples. Its parts share
 * them; they are freed with the last of these.
 */
export class Dataset implements AsyncDisposable {
  #size: number;
  /** Numbers in each. */
  readonly features: number;
  /** [height, width, channels] of a sample; of vectors [1, 1, features]. */
  readonly shape: [number, number, number];

  readonly #connection: Connection;
  readonly #id: number;
  #disposed = false;

  /** @internal */
  constructor(connection: Connection, { id, size, features, shape }: Description) {
    this.#connection = connection;
    this.#id = id;
    watch(this, "data set", connection, () => connection.request("dropDataset", [id]));
    this.#size = size;
    this.features = features;
    this.shape = shape;
  }

  /** Number of samples. */
  get size(): number {
    return this.#size;
  }

  /** Adds samples behind. Parts of it, and runs that train on it, keep what they have. */
  async append(rows: Samples): Promise<void> {
    await this.#add(rows, false);
  }

  /** Adds samples behind and takes as many away in front: a ring of the most recent ones. */
  async slide(rows: Samples): Promise<void> {
    await this.#add(rows, true);
  }

  async #add(rows: Samples, slides: boolean): Promise<void> {
    this.#check("This data set");
    const more = sent(rows, "rows", this.#connection);
    const { size } = await this.#connection.request("appendRows", [this.#id, more, slides ? 1 : 0]);
    this.#size = size;
  }

  /** Samples `from` to `to` - 1, without copying them. Rejects with invalid_config where there are none. */
  async rows(from: number, to: number = this.size): Promise<Dataset> {
    this.#check("This data set");
    checkWhole(from, "from", 0, this.size - 1);
    checkWhole(to, "to", from + 1, this.size);
    const id = this.#connection.nextDataset();
    await this.#connection.request("keepRows", [id, this.#id, from, to]);
    const { features, shape } = this;
    return new Dataset(this.#connection, { id, size: to - from, features, shape });
  }

  /** Frees the samples, once no part of them is left. Calling it twice is harmless. */
  async dispose(): Promise<void> {
    if (this.#disposed) return;
    this.#disposed = true;
    unwatch(this, "data set", this.#connection);
    await this.#connection.request("dropDataset", [this.#id]).catch(() => undefined); // the runtime may have gone first
  }

  /** What `await using` calls: `dispose`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.dispose();
  }

  /** @internal By this it is known, whatever realm it is from. */
  get [Symbol.toStringTag](): string {
    return "Dataset";
  }

  /** @internal What stands for it in a request. */
  sent(owner: Connection, field: string): { dataset: number } {
    this.#check(field);
    if (owner !== this.#connection)
      throw new HourglassError("invalid_data", `${field} is a data set of another runtime`);
    return { dataset: this.#id };
  }

  #check(field: string): void {
    if (this.#disposed) throw new HourglassError("disposed", `${field} was disposed`);
  }
}
