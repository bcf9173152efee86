// What can be taken along: every row with its score, and the model with the table's scaling.

import { encodeText, readTable as readFile } from "hourglass-autoencoder/files";
import { toCsv, type Dialect } from "../../lib/csv";
import { download } from "../../lib/download";
import type { Words } from "../../words/en";
import { reasonsOf } from "./reasons";
import type { AnomaliesDesk } from "./state.svelte";

type Cells = (string | number | null)[][];

/** The table as it was: of somebody's own each cell as it is written there, with the delimiter and the encoding of the file. */
async function original({
  source,
  table,
}: AnomaliesDesk): Promise<{ names: string[]; cells: Cells; dialect: Dialect }> {
  if (source && table!.id === "own") {
    const { columns, cells, reading } = await readFile(source.file, source.reading, { cells: true });
    const { delimiter = ",", decimal = ".", encoding = "utf-8" } = reading;
    // What was no text with delimiters becomes one of the usual kind.
    const dialect = { delimiter: /^[,;\t|]$/.test(delimiter) ? delimiter : ",", decimal, encoding };
    return { names: columns.map(({ name }) => name), cells: cells!, dialect };
  }
  const { columns, kinds, rows } = table!;
  const all = [...columns, kinds];
  const cells = all.map(({ values, texts }) =>
    Array.from({ length: rows }, (_, row) =>
      texts ? texts[values[row]!]! : Number.isNaN(values[row]) ? null : values[row]!,
    ),
  );
  return {
    names: [...columns.map(({ name }) => name), "label"],
    cells,
    dialect: { delimiter: ",", decimal: ".", encoding: "utf-8" },
  };
}

/** Rows in their order and with their columns, plus score, flag, three reasons of what is flagged, and what each row was for. */
export async function scoredRows(
  desk: AnomaliesDesk,
  { anomalies }: Words,
): Promise<Uint8Array<ArrayBuffer>> {
  const { table, session, marks } = desk;
  const text = anomalies.export;
  const { names, cells, dialect } = await original(desk);
  const scores = await desk.allScores();
  const [learnt, judged] = [new Set(table!.train), new Set(table!.test)];
  const rows = [];
  for (let row = 0; row < table!.rows; row++) {
    const flagged = scores[row]! >= desk.threshold;
    const reasons = flagged ? await reasonsOf(session!.model, table!, row) : [];
    const part = learnt.has(row) ? (judged.has(row) ? "both" : "learnt") : "judged";
    const mark = marks.get(row);
    rows.push([
      ...cells.map((column) => column[row]!),
      scores[row]!,
      Number(flagged),
      ...[0, 1, 2].map((i) => reasons[i]?.column ?? ""),
      text.parts[part],
      mark === undefined ? "" : anomalies.ranking[mark ? "unusual" : "ordinary"],
    ]);
  }
  const own = [text.score, text.flagged, ...[1, 2, 3].map(text.reason), text.part, text.mark];
  return encodeText(toCsv([[...names, ...own], ...rows], dialect), dialect.encoding);
}

export async function saveRows(desk: AnomaliesDesk, words: Words): Promise<void> {
  const name = desk.source?.name.replace(/\.[^.]*$/, "") ?? desk.experiment.data;
  download(await scoredRows(desk, words), `hourglass-${name}-scored.csv`);
}

export async function saveModel(desk: AnomaliesDesk): Promise<void> {
  const file = await desk.save();
  if (file) download(file, `hourglass-${desk.experiment.data}.safetensors`);
}
