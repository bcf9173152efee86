import { idxLength, parseIdx, type Idx } from "../lib/idx";
import { side } from "../lib/centre";

export const features = side * side;
const heldOut = 1000;

/** Handwritten digits of MNIST; bytes of 0 to 255, 784 to a digit. */
export interface Digits {
  train: Uint8Array;
  heldOut: Uint8Array;
  heldOutLabels: Uint8Array;
}

/** Loads the digits that lie beside the page; `onprogress` is told the share that has come, 0 to 1. */
export async function loadDigits(onprogress: (share: number) => void): Promise<Digits> {
  const [images, labels] = await Promise.all([
    loadIdx("data/digits-images.idx3.gz", onprogress),
    loadIdx("data/digits-labels.idx1.gz"),
  ]);
  const [count = 0, height, width] = images.dimensions;
  if (height !== side || width !== side || labels.data.length !== count || count <= heldOut) {
    throw new Error(`digits: expected over ${heldOut} images of 28 x 28, each with a label`);
  }
  const split = count - heldOut;
  return {
    train: images.data.subarray(0, split * features),
    heldOut: images.data.subarray(split * features),
    heldOutLabels: labels.data.subarray(split),
  };
}

/** One digit, as values of 0 to 1. */
export interface Sample {
  pixels: Float32Array;
  label: number;
}

export function heldOutDigit(digits: Digits, index: number): Sample {
  const bytes = digits.heldOut.subarray(index * features, (index + 1) * features);
  return { pixels: Float32Array.from(bytes, (byte) => byte / 255), label: digits.heldOutLabels[index]! };
}

/** Number `turn` of the held-out digits of every class, zeros first: their indices. */
export function oneOfEach(digits: Digits, turn: number): number[] {
  return Array.from({ length: 10 }, (_, label) => {
    const indices = [...digits.heldOutLabels.keys()].filter((i) => digits.heldOutLabels[i] === label);
    return indices[turn % indices.length]!;
  });
}

async function loadIdx(path: string, onprogress?: (share: number) => void): Promise<Idx> {
  const response = await fetch(new URL(path, document.baseURI));
  if (!response.ok || !response.body) throw new Error(`${path}: the server answered ${response.status}`);
  return parseIdx(await collect(await decompressed(response.body), onprogress));
}

/** Some servers send .gz files decompressed already: the first two bytes tell. */
async function decompressed(body: ReadableStream<Uint8Array<ArrayBuffer>>) {
  const reader = body.getReader();
  const first = await reader.read();
  const whole = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start: (controller) => (first.done ? controller.close() : controller.enqueue(first.value)),
    pull: async (controller) => {
      const { done, value } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
  const gzipped = first.value?.[0] === 0x1f && first.value[1] === 0x8b;
  return gzipped ? whole.pipeThrough(new DecompressionStream("gzip")) : whole;
}

// Progress is measured on the decompressed bytes, whose number the IDX header declares: that holds for any server.
async function collect(stream: ReadableStream<Uint8Array>, onprogress?: (share: number) => void) {
  const chunks: Uint8Array[] = [];
  let length = 0;
  let expected: number | undefined;
  const reader = stream.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    chunks.push(part.value);
    length += part.value.length;
    expected ??= idxLength(chunks[0]!);
    if (expected !== undefined && length > expected)
      throw new Error("IDX: the file is longer than it declares");
    if (expected) onprogress?.(length / expected);
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}
