import type { Corruption } from "../engine/client";
import type { Values } from "../training/fields";
import { base, common, network, training, type Kind } from "./kind";

/** The noise of these settings, at this level. */
export function corruptionOf(values: Values, level = Number(values.noise)): Corruption {
  return { kind: values.corrupt as Corruption["kind"], amount: level };
}

/** Learns to restore the clean picture from a noisy one (Vincent et al. 2008). */
export const denoising: Kind = {
  id: "denoising",
  defaults: { ...common, layers: "128", code: "linear" },
  main: ["latent", "lr", "epochs"],
  more: [...network, ...training],
  overrides: (values, format) => ({ ...base(values, format), corruption: corruptionOf(values) }),
};
