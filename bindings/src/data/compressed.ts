// Images as small files: a model's code, rounded and packed, with or without the decoder that makes the image of it again.

import { HourglassError } from "../base/errors.js";
import { inSlices } from "../base/slices.js";
import { joinColours, splitColours, type Channel } from "./colours.js";
import { joined, readParts, sized, writeParts, wrong } from "./compressed-file.js";
import { fromHalf, toHalf } from "./half.js";
import { packing, unpacking, type Planes } from "./planes.js";

/** Settings of a model, as far as they matter here. */
export interface CoderConfig {
  /** [height, width, channels] */
  readonly input: number | readonly number[];
  /** Its layers, with their filters. */
  readonly encoder: readonly CoderLayer[];
  /** Its layers. */
  readonly decoder: readonly CoderLayer[];
}

/** A layer, as far as it matters here. */
export interface CoderLayer {
  /** E.g. "conv2d". */
  readonly type: string;
}

/** Numbers for each pixel of an image, or of its code. */
export interface ImageNumbers {
  /** height * width * channels of them. */
  data: Float32Array<ArrayBuffer>;
  /** Rows. */
  height: number;
  /** Columns. */
  width: number;
  /** Numbers of a pixel. */
  channels: number;
}

/** One array of weights. */
export interface WeightNumbers {
  /** E.g. "decoder.0.kernel". */
  name: string;
  /** Sides of the array. */
  shape: number[];
  /** Its numbers. */
  values: Float32Array<ArrayBuffer>;
}

/** Of an image or its code. */
export interface ImageSize {
  /** Rows. */
  height: number;
  /** Columns. */
  width: number;
  /** Aborting rejects with the code "aborted". */
  signal?: AbortSignal | undefined;
}

/** What is asked of a model of convolutions; every `Autoencoder` has it. */
export interface ImageCoder {
  /** Its settings. */
  readonly config: CoderConfig;
  /** The code of an image of any size. */
  encodeImage(pixels: Float32Array, size: ImageSize): Promise<ImageNumbers>;
  /** The image of a code. */
  decodeImage(code: Float32Array, size: ImageSize): Promise<ImageNumbers>;
  /** All its weights. */
  weights(): Promise<WeightNumbers[]>;
  /** Replaces them. */
  setWeights(weights: WeightNumbers[]): Promise<void>;
  /** Gives back its memory. */
  dispose(): Promise<void>;
}

/** What makes a model for a file that has its decoder with it; every `Runtime` has it. */
export interface CoderRuntime {
  /** Makes a model. */
  create(config: never): Promise<ImageCoder>;
}

/** How an image is made small. */
export interface CompressOptions {
  /** Rows. */
  height: number;
  /** Columns. */
  width: number;
  /** 1, or 3 for red, green and blue. Default 1. */
  channels?: 1 | 3 | undefined;
  /** How coarsely the code is rounded: one step for all of its planes, or one for each. Larger ones make smaller files. */
  steps: number | ArrayLike<number>;
  /** Whether the file has the decoder with it, its weights in 16 bits, and needs no model to be opened. Default false. */
  decoder?: boolean | undefined;
  /** Aborting rejects with the code "aborted". */
  signal?: AbortSignal | undefined;
}

/** What a compressed image is made of. */
export interface CompressedParts {
  /** Rows of the image. */
  height: number;
  /** Its columns. */
  width: number;
  /** 1, or 3 for red, green and blue. */
  channels: 1 | 3;
  /** Bytes of the file that are its decoder's; 0 where it is not in it. */
  decoderBytes: number;
  /** Which planes of the model's code are in it; the others are 0 everywhere. */
  planes: number[];
  /** The rounded code of these planes, for `unpackPlanes`: one, or where colours are apart those of brightness, blue and red. */
  codes: Uint8Array[];
}

/** An image that was compressed. */
export interface DecompressedImage {
  /** height * width * channels bytes, row by row, channels fastest. */
  data: Uint8Array<ArrayBuffer>;
  /** Rows. */
  height: number;
  /** Columns. */
  width: number;
  /** 1, or 3 for red, green and blue. */
  channels: 1 | 3;
}

/**
 * Of each plane of a variational model's code, how far it is from sure of it: the root of the mean variance over samples of
 * the model's own size. Steps in proportion to these, two to four times as large, lose little that the model has not lost
 * already.
 */
export async function codeDeviations(
  model: Pick<ImageCoder, "config"> & {
    encode(data: Float32Array, options: { spread: true }): Promise<{ logVariance: Float32Array }>;
  },
  samples: Float32Array,
): Promise<Float32Array<ArrayBuffer>> {
  const count = planesOf(model.config);
  const { logVariance } = await model.encode(samples, { spread: true });
  const sums = new Float64Array(count);
  logVariance.forEach((value, i) => (sums[i % count]! += Math.exp(value)));
  return Float32Array.from(sums, (sum) => Math.sqrt((sum * count) / logVariance.length));
}

/**
 * The image as a small file, which `decompressImage` opens, on any machine to the same bytes. `pixels` are height * width *
 * channels bytes. A model of one channel takes images in colour, too: as brightness, and colours at half the size. Throws
 * shape_mismatch where there are more or fewer pixels, and invalid_config.
 */
export async function compressImage(
  model: ImageCoder,
  pixels: Uint8Array,
  options: CompressOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const { height, width, channels = 1, signal } = options;
  const isSplit = checkPixels(model, pixels, options);
  const steps = stepBytes(planesOf(model.config), options.steps);
  const slices = signal ? { signal } : {};
  const parts = isSplit
    ? await inSlices(splitColours(pixels, height, width), slices)
    : [{ values: await inSlices(fractions(pixels), slices), height, width }];
  const codes: Planes[] = [];
  for (const { values, ...size } of parts) {
    const code = await model.encodeImage(values, { ...size, signal });
    codes.push(await inSlices(rounded(code, steps), slices));
  }
  const isUsed = await inSlices(usedBy(codes), slices);
  const decoder = decoderBytes(model.config, await model.weights(), isUsed);
  return writeParts({
    head: {
      channels,
      hasDecoder: options.decoder === true,
      isSplit,
      planes: steps.length,
      height,
      width,
      fingerprint: fingerprintOf(decoder),
    },
    isUsed,
    steps: steps.filter((_, plane) => isUsed[plane]),
    decoder: options.decoder ? decoder : null,
    codes: await inSlices(packed(codes, isUsed), slices),
  });
}

/** What a compressed image is made of, without its being decoded. Throws invalid_file as `decompressImage`. */
export function inspectCompressed(file: Uint8Array): CompressedParts {
  const { head, isUsed, decoder, codes } = readParts(file);
  return {
    height: head.height,
    width: head.width,
    channels: head.channels,
    decoderBytes: decoder ? 4 + decoder.length : 0,
    planes: isUsed.flatMap((used, plane) => (used ? [plane] : [])),
    codes,
  };
}

/**
 * Opens what `compressImage` made: by the model that made it or, where the decoder is in the file, by a runtime. Throws
 * invalid_file for what is no such file, was cut off or changed, or was made by another model.
 */
export async function decompressImage(
  by: ImageCoder | CoderRuntime,
  file: Uint8Array,
  options: { signal?: AbortSignal | undefined } = {},
): Promise<DecompressedImage> {
  const slices = options.signal ? { signal: options.signal } : {};
  const { head, isUsed, steps, decoder, codes: packed } = readParts(file);
  const { height, width, channels, isSplit } = head;
  const codes: Planes[] = [];
  for (const bytes of packed) codes.push(await inSlices(unpacking(bytes), slices));
  for (const code of codes)
    if (code.channels !== steps.length || code.height > height || code.width > width)
      throw wrong(
        `a code of ${code.height} x ${code.width} x ${code.channels} for an image of ${height} x ${width}`,
      );
  if (decoder && fingerprintOf(decoder) !== head.fingerprint) throw wrong("its decoder was changed");
  const model = await modelFor(by, decoder, isUsed);
  try {
    if (model === by) await checkMade(model, isUsed, head.fingerprint);
    const parts: Channel[] = [];
    for (const [i, code] of codes.entries()) {
      const { height: rows, width: columns } = code;
      const values = await inSlices(unrounded(code, isUsed, steps), slices);
      const image = await model.decodeImage(values, { height: rows, width: columns, ...options });
      const by = i === 0 ? 1 : 2;
      parts.push(cut(image, Math.ceil(height / by), Math.ceil(width / by)));
    }
    const data = await inSlices(isSplit ? joinColours(parts) : bytesOf(parts[0]!), slices);
    return { data, height, width, channels };
  } finally {
    if (model !== by) await model.dispose();
  }
}

// ------------------------------------------------------------ the model

/** Planes of its code. */
function planesOf({ encoder }: CoderConfig): number {
  const layers = encoder as readonly { filters?: number }[];
  const planes = layers.reduce((last, { filters }) => filters ?? last, 0);
  if (planes > 0) return planes;
  throw new HourglassError("invalid_config", "model must have a convolution in its encoder");
}

/** Whether colours are to be taken apart. */
function checkPixels({ config }: ImageCoder, pixels: Uint8Array, options: CompressOptions): boolean {
  const { height, width, channels = 1 } = options;
  if (pixels.length !== height * width * channels)
    throw new HourglassError(
      "shape_mismatch",
      `pixels must be ${height} x ${width} x ${channels} numbers, got ${pixels.length}`,
    );
  const own = Array.isArray(config.input) ? (config.input as number[])[2] : 0;
  if (own === channels || own === 1) return own !== channels;
  throw new HourglassError(
    "invalid_config",
    `options.channels must be ${own}, as the model's, got ${channels}`,
  );
}

/** The axis of a first kernel along which its inputs, the planes, lie; none where it has no such kernel. */
const axes: Record<string, number> = { conv2d: 2, conv2d_transpose: 3 };

/** Settings and weights of the decoder, in 16 bits; of its first kernel what belongs to planes that are used. */
function decoderBytes(config: CoderConfig, weights: WeightNumbers[], isUsed: boolean[]): Uint8Array {
  const { input, encoder, decoder } = config;
  const settings = new TextEncoder().encode(JSON.stringify({ input, encoder, decoder }));
  const halves = weights
    .filter(({ name }) => name.startsWith("decoder."))
    .flatMap((tensor) => [...keptOf(config, tensor, isUsed)].map((i) => toHalf(tensor.values[i]!)));
  return joined([...sized(settings), new Uint8Array(Uint16Array.from(halves).buffer)]);
}

/** Which of a tensor's numbers are kept. */
function* keptOf({ decoder }: CoderConfig, { name, shape, values }: WeightNumbers, isUsed: boolean[]) {
  const axis = name === "decoder.0.kernel" ? axes[decoder[0]!.type] : undefined;
  const inner = axis === undefined ? 0 : shape.slice(axis + 1).reduce((a, b) => a * b, 1);
  for (let i = 0; i < values.length; i++)
    if (axis === undefined || isUsed[Math.floor(i / inner) % shape[axis]!]) yield i;
}

/** FNV-1a. */
function fingerprintOf(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

async function checkMade(model: ImageCoder, isUsed: boolean[], fingerprint: number): Promise<void> {
  if (planesOf(model.config) === isUsed.length) {
    const bytes = decoderBytes(model.config, await model.weights(), isUsed);
    if (fingerprintOf(bytes) === fingerprint) return;
  }
  throw wrong("another model made it, or this one before it learnt on");
}

/** What `decoderBytes` gave. */
function decoderOf(decoder: Uint8Array): { config: CoderConfig; halves: Uint16Array } {
  const { buffer } = decoder.slice();
  try {
    const length = 4 + new DataView(buffer).getUint32(0, true);
    const config = JSON.parse(new TextDecoder().decode(buffer.slice(4, length))) as CoderConfig;
    return { config, halves: new Uint16Array(buffer.slice(length)) };
  } catch {
    throw wrong("its decoder cannot be read");
  }
}

async function modelFor(
  by: ImageCoder | CoderRuntime,
  decoder: Uint8Array | null,
  isUsed: boolean[],
): Promise<ImageCoder> {
  if ("decodeImage" in by) return by;
  if (!decoder) throw wrong("its decoder is not in it: give the model that made it");
  const { config, halves } = decoderOf(decoder);
  const model = await by.create(config as never);
  try {
    const weights = await model.weights();
    let at = 0;
    for (const tensor of weights) {
      if (!tensor.name.startsWith("decoder.")) continue;
      tensor.values.fill(0);
      for (const i of keptOf(config, tensor, isUsed)) tensor.values[i] = fromHalf(halves[at++]!);
    }
    if (at !== halves.length) throw wrong(`its decoder has ${halves.length} weights, and needs ${at}`);
    await model.setWeights(weights);
    return model;
  } catch (error) {
    await model.dispose();
    throw error;
  }
}

// ------------------------------------------------------------ rounding

/** Steps take a byte, so many to an octave. */
const perOctave = 8;
const stepOf = (byte: number) => 2 ** ((byte - 128) / perOctave);

function stepBytes(planes: number, steps: number | ArrayLike<number>): Uint8Array {
  const all = typeof steps === "number" ? new Array<number>(planes).fill(steps) : Array.from(steps);
  if (all.length !== planes)
    throw new HourglassError("shape_mismatch", `options.steps must be 1 or ${planes}, got ${all.length}`);
  return Uint8Array.from(all, (step, plane) => {
    const byte = Math.round(perOctave * Math.log2(step)) + 128;
    if (byte >= 0 && byte <= 255) return byte;
    throw new HourglassError(
      "invalid_config",
      `options.steps[${plane}] must be from 2^-16 to 2^15.8, got ${step}`,
    );
  });
}

/** So many numbers are gone through between two breaks. */
const slice = 2 ** 14;

function* rounded(
  { data, height, width, channels }: ImageNumbers,
  steps: Uint8Array,
): Generator<void, Planes> {
  const scales = Float32Array.from(steps, (byte) => 1 / stepOf(byte));
  const whole = new Int16Array(data.length);
  for (let i = 0; i < data.length; i++) {
    if (i % slice === 0) yield;
    whole[i] = Math.max(-32768, Math.min(32767, Math.round(data[i]! * scales[i % channels]!)));
  }
  return { data: whole, height, width, channels };
}

/** The code's numbers, those of planes that are not used 0. */
function* unrounded(
  { data, channels }: Planes,
  isUsed: boolean[],
  steps: Uint8Array,
): Generator<void, Float32Array> {
  const values = new Float32Array((data.length / channels) * isUsed.length);
  const sizes = Float32Array.from(steps, stepOf);
  const own = isUsed.flatMap((used, plane) => (used ? [plane] : []));
  for (let i = 0; i < data.length; i++) {
    if (i % slice === 0) yield;
    const used = i % channels;
    values[((i - used) / channels) * isUsed.length + own[used]!] = data[i]! * sizes[used]!;
  }
  return values;
}

/** Planes that are not 0 everywhere in all codes; one at least. */
function* usedBy(codes: Planes[]): Generator<void, boolean[]> {
  const isUsed = new Array<boolean>(codes[0]!.channels).fill(false);
  for (const { data, channels } of codes)
    for (let i = 0; i < data.length; i++) {
      if (i % slice === 0) yield;
      if (data[i] !== 0) isUsed[i % channels] = true;
    }
  if (!isUsed.includes(true)) isUsed[0] = true;
  return isUsed;
}

/** The codes as bytes, without the planes that are not used. */
function* packed(codes: Planes[], isUsed: boolean[]): Generator<void, Uint8Array[]> {
  const all: Uint8Array[] = [];
  const channels = isUsed.filter(Boolean).length;
  for (const code of codes) {
    yield;
    const data = code.data.filter((_, i) => isUsed[i % code.channels]);
    all.push(yield* packing({ ...code, data, channels }));
  }
  return all;
}

// ------------------------------------------------------------ pixels

function* fractions(pixels: Uint8Array): Generator<void, Float32Array> {
  const values = new Float32Array(pixels.length);
  for (let i = 0; i < pixels.length; i++) {
    if (i % slice === 0) yield;
    values[i] = pixels[i]! / 255;
  }
  return values;
}

function* bytesOf({ values }: Channel): Generator<void, Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++) {
    if (i % slice === 0) yield;
    bytes[i] = Math.max(0, Math.min(255, Math.round(255 * values[i]!)));
  }
  return bytes;
}

/** Without the rows and columns that were filled up. */
function cut({ data, width, channels }: ImageNumbers, rows: number, columns: number): Channel {
  const row = columns * channels;
  const values = new Float32Array(rows * row);
  for (let y = 0; y < rows; y++)
    values.set(data.subarray(y * width * channels, y * width * channels + row), y * row);
  return { values, height: rows, width: columns };
}
