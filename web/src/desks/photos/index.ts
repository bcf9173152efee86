import Desk from "./Desk.svelte";

export const photos = { id: "photos", Desk } as const;
