// The views of a network, of which one is open: it alone computes, and only while it is on the screen.

import { latest } from "../../../lib/latest";
import { Rest } from "../../../lib/rest";
import type { InspectedNetwork } from "../inspected";
import { between } from "./between";
import { compare } from "./compare";
import { compression } from "./compression";
import { features } from "./features";
import { heldOut } from "./held-out";
import { latentMap } from "./latent-map";
import { newOnes } from "./new";
import type { View, ViewState } from "./view";

/** In the order of their tabs, which is that of their keys, too; addresses have these names, and so have words().views.tabs. */
const all = {
  "held-out": heldOut,
  "latent-map": latentMap,
  new: newOnes,
  between,
  features,
  compression,
  compare,
};

export type ViewId = keyof typeof all;
type States = { [Id in ViewId]: (typeof all)[Id] extends View<infer State> ? State : never };

export const views: Record<ViewId, View<never>> = all as Record<ViewId, View<never>>;
export const viewIds = Object.keys(all) as ViewId[];

export class Views {
  readonly #states = Object.fromEntries(
    Object.entries(all).map(([id, view]) => [id, view.create(() => this.state("compare"))]),
  ) as States;
  #rest = new Rest();
  #visible = true;

  constructor(
    private readonly desk: {
      inspected(): Promise<InspectedNetwork | null>;
      open(): ViewId;
    },
  ) {}

  /** What a view computes. */
  state<Id extends ViewId>(id: Id): States[Id] {
    return this.#states[id];
  }

  /** The tabs that there are, with how many they show. */
  get offered(): { id: ViewId; count: number | undefined }[] {
    const counted = viewIds.map((id) => ({ id, count: views[id].count?.(this.state(id) as never) }));
    return counted.filter(({ id, count }) => count !== 0 || id === this.desk.open());
  }

  set visible(visible: boolean) {
    this.#visible = visible;
    void this.again();
  }

  /** Where something may be new. */
  readonly look = latest(async () => {
    const open = this.desk.open();
    // A view that is not on the screen must not slow training down.
    const states: Record<string, ViewState> = this.#states;
    for (const id of viewIds) if (!this.#visible || id !== open) states[id]!.leave?.();
    if (!this.#visible || document.hidden) return;
    const network = await this.desk.inspected();
    if (!network || (network.session.training && !this.#rest.isOver)) return;
    await this.#rest.after(() => states[open]!.look(network).catch(network.report));
  });

  /** At once: something was asked for. */
  again(): Promise<void> {
    this.#rest.end();
    return this.look();
  }
}
