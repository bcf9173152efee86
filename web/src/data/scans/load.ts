// Pictures from where they are, and what a worker computes of them. Each thing that is asked waits for the one before.

import { Asker } from "../asker";
import { errorOf, type Broken } from "../broken";
import { digits } from "../digits";
import { isOneFile } from "../files";
import { loadPhoto, Studio } from "../photos/load";
import { digitSet } from "./digits";
import type { HeadSettings } from "./heads";
import type { Judged } from "./heat";
import { setIds, type PictureSet, type SetId } from "./set";

import type { Question } from "./worker";

/** In the page of one file there is no room for photos. */
export const knownSets: readonly SetId[] = isOneFile() ? ["heads", "digits"] : setIds;

export interface Request {
  id: SetId;
  heads: HeadSettings;
  /** The digit that is not learnt. */
  without: number;
  seed: number;
}

type Ask<T extends Question["ask"]> = Omit<Extract<Question, { ask: T }>, "ask">;

/** A worker for pictures; whoever starts it ends it. */
export class Pictures {
  readonly #asker = new Asker<Question, Broken>(
    new Worker(new URL("./worker.ts", import.meta.url), { type: "module" }),
    errorOf,
  );
  #last: Promise<unknown> = Promise.resolve();

  async load({ id, heads, without, seed }: Request): Promise<PictureSet> {
    if (id === "heads") return this.#ask({ ask: "heads", settings: heads, seed });
    if (id === "digits") return digitSet(await digits.load(() => undefined), without);
    const studio = new Studio();
    const photo = await loadPhoto(studio, id, "").finally(() => studio.end());
    return this.#ask({ ask: id, photo, seed });
  }

  judge(question: Ask<"judge">): Promise<Judged> {
    return this.#ask({ ask: "judge", ...question });
  }

  byAxes(question: Ask<"axes">): Promise<Judged> {
    return this.#ask({ ask: "axes", ...question });
  }

  #ask<T>(question: Question): Promise<T> {
    const asked = this.#last.then(() => this.#asker.ask<T>(question));
    this.#last = asked.catch(() => undefined);
    return asked;
  }

  end(): void {
    this.#asker.end();
  }
}
