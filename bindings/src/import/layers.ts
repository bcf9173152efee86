// A model of another library as a row of layers, before it is told where its code is.

import { HourglassError } from "../base/errors.js";
import type { Activation, AutoencoderConfig, Layer } from "../api/settings.js";
import { losses, type Loss } from "../api/settings.js";
import type { Shape } from "../export/steps.js";

/** A layer, its weights by the names they have here ("kernel"), and what comes out of it. */
export interface Found {
  layer: Layer;
  weights: Record<string, Float32Array>;
  output: Shape;
  /** Of a residual block. */
  inner?: Found[];
}

/** What `create` and `setWeights` take. */
export interface Imported {
  config: AutoencoderConfig;
  weights: { name: string; values: Float32Array }[];
  /** What its file says besides, for the model's own. */
  texts?: Record<string, string>;
}

/** A model of layers, split where it is told, or else where the fewest numbers come out. */
export function imported(
  found: Found[],
  about: Pick<AutoencoderConfig, "input" | "corruption" | "residual"> & {
    code?: number | undefined;
    loss?: unknown;
  },
): Imported {
  const { input, loss, residual, corruption } = about;
  const count = about.code ?? narrowest(found);
  if (count < 1 || count >= found.length)
    throw new HourglassError(
      "unsupported",
      `file must have layers before and behind its code, got ${found.length} with the code after ${count}`,
    );
  const [encoder, decoder] = [found.slice(0, count), found.slice(count)];
  const config: AutoencoderConfig = {
    input,
    encoder: encoder.map(({ layer }) => layer),
    decoder: decoder.map(({ layer }) => layer),
    ...(losses.includes(loss as Loss) ? { loss: loss as Loss } : {}),
    ...(residual ? { residual } : {}),
    ...(corruption ? { corruption } : {}),
  };
  return { config, weights: [...weightsOf(encoder, "encoder"), ...weightsOf(decoder, "decoder")] };
}

/** After how many layers the code comes: the fewest numbers, and what only follows them. */
function narrowest(found: Found[]): number {
  const sizes = found.map(({ output: [height, width, channels] }) => height * width * channels);
  const least = Math.min(...sizes.slice(0, -1));
  let count = sizes.indexOf(least) + 1;
  while (
    count < found.length - 1 &&
    ["activation", "dropout", "batch_norm"].includes(found[count]!.layer.type)
  )
    count++;
  return count;
}

function weightsOf(found: Found[], place: string): { name: string; values: Float32Array }[] {
  return found.flatMap(({ weights, inner }, i) => [
    ...Object.entries(weights).map(([name, values]) => ({ name: `${place}.${i}.${name}`, values })),
    ...(inner ? weightsOf(inner, `${place}.${i}`) : []),
  ]);
}

/** The row with an activation at its end: as part of the last layer, if that has none yet, or as a layer of its own. */
export function activated(found: Found[], activation: Activation): Found[] {
  const last = found.at(-1);
  if (activation === "linear") return found;
  if (
    last &&
    "activation" in last.layer &&
    last.layer.type !== "activation" &&
    last.layer.activation === "linear"
  )
    return [...found.slice(0, -1), { ...last, layer: { ...last.layer, activation } }];
  return [
    ...found,
    { layer: { type: "activation", activation }, weights: {}, output: last?.output ?? [1, 1, 1] },
  ];
}

export const productOf = (sides: readonly number[]): number =>
  sides.reduce((product, side) => product * side, 1);

export function refuse(problem: string): never {
  throw new HourglassError("invalid_file", `file ${problem}`);
}

export function unsupported(where: string, problem: string): never {
  throw new HourglassError("unsupported", `${where} ${problem}`);
}
