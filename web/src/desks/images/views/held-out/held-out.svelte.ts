// Some held-out pictures beside what the network makes of them, and figures over all of them.

import { featuresOf, heldOutSample, someOfEach, type Sample } from "../../../../data/dataset";
import { errorsOf, meanSsim, mse, psnr } from "../../../../lib/measure";
import { join } from "../../../../lib/join";
import { pictureAt } from "../../../../lib/pictures";
import { randomNumbers } from "../../../../lib/random";
import type { InspectedNetwork } from "../../inspected";
import type { ViewState } from "../view";

export interface StripItem extends Sample {
  noisy: Float32Array;
  output: Float32Array;
}

/** Which pictures: one of each class, those restored worst or best, or any. */
export type Order = "classes" | "worst" | "best" | "random";
export const orders: Order[] = ["classes", "worst", "best", "random"];

/** Over all held-out pictures; of the noisy ones, where there are such, too. */
export interface Measured {
  error: number;
  psnr: number;
  ssim: number;
  noisyError: number | null;
}

const shown = 10;

export class HeldOut implements ViewState {
  order = $state<Order>("classes");
  items = $state.raw<StripItem[]>([]);
  measured = $state.raw<Measured | null>(null);
  #turn = 0;
  #key = "";
  #measuredKey = "";

  async look(network: InspectedNetwork): Promise<void> {
    const key = [network.key, this.order, this.#turn].join();
    if (key === this.#key) return;
    const items = await (this.order === "worst" || this.order === "best"
      ? this.#byError(network, this.order)
      : this.#some(network, this.#chosen(network)));
    if (!network.isShown()) return;
    this.#key = key;
    this.items = items;
  }

  /** Others of the same order. */
  turn(): void {
    this.#turn++;
  }

  choose(order: Order): void {
    this.order = order;
    this.#turn = 0;
  }

  /** Over all of them: for when it rests. */
  async measure(network: InspectedNetwork): Promise<void> {
    if (network.session.training) {
      this.measured = null;
      this.#measuredKey = "";
      return;
    }
    if (this.#measuredKey === network.key) return;
    const { set, clean, seen, model, session } = network;
    const { steps } = session;
    const outputs = await model.reconstruct(seen.dataset);
    const error = mse(outputs, clean.pixels);
    const isWanted = () => network.isShown() && !session.training && session.steps === steps;
    const size = { width: set.shape[1], channels: set.shape[2], features: featuresOf(set) };
    const similarity = await meanSsim(outputs, clean.pixels, size, isWanted);
    if (similarity === null || !isWanted()) return;
    this.#measuredKey = network.key;
    this.measured = {
      error,
      psnr: psnr(error),
      ssim: similarity,
      noisyError: seen === clean ? null : mse(seen.pixels, clean.pixels),
    };
  }

  forget(): void {
    this.measured = null;
    this.#measuredKey = this.#key = "";
  }

  #chosen({ set }: InspectedNetwork): number[] {
    if (this.order === "classes") return someOfEach(set, this.#turn);
    const random = randomNumbers(this.#turn + 1);
    const all = [...set.heldOutLabels.keys()];
    return Array.from(
      { length: Math.min(shown, all.length) },
      () => all.splice(Math.floor(random() * all.length), 1)[0]!,
    );
  }

  async #some({ set, seen, model }: InspectedNetwork, indices: number[]): Promise<StripItem[]> {
    const features = featuresOf(set);
    const outputs = await model.reconstruct(join(indices.map((i) => pictureAt(seen.pixels, i, features))));
    return indices.map((index, i) => ({
      ...heldOutSample(set, index),
      noisy: pictureAt(seen.pixels, index, features),
      output: pictureAt(outputs, i, features),
    }));
  }

  async #byError(
    { set, seen, clean, model }: InspectedNetwork,
    order: "worst" | "best",
  ): Promise<StripItem[]> {
    const features = featuresOf(set);
    const outputs = await model.reconstruct(seen.dataset);
    const errors = errorsOf(outputs, clean.pixels, features);
    const sorted = [...errors.keys()].sort((a, b) =>
      order === "worst" ? errors[b]! - errors[a]! : errors[a]! - errors[b]!,
    );
    const first = (this.#turn * shown) % sorted.length;
    return sorted.slice(first, first + shown).map((index) => ({
      ...heldOutSample(set, index),
      noisy: pictureAt(seen.pixels, index, features),
      output: pictureAt(outputs, index, features),
    }));
  }
}
