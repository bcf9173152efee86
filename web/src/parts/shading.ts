// What colour a pixel's values have, as a 32-bit word of ImageData.

import { getContext, setContext } from "svelte";
import type { Tone } from "../lib/pictures";
import { mix, type Colour } from "./colours.svelte";

/** image: as the data set's pictures are. ink: 0 is paper, 1 ink. activation: 0 to 1, in the accent's colour. signed: -1 to 1. */
export type As = "image" | "ink" | "activation" | "signed";

/** `at` is the place of a pixel's first channel; `strength` makes it paler. */
export type Shade = (pixels: ArrayLike<number>, at: number, strength?: number) => number;

interface ShadeColours {
  paper: Colour;
  ink: Colour;
  accent: Colour;
  soft: Colour;
}

const key = Symbol("tone");

/** Tells all pictures within a component what their values mean. */
export const provideTone = (tone: () => Tone): void => void setContext(key, tone);
export const toneAround = (): (() => Tone) => getContext<(() => Tone) | undefined>(key) ?? (() => "ink");

const packed = ([r, g, b]: Colour) =>
  (255 << 24) | (Math.round(b) << 16) | (Math.round(g) << 8) | Math.round(r);

const byte = (value: number) => Math.max(0, Math.min(255, Math.round(255 * value)));

/** Of pictures of one channel, or of three, whose mean it takes where no colours are meant. */
export function shading(as: As, tone: Tone, channels: number, colours: ShadeColours, fade = 1): Shade {
  const { paper, ink, accent, soft } = colours;
  if (as === "image" && tone === "light") return light(channels, paper, fade);
  const ramp = (to: Colour) =>
    Uint32Array.from({ length: 256 }, (_, i) => packed(mix(paper, to, (fade * i) / 255)));
  const positive = ramp(as === "image" || as === "ink" ? ink : accent);
  const negative = as === "signed" ? ramp(soft) : positive;
  return (pixels, at, strength = 1) => {
    let sum = 0;
    for (let c = 0; c < channels; c++) sum += pixels[at + c]!;
    const value = (strength * sum) / channels;
    return (value < 0 ? negative : positive)[byte(Math.abs(value))]!;
  };
}

/** 0 is black and 1 white, in every theme. */
function light(channels: number, paper: Colour, fade: number): Shade {
  const part = (channel: number) =>
    Uint8Array.from({ length: 256 }, (_, i) => Math.round(paper[channel]! + (i - paper[channel]!) * fade));
  const [red, green, blue] = [part(0), part(1), part(2)];
  return (pixels, at) => {
    const [r, g, b] = [0, 1, 2].map((c) => byte(pixels[at + (channels === 3 ? c : 0)]!)) as Colour;
    return (255 << 24) | (blue[b]! << 16) | (green[g]! << 8) | red[r]!;
  };
}
