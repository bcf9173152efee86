// What the tab Compress found, for a report.

import { codecIds } from "../../../data/photos/codecs";
import { formatCount, formatExact, formatFixed, formatSeconds } from "../../../lib/format";
import type { Figure, Report } from "../../../lib/report";
import type { Words } from "../../../words/en";
import { nearest } from "./rates";
import type { CompressDesk } from "./state.svelte";

type Row = [string, string];

function settingsOf({ experiment, ownTeachers, training }: CompressDesk, { photos }: Words): Row[] {
  const { source, budget, beta, planes } = experiment;
  const others = ownTeachers.length > 0 ? photos.taughtBy(ownTeachers.length) : photos.others;
  return [
    [photos.learnsFrom, source === "alone" ? photos.alone : others],
    [photos.duration, photos.seconds(budget)],
    [photos.beta, formatExact(beta)],
    [photos.planes, formatCount(planes)],
    [photos.time, formatSeconds(training.seconds)],
    [photos.steps, formatCount(training.steps)],
  ];
}

function figuresOf({ learnt, others, exact }: CompressDesk, { photos }: Words): Row[] {
  if (!learnt) return [];
  const row = (name: string, bytes: number, psnr: number): Row => [
    name,
    `${photos.some(bytes)}, ${formatFixed(psnr, 1)} dB`,
  ];
  return [
    row(photos.learnt, learnt.bytes, learnt.psnr),
    [photos.withDecoderHead, photos.some(learnt.file.length)],
    ...codecIds.flatMap((id) => {
      const point = nearest(others[id], learnt.bytes);
      return point ? [row(photos.codecRows[id], point.bytes, point.psnr)] : [];
    }),
    ...(exact === null ? [] : [[photos.png, photos.some(exact)] as Row]),
  ];
}

export function reportOf(desk: CompressDesk, link: string, pictures: Figure[], words: Words): Report | null {
  const { photo, experiment } = desk;
  if (!photo) return null;
  const { photos, report } = words;
  const name = experiment.photo === "own" ? photo.name : photos.names[experiment.photo];
  return {
    title: `${name}: ${photos.size(photo.width, photo.height)}`,
    lang: words.lang,
    about: report.about(new Date()),
    parts: [
      { heading: report.set, rows: settingsOf(desk, words), text: [link] },
      { heading: report.figures, rows: figuresOf(desk, words), text: [photos.psnrHelp, photos.codeSays] },
      ...(pictures.length > 0 ? [{ heading: report.pictures, pictures }] : []),
      { heading: report.thoughts, blank: true },
      { blank: true },
    ],
  };
}
