// What the sentences desk found, for a report.

import { formatFixed, formatPercent } from "../../lib/format";
import type { Part } from "../../lib/report";
import type { Words } from "../../words/en";
import type { SentencesDesk } from "./state.svelte";

export function resultsOf(desk: SentencesDesk, { sentences: text, anomalies, none }: Words): Part[] {
  const { sentences, asked, shares, material } = desk;
  if (!sentences || !material) return [];
  const width = Number(desk.experiment.values.latent);
  const percent = (share: number | null | undefined) =>
    share === null || share === undefined ? none : formatPercent(share);
  const rows = [
    [text.figures.plain(1024), shares.plain],
    [text.figures.singular(width), shares.singular],
    [text.figures.network(width), shares.network],
  ] as const;
  const { vectors } = material;
  const columns = [text.figures.seen(vectors.train.length), text.figures.unseen(vectors.heldOut.length)];
  return [
    {
      heading: anomalies.report.file,
      rows: [[anomalies.report.file, sentences.id === "own" ? sentences.name : text.names[sentences.id]]],
      text: [text.says(sentences.lines.length, sentences.topicNames.length)],
    },
    ...(desk.hasTopics && shares.network
      ? [
          {
            heading: `${text.figures.heading} (${text.figures.of})`,
            rows: rows.map(
              ([name, found]) =>
                [
                  name,
                  `${columns[0]}: ${percent(found?.seen)}; ${columns[1]}: ${percent(found?.unseen)}`,
                ] as [string, string],
            ),
          },
        ]
      : []),
    ...(asked && asked.compact.length > 0 && !desk.session?.untrained
      ? [
          {
            heading: `${text.near.heading(sentences.lines.length)}: ${desk.query}`,
            rows: asked.compact.map(
              ({ row, cosine }) => [formatFixed(cosine, 2), sentences.lines[row]!] as [string, string],
            ),
          },
        ]
      : []),
  ];
}
