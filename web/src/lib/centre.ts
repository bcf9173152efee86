/** The side of the box into which MNIST scales a digit, as a share of the image's side. */
const boxShare = 20 / 28;

/** Ink of 0 to 1, row by row. */
export interface Picture {
  width: number;
  height: number;
  ink: ArrayLike<number>;
}

/**
 * Places a drawing as MNIST does: its bounding box is scaled into 20 x 20 of 28 x 28 keeping its proportions, anti-aliased,
 * and moved by whole pixels until its centre of mass lies nearest to pixel (14, 14). Without ink there is no image.
 */
export function centre(picture: Picture, side = 28): Float32Array | null {
  const bounds = boundingBox(picture);
  if (!bounds) return null;
  const box = Math.round(boxShare * side);
  const scale = box / Math.max(bounds.width, bounds.height);
  const width = Math.max(1, Math.round(bounds.width * scale));
  const height = Math.max(1, Math.round(bounds.height * scale));
  const small = shrink(picture, bounds, width, height);
  const mass = centreOfMass({ width, height, ink: small });

  // Ink is never pushed over the edge, however lopsided the drawing.
  const left = clamp(Math.round(side / 2 - mass.x), 0, side - width);
  const top = clamp(Math.round(side / 2 - mass.y), 0, side - height);
  const image = new Float32Array(side * side);
  for (let y = 0; y < height; y++) {
    image.set(small.subarray(y * width, (y + 1) * width), (top + y) * side + left);
  }
  return image;
}

/** In pixels, where the middle of the first one is 0. */
export function centreOfMass({ width, height, ink }: Picture): { x: number; y: number } {
  let mass = 0;
  let x = 0;
  let y = 0;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const value = ink[row * width + column]!;
      mass += value;
      x += value * column;
      y += value * row;
    }
  }
  return { x: x / mass, y: y / mass };
}

interface Bounds {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Of all ink, in pixels. */
export function boundingBox({ width, height, ink }: Picture): Bounds | null {
  let left = width;
  let right = -1;
  let top = height;
  let bottom = -1;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (!(ink[y * width + x]! > 0)) continue;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      bottom = y;
    }
  }
  return right < 0 ? null : { left, top, width: right - left + 1, height: bottom - top + 1 };
}

// Every new pixel is the mean of the area that it covers: first along the rows, then along the columns.
function shrink(picture: Picture, bounds: Bounds, width: number, height: number): Float32Array {
  const columns = coverage(bounds.width, width);
  const rows = coverage(bounds.height, height);
  const narrow = new Float32Array(width * bounds.height);
  for (let y = 0; y < bounds.height; y++) {
    const start = (bounds.top + y) * picture.width + bounds.left;
    columns.forEach((parts, x) => {
      for (const [index, share] of parts) narrow[y * width + x]! += share * picture.ink[start + index]!;
    });
  }
  const small = new Float32Array(width * height);
  rows.forEach((parts, y) => {
    for (const [index, share] of parts) {
      for (let x = 0; x < width; x++) small[y * width + x]! += share * narrow[index * width + x]!;
    }
  });
  return small;
}

/** For each of `to` equal pieces of a line of `from` pixels: the pixels it covers, and the share of each in it. */
function coverage(from: number, to: number): [index: number, share: number][][] {
  const step = from / to;
  return Array.from({ length: to }, (_, piece) => {
    const start = piece * step;
    const end = start + step;
    const parts: [number, number][] = [];
    for (let index = Math.floor(start); index < Math.min(end, from); index++) {
      const share = (Math.min(end, index + 1) - Math.max(start, index)) / step;
      if (share > 1e-9) parts.push([index, share]);
    }
    return parts;
  });
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
