// Own signs: classes of drawings, kept in the browser, joined from files, and handed to the images desk.

import { get, set as put } from "idb-keyval";
import { goTo } from "../../lib/address";
import { imageSources } from "../../data";
import { handOver } from "../../data/handover";
import {
  BrokenSigns,
  bytesOf,
  formatSigns,
  joined,
  mostBytes,
  mostClasses,
  parseSigns,
  testSet,
  trainingSet,
  wanted,
  type SignClass,
} from "../../data/signs/signs";
import { download } from "../../lib/download";
import { chime } from "../../lib/chime";
import { History } from "../../lib/history";
import { store } from "../../lib/storage";
import { rethrow } from "../../words/trouble";
import { words } from "../../words/words.svelte";

const turnTakes = 1800; // milliseconds

const first: SignClass[] = Array.from({ length: 3 }, (_, i) => ({ name: "ABC"[i]!, drawings: [] }));

export class SignsDesk {
  classes = $state.raw<SignClass[]>(first);
  /** The class that is being drawn. */
  selected = $state(0);
  /** The one that comes next, while nothing can be drawn. */
  turning = $state<number | null>(null);
  trouble = $state<string | null>(null);
  /** What was done last, to be heard. */
  says = $state("");
  can = $state.raw({ undo: false, redo: false });
  #history = new History(first);

  /** Those of before. */
  async open(): Promise<void> {
    const kept = await get<SignClass[]>("mine", store("signs")).catch(() => undefined);
    if (!kept || this.#history.canUndo) return;
    this.#history = new History(kept);
    this.classes = kept;
  }

  get count(): number {
    return this.classes.reduce((sum, { drawings }) => sum + drawings.length, 0);
  }

  /** At least two classes with some to learn from and one held out. */
  get canTrain(): boolean {
    return this.classes.filter(({ drawings }) => drawings.length >= 5).length >= 2;
  }

  add(pixels: Float32Array): void {
    if (this.turning !== null) return;
    const { selected } = this;
    const { name, drawings } = this.classes[selected]!;
    this.#change(selected, { name, drawings: [...drawings, bytesOf(pixels)] });
    this.says = words().signs.added(name, drawings.length + 1);
    if (drawings.length + 1 !== wanted) return;
    const next = this.classes.findIndex((one) => one.drawings.length < wanted);
    if (next >= 0) this.#turnTo(next);
  }

  /** Somebody who draws quickly must notice the change of class: drawing pauses for a moment, and a chime sounds. */
  #turnTo(next: number): void {
    this.turning = next;
    chime();
    setTimeout(() => {
      if (this.turning !== next) return;
      this.turning = null;
      this.selected = Math.min(next, this.classes.length - 1);
    }, turnTakes);
  }

  remove(of: number, index: number): void {
    const { name, drawings } = this.classes[of]!;
    this.#change(of, { name, drawings: drawings.filter((_, i) => i !== index) });
  }

  rename(of: number, name: string): void {
    this.#change(of, { ...this.classes[of]!, name: name.slice(0, 40) });
  }

  addClass(): void {
    if (this.classes.length >= mostClasses) return;
    const name = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"].find((letter) =>
      this.classes.every((one) => one.name !== letter),
    )!;
    this.#commit([...this.classes, { name, drawings: [] }]);
    this.selected = this.classes.length - 1;
  }

  removeClass(of: number): void {
    if (this.classes.length > 1) this.#commit(this.classes.filter((_, i) => i !== of));
  }

  undo(): void {
    this.#history.undo();
    this.#show();
  }

  redo(): void {
    this.#history.redo();
    this.#show();
  }

  save(): void {
    download(formatSigns(this.classes), "hourglass-signs.json");
  }

  /** Files of others are joined with what is there; if one is wrong, all stays as it is. */
  async join(files: File[]): Promise<void> {
    this.trouble = null;
    const text = words().signs;
    let name = "";
    try {
      const all = [this.classes.filter(({ drawings }) => drawings.length > 0)];
      for (const file of files) {
        name = file.name;
        if (file.size > mostBytes) throw new BrokenSigns("large");
        all.push(parseSigns(await file.text()));
      }
      name = "";
      this.#commit(joined(all));
      this.says = text.joined(files.length, this.count);
    } catch (error) {
      if (!(error instanceof BrokenSigns)) throw error;
      this.trouble = `${name ? `${name}: ` : ""}${text.faults[error.fault](error.where)} ${text.unchanged}`;
    }
  }

  async train(): Promise<void> {
    handOver(trainingSet(this.classes, words().signs.heading));
    // Few pictures make short epochs.
    await goTo("#/images?kind=denoising&data=own&noise=0.3&epochs=100&batch=8");
  }

  /** Opens the model of the digits, with these signs as pictures that it has never seen. */
  async test(): Promise<void> {
    try {
      const digits = await imageSources.digits
        .load(() => undefined)
        .catch((cause: unknown) => rethrow(cause, words().trouble.data));
      handOver(testSet(this.classes, digits, words().signs.asTest));
      await goTo("#/images?kind=vanilla&data=own");
    } catch (error) {
      this.trouble = (error as Error).message;
    }
  }

  #change(of: number, next: SignClass): void {
    this.#commit(this.classes.map((one, i) => (i === of ? next : one)));
  }

  #commit(next: SignClass[]): void {
    this.#history.commit(next);
    this.#show();
  }

  #show(): void {
    const { present, canUndo, canRedo } = this.#history;
    this.classes = present;
    this.can = { undo: canUndo, redo: canRedo };
    this.selected = Math.min(this.selected, present.length - 1);
    put("mine", present, store("signs")).catch(() => undefined); // where nothing can be kept, the page says so
  }
}
