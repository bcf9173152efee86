// What leaves the desk: scores of pictures as a table.

import { toCsv } from "../../../lib/csv";
import { download } from "../../../lib/download";
import type { Words } from "../../../words/en";
import type { PicturesDesk } from "./state.svelte";

export function saveRows(desk: PicturesDesk, { anomalies, scans }: Words): void {
  const { set, scores, threshold, marks } = desk;
  if (!set) return;
  const text = anomalies.export;
  const head = [scans.scoreOf, text.score, text.flagged, anomalies.list.label, text.mark];
  const rows = [...scores.test].map((score, i) => [
    set.names?.[i] ?? i + 1,
    score,
    score >= threshold ? 1 : 0,
    set.labels ? set.labels[i]! : "",
    marks.has(i) ? Number(marks.get(i)) : "",
  ]);
  download(new Blob([toCsv([head, ...rows])], { type: "text/csv" }), "hourglass-pictures.csv");
}
