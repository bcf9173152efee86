/// <reference lib="esnext.disposable" preserve="true" />
import { checkFlag, checkOneOf, checkWhole, shown } from "../base/checks.js";
import { checkKeys } from "../base/unknown-keys.js";
import { HourglassError } from "../base/errors.js";
import { unwatch, watch } from "../base/leak-guard.js";
import type { Connection } from "../connection/connection.js";
import type { SentPatches } from "../messages/methods.js";
import { sent, type Samples } from "./samples.js";

/** An image that patches are cut from. */
export interface PatchImage {
  /** height * width * channels numbers, row by row, channels fastest; bytes 0 to 255 stand for 0 to 1. */
  data: Samples;
  /** Rows. */
  height: number;
  /** Columns. */
  width: number;
  /** As many numbers as `data`: what a model is to make of it, for pairs that are the same. Default the data itself. */
  targets?: Samples | undefined;
}

/** How patches are cut, and what a model is to make of them. */
export interface PatchOptions {
  /** Rows and columns of a patch, from 1 to 1024. */
  size: number;
  /** Numbers of a pixel; default 1. */
  channels?: number | undefined;
  /** Whether half of them are mirrored; default false. */
  flips?: boolean | undefined;
  /** Whether they are turned by quarters; default false. */
  rotations?: boolean | undefined;
  /**
   * "same": a patch is its own target, or the same place of its image's `targets` is. "neighbours": of each cell of 2 x 2
   * pixels one is the input and one beside it the target, so that a model learns from noise alone what is no noise
   * (Neighbor2Neighbor). "blindSpots": some pixels are replaced by others near them, and only they count (Noise2Void).
   * Default "same".
   */
  pairs?: "same" | "neighbours" | "blindSpots" | undefined;
  /** How far apart neighbours are, from 1 to 16, for noise that hangs together from pixel to pixel; default 1. */
  distance?: number | undefined;
}

/** Patches of whole images, drawn anew at every step of `fit`. They stay with the runtime until they are disposed of. */
export class Patches implements AsyncDisposable {
  readonly #connection: Connection;
  readonly #id: number;
  #disposed = false;

  /** @internal */
  constructor(
    connection: Connection,
    id: number,
    /** Size, size and channels: the input of models that learn from them. */
    readonly shape: [number, number, number],
    /** How many of them have as many pixels as all images: an epoch, unless stepsPerEpoch says another. */
    readonly count: number,
  ) {
    this.#connection = connection;
    this.#id = id;
    watch(this, "data set", connection, () => connection.request("dropDataset", [id]));
  }

  /** Frees the images. Calling it twice is harmless. */
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
    return "Patches";
  }

  /** @internal What stands for it in a request. */
  sent(owner: Connection): SentPatches {
    if (this.#disposed) throw new HourglassError("disposed", "These patches were disposed");
    if (owner !== this.#connection)
      throw new HourglassError("invalid_data", "data are patches of another runtime");
    return [{ patches: this.#id }, undefined, undefined, undefined];
  }
}

/** Takes images to the runtime. Errors name the image. */
export async function keepPatches(
  connection: Connection,
  images: readonly PatchImage[],
  options: PatchOptions,
): Promise<Patches> {
  checkKeys(options, ["size", "channels", "flips", "rotations", "pairs", "distance"]);
  const { size, channels = 1, flips = false, rotations = false, pairs = "same", distance = 1 } = options;
  checkWhole(size, "options.size", 1, 1024);
  checkWhole(channels, "options.channels", 1, 1e6);
  checkFlag(flips, "options.flips");
  checkFlag(rotations, "options.rotations");
  checkOneOf(pairs, "options.pairs", ["same", "neighbours", "blindSpots"]);
  checkWhole(distance, "options.distance", 1, 16);
  if (!Array.isArray(images) || images.length === 0)
    throw new HourglassError("invalid_data", `images must be a list of at least one, got ${shown(images)}`);
  const id = connection.nextDataset();
  await connection.request("keepPatches", [id, size, channels, pairs, distance, +flips, +rotations]);
  try {
    let count = 0;
    for (const [i, image] of images.entries()) count = await addImage(connection, id, image, `images[${i}]`);
    return new Patches(connection, id, [size, size, channels], count);
  } catch (error) {
    await connection.request("dropDataset", [id]);
    throw error;
  }
}

async function addImage(
  connection: Connection,
  id: number,
  image: PatchImage,
  name: string,
): Promise<number> {
  checkKeys(image, ["data", "height", "width", "targets"], name);
  checkWhole(image.height, `${name}.height`, 1, 2 ** 20);
  checkWhole(image.width, `${name}.width`, 1, 2 ** 20);
  const numbers = (samples: Samples, field: string) => {
    const values = sent(samples, field, connection);
    if (ArrayBuffer.isView(values)) return values;
    throw new HourglassError("invalid_data", `${field} must be numbers, got a data set that stays`);
  };
  const pixels = numbers(image.data, `${name}.data`);
  const targets = image.targets === undefined ? undefined : numbers(image.targets, `${name}.targets`);
  return connection.request("addImage", [id, pixels, image.height, image.width, name, targets]);
}
