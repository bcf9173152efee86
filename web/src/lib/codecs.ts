// What PNG, JPEG and WebP make of small pictures, grey or RGB, by the browser's own encoders. Bytes are those of the data alone,
// without headers and tables, which outweigh a picture of 28 x 28.

export interface Encoded {
  bytes: number;
  /** What the decoder gives back, 0 to 1. */
  pixels: Float32Array;
}

/** Of pictures whose height is known by their length. */
export interface PictureSize {
  width: number;
  channels: number;
}

export type Lossy = "image/jpeg" | "image/webp";

const bytesOf = (pixels: Float32Array) => Uint8Array.from(pixels, (value) => Math.round(255 * value));

async function deflated(bytes: Uint8Array<ArrayBuffer>): Promise<number> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate"));
  return (await new Response(stream).arrayBuffer()).byteLength;
}

/** Row by row behind the number of its filter, as PNG compresses pictures: none, or the difference to the pixel above. */
function filtered(bytes: Uint8Array, length: number, filter: 0 | 2): Uint8Array<ArrayBuffer> {
  const height = bytes.length / length;
  const rows = new Uint8Array(height * (length + 1));
  for (let y = 0; y < height; y++) {
    rows[y * (length + 1)] = filter;
    for (let x = 0; x < length; x++) {
      const above = filter === 2 && y > 0 ? bytes[(y - 1) * length + x]! : 0;
      rows[y * (length + 1) + 1 + x] = bytes[y * length + x]! - above;
    }
  }
  return rows;
}

/** Bytes of the picture's data in a PNG of 8 bits a channel: exact. */
export async function pngBytes(pixels: Float32Array, { width, channels }: PictureSize): Promise<number> {
  const bytes = bytesOf(pixels);
  const row = width * channels;
  return Math.min(await deflated(filtered(bytes, row, 0)), await deflated(filtered(bytes, row, 2)));
}

/** What the rest of a PNG takes: its signature and three chunks' frames and header. */
export const pngFrame = 8 + 25 + 12 + 12;

/** Undefined where this browser does not write the format. */
export async function lossy(
  pixels: Float32Array,
  { width, channels }: PictureSize,
  type: Lossy,
  quality: number,
): Promise<Encoded | undefined> {
  const height = pixels.length / (width * channels);
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  const context = canvas.getContext("2d", { willReadFrequently: true })!;
  const image = context.createImageData(width, height);
  const bytes = bytesOf(pixels);
  const place = (i: number, c: number) => i * channels + (channels === 3 ? c : 0);
  for (let i = 0; i < width * height; i++)
    image.data.set([bytes[place(i, 0)]!, bytes[place(i, 1)]!, bytes[place(i, 2)]!, 255], 4 * i);
  context.putImageData(image, 0, 0);
  const file = await written(canvas, type, quality);
  if (!file) return undefined;
  context.drawImage(await createImageBitmap(new Blob([file], { type })), 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  return {
    bytes: type === "image/jpeg" ? jpegData(file) : webpData(file),
    pixels: Float32Array.from(
      { length: pixels.length },
      (_, i) => data[4 * Math.floor(i / channels) + (i % channels)]! / 255,
    ),
  };
}

/** A JPEG of this size takes a tenth of a millisecond, and fifty times as long to be asked for aside; a WebP takes long. */
async function written(
  canvas: HTMLCanvasElement,
  type: Lossy,
  quality: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (type === "image/jpeg") {
    const [head = "", body = ""] = canvas.toDataURL(type, quality).split(",");
    return head.includes(type) ? Uint8Array.from(atob(body), (byte) => byte.charCodeAt(0)) : undefined;
  }
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, quality));
  return blob?.type === type ? new Uint8Array(await blob.arrayBuffer()) : undefined;
}

/** What follows the start of the scan's header (SOS), up to the end of the image. */
function jpegData(file: Uint8Array): number {
  for (let i = 2; i + 4 <= file.length;) {
    const length = (file[i + 2]! << 8) | file[i + 3]!;
    if (file[i + 1] === 0xda) return file.length - (i + 2 + length) - 2;
    i += 2 + length;
  }
  return file.length;
}

/** The chunk "VP8 ". */
function webpData(file: Uint8Array): number {
  const view = new DataView(file.buffer);
  for (let i = 12; i + 8 <= file.length;) {
    const length = view.getUint32(i + 4, true);
    if (String.fromCharCode(...file.subarray(i, i + 4)) === "VP8 ") return length;
    i += 8 + length + (length % 2);
  }
  return file.length;
}
