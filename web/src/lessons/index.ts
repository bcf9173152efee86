import Overview from "./Overview.svelte";

export const lessonsDesk = { id: "lessons", Desk: Overview } as const;
