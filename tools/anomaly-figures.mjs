// How well the page's tables are told apart: npm run figures -- anomalies
//
// For each table, by the page's own reader, presets and comparisons: area under the ROC curve and average precision over
// five seeds (of the split, of the generator, of the network), beside PCA of equal width and the Mahalanobis distance.

import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { auc, averagePrecision } from "hourglass-autoencoder/data";
import { mean, ofPage } from "./page-figures.mjs";

const seeds = [0, 1, 2, 3, 4];
const files = { tumours: "breast_cancer.csv", heartbeats: "heartbeats.csv.gz", shuttle: "shuttle.csv.gz" };
/** Of the data's README, or of the issue of this project that asks for them. */
const targets = { tumours: 0.95, heartbeats: 0.99, shuttle: 0.995 };

async function textOf(id) {
  if (!files[id]) return "";
  const bytes = await readFile(new URL(`../web/public/data/${files[id]}`, import.meta.url));
  return (files[id].endsWith(".gz") ? await promisify(gunzip)(bytes) : bytes).toString();
}

const shown = (values) => `${mean(values).toFixed(3)} (${values.map((value) => value.toFixed(3)).join(" ")})`;

export async function anomalies(runtime) {
  const { readTable } = await ofPage("data/tables/read");
  const { presets } = await ofPage("desks/anomalies/tables");
  const { tableKind } = await ofPage("kinds/table");
  const { peersOf, rowsOf } = await ofPage("desks/anomalies/peers");
  console.log(
    "\nAnomalies: area under the ROC curve, average precision; mean over five seeds, and each of them",
  );
  for (const [id, preset] of Object.entries(presets)) {
    if (id === "own") continue; // that is somebody's
    const text = await textOf(id);
    const areas = { network: [], PCA: [], Mahalanobis: [] };
    const precisions = { network: [], PCA: [], Mahalanobis: [] };
    for (const seed of seeds) {
      const generator = preset.generator && { ...preset.generator, seed: seed + 1 };
      const table = readTable(text, { id, url: null, generator, learn: preset.learn, seed });
      const values = { ...preset.values, seed };
      const model = await runtime.create(
        await configOf(tableKind.overrides(values, { shape: [1, 1, table.features] })),
      );
      await model.fit(rowsOf(table, table.train), { epochs: values.epochs, batchSize: values.batch });
      const scores = {
        network: await model.scores(rowsOf(table, table.test)),
        ...(({ principal, distance }) => ({ PCA: principal, Mahalanobis: distance }))(
          await peersOf(table, values.latent),
        ),
      };
      const labels = Array.from(table.test, (row) => table.labels[row]);
      for (const [name, own] of Object.entries(scores)) {
        areas[name].push(auc(labels, own));
        precisions[name].push(averagePrecision(labels, own));
      }
      await model.dispose();
    }
    console.log(`  ${id}${targets[id] ? `, wanted ${targets[id]}` : ", wanted above PCA"}`);
    for (const name of Object.keys(areas))
      console.log(`    ${name.padEnd(14)}${shown(areas[name])}   ${mean(precisions[name]).toFixed(3)}`);
  }
}

async function configOf(overrides) {
  const { presets } = await import("hourglass-autoencoder");
  return presets.vanilla(overrides);
}
