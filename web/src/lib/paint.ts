// Pixels of photos on canvases.

interface Size {
  width: number;
  height: number;
  channels: number;
  /** sRGB where nothing is said. */
  colorSpace?: PredefinedColorSpace | undefined;
}

/** Numbers from 0 to 1, or bytes, as a canvas takes them; of a large picture every `step`th row and column. */
export function imageOf(
  { width, height, channels, colorSpace = "srgb" }: Size,
  values: Float32Array | Uint8Array,
  step = 1,
): ImageData {
  const image = new ImageData(Math.ceil(width / step), Math.ceil(height / step), { colorSpace });
  const scale = values instanceof Uint8Array ? 1 : 255;
  const { data } = image;
  let to = 0;
  for (let y = 0; y < height; y += step)
    for (let x = 0; x < width; x += step, to += 4) {
      const from = (y * width + x) * channels;
      for (let c = 0; c < 3; c++) data[to + c] = scale * values[from + (channels === 3 ? c : 0)]!;
      data[to + 3] = 255;
    }
  return image;
}

/** Such an image onto a canvas that becomes as large. */
export function paint(
  canvas: HTMLCanvasElement,
  size: Size,
  values: Float32Array | Uint8Array,
  step = 1,
): void {
  const image = imageOf(size, values, step);
  [canvas.width, canvas.height] = [image.width, image.height];
  canvas.getContext("2d", { colorSpace: size.colorSpace ?? "srgb" })!.putImageData(image, 0, 0);
}
