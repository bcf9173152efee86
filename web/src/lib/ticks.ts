/** Round numbers for a logarithmic axis. */
export function decades(low: number, high: number): number[] {
  const powers = Array.from({ length: 14 }, (_, i) => 10 ** (i - 8));
  const within = (steps: number[]) =>
    powers
      .flatMap((power) => steps.map((step) => step * power))
      .filter((tick) => tick >= low && tick <= high);
  const ticks = within([1, 2, 5]);
  return ticks.length > 1 ? ticks : within([1, 1.5, 2, 3, 4, 5, 7]);
}
