import type { View } from "../view";
import { NewOnes } from "./new-ones.svelte";
import Panel from "./Panel.svelte";

/** New pictures, decoded from random codes. */
export const newOnes: View<NewOnes> = { create: (pins) => new NewOnes(pins), Panel };
