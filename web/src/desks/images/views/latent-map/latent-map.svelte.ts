// The codes of the held-out pictures on a plane through the latent space, and what the decoder makes of its places.

import type { ImageSet } from "../../../../data/dataset";
import type { Autoencoder, Runtime } from "../../../../engine/client";
import {
  codeAt,
  project,
  regionOf,
  steadied,
  unitPlane,
  type Plane,
  type Region,
} from "../../../../lib/plane";
import { principalPlane } from "../../../../training/principal-plane";
import { unitStatistics } from "../../../../lib/units";
import type { InspectedNetwork } from "../../inspected";
import type { ViewState } from "../view";

export type Axes = "principal" | [number, number];

export interface Codes {
  units: number;
  values: Float32Array;
  /** Standard deviations, of a variational model. */
  deviations: Float32Array | null;
}

export interface MapContent {
  codes: Codes;
  plane: Plane;
  /** Of the codes: x, y of one after the other. */
  points: Float32Array;
  /** Where the points are. */
  region: Region;
  /** Share of the codes' variance that lies in the plane. */
  explained: number;
}

/** What is decoded behind the points: places evenly over a region, row by row from its upper left. */
export interface Tiling {
  region: Region;
  columns: number;
  rows: number;
}
export interface Tiles extends Tiling {
  pixels: Float32Array;
}

export class LatentMap implements ViewState {
  axes = $state.raw<Axes>("principal");
  withTiles = $state(true);
  content = $state.raw<MapContent | null>(null);
  tiles = $state.raw<Tiles | null>(null);
  tiling = $state.raw<Tiling | null>(null);
  #key = "";
  #tilesKey = "";
  #set: ImageSet | null = null;

  async look(network: InspectedNetwork): Promise<void> {
    await this.#findPoints(network);
    await this.#paintTiles(network);
  }

  choose(axes: Axes): void {
    this.axes = axes;
    this.content = null;
    this.#key = "";
  }

  /** The code that a place of the map stands for. */
  codeAt(x: number, y: number): Float32Array | null {
    return this.content && codeAt(this.content.plane, x, this.content.codes.units === 1 ? 0 : y);
  }

  async #findPoints(network: InspectedNetwork): Promise<void> {
    const { axes } = this;
    const key = [network.key, axes].join();
    if (key === this.#key) return;
    const codes = await codesOf(network);
    const isSame = this.#set === network.set && this.content?.codes.units === codes.units;
    const last = isSame ? this.content : null;
    const plane = await planeOf(network.runtime, codes, axes, last?.points ?? null);
    if (!network.isShown() || axes !== this.axes) return;
    const points = project(codes.values, plane);
    // A code of one number has no second axis: each class gets a line of its own.
    if (codes.units === 1) network.set.heldOutLabels.forEach((label, i) => (points[2 * i + 1] = -label));
    [this.#key, this.#set] = [key, network.set];
    this.content = {
      codes,
      plane,
      points,
      region: regionOf(points, last?.region ?? null),
      explained: variance(points, 2) / variance(codes.values, codes.units),
    };
  }

  async #paintTiles(network: InspectedNetwork): Promise<void> {
    const { content, tiling, withTiles } = this;
    if (!content || !tiling || !withTiles) return void (this.tiles = null);
    const { region, columns, rows } = tiling;
    const key = [this.#key, ...Object.values(region), columns, rows].join();
    if (key === this.#tilesKey) return;
    const places = Array.from({ length: columns * rows }, (_, i) => {
      const x = ((i % columns) + 0.5) / columns;
      const y = (Math.floor(i / columns) + 0.5) / rows;
      return this.codeAt(
        region.left + x * (region.right - region.left),
        region.top - y * (region.top - region.bottom),
      )!;
    });
    const pixels = await network.model.decode(places);
    if (!network.isShown()) return;
    this.#tilesKey = key;
    this.tiles = { ...tiling, pixels };
  }
}

async function codesOf({
  model,
  kind,
  seen,
}: { model: Autoencoder } & Pick<InspectedNetwork, "kind" | "seen">): Promise<Codes> {
  const units = model.latentSize;
  if (kind !== "variational" || !model.config.variational)
    return { units, values: await model.encode(seen.dataset), deviations: null };
  const { mean, logVariance } = await model.encode(seen.dataset, { spread: true });
  return { units, values: mean, deviations: logVariance.map((value) => Math.exp(value / 2)) };
}

async function planeOf(
  runtime: Runtime,
  codes: Codes,
  axes: Axes,
  before: Float32Array | null,
): Promise<Plane> {
  const { units, values } = codes;
  if (units <= 2) return unitPlane(new Float32Array(units), [0, 1]);
  if (axes !== "principal") return unitPlane(unitStatistics(values, units).mean, axes);
  const plane = await principalPlane(runtime, values, units);
  return before ? steadied(plane, project(values, plane), before) : plane;
}

/** Summed over columns. */
function variance(values: Float32Array, columns: number): number {
  return unitStatistics(values, columns).deviation.reduce((sum, deviation) => sum + deviation ** 2, 0);
}
