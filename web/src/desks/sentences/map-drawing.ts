// How the map of sentences is drawn: marks by topic or group, names, the sentence in the box and what is near it.

import { cssOf, type Colour } from "../../parts/colours.svelte";
import { regionOf } from "../../lib/plane";
import { drawMark, markOf } from "../../views/marks";
import { overlap, type PlacedName } from "../../views/names";

type Place = [number, number];
type Context = CanvasRenderingContext2D;

interface Drawing {
  width: number;
  height: number;
  /** x and y of each sentence, one after the other. */
  marks: Float32Array;
  labels: ArrayLike<number>;
  names: string[];
  placed: PlacedName[];
  near: Place[];
  nearLabels: number[];
  way: Place[];
  place: Place | null;
  /** What is said beside the place; may be empty. */
  yours: string;
  markSize: number;
  isOutlined: (line: number) => boolean;
  /** The class that is brought forward; null: all alike. */
  forward: number | null;
  pointed: Place | null;
  paint: { paper: Colour; ink: Colour; accent: Colour; soft: Colour; classes: Colour[] };
}

/** From places to pixels: the map fills its room, since distances between groups say nothing; then zoomed and moved. */
export function fitted(
  places: Float32Array,
  { width, height }: { width: number; height: number },
  zoom: { k: number; x: number; y: number },
): { x: (value: number) => number; y: (value: number) => number } {
  const { left, right, top, bottom } = regionOf(places, null);
  return {
    x: (value) => zoom.x + (zoom.k * width * (value - left)) / (right - left),
    y: (value) => zoom.y + (zoom.k * height * (top - value)) / (top - bottom),
  };
}

export const nameHeight = 22;
const markRoom = 20;
const fontOf = (size: number) => `600 ${size}px ${getComputedStyle(document.body).fontFamily}`;
const sizeOf = (isNarrow: boolean) => (isNarrow ? 12 : 14);

let ruler: Context | null = null;

/** In pixels, with the mark before it where it has one. */
export function nameWidth(name: string, hasMark: boolean, isNarrow = false): number {
  ruler ??= document.createElement("canvas").getContext("2d")!;
  ruler.font = fontOf(hasMark ? sizeOf(isNarrow) : 13);
  return ruler.measureText(name).width + (hasMark ? markRoom + 2 : 0);
}

export function drawSentences(context: Context, drawing: Drawing): void {
  const { width, height, paint } = drawing;
  context.fillStyle = cssOf(paint.paper);
  context.fillRect(0, 0, width, height);
  context.lineJoin = "round";
  context.textBaseline = "middle";
  context.textAlign = "left";
  drawMarks(context, drawing);
  drawWays(context, drawing);
  drawNear(context, drawing);
  drawNames(context, drawing);
  drawYours(context, drawing);
  if (!drawing.pointed) return;
  const [x, y] = drawing.pointed;
  context.strokeStyle = cssOf(paint.ink);
  context.lineWidth = 1.5;
  context.strokeRect(x - 8, y - 8, 16, 16);
}

function at(context: Context, [x, y]: Place, draw: () => void): void {
  context.save();
  context.translate(x, y);
  draw();
  context.restore();
}

/** Those of the class that is brought forward come last. */
function drawMarks(context: Context, drawing: Drawing): void {
  const { marks, labels, markSize, isOutlined, forward, paint } = drawing;
  const lines = Array.from({ length: labels.length }, (_, line) => line);
  const isFaded = (line: number) => forward !== null && labels[line] !== forward;
  for (const faded of [true, false])
    for (const line of lines) {
      if (isFaded(line) !== faded) continue;
      at(context, [marks[2 * line]!, marks[2 * line + 1]!], () => {
        drawMark(context, labels[line]!, markSize, paint.classes, faded ? 0.18 : 0.85);
        if (!isOutlined(line) || faded) return;
        context.strokeStyle = cssOf(paint.ink, 0.8);
        context.lineWidth = 1;
        context.stroke(markOf(labels[line]!, markSize + 0.8));
      });
    }
}

function line(context: Context, places: Place[]): void {
  context.beginPath();
  places.forEach(([x, y], i) => context[i ? "lineTo" : "moveTo"](x, y));
  context.stroke();
}

/** To what is near, and from one sentence to another. */
function drawWays(context: Context, { near, way, place, paint }: Drawing): void {
  context.lineWidth = 1.5;
  context.strokeStyle = cssOf(paint.accent, 0.5);
  if (place) for (const one of near) line(context, [place, one]);
  if (way.length === 0) return;
  context.lineWidth = 2.5;
  context.strokeStyle = cssOf(paint.ink);
  context.setLineDash([6, 4]);
  line(context, way);
  context.setLineDash([]);
  for (const one of way) disc(context, one, 4, cssOf(paint.ink));
}

function disc(context: Context, [x, y]: Place, r: number, colour: string): void {
  context.beginPath();
  context.arc(x, y, r, 0, 2 * Math.PI);
  context.fillStyle = colour;
  context.fill();
}

function drawNear(context: Context, { near, nearLabels, markSize, paint }: Drawing): void {
  near.forEach((one, i) => {
    disc(context, one, 2.2 * markSize, cssOf(paint.paper));
    at(context, one, () => drawMark(context, nearLabels[i]!, 1.6 * markSize, paint.classes));
  });
}

function drawNames(context: Context, { placed, names, markSize, forward, paint }: Drawing): void {
  context.lineWidth = 1;
  context.strokeStyle = cssOf(paint.soft);
  for (const { box, leader } of placed) {
    if (!leader) continue;
    const [x, y] = leader;
    const within = (low: number, value: number, high: number) => Math.max(low, Math.min(high, value));
    line(context, [[within(box.left, x, box.right), within(box.top, y, box.bottom)], leader]);
  }
  context.font = fontOf(sizeOf(markSize < 3));
  for (const { label, box } of placed) {
    const y = (box.top + box.bottom) / 2;
    context.globalAlpha = forward === null || forward === label ? 1 : 0.35;
    halo(context, names[label]!, box.left + markRoom, y, cssOf(paint.ink), paint.paper);
    disc(context, [box.left + 9, y], 8, cssOf(paint.paper));
    at(context, [box.left + 9, y], () => drawMark(context, label, 5, paint.classes));
  }
  context.globalAlpha = 1;
}

/** Text that can be read over marks. */
function halo(context: Context, text: string, x: number, y: number, colour: string, paper: Colour): void {
  context.strokeStyle = cssOf(paper, 0.9);
  context.lineWidth = 5;
  context.strokeText(text, x, y);
  context.fillStyle = colour;
  context.fillText(text, x, y);
}

function drawYours(context: Context, drawing: Drawing): void {
  const { place, yours, paint } = drawing;
  if (!place) return;
  const [x, y] = place;
  disc(context, place, 13, cssOf(paint.paper));
  disc(context, place, 10, cssOf(paint.accent, 0.16));
  context.beginPath();
  context.arc(x, y, 10, 0, 2 * Math.PI);
  context.strokeStyle = cssOf(paint.accent);
  context.lineWidth = 3;
  context.stroke();
  disc(context, place, 3, cssOf(paint.ink));
  context.font = fontOf(13);
  const beside = yours && besideOf(place, context.measureText(yours).width, drawing);
  if (beside) halo(context, yours, ...beside, cssOf(paint.accent), paint.paper);
}

/** Where there is room for what is said beside a place: to the right, to the left, above or below; null: nowhere. */
function besideOf([x, y]: Place, wide: number, { width, placed }: Drawing): Place | null {
  const ways: Place[] = [
    [x + 17, y],
    [x - 17 - wide, y],
    [x - wide / 2, y - 24],
    [x - wide / 2, y + 24],
  ];
  const isFree = ([left, middle]: Place) => {
    const box = { left, right: left + wide, top: middle - 10, bottom: middle + 10 };
    return left > 0 && box.right < width && !placed.some((name) => overlap(box, name.box, 2));
  };
  return ways.find(isFree) ?? null;
}
