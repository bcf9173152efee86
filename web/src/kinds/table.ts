import type { FieldKey, Values } from "../training/fields";
import { base, common, type Kind } from "./kind";

/** Rows of a table, standardised: a narrow network with a linear output, learnt from normal rows (vanilla otherwise). */
export const tableKind: Kind = {
  id: "vanilla",
  defaults: { ...common, act: "tanh", code: "linear", out: "linear", latent: 6, lr: 0.001, epochs: 100 },
  main: ["latent", "epochs", "lr"],
  more: ["layers", "act", "code", "loss", "optimizer", "schedule", "batch", "stop", "seed"] as FieldKey[],
  layerChoices: ["none", "16", "32", "32-16", "64-32", "128-64"],
  overrides: base,
};

/** What a table's network opens with. */
export const tableValues = (own: Partial<Values>): Values => ({ ...tableKind.defaults, ...own });

/** What somebody's own table opens with. */
export const ownTableValues = tableValues({ layers: "32", latent: 8, epochs: 40, lr: 0.003 });
