// The word vectors that the page brings along: English ones.

import { WordVectors } from "hourglass-autoencoder/data";
import { joined } from "../decompress";
import { fileUrl } from "../files";

const path = "data/words.en.npz";
/** Of the file, in bytes: said where the server does not say it. */
const usual = 3.04e6;

let loading: Promise<WordVectors> | null = null;

/** Once, however often it is asked for; again where it failed. */
export function loadWords(told: (loaded: number, of: number) => void): Promise<WordVectors> {
  loading ??= read(told).catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}

async function read(told: (loaded: number, of: number) => void): Promise<WordVectors> {
  const response = await fetch(fileUrl(path));
  if (!response.ok || !response.body) throw new Error(`${path}: the server answered ${response.status}`);
  const declared = Number(response.headers.get("content-length"));
  const isPacked = response.headers.has("content-encoding");
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = response.body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    parts.push(part.value);
    length += part.value.length;
    told(length, Math.max(length, !isPacked && declared > 0 ? declared : usual));
  }
  return WordVectors.read(joined(parts, length));
}
