// The vectors of all lines, for use elsewhere.

import { toNpy } from "hourglass-autoencoder/data";
import { toCsv } from "../../lib/csv";
import { download } from "../../lib/download";
import type { SentencesDesk } from "./state.svelte";

/** CSV: line, topic and numbers; NPY: lines x numbers as float32. Each vector is of length 1. */
export function saveVectors(desk: SentencesDesk, type: "csv" | "npy"): void {
  const { lines, topics, topicNames } = desk.sentences!;
  const { units: vectors, width } = desk.codes!;
  if (type === "npy") return download(toNpy(vectors, [lines.length, width]), "hourglass-vectors.npy");
  const rows = lines.map((line, i) => [
    line,
    topicNames[topics[i]!],
    ...vectors.subarray(i * width, (i + 1) * width),
  ]);
  const head = ["line", "topic", ...Array.from({ length: width }, (_, unit) => `unit_${unit + 1}`)];
  download(toCsv([head, ...rows]), "hourglass-vectors.csv");
}
