// The theme's colours, as numbers for canvases; reading them in an effect draws again when the theme changes.

import { recall, remember } from "../lib/storage";

export type Colour = [number, number, number];

interface Colours {
  paper: Colour;
  ink: Colour;
  accent: Colour;
  soft: Colour;
  warm: Colour;
  edge: Colour;
  page: Colour;
  /** One for each of twelve classes. */
  classes: Colour[];
}

class Theme {
  dark = $state(matchMedia("(prefers-color-scheme: dark)").matches);
  #chosen = false;

  constructor() {
    const kept = recall("theme");
    if (kept) [this.dark, this.#chosen] = [kept === "dark", true];
    this.#apply();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", ({ matches }) => {
      if (this.#chosen) return;
      this.dark = matches;
      this.#apply();
    });
  }

  toggle(): void {
    this.dark = !this.dark;
    this.#chosen = true;
    remember("theme", this.dark ? "dark" : "light");
    this.#apply();
  }

  #apply(): void {
    document.documentElement.dataset.theme = this.dark ? "dark" : "light";
  }
}
export const theme = new Theme();

const known: Record<string, Colours> = {};

export function colours(): Colours {
  const name = theme.dark ? "dark" : "light";
  return (known[name] ??= read(name === "dark"));
}

function read(dark: boolean): Colours {
  const style = getComputedStyle(document.documentElement);
  const rgb = (variable: string): Colour => {
    const digits = style.getPropertyValue(variable).trim().slice(1);
    const width = digits.length === 3 ? 1 : 2; // minifiers write #fff for #ffffff
    const part = (i: number) =>
      Number.parseInt(digits.slice(i * width, (i + 1) * width).repeat(3 - width), 16);
    return [part(0), part(1), part(2)];
  };
  return {
    paper: rgb("--paper"),
    ink: dark ? [255, 255, 255] : [12, 14, 16],
    accent: rgb("--accent"),
    soft: rgb("--soft"),
    warm: rgb("--warm"),
    edge: rgb("--edge"),
    page: rgb("--page"),
    classes: Array.from({ length: 12 }, (_, i) => rgb(`--c${i}`)),
  };
}

/** For a canvas. */
export const cssOf = (colour: Colour, alpha = 1): string => `rgb(${colour.join(" ")} / ${alpha})`;

/** Between paper and another colour: 0 to 1. */
export function mix(from: Colour, to: Colour, share: number): Colour {
  const s = Math.max(0, Math.min(1, share));
  return [0, 1, 2].map((i) => from[i]! + (to[i]! - from[i]!) * s) as Colour;
}
