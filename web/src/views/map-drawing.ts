// How the latent map is drawn: tiles behind, the prior, the codes by class, the input.

import type { Tone } from "../lib/pictures";
import { project, type Plane, type Region } from "../lib/plane";
import { cssOf, type Colour } from "../parts/colours.svelte";
import { shading } from "../parts/shading";
import { markOf } from "./marks";

export interface MapColours {
  paper: Colour;
  ink: Colour;
  accent: Colour;
  soft: Colour;
  classes: Colour[];
}

/** From places of the map to pixels, as many across as up. */
export interface Scale {
  x: (value: number) => number;
  y: (value: number) => number;
  /** Pixels of a unit of length. */
  factor: number;
}

/** Fits the region into the canvas without distortion; then zoomed and moved. */
export function scaleOf(
  region: Region,
  { width, height }: { width: number; height: number },
  zoom: { k: number; x: number; y: number },
): Scale {
  const factor = Math.min(width / (region.right - region.left), height / (region.top - region.bottom));
  const [cx, cy] = [(region.left + region.right) / 2, (region.bottom + region.top) / 2];
  return {
    x: (value) => zoom.k * (width / 2 + factor * (value - cx)) + zoom.x,
    y: (value) => zoom.k * (height / 2 - factor * (value - cy)) + zoom.y,
    factor: zoom.k * factor,
  };
}

/** What part of the plane the canvas shows. */
export function shownBy(scale: Scale, { width, height }: { width: number; height: number }): Region {
  const left = -scale.x(0) / scale.factor;
  const top = scale.y(0) / scale.factor;
  return { left, right: left + width / scale.factor, bottom: top - height / scale.factor, top };
}

type Context = CanvasRenderingContext2D;

/** Decoded places, faint. */
export function drawTiles(
  context: Context,
  scale: Scale,
  { region, columns, rows, pixels }: { region: Region; columns: number; rows: number; pixels: Float32Array },
  shape: [number, number, number],
  tone: Tone,
  colours: MapColours,
): void {
  const [height, width, channels] = shape;
  const picture = new OffscreenCanvas(columns * width, rows * height);
  const own = picture.getContext("2d")!;
  const image = own.createImageData(picture.width, picture.height);
  const words = new Uint32Array(image.data.buffer);
  const shade = shading("image", tone, channels, colours, 0.32);
  for (let i = 0; i < columns * rows; i++)
    for (let p = 0; p < width * height; p++) {
      const y = Math.floor(i / columns) * height + Math.floor(p / width);
      words[y * picture.width + (i % columns) * width + (p % width)] = shade(
        pixels,
        (i * width * height + p) * channels,
      );
    }
  own.putImageData(image, 0, 0);
  context.imageSmoothingEnabled = true;
  context.drawImage(
    picture,
    scale.x(region.left),
    scale.y(region.top),
    (region.right - region.left) * scale.factor,
    (region.top - region.bottom) * scale.factor,
  );
}

/** One and two standard deviations of N(0, I) around its own centre: circles on any orthonormal plane. */
export function drawPrior(context: Context, scale: Scale, plane: Plane, { ink, paper }: MapColours): void {
  const [x = 0, y = 0] = project(new Float32Array(plane.origin.length), plane);
  for (const sigma of [1, 2]) {
    context.beginPath();
    context.arc(scale.x(x), scale.y(y), sigma * scale.factor, 0, 2 * Math.PI);
    context.setLineDash([]);
    context.strokeStyle = cssOf(paper, 0.8);
    context.lineWidth = 3;
    context.stroke();
    context.setLineDash([4, 3]);
    context.strokeStyle = cssOf(ink);
    context.lineWidth = 1;
    context.stroke();
  }
  context.setLineDash([]);
}

/** The spread of one code, as it falls on the plane: one standard deviation. */
export function drawSpread(
  context: Context,
  scale: Scale,
  at: { x: number; y: number },
  deviation: Float32Array,
  { u, v }: Plane,
  { ink }: MapColours,
): void {
  const covariance = (p: Float32Array, q: Float32Array) =>
    deviation.reduce((sum, sigma, i) => sum + sigma * sigma * p[i]! * q[i]!, 0);
  const [a, b, c] = [covariance(u, u), covariance(u, v), covariance(v, v)];
  const half = Math.hypot((a - c) / 2, b);
  const mean = (a + c) / 2;
  context.beginPath();
  context.ellipse(
    scale.x(at.x),
    scale.y(at.y),
    Math.sqrt(mean + half) * scale.factor,
    Math.sqrt(Math.max(0, mean - half)) * scale.factor,
    -Math.atan2(2 * b, a - c) / 2, // pixels go down
    0,
    2 * Math.PI,
  );
  context.fillStyle = cssOf(ink, 0.12);
  context.fill();
  context.strokeStyle = cssOf(ink);
  context.lineWidth = 1.5;
  context.stroke();
}

export function drawPoints(
  context: Context,
  scale: Scale,
  points: Float32Array,
  labels: Uint8Array,
  isShown: (label: number) => boolean,
  { classes, paper }: MapColours,
): void {
  const marks = classes.map((_, label) => markOf(label, 3.5));
  context.lineWidth = 1;
  context.strokeStyle = cssOf(paper, 0.7);
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i]! % classes.length;
    if (!isShown(labels[i]!)) continue;
    context.save();
    context.translate(scale.x(points[2 * i]!), scale.y(points[2 * i + 1]!));
    context.fillStyle = cssOf(classes[label]!);
    context.stroke(marks[label]!);
    context.fill(marks[label]!);
    context.restore();
  }
}

/** Each class's name at the median of its points, with a halo. */
export function drawNames(
  context: Context,
  scale: Scale,
  points: Float32Array,
  labels: Uint8Array,
  names: string[],
  isShown: (label: number) => boolean,
  { classes, paper }: MapColours,
): void {
  const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
  context.font = `600 16px ${getComputedStyle(document.body).fontFamily}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  names.forEach((name, label) => {
    const own = [...labels.keys()].filter((i) => labels[i] === label);
    if (!isShown(label) || own.length === 0) return;
    const x = scale.x(median(own.map((i) => points[2 * i]!)));
    const y = scale.y(median(own.map((i) => points[2 * i + 1]!)));
    context.strokeStyle = cssOf(paper, 0.9);
    context.lineWidth = 5;
    context.strokeText(name, x, y);
    context.fillStyle = cssOf(classes[label % classes.length]!);
    context.fillText(name, x, y);
  });
}

/** A ring with a name beside it, on the side where there is room. */
export function drawPlace(
  context: Context,
  x: number,
  y: number,
  name: string,
  width: number,
  { accent, paper }: MapColours,
): void {
  context.beginPath();
  context.arc(x, y, 8, 0, 2 * Math.PI);
  context.strokeStyle = cssOf(paper);
  context.lineWidth = 6;
  context.stroke();
  context.strokeStyle = cssOf(accent);
  context.lineWidth = 2.5;
  context.stroke();
  if (!name) return;
  context.font = `600 13px ${getComputedStyle(document.body).fontFamily}`;
  context.textBaseline = "middle";
  const isRight = x < width - 110;
  context.textAlign = isRight ? "left" : "right";
  context.strokeStyle = cssOf(paper, 0.9);
  context.lineWidth = 4;
  context.strokeText(name, x + (isRight ? 14 : -14), y);
  context.fillStyle = cssOf(accent);
  context.fillText(name, x + (isRight ? 14 : -14), y);
}
