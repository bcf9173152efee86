import Desk from "./Desk.svelte";

export const signs = { id: "signs", Desk } as const;
