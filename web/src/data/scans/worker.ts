// Draws, reads and judges pictures beside the page, which answers meanwhile.

import { failureOf } from "../broken";
import type { Photo } from "../photos/photo";
import { byAxes, judged } from "./heat";
import type { HeadSettings } from "./heads";
import type { PictureSet, ScoreKind } from "./set";
import { brickSet, headSet, retinaSet } from "./sets";

interface Pictures {
  pictures: Uint8Array;
  shape: PictureSet["shape"];
  kind: ScoreKind;
}

export type Question =
  | { ask: "heads"; settings: HeadSettings; seed: number }
  | { ask: "retina" | "brick"; photo: Photo; seed: number }
  | ({ ask: "judge"; restored: Float32Array } & Pictures)
  | ({
      ask: "axes";
      codes: Float32Array;
      components: Float32Array;
      mean: Float32Array;
      count: number;
    } & Pictures);

onmessage = async ({ data }: MessageEvent<Question>) => {
  try {
    postMessage({ value: await answer(data) });
  } catch (error) {
    postMessage(failureOf(error));
  }
};

async function answer(data: Question) {
  if (data.ask === "heads") return headSet(data.settings, data.seed);
  if (data.ask === "judge") return judged(data.pictures, data.restored, data.shape, data.kind);
  if (data.ask === "axes") {
    const restored = byAxes(data.codes, data.components, data.mean, data.count);
    return judged(data.pictures, restored, data.shape, data.kind);
  }
  return data.ask === "retina" ? retinaSet(data.photo, data.seed) : brickSet(data.photo, data.seed);
}
