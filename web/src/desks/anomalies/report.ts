// What the anomalies desk found, for a report.

import { formatCount, formatExact, formatPercent, formatPlain } from "../../lib/format";
import type { Part } from "../../lib/report";
import type { Words } from "../../words/en";
import { reasonsOf } from "./reasons";
import type { AnomaliesDesk } from "./state.svelte";

const mostRows = 20;

/** The file and its roles, the figures with their meaning, and the first rows with what made them unusual. */
export async function resultsOf(desk: AnomaliesDesk, words: Words): Promise<Part[]> {
  const { table } = desk;
  if (!table) return [];
  const { anomalies } = words;
  const text = anomalies.report;
  const used = table.encoder.columns
    .filter(({ count }) => count > 0)
    .map(({ name }) => nameIn(desk, words)(name));
  const source = desk.source;
  const label = source && table.labelled ? `${table.normal}` : "";
  return [
    {
      heading: text.file,
      rows: [
        [text.file, table.id === "own" ? table.name : anomalies.names[table.id]],
        [text.rows, formatCount(table.rows)],
        [text.used, `${used.length}: ${used.slice(0, 40).join(", ")}${used.length > 40 ? " …" : ""}`],
        [text.label, table.labelled ? label || anomalies.rows[table.id].normal : text.noLabel],
        [text.learnt, formatCount(table.train.length)],
      ],
    },
    ...(desk.judges
      ? [{ heading: words.report.results, ...figures(desk, words) }, await first(desk, words)]
      : []),
  ];
}

const nameIn =
  ({ table }: AnomaliesDesk, { anomalies }: Words) =>
  (name: string) =>
    table!.id === "own" ? name : anomalies.dataName(name);

function figures(desk: AnomaliesDesk, { anomalies, none }: Words): Pick<Part, "rows" | "text"> {
  const { figures, quality, table, marked } = desk;
  const { verdict, ranking, list, report } = anomalies;
  const percent = (share: number | null) => (share === null ? none : formatPercent(share, 1));
  const threshold: [string, string][] = [
    [report.threshold, formatPlain(desk.threshold)],
    [list.heading(figures.flagged), percent(figures.flagged / desk.scores.length)],
  ];
  const said = desk.drift
    ? [
        anomalies.next.flagged(
          formatPercent(desk.drift.flagged, 1),
          desk.expected === null ? null : formatPercent(desk.expected, 1),
        ),
      ].concat(
        desk.drift.outside
          .slice(0, 5)
          .map(({ column, share }) => anomalies.next.outside(column, formatPercent(share, 1))),
      )
    : [];
  if (!table!.labelled) {
    const marks = (["above", "below"] as const).flatMap((side) => {
      const share = marked[side];
      if (!share) return [];
      return [
        `${ranking[side](share.part, share.whole)}: ${ranking.spread(formatPercent(share.low), formatPercent(share.high))}`,
      ];
    });
    return { rows: threshold, text: [...said, ...marks] };
  }
  const rows: [string, string][] = [
    ...threshold,
    [verdict.found, formatCount(figures.found)],
    [verdict.missed, formatCount(figures.missed)],
    [verdict.falseAlarms, formatCount(figures.falseAlarms)],
    [verdict.inPeace, formatCount(figures.passed)],
    [`${verdict.precision} (${verdict.precisionHelp})`, percent(figures.precision)],
    [`${verdict.recall} (${verdict.recallHelp})`, percent(figures.recall)],
    [`${verdict.cost} (${verdict.costs} ${verdict.falseAlarmsOf(desk.cost)})`, formatCount(figures.cost)],
    ...(quality ? ([["AUC", formatPlain(quality.auc)]] as [string, string][]) : []),
  ];
  return { rows, text: said };
}

async function first(desk: AnomaliesDesk, words: Words): Promise<Part> {
  const { table, session, flagged, scores } = desk;
  const { anomalies, none } = words;
  const name = nameIn(desk, words);
  const written = (value: string | number | null, format: (value: number) => string, empty: string) =>
    value === null ? empty : typeof value === "number" ? format(value) : value;
  const rows: [string, string][] = [];
  for (const place of flagged.slice(0, mostRows)) {
    const row = table!.test[place]!;
    const reasons = await reasonsOf(session!.model, table!, row);
    const why = reasons
      .slice(0, 3)
      .map(({ column, actual, restored }) =>
        anomalies.report.why(
          name(column),
          written(actual, formatExact, anomalies.missing),
          written(restored, formatPlain, none),
        ),
      );
    rows.push([
      `${anomalies.list.row} ${formatCount(row + 1)}, ${formatPlain(scores[place]!)}`,
      why.join("; "),
    ]);
  }
  return { heading: anomalies.report.first, rows };
}
