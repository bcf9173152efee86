// Reads photos, adds noise, filters and compares beside the page, which answers meanwhile.

import { exactBytes, madeSmall, planesOf, type CodecId } from "./codecs";
import { decodePhoto, TooManyPixels } from "./decode";
import { filtered, type FilterId } from "./filters";
import { noisyOf, type Noise } from "./noise";
import { noiseOf, phasesOf, psnr, ssim, type Numbers, type Part, type Photo } from "./photo";

export type Question =
  | { ask: "decode"; id: string; name: string; file: Blob; most: number }
  | { ask: "noise"; photo: Photo; noise: Noise }
  | { ask: "estimate"; photo: Photo; values: Numbers }
  | { ask: "compare"; photo: Photo; values: Numbers }
  | { ask: "phases"; photo: Omit<Photo, "pixels">; values: Numbers; distance: number }
  | { ask: "filter"; part: Part; filter: FilterId; sigma: number }
  | { ask: "keep"; photo: Photo }
  | { ask: "rate"; codec: CodecId; setting: number }
  | { ask: "small"; codec: CodecId; setting: number }
  | { ask: "exact" }
  | { ask: "planes"; file: Uint8Array };

/** What is answered to a photo that is too large: how many pixels it has. */
export interface TooLarge {
  pixels: number;
}

/** The photo that is made small again and again: it crosses once. */
let kept: Photo;

onmessage = async ({ data }: MessageEvent<Question>) => {
  try {
    await answer(data);
  } catch (error) {
    if (error instanceof TooManyPixels) postMessage({ broken: { pixels: error.pixels } satisfies TooLarge });
    else postMessage({ error: (error as Error).message });
  }
};

async function answer(data: Question): Promise<void> {
  if (data.ask === "decode") return decode(data);
  if (data.ask === "small") return small(data);
  if (data.ask === "noise" || data.ask === "filter") return send(await numbersOf(data));
  postMessage({ value: await valueOf(data) });
}

type Numbered = Extract<Question, { ask: "noise" | "filter" }>;

const numbersOf = (data: Numbered): Promise<Float32Array> | Float32Array =>
  data.ask === "noise" ? noisyOf(data.photo, data.noise) : filtered(data.filter, data.part, data.sigma);

async function valueOf(data: Exclude<Question, Numbered | { ask: "decode" | "small" }>) {
  switch (data.ask) {
    case "keep":
      return (kept = data.photo).id;
    case "rate":
      return ratedBy(data);
    case "exact":
      return exactBytes(kept);
    case "phases":
      return phasesOf(data.photo, data.values, data.distance);
    case "planes":
      return planesOf(data.file);
    case "estimate":
      return noiseOf(data.photo, data.values);
    case "compare":
      return {
        psnr: psnr(data.values, data.photo.pixels),
        ssim: ssim(data.photo, data.values, data.photo.pixels),
      };
  }
}

const send = (value: Float32Array): void =>
  postMessage({ value }, { transfer: [value.buffer as ArrayBuffer] });

async function ratedBy({ codec, setting }: Extract<Question, { ask: "rate" }>) {
  const made = await madeSmall(kept, codec, setting);
  return made && { bytes: made.bytes, psnr: made.psnr };
}

async function small({ codec, setting }: Extract<Question, { ask: "small" }>): Promise<void> {
  const made = await madeSmall(kept, codec, setting);
  postMessage({ value: made }, { transfer: made ? [made.pixels.buffer] : [] });
}

async function decode({ id, name, file, most }: Extract<Question, { ask: "decode" }>): Promise<void> {
  const photo = await decodePhoto(id, name, file, most);
  postMessage({ value: photo }, { transfer: [photo.pixels.buffer] });
}
