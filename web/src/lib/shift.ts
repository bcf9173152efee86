/** Whole pixels to the right and down. */
export interface Shift {
  x: number;
  y: number;
}

export const unmoved: Shift = { x: 0, y: 0 };

/** A picture of one channel moved by whole pixels; what comes in from the edge is black, what leaves is lost. */
export function shifted(pixels: Float32Array, width: number, { x, y }: Shift): Float32Array {
  if (x === 0 && y === 0) return pixels;
  const height = pixels.length / width;
  const moved = new Float32Array(pixels.length);
  for (let row = Math.max(0, y); row < Math.min(height, height + y); row++)
    for (let column = Math.max(0, x); column < Math.min(width, width + x); column++)
      moved[row * width + column] = pixels[(row - y) * width + column - x]!;
  return moved;
}
