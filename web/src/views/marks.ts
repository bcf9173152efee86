// Ten marks for ten classes: told apart by shape as well as by colour.

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
];

/** The mark of a class, around (0, 0). */
export function markOf(label: number, r: number): Path2D {
  const path = new Path2D();
  shapes[label % shapes.length]!(path, r);
  return path;
}

/** The mark and the colour of each of four pinned runs. */
export const runMarks = [5, 3, 9, 6];
