// A pupil's results as a short code, and what the codes of a class say together.

import { decodeCode, encodeCode, type Part } from "../lib/code";
import type { Lesson, Measured } from "./lesson";
import { lessons } from "./lessons";

/** Of one pupil: the lesson's points, in its order. */
export interface Result {
  lesson: string;
  /** From 0; null where the question was left open. */
  answer: number | null;
  /** Measured on the page in one file, which has fewer digits. */
  oneFile: boolean;
  points: (number | null)[];
}

/** Of what a lesson's points are: a code of other points is none of these lessons. */
const version = 2;
const steps = 4095; // 12 bits, 0 being nothing
const [least, most] = [1e-4, 1e3];

/** Seven decades in so many steps: a value is known to half a per cent. */
function quantised(value: number | null): number {
  if (value === null || Number.isNaN(value)) return 0;
  const share = Math.log(Math.min(most, Math.max(least, value)) / least) / Math.log(most / least);
  return 1 + Math.round(share * (steps - 1));
}

function restored(step: number): number | null {
  if (step === 0) return null;
  const value = least * (most / least) ** ((step - 1) / (steps - 1));
  return value <= least * 1.001 ? 0 : value;
}

export function codeOf({ lesson, answer, oneFile, points }: Result): string {
  const head: Part[] = [
    [version, 2],
    [Number(lesson), 4],
    [answer === null ? 0 : answer + 1, 3],
    [Number(oneFile), 1],
  ];
  return encodeCode([...head, ...points.map((value): Part => [quantised(value), 12])]);
}

/** "checksum": a sign is wrong. "unknown": no code of these lessons. */
export function resultOf(code: string): Result | "checksum" | "unknown" {
  const read = decodeCode(code);
  if (!read) return "checksum";
  const [found, id, answer, oneFile] = [read(2), `${read(4)}`, read(3), read(1) === 1];
  const lesson = lessons.find((one) => one.id === id);
  if (found !== version || !lesson || answer > 4) return "unknown";
  const points = lesson.points.map(() => restored(read(12)));
  return { lesson: id, answer: answer === 0 ? null : answer - 1, oneFile, points };
}

export const pointsOf = (lesson: Lesson, measured: Measured): (number | null)[] =>
  lesson.points.map(({ run, figure }) => measured[run]?.[figure] ?? null);

/** A line of what was pasted. */
export interface Line {
  number: number;
  name: string;
  code: string;
  result: Result | "checksum" | "unknown" | "empty";
}

/** "Mia 4G45-02NP-R0", one to a line; empty lines are passed over. */
export function linesOf(text: string): Line[] {
  return text.split("\n").flatMap((line, i): Line[] => {
    if (line.trim() === "") return [];
    const found = /^(.*?)[\s,;:]*([0-9A-Za-z]{4}(?:-?[0-9A-Za-z]{1,4})+)\s*$/.exec(line);
    if (!found) return [{ number: i + 1, name: line.trim(), code: "", result: "empty" }];
    const [, name = "", code = ""] = found;
    return [{ number: i + 1, name: name.trim(), code, result: resultOf(code) }];
  });
}

export interface Pupil {
  number: number;
  name: string;
  result: Result;
  /** On the other edition of the page than most, so not comparable. */
  other: boolean;
}

interface Class {
  lesson: Lesson;
  pupils: Pupil[];
  /** Codes of other lessons. */
  elsewhere: Line[];
  /** Lines that say once more what another one says: a code is as good as a name, since each pupil's runs have a seed of their own. */
  twice: number;
}

/** The lesson that most codes are of, and its pupils. */
export function classOf(lines: Line[]): Class | null {
  const all = lines.flatMap((line) =>
    typeof line.result === "string" ? [] : [{ ...line, result: line.result }],
  );
  const key = ({ code }: Line) => code.replaceAll("-", "").toUpperCase();
  const read = all.filter((line, i) => all.findIndex((other) => key(other) === key(line)) === i);
  const count = (id: string) => read.filter(({ result }) => result.lesson === id).length;
  const lesson = [...lessons].sort((a, b) => count(b.id) - count(a.id))[0]!;
  if (count(lesson.id) === 0) return null;
  const here = read.filter(({ result }) => result.lesson === lesson.id);
  const inOneFile = 2 * here.filter(({ result }) => result.oneFile).length > here.length;
  return {
    lesson,
    pupils: here.map(({ number, name, result }) => ({
      number,
      name,
      result,
      other: result.oneFile !== inOneFile,
    })),
    elsewhere: read.filter(({ result }) => result.lesson !== lesson.id),
    twice: all.length - read.length,
  };
}

export function median(values: number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Of each point what most pupils measured. */
export const mediansOf = (pupils: Pupil[], points: number): (number | null)[] =>
  Array.from({ length: points }, (_, i) =>
    median(pupils.flatMap(({ other, result }) => (other ? [] : (result.points[i] ?? [])))),
  );
