// A network that knows windows, applied to a long signal.

import { windowLength, windowsOf } from "../../data/signals/recording";
import type { Autoencoder } from "../../engine/client";

/** Windows overlap, so that each value is the mean of what four of them make of it, their middles counting most. */
const hop = windowLength / 4;
const mostAtOnce = 4096;
const weights = Float64Array.from(
  { length: windowLength },
  (_, i) => Math.sin((Math.PI * (i + 0.5)) / windowLength) ** 2,
);

/** The values from `from` up to `to`, restored. */
export async function restored(
  model: Autoencoder,
  values: Float32Array,
  scale: { mean: number; deviation: number },
  from: number,
  to: number,
): Promise<Float32Array> {
  const last = Math.max(0, values.length - windowLength);
  const first = Math.max(0, from - windowLength + hop);
  const sums = new Float64Array(to - from);
  const shares = new Float64Array(to - from);
  for (let begin = first; begin < to; begin += mostAtOnce * hop) {
    const end = Math.min(values.length, Math.min(to, begin + mostAtOnce * hop) + windowLength - hop);
    const starts = [];
    for (let start = begin; start + windowLength <= end; start += hop) starts.push(start);
    // The end of a signal is a window of its own.
    if (end === values.length && starts.at(-1) !== last) starts.push(last);
    await add(model, values, scale, starts, { sums, shares, from });
  }
  return Float32Array.from(sums, (sum, i) => sum / (shares[i] || 1));
}

async function add(
  model: Autoencoder,
  values: Float32Array,
  scale: { mean: number; deviation: number },
  starts: number[],
  { sums, shares, from }: { sums: Float64Array; shares: Float64Array; from: number },
): Promise<void> {
  if (starts.length === 0) return;
  const windows = new Float32Array(starts.length * windowLength);
  starts.forEach((start, k) =>
    windows.set(
      windowsOf(values, { from: start, to: start + windowLength, hop, ...scale }),
      k * windowLength,
    ),
  );
  const outputs = await model.reconstruct(windows);
  starts.forEach((start, k) => {
    for (let i = 0; i < windowLength; i++) {
      const place = start + i - from;
      if (place < 0 || place >= sums.length) continue;
      sums[place]! += weights[i]! * (outputs[k * windowLength + i]! * scale.deviation + scale.mean);
      shares[place]! += weights[i]!;
    }
  });
}
