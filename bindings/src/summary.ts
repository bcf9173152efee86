// A model's summary, and the table that Keras prints of it.

import type { Layer } from "./config.js";

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
}

const types: Record<Layer["type"], string> = {
  dense: "Dense",
  conv2d: "Conv2D",
  conv2d_transpose: "Conv2DTranspose",
  dropout: "Dropout",
  reshape: "Reshape",
};

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
    const total = `${this.parameters.toLocaleString("en-US")} (${memory(4 * this.parameters)})`;
    const rows = this.layers.map(({ layer, type, outputShape, parameters }) => [
      `${layer} (${type})`,
      `(None, ${outputShape.join(", ")})`,
      parameters.toLocaleString("en-US"),
    ]);
    return [
      ...table(["Layer (type)", "Output Shape", "Param #"], rows),
      ` Total params: ${total}`,
      ` Trainable params: ${total}`,
      " Non-trainable params: 0 (0.00 B)",
    ].join("\n");
  }
}

/** A layer as the core describes it, whose vectors are [1, 1, n]. */
export interface LayerDescription {
  layer: string;
  outputShape: [number, number, number];
  parameters: number;
}

export function summarise(described: LayerDescription[], layers: Layer[]): Summary {
  const rows = described.map(({ layer, outputShape, parameters }, i) => {
    const { type } = layers[i]!;
    const [height, width, channels] = outputShape;
    const isVector = height === 1 && width === 1 && (type === "dense" || type === "dropout");
    return { layer, type: types[type], outputShape: isVector ? [channels] : outputShape, parameters };
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
