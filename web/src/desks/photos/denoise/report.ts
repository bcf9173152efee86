// What the photos desk found, for a report.

import { jpegQuality } from "../../../data/photos/noise";
import { filterIds } from "../../../data/photos/filters";
import { formatCount, formatFixed, formatLoss, formatSeconds } from "../../../lib/format";
import { curvesSvg, type Figure, type Report } from "../../../lib/report";
import type { Words } from "../../../words/en";
import type { DenoiseDesk } from "./state.svelte";

type Row = [string, string];

function settingsOf({ experiment, estimated, ownTeachers }: DenoiseDesk, { photos }: Words): Row[] {
  const { noise, sigma, source, budget } = experiment;
  const strength = noise === "jpeg" ? photos.quality(jpegQuality(sigma)) : `σ ${sigma}`;
  const others = ownTeachers.length > 0 ? photos.taughtBy(ownTeachers.length) : photos.others;
  return [
    [photos.noise, noise === "own" ? photos.ofItsOwn : photos.kinds[noise]],
    noise === "own"
      ? ["σ", estimated === null ? "" : formatFixed(estimated, 1)]
      : [photos.strength, strength],
    [photos.learnsFrom, source === "alone" ? photos.alone : others],
    [photos.duration, photos.seconds(budget)],
  ];
}

/** How long it learnt, and how good the whole photo is by everything that was tried. */
function figuresOf({ figures, filtered, training }: DenoiseDesk, { photos, none }: Words): Row[] {
  const decibels = (psnr: number | null | undefined) =>
    psnr === null || psnr === undefined ? none : `${formatFixed(psnr, 1)} dB`;
  const { seconds, steps, curve } = training;
  const loss = curve.loss.at(-1);
  return [
    [photos.time, formatSeconds(seconds)],
    [photos.steps, formatCount(steps)],
    [photos.loss, loss === undefined ? none : formatLoss(loss)],
    [photos.noisyShort, decibels(figures.noisy?.psnr)],
    ...filterIds.map((id): Row => [photos.filters[id], decibels(filtered[id]?.psnr)]),
    [photos.network, decibels(figures.network?.psnr)],
  ];
}

export function reportOf(desk: DenoiseDesk, link: string, pictures: Figure[], words: Words): Report | null {
  const { photo, experiment, training, isJudged } = desk;
  if (!photo) return null;
  const { photos, report } = words;
  const { steps, loss } = training.curve;
  return {
    title: `${experiment.photo === "own" ? photo.name : photos.names[experiment.photo]}: ${photos.size(photo.width, photo.height)}`,
    lang: words.lang,
    about: report.about(new Date()),
    parts: [
      { heading: report.set, rows: settingsOf(desk, words), text: [link] },
      {
        heading: report.figures,
        rows: figuresOf(desk, words),
        text: isJudged ? [photos.psnrHelp, photos.tuned] : [photos.unjudged],
      },
      ...(pictures.length > 0 ? [{ heading: report.pictures, pictures }] : []),
      ...(steps.length > 1
        ? [
            {
              heading: photos.loss,
              drawing: curvesSvg([{ name: photos.training, x: steps, y: loss, accent: true }], formatLoss),
            },
          ]
        : []),
      { heading: report.thoughts, blank: true },
      { blank: true },
    ],
  };
}
