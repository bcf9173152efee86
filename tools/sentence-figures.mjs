// Do neighbours share a topic? npm run figures -- sentences
//
// Shares of the five nearest (by cosine) that are of the same topic, by the page's own vectors and settings, mean over five seeds
// (of which sentences are held out, and of the network): the network's vectors beside TF-IDF and SVD of equal width.
// The settings were chosen on the German sentences.

import { readFile } from "node:fs/promises";
import { mean, ofPage } from "./page-figures.mjs";

const seeds = [0, 1, 2, 3, 4];

export async function sentences(runtime) {
  const { readSentences } = await ofPage("data/sentences/sentences");
  const { features, rowsOf, vectorsOf } = await ofPage("data/sentences/vectors");
  const { networkShares, plainShares, scaled, singularShares } = await ofPage("desks/sentences/figures");
  const { textKind } = await ofPage("kinds/text");
  const { presets } = await import("hourglass-autoencoder");
  console.log("\nSentences: share of the five nearest of the same topic, in percent; mean over five seeds");
  for (const language of ["en", "de"]) {
    const text = await readFile(
      new URL(`../web/public/data/sentences.${language}.txt`, import.meta.url),
      "utf8",
    );
    const { sentences: all } = readSentences(text, { id: language, name: language });
    const shares = { "TF-IDF": [], SVD: [], network: [] };
    for (const seed of seeds) {
      const vectors = await vectorsOf(all, seed);
      const values = { ...textKind.defaults, seed };
      const model = await runtime.create(
        presets.denoising(textKind.overrides(values, { shape: [1, 1, features] })),
      );
      await model.fit(scaled(rowsOf(vectors.all, vectors.train, features)), {
        epochs: values.epochs,
        batchSize: values.batch,
      });
      shares["TF-IDF"].push(await plainShares(all, vectors));
      shares.SVD.push(await singularShares(all, vectors, model.latentSize));
      shares.network.push(await networkShares(all, vectors, model));
      await model.dispose();
    }
    for (const [name, found] of Object.entries(shares)) {
      const column = (kind) =>
        found[0][kind] === null ? "" : `${kind} ${(100 * mean(found.map((one) => one[kind]))).toFixed(1)}`;
      const each = found.map(({ unseen }) => (100 * unseen).toFixed(1)).join(" ");
      console.log(
        `  ${`${language}, ${name}`.padEnd(16)}${["seen", "unseen", "paraphrased"].map((kind) => column(kind).padEnd(18)).join("")}(unseen: ${each})`,
      );
    }
  }
}
