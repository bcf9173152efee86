import { base, common, network, training, type Kind } from "./kind";

/** Squeezes a picture through the latent vector and restores it: nothing else. */
export const vanilla: Kind = {
  id: "vanilla",
  defaults: common,
  main: ["latent", "lr", "epochs"],
  more: [...network, ...training],
  overrides: base,
};
