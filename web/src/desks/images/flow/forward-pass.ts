// One input on its way through the network.

import type { Autoencoder, KindId, LayerOutput } from "../../../engine/client";
import { normal, randomNumbers } from "../../../lib/random";
import { nodesOf, type ForwardPass } from "./network";

interface Input {
  kind: KindId;
  clean: Float32Array;
  seen: Float32Array;
  /** A latent vector instead of the input's own. */
  held: Float32Array | null;
  /** Of a variational model: a draw from the code, by this seed. */
  drawSeed: number | null;
}

export async function pass(
  model: Autoencoder,
  { kind, clean, seen, held, drawSeed }: Input,
): Promise<ForwardPass> {
  const outputs = withoutInner(await model.activations(seen));
  const encoderLength = model.config.encoder.length;
  const spread =
    kind === "variational" && model.config.variational ? await model.encode(seen, { spread: true }) : null;
  const code = outputs[encoderLength - 1]!.values;
  const shown = held ?? (spread && drawSeed !== null ? drawn(spread, drawSeed) : code);
  if (shown !== code) {
    outputs[encoderLength - 1]!.values = Float32Array.from(shown);
    outputs.splice(encoderLength, Infinity, ...withoutInner(await model.decoderActivations(shown)));
  }
  return {
    kind,
    clean,
    seen,
    nodes: nodesOf(outputs, encoderLength),
    output: outputs.at(-1)!.values,
    deviation: spread ? spread.logVariance.map((x) => Math.exp(x / 2)) : null,
    code,
  };
}

/** Without the layers within blocks, "encoder.1.0": what a block gives is shown. */
const withoutInner = (outputs: LayerOutput[]) => outputs.filter(({ layer }) => layer.split(".").length === 2);

/** mean + deviation * noise, the noise by a seed: what one draw of a code is. */
function drawn(
  { mean, logVariance }: { mean: Float32Array; logVariance: Float32Array },
  seed: number,
): Float32Array {
  const random = randomNumbers(seed);
  return mean.map((m, i) => m + Math.exp(logVariance[i]! / 2) * normal(random));
}
