// Where the band meets the parts of the row, and the strongest contributions between them.

import type { Weights } from "../../../engine/client";
import type { Stop } from "./Band.svelte";
import { cellGrid, latentForm } from "./layout";
import { kernelOf, strongest, type Node, type ForwardPass } from "./network";

/** A part of the row, in pixels from its upper left. */
export interface Rect {
  name: string;
  left: number;
  right: number;
  middle: number;
  height: number;
}

/** Of all parts of `stage` that match. */
export function rectsOf(stage: HTMLElement, selector: string): Rect[] {
  const home = stage.getBoundingClientRect();
  return [...stage.querySelectorAll<HTMLElement>(selector)].map((box) => {
    const { left, right, top, height } = box.getBoundingClientRect();
    return {
      name: box.dataset.stop ?? "",
      left: left - home.left,
      right: right - home.left,
      middle: top + height / 2 - home.top,
      height,
    };
  });
}

interface Network {
  forwardPass: ForwardPass | null;
  weights: Weights[];
  shape: [number, number, number];
  /** Whether another code is held than the input's own: then the encoder fades. */
  held: boolean;
}

const mostLinks = 70;

export function stopsOf(rects: Rect[], network: Network): Stop[] {
  // Where input and output stand above the others, the band is between those alone.
  const row = rects.find(({ name }) => name !== "input" && name !== "output");
  const beside = rects.filter(({ middle }) => !row || Math.abs(middle - row.middle) < 40);
  const nodes = network.forwardPass?.nodes ?? [];
  return beside.map(({ name, ...rect }, i) => {
    const node = nodes.find(({ layer }) => layer === name);
    const height = bandHeight(node, rect.height);
    const place = (unit: number) => rect.middle - height / 2 + shareOf(unit, node, network.shape) * height;
    const next = beside[i + 1]?.name;
    const part = node?.part ?? (name === "output" ? "decoder" : "encoder");
    return {
      ...rect,
      height,
      place,
      links: next ? linksTo(next, name, network) : [],
      faded: network.held && part === "encoder",
    };
  });
}

/** The band is narrower than the box of bars, and a point at the plane. */
function bandHeight(node: Node | undefined, height: number): number {
  const form = node?.part === "latent" ? latentForm(node.values.length) : "cells";
  return form === "bars" ? 0.6 * height : form === "plane" ? 14 : height;
}

/** Where a unit is, from the top. */
function shareOf(unit: number, node: Node | undefined, [height, width]: [number, number, number]): number {
  if (!node) return (Math.floor(unit / width) + 0.5) / height;
  const count = node.values.length;
  if (node.part === "latent") return (unit + 0.5) / count;
  const { rows } = cellGrid(count);
  return ((unit % rows) + 0.5) / rows;
}

/** Through a dense layer from one stop to the next. */
function linksTo(next: string, name: string, { forwardPass, weights }: Network): Stop["links"] {
  if (!forwardPass) return [];
  const values = forwardPass.nodes.find(({ layer }) => layer === name)?.values ?? forwardPass.seen;
  const decoders = weights.filter(
    ({ name: weight }) => weight.startsWith("decoder.") && weight.endsWith(".kernel"),
  );
  const layer = next === "output" ? decoders.at(-1)?.name.replace(".kernel", "") : next;
  const kernel = layer && kernelOf(weights, layer);
  return kernel ? strongest(values, kernel, mostLinks) : [];
}
