// What may be looked through on this desk: tables, and pictures.

import { knownSets } from "../../data/scans/load";
import { tableIds } from "../../data/tables/sets";
import type { Words } from "../../words/en";

export type DataId = string;

/** All of them, and somebody's own where these are open. */
export function choicesOf({ anomalies, scans }: Words, own: { id: DataId; label: string } | null) {
  return [
    ...tableIds.map((id) => ({ id: id as DataId, label: anomalies.names[id] })),
    ...knownSets.map((id) => ({ id: id as DataId, label: scans.names[id] })),
    ...(own ? [own] : []),
  ];
}
