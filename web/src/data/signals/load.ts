import type { Reading, RecordingFile } from "hourglass-autoencoder/files";
import { Asker } from "../asker";
import { BrokenFile, errorOf, type Broken } from "../broken";
import { fileUrl } from "../files";
import type { Denoising, NoiseSettings, Scaling } from "./denoising";
import { readSignals } from "./own";
import type { Pieces } from "./pieces";
import type { Recording, RecordingId } from "./recording";
import type { Question } from "./worker";

/** One question, by a worker of its own. */
function ask<T>(question: Question): Promise<T> {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  const asker = new Asker<Question, Broken>(worker, errorOf);
  return asker.ask<T>(question).finally(() => asker.end());
}

export function loadRecording(id: RecordingId): Promise<Recording> {
  const url = id === "heart" ? fileUrl("data/ecg208.u16") : null;
  return ask({ ask: "recording", id, url });
}

/** Somebody's file, beside the page; sounds that only the page's decoder knows, by the page. Rejects with BrokenFile. */
export async function readOwn(file: Blob, reading: Reading): Promise<RecordingFile> {
  try {
    return await ask<RecordingFile>({ ask: "file", file, reading });
  } catch (error) {
    if (error instanceof BrokenFile && error.fault === "noDecoder") return readSignals(file, reading);
    throw error;
  }
}

export const piecesOf = (recording: Recording): Promise<Pieces> => ask({ ask: "pieces", recording });

export const denoisingOf = (
  recording: Recording,
  settings: NoiseSettings,
  scaling?: Scaling,
): Promise<Denoising> => ask({ ask: "denoising", recording, settings, scaling });
