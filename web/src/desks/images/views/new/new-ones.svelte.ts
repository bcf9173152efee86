// New pictures, decoded from draws of codes: of this network, and beside it of a pinned one of the same latent size.

import type { Autoencoder } from "../../../../engine/client";
import type { InspectedNetwork } from "../../inspected";
import type { ViewState } from "../view";
import type { Pinned, Pins } from "../compare/pins.svelte";

/** Where codes are drawn from: the prior N(0, 1), or a Gaussian fitted to the training pictures' codes. */
export type Source = "prior" | "codes";
export const count = 24;

export class NewOnes implements ViewState {
  source = $state<Source | null>(null);
  temperature = $state(1);
  seed = $state(0);
  /** Null where there is nothing to draw from yet. */
  mine = $state.raw<Float32Array | null>(null);
  theirs = $state.raw<Float32Array | null>(null);
  other = $state.raw<Pinned | null>(null);
  /** The pinned run that was chosen. */
  chosen = $state<string | null>(null);
  #key = "";

  constructor(private readonly pins: () => Pins) {}

  /** By default the prior where the network was trained towards it. */
  from(network: Pick<InspectedNetwork, "kind">): Source {
    return this.source ?? (network.kind === "variational" ? "prior" : "codes");
  }

  /** Pinned runs that can be compared: draws of the prior are the same only for as many units. */
  candidates({ latentSize, features }: Pick<Autoencoder, "latentSize" | "features">): Pinned[] {
    return this.pins().runs.filter(
      ({ model }) => model?.latentSize === latentSize && model.features === features,
    );
  }

  async look(network: InspectedNetwork): Promise<void> {
    const { model, session } = network;
    const from = this.from(network);
    const { temperature, seed } = this;
    const all = this.candidates(model);
    const other = all.find(({ id }) => id === this.chosen) ?? all[0] ?? null;
    const key = [network.key, from, temperature, seed, other?.id].join();
    if (key === this.#key) return;
    const options = { seed, from, temperature };
    const trained = session.steps > 0 || from === "prior";
    const mine = trained ? await model.sample(count, options).catch(noneYet) : null;
    const theirs = (await other?.model?.sample(count, options)) ?? null;
    if (!network.isShown()) return;
    this.#key = key;
    [this.mine, this.theirs, this.other] = [mine, theirs, other];
  }

  again(): void {
    this.seed++;
  }
}

/** A model opened from a file may know no codes. */
function noneYet(error: unknown): null {
  if ((error as { code?: string }).code === "invalid_config") return null;
  throw error;
}
