import { base, common, network, training, type Kind } from "./kind";

/** A penalty on the code keeps most units silent, so that each stands for something. */
export const sparse: Kind = {
  id: "sparse",
  defaults: { ...common, latent: 128 },
  main: ["latent", "l1", "epochs"],
  more: ["sparsity", "target", "lr", ...network, ...training],
  // A KL penalty is of activities between 0 and 1: its code is sigmoid.
  idle: ({ sparsity }) => (sparsity === "kl" ? ["code"] : ["target"]),
  overrides: (values, format) => {
    const weight = Number(values.l1);
    const isKl = values.sparsity === "kl";
    const model = base(isKl ? { ...values, code: "sigmoid" } : values, format);
    return {
      ...model,
      sparsity: isKl ? { kind: "kl", weight, target: Number(values.target) } : { kind: "l1", weight },
    };
  },
};
