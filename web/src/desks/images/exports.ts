// What can be taken along: pictures, curves, figures, codes.

import { linkTo } from "../../lib/address";
import { formatExperiment } from "./experiment";
import { toCsv } from "../../lib/csv";
import { download } from "../../lib/download";
import { enlarged, photograph } from "../../lib/photograph";
import type { Words } from "../../words/en";
import type { ImagesDesk } from "./state.svelte";

export interface Export {
  id: "input" | "noisy" | "output" | "view" | "curve" | "losses" | "figures" | "codes";
  label: string;
  act: () => void;
}

const pixelSize = 20;

/** `find` gives the part of the page with this anchor. */
export function exportsOf(
  desk: ImagesDesk,
  { views }: Words,
  find: (anchor: string) => HTMLElement,
  onerror: (error: unknown) => void,
): Export[] {
  const { take } = views;
  const name = (what: string, type: string) => `hourglass-${desk.kind}-${what}.${type}`;
  const save = (what: string, type: string, content: () => Promise<Blob | string> | string) => () =>
    void Promise.resolve()
      .then(content)
      .then((made) => download(made, name(what, type)))
      .catch(onerror);
  const picture = (anchor: string) => () => enlarged(find(anchor).querySelector("canvas")!, pixelSize);
  return [
    { id: "input", label: take.input, act: save("input", "png", picture("input")) },
    ...(desk.kind === "denoising"
      ? [{ id: "noisy", label: take.noisy, act: save("noisy", "png", picture("noisy")) } as const]
      : []),
    { id: "output", label: take.output, act: save("output", "png", picture("output")) },
    { id: "view", label: take.view, act: save(desk.view, "png", () => photograph(find("view"))) },
    ...(desk.view === "compare"
      ? []
      : [
          {
            id: "curve",
            label: take.curve,
            act: save("loss", "png", () => photograph(find("curve"))),
          } as const,
        ]),
    { id: "losses", label: take.losses, act: save("losses", "csv", () => lossesOf(desk)) },
    { id: "figures", label: take.figures, act: save("figures", "csv", () => toCsv(figuresOf(desk))) },
    { id: "codes", label: take.codes, act: save("codes", "csv", () => codesOf(desk)) },
  ];
}

function lossesOf({ session }: ImagesDesk): string {
  const { curve, errors } = session!;
  const errorAt = new Map(errors.steps.map((step, i) => [step, errors.values[i]!]));
  return toCsv([
    ["step", "phase", "loss", "reconstruction_loss", "penalty", "held_out_loss", "held_out_squared_error"],
    ...curve.steps.map((step, i) => [
      step,
      curve.layers[i] === null ? "training" : `pretraining ${curve.layers[i]! + 1}`,
      curve.training[i],
      curve.reconstruction[i],
      curve.penalty[i],
      curve.heldOut[i],
      errorAt.get(step),
    ]),
  ]);
}

type Cells = (string | number | null | undefined)[][];

/** What stands on the page, and of the view that is open its table. */
function figuresOf(desk: ImagesDesk): Cells {
  const { session, experiment, views } = desk;
  const { measured } = views.state("held-out");
  return [
    ["figure", "value"],
    ["address", linkTo(formatExperiment(experiment))],
    ["fingerprint", desk.flow.fingerprint],
    ["parameters", session?.model.parameterCount],
    ["latent_size", session?.model.latentSize],
    ["epochs", session?.epochs],
    ["steps", session?.steps],
    ["seconds_trained", session?.seconds],
    ["loss", session?.progress?.recentLoss],
    ["held_out_loss", session?.heldOutLoss],
    ["held_out_squared_error", measured?.error],
    ["held_out_psnr", measured?.psnr],
    ["held_out_ssim", measured?.ssim],
    ["noisy_squared_error", measured?.noisyError],
    ["pca_squared_error", desk.principal.error],
    ...(desk.view === "features" ? featureTable(desk) : []),
    ...(desk.view === "compression" ? compressionTable(desk) : []),
  ];
}

function featureTable({ views }: ImagesDesk): Cells {
  const features = views.state("features");
  const { codes, principal, pixels, confusion = [] } = features.usefulness;
  return [
    ["probe_codes", codes],
    ["probe_pca", principal],
    ["probe_pixels", pixels],
    [],
    ["unit", "use", "mean", "deviation", "share_active"],
    ...features.units.map(({ index, use, mean, deviation, share }) => [
      index + 1,
      use,
      mean,
      deviation,
      share,
    ]),
    ...(confusion.length > 0 ? [[], ["true_class", ...confusion.map((_, read) => `read_as_${read}`)]] : []),
    ...confusion.map((row, truth) => [truth, ...row]),
  ];
}

function compressionTable({ views }: ImagesDesk): Cells {
  const compression = views.state("compression");
  const { own, trained, formats, decoderBytes } = compression;
  const sizes = [...trained, ...(own ? [own] : [])];
  return [
    ["decoder_bytes", decoderBytes],
    [],
    ["method", "latent_size", "bytes", "psnr"],
    ...sizes.flatMap(({ units, four, eight, float }) => [
      ["network, 4 bit", units, four.bytes, four.psnr],
      ["network, 8 bit", units, eight.bytes, eight.psnr],
      ["network, float32", units, float.bytes, float.psnr],
    ]),
    ...formats.principal.map(({ units, bytes, psnr }) => ["pca, 4 bit", units, bytes, psnr]),
    ...formats.jpeg.map(({ bytes, psnr }) => ["jpeg", null, bytes, psnr]),
    ...formats.webp.map(({ bytes, psnr }) => ["webp", null, bytes, psnr]),
    ...(formats.png !== null ? [["png", null, formats.png, "exact"]] : []),
  ];
}

/** One row for each held-out picture: its class, its code. */
async function codesOf(desk: ImagesDesk): Promise<string> {
  const network = (await desk.flow.inspected())!;
  const { model, seen, set } = network;
  const codes = await model.encode(seen.dataset);
  const units = Array.from({ length: model.latentSize }, (_, unit) => unit);
  return toCsv([
    ["picture", "class", ...units.map((unit) => `unit_${unit + 1}`)],
    ...[...set.heldOutLabels].map((label, i) => [
      i,
      set.classNames[label],
      ...units.map((unit) => codes[i * model.latentSize + unit]!),
    ]),
  ]);
}
