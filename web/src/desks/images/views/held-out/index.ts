import type { View } from "../view";
import { HeldOut } from "./held-out.svelte";
import Panel from "./Panel.svelte";

/** Pictures that it never learnt from, and what it makes of them. */
export const heldOut: View<HeldOut> = { create: () => new HeldOut(), Panel };
