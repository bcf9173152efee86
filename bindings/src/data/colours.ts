// Colours as brightness and two differences from it, which the eye sees less sharply (ITU-T T.871, as in JPEG).

/** One channel of an image, 0 to 1, row by row. */
export interface Channel {
  values: Float32Array;
  height: number;
  width: number;
}

/** The brightness of RGB pixels, and at half the size how much bluer and how much redder they are than grey, which is 0.5. */
export function* splitColours(pixels: Uint8Array, height: number, width: number): Generator<void, Channel[]> {
  const count = height * width;
  const full = Array.from({ length: 3 }, () => new Float32Array(count));
  for (let i = 0; i < count; i++) {
    if (i % width === 0) yield;
    const [r, g, b] = [pixels[3 * i]! / 255, pixels[3 * i + 1]! / 255, pixels[3 * i + 2]! / 255];
    const luma = 0.299 * r + 0.587 * g + 0.114 * b;
    full[0]![i] = luma;
    full[1]![i] = 0.5 + (b - luma) / 1.772;
    full[2]![i] = 0.5 + (r - luma) / 1.402;
  }
  const [luma, blue, red] = full.map((values) => ({ values, height, width }));
  return [luma!, yield* halved(blue!), yield* halved(red!)];
}

/** What `splitColours` took apart; the differences are smooth between their pixels. */
export function* joinColours([luma, blue, red]: Channel[]): Generator<void, Uint8Array<ArrayBuffer>> {
  const { values, height, width } = luma!;
  const [cb, cr] = [yield* doubled(blue!, height, width), yield* doubled(red!, height, width)];
  const pixels = new Uint8Array(3 * values.length);
  const byte = (value: number) => Math.max(0, Math.min(255, Math.round(255 * value)));
  for (let i = 0; i < values.length; i++) {
    if (i % width === 0) yield;
    const [y, b, r] = [values[i]!, 1.772 * (cb[i]! - 0.5), 1.402 * (cr[i]! - 0.5)];
    pixels[3 * i] = byte(y + r);
    pixels[3 * i + 1] = byte(y - (0.114 * b + 0.299 * r) / 0.587);
    pixels[3 * i + 2] = byte(y + b);
  }
  return pixels;
}

/** Means of 2 x 2 pixels; an odd last row or column counts twice. */
function* halved({ values, height, width }: Channel): Generator<void, Channel> {
  const [rows, columns] = [Math.ceil(height / 2), Math.ceil(width / 2)];
  const half = new Float32Array(rows * columns);
  for (let y = 0; y < rows; y++) {
    yield;
    for (let x = 0; x < columns; x++) {
      const [top, left] = [2 * y * width, 2 * x];
      const [down, right] = [2 * y + 1 < height ? width : 0, 2 * x + 1 < width ? 1 : 0];
      const at = top + left;
      half[y * columns + x] =
        (values[at]! + values[at + right]! + values[at + down]! + values[at + down + right]!) / 4;
    }
  }
  return { values: half, height: rows, width: columns };
}

/** Each pixel from the four halves around it: 9, 3, 3 and 1 sixteenths. */
function* doubled(
  { values, height, width }: Channel,
  rows: number,
  columns: number,
): Generator<void, Float32Array> {
  const full = new Float32Array(rows * columns);
  const near = (at: number, last: number): [number, number] => {
    const own = at >> 1;
    return [own, Math.max(0, Math.min(last, at % 2 === 0 ? own - 1 : own + 1))];
  };
  for (let y = 0; y < rows; y++) {
    yield;
    const [own, other] = near(y, height - 1);
    for (let x = 0; x < columns; x++) {
      const [column, beside] = near(x, width - 1);
      const at = (row: number) => (3 * values[row * width + column]! + values[row * width + beside]!) / 4;
      full[y * columns + x] = (3 * at(own) + at(other)) / 4;
    }
  }
  return full;
}
