// A sentence that is asked for: what is near, by which words, and the way to another one.

import { between } from "../../lib/pictures";
import { latest } from "../../lib/latest";
import { nearest, placeAmong, unitRows, type Neighbour } from "../../data/sentences/vectors";
import type { SentencesDesk } from "./state.svelte";
import { marksOf, piecesOf, type Piece } from "./marking";

/** A line that is near, with what makes it so. */
export interface Near extends Neighbour {
  pieces: Piece[];
}

export interface Asked {
  text: string;
  code: Float32Array | null;
  /** Of the lines the one that it is: that one is left out of those that are near. */
  line: number | null;
  near: Near[];
  pieces: Piece[];
  words: number;
  known: number;
}

const shown = 5;
const stations = [0, 0.25, 0.5, 0.75, 1];

export class Asking {
  /** What is in the box, and the second sentence where one goes between two. */
  query = $state("");
  other = $state("");
  asked = $state.raw<Asked | null>(null);
  /** The lines nearest to the places between the two sentences. */
  way = $state.raw<Neighbour[]>([]);

  constructor(private readonly desk: SentencesDesk) {}

  ask(text: string): void {
    this.query = text;
    void this.answer();
  }

  goTo(text: string): void {
    this.other = text;
    void this.answer();
  }

  /** Another network is there, and where lines are new, a sentence to begin with. */
  appeared(query: string | null): void {
    this.asked = null;
    this.way = [];
    if (query !== null) [this.query, this.other] = [query, ""];
  }

  /** Where the sentence lies on the map. */
  get place(): [number, number] | null {
    const { codes, map } = this.desk;
    if (!codes || !map || !this.asked?.code) return null;
    return placeAmong(unitRows(this.asked.code, codes.width), codes.units, codes.width, map.places);
  }

  readonly answer = latest(async () => {
    const { desk, query, other } = this;
    const { codes, encoder, sentences } = desk;
    if (!codes || !encoder || !sentences) return;
    try {
      const code = await this.#codeOf(query);
      const end = code && (await this.#codeOf(other));
      if (codes.session !== desk.session) return;
      const near = (point: Float32Array, count: number) =>
        nearest(unitRows(point, codes.width), codes.units, codes.width, count);
      const place = sentences.lines.indexOf(query.trim());
      const line = place >= 0 ? place : null;
      const found = code ? near(code, shown + 1).filter(({ row }) => row !== line).slice(0, shown) : []; // prettier-ignore
      this.asked = { text: query, code, line, ...this.#marked(query, found), ...encoder.known(query) };
      this.way = end ? stations.map((share) => near(between(code, end, share), 1)[0]!) : [];
      if (!desk.session!.training) void desk.ends.explain();
    } catch (error) {
      if (codes.session === desk.session) desk.report(error);
    }
  });

  async #codeOf(text: string): Promise<Float32Array | null> {
    const encoder = this.desk.encoder!;
    return encoder.known(text).known === 0 ? null : this.desk.encode(encoder.transform([text]));
  }

  /** The words that bring the sentence and those near it together, in each. */
  #marked(query: string, found: Neighbour[]): Pick<Asked, "near" | "pieces"> {
    const encoder = this.desk.encoder!;
    const { lines } = this.desk.sentences!;
    const texts = found.map(({ row }) => lines[row]!);
    return {
      near: found.map((one, i) => ({ ...one, pieces: piecesOf(texts[i]!, marksOf(encoder, texts[i]!, [query])) })), // prettier-ignore
      pieces: piecesOf(query, marksOf(encoder, query, texts)),
    };
  }
}
