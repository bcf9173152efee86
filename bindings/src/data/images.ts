import { HourglassError } from "../base/errors.js";
import { checkKeys } from "../base/unknown-keys.js";

/** RGBA, four bytes a pixel, row by row: what a canvas gives as ImageData. */
export interface Pixels {
  /** In pixels. */
  width: number;
  /** In pixels. */
  height: number;
  /** 4 * width * height bytes. */
  data: Uint8ClampedArray | Uint8Array;
}

/** What a picture is to become. */
export interface ResizeOptions {
  /** In pixels. */
  width: number;
  /** In pixels. */
  height: number;
  /** 1: grey, by Rec. 601's luma. 3: RGB. Default 1. */
  channels?: 1 | 3 | undefined;
  /** What shows where the picture is transparent: 0 to 255, default 255 (paper). */
  background?: number | undefined;
  /** Default false: the picture is fitted into the size, its own proportions kept, on the background. */
  stretch?: boolean | undefined;
}

/**
 * A picture in another size, as height * width * channels bytes of 0 to 255: each pixel is the mean of the area that it
 * covers, so that nothing falls between. Throws invalid_data where `pixels` is none.
 */
export function resizeImage(pixels: Pixels, options: ResizeOptions): Uint8Array<ArrayBuffer> {
  checkKeys(options, ["width", "height", "channels", "background", "stretch"]);
  const { width, height, channels = 1, background = 255, stretch = false } = options;
  if (!(pixels.width > 0 && pixels.height > 0) || pixels.data.length !== 4 * pixels.width * pixels.height) {
    throw new HourglassError(
      "invalid_data",
      `pixels must be width x height x 4 bytes, got ${pixels.width} x ${pixels.height} and ${pixels.data.length} bytes`,
    );
  }
  const scale = Math.min(width / pixels.width, height / pixels.height);
  const size = stretch ? { x: width, y: height } : { x: pixels.width * scale, y: pixels.height * scale };
  const across = spans(pixels.width, size.x, width);
  const down = spans(pixels.height, size.y, height);
  const result = new Uint8Array(width * height * channels);
  const sum = new Float64Array(3); // one for all pixels: they are many
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const covered = add(sum, pixels, across[x]!, down[y]!, background);
      const at = (y * width + x) * channels;
      for (let c = 0; c < 3; c++) sum[c]! += (1 - covered) * background;
      if (channels === 3) for (let c = 0; c < 3; c++) result[at + c] = Math.round(sum[c]!);
      else result[at] = Math.round(0.299 * sum[0]! + 0.587 * sum[1]! + 0.114 * sum[2]!);
    }
  return result;
}

/** The source pixels below one target pixel, and what share of it each covers. */
interface Span {
  first: number;
  shares: number[];
}

/** `from` source pixels become `to` of `length`, in their middle. */
function spans(from: number, to: number, length: number): Span[] {
  const [margin, factor] = [(length - to) / 2, from / to];
  return Array.from({ length }, (_, i) => {
    const start = Math.min(from, Math.max(0, (i - margin) * factor));
    const end = Math.min(from, Math.max(0, (i + 1 - margin) * factor));
    const first = Math.floor(start);
    const count = Math.ceil(end) - first;
    const shares = Array.from({ length: Math.max(0, count) }, (_, k) => {
      const covered = Math.min(end, first + k + 1) - Math.max(start, first + k);
      return Math.max(0, covered) / factor;
    });
    return { first, shares };
  });
}

/** The mean colour, on the background, of what lies below one target pixel; returns how much of it is covered. */
function add(
  sum: Float64Array,
  { width, data }: Pixels,
  across: Span,
  down: Span,
  background: number,
): number {
  let [red, green, blue, covered] = [0, 0, 0, 0];
  for (let j = 0; j < down.shares.length; j++)
    for (let i = 0; i < across.shares.length; i++) {
      const share = across.shares[i]! * down.shares[j]!;
      const at = 4 * ((down.first + j) * width + across.first + i);
      const alpha = data[at + 3]! / 255;
      const below = (1 - alpha) * background;
      red += share * (alpha * data[at]! + below);
      green += share * (alpha * data[at + 1]! + below);
      blue += share * (alpha * data[at + 2]! + below);
      covered += share;
    }
  sum[0] = red;
  sum[1] = green;
  sum[2] = blue;
  return covered;
}
