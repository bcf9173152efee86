// The line of PCA in the loss plot: what it reaches with as many components as the code has numbers.

import type { Experiment } from "./experiment";
import { featuresOf, type ImageSet } from "../../data/dataset";
import { corruptionOf } from "../../kinds/denoising";
import { principalError, rangeOf } from "./principal";

export class PrincipalLine {
  /** A mean squared error; undefined where it is not known, or the loss is another. */
  error = $state<number>();
  #key = "";
  #known = new Map<string, Promise<number>>();

  /** Once for each width; where the loss is a squared error and nothing else. */
  async find(set: ImageSet, { kind, values }: Experiment, isShown: () => boolean): Promise<void> {
    const components = Number(values.latent);
    const isOther = values.loss !== "mse" || kind === "variational" || kind === "sparse";
    const corruption = kind === "denoising" ? corruptionOf(values) : null;
    const key = isOther ? "" : JSON.stringify([set.key, components, corruption, values.out]);
    // A failure keeps the line that is there; the next look asks again.
    if (key !== this.#key) this.error = undefined;
    this.#key = key;
    if (isOther || components >= featuresOf(set) || this.error !== undefined) return;
    const found =
      this.#known.get(key) ?? principalError(set, components, corruption, rangeOf(`${values.out}`));
    this.#known.set(key, found);
    found.catch(() => this.#known.delete(key));
    const error = await found;
    if (isShown()) this.error = error;
  }
}
