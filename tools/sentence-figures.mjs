// Do neighbours share a topic? npm run figures -- sentences
//
// Shares of the five nearest (by cosine) that are of the same topic, of sentences that were not learnt from, by the page's own
// vectors, networks and settings: mean over five fifths of the sentences that are held out in turn, and their spread (one standard
// deviation). The settings by letters were chosen on the German sentences.

import { readFile } from "node:fs/promises";
import { WordVectors } from "../bindings/dist/data/index.js";
import { ofPage } from "./page-figures.mjs";

const collections = [
  ["en", "meaning"],
  ["en", "letters"],
  ["de", "letters"],
];

export async function sentences(runtime) {
  const { readSentences } = await ofPage("data/sentences/sentences");
  const { chanceOf, countFigures, summary } = await ofPage("desks/sentences/figures");
  const { textKinds } = await ofPage("kinds/text");
  const file = (name) => readFile(new URL(`../web/public/data/${name}`, import.meta.url));
  const words = await WordVectors.read(await file("words.en.npz"));
  console.log("\nSentences: share of the five nearest of the same topic, in percent");
  for (const [language, way] of collections) {
    const text = (await file(`sentences.${language}.txt`)).toString();
    const { sentences: all } = readSentences(text, { id: language, name: language });
    const widths = way === "meaning" ? [16, 32] : [32];
    for (const latent of widths) {
      const values = { ...textKinds[way].defaults, latent };
      const figures = await countFigures(runtime, all, { way, values }, words, () => undefined);
      console.log(`  ${language}, by ${way}, ${latent} numbers; chance ${(100 * chanceOf(all)).toFixed(0)}`);
      for (const [row, shares] of Object.entries(figures)) {
        const column = (kind) => {
          const found = summary(shares, kind);
          return found && `${kind} ${(100 * found.mean).toFixed(1)} ± ${(100 * found.spread).toFixed(1)}`;
        };
        console.log(
          `    ${row.padEnd(10)}${[column("unseen"), column("paraphrased")].filter(Boolean).join("   ")}`,
        );
      }
    }
  }
}
