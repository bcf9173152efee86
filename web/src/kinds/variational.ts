import { base, common, network, training, type Kind } from "./kind";

/** The code is a Gaussian near the prior, so that new pictures can be drawn from it (Kingma and Welling 2014). */
export const variational: Kind = {
  id: "variational",
  defaults: { ...common, layers: "256", latent: 16, code: "linear", loss: "bce", lr: 0.001 },
  main: ["latent", "beta", "epochs"],
  more: ["warmup", "lr", ...network, ...training],
  overrides: (values, format) => ({
    ...base(values, format),
    variational: { beta: Number(values.beta), warmup: Number(values.warmup) },
  }),
};
