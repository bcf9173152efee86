import Desk from "./Desk.svelte";

export const race = { id: "race", Desk } as const;
