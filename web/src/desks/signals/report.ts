// What the signals desk found, for a report.

import { formatClock, formatCount, formatFixed, formatPlain } from "../../lib/format";
import type { Part } from "../../lib/report";
import type { Words } from "../../words/en";
import type { SignalsDesk } from "./state.svelte";

const mostPieces = 20;

export function resultsOf(desk: SignalsDesk, { signals, none, anomalies }: Words): Part[] {
  const { recording, pieces, unusual, denoising } = desk;
  if (!recording || !pieces || !denoising) return [];
  const { noise } = signals;
  const what = signals.pieces[pieces.kind];
  const seconds = recording.values.length / recording.rate;
  const count = pieces.starts.length;
  const gain = (decibels: number | null) =>
    decibels === null ? none : noise.gain(formatFixed(decibels - denoising.decibels.before, 1));
  const { low, high, width } = denoising.tuned;
  const at = (piece: number) => formatClock((pieces.starts[piece]! + pieces.length / 2) / recording.rate, 1);
  return [
    {
      heading: anomalies.report.file,
      rows: [[anomalies.report.file, recording.id === "own" ? recording.name : signals.names[recording.id]]],
      text: [
        signals.says(formatClock(seconds), recording.rate, signals[pieces.kind](count)),
        signals.learns(formatClock(desk.learnt / recording.rate)),
      ],
    },
    {
      heading: noise.heading,
      rows: [
        [noise.kind, noise.kinds[desk.experiment.noise]],
        [noise.network, gain(desk.decibels)],
        [
          noise.butterworth(low === null ? null : formatPlain(low), formatPlain(Math.round(high))),
          gain(denoising.decibels.butterworth),
        ],
        [noise.average(width), gain(denoising.decibels.average)],
      ],
      text: [noise.from(formatFixed(denoising.decibels.before, 1))],
    },
    ...(unusual
      ? [
          {
            heading: signals.pieces.heading(unusual.worst.length, count, what),
            text: [signals.pieces.table],
            rows: unusual.worst
              .slice(0, mostPieces)
              .map((piece) => [at(piece), formatPlain(unusual.scores[piece]!)] as [string, string]),
          },
          {
            rows: [
              [anomalies.report.threshold, formatPlain(unusual.threshold)] as [string, string],
              [what, formatCount(count)] as [string, string],
            ],
          },
        ]
      : []),
  ];
}
