// Do neighbours share a topic? For the network's vectors, for TF-IDF, and for a truncated SVD of equal width.

import { rowsOf } from "../../lib/rows";
import type { Sentences } from "../../data/sentences/sentences";
import { features, scale, sharedTopics, type Vectors } from "../../data/sentences/vectors";
import { withHelper, type Autoencoder } from "../../engine/client";

export interface Shares {
  /** Of the lines that were learnt from, of those held out, and of held-out ones in other words. */
  seen: number;
  unseen: number;
  paraphrased: number | null;
}

type Embed = (vectors: Float32Array) => Promise<Float32Array>;

export async function sharesOf(
  { topics, paraphrases }: Sentences,
  { vectorizer, all, train, heldOut }: Vectors,
  embed: Embed,
  width: number,
): Promise<Shares> {
  const topicsOf = (rows: number[]) => Uint8Array.from(rows, (row) => topics[row]!);
  const rows = await embed(rowsOf(all, train, features));
  const against = { rows, topics: topicsOf(train), width };
  const outside = new Set(heldOut);
  const said = paraphrases.filter(({ line }) => outside.has(line));
  return {
    seen: await sharedTopics({ ...against, queries: rows, queryTopics: topicsOf(train), same: true }),
    unseen: await sharedTopics({
      ...against,
      queries: await embed(rowsOf(all, heldOut, features)),
      queryTopics: topicsOf(heldOut),
      same: false,
    }),
    paraphrased:
      said.length === 0
        ? null
        : await sharedTopics({
            ...against,
            queries: await embed(vectorizer.transform(said.map(({ text }) => text))),
            queryTopics: topicsOf(said.map(({ line }) => line)),
            same: false,
          }),
  };
}

/** What the network sees of vectors of length 1. */
export function scaled(vectors: Float32Array): Float32Array<ArrayBuffer> {
  const result = new Float32Array(vectors.length);
  for (let i = 0; i < vectors.length; i++) result[i] = vectors[i]! * scale;
  return result;
}

export const networkShares = (sentences: Sentences, vectors: Vectors, model: Autoencoder): Promise<Shares> =>
  sharesOf(sentences, vectors, (rows) => model.encode(scaled(rows)), model.latentSize);

export const plainShares = (sentences: Sentences, vectors: Vectors): Promise<Shares> =>
  sharesOf(sentences, vectors, async (rows) => rows, features);

/** The first right singular vectors, about the mean: principal components. */
export function singularShares(sentences: Sentences, vectors: Vectors, width: number): Promise<Shares> {
  return withHelper((helper) => {
    const learnt = rowsOf(vectors.all, vectors.train, features);
    const embed: Embed = async (heldOut) =>
      (await helper.pca(learnt, { features, components: width, heldOut })).codes;
    return sharesOf(sentences, vectors, embed, width);
  });
}

/** What chance alone gives: the chance that two lines share a topic. */
export function chanceOf({ topics, topicNames }: Sentences): number {
  const counts = topicNames.map((_, topic) => topics.filter((other) => other === topic).length);
  return counts.reduce((sum, count) => sum + (count / topics.length) ** 2, 0);
}
