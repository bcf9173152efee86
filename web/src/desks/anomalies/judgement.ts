// What a threshold does: pure functions of scores, labels and marks.

import { auc, precisionRecall, rocCurve } from "hourglass-autoencoder/data";

export interface Counts {
  found: number;
  missed: number;
  falseAlarms: number;
  passed: number;
}

/** Flagged is what scores at least the threshold. */
export function countsAt(scores: Float32Array, labels: Uint8Array, threshold: number): Counts {
  const counts = { found: 0, missed: 0, falseAlarms: 0, passed: 0 };
  scores.forEach((score, i) => {
    const flagged = score >= threshold;
    if (labels[i]) counts[flagged ? "found" : "missed"]++;
    else counts[flagged ? "falseAlarms" : "passed"]++;
  });
  return counts;
}

export interface Figures extends Counts {
  flagged: number;
  precision: number | null;
  recall: number | null;
  /** False alarms in a thousand normal rows. */
  perThousand: number | null;
  /** Of all rows of the file: false alarms, and unusual ones. */
  alarmShare: number | null;
  unusualShare: number | null;
  cost: number;
}

/** What a mistake costs, and how many normal rows each of those that judge stands for: most are learnt from. */
export interface Terms {
  /** One missed, in false alarms. */
  cost: number;
  weight: number;
}

/** Precision and cost are those of the whole file. */
export function figuresAt(
  scores: Float32Array,
  labels: Uint8Array,
  threshold: number,
  { cost, weight }: Terms,
): Figures {
  const counts = countsAt(scores, labels, threshold);
  const { found, missed, falseAlarms, passed } = counts;
  const share = (part: number, whole: number) => (whole > 0 ? part / whole : null);
  const alarms = weight * falseAlarms;
  const all = found + missed + weight * (falseAlarms + passed);
  return {
    ...counts,
    flagged: found + falseAlarms,
    precision: share(found, found + alarms),
    recall: share(found, found + missed),
    perThousand: share(1000 * falseAlarms, falseAlarms + passed),
    alarmShare: share(alarms, all),
    unusualShare: share(found + missed, all),
    cost: cost * missed + alarms,
  };
}

/** A share that was counted, and where it lies in 95 of 100 cases. */
export interface Share {
  part: number;
  whole: number;
  low: number;
  high: number;
}

/** Null where nothing was counted. By the score interval (Wilson 1927), which holds for few, too. */
export function shareOf(part: number, whole: number): Share | null {
  if (whole === 0) return null;
  const z = 1.96;
  const share = part / whole;
  const scale = 1 + z ** 2 / whole;
  const middle = (share + z ** 2 / (2 * whole)) / scale;
  const half = (z * Math.sqrt((share * (1 - share)) / whole + z ** 2 / (4 * whole ** 2))) / scale;
  return { part, whole, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

/** What people's marks say of the rows at or above the threshold, and of those below it: how many of them are unusual. */
export function markedShares(
  scores: Float32Array,
  rows: Uint32Array,
  marks: ReadonlyMap<number, boolean>,
  threshold: number,
): { above: Share | null; below: Share | null } {
  const counts = { above: [0, 0], below: [0, 0] };
  rows.forEach((row, i) => {
    const mark = marks.get(row);
    if (mark === undefined) return;
    const side = counts[scores[i]! >= threshold ? "above" : "below"];
    side[0]! += Number(mark);
    side[1]!++;
  });
  const [above, below] = [counts.above, counts.below].map(([part, whole]) => shareOf(part!, whole!));
  return { above: above!, below: below! };
}

/** The threshold with the least cost: one of the scores, or above all of them. */
export function cheapest(scores: Float32Array, labels: Uint8Array, { cost, weight }: Terms): number {
  const order = [...scores.keys()].sort((a, b) => scores[b]! - scores[a]!);
  const unusual = labels.reduce((sum, label) => sum + label, 0);
  let [found, falseAlarms, least] = [0, 0, cost * unusual];
  let threshold = scores.length > 0 ? scores[order[0]!]! * 1.001 + 1e-9 : 0;
  order.forEach((row, i) => {
    if (labels[row]) found++;
    else falseAlarms++;
    // Rows of the same score are flagged together.
    if (i + 1 < order.length && scores[order[i + 1]!] === scores[row]) return;
    const price = cost * (unusual - found) + weight * falseAlarms;
    if (price < least) [least, threshold] = [price, scores[row]!];
  });
  return threshold;
}

export interface Curve {
  /** Shares from 0 to 1. */
  x: Float64Array;
  y: Float64Array;
}

/** Null where one class is missing. */
export interface Quality {
  auc: number;
  averagePrecision: number;
  roc: Curve;
  precisionRecall: Curve;
}

export function qualityOf(scores: Float32Array, labels: Uint8Array, weight: number): Quality | null {
  const unusual = labels.reduce((sum, label) => sum + label, 0);
  if (unusual === 0 || unusual === labels.length || scores.length !== labels.length) return null;
  const roc = rocCurve(labels, scores);
  const { recall, precision: plain } = precisionRecall(labels, scores);
  const precision = weighted(plain, weight);
  return {
    auc: auc(labels, scores),
    averagePrecision: areaUnder(recall, precision),
    roc: { x: roc.falsePositiveRate, y: roc.truePositiveRate },
    precisionRecall: { x: recall, y: precision },
  };
}

/** Precisions as they are where each false alarm stands for `weight` of them. */
const weighted = (precision: Float64Array, weight: number): Float64Array =>
  precision.map((share) => (share === 0 ? 0 : 1 / (1 + weight * (1 / share - 1))));

/** Precision averaged over the gains in recall, as the package's averagePrecision. */
const areaUnder = (recall: Float64Array, precision: Float64Array): number =>
  precision.reduce((sum, value, i) => sum + value * (recall[i]! - (recall[i - 1] ?? 0)), 0);
