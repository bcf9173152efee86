// Lines that say almost the same.

import { arranged } from "../../data/sentences/ask";
import { unitRows, type Way } from "../../data/sentences/vectors";
import { toCsv } from "../../lib/csv";
import { download } from "../../lib/download";
import { latest } from "../../lib/latest";
import type { Pair } from "../../lib/near-pairs";
import type { SentencesDesk } from "./state.svelte";

/** Pairs are looked for from this cosine on; and what the slider begins with. */
const limits: Record<Way, { least: number; usual: number }> = {
  meaning: { least: 0.7, usual: 0.85 },
  letters: { least: 0.4, usual: 0.7 },
};
export const mostPairs = 5000;

export class Duplicates {
  /** All that were found, the nearest first. */
  all = $state.raw<Pair[] | null>(null);
  threshold = $state(limits.meaning.usual);

  constructor(private readonly desk: SentencesDesk) {}

  get least(): number {
    return limits[this.desk.experiment.way].least;
  }

  get pairs(): Pair[] {
    return (this.all ?? []).filter(({ cosine }) => cosine >= this.threshold - 1e-6);
  }

  /** Other lines are there, or other vectors of them. */
  appeared(): void {
    this.all = null;
    this.threshold = limits[this.desk.experiment.way].usual;
    if (this.desk.view === "duplicates") void this.look();
  }

  /** By all numbers of the vectors, not by the network's few. */
  readonly look = latest(async () => {
    const { desk, least } = this;
    const { material } = desk;
    if (!material || this.all) return;
    const { all, encoder } = material.vectors;
    const rows = unitRows(all, encoder.features);
    try {
      const pairs = await arranged("pairs", { rows, width: encoder.features, least, most: mostPairs });
      if (material === desk.material) this.all = pairs;
    } catch (error) {
      if (material === desk.material) desk.report(error);
    }
  });

  /** Lines are counted from 1, as editors count them. */
  save(): void {
    const { lines } = this.desk.sentences!;
    const rows = this.pairs.map(({ first, second, cosine }) => [
      cosine,
      first + 1,
      lines[first]!,
      second + 1,
      lines[second]!,
    ]);
    const head = ["cosine", "first_line", "first", "second_line", "second"];
    download(toCsv([head, ...rows]), "hourglass-duplicates.csv");
  }
}
