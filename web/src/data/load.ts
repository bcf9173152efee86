// Images and labels in the IDX format, compressed, beside the page.

import { decompressed, joined } from "./decompress";
import { fileUrl } from "./files";
import type { DatasetId, ImageSet } from "./dataset";
import { idxLength, parseIdx } from "hourglass-autoencoder/data";

const heldOut = 1000;

/** Loads data/<id>-images.idx3.gz and its labels; the last thousand are held out. `onprogress` is told a share of 0 to 1. */
export async function loadImages(
  id: DatasetId,
  classNames: string[],
  onprogress: (share: number) => void,
): Promise<ImageSet> {
  const [images, labels] = await Promise.all([
    loadIdx(`data/${id}-images.idx3.gz`, onprogress),
    loadIdx(`data/${id}-labels.idx1.gz`),
  ]);
  const [count = 0, height = 0, width = 0] = images.dimensions;
  const isMislabelled = labels.data.some((label) => label >= classNames.length);
  if (labels.data.length !== count || count <= heldOut || isMislabelled) {
    throw new Error(`${id}: expected over ${heldOut} images, each with a label below ${classNames.length}`);
  }
  const split = count - heldOut;
  const features = height * width;
  return {
    id,
    key: id,
    name: id,
    tone: "ink",
    shape: [height, width, 1],
    train: images.data.subarray(0, split * features),
    heldOut: images.data.subarray(split * features),
    trainLabels: labels.data.subarray(0, split),
    heldOutLabels: labels.data.subarray(split),
    classNames,
  };
}

/** Of bytes. */
async function loadIdx(path: string, onprogress?: (share: number) => void) {
  const response = await fetch(fileUrl(path));
  if (!response.ok || !response.body) throw new Error(`${path}: the server answered ${response.status}`);
  const { dimensions, data } = parseIdx(await collect(await decompressed(response.body), onprogress));
  if (!(data instanceof Uint8Array)) throw new Error(`${path}: expected bytes`);
  return { dimensions, data };
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
  return joined(chunks, length);
}
