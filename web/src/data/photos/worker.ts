// Reads photos, adds noise, filters and compares beside the page, which answers meanwhile.

import { exactBytes, madeSmall, type CodecId } from "./codecs";
import { decodePhoto, TooManyPixels } from "./decode";
import { filtered, type FilterId } from "./filters";
import { noisyOf, type Noise } from "./noise";
import { noiseOf, psnr, ssim, type Numbers, type Part, type Photo } from "./photo";

export type Question =
  | { ask: "decode"; id: string; name: string; file: Blob; most: number }
  | { ask: "noise"; photo: Photo; noise: Noise }
  | { ask: "estimate"; photo: Photo; values: Numbers }
  | { ask: "compare"; photo: Photo; values: Numbers }
  | { ask: "filter"; part: Part; filter: FilterId; sigma: number }
  | { ask: "small"; photo: Photo; codec: CodecId; setting: number }
  | { ask: "exact"; photo: Photo };

/** What is answered to a photo that is too large: how many pixels it has. */
export interface TooLarge {
  pixels: number;
}

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
  if (data.ask === "noise") return send(await noisyOf(data.photo, data.noise));
  if (data.ask === "filter") return send(filtered(data.filter, data.part, data.sigma));
  if (data.ask === "small")
    return postMessage({ value: await madeSmall(data.photo, data.codec, data.setting) });
  if (data.ask === "exact") return postMessage({ value: await exactBytes(data.photo) });
  const { photo, values } = data;
  if (data.ask === "estimate") postMessage({ value: noiseOf(photo, values) });
  else postMessage({ value: { psnr: psnr(values, photo.pixels), ssim: ssim(photo, values, photo.pixels) } });
}

const send = (value: Float32Array): void =>
  postMessage({ value }, { transfer: [value.buffer as ArrayBuffer] });

async function decode({ id, name, file, most }: Extract<Question, { ask: "decode" }>): Promise<void> {
  const photo = await decodePhoto(id, name, file, most);
  postMessage({ value: photo }, { transfer: [photo.pixels.buffer] });
}
