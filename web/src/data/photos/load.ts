// Photos from files, and what a worker computes of them. Each thing that is asked waits for the one before.

import { Asker } from "../asker";
import { decompressed } from "../decompress";
import { fileUrl, isOneFile } from "../files";
import type { CodecId, CodePlanes, Small } from "./codecs";
import { decodePhoto, TooManyPixels } from "./decode";
import type { FilterId } from "./filters";
import type { Noise } from "./noise";
import type { Numbers, Part, phasesOf, Photo } from "./photo";
import type { Question, TooLarge } from "./worker";

/** Photos to judge by; in the page of one file there is room for less. */
export const examples = isOneFile()
  ? (["chelsea", "camera"] as const)
  : (["astronaut", "coffee", "chelsea", "rocket", "camera"] as const);
export type ExampleId = "astronaut" | "coffee" | "chelsea" | "rocket" | "camera";

/** Photos to learn from, which never judge. */
const teachers = isOneFile() ? [] : ["raccoon", "china", "flower"];
export const hasTeachers = teachers.length > 0;

/** Most that a photo may have. */
export const mostPixels = 50e6;

const errorOf = ({ pixels }: TooLarge) => new TooManyPixels(pixels);

/** A worker for photos; whoever starts it ends it. */
export class Studio {
  readonly #asker = new Asker<Question, TooLarge>(
    new Worker(new URL("./worker.ts", import.meta.url), { type: "module" }),
    errorOf,
  );
  #last: Promise<unknown> = Promise.resolve();

  /** Rejects with TooManyPixels, or where the file is no picture. Workers of pages from file:// cannot read files everywhere. */
  async decode(id: string, name: string, file: Blob): Promise<Photo> {
    try {
      return await this.#ask<Photo>({ ask: "decode", id, name, file, most: mostPixels });
    } catch (error) {
      if (error instanceof TooManyPixels) throw error;
      return decodePhoto(id, name, file, mostPixels);
    }
  }

  noisy(photo: Photo, noise: Noise): Promise<Float32Array<ArrayBuffer>> {
    return this.#ask({ ask: "noise", photo, noise });
  }

  /** The noise's standard deviation, of 1. */
  estimate(photo: Photo, values: Numbers): Promise<number> {
    return this.#ask({ ask: "estimate", photo, values });
  }

  compare(photo: Photo, values: Numbers): Promise<{ psnr: number; ssim: number }> {
    return this.#ask({ ask: "compare", photo, values });
  }

  /** Every `distance`th row and column, from each place. */
  phases(
    { pixels: _, ...photo }: Photo,
    values: Numbers,
    distance: number,
  ): Promise<ReturnType<typeof phasesOf>> {
    return this.#ask({ ask: "phases", photo, values, distance });
  }

  filter(part: Part, filter: FilterId, sigma: number): Promise<Float32Array> {
    return this.#ask({ ask: "filter", part, filter, sigma });
  }

  /** What comes is asked of this photo. */
  keep(photo: Photo): Promise<unknown> {
    return this.#ask({ ask: "keep", photo });
  }

  /** How good it is at what size; null where this browser does not write such files. */
  rate(codec: CodecId, setting: number): Promise<Omit<Small, "pixels"> | null> {
    return this.#ask({ ask: "rate", codec, setting });
  }

  /** The same with its pixels. */
  small(codec: CodecId, setting: number): Promise<Small | null> {
    return this.#ask({ ask: "small", codec, setting });
  }

  /** Bytes of the photo as a PNG. */
  exact(): Promise<number> {
    return this.#ask({ ask: "exact" });
  }

  planes(file: Uint8Array): Promise<CodePlanes> {
    return this.#ask({ ask: "planes", file });
  }

  #ask<T>(question: Question): Promise<T> {
    const asked = this.#last.then(() => this.#asker.ask<T>(question));
    this.#last = asked.catch(() => undefined);
    return asked;
  }

  end(): void {
    this.#asker.end();
  }
}

async function fileOf(name: string): Promise<Blob> {
  const response = await fetch(fileUrl(`data/photos/${name}`));
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  return new Response(await decompressed(response.body!)).blob();
}

/** A photo of the page. */
export const loadPhoto = async (
  studio: Studio,
  id: ExampleId | "retina" | "brick",
  name: string,
): Promise<Photo> => studio.decode(id, name, await fileOf(`${id}.png`));

export const loadTeachers = (studio: Studio): Promise<Photo[]> =>
  Promise.all(teachers.map(async (id) => studio.decode(id, id, await fileOf(`${id}.jpg`))));

/** Weights that networks for photos of so many channels may begin with: tools/pack-starts.mjs made them. */
export async function loadStart(channels: number): Promise<Float32Array> {
  const { parseNpy } = await import("hourglass-autoencoder/data");
  const file = await (await fileOf(`start-${channels}.npy`)).arrayBuffer();
  return parseNpy(new Uint8Array(file)).data as Float32Array;
}
