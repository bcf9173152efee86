// Reads somebody's pictures beside the page, which answers meanwhile.

import { BrokenImages, readImages, type OwnFile, type OwnImages, type Settings } from "./own";

export type Question = { ask: "read"; name: string; files: OwnFile[]; settings: Settings } | { ask: "take" };
/** What crosses of a BrokenImages. */
export type Broken = Pick<BrokenImages, "fault" | "detail" | "problems">;

let own: OwnImages | null = null;

onmessage = async ({ data }: MessageEvent<Question>) => {
  try {
    if (data.ask === "take") return take();
    own = await readImages(data.name, data.files, data.settings, (done, total) =>
      postMessage({ progress: { done, total } }),
    );
    postMessage({ value: own.preview });
  } catch (error) {
    if (error instanceof BrokenImages) {
      const { fault, detail, problems } = error;
      postMessage({ broken: { fault, detail, problems } });
    } else postMessage({ error: (error as Error).message });
  }
};

function take(): void {
  const { set } = own!;
  const arrays = [set.train, set.heldOut, set.trainLabels, set.heldOutLabels];
  postMessage({ value: set }, { transfer: arrays.map(({ buffer }) => buffer as ArrayBuffer) });
}
