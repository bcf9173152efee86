// Samples that come one batch after another, more of them than memory may hold, as windows that are shuffled and sent.

import { checkAttached, shown, tagOf } from "../base/checks.js";
import { checkKeys } from "../base/unknown-keys.js";
import { HourglassError } from "../base/errors.js";
import type { Connection } from "../connection/connection.js";
import type { WindowArguments } from "../messages/methods.js";
import { sent, type Samples } from "./samples.js";

/** Some samples of a stream with what belongs to them, as `fit` takes all of them at once. */
export interface StreamedPairs {
  /** The samples. */
  data: Samples;
  /** One for each sample. */
  targets?: Samples | undefined;
  /** One for each sample. */
  sampleWeights?: Samples | undefined;
  /** One for each feature of each sample. */
  featureWeights?: Samples | undefined;
}

/** What a stream gives: any number of samples, or a blob of their numbers in single precision (float32, little-endian). */
export type StreamedBatch = Exclude<Samples, readonly number[]> | readonly number[] | Blob | StreamedPairs;

/** Batches that can be asked for, at once or in time. */
export type StreamedBatches =
  Iterable<StreamedBatch> | AsyncIterable<StreamedBatch> | ReadableStream<StreamedBatch>;

/**
 * More samples than memory may hold: something to iterate (a generator, a stream, an array-like that is made as it is read),
 * or a function that makes it anew for each epoch. A generator can be read once, and so lasts for one epoch.
 */
export type SampleStream =
  AsyncIterable<StreamedBatch> | Iterable<StreamedBatch> | (() => StreamedBatches | Promise<StreamedBatches>);

type Array = Float32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>;

/** Whether `data` is no samples, but gives some. */
export function isStream(data: unknown): data is SampleStream {
  if (typeof data === "function") return true;
  if (typeof data !== "object" || data === null) return false;
  if (Array.isArray(data) || ArrayBuffer.isView(data) || tagOf(data) === "Dataset") return false;
  return Symbol.asyncIterator in data || Symbol.iterator in data || tagOf(data) === "ReadableStream";
}

const keys = ["data", "targets", "sampleWeights", "featureWeights"] as const;

/** A pass over a stream, window by window. */
export class Windows {
  constructor(
    private readonly connection: Connection,
    private readonly features: number,
    /** So many samples are a window. */
    private readonly size: number,
  ) {}

  /** The last one says so. Rejects with invalid_data or shape_mismatch, naming the batch, for what is no samples. */
  async *of(stream: SampleStream): AsyncGenerator<WindowArguments, void> {
    const batches = typeof stream === "function" ? await stream() : stream;
    let window = this.#empty();
    let place = 0;
    for await (const batch of iterate(batches)) {
      const parts = await this.#parts(batch, `data[${place++}]`);
      const count = parts[0]!.length / this.features;
      for (let from = 0; from < count;) {
        if (window.count === this.size) {
          yield window.taken(false);
          window = this.#empty();
        }
        from += window.add(parts, from, count);
      }
    }
    if (window.count > 0) yield window.taken(true);
  }

  #empty(): Window {
    const { features } = this;
    return new Window(this.size, [features, features, 1, features]);
  }

  /** Data, targets and weights of a batch, as numbers or undefined. */
  async #parts(batch: StreamedBatch, field: string): Promise<(Array | undefined)[]> {
    const isPairs = tagOf(batch) === "Object";
    if (isPairs) checkKeys(batch, keys, field);
    const pairs = (isPairs ? batch : { data: batch }) as StreamedPairs;
    const widths = [this.features, this.features, 1, this.features];
    const parts = await Promise.all(
      keys.map((key) => {
        const samples = pairs[key];
        if (samples === undefined && key !== "data") return undefined;
        return this.#numbers(samples, isPairs ? `${field}.${key}` : field);
      }),
    );
    const count = parts[0]!.length / this.features;
    parts.forEach((part, i) => {
      if (part === undefined || part.length === count * widths[i]!) {
        if (i > 0 || Number.isInteger(count)) return;
      }
      const expected =
        i === 0
          ? `a length that is a multiple of ${this.features} features`
          : `${count * widths[i]!} numbers for its samples`;
      throw new HourglassError(
        "shape_mismatch",
        `${isPairs ? `${field}.${keys[i]!}` : field} must have ${expected}, got ${part!.length}`,
      );
    });
    return parts;
  }

  async #numbers(samples: unknown, field: string): Promise<Array> {
    if (tagOf(samples) === "Blob" || tagOf(samples) === "File") {
      const { size } = samples as Blob;
      if (size % 4 === 0) return new Float32Array(await (samples as Blob).arrayBuffer());
      throw new HourglassError(
        "shape_mismatch",
        `${field} must be a blob of float32 numbers, 4 bytes each, got ${size} bytes`,
      );
    }
    const numbers = sent(samples, field, this.connection);
    if (ArrayBuffer.isView(numbers)) return numbers as Array;
    throw new HourglassError("invalid_data", `${field} must be numbers, got a data set that stays`);
  }
}

/** Samples that are being gathered. */
class Window {
  count = 0;
  readonly #parts: (Array | undefined)[] = [];

  constructor(
    private readonly size: number,
    private readonly widths: number[],
  ) {}

  /** Takes samples from number `from` on, as many as there is room for; how many these are. */
  add(parts: (Array | undefined)[], from: number, count: number): number {
    const taken = Math.min(count - from, this.size - this.count);
    parts.forEach((part, i) => {
      const width = this.widths[i]!;
      if (this.count === 0 && part) {
        this.#parts[i] = new (tagOf(part) === "Uint8Array" ? Uint8Array : Float32Array)(this.size * width);
      }
      const own = this.#parts[i];
      if (own === undefined && part === undefined) return;
      if (own === undefined || part === undefined || tagOf(own) !== tagOf(part)) {
        throw new HourglassError(
          "invalid_data",
          `data must give batches of one kind, got ${shown(own)} and then ${shown(part)} as ${keys[i]!}`,
        );
      }
      checkAttached(part, "data");
      own.set(part.subarray(from * width, (from + taken) * width), this.count * width);
    });
    this.count += taken;
    return taken;
  }

  /** What there is, to be sent. */
  taken(last: boolean): WindowArguments {
    // A copy of what there is: a part of an array would be sent with all that it is a part of.
    const part = (i: number) =>
      this.count === this.size ? this.#parts[i] : this.#parts[i]?.slice(0, this.count * this.widths[i]!);
    return [part(0)!, part(1), part(2), part(3), last ? 1 : 0];
  }
}

const isObject = (value: unknown) => typeof value === "object" && value !== null;

/** Where streams are no async iterables yet, a reader reads them. */
async function* iterate(batches: StreamedBatches): AsyncGenerator<StreamedBatch, void> {
  if (isObject(batches) && (Symbol.asyncIterator in batches || Symbol.iterator in batches))
    return yield* batches;
  if (tagOf(batches) !== "ReadableStream") {
    throw new HourglassError(
      "invalid_data",
      `data must be samples, or give something to iterate, got ${shown(batches)}`,
    );
  }
  const reader = batches.getReader();
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value;
  } finally {
    await reader.cancel();
  }
}

/**
 * Feeds a run until it wants no more: pass after pass, reading a window ahead. Rejects where the stream does, or gives
 * nothing.
 */
export async function feedAll(
  stream: SampleStream,
  windows: Windows,
  feed: (window: WindowArguments) => Promise<{ more: boolean }>,
): Promise<void> {
  for (let pass = 0; ; pass++) {
    const reading = windows.of(stream);
    try {
      let next = await reading.next();
      if (next.done) throw new HourglassError("invalid_data", `data ${pass === 0 ? nothing : once}`);
      while (!next.done) {
        const ahead = reading.next();
        ahead.catch(() => undefined); // it is waited for below, unless the run wants no more
        const { more } = await feed(next.value);
        if (!more) return;
        next = await ahead;
      }
    } finally {
      // A source that is in the middle of something is closed once it is through, and nobody waits for that.
      reading.return().catch(() => undefined);
    }
  }
}

const nothing = "gave no samples";
const once =
  "gave no samples for another epoch: a generator can be read once. Give a function that makes it, () => rows()";
