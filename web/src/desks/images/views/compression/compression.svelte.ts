// What a code costs in bytes and gives in decibels, beside principal components and picture formats.

import { featuresOf, type ImageSet } from "../../../../data/dataset";
import { withHelper, createModel, type Autoencoder } from "../../../../engine/client";
import { fitOptions, kindOf } from "../../../../kinds";
import {
  lossy,
  pngBytes,
  pngFrame,
  type Encoded,
  type Lossy,
  type PictureSize,
} from "../../../../lib/codecs";
import { mse, psnr } from "../../../../lib/measure";
import { pictureAt } from "../../../../lib/pictures";
import { bytesOfCode, quantised, rangesOf, type Ranges } from "../../../../lib/quantise";
import { principalCodes, rangeOf, restored } from "../../principal";
import type { InspectedNetwork } from "../../inspected";
import type { ViewState } from "../view";

/** A point of the plot: mean bytes a picture, and PSNR of the mean error. */
export interface Rate {
  bytes: number;
  psnr: number;
}

/** The picture on the pad, compressed in one way. */
export interface Way {
  id: "original" | "float" | "eight" | "four" | "principal" | "jpeg";
  bytes: number;
  /** Infinite where it is exact. */
  psnr: number;
  pixels: Float32Array;
  /** Of JPEG. */
  quality?: number;
}

/** What does not depend on the network, as far as it has been measured. */
export interface Formats {
  /** Bytes. */
  png: number | null;
  jpeg: Rate[];
  webp: Rate[];
  /** By latent size, with 4 bits a number. */
  principal: (Rate & { units: number })[];
}

/** One latent size: this network's, or one that was trained for the plot. */
export interface Size {
  units: number;
  four: Rate;
  eight: Rate;
  float: Rate;
}

/** How many pictures the plot's means are over. */
export const sampled = 100;
const bits = { float: 32, eight: 8, four: 4 } as const;
export const sizes = [2, 4, 8, 16, 32, 64];
const qualities = {
  "image/jpeg": [0.02, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8],
  "image/webp": [0, 0.2, 0.4, 0.6],
};

const none: Formats = { png: null, jpeg: [], webp: [], principal: [] };

export class Compression implements ViewState {
  ways = $state.raw<Way[]>([]);
  own = $state.raw<Size | null>(null);
  formats = $state.raw<Formats>(none);
  measuring = $state(false);
  /** Sizes trained for the plot, smallest first. */
  trained = $state.raw<Size[]>([]);
  /** While they are trained: which one, and how far it is. */
  training = $state.raw<{ units: number; share: number } | null>(null);
  /** Bytes of the decoder's weights. */
  decoderBytes = $state(0);
  #key = "";
  #input: Float32Array | null = null;
  #formatsOf: ImageSet | null = null;
  #principal: { set: ImageSet; pca: ReturnType<typeof principalCodes> } | null = null;
  #trainedOf = "";
  #abort: AbortController | null = null;

  async look(network: InspectedNetwork): Promise<void> {
    const { key, input } = network;
    if (key === this.#key && input === this.#input) return;
    if (this.#trainedOf !== settingsOf(network)) this.#forgetTrained();
    const { model, set } = network;
    const ranges = rangesOf(await model.encode(network.trainPart), model.latentSize);
    const pictures = network.clean.pixels.subarray(0, sampled * featuresOf(set));
    const own = await sizeOf(model, pictures, ranges);
    const ways = await this.#waysOf(network, ranges);
    if (!network.isShown()) return;
    [this.#key, this.#input] = [key, input];
    [this.own, this.ways] = [own, ways];
    this.decoderBytes = 4 * (await decoderWeights(model));
    if (!network.session.training) void this.#measureFormats(network).catch(network.report);
  }

  /** Trains the other sizes one after another with the settings as they are; what is there stays when it is cancelled. */
  async trainSizes(network: InspectedNetwork): Promise<void> {
    const abort = (this.#abort = new AbortController());
    const { signal } = abort;
    const { set, kind, values, session } = network;
    this.#trainedOf = settingsOf(network);
    const left = sizes.filter((units) => !this.trained.some((size) => size.units === units));
    const epochs = Math.max(session.epochs, 1);
    try {
      await withHelper(async (helper) => {
        const train = await helper.dataset(set.train, { shape: set.shape });
        const part = await train.rows(0, Math.min(1000, train.size));
        for (const units of left) {
          this.training = { units, share: 0 };
          const wanted = { ...values, latent: units };
          const model = await createModel(helper, kind, kindOf(kind).overrides(wanted, set));
          const run = model.fit(train, { ...fitOptions(kindOf(kind), wanted), epochs, signal });
          for await (const { step, steps } of run) this.training = { units, share: step / steps };
          if (signal.aborted) return;
          const ranges = rangesOf(await model.encode(part), units);
          const size = await sizeOf(
            model,
            network.clean.pixels.subarray(0, sampled * model.features),
            ranges,
          );
          await model.dispose();
          if (signal.aborted) return;
          this.trained = [...this.trained, size].sort((a, b) => a.units - b.units);
        }
      }, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      if (this.#abort === abort) this.training = null;
    }
  }

  cancel(): void {
    this.#abort?.abort();
    this.training = null;
  }

  #forgetTrained(): void {
    this.cancel();
    this.trained = [];
  }

  #principalOf(set: ImageSet): ReturnType<typeof principalCodes> {
    if (this.#principal?.set !== set)
      this.#principal = { set, pca: withHelper((helper) => principalCodes(helper, set, sizes.at(-1)!)) };
    return this.#principal.pca;
  }

  async #waysOf({ model, input, set }: InspectedNetwork, ranges: Ranges): Promise<Way[]> {
    const size = sizeOfPictures(set);
    const code = await model.encode(input);
    const decoded = async (id: "float" | "eight" | "four"): Promise<Way> => {
      const kept = id === "float" ? code : quantised(code, ranges, bits[id]);
      const pixels = await model.decode(kept);
      return { id, bytes: bytesOfCode(model.latentSize, bits[id]), psnr: psnr(mse(pixels, input)), pixels };
    };
    const ways: Way[] = [
      { id: "original", bytes: (await pngBytes(input, size)) + pngFrame, psnr: Infinity, pixels: input },
      await decoded("float"),
      await decoded("eight"),
      await decoded("four"),
    ];
    if (this.formats.principal.length > 0 && model.latentSize <= sizes.at(-1)!) {
      const pca = await this.#principalOf(set);
      const pixels = await principalPictures(pca, principalCode(pca, input), model.latentSize);
      ways.push({
        id: "principal",
        bytes: bytesOfCode(model.latentSize, bits.four),
        psnr: psnr(mse(pixels, input)),
        pixels,
      });
    }
    const quality = qualities["image/jpeg"][1]!;
    const jpeg = await lossy(input, size, "image/jpeg", quality);
    if (jpeg) ways.push({ id: "jpeg", ...jpeg, psnr: psnr(mse(jpeg.pixels, input)), quality });
    return ways;
  }

  /** Each as soon as it is there. */
  async #measureFormats(network: InspectedNetwork): Promise<void> {
    const { set } = network;
    if (this.#formatsOf === set) return;
    this.#formatsOf = set;
    this.formats = none;
    this.measuring = true;
    const features = featuresOf(set);
    const size = sizeOfPictures(set);
    const pictures = network.clean.pixels.subarray(0, sampled * features);
    const each = Array.from({ length: pictures.length / features }, (_, i) =>
      pictureAt(pictures, i, features),
    );
    const add = (part: Partial<Formats>) => {
      if (this.#formatsOf === set) this.formats = { ...this.formats, ...part };
    };
    const formats = async () => {
      add({ jpeg: await curveOf(each, size, "image/jpeg") });
      const bytes = await Promise.all(each.map((picture) => pngBytes(picture, size)));
      add({ png: bytes.reduce((sum, size) => sum + size, 0) / each.length });
      add({ webp: await curveOf(each, size, "image/webp") });
    };
    await Promise.all([
      formats(),
      this.#principalRates(set, pictures).then((principal) => add({ principal })),
    ]);
    if (this.#formatsOf !== set) return;
    this.measuring = false;
    this.#key = ""; // the picture on the pad has another way now
    if (network.isShown()) await this.look(network);
  }

  async #principalRates(set: ImageSet, pictures: Float32Array): Promise<Formats["principal"]> {
    const pca = await this.#principalOf(set);
    const codes = pca.heldOut.subarray(0, sampled * sizes.at(-1)!);
    const rates = [];
    for (const units of sizes) {
      const pixels = await principalPictures(pca, codes, units);
      rates.push({ units, bytes: bytesOfCode(units, bits.four), psnr: psnr(mse(pixels, pictures)) });
    }
    return rates;
  }
}

const settingsOf = ({ kind, values, set }: InspectedNetwork) =>
  JSON.stringify([kind, set.key, { ...values, latent: 0 }]);

const sizeOfPictures = ({ shape: [, width, channels] }: ImageSet): PictureSize => ({ width, channels });

async function decoderWeights(model: Autoencoder): Promise<number> {
  const weights = await model.weights();
  return weights
    .filter(({ name }) => name.startsWith("decoder."))
    .reduce((sum, { values }) => sum + values.length, 0);
}

async function sizeOf(model: Autoencoder, pictures: Float32Array, ranges: Ranges): Promise<Size> {
  const codes = await model.encode(pictures);
  const rate = async (id: "float" | "eight" | "four"): Promise<Rate> => {
    const kept = id === "float" ? codes : quantised(codes, ranges, bits[id]);
    return {
      bytes: bytesOfCode(model.latentSize, bits[id]),
      psnr: psnr(mse(await model.decode(kept), pictures)),
    };
  };
  return {
    units: model.latentSize,
    four: await rate("four"),
    eight: await rate("eight"),
    float: await rate("float"),
  };
}

type Fitted = Awaited<ReturnType<typeof principalCodes>>;

/** Of one picture: its products with the components. */
function principalCode({ mean, components }: Fitted, pixels: Float32Array): Float32Array {
  const features = mean.length;
  return Float32Array.from({ length: components.length / features }, (_, k) => {
    let sum = 0;
    for (let i = 0; i < features; i++) sum += components[k * features + i]! * (pixels[i]! - mean[i]!);
    return sum;
  });
}

/** Back from the first `units` components, each kept with 4 bits. */
function principalPictures(pca: Fitted, codes: Float32Array, units: number): Promise<Float32Array> {
  const all = sizes.at(-1)!;
  const first = (values: Float32Array) => values.filter((_, i) => i % all < units);
  const ranges = rangesOf(first(pca.train.subarray(0, 1000 * all)), units);
  return restored(pca, quantised(first(codes), ranges, bits.four), units, rangeOf("sigmoid"));
}

async function curveOf(pictures: Float32Array[], size: PictureSize, type: Lossy): Promise<Rate[]> {
  const rates: Rate[] = [];
  for (const quality of qualities[type]) {
    // All at once: the browser encodes aside, and each picture by itself would mostly wait.
    const encoded = await Promise.all(pictures.map((picture) => lossy(picture, size, type, quality)));
    if (encoded.includes(undefined)) return [];
    const mean = (value: (result: Encoded, i: number) => number) =>
      encoded.reduce((sum, result, i) => sum + value(result!, i), 0) / pictures.length;
    const error = mean(({ pixels }, i) => mse(pixels, pictures[i]!));
    rates.push({ bytes: mean(({ bytes }) => bytes), psnr: psnr(error) });
  }
  return rates;
}
