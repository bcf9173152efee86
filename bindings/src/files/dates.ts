// How a column writes its dates and times: found out from many of its cells, then used for all. Without a zone they are UTC,
// so that the same file means the same everywhere.

import { isMissing } from "../data/values.js";
import type { DateOrder } from "./reading.js";

/** "compact": 20250105, perhaps with a time. "clock": times of day alone, as seconds. */
export type DateForm = DateOrder | "word" | "compact" | "clock";

const monthWords = [
  "jan", "feb", "mar|mär|mrz|maer", "apr|avr", "may|mai", "jun|juin", "jul|juil",
  "aug|aoû", "sep", "oct|okt", "nov", "dec|dez|déc",
].map((words) => words.split("|")); // prettier-ignore

function monthOf(word: string): number | undefined {
  const lower = word.toLowerCase();
  const place = monthWords.findIndex((words) => words.some((start) => lower.startsWith(start)));
  return place < 0 ? undefined : place + 1;
}

const clockText =
  "(上午|下午)?\\s*(\\d{1,3})(?:[:时時](\\d{1,2}))(?:[:分](\\d{1,2})(?:[.,](\\d+))?)?[秒分]?\\s*([ap]\\.?m\\.?)?";
const zoneText = "\\s*(z|utc|gmt|[+-]\\d{2}(?::?\\d{2})?)?(?:\\s*\\[[^\\]]*\\])?";
const clock = new RegExp(`^${clockText}${zoneText}$`, "iu");
const yearFirst =
  /^(\d{4})(?:([-/.])(\d{1,2})(?:\2(\d{1,2}))?|\s*年\s*(\d{1,2})\s*月(?:\s*(\d{1,2})\s*日)?)(?=$|[T\s,_]|上|下)[T\s,_]*(.*)$/i;
const yearLast = /^(\d{1,2})([-/.])\s?(\d{1,2})\2\s?(\d{4}|\d{2})(?=$|[T\s,])[T\s,]*(.*)$/i;
const dayWord =
  /^(?:[a-zä]{2,9}\.?,\s+)?(\d{1,2})\.?[\s-]+([a-zäûé]{3,9})\.?[\s,-]+(\d{4}|\d{2})(?=$|[T\s,:])[T\s,:]*(.*)$/i;
const wordDay =
  /^(?:[a-zä]{2,9}\.?,?\s+)?([a-zäûé]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?=$|[T\s,])[T\s,]*(.*)$/i;
const compact = /^(\d{4})(\d{2})(\d{2})(?:[T_ -]?(\d{2})(\d{2})(\d{2})?)?Z?$/i;

/** Minutes, seconds and their fraction, as PhysioNet writes them: "1:02.504". */
const stopwatch = /^(\d{1,4}):(\d{1,2})([.,]\d+)$/;

/** Milliseconds into a day, less the zone's; undefined where it is no time. What is alone may be longer than a day. */
function clockOf(text: string, mostHours = 24): number | undefined {
  const short = stopwatch.exec(text);
  if (short) return 60_000 * Number(short[1]) + 1000 * Number(`${short[2]}${short[3]!.replace(",", ".")}`);
  const found = clock.exec(text);
  if (!found) return undefined;
  const [, half, hourText, minute = "0", second = "0", fraction = "", noon = "", zone = ""] = found;
  let hour = Number(hourText);
  const isPm = /^p/i.test(noon) || half === "下午";
  if (noon !== "" || half !== undefined) {
    if (hour < 1 || hour > 12) return undefined;
    hour = (hour % 12) + (isPm ? 12 : 0);
  }
  if (hour > mostHours || Number(minute) > 59 || Number(second) > 60) return undefined;
  const time =
    ((hour * 60 + Number(minute)) * 60 + Number(second)) * 1000 + 1000 * Number(`0.${fraction || 0}`);
  return time - zoneOf(zone);
}

function zoneOf(zone: string): number {
  const found = /([+-])(\d{2}):?(\d{2})?/.exec(zone);
  if (!found) return 0;
  return (found[1] === "-" ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3] ?? 0)) * 60_000;
}

/** Years of two digits are from 1969 to 2068, as POSIX has it. */
function fullYear(year: string): number {
  if (year.length > 2) return Number(year);
  return Number(year) + (Number(year) < 69 ? 2000 : 1900);
}

function timeOf(year: number, month: number, day: number, rest = ""): number | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  // The 31st of February is none, though Date takes it.
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || year < 1000) return undefined;
  const time = rest.trim() === "" ? 0 : clockOf(rest.trim());
  return time === undefined ? undefined : date.getTime() + time;
}

function ofWords(text: string): number | undefined {
  const day = dayWord.exec(text);
  const found = day ? [day[3], day[2], day[1], day[4]] : undefined;
  const other = found ? undefined : wordDay.exec(text);
  const [year, word, number, rest] = found ?? (other ? [other[3], other[1], other[2], other[4]] : []);
  const month = word === undefined ? undefined : monthOf(word);
  return month === undefined ? undefined : timeOf(fullYear(year!), month, Number(number), rest);
}

function ofCompact(text: string): number | undefined {
  const found = compact.exec(text);
  if (!found) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found
    .slice(1)
    .map((part) => Number(part ?? 0));
  if (year < 1900 || year > 2100 || hour > 23 || minute > 59 || second > 59) return undefined;
  const time = timeOf(year, month, day);
  return time === undefined ? undefined : time + ((hour * 60 + minute) * 60 + second) * 1000;
}

/** Milliseconds since 1970, of "clock" since midnight; undefined where the cell is not of that form. */
export function dateIn(cell: string, form: DateForm): number | undefined {
  const text = cell.trim();
  if (form === "clock") return clockOf(text, 999);
  if (form === "compact") return ofCompact(text);
  if (form === "word") return ofWords(text);
  const first = yearFirst.exec(text);
  if (first)
    return timeOf(
      Number(first[1]),
      Number(first[3] ?? first[5]),
      Number(first[4] ?? first[6] ?? 1),
      first[7],
    );
  const found = yearLast.exec(text);
  if (!found) return undefined;
  const [, a = "", , b = "", c = "", rest] = found;
  if (form === "ymd")
    return c.length === 2 ? timeOf(fullYear(a.padStart(2, "0")), Number(b), Number(c), rest) : undefined;
  const [day, month] = form === "dmy" ? [a, b] : [b, a];
  return timeOf(fullYear(c), Number(month), Number(day), rest);
}

/** Of a column: its form, and another that all of its cells fit as well. */
export interface FoundDates {
  form: DateForm;
  other: DateForm | null;
  /** The first cell that reads differently in both. */
  example: string;
}

const enough = 0.95;

/** By many cells of a column; `given` orders those whose day and month could change places. */
export function datesOf(cells: readonly string[], given?: DateOrder): FoundDates | undefined {
  const present = cells.filter((cell) => !isMissing(cell));
  if (present.length === 0) return undefined;
  const read = (form: DateForm) =>
    present.reduce((sum, cell) => sum + Number(dateIn(cell, form) !== undefined), 0);
  const least = enough * present.length;
  if (read("compact") === present.length) return { form: "compact", other: null, example: "" };
  for (const form of ["word", "clock"] as const)
    if (read(form) >= least) return { form, other: null, example: "" };
  const counts = (["dmy", "mdy", "ymd"] as const).map((form) => ({ form, count: read(form) }));
  const most = Math.max(...counts.map(({ count }) => count));
  if (most < least) return undefined;
  const fitting = counts.filter(({ count }) => count === most).map(({ form }) => form);
  const example = present.find((cell) => dateIn(cell, "dmy") !== dateIn(cell, "mdy")) ?? "";
  if (given && counts.find(({ form }) => form === given)!.count >= least)
    return { form: given, other: null, example };
  if (example === "" || present.every((cell) => yearFirst.test(cell.trim())))
    return { form: "ymd", other: null, example: "" };
  const form = preferred(fitting, present, example);
  // Nobody parts month, day and year by points.
  const other = /^\s*\d+\./.test(example)
    ? null
    : (fitting.find((one) => one !== form && one !== "ymd") ?? null);
  return { form, other, example };
}

/** Where both fit: the one in whose order the dates rise; else points are Europe's, slashes America's. */
function preferred(fitting: DateOrder[], cells: string[], example: string): DateOrder {
  const orders = fitting.filter((form) => form !== "ymd");
  if (orders.length < 2) return orders[0] ?? fitting[0]!;
  if (/^\s*\d+\./.test(example)) return "dmy";
  const rising = orders.filter((form) => isRising(cells.map((cell) => dateIn(cell, form)!)));
  if (rising.length === 1) return rising[0]!;
  return example.includes("/") ? "mdy" : "dmy";
}

const isRising = (times: number[]) =>
  times.length > 2 && times.every((time, i) => i === 0 || time >= times[i - 1]!);

/** Whether a cell could be a date or a time in one of the ways. */
export function looksLikeDate(cell: string): boolean {
  const text = cell.trim();
  if (text.length < 4 || text.length > 40 || !/\d/.test(text)) return false;
  return (["dmy", "mdy", "ymd", "word", "clock"] as const).some((form) => dateIn(text, form) !== undefined);
}
