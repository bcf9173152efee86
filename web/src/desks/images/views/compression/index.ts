import type { View } from "../view";
import { Compression } from "./compression.svelte";
import Panel from "./Panel.svelte";

/** How small a picture becomes, beside PNG, JPEG and PCA. */
export const compression: View<Compression> = { create: () => new Compression(), Panel };
