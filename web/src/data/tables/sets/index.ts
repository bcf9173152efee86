// The tables of the page, in the order in which they are offered: a line each. words/LANGUAGE/anomalies.ts has their names.

import { heartbeats } from "./heartbeats";
import type { TableSet } from "./set";
import { shuttle } from "./shuttle";
import { transactions } from "./transactions";
import { tumours } from "./tumours";
import { vibration } from "./vibration";

const all = { tumours, heartbeats, shuttle, transactions, vibration };

export type TableId = keyof typeof all;
export const tableSets: Record<TableId, TableSet> = all;
export const tableIds = Object.keys(all) as TableId[];
