// Lines that are near each other, in groups that are named by their most telling words.

import { wordsOf } from "hourglass-autoencoder/data";
import { arranged } from "../../data/sentences/ask";
import { latest } from "../../lib/latest";
import type { SentencesDesk } from "./state.svelte";

export const groupCounts = Array.from({ length: 19 }, (_, i) => i + 2);

export interface Group {
  name: string;
  size: number;
  /** The line that lies farthest from the others: the odd one out. */
  farthest: number;
}

export interface Grouped {
  k: number;
  /** Of each line its group. */
  of: Uint8Array;
  groups: Group[];
  /** Of all lines, those that fit their groups least, the worst first. */
  oddest: number[];
  /** The share of lines whose topic is their group's commonest one; null where there are no topics. */
  agreement: number | null;
}

const wordsOfName = 3;
const shownOddest = 5;

export class Groups {
  /** How many are asked for; as many as there are topics, or by the silhouette, until somebody says. */
  wanted = $state<number | null>(null);
  grouped = $state.raw<Grouped | null>(null);
  /** How well so many groups part, by their number; in the order of `groupCounts`. */
  silhouettes = $state.raw<number[] | null>(null);

  constructor(private readonly desk: SentencesDesk) {}

  choose(k: number): void {
    this.wanted = k;
    void this.#group();
  }

  /** The number whose groups part best. */
  get best(): number | null {
    const { silhouettes } = this;
    return silhouettes && groupCounts[silhouettes.indexOf(Math.max(...silhouettes))]!;
  }

  appeared(): void {
    this.grouped = null;
    this.silhouettes = null;
    if (this.desk.sentences?.id === "own" || !this.desk.hasTopics) this.wanted = null;
  }

  /** Codes are new: groups are looked for where somebody sees them. */
  changed(): void {
    if (this.desk.view === "groups") void this.look();
  }

  async look(): Promise<void> {
    await this.#group();
    await this.#compare();
  }

  readonly #compare = latest(async () => {
    const { desk } = this;
    const { codes } = desk;
    if (!codes) return;
    const silhouettes = await this.#asked(() =>
      arranged("silhouettes", { rows: codes.units, width: codes.width, ks: groupCounts, seed: 0 }),
    );
    if (!silhouettes || codes !== desk.codes) return;
    this.silhouettes = silhouettes;
    if (this.wanted === null && !desk.hasTopics) void this.#group();
  });

  readonly #group = latest(async () => {
    const { desk } = this;
    const { codes, sentences } = desk;
    if (!codes || !sentences) return;
    const topics = Math.min(groupCounts.at(-1)!, Math.max(2, sentences.topicNames.length));
    const k = this.wanted ?? (desk.hasTopics ? topics : (this.best ?? 8));
    const found = await this.#asked(() =>
      arranged("groups", { rows: codes.units, width: codes.width, k, seed: 0 }),
    );
    if (!found || codes !== desk.codes || sentences !== desk.sentences) return;
    const order = [...found.distances.keys()].sort((a, b) => found.distances[b]! - found.distances[a]!);
    const names = namesOf(sentences.lines, found.groups, k);
    this.grouped = {
      k,
      of: found.groups,
      oddest: order.slice(0, shownOddest),
      groups: names.map((name, group) => ({
        name,
        size: found.groups.filter((one) => one === group).length,
        farthest: order.find((line) => found.groups[line] === group) ?? 0,
      })),
      agreement: desk.hasTopics ? agreementOf(found.groups, sentences.topics, k) : null,
    };
  });

  async #asked<T>(ask: () => Promise<T>): Promise<T | null> {
    try {
      return await ask();
    } catch (error) {
      this.desk.report(error);
      return null;
    }
  }
}

/** Words that many of a group's lines have, and above all a far larger share of them than of all lines. */
export function namesOf(lines: string[], groups: Uint8Array, k: number): string[] {
  const all = new Map<string, number>();
  const own = Array.from({ length: k }, () => new Map<string, number>());
  lines.forEach((line, i) => {
    for (const word of new Set(wordsOf(line))) {
      all.set(word, (all.get(word) ?? 0) + 1);
      const counts = own[groups[i]!]!;
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  });
  const sizes = own.map((_, group) => groups.filter((one) => one === group).length);
  return own.map((counts, group) =>
    [...counts]
      .map(([word, count]) => {
        const lift = (count * lines.length) / (sizes[group]! * all.get(word)!);
        return { word, weight: count * Math.log(lift) ** 3 };
      })
      .sort((a, b) => b.weight - a.weight || a.word.localeCompare(b.word))
      .slice(0, wordsOfName)
      .map(({ word }) => word)
      .join(", "),
  );
}

function agreementOf(groups: Uint8Array, topics: Uint8Array, k: number): number {
  const most = Array.from({ length: k }, (_, group) => {
    const counts = new Map<number, number>();
    groups.forEach((one, i) => {
      if (one === group) counts.set(topics[i]!, (counts.get(topics[i]!) ?? 0) + 1);
    });
    return Math.max(0, ...counts.values());
  });
  return most.reduce((sum, count) => sum + count, 0) / groups.length;
}
