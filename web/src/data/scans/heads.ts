// Head scans from a formula: nobody's head. What is seen in a slice through one, how heads differ, noise, and lesions.

import { normal, randomNumbers } from "../../lib/random";

export const headSide = 64;

/** Each 1 as usual; 0 is none of it. */
export interface HeadSettings {
  /** How much heads differ in place, size, tilt and inner parts. */
  anatomy: number;
  /** How clearly their parts stand apart. */
  contrast: number;
  noise: number;
  /** How much brighter than its surroundings a lesion is. */
  lesion: number;
}

export interface Head {
  /** 64 x 64 bytes. */
  pixels: Uint8Array;
  /** 1 where the lesion is. */
  truth: Uint8Array | null;
}

interface Ellipse {
  x: number;
  y: number;
  a: number;
  b: number;
  /** In radians. */
  tilt: number;
}

/** How wide edges are blurred, where the picture goes from -1 to 1. */
const blur = 0.035;

/** Adds so much within it; less at its edge, which is blurred. */
function fill(canvas: Float32Array, { x, y, a, b, tilt }: Ellipse, light: number): void {
  const [cos, sin] = [Math.cos(tilt), Math.sin(tilt)];
  const small = Math.min(a, b);
  const reach = Math.max(a, b) + 4 * blur;
  const place = (at: number) => Math.max(0, Math.min(headSide, Math.round(((at + 1) * headSide) / 2)));
  for (let row = place(y - reach); row < place(y + reach); row++)
    for (let column = place(x - reach); column < place(x + reach); column++) {
      const [dx, dy] = [(2 * column + 1) / headSide - 1 - x, (2 * row + 1) / headSide - 1 - y];
      const [u, v] = [(dx * cos + dy * sin) / a, (dy * cos - dx * sin) / b];
      const distance = (Math.sqrt(u * u + v * v) - 1) * small;
      if (distance > 4 * blur) continue;
      const share = distance < -4 * blur ? 1 : 1 / (1 + Math.exp((2.5 * distance) / blur));
      canvas[row * headSide + column]! += light * share;
    }
}

/** The parts of one head, each with how bright it is. */
function partsOf(random: () => number, { anatomy, contrast }: HeadSettings) {
  const vary = (deviation: number) => anatomy * deviation * Math.max(-2.5, Math.min(2.5, normal(random)));
  const [x, y, tilt] = [vary(0.02), vary(0.02), vary(0.04)];
  const [a, b] = [0.68 + vary(0.02), 0.84 + vary(0.02)];
  const wall = 0.075 + vary(0.008);
  const turned = (dx: number, dy: number) => ({
    x: x + dx * Math.cos(tilt) - dy * Math.sin(tilt),
    y: y + dx * Math.sin(tilt) + dy * Math.cos(tilt),
  });
  const brain = { x, y, a: a - wall, b: b - wall, tilt };
  const [spread, lean, long, wide] = [
    0.16 + vary(0.02),
    0.22 + vary(0.06),
    0.25 + vary(0.03),
    0.065 + vary(0.012),
  ];
  const inner = [-1, 1].flatMap((side) => [
    {
      ...turned(side * spread, -0.06 + vary(0.02)),
      a: wide,
      b: long,
      tilt: tilt - side * lean,
      light: -0.24,
    },
    { ...turned(side * (0.29 + vary(0.02)), 0.27 + vary(0.02)), a: 0.12, b: 0.11, tilt, light: 0.11 },
  ]);
  const cerebellum = {
    ...turned(vary(0.02), 0.53 + vary(0.02)),
    a: 0.25 + vary(0.02),
    b: 0.12,
    tilt,
    light: 0.14,
  };
  return {
    skull: { x, y, a, b, tilt },
    brain,
    inner: [...inner, cerebellum].map((part) => ({ ...part, light: contrast * part.light })),
  };
}

/** One head. Its lesion is placed last: with and without it is the same head otherwise. */
export function drawHead(seed: number, settings: HeadSettings, hasLesion: boolean): Head {
  const random = randomNumbers(seed);
  const { skull, brain, inner } = partsOf(random, settings);
  const bone = 0.86;
  const level = 0.36 + 0.02 * settings.anatomy * normal(random);
  const canvas = new Float32Array(headSide ** 2);
  fill(canvas, skull, bone);
  fill(canvas, brain, level - bone);
  for (const part of inner) fill(canvas, part, part.light);
  const truth = hasLesion ? addLesion(canvas, placed(random, brain), 0.12 * settings.lesion) : null;
  const grain = randomNumbers(seed + 2 ** 31);
  const pixels = Uint8Array.from(canvas, (value) => {
    const shade = Math.round(255 * (value + 0.022 * settings.noise * normal(grain)));
    return Math.max(0, Math.min(255, shade));
  });
  return { pixels, truth };
}

/** Where it is more than half there. */
function addLesion(canvas: Float32Array, lesion: Ellipse, light: number): Uint8Array {
  const share = new Float32Array(headSide ** 2);
  fill(share, lesion, 1);
  share.forEach((value, i) => (canvas[i]! += light * value));
  return Uint8Array.from(share, (value) => Number(value > 0.5));
}

/** Somewhere in the brain, two or three pixels in radius. */
function placed(random: () => number, { x, y, a, b }: Ellipse): Ellipse {
  const [angle, distance] = [2 * Math.PI * random(), 0.8 * Math.sqrt(random())];
  const radius = 0.055 + 0.035 * random();
  const stretch = 0.8 + 0.4 * random();
  return {
    x: x + a * distance * Math.cos(angle),
    y: y + b * distance * Math.sin(angle),
    a: radius * stretch,
    b: radius / stretch,
    tilt: Math.PI * random(),
  };
}
