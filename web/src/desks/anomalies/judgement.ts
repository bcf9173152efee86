// What a threshold does: pure functions of scores, labels and marks.

import { auc, averagePrecision, precisionRecall, rocCurve } from "hourglass-autoencoder/data";

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
  cost: number;
}

/** `cost` is what one missed costs, in false alarms. */
export function figuresAt(
  scores: Float32Array,
  labels: Uint8Array,
  threshold: number,
  cost: number,
): Figures {
  const counts = countsAt(scores, labels, threshold);
  const { found, missed, falseAlarms, passed } = counts;
  const share = (part: number, whole: number) => (whole > 0 ? part / whole : null);
  const perThousand = share(1000 * falseAlarms, falseAlarms + passed);
  return {
    ...counts,
    flagged: found + falseAlarms,
    precision: share(found, found + falseAlarms),
    recall: share(found, found + missed),
    perThousand,
    cost: cost * missed + falseAlarms,
  };
}

/** The threshold with the least cost: one of the scores, or above all of them. */
export function cheapest(scores: Float32Array, labels: Uint8Array, cost: number): number {
  const order = [...scores.keys()].sort((a, b) => scores[b]! - scores[a]!);
  const unusual = labels.reduce((sum, label) => sum + label, 0);
  let [found, falseAlarms, least] = [0, 0, cost * unusual];
  let threshold = scores.length > 0 ? scores[order[0]!]! * 1.001 + 1e-9 : 0;
  order.forEach((row, i) => {
    if (labels[row]) found++;
    else falseAlarms++;
    // Rows of the same score are flagged together.
    if (i + 1 < order.length && scores[order[i + 1]!] === scores[row]) return;
    const price = cost * (unusual - found) + falseAlarms;
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

export function qualityOf(scores: Float32Array, labels: Uint8Array): Quality | null {
  const unusual = labels.reduce((sum, label) => sum + label, 0);
  if (unusual === 0 || unusual === labels.length || scores.length !== labels.length) return null;
  const roc = rocCurve(labels, scores);
  const pr = precisionRecall(labels, scores);
  return {
    auc: auc(labels, scores),
    averagePrecision: averagePrecision(labels, scores),
    roc: { x: roc.falsePositiveRate, y: roc.truePositiveRate },
    precisionRecall: { x: pr.recall, y: pr.precision },
  };
}
