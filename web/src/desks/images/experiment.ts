// What the images desk's address says: "#/images?kind=denoising&latent=32&view=features".

import { kindExperimentOf, partsOf, type KindExperiment } from "../../kinds/experiment";
import type { ViewId } from "./views";

export interface Experiment extends KindExperiment {
  /** What is looked at below the network. A name that no view has is as good as none. */
  view: ViewId;
}

export function experimentOf(parameters: URLSearchParams): Experiment {
  return { ...kindExperimentOf(parameters), view: (parameters.get("view") ?? "held-out") as ViewId };
}

export function formatExperiment(experiment: Experiment): string {
  const { view } = experiment;
  return `#/images?${[...partsOf(experiment), ...(view === "held-out" ? [] : [`view=${view}`])].join("&")}`;
}
