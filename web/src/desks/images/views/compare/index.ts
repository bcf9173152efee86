import type { View } from "../view";
import Actions from "./Actions.svelte";
import Panel from "./Panel.svelte";
import { Pins } from "./pins.svelte";

/** Pinned networks beside one another. */
export const compare: View<Pins> = {
  create: () => new Pins(),
  Panel,
  Actions,
  count: ({ runs }) => runs.length,
};
