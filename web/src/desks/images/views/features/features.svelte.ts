// What each latent unit stands for, how much it is used, and how useful all of them are.

import { featuresOf } from "../../../../data/dataset";
import { pictureAt } from "../../../../lib/pictures";
import { silence, unitStatistics, type UnitStatistics } from "../../../../lib/units";
import type { InspectedNetwork } from "../../inspected";
import type { ViewState } from "../view";
import { codesOf, probe, probePixels, probePrincipal } from "../../usefulness";

export interface Unit {
  index: number;
  /** How the output changes when the unit moves from its mean by one standard deviation. */
  change: Float32Array;
  /** Root of the mean square of that: by it units are sorted. */
  use: number;
  mean: number;
  deviation: number;
  /** Share of the held-out pictures in which it is not 0. */
  share: number;
}

export interface Usefulness {
  codes?: number;
  principal?: number;
  pixels?: number;
  /** Rows are true classes, columns predicted ones; counts. */
  confusion?: number[][];
}

export class Features implements ViewState {
  units = $state.raw<Unit[]>([]);
  usefulness = $state.raw<Usefulness>({});
  working = $state(false);
  #key = "";
  #probed = "";
  #abort: AbortController | null = null;

  async look(network: InspectedNetwork): Promise<void> {
    if (network.session.training) this.cancel();
    if (this.#key !== network.key) {
      const { model, seen } = network;
      const statistics = unitStatistics(await model.encode(seen.dataset), model.latentSize);
      const units = await unitsOf(network, statistics);
      if (!network.isShown()) return;
      this.#key = network.key;
      this.units = units;
      if (this.#probed !== network.key) this.usefulness = {};
    }
    if (network.set.classNames.length < 2) return;
    if (!network.session.training && this.#probed !== network.key)
      void this.#probe(network).catch(network.report);
  }

  /** The view was closed. */
  leave(): void {
    this.cancel();
  }

  cancel(): void {
    this.#abort?.abort();
  }

  /** In the background: the network answers meanwhile. */
  async #probe(network: InspectedNetwork): Promise<void> {
    this.cancel();
    const abort = (this.#abort = new AbortController());
    const { signal } = abort;
    const { set, model, trainSet, clean } = network;
    this.#probed = network.key;
    this.working = true;
    const found: Usefulness = {};
    const tell = () => {
      if (!signal.aborted && network.isShown()) this.usefulness = { ...found };
    };
    try {
      const codes = await codesOf(model, { train: trainSet, heldOut: clean.dataset });
      const { accuracy, predictions } = await probe(set, codes, signal);
      found.codes = accuracy;
      found.confusion = confusionOf(set.heldOutLabels, predictions, set.classNames.length);
      tell();
      if (model.latentSize < featuresOf(set)) {
        found.principal = (await probePrincipal(set, model.latentSize, signal)).accuracy;
        tell();
      }
      found.pixels = (await probePixels(set, signal)).accuracy;
      tell();
    } catch (error) {
      this.#probed = "";
      if (!signal.aborted && (error as { code?: string }).code !== "disposed") throw error;
    } finally {
      if (this.#abort === abort) this.working = false;
    }
  }
}

async function unitsOf(
  { model }: InspectedNetwork,
  { mean, deviation, share }: UnitStatistics,
): Promise<Unit[]> {
  const { latentSize, features } = model;
  const codes = Array.from({ length: latentSize + 1 }, (_, unit) => {
    const code = Float32Array.from(mean);
    if (unit < latentSize) code[unit]! += deviation[unit]!;
    return code;
  });
  const outputs = await model.decode(codes);
  const still = pictureAt(outputs, latentSize, features);
  const units = Array.from({ length: latentSize }, (_, index) => {
    const change = pictureAt(outputs, index, features).map((value, i) => value - still[i]!);
    const use = Math.sqrt(change.reduce((sum, value) => sum + value * value, 0) / features);
    return { index, change, use, mean: mean[index]!, deviation: deviation[index]!, share: share[index]! };
  });
  return units.sort((a, b) => b.use - a.use);
}

/** The unit is the same whatever the picture is. */
export const isNever = ({ share, deviation }: Unit): boolean => share === 0 || deviation < silence / 10;

function confusionOf(labels: Uint8Array, predictions: Uint8Array, classes: number): number[][] {
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  labels.forEach((label, i) => counts[label]![predictions[i]!]!++);
  return counts;
}
