import type { View } from "../view";
import { Between } from "./between.svelte";
import Panel from "./Panel.svelte";

/** What lies between two pictures. */
export const between: View<Between> = { create: () => new Between(), Panel };
