import Desk from "./Desk.svelte";

export const images = { id: "images", Desk } as const;
