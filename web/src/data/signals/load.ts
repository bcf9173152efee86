import { Asker } from "../asker";
import { fileUrl } from "../files";
import type { Denoising, NoiseSettings } from "./denoising";
import type { Pieces } from "./pieces";
import type { Recording, RecordingId } from "./recording";
import type { Question } from "./worker";

/** One question, by a worker of its own. */
function ask<T>(question: Question): Promise<T> {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  const asker = new Asker<Question, never>(worker, (broken) => broken);
  return asker.ask<T>(question).finally(() => asker.end());
}

export function loadRecording(id: RecordingId): Promise<Recording> {
  const url = id === "heart" ? fileUrl("data/ecg208.u16") : null;
  return ask({ ask: "recording", id, url });
}

export const piecesOf = (recording: Recording): Promise<Pieces> => ask({ ask: "pieces", recording });

export const denoisingOf = (recording: Recording, settings: NoiseSettings): Promise<Denoising> =>
  ask({ ask: "denoising", recording, settings });
