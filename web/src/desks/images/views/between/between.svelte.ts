// From one picture to another along the straight line between their codes.

import { heldOutSample, type ImageSet, type Sample } from "../../../../data/dataset";
import { join } from "../../../../lib/join";
import { between, pictureAt } from "../../../../lib/pictures";
import { Pace } from "../../../../lib/pace";
import { randomNumbers } from "../../../../lib/random";
import type { InspectedNetwork } from "../../inspected";
import type { ViewState } from "../view";

export const frames = 9;

/** One of the two pictures: a held-out one, or a drawing, whose label nobody knows. */
export type End = Pick<Sample, "pixels"> & { label: number | null };
export type Side = "from" | "to";

export interface Film {
  /** The codes of the two pictures. */
  codes: [Float32Array, Float32Array];
  /** Decoded, `frames` pictures from one end to the other. */
  decoded: Float32Array;
  /** The first and the last of these, mixed pixel by pixel: a fair comparison, as no output is as sharp as an input. */
  mixed: Float32Array;
}

/** How often the decoded picture half way is nearer to a training picture than the mix of the two outputs is. */
export interface Halfway {
  nearer: number;
  pairs: number;
}

const pairs = 100;
const compared = 2000; // training pictures

export class Between implements ViewState {
  from = $state.raw<End | null>(null);
  to = $state.raw<End | null>(null);
  film = $state.raw<Film | null>(null);
  halfway = $state.raw<Halfway | null>(null);
  /** Where the slider stands, from 0 to 1; null before it was touched. */
  place = $state<number | null>(null);
  #key = "";
  #turn = 0;
  #set: ImageSet | null = null;
  #halfwayOf = "";

  async look(network: InspectedNetwork): Promise<void> {
    const { model } = network;
    if (this.#set !== network.set) this.from = this.to = null;
    this.#set = network.set;
    this.from ??= isBlank(network.input) ? this.#any(network, null) : { pixels: network.input, label: null };
    this.to ??= this.#any(network, this.from.label);
    if (network.session.training) this.halfway = null;
    else if (this.#halfwayOf !== network.key) void this.#measure(network);
    const { from, to } = this;
    const key = [network.key, this.#turn].join();
    if (key === this.#key) return;
    const [a, b] = [await network.corrupt(from.pixels), await network.corrupt(to.pixels)];
    const codes = await model.encode(join([a, b]));
    const decoded = await model.interpolate(a, b, frames);
    if (!network.isShown() || from !== this.from || to !== this.to) return;
    const { features, latentSize } = model;
    const ends = [pictureAt(decoded, 0, features), pictureAt(decoded, frames - 1, features)] as const;
    this.#key = key;
    this.film = {
      codes: [codes.slice(0, latentSize), codes.slice(latentSize)],
      decoded,
      mixed: join(Array.from({ length: frames }, (_, i) => between(...ends, i / (frames - 1)))),
    };
  }

  /** The code at the slider. */
  get code(): Float32Array | null {
    return this.film && this.place !== null ? between(...this.film.codes, this.place) : null;
  }

  set(side: Side, end: End): void {
    this[side] = end;
    this.#turn++;
  }

  /** Another held-out picture. */
  another(side: Side, network: Pick<InspectedNetwork, "set">): void {
    this.set(side, this.#any(network, this[side === "from" ? "to" : "from"]?.label ?? null));
  }

  async #measure(network: InspectedNetwork): Promise<void> {
    this.#halfwayOf = network.key;
    this.halfway = null;
    if (network.session.steps === 0) return;
    const found = await halfwayOf(network).catch(() => null); // the model may be gone
    if (found && this.#halfwayOf === network.key && !network.session.training) this.halfway = found;
  }

  #any({ set }: Pick<InspectedNetwork, "set">, other: number | null): End {
    const random = randomNumbers(++this.#turn);
    const any = () => Math.floor(random() * set.heldOutLabels.length);
    let index = any();
    for (let i = 0; i < 20 && set.heldOutLabels[index] === other; i++) index = any();
    return heldOutSample(set, index);
  }
}

const isBlank = (pixels: Float32Array) => pixels.every((value) => value === pixels[0]);

async function halfwayOf({ model, seen, set }: InspectedNetwork): Promise<Halfway> {
  const { features, latentSize } = model;
  const random = randomNumbers(1);
  const ends = Array.from({ length: 2 * pairs }, () =>
    pictureAt(seen.pixels, Math.floor(random() * set.heldOutLabels.length), features),
  );
  const codes = await model.encode(join(ends));
  const outputs = await model.decode(codes);
  const half = (all: Float32Array, size: number) =>
    Array.from({ length: pairs }, (_, i) =>
      between(pictureAt(all, 2 * i, size), pictureAt(all, 2 * i + 1, size), 0.5),
    );
  const decoded = await model.decode(join(half(codes, latentSize)));
  const mixed = half(outputs, features);
  const pace = new Pace();
  let nearer = 0;
  for (let i = 0; i < pairs; i++) {
    const [own, other] = [pictureAt(decoded, i, features), mixed[i]!];
    if (distance(own, set.train) < distance(other, set.train)) nearer++;
    await pace.rest();
  }
  return { nearer, pairs };
}

/** Squared, to the nearest of some training pictures, whose bytes stand for 0 to 1. */
function distance(pixels: Float32Array, train: Uint8Array): number {
  const features = pixels.length;
  const count = Math.min(compared, train.length / features);
  let least = Infinity;
  for (let i = 0; i < count; i++) {
    let sum = 0;
    for (let j = 0; j < features && sum < least; j++)
      sum += (pixels[j]! - train[i * features + j]! / 255) ** 2;
    least = Math.min(least, sum);
  }
  return least;
}
