// Do neighbours share a topic? Counted five times, with another fifth of the lines held out each time.

import type { WordVectors } from "hourglass-autoencoder/data";
import { rowsOf } from "../../lib/rows";
import { randomNumbers, shuffle } from "../../lib/random";
import type { Sentences } from "../../data/sentences/sentences";
import {
  fitOf,
  folds,
  scaleOf,
  sharedTopics,
  vectorsOf,
  type Split,
  type Vectors,
} from "../../data/sentences/vectors";
import { createModel, type Runtime } from "../../engine/client";
import { fitOptions } from "../../kinds";
import { textKinds } from "../../kinds/text";
import type { Experiment } from "./experiment";

/** Of the held-out lines, and of them in other words. */
export interface Shares {
  unseen: number;
  paraphrased: number | null;
}

/** The vectors themselves, their principal components, the network's code, and TF-IDF of letters beside word vectors. */
export const rowIds = ["full", "axes", "network", "letters"] as const;
export type RowId = (typeof rowIds)[number];
/** What each fifth gave. */
export type Figures = Partial<Record<RowId, Shares[]>>;

/** More lines than these tell no more. */
const mostLines = 2000;

export async function sharesOf(
  { topics, paraphrases }: Sentences,
  { encoder, all, train, heldOut }: Vectors,
  embed: (vectors: Float32Array) => Promise<Float32Array>,
): Promise<Shares> {
  const { features } = encoder;
  const topicsOf = (rows: number[]) => Uint8Array.from(rows, (row) => topics[row]!);
  const rows = await embed(rowsOf(all, train, features));
  const against = { rows, topics: topicsOf(train), width: rows.length / train.length, same: false };
  const outside = new Set(heldOut);
  const said = paraphrases.filter(({ line }) => outside.has(line));
  const shared = (queries: Float32Array, lines: number[]) =>
    sharedTopics({ ...against, queries, queryTopics: topicsOf(lines) });
  return {
    unseen: await shared(await embed(rowsOf(all, heldOut, features)), heldOut),
    paraphrased:
      said.length === 0
        ? null
        : await shared(
            await embed(encoder.transform(said.map(({ text }) => text))),
            said.map(({ line }) => line),
          ),
  };
}

/** What the network sees. */
export function scaled(vectors: Float32Array, features: number): Float32Array<ArrayBuffer> {
  const factor = scaleOf(features);
  const result = new Float32Array(vectors.length);
  for (let i = 0; i < vectors.length; i++) result[i] = vectors[i]! * factor;
  return result;
}

/** Networks of these settings learn from scratch, once for each fifth; `told` after each. */
export async function countFigures(
  runtime: Runtime,
  all: Sentences,
  { way, values }: Pick<Experiment, "way" | "values">,
  words: WordVectors | null,
  told: (figures: Figures) => void,
): Promise<Figures> {
  const sentences = someOf(all);
  const figures: Figures = {};
  const add = (id: RowId, shares: Shares) => (figures[id] = [...(figures[id] ?? []), shares]);
  for (let fold = 0; fold < folds; fold++) {
    const split: Split = { seed: Number(values.seed), fold };
    const vectors = await vectorsOf(sentences, split, fitOf(way === "meaning" ? words : null));
    add("full", await sharesOf(sentences, vectors, (rows) => Promise.resolve(rows)));
    add("axes", await sharesOf(sentences, vectors, await axesOf(runtime, vectors, Number(values.latent))));
    add("network", await networkShares(runtime, sentences, vectors, values));
    if (way === "meaning") {
      const letters = await vectorsOf(sentences, split, fitOf(null));
      add("letters", await sharesOf(sentences, letters, (rows) => Promise.resolve(rows)));
    }
    told({ ...figures });
  }
  return figures;
}

/** Principal components of the lines to learn from. */
async function axesOf(runtime: Runtime, { encoder: { features }, all, train }: Vectors, components: number) {
  const found = await runtime.pca(rowsOf(all, train, features), { features, components });
  return (rows: Float32Array) => Promise.resolve(projected(rows, found.mean, found.components));
}

/** Rows less `mean`, along each of the components. */
function projected(rows: Float32Array, mean: Float32Array, components: Float32Array): Float32Array {
  const features = mean.length;
  const width = components.length / features;
  const codes = new Float32Array((rows.length / features) * width);
  for (let i = 0; i < codes.length; i++) {
    const [row, axis] = [Math.floor(i / width) * features, (i % width) * features];
    let sum = 0;
    for (let k = 0; k < features; k++) sum += (rows[row + k]! - mean[k]!) * components[axis + k]!;
    codes[i] = sum;
  }
  return codes;
}

async function networkShares(
  runtime: Runtime,
  sentences: Sentences,
  vectors: Vectors,
  values: Experiment["values"],
): Promise<Shares> {
  const { way, encoder, all, train } = vectors;
  const { features } = encoder;
  const kind = textKinds[way];
  const overrides = kind.overrides(values, { shape: [1, 1, features] });
  const model = await createModel(runtime, kind.id, overrides);
  try {
    const learnt = scaled(rowsOf(all, train, features), features);
    await model.fit(learnt, { ...fitOptions(kind, values), epochs: Number(values.epochs) });
    return await sharesOf(sentences, vectors, (rows) => model.encode(scaled(rows, features)));
  } finally {
    await model.dispose();
  }
}

/** Some of many lines, the same every time. */
function someOf(sentences: Sentences): Sentences {
  const { lines, topics, paraphrases } = sentences;
  if (lines.length <= mostLines) return sentences;
  const order = lines.map((_, i) => i);
  shuffle(order, randomNumbers(0));
  const kept = order.slice(0, mostLines);
  const places = new Map(kept.map((line, place) => [line, place]));
  return {
    ...sentences,
    lines: kept.map((line) => lines[line]!),
    topics: Uint8Array.from(kept, (line) => topics[line]!),
    paraphrases: paraphrases.flatMap(({ line, text }) =>
      places.has(line) ? [{ line: places.get(line)!, text }] : [],
    ),
  };
}

/** Of what the fifths gave: the mean, and how far they lie apart (one standard deviation). */
export function summary(shares: Shares[], kind: keyof Shares): { mean: number; spread: number } | null {
  const values = shares.flatMap((one) => one[kind] ?? []);
  if (values.length === 0) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, spread: Math.sqrt(square / Math.max(1, values.length - 1)) };
}

/** How two rows compare: what lies within the spread of either says nothing. */
export function compared(one: Shares[], other: Shares[]): "more" | "less" | "same" {
  const [a, b] = [summary(one, "unseen"), summary(other, "unseen")];
  if (!a || !b || Math.abs(a.mean - b.mean) <= Math.max(a.spread, b.spread)) return "same";
  return a.mean > b.mean ? "more" : "less";
}

/** What chance alone gives: the chance that two lines share a topic. */
export function chanceOf({ topics, topicNames }: Sentences): number {
  const counts = topicNames.map((_, topic) => topics.filter((other) => other === topic).length);
  return counts.reduce((sum, count) => sum + (count / topics.length) ** 2, 0);
}
