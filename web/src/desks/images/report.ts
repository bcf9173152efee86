// What the images desk has to report.

import { formatExperiment, linkTo } from "../../app/address";
import { kindOf } from "../../kinds";
import { reportOn, settingsOf } from "../../lab/report";
import { pictureOf, type Report } from "../../lib/report";
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
    strip.length > 0
      ? [
          {
            heading: words.strip.heading,
            pictures: strip.flatMap((canvas) => pictureOf(canvas, "")),
            small: true,
          },
        ]
      : [],
  );
}
