// What the settings of a network are that came from a file.

import type { Autoencoder } from "../engine/client";
import { formatLayers, type LayerSpec, type Values } from "../lab/fields";

type Config = Autoencoder["config"];
type Layer = Config["encoder"][number];

/** Undefined of a layer that no setting makes. */
function specOf(layer: Layer): LayerSpec | undefined {
  const last = (side: number | readonly number[]) => (typeof side === "number" ? side : side.at(-1)!);
  if (layer.type === "dense") return { type: "dense", size: layer.units, kernel: 3, stride: 2 };
  if (layer.type !== "conv2d") return undefined;
  return { type: "conv", size: layer.filters, kernel: last(layer.kernel), stride: last(layer.stride ?? 1) };
}

/** Of dense layers and convolutions; of others the settings stay. */
export function valuesOf({ encoder, decoder, loss }: Config, usual: Values): Values {
  const specs = encoder.map(specOf);
  const [code, output, hidden] = [encoder.at(-1), decoder.at(-1), encoder.at(-2)];
  if (specs.includes(undefined) || code?.type !== "dense") return usual;
  const activationOf = (layer: Layer | undefined, otherwise: Values["act"]) =>
    layer && "activation" in layer && layer.activation ? layer.activation : otherwise;
  return {
    ...usual,
    layers: formatLayers(specs.slice(0, -1) as LayerSpec[]),
    latent: code.units,
    act: activationOf(hidden, usual.act),
    code: activationOf(code, usual.code),
    out: activationOf(output, usual.out),
    loss: loss ?? usual.loss,
  };
}
