/** Whole pixels to the right and down. */
export interface Shift {
  x: number;
  y: number;
}

export const unmoved: Shift = { x: 0, y: 0 };

/** A picture [height, width, channels] moved by whole pixels; what comes in from the edge is `empty`, what leaves is lost. */
export function shifted(
  pixels: Float32Array,
  [height, width, channels]: [number, number, number],
  { x, y }: Shift,
  empty = 0,
): Float32Array {
  if (x === 0 && y === 0) return pixels;
  const moved = new Float32Array(pixels.length).fill(empty);
  for (let row = Math.max(0, y); row < Math.min(height, height + y); row++)
    for (let column = Math.max(0, x); column < Math.min(width, width + x); column++) {
      const from = ((row - y) * width + column - x) * channels;
      moved.set(pixels.subarray(from, from + channels), (row * width + column) * channels);
    }
  return moved;
}
