// What the images desk has to report.

import { linkTo } from "../../lib/address";
import { formatExperiment } from "./experiment";
import { kindOf } from "../../kinds";
import { reportOn, settingsOf } from "../../training/report";
import { formatCount, formatFixed, formatLoss } from "../../lib/format";
import { pictureOf, type Part, type Report } from "../../lib/report";
import type { Words } from "../../words/en";
import type { ImagesDesk } from "./state.svelte";

const canvasIn = (anchor: string) =>
  document.querySelector<HTMLCanvasElement>(`[data-anchor="${anchor}"] canvas`);

export function reportOf(desk: ImagesDesk, words: Words): Report | null {
  const { session, kind, experiment } = desk;
  if (!session) return null;
  const { main, more } = kindOf(kind);
  const keys = kind === "denoising" ? (["noise", "corrupt", ...main, ...more] as const) : [...main, ...more];
  const { flow, data, fields } = words;
  const settings: [string, string][] = [
    [data.label, experiment.data === "own" ? (desk.set?.name ?? "") : data.names[experiment.data]],
    ...settingsOf([...keys], experiment.values, words),
    [fields.seed, `${experiment.values.seed}`],
  ];
  const strip = [...document.querySelectorAll<HTMLCanvasElement>('[data-anchor="strip"] canvas')];
  return reportOn(
    words.kinds.names[kind],
    linkTo(formatExperiment(experiment)),
    session,
    settings.filter(([name], i) => settings.findIndex(([other]) => other === name) === i),
    [
      ...pictureOf(canvasIn("seen"), flow.input),
      ...pictureOf(canvasIn("noisy"), flow.noisy),
      ...pictureOf(canvasIn("latent"), flow.latent),
      ...pictureOf(canvasIn("output"), flow.output),
    ],
    words,
    [...resultsOf(desk, words), ...(strip.length > 0 ? [stripOf(desk, strip, words)] : [])],
  );
}

/** Figures over all held-out pictures. */
function resultsOf({ session, set, views, principal, experiment }: ImagesDesk, words: Words): Part[] {
  const { measured } = views.state("held-out");
  const { strip, data, footer, curve, report } = words;
  const rows: [string, string][] = [
    [footer.weights, formatCount(session!.model.parameterCount)],
    ...(measured
      ? ([
          [
            strip.all(set!.heldOutLabels.length),
            `${formatFixed(measured.psnr, 1)} ${strip.decibels(formatLoss(measured.error))}`,
          ],
          ["SSIM", formatFixed(measured.ssim, 3)],
        ] as [string, string][])
      : []),
    ...(principal.error === undefined
      ? []
      : ([[curve.pca(Number(experiment.values.latent)), formatLoss(principal.error)]] as [string, string][])),
  ];
  return [
    {
      heading: report.results,
      rows,
      text: [data.split(set!.trainLabels.length, set!.heldOutLabels.length)],
    },
  ];
}

/** Held-out pictures, row by row, each with what it is or what was made of it. */
function stripOf({ views }: ImagesDesk, canvases: HTMLCanvasElement[], words: Words): Part {
  const { strip } = words;
  const { items } = views.state("held-out");
  const hasNoise = canvases.length === 4 * items.length;
  const rows = [strip.heading, ...(hasNoise ? [strip.noisy] : []), strip.restored, strip.difference];
  return {
    heading: strip.heading,
    pictures: canvases.flatMap((canvas, i) =>
      pictureOf(canvas, rows[Math.floor(i / Math.max(1, items.length))] ?? ""),
    ),
    small: true,
  };
}
