// What scores are worth where labels are known. Labels are truthy for what is to be found; higher scores are more unusual.

import { HourglassError } from "../base/errors.js";

/** Truthy for what is to be found. */
export type Labels = ArrayLike<number | boolean>;
/** One for each label; higher ones are more unusual. */
export type Scores = ArrayLike<number>;

/** As in scikit-learn: a point for each threshold, from the highest, at which nothing is flagged, down. */
export interface RocCurve {
  /** Share of the negatives flagged. */
  falsePositiveRate: Float64Array;
  /** Share of the positives flagged. */
  truePositiveRate: Float64Array;
  /** What scores at least this much is flagged; the first is Infinity. */
  thresholds: Float64Array;
}

/** A point for each threshold, from the highest down. */
export interface PrecisionRecall {
  /** Share of positives among what is flagged. */
  precision: Float64Array;
  /** Share of the positives that are flagged. */
  recall: Float64Array;
  /** What scores at least this much is flagged. */
  thresholds: Float64Array;
}

/** Counts of positives and all at or above each different score, from the highest down. */
function cumulated(labels: Labels, scores: Scores) {
  check(labels, scores);
  const order = Array.from(scores, (_, i) => i).sort((a, b) => scores[b]! - scores[a]!);
  const [thresholds, positives, flagged] = [[] as number[], [] as number[], [] as number[]];
  let found = 0;
  order.forEach((index, i) => {
    if (labels[index]) found++;
    if (i + 1 < order.length && scores[order[i + 1]!] === scores[index]) return;
    thresholds.push(scores[index]!);
    positives.push(found);
    flagged.push(i + 1);
  });
  return { thresholds, positives, flagged, found, count: order.length };
}

function check(labels: Labels, scores: Scores): void {
  if (labels.length !== scores.length)
    throw new HourglassError(
      "shape_mismatch",
      `labels must be one for each of ${scores.length} scores, got ${labels.length}`,
    );
  checkNumbers(scores, "scores");
  checkNumbers(labels, "labels");
}

/** NaN has no place in an order, and is neither a positive nor a negative. */
function checkNumbers(values: ArrayLike<number | boolean>, field: string): void {
  for (let i = 0; i < values.length; i++)
    if (Number.isNaN(Number(values[i])))
      throw new HourglassError(
        "invalid_data",
        `${field} must be numbers, got ${String(values[i])} at index ${i}`,
      );
}

/** Throws invalid_data unless there are positives and negatives, shape_mismatch for other lengths. */
function checkBoth(found: number, count: number): void {
  if (found > 0 && found < count) return;
  throw new HourglassError(
    "invalid_data",
    `labels must have positives and negatives, got ${found} positives of ${count}`,
  );
}

/** The receiver operating characteristic. Errors: invalid_data unless both classes are there; shape_mismatch. */
export function rocCurve(labels: Labels, scores: Scores): RocCurve {
  const { thresholds, positives, flagged, found, count } = cumulated(labels, scores);
  checkBoth(found, count);
  return {
    falsePositiveRate: Float64Array.from([
      0,
      ...positives.map((p, i) => (flagged[i]! - p) / (count - found)),
    ]),
    truePositiveRate: Float64Array.from([0, ...positives.map((p) => p / found)]),
    thresholds: Float64Array.from([Infinity, ...thresholds]),
  };
}

/** Area under the ROC curve: how often a positive scores higher than a negative; ties count half. Errors: as above. */
export function auc(labels: Labels, scores: Scores): number {
  const { positives, flagged, found, count } = cumulated(labels, scores);
  checkBoth(found, count);
  let area = 0;
  positives.forEach((p, i) => {
    const [before, flaggedBefore] = i > 0 ? [positives[i - 1]!, flagged[i - 1]!] : [0, 0];
    area += ((flagged[i]! - p - (flaggedBefore - before)) * (p + before)) / 2;
  });
  return area / (found * (count - found));
}

/** Precision and recall at each threshold, from the highest down. Errors: as above, but for missing negatives. */
export function precisionRecall(labels: Labels, scores: Scores): PrecisionRecall {
  const { thresholds, positives, flagged, found } = cumulated(labels, scores);
  if (found === 0) throw new HourglassError("invalid_data", "labels must have positives, got none");
  return {
    precision: Float64Array.from(positives, (p, i) => p / flagged[i]!),
    recall: Float64Array.from(positives, (p) => p / found),
    thresholds: Float64Array.from(thresholds),
  };
}

/** Precision averaged over the gains in recall, as in scikit-learn. Errors: as of `precisionRecall`. */
export function averagePrecision(labels: Labels, scores: Scores): number {
  const { precision, recall } = precisionRecall(labels, scores);
  return precision.reduce((sum, value, i) => sum + value * (recall[i]! - (recall[i - 1] ?? 0)), 0);
}

/** The value below which this share of the values lies, between neighbours linearly, as NumPy's. Errors: invalid_data. */
export function quantile(values: Scores, share: number): number {
  if (!(share >= 0 && share <= 1))
    throw new HourglassError("invalid_data", `share must be from 0 to 1, got ${share}`);
  if (values.length === 0) throw new HourglassError("invalid_data", "values must not be empty");
  checkNumbers(values, "values");
  const sorted = Float64Array.from(values).sort();
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const [low, high] = [sorted[below]!, sorted[Math.min(below + 1, sorted.length - 1)]!];
  return low === high ? low : low + (place - below) * (high - low);
}

/** Counts: rows are true classes, columns predicted ones, both from 0. Errors: invalid_data, shape_mismatch. */
export function confusion(labels: Labels, predictions: Labels, classes = 2): number[][] {
  if (labels.length !== predictions.length) {
    throw new HourglassError(
      "shape_mismatch",
      `predictions must be one for each of ${labels.length} labels, got ${predictions.length}`,
    );
  }
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let i = 0; i < labels.length; i++) {
    const [truth, predicted] = [Number(labels[i]), Number(predictions[i])];
    for (const [name, value] of [
      ["labels", truth],
      ["predictions", predicted],
    ] as const)
      if (!Number.isInteger(value) || value < 0 || value >= classes)
        throw new HourglassError(
          "invalid_data",
          `${name} must be from 0 to ${classes - 1}, got ${value} at index ${i}`,
        );
    counts[truth]![predicted]!++;
  }
  return counts;
}
