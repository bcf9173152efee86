import Desk from "./Desk.svelte";

export const anomalies = { id: "anomalies", Desk } as const;
