import type { Way } from "../data/sentences/vectors";
import type { FieldKey } from "../training/fields";
import { base, common, type Kind } from "./kind";
import { corruptionOf } from "./denoising";

/**
 * Sentences as weighted parts of words: a linear code that is learnt with most of the parts left out, so that it must tell
 * them by those that come with them. Chosen on the German sentences, reported on the English ones.
 */
const letters: Kind = {
  id: "denoising",
  defaults: {
    ...common,
    code: "linear",
    out: "linear",
    corrupt: "masking",
    noise: 0.6,
    latent: 32,
    lr: 0.003,
    epochs: 100,
  },
  main: ["latent", "epochs", "lr"],
  more: ["layers", "act", "code", "loss", "optimizer", "schedule", "batch", "stop", "seed"] as FieldKey[],
  layerChoices: ["none", "128", "256", "256-128"],
  overrides: (values, format) => ({ ...base(values, format), corruption: corruptionOf(values) }),
};

/** Sentences as the means of their words' vectors. */
const meaning: Kind = {
  ...letters,
  defaults: { ...letters.defaults, noise: 0.5, latent: 16, epochs: 150 },
  layerChoices: ["none", "64", "128"],
};

/** By what sentences are compared by. */
export const textKinds: Record<Way, Kind> = { meaning, letters };
