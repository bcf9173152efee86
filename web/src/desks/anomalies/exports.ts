// What can be taken along: every row with its score, and the model with the table's scaling.

import { toCsv } from "../../lib/csv";
import { download } from "../../lib/download";
import type { Words } from "../../words/en";
import { reasonsOf } from "./reasons";
import type { AnomaliesDesk } from "./state.svelte";

/** Rows in their order and with their columns, plus score, flag and three reasons of what is flagged. */
export async function scoredRows(desk: AnomaliesDesk, { anomalies }: Words): Promise<string> {
  const { table, session } = desk;
  if (!table || !session) return "";
  const text = anomalies.export;
  const scores = await session.model.scores(table.samples);
  const rows = [];
  for (let row = 0; row < table.rows; row++) {
    const flagged = scores[row]! >= desk.threshold;
    const reasons = flagged ? await reasonsOf(session.model, table, row) : [];
    rows.push([
      ...desk.cells(row).map((cell) => cell as string | number),
      table.kinds.texts![table.kinds.values[row]!],
      scores[row]!,
      Number(flagged),
      ...[0, 1, 2].map((i) => reasons[i]?.column ?? ""),
    ]);
  }
  const names = [
    ...table.columns.map(({ name }) => name),
    "label",
    text.score,
    text.flagged,
    ...[1, 2, 3].map(text.reason),
  ];
  return toCsv([names, ...rows]);
}

export async function saveRows(desk: AnomaliesDesk, words: Words): Promise<void> {
  download(await scoredRows(desk, words), `hourglass-${desk.experiment.data}-scored.csv`);
}

export async function saveModel(desk: AnomaliesDesk): Promise<void> {
  const file = await desk.save();
  if (file) download(file, `hourglass-${desk.experiment.data}.safetensors`);
}
