// Pinned runs as rows: on the page, and as a table to take along.

import { linkTo } from "../../../../lib/address";
import { formatExperiment } from "../../experiment";
import { formatLoss, formatPlain } from "../../../../lib/format";
import { layerKinds, parseLayers } from "../../../../training/layers";
import type { Row } from "./Compare.svelte";
import type { Words } from "../../../../words/en";
import type { Pinned, Pins } from "./pins.svelte";

export const titleOf = ({ experiment }: Pick<Pinned, "experiment">, { kinds }: Words): string =>
  kinds.names[experiment.kind];

/** E.g. "784-128-32, noise 0.5, 10 epochs, fed noisy pictures". */
function settingsOf({ experiment, figures, model }: Pinned, { views, fields }: Words): string {
  const { kind, values } = experiment;
  const { settings } = views.compare;
  const layers = (parseLayers(`${values.layers}`) ?? []).map(
    ({ type, size }) => `${layerKinds[type].prefix}${layerKinds[type].hasSize ? size : ""}`,
  );
  return [
    [model?.features ?? "", ...layers, values.latent].join("-"),
    ...(kind === "denoising"
      ? [`${fields.noise.split(" ")[0]!.toLowerCase()} ${formatPlain(Number(values.noise))}`]
      : []),
    ...(kind === "variational" ? [`${fields.beta.toLowerCase()} ${formatPlain(Number(values.beta))}`] : []),
    settings.epochs(figures.epochs),
    ...(kind === "denoising" ? [settings.fed] : []),
  ].join(", ");
}

export function rowsOf(pins: Pins, words: Words): Row[] {
  return pins.runs.map((run): Row => {
    const { id, mark, curve, figures } = run;
    const { measured, ...rest } = figures;
    return {
      id,
      mark,
      title: titleOf(run, words),
      settings: settingsOf(run, words),
      curve,
      ...rest,
      psnr: measured?.psnr ?? null,
      ssim: measured?.ssim ?? null,
      outputs: pins.answers?.outputs.get(id),
    };
  });
}

/** Head and rows, with all figures and the address of each run. */
export function comparison(pins: Pins, words: Words): (string | number | null)[][] {
  const { compare } = words.views;
  const { columns } = compare;
  const number = (value: number | null, format: (value: number) => string) =>
    value === null ? null : format(value);
  return [
    [
      compare.kind,
      compare.link,
      columns.parameters,
      columns.loss,
      columns.heldOut,
      columns.psnr,
      columns.ssim,
      columns.probe,
      columns.active,
      columns.bytes,
      columns.time,
    ],
    ...rowsOf(pins, words).map((row, i) => [
      row.title,
      linkTo(formatExperiment({ ...pins.runs[i]!.experiment, view: "held-out" })),
      row.parameters,
      number(row.loss, formatLoss),
      number(row.heldOut, formatLoss),
      number(row.psnr, (v) => v.toFixed(2)),
      number(row.ssim, (v) => v.toFixed(3)),
      number(row.probe, (v) => `${(100 * v).toFixed(1)}%`),
      row.active,
      row.bytes,
      `${row.seconds.toFixed(1)} s`,
    ]),
  ];
}
