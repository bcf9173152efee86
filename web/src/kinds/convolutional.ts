import { base, common, network, training, type Kind } from "./kind";

/** Looks with small kernels that slide over the picture. */
export const convolutional: Kind = {
  id: "convolutional",
  defaults: { ...common, layers: "c16-c8", code: "linear", epochs: 5 },
  main: ["layers", "latent", "epochs"],
  more: ["lr", ...network, ...training],
  layerChoices: ["c4-c2", "c8-c4", "c16-c8", "c32-c16"],
  overrides: base,
};
