/** Number `i` of images that follow one another. */
export const pictureAt = (all: Float32Array, i: number, features: number): Float32Array =>
  all.subarray(i * features, (i + 1) * features);

/** Between two pictures, or codes: `share` of 0 is the first, 1 the second. */
export function between(a: Float32Array, b: Float32Array, share: number): Float32Array {
  return a.map((value, i) => (1 - share) * value + share * b[i]!);
}

/** What a picture's values mean: 0 is paper and 1 is ink, in the theme's colours; or 0 is black and 1 white, as in photographs. */
export type Tone = "ink" | "light";
