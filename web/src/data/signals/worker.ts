// Cuts, filters and makes noise beside the page, which answers meanwhile.

import type { Reading, RecordingFile } from "hourglass-autoencoder/files";
import { failureOf } from "../broken";
import { decompressed } from "../decompress";
import { denoisingOf, type NoiseSettings, type Scaling } from "./denoising";
import { generate, rate } from "./machine";
import { readSignals } from "./own";
import { piecesOf } from "./pieces";
import type { Recording, RecordingId } from "./recording";

/** What the page asks for: a recording of its own, or what is in somebody's file; the pieces of one; or what is to be learnt about its noise. */
export type Question =
  | { ask: "recording"; id: RecordingId; url: string | null }
  | { ask: "file"; file: Blob; reading: Reading }
  | { ask: "pieces"; recording: Recording }
  | { ask: "denoising"; recording: Recording; settings: NoiseSettings; scaling: Scaling | undefined };

onmessage = async ({ data }: MessageEvent<Question>) => {
  try {
    if (data.ask === "file") give(await readSignals(data.file, data.reading));
    else postMessage({ value: await answer(data) });
  } catch (error) {
    postMessage(failureOf(error));
  }
};

function give(value: RecordingFile): void {
  postMessage({ value }, { transfer: value.channels.map(({ values }) => values.buffer) });
}

function answer(question: Exclude<Question, { ask: "file" }>) {
  if (question.ask === "pieces") return piecesOf(question.recording);
  if (question.ask === "denoising")
    return denoisingOf(question.recording, question.settings, question.scaling);
  return question.id === "heart" ? heart(question.url!) : machine();
}

/** Millivolts of record 208 of the MIT-BIH database. */
async function heart(url: string): Promise<Recording> {
  const response = await fetch(url);
  if (!response.ok || !response.body) throw new Error(`${url}: the server answered ${response.status}`);
  const view = new DataView(await new Response(await decompressed(response.body)).arrayBuffer());
  const values = Float32Array.from(
    { length: Math.floor(view.byteLength / 2) },
    (_, i) => (view.getUint16(2 * i, true) - 1024) / 200,
  );
  return { id: "heart", name: "heart", values, rate: 360, unit: "mV" };
}

const machine = (): Recording => ({ id: "machine", name: "machine", values: generate(), rate, unit: "g" });
