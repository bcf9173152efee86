// The digits that the recipes learn from: those of this repository, or any file in MNIST's format.

import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import { parseIdx } from "hourglass-autoencoder/data";

/** 28 x 28 pixels each as bytes, one after another; the last tenth is held out. */
export async function readDigits(
  file = new URL("../../web/public/data/digits-images.idx3.gz", import.meta.url),
) {
  const bytes = await readFile(file);
  const { data, dimensions } = parseIdx(bytes[0] === 0x1f ? gunzipSync(bytes) : bytes);
  const seen = Math.round(0.9 * dimensions[0]);
  return { seen: data.subarray(0, seen * 784), heldOut: data.subarray(seen * 784) };
}
