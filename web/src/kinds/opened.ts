// What the settings of a network are that came from a file.

import type { Autoencoder } from "../engine/client";
import type { Values } from "../training/fields";
import { formatLayers, specOf, type LayerSpec } from "../training/layers";

type Config = Autoencoder["config"];
type Layer = Config["encoder"][number];

/** Of a network that the settings can make; of others they stay. */
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
