import { base, common, network, training, type Kind } from "./kind";

/** Trains one layer after the other, then all of it together (Bengio et al. 2007). */
export const stacked: Kind = {
  id: "stacked",
  defaults: { ...common, layers: "128-64" },
  main: ["layers", "pretrain", "epochs"],
  more: ["latent", "lr", ...network, ...training],
  layerChoices: ["64", "128-64", "256-128", "256-128-64"],
  overrides: base,
  fit: (values) => (Number(values.pretrain) > 0 ? { pretrain: { epochs: Number(values.pretrain) } } : {}),
};
