// Twelve marks for twelve classes: told apart by shape as well as by colour; those beyond are hollow.

import { cssOf, type Colour } from "../parts/colours.svelte";

type Draw = (path: Path2D, r: number) => void;

function polygon(path: Path2D, corners: number, r: number, angle: number): void {
  for (let i = 0; i < corners; i++) {
    const turn = ((angle + (i * 360) / corners) * Math.PI) / 180;
    path[i ? "lineTo" : "moveTo"](r * Math.cos(turn), r * Math.sin(turn));
  }
  path.closePath();
}

function star(path: Path2D, points: number, r: number, inner: number): void {
  for (let i = 0; i < 2 * points; i++) {
    const turn = (i * Math.PI) / points - Math.PI / 2;
    const length = i % 2 ? inner : r;
    path[i ? "lineTo" : "moveTo"](length * Math.cos(turn), length * Math.sin(turn));
  }
  path.closePath();
}

const shapes: Draw[] = [
  (path, r) => path.arc(0, 0, r, 0, 2 * Math.PI),
  (path, r) => path.rect(-0.25 * r, -1.25 * r, 0.5 * r, 2.5 * r),
  (path, r) => polygon(path, 3, 1.25 * r, -90),
  (path, r) => path.rect(-0.9 * r, -0.9 * r, 1.8 * r, 1.8 * r),
  (path, r) => polygon(path, 4, 1.25 * r, 0),
  (path, r) => polygon(path, 5, 1.15 * r, -90),
  (path, r) => polygon(path, 3, 1.25 * r, 90),
  (path, r) => star(path, 4, 1.4 * r, 0.5 * r),
  (path, r) => {
    path.rect(-1.15 * r, -0.3 * r, 2.3 * r, 0.6 * r);
    path.rect(-0.3 * r, -1.15 * r, 0.6 * r, 2.3 * r);
  },
  (path, r) => star(path, 5, 1.4 * r, 0.6 * r),
  cross,
  (path, r) => {
    polygonOf(path, [
      [-r, -1.2 * r],
      [r, -1.2 * r],
      [-r, 1.2 * r],
      [r, 1.2 * r],
    ]);
  },
];

/** Two bars across each other. */
function cross(path: Path2D, r: number): void {
  const [far, thin] = [1.1 * r, 0.42 * r];
  polygonOf(path, [
    [-far, -far + thin],
    [-far + thin, -far],
    [0, -thin],
    [far - thin, -far],
    [far, -far + thin],
    [thin, 0],
    [far, far - thin],
    [far - thin, far],
    [0, thin],
    [-far + thin, far],
    [-far, far - thin],
    [-thin, 0],
  ]);
}

function polygonOf(path: Path2D, corners: [number, number][]): void {
  corners.forEach(([x, y], i) => path[i ? "lineTo" : "moveTo"](x, y));
  path.closePath();
}

/** The mark of a class, around (0, 0). */
export function markOf(label: number, r: number): Path2D {
  const path = new Path2D();
  shapes[label % shapes.length]!(path, r);
  return path;
}

/** Draws the mark of a class around (0, 0). */
export function drawMark(
  context: CanvasRenderingContext2D,
  label: number,
  r: number,
  classes: Colour[],
  alpha = 1,
): void {
  const mark = markOf(label, r);
  const colour = cssOf(classes[label % classes.length]!, alpha);
  if (label < shapes.length) {
    context.fillStyle = colour;
    context.fill(mark);
    return;
  }
  context.strokeStyle = colour;
  context.lineWidth = Math.max(1, 0.3 * r);
  context.stroke(mark);
}

/** The mark and the colour of each of four pinned runs. */
export const runMarks = [5, 3, 9, 6];
