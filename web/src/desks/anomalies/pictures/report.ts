// What was found among pictures, for a report.

import { countOf } from "../../../data/scans/set";
import { formatCount, formatFixed, formatPercent, formatPlain } from "../../../lib/format";
import type { Part } from "../../../lib/report";
import type { Words } from "../../../words/en";
import type { PicturesDesk } from "./state.svelte";

type Row = [string, string];

export function resultsOf(desk: PicturesDesk, words: Words): Part[] {
  const { set, experiment } = desk;
  if (!set) return [];
  const { anomalies, scans, report } = words;
  const data = experiment.data;
  return [
    {
      heading: anomalies.report.file,
      rows: [[anomalies.report.file, data === "own-pictures" ? set.name : scans.names[data]]],
      text: [
        scans.says[data](countOf(set.test, set.shape), countOf(set.train, set.shape)),
        scans.sources[data],
      ],
    },
    ...(desk.judges ? [{ heading: report.results, rows: figuresOf(desk, words) }] : []),
  ];
}

function figuresOf(desk: PicturesDesk, { anomalies, scans, none }: Words): Row[] {
  const { figures, quality, qualityPrincipal, byPixel, set, scores } = desk;
  const { verdict, report, list } = anomalies;
  const hits = desk.hits(scores);
  return [
    [report.threshold, formatPlain(desk.threshold)],
    [list.heading(figures.flagged), formatPercent(figures.flagged / Math.max(1, scores.test.length), 1)],
    ...(set!.labels && !set!.large
      ? ([
          [verdict.found, formatCount(figures.found)],
          [verdict.missed, formatCount(figures.missed)],
          [verdict.falseAlarms, formatCount(figures.falseAlarms)],
          [verdict.inPeace, formatCount(figures.passed)],
        ] as Row[])
      : []),
    ...(quality ? ([["AUC", formatFixed(quality.auc, 3)]] as Row[]) : []),
    ...(quality
      ? ([[`AUC, ${scans.pca}`, qualityPrincipal ? formatFixed(qualityPrincipal.auc, 3) : none]] as Row[])
      : []),
    ...(hits === null ? [] : ([[scans.hits, formatPercent(hits)]] as Row[])),
    ...(byPixel === null
      ? []
      : ([
          [set!.id === "retina" ? scans.byPixelDisc : scans.byPixelScratch, formatFixed(byPixel, 3)],
        ] as Row[])),
  ];
}
