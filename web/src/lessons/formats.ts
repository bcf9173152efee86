import { formatFixed } from "../lib/format";

/** How what a lesson measures is written. */
export const formats = {
  loss: (value: number) => formatFixed(value, 4),
  decibels: (value: number) => formatFixed(value, 1),
  count: (value: number) => formatFixed(value, Number.isInteger(Math.round(10 * value) / 10) ? 0 : 1),
  auc: (value: number) => formatFixed(value, 3),
};

/** Where an axis ends: at a round number above all values, but never above what there can be. */
export const axisEnd = (format: keyof typeof formats, most: number): number =>
  format === "auc" ? 1 : roundAbove(most);

function roundAbove(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return power * ([1, 1.5, 2, 3, 4, 5, 8, 10].find((factor) => factor * power >= 1.08 * value) ?? 12);
}

/** A long label in two lines where it has so much room. */
export function linesOf(label: string, room: number): string[] {
  if (label.length * 7 < room || !label.includes(" ")) return [label];
  const middle = label.indexOf(" ", Math.floor(label.length / 2) - 4);
  return middle < 0 ? [label] : [label.slice(0, middle), label.slice(middle + 1)];
}
