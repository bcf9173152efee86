// Where a picture is off: what is restored is taken from it, a little smoothed, so that single pixels of noise say less.

import type { PictureSet, ScoreKind } from "./set";

/** One of its pixels is 4 sixteenths of its own difference, 2 of each neighbour's and 1 of each beyond the corners. */
export function smoothed(
  difference: Float32Array,
  [height, width, channels]: PictureSet["shape"],
): Float32Array {
  const heat = new Float32Array(height * width);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      let all = 0;
      for (let c = 0; c < channels; c++) {
        let sum = 0;
        for (let dy = -1; dy <= 1; dy++)
          for (let dx = -1; dx <= 1; dx++) {
            const row = Math.min(height - 1, Math.max(0, y + dy));
            const column = Math.min(width - 1, Math.max(0, x + dx));
            sum += difference[(row * width + column) * channels + c]! * (dy ? 1 : 2) * (dx ? 1 : 2);
          }
        all += (sum / 16) ** 2;
      }
      heat[y * width + x] = Math.sqrt(all / channels);
    }
  return heat;
}

/** A picture less what is restored of it, both from 0 to 1. */
export const differenceOf = (picture: Uint8Array, restored: Float32Array): Float32Array =>
  restored.map((value, i) => picture[i]! / 255 - value);

export interface Judged {
  /** Of each picture. */
  scores: Float32Array<ArrayBuffer>;
  /** The pixel where each is furthest off. */
  hottest: Uint32Array<ArrayBuffer>;
}

/** Of pictures one after another, and what is restored of them. */
export function judged(
  pictures: Uint8Array,
  restored: Float32Array,
  shape: PictureSet["shape"],
  kind: ScoreKind,
): Judged {
  const features = shape[0] * shape[1] * shape[2];
  const count = pictures.length / features;
  const [scores, hottest] = [new Float32Array(count), new Uint32Array(count)];
  for (let i = 0; i < count; i++) {
    const part = [i * features, (i + 1) * features] as const;
    const difference = differenceOf(pictures.subarray(...part), restored.subarray(...part));
    const heat = smoothed(difference, shape);
    let place = 0;
    for (let pixel = 1; pixel < heat.length; pixel++) if (heat[pixel]! > heat[place]!) place = pixel;
    hottest[i] = place;
    scores[i] =
      kind === "hottest"
        ? heat[place]!
        : difference.reduce((sum, value) => sum + value * value, 0) / features;
  }
  return { scores, hottest };
}

/** What principal axes restore: of `count` pictures from their codes, as `pca` of the package gives them. */
export function byAxes(
  codes: Float32Array,
  components: Float32Array,
  mean: Float32Array,
  count: number,
): Float32Array<ArrayBuffer> {
  const features = mean.length;
  const width = codes.length / count;
  const restored = new Float32Array(count * features);
  for (let i = 0; i < count; i++) {
    const row = restored.subarray(i * features, (i + 1) * features);
    row.set(mean);
    for (let k = 0; k < width; k++) {
      const [share, from] = [codes[i * width + k]!, k * features];
      for (let j = 0; j < features; j++) row[j]! += share * components[from + j]!;
    }
  }
  return restored;
}
