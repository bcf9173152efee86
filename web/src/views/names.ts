// Where names of classes stand on a map: beside the densest part of their class, never over each other, over as few marks as can be.

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface Name {
  label: number;
  /** In pixels, as it is drawn. */
  width: number;
}

export interface PlacedName {
  label: number;
  box: Box;
  /** The mark that a line leads to, where the name stands off. */
  leader: [number, number] | null;
}

interface MarkMap {
  /** x and y of each mark in pixels, one after the other. */
  marks: Float32Array;
  labels: ArrayLike<number>;
  width: number;
  height: number;
}

const [step, edge, rounds] = [8, 5, 2];
/** Pixels from the class's densest part, at most; between names; and from where on a line leads to the class. */
const [reach, apart, near] = [170, 6, 16];

/** Names that find no place are left out. `height` is that of a line of text. */
export function placeNames(names: Name[], height: number, map: MarkMap): PlacedName[] {
  const counts = new Counts(map);
  const cores = new Map(names.map(({ label }) => [label, coreOf(map, label)]));
  const placed = new Map<number, Box>();
  const order = [...names].sort((a, b) => b.width - a.width);
  for (let round = 0; round < rounds; round++)
    for (const { label, width } of order) {
      const core = cores.get(label);
      if (!core) continue;
      const others = [...placed].filter(([other]) => other !== label).map(([, box]) => box);
      const box = bestBox(core, width, height, map, counts, others);
      if (box) placed.set(label, box);
      else placed.delete(label);
    }
  return [...placed].map(([label, box]) => {
    const [far, mark] = nearestOf(box, cores.get(label)!.marks);
    return { label, box, leader: far > near ? mark : null };
  });
}

interface Core {
  x: number;
  y: number;
  marks: [number, number][];
}

/** Of a class: around its densest place. */
function coreOf({ marks, labels, width }: MarkMap, label: number): Core | null {
  const own: [number, number][] = [];
  for (let i = 0; i < labels.length; i++)
    if (labels[i] === label) own.push([marks[2 * i]!, marks[2 * i + 1]!]);
  if (own.length === 0) return null;
  const some = own.length > 200 ? own.filter((_, i) => i % Math.ceil(own.length / 200) === 0) : own;
  const spread = (width / 20) ** 2;
  const density = ([x, y]: [number, number]) =>
    some.reduce((sum, [p, q]) => sum + Math.exp(-((x - p) ** 2 + (y - q) ** 2) / (2 * spread)), 0);
  const densities = some.map(density);
  const [cx, cy] = some[densities.indexOf(Math.max(...densities))]!;
  const within = some.filter(([x, y]) => Math.hypot(x - cx, y - cy) < width / 11);
  const mean = (k: 0 | 1) => within.reduce((sum, one) => sum + one[k], 0) / within.length;
  return { x: mean(0), y: mean(1), marks: within };
}

function bestBox(
  core: Core,
  width: number,
  height: number,
  { width: right, height: bottom }: MarkMap,
  counts: Counts,
  taken: Box[],
): Box | null {
  let [best, least] = [null as Box | null, Infinity];
  const between = (low: number, value: number, high: number) => Math.max(low, Math.min(high, value));
  const from = (middle: number, size: number) => between(edge, middle - reach - size / 2, Infinity);
  for (let top = from(core.y, height); top <= Math.min(bottom - height - edge, core.y + reach); top += step)
    for (
      let left = from(core.x, width);
      left <= Math.min(right - width - edge, core.x + reach);
      left += step
    ) {
      const box = { left, top, right: left + width, bottom: top + height };
      const far = gap(box, core.x, core.y);
      // Marks beneath weigh most, then how far away the name stands, then what else is near it.
      const cost = 0.12 * far + 2.5 * counts.within(box, 4);
      if (cost >= least || far > reach || taken.some((other) => overlap(box, other, apart))) continue;
      const [next] = nearestOf(box, core.marks);
      const whole = cost + 0.3 * Math.max(0, next - 14) + 0.2 * counts.within(box, 18);
      if (whole < least) [best, least] = [box, whole];
    }
  return best;
}

export const overlap = (a: Box, b: Box, room = 0): boolean =>
  a.left < b.right + room && b.left < a.right + room && a.top < b.bottom + room && b.top < a.bottom + room;

const gap = ({ left, top, right, bottom }: Box, x: number, y: number): number =>
  Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));

function nearestOf(box: Box, marks: [number, number][]): [number, [number, number]] {
  let [far, found] = [Infinity, marks[0]!];
  for (const mark of marks) {
    const distance = gap(box, ...mark);
    if (distance < far) [far, found] = [distance, mark];
  }
  return [far, found];
}

/** How many marks lie in a box: by sums over all cells above and to the left. */
class Counts {
  static readonly cell = 4;
  readonly #columns: number;
  readonly #rows: number;
  readonly #sums: Int32Array;

  constructor({ marks, width, height }: MarkMap) {
    this.#columns = Math.ceil(width / Counts.cell) + 1;
    this.#rows = Math.ceil(height / Counts.cell) + 1;
    this.#sums = new Int32Array((this.#columns + 1) * (this.#rows + 1));
    const across = this.#columns + 1;
    for (let i = 0; i < marks.length; i += 2) {
      const [x, y] = [Math.floor(marks[i]! / Counts.cell), Math.floor(marks[i + 1]! / Counts.cell)];
      if (x >= 0 && y >= 0 && x < this.#columns && y < this.#rows) this.#sums[(y + 1) * across + x + 1]!++;
    }
    for (let y = 1; y <= this.#rows; y++)
      for (let x = 1; x <= this.#columns; x++)
        this.#sums[y * across + x]! +=
          this.#sums[(y - 1) * across + x]! +
          this.#sums[y * across + x - 1]! -
          this.#sums[(y - 1) * across + x - 1]!;
  }

  within({ left, top, right, bottom }: Box, room: number): number {
    const cell = (value: number, most: number) =>
      Math.max(0, Math.min(most, Math.round(value / Counts.cell)));
    const [x0, x1] = [cell(left - room, this.#columns), cell(right + room, this.#columns)];
    const [y0, y1] = [cell(top - room, this.#rows), cell(bottom + room, this.#rows)];
    const at = (x: number, y: number) => this.#sums[y * (this.#columns + 1) + x]!;
    return at(x1, y1) - at(x0, y1) - at(x1, y0) + at(x0, y0);
  }
}

/** Moves marks apart until hardly any two cover each other; x and y in pixels, `size` across each. Within the map. */
export function spread(marks: Float32Array, size: number, width: number, height: number): Float32Array {
  const moved = Float32Array.from(marks);
  const count = marks.length / 2;
  for (let round = 0; round < 40; round++) {
    const order = [...Array(count).keys()].sort((a, b) => moved[2 * a]! - moved[2 * b]!);
    for (let i = 0; i < count; i++)
      for (let j = i + 1; j < count; j++) {
        const [a, b] = [2 * order[i]!, 2 * order[j]!];
        const dx = moved[b]! - moved[a]!;
        if (dx > size) break;
        const dy = moved[b + 1]! - moved[a + 1]!;
        const far = Math.hypot(dx, dy) || 0.01;
        if (far >= size) continue;
        const push = (size - far) / far / 4;
        moved[a]! -= dx * push;
        moved[a + 1]! -= dy * push;
        moved[b]! += dx * push;
        moved[b + 1]! += dy * push;
      }
  }
  const within = (value: number, most: number) => Math.max(size, Math.min(most - size, value));
  return moved.map((value, i) => within(value, i % 2 ? height : width));
}
