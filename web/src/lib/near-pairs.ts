// Pairs of rows that are almost the same, among many.

export interface Pair {
  first: number;
  second: number;
  cosine: number;
}

/** All pairs of rows of length 1 (or all zeros) whose cosine is at least `least`, the nearest first; no more than `most`. */
export function nearPairs(rows: Float32Array, width: number, least: number, most: number): Pair[] {
  const isSparse = rows.reduce((used, value) => used + Number(value !== 0), 0) < rows.length / 8;
  const pairs = isSparse ? sparsePairs(rows, width, least) : densePairs(rows, width, least);
  return pairs.sort((a, b) => b.cosine - a.cosine || a.first - b.first).slice(0, most);
}

/** So many numbers are compared before the rest is: what they leave can add no more than its length. */
const prefix = 24;

function densePairs(rows: Float32Array, width: number, least: number): Pair[] {
  const count = rows.length / width;
  const head = Math.min(prefix, width);
  const rest = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    let square = 0;
    for (let k = head; k < width; k++) square += rows[i * width + k]! ** 2;
    rest[i] = Math.sqrt(square);
  }
  const pairs: Pair[] = [];
  for (let i = 1; i < count; i++)
    for (let j = 0; j < i; j++) {
      let cosine = 0;
      for (let k = 0; k < head; k++) cosine += rows[i * width + k]! * rows[j * width + k]!;
      if (cosine + rest[i]! * rest[j]! < least - 1e-5) continue;
      for (let k = head; k < width; k++) cosine += rows[i * width + k]! * rows[j * width + k]!;
      if (cosine >= least) pairs.push({ first: j, second: i, cosine });
    }
  return pairs;
}

/** By the rows that have each number: two that share none need no look. */
function sparsePairs(rows: Float32Array, width: number, least: number): Pair[] {
  const count = rows.length / width;
  const holders: { row: number; value: number }[][] = Array.from({ length: width }, () => []);
  const sums = new Float32Array(count);
  const pairs: Pair[] = [];
  for (let i = 0; i < count; i++) {
    sums.fill(0, 0, i);
    for (let k = 0; k < width; k++) {
      const value = rows[i * width + k]!;
      if (value === 0) continue;
      for (const other of holders[k]!) sums[other.row]! += value * other.value;
      holders[k]!.push({ row: i, value });
    }
    for (let j = 0; j < i; j++) if (sums[j]! >= least) pairs.push({ first: j, second: i, cosine: sums[j]! });
  }
  return pairs;
}
