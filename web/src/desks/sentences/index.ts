import Desk from "./Desk.svelte";

export const sentences = { id: "sentences", Desk } as const;
