// What the sentences desk found, for a report.

import { formatFixed, formatPercent } from "../../lib/format";
import type { Part } from "../../lib/report";
import type { Words } from "../../words/en";
import { rowIds, summary, type RowId } from "./figures";
import type { SentencesDesk } from "./state.svelte";

export function resultsOf(desk: SentencesDesk, all: Words): Part[] {
  const { sentences: text, anomalies } = all;
  const { sentences } = desk;
  if (!sentences) return [];
  return [
    {
      heading: anomalies.report.file,
      rows: [[anomalies.report.file, sentences.id === "own" ? sentences.name : text.names[sentences.id]]],
      text: [text.says(sentences.lines.length, sentences.topicNames.length)],
    },
    ...figuresOf(desk, all),
    ...nearOf(desk, all),
    ...groupsOf(desk, all),
  ];
}

function figuresOf(
  { figures, experiment, encoder }: SentencesDesk,
  { sentences: { figures: text } }: Words,
): Part[] {
  if (!figures) return [];
  const { way, values } = experiment;
  const width = Number(values.latent);
  const names: Record<RowId, string> = {
    full: text.full[way](encoder?.features ?? 0),
    axes: text.axes[way](width),
    network: text.network(width),
    letters: text.letters,
  };
  const rows = rowIds.flatMap((id): [string, string][] => {
    const found = figures[id];
    if (!found) return [];
    const kinds = (["unseen", "paraphrased"] as const).flatMap((kind) => {
      const share = summary(found, kind);
      return share ? [`${text[kind]}: ${formatPercent(share.mean)} ± ${formatPercent(share.spread)}`] : [];
    });
    return [[names[id], kinds.join("; ")]];
  });
  return [{ heading: `${text.heading} (${text.of})`, rows }];
}

function nearOf(
  { asking: { asked }, sentences, session }: SentencesDesk,
  { sentences: text }: Words,
): Part[] {
  if (!asked || asked.near.length === 0 || session?.untrained) return [];
  const rows = asked.near.map(({ row, cosine }) => [formatFixed(cosine, 2), sentences!.lines[row]!] as [string, string]); // prettier-ignore
  return [{ heading: `${text.views.near}: ${asked.text}`, rows }];
}

function groupsOf({ groups: { grouped }, sentences }: SentencesDesk, { sentences: text }: Words): Part[] {
  if (!grouped) return [];
  const rows = grouped.groups.map(({ name, size, farthest }) => [`${name} (${size})`, text.groups.fitsLeast(sentences!.lines[farthest]!)] as [string, string]); // prettier-ignore
  return [{ heading: text.views.groups, rows }];
}
