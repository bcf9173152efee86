import type { View } from "../view";
import { LatentMap } from "./latent-map.svelte";
import Panel from "./Panel.svelte";

/** Where the codes of the held-out pictures lie. */
export const latentMap: View<LatentMap> = { create: () => new LatentMap(), Panel };
