// Reads somebody's pictures beside the page, which answers meanwhile.

import type { PictureFile } from "hourglass-autoencoder/files";
import { failureOf } from "../broken";
import { ownSet } from "../scans/own";
import { readImages, type OwnImages, type Settings } from "./own";

export type Question =
  | { ask: "read"; name: string; files: PictureFile[]; settings: Settings }
  | { ask: "take" }
  | { ask: "unusual"; name: string; files: PictureFile[]; seed: number };
let own: OwnImages | null = null;

onmessage = async ({ data }: MessageEvent<Question>) => {
  try {
    if (data.ask === "take") return take();
    if (data.ask === "unusual") return postMessage({ value: await ownSet(data.name, data.files, data.seed) });
    own = await readImages(data.name, data.files, data.settings, (done, total) =>
      postMessage({ progress: { done, total } }),
    );
    postMessage({ value: own.preview });
  } catch (error) {
    postMessage(failureOf(error));
  }
};

function take(): void {
  const { set } = own!;
  const arrays = [set.train, set.heldOut, set.trainLabels, set.heldOutLabels];
  postMessage({ value: set }, { transfer: arrays.map(({ buffer }) => buffer as ArrayBuffer) });
}
