// A recording: one long row of values, a part to learn from and a part that judges.

export type RecordingId = "heart" | "machine";
export const recordingIds: RecordingId[] = ["heart", "machine"];

export interface Recording {
  /** "own" is what somebody brought. */
  id: RecordingId | "own";
  name: string;
  values: Float32Array<ArrayBuffer>;
  /** Values a second. */
  rate: number;
  unit: string;
}

/** How many values are learnt from: the first four fifths. */
export const learntOf = ({ values }: Pick<Recording, "values">): number => Math.floor(0.8 * values.length);

/** What a network sees at a time. */
export const windowLength = 128;

export function meanOf(values: ArrayLike<number>, from = 0, to = values.length): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += values[i]!;
  return sum / (to - from);
}

/** Standard deviation. */
export function deviationOf(values: ArrayLike<number>, from = 0, to = values.length): number {
  const mean = meanOf(values, from, to);
  let sum = 0;
  for (let i = from; i < to; i++) sum += (values[i]! - mean) ** 2;
  return Math.sqrt(sum / (to - from));
}

/** Windows that follow each other by `hop`, one after another, as (value - mean) / deviation. */
export function windowsOf(
  values: ArrayLike<number>,
  {
    from,
    to,
    hop,
    mean,
    deviation,
  }: { from: number; to: number; hop: number; mean: number; deviation: number },
): Float32Array<ArrayBuffer> {
  const count = Math.max(0, Math.floor((to - from - windowLength) / hop) + 1);
  const windows = new Float32Array(count * windowLength);
  for (let k = 0; k < count; k++)
    for (let i = 0; i < windowLength; i++)
      windows[k * windowLength + i] = (values[from + k * hop + i]! - mean) / deviation;
  return windows;
}
