import type { FieldKey } from "../training/fields";
import { base, common, type Kind } from "./kind";

/** Windows of a recording, standardised: wide enough to restore them, narrow enough to leave out the noise (vanilla otherwise). */
export const signalKind: Kind = {
  id: "vanilla",
  defaults: {
    ...common,
    layers: "128",
    code: "linear",
    out: "linear",
    latent: 32,
    lr: 0.001,
    epochs: 25,
  },
  main: ["latent", "epochs", "lr"],
  more: ["layers", "act", "code", "loss", "optimizer", "schedule", "batch", "stop", "seed"] as FieldKey[],
  layerChoices: ["none", "64", "128", "128-64", "c8k7-c16k7"],
  overrides: base,
};
