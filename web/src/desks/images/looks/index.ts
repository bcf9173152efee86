// The views of a network, of which one is open: it alone computes, and only while it is on the screen.

import type { ViewId } from "../../../app/address";
import { latest } from "../../../lib/latest";
import type { Look, Subject } from "../subject";
import { Between } from "./between.svelte";
import { Compression } from "./compression.svelte";
import { Features } from "./features.svelte";
import { HeldOut } from "./held-out.svelte";
import { LatentMap } from "./latent-map.svelte";
import { NewOnes } from "./new-ones.svelte";
import { Pins } from "./pins.svelte";

// While it trains, a view takes at most about an eighth of the time.
const restFactor = 7;

export class Looks {
  readonly heldOut = new HeldOut();
  readonly map = new LatentMap();
  readonly pins = new Pins();
  readonly newOnes = new NewOnes(this.pins);
  readonly between = new Between();
  readonly features = new Features();
  readonly compression = new Compression();
  readonly #all: Record<ViewId, Look> = {
    "held-out": this.heldOut,
    "latent-map": this.map,
    new: this.newOnes,
    between: this.between,
    features: this.features,
    compression: this.compression,
    compare: this.pins,
  };
  #visible = true;
  #next = 0;

  constructor(
    private readonly desk: {
      subject(): Promise<Subject | null>;
      view(): ViewId;
    },
  ) {}

  set visible(visible: boolean) {
    this.#visible = visible;
    void this.again();
  }

  /** Where something may be new. */
  readonly look = latest(async () => {
    // What nobody looks at must not hold up what trains.
    if (!this.#visible || this.desk.view() !== "features") this.features.cancel();
    if (!this.#visible || document.hidden) return;
    const subject = await this.desk.subject();
    const begun = performance.now();
    if (!subject || (subject.session.training && begun < this.#next)) return;
    try {
      await this.#all[this.desk.view()].look(subject);
    } catch (error) {
      subject.report(error);
    }
    this.#next = performance.now() + restFactor * (performance.now() - begun);
  });

  /** At once: something was asked for. */
  again(): Promise<void> {
    this.#next = 0;
    return this.look();
  }
}
