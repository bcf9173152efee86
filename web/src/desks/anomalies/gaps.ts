// Rows with missing cells. What stands in for these neither teaches nor counts, but a network sees it, and may find that the rest
// does not go with it: so it fills the gaps itself, with what it makes of the rest.

import type { Table } from "../../data/tables/table";
import type { Autoencoder } from "../../engine/client";
import { rowsOf } from "../../lib/rows";

/** After so many the numbers hardly change any more. */
const turns = 6;

/** Rows of the table as numbers, their gaps filled. */
export async function filled(
  model: Autoencoder,
  { samples, known, features }: Table,
  rows: Uint32Array,
): Promise<{ numbers: Float32Array; known: Float32Array }> {
  const numbers = rowsOf(samples, rows, features);
  const weights = rowsOf(known!, rows, features);
  for (let turn = 0; turn < turns; turn++) {
    const outputs = await model.reconstruct(numbers);
    weights.forEach((weight, i) => {
      if (weight === 0) numbers[i] = outputs[i]!;
    });
  }
  return { numbers, known: weights };
}

/** Places in `rows` of those that have gaps. */
export function gapsIn({ known, features }: Table, rows: Uint32Array): number[] {
  if (!known) return [];
  return [...rows.keys()].filter((place) => {
    const at = rows[place]! * features;
    return known.subarray(at, at + features).includes(0);
  });
}

/** Of each row, by what is known of it. */
export async function scoresWithGaps(
  model: Autoencoder,
  table: Table,
  rows: Uint32Array,
  complete: Float32Array,
): Promise<Float32Array> {
  const places = gapsIn(table, rows);
  if (places.length === 0) return complete;
  const { numbers, known } = await filled(
    model,
    table,
    Uint32Array.from(places, (place) => rows[place]!),
  );
  const scores = await model.scores(numbers, { featureWeights: known });
  const all = complete.slice();
  places.forEach((place, i) => (all[place] = scores[i]!));
  return all;
}
