// The photos at hand: the page's, one's own, and those that networks learn from. Both tabs of the desk share them.

import { TooManyPixels } from "../../data/photos/decode";
import { loadPhoto, loadTeachers, Studio, type ExampleId } from "../../data/photos/load";
import type { Photo } from "../../data/photos/photo";
import { PlainError } from "../../words/trouble";
import { words } from "../../words/words.svelte";
import { lensSide } from "./lens";

/** Pixels of all photos of one's own to learn from. */
const mostTaught = 24e6;

export type PhotoId = ExampleId | "own";

export class Shelf {
  #studio: Studio | null = null;
  #own: Photo | null = null;
  #teachers: Photo[] | null = null;
  #ownTeachers: Photo[] | null = null;

  /** The worker; one that could not start is tried again the next time. */
  get studio(): Studio {
    return (this.#studio ??= new Studio());
  }

  get hasOwn(): boolean {
    return this.#own !== null;
  }

  async photo(id: PhotoId): Promise<Photo> {
    return id === "own" ? this.#own! : loadPhoto(this.studio, id, words().photos.names[id]);
  }

  /** Rejects with what is wrong with the file; the photo before stays then. */
  async takeOwn(file: Blob, name: string): Promise<void> {
    this.#own = await this.#read("own", name, file);
  }

  /** A photo that is there already. */
  putOwn(photo: Photo): void {
    this.#own = photo;
  }

  /** Clean photos to learn from, without the one that is judged. */
  async teachers(judged: Photo): Promise<Photo[]> {
    const all = this.#ownTeachers ?? (this.#teachers ??= await loadTeachers(this.studio));
    return all.filter(({ id }) => id !== judged.id);
  }

  /** Somebody's own photos to learn from take the place of the page's; their names. */
  async takeTeachers(files: readonly File[]): Promise<string[]> {
    const photos: Photo[] = [];
    for (const [i, file] of files.entries()) photos.push(await this.#read(`teacher-${i}`, file.name, file));
    const pixels = photos.reduce((sum, { width, height }) => sum + width * height, 0);
    if (pixels > mostTaught)
      throw new PlainError(words().photos.tooManyTaught(pixels / 1e6, mostTaught / 1e6));
    this.#ownTeachers = photos;
    return this.ownTeachers;
  }

  forgetTeachers(): void {
    this.#ownTeachers = null;
  }

  /** Their names, where they are somebody's own. */
  get ownTeachers(): string[] {
    return this.#ownTeachers?.map(({ name }) => name) ?? [];
  }

  async #read(id: string, name: string, file: Blob): Promise<Photo> {
    const photo = await this.studio.decode(id, name, file).catch((cause) => {
      if (cause instanceof TooManyPixels) throw cause;
      throw new PlainError(words().photos.noPicture(name));
    });
    if (Math.min(photo.width, photo.height) >= lensSide) return photo;
    throw new PlainError(words().photos.tooSmall(name, lensSide));
  }

  close(): void {
    this.#studio?.end();
  }
}

/** What went wrong, in words. */
export function troubleOf(error: unknown): string {
  if (error instanceof TooManyPixels) return words().photos.tooLarge(error.pixels / 1e6);
  return error instanceof Error ? error.message : String(error);
}
