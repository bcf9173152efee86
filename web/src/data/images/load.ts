import { Asker } from "../asker";
import type { ImageSet } from "../dataset";
import type { PictureFile } from "hourglass-autoencoder/files";
import { errorOf, type Broken } from "../broken";
import type { PictureSet } from "../scans/set";
import type { Preview, Settings } from "./own";
import type { Question } from "./worker";

const reader = () =>
  new Asker<Question, Broken>(
    new Worker(new URL("./worker.ts", import.meta.url), { type: "module" }),
    errorOf,
  );

/** Somebody's own pictures, among which some may be unusual. Rejects with BrokenFile. */
export function readUnusual(name: string, files: PictureFile[], seed: number): Promise<PictureSet> {
  const asked = reader();
  return asked.ask<PictureSet>({ ask: "unusual", name, files, seed }).finally(() => asked.end());
}

let taken = 0;

/** Somebody's own pictures: read as often as it takes, then taken. They stay in the worker meanwhile. */
export class OwnPictures {
  #reader: Asker<Question, Broken> | null = null;

  constructor(
    readonly name: string,
    private readonly files: PictureFile[],
  ) {}

  /** Rejects with BrokenFile where they are none; a reading that is still at work is given up. */
  read(settings: Settings, onprogress: (done: number, total: number) => void): Promise<Preview> {
    this.end();
    this.#reader = reader();
    return this.#reader.ask({ ask: "read", name: this.name, files: this.files, settings }, onprogress);
  }

  async take(): Promise<ImageSet> {
    const set = await this.#reader!.ask<ImageSet>({ ask: "take" });
    return { ...set, key: `own ${++taken}` };
  }

  end(): void {
    this.#reader?.end();
    this.#reader = null;
  }
}
