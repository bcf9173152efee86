// Names beside the lines of a plot.

import type uPlot from "uplot";

export interface PlotLabel {
  x: number;
  y: number;
  text: string;
  colour: string;
  bold?: boolean;
}

/** Right-aligned at their places, moved apart where they would lie over one another, with a halo. */
export function drawLabels(
  { ctx, bbox, valToPos }: uPlot,
  labels: PlotLabel[],
  font: string,
  halo: string,
): void {
  const density = devicePixelRatio;
  const line = 16 * density;
  const placed = labels
    .map((label) => ({
      ...label,
      px: valToPos(label.x, "x", true),
      py: valToPos(label.y, "y", true) - 8 * density,
    }))
    .sort((a, b) => a.py - b.py);
  for (const label of placed) label.py = Math.max(label.py, bbox.top + line);
  for (let i = 1; i < placed.length; i++) placed[i]!.py = Math.max(placed[i]!.py, placed[i - 1]!.py + line);
  const over = (placed.at(-1)?.py ?? 0) - (bbox.top + bbox.height - 4 * density);
  if (over > 0) for (const label of placed) label.py -= over;
  ctx.save();
  ctx.lineJoin = "round";
  ctx.textBaseline = "alphabetic";
  ctx.textAlign = "left";
  for (const { text, colour, bold, px, py } of placed) {
    ctx.font = `${bold ? 600 : 400} ${font.replace("12px", `${12 * density}px`)}`;
    const width = ctx.measureText(text).width;
    const left = Math.min(
      Math.max(bbox.left + 4 * density, px - width - 12 * density),
      bbox.left + bbox.width - width,
    );
    ctx.strokeStyle = halo;
    ctx.lineWidth = 4 * density;
    ctx.strokeText(text, left, py);
    ctx.fillStyle = colour;
    ctx.fillText(text, left, py);
  }
  ctx.restore();
}
