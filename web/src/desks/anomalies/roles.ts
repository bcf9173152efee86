// What the columns of somebody's table are for: guessed, then chosen.

import type { ColumnType } from "hourglass-autoencoder/data";
import type { Preview, PreviewColumn } from "../../data/tables/own";
import { categoriesOf } from "../../data/tables/own";
import { presets } from "./tables";

/** "time" orders the rows, and is no feature. */
export type RoleType = ColumnType | "time";
export const roleTypes: RoleType[] = ["number", "category", "date", "time", "ignore"];

export interface Choice {
  types: RoleType[];
  /** The place of the label's column, and what it says of normal rows. */
  label: number | null;
  normal: string;
  /** Whether it is a feature, too, that a cell is missing. */
  indicators: boolean;
}

export function rolesOf({ columns, rows, labels }: Preview): Choice {
  const types: RoleType[] = columns.map(({ type }) => type);
  const time = types.indexOf("date");
  if (time >= 0) types[time] = "time";
  const label = labels.find((place) => isLikely(columns, place, rows)) ?? null;
  return { types, ...labelled(columns, label), indicators: false };
}

/** Of few values, with a name that says it; or in the last place, with one text that is by far the most frequent. */
function isLikely(columns: PreviewColumn[], place: number, rows: number): boolean {
  const { name, top, type } = columns[place]!;
  if (top.length > 20) return false;
  if (/label|class|state|status|fault|fraud|anomal|target|outcome|diagnos/i.test(name)) return true;
  return place === columns.length - 1 && type === "category" && top[0]![1] > 0.6 * rows;
}

/** Normal is what is most frequent, until somebody says otherwise. */
export function labelled(columns: PreviewColumn[], label: number | null): Pick<Choice, "label" | "normal"> {
  return { label, normal: label === null ? "" : (columns[label]!.top[0]?.[0] ?? "") };
}

/** There is one time at most: another that is chosen takes its place. */
export function withType(choice: Choice, column: number, type: RoleType): Choice {
  const types = choice.types.map((other, i) => {
    if (i === column) return type;
    return type === "time" && other === "time" ? "date" : other;
  });
  return { ...choice, types };
}

export const isUsed = ({ types, label }: Choice, column: number): boolean =>
  column !== label && types[column] !== "ignore" && types[column] !== "time";

export const usedColumns = (choice: Choice): number =>
  choice.types.filter((_, column) => isUsed(choice, column)).length;

/** How many numbers a column becomes. */
export function becomes({ different }: PreviewColumn, type: RoleType): number {
  if (type === "ignore" || type === "time") return 0;
  if (type === "date") return 4; // each of the two circles, of the day and of the week, takes two numbers
  return type === "category" ? categoriesOf(different || 1) : 1;
}

/** How many rows are learnt from, judge as normal ones, and are unusual. */
export function rowCounts({ columns, rows }: Preview, { label, normal }: Choice) {
  const ordinary =
    label === null ? rows : (columns[label]!.top.find(([value]) => value === normal)?.[1] ?? 0);
  const learnt = Math.min(presets.own.learn, Math.floor(0.8 * ordinary));
  return { learnt, others: ordinary - learnt, unusual: rows - ordinary };
}
