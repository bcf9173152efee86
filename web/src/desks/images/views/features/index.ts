import type { View } from "../view";
import { Features } from "./features.svelte";
import Panel from "./Panel.svelte";

/** What each unit of the code stands for, and how useful they are. */
export const features: View<Features> = { create: () => new Features(), Panel };
