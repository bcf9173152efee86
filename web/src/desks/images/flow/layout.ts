// How large the parts of the row are, in pixels.

import type { Node } from "./network";

/** A block of cells: rows of them from the top, then the next column. */
export function cellGrid(units: number): { rows: number; columns: number; size: number } {
  const rows = units <= 8 ? units : units <= 32 ? 8 : units <= 128 ? 16 : units <= 256 ? 32 : 48;
  const size = Math.max(3, Math.min(8, Math.floor((280 * Math.sqrt(units / 784)) / rows)));
  return { rows, columns: Math.ceil(units / rows), size };
}

/** A grid of feature maps, drawn at 28 pixels each. */
export function mapGrid(maps: number): { columns: number; rows: number; size: number; gap: number } {
  const columns = maps <= 2 ? 1 : maps <= 8 ? 2 : 4;
  return { columns, rows: Math.ceil(maps / columns), size: 28, gap: 3 };
}

export const mostBars = 64;

/** Which of its forms the latent has. */
export function latentForm(units: number): "bars" | "plane" | "cells" {
  return units === 2 ? "plane" : units <= mostBars ? "bars" : "cells";
}

export interface Size {
  width: number;
  height: number;
}

export function sizeOf(node: Node): Size {
  const units = node.values.length;
  if (node.part === "latent") {
    const form = latentForm(units);
    if (form === "bars") return { width: 256, height: 96 };
    if (form === "plane") return { width: 224, height: 224 };
  }
  if (node.form === "maps") {
    const { columns, rows, size, gap } = mapGrid(Math.min(node.shape[2], 16));
    return { width: columns * (size + gap) - gap, height: rows * (size + gap) - gap };
  }
  const { rows, columns, size } = cellGrid(units);
  return { width: columns * size, height: rows * size };
}

/** What all sizes are multiplied by so that they fit, and the noisy picture's side. */
export function fit(
  sizes: Size[],
  noisy: number,
  width: number,
  height: number,
): { scale: number; noisy: number } {
  const gap = 24;
  const total = sizes.reduce((sum, size) => sum + size.width, noisy);
  const count = sizes.length + (noisy > 0 ? 1 : 0);
  const room = width - gap * (count + 1);
  const tallest = Math.max(noisy, ...sizes.map((size) => size.height));
  const scale = Math.max(0.25, Math.min(Math.max(1, height / 280), room / total, height / tallest));
  return { scale, noisy: Math.max(28, 28 * Math.floor((noisy * scale) / 28)) };
}
