// The network as the row shows it: its layers as nodes, their activations, and the strongest contributions between them.

import type { KindId, LayerOutput, Weights } from "../../../engine/client";

export interface Node {
  /** E.g. "encoder.0": the layer whose card opens. */
  layer: string;
  part: "encoder" | "latent" | "decoder";
  form: "cells" | "maps";
  shape: [number, number, number];
  values: Float32Array;
}

/** A contribution from one unit to another: weight x activation. */
export interface Link {
  from: number;
  to: number;
  value: number;
}

/** Everything that the row shows of one input. */
export interface ForwardPass {
  kind: KindId;
  clean: Float32Array;
  /** What the network sees. */
  seen: Float32Array;
  nodes: Node[];
  output: Float32Array;
  /** Of a variational model: the spread of its code, as standard deviations. */
  deviation: Float32Array | null;
  /** The input's own code, where another is held. */
  code: Float32Array;
}

const isImage = ([height, width]: number[]) => height! > 1 || width! > 1;

/** The layers worth showing: without dropout's, without what only reshapes, without the output. */
export function nodesOf(outputs: LayerOutput[], encoderLength: number): Node[] {
  return outputs.slice(0, -1).flatMap(({ layer, shape, values }, i) => {
    const next = outputs[i + 1]!;
    const isReshaped =
      i !== encoderLength - 1 &&
      isImage(next.shape) &&
      !isImage(shape) &&
      next.values.length === values.length;
    if (isReshaped && i + 1 < outputs.length - 1) return [];
    const part = i < encoderLength - 1 ? "encoder" : i === encoderLength - 1 ? "latent" : "decoder";
    return [
      {
        layer,
        part,
        form: isImage(shape) && part !== "latent" ? "maps" : "cells",
        shape: shape as Node["shape"],
        values,
      },
    ];
  });
}

/** The dense layer's kernel, [in, out], that leads to this layer. */
export function kernelOf(weights: Weights[], layer: string): Weights | undefined {
  return weights.find(({ name, shape }) => name === `${layer}.kernel` && shape.length === 2);
}

/** The `most` strongest contributions of `values` through a dense layer. */
export function strongest(values: Float32Array, kernel: Weights, most: number): Link[] {
  const [inputs = 0, units = 0] = kernel.shape;
  if (inputs !== values.length) return [];
  const kept: Link[] = [];
  let least = 0;
  for (let from = 0; from < inputs; from++) {
    const value = values[from]!;
    if (value === 0) continue;
    const row = from * units;
    for (let to = 0; to < units; to++) {
      const product = value * kernel.values[row + to]!;
      if (Math.abs(product) <= least) continue;
      kept.push({ from, to, value: product });
      if (kept.length < 8 * most) continue;
      kept.sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
      kept.length = most;
      least = Math.abs(kept[most - 1]!.value);
    }
  }
  return kept.sort((a, b) => Math.abs(b.value) - Math.abs(a.value)).slice(0, most);
}

/** Columns of a dense layer's kernel or, of a decoder's last, rows: pictures of `features` weights for these units. */
export function pictures({ shape, values }: Weights, units: number[], side: "in" | "out"): Float32Array[] {
  const [inputs = 0, outputs = 0] = shape;
  return units.map((unit) =>
    side === "in"
      ? Float32Array.from({ length: inputs }, (_, i) => values[i * outputs + unit]!)
      : values.slice(unit * outputs, (unit + 1) * outputs),
  );
}
