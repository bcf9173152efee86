// A model's summary, and the table that Keras prints of it.

import type { LayerDescription } from "../messages/methods.js";
import { layerNamesInKeras, type Layer } from "./settings.js";

/** A row of a summary. */
export interface LayerSummary {
  /** E.g. "encoder.0". */
  layer: string;
  /** Keras's name for its kind, e.g. "Dense". */
  type: string;
  /** Without the batch: [units] of a vector, else [height, width, channels]. */
  outputShape: number[];
  /** Of a variational model's last encoder layer those of mean and log-variance. */
  parameters: number;
  /** How many of them training changes. */
  trainable: number;
}

/** A row for each layer; as a string what Keras's model.summary() prints. */
export class Summary {
  constructor(
    /** In their order, encoder first. */
    readonly layers: LayerSummary[],
    /** Of all of them. */
    readonly parameters: number,
  ) {}

  /** The table. */
  toString(): string {
    const trainable = this.layers.reduce((sum, layer) => sum + layer.trainable, 0);
    const told = (count: number) => `${count.toLocaleString("en-US")} (${memory(4 * count)})`;
    const rows = this.layers.map(({ layer, type, outputShape, parameters }) => [
      `${layer} (${type})`,
      `(None, ${outputShape.join(", ")})`,
      parameters.toLocaleString("en-US"),
    ]);
    return [
      ...table(["Layer (type)", "Output Shape", "Param #"], rows),
      ` Total params: ${told(this.parameters)}`,
      ` Trainable params: ${told(trainable)}`,
      ` Non-trainable params: ${told(this.parameters - trainable)}`,
    ].join("\n");
  }
}

/** Layers whose outputs are images, also where these are of 1 x 1 pixels. */
const ofImages = new Set<Layer["type"]>([
  "conv2d",
  "conv2d_transpose",
  "reshape",
  "max_pool2d",
  "average_pool2d",
  "up_sampling2d",
]);

/** With those within blocks, each block behind its layers: the order of a network's. */
const flattened = (layers: readonly Layer[]): Layer[] =>
  layers.flatMap((layer) => [...(layer.type === "residual" ? flattened(layer.layers) : []), layer]);

export function summarise(described: LayerDescription[], layers: Layer[]): Summary {
  const all = flattened(layers);
  const rows = described.map(({ outputShape, ...row }, i) => {
    const { type } = all[i]!;
    const [height, width, channels] = outputShape;
    const isVector = height === 1 && width === 1 && !ofImages.has(type);
    return { ...row, type: layerNamesInKeras[type], outputShape: isVector ? [channels] : outputShape };
  });
  return new Summary(
    rows,
    rows.reduce((sum, { parameters }) => sum + parameters, 0),
  );
}

const widths = [36, 27, 15];

function table(header: string[], rows: string[][]): string[] {
  const line = (left: string, fill: string, middle: string, right: string) =>
    left + widths.map((width) => fill.repeat(width + 2)).join(middle) + right;
  const row = (cells: string[], edge: string) => {
    const [name, shape, count] = cells as [string, string, string];
    const padded = [name.padEnd(widths[0]!), shape.padEnd(widths[1]!), count.padStart(widths[2]!)];
    return `${edge} ${padded.join(` ${edge} `)} ${edge}`;
  };
  const lines = rows.flatMap((cells) => [line("├", "─", "┼", "┤"), row(cells, "│")]).slice(1);
  return [
    line("┏", "━", "┳", "┓"),
    row(header, "┃"),
    line("┡", "━", "╇", "┩"),
    ...lines,
    line("└", "─", "┴", "┘"),
  ];
}

function memory(bytes: number): string {
  const units = ["B", "KB", "MB", "GB"];
  let power = 0;
  for (; bytes >= 1024 && power < units.length - 1; power++) bytes /= 1024;
  return `${bytes.toFixed(2)} ${units[power]}`;
}
