import Desk from "./Desk.svelte";

export const signals = { id: "signals", Desk } as const;
