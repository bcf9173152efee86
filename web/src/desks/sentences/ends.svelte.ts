// What a number of the code stands for: the words and the sentences at its two ends.

import { wordsOf } from "hourglass-autoencoder/data";
import { unitStatistics } from "../../lib/units";
import type { Codes, SentencesDesk } from "./state.svelte";

export interface End {
  words: string[];
  lines: number[];
}

export interface Shown {
  unit: number;
  /** Of the sentence asked for, in standard deviations; null where there is none. */
  deviations: number | null;
  high: End;
  low: End;
}

const [shownWords, shownLines] = [6, 2];
const mostWords = 3000;

export class Ends {
  /** The number that somebody chose; otherwise the one that is strongest for the sentence asked for. */
  chosen = $state<number | null>(null);
  shown = $state.raw<Shown | null>(null);
  #known: { codes: Codes; words: string[]; values: Float32Array } | null = null;

  constructor(private readonly desk: SentencesDesk) {}

  choose(unit: number | null): void {
    this.chosen = unit;
    void this.explain();
  }

  appeared(): void {
    this.shown = null;
    this.chosen = null;
  }

  async explain(): Promise<void> {
    const { desk } = this;
    const { codes } = desk;
    if (!codes || codes.session.untrained) return void (this.shown = null);
    const { width } = codes;
    const { mean, deviation } = unitStatistics(codes.values, width);
    const code = desk.asking.asked?.code;
    const deviations = code && Array.from(code, (value, i) => (value - mean[i]!) / (deviation[i]! || 1));
    const strongest = deviations
      ? deviations.reduce((best, z, i) => (Math.abs(z) > Math.abs(deviations[best]!) ? i : best), 0)
      : 0;
    const unit = Math.min(this.chosen ?? strongest, width - 1);
    const known = await this.#wordsOf(codes);
    if (codes !== desk.codes) return;
    const byWord = ordered(known.values, width, unit);
    const byLine = ordered(codes.values, width, unit);
    const end = (words: number[], lines: number[]): End => ({
      words: words.slice(0, shownWords).map((i) => known.words[i]!),
      lines: lines.slice(0, shownLines),
    });
    this.shown = {
      unit,
      deviations: deviations ? deviations[unit]! : null,
      high: end(byWord, byLine),
      low: end([...byWord].reverse(), [...byLine].reverse()),
    };
  }

  /** The codes of words that occur more than once, each by itself. */
  async #wordsOf(codes: Codes) {
    if (this.#known?.codes === codes) return this.#known;
    const { desk } = this;
    const encoder = desk.encoder!;
    const counts = new Map<string, number>();
    for (const line of desk.sentences!.lines)
      for (const word of wordsOf(line)) counts.set(word, (counts.get(word) ?? 0) + 1);
    const words = [...counts]
      .filter(([word, count]) => count > 1 && encoder.known(word).known > 0)
      .map(([word]) => word)
      .slice(0, mostWords);
    const values = words.length > 0 ? await desk.encode(encoder.transform(words)) : new Float32Array();
    return (this.#known = { codes, words, values });
  }
}

/** Rows by one of their numbers, the highest first. */
const ordered = (values: Float32Array, width: number, unit: number): number[] =>
  Array.from({ length: values.length / width }, (_, row) => row).sort(
    (a, b) => values[b * width + unit]! - values[a * width + unit]!,
  );
