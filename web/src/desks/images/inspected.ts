// What views look at: a network, and the held-out pictures as it sees them.

import type { ImageSet } from "../../data/dataset";
import { featuresOf } from "../../data/dataset";
import type { Autoencoder, Corruption, Dataset, KindId, Runtime } from "../../engine/client";
import type { Values } from "../../training/fields";
import type { Session } from "../../training/session.svelte";

/** Pictures on this side, from 0 to 1, and the same in the worker. */
export interface Pictures {
  pixels: Float32Array;
  dataset: Dataset;
}

export interface InspectedNetwork {
  /** Another text for other weights or other pictures. */
  key: string;
  runtime: Runtime;
  session: Session;
  model: Autoencoder;
  kind: KindId;
  values: Values;
  set: ImageSet;
  clean: Pictures;
  /** With noise, of a denoising model; else the clean ones. */
  seen: Pictures;
  trainSet: Dataset;
  /** The first thousand of them. */
  trainPart: Dataset;
  /** The picture on the pad. */
  input: Float32Array;
  /** What the network sees of other pictures. */
  corrupt(pixels: Float32Array): Promise<Float32Array>;
  /** Whether it is still the one that the page shows. */
  isShown(): boolean;
  /** Tells of what went wrong in the background. */
  report: (error: unknown) => void;
}

/** The held-out pictures with noise, kept until the noise is another. */
export class NoisyPictures {
  #key = "";
  #pictures: Promise<Pictures> | null = null;

  async of(
    { runtime, model, set }: { runtime: Runtime; model: Autoencoder; set: ImageSet },
    clean: Pictures,
    corruption: Corruption,
    seed: number,
  ): Promise<Pictures> {
    const key = JSON.stringify([set.key, corruption, seed]);
    if (this.#key !== key || !this.#pictures) {
      const before = this.#pictures;
      this.#key = key;
      const pictures = (this.#pictures = corrupted());
      pictures.catch(() => this.#pictures === pictures && (this.#pictures = null));
      before?.then(
        ({ dataset }) => dataset.dispose(),
        () => undefined,
      );
    }
    return this.#pictures;

    async function corrupted(): Promise<Pictures> {
      const pixels = await model.corrupt(clean.pixels, corruption, seed);
      return { pixels, dataset: await runtime.dataset(pixels, { features: featuresOf(set) }) };
    }
  }
}
