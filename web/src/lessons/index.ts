import Class from "./Class.svelte";
import Overview from "./Overview.svelte";

export const lessonsDesk = { id: "lessons", Desk: Overview } as const;
export const classDesk = { id: "class", Desk: Class } as const;
