// How good at what size: curves of several ways, and what they come to.

export interface Point {
  bytes: number;
  psnr: number;
}

/** In decibels at so many bytes, between the points that it has; null beyond them. */
export function at(points: readonly Point[], bytes: number): number | null {
  const sorted = [...points].sort((a, b) => a.bytes - b.bytes);
  for (let i = 1; i < sorted.length; i++) {
    const [a, b] = [sorted[i - 1]!, sorted[i]!];
    if (bytes < a.bytes || bytes > b.bytes) continue;
    const share = b.bytes === a.bytes ? 0 : Math.log(bytes / a.bytes) / Math.log(b.bytes / a.bytes);
    return a.psnr + share * (b.psnr - a.psnr);
  }
  return null;
}

/** Up to how many bytes the one is at least as good as the other, where both are known; null if nowhere. */
export function aheadUpTo(one: readonly Point[], other: readonly Point[]): number | null {
  const known = [...one, ...other].map(({ bytes }) => bytes).sort((a, b) => a - b);
  let last: number | null = null;
  for (const bytes of known) {
    const [own, its] = [at(one, bytes), at(other, bytes)];
    if (own === null || its === null) continue;
    if (own < its) break;
    last = bytes;
  }
  return last;
}

/** The point that is nearest in size. */
export function nearest<T extends Point>(points: readonly T[], bytes: number): T | null {
  const distance = ({ bytes: own }: Point) => Math.abs(Math.log(own / bytes));
  return points.reduce<T | null>(
    (best, point) => (best && distance(best) <= distance(point) ? best : point),
    null,
  );
}
