// What the words of a lesson are, and how they write what a pupil measured.

import { numbersOf } from "./numbers";

/** What a pupil's runs came to: by run and anchor. */
export type Measured = Record<string, Record<string, number>>;

export type LessonId = "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "10" | "11" | "12";

export interface LessonWords {
  title: string;
  /** One sentence on what for. */
  purpose: string;
  /** A name of one word, and what is read. */
  steps: { name: string; text: string }[];
  question: string;
  answers: [string, string, string, string];
  /** What was measured, and of what. */
  measured: string;
  points: string[];
  /** In the pupil's own numbers. */
  saw: (m: Measured) => string;
  summary: string;
  think: [{ question: string; answer: string }, { question: string; answer: string }];
  /** For the teacher: what pupils get wrong, and what helps. */
  wrong: string[];
  teacher: string;
}

/** Measured values in sentences; a dash where nothing was measured. */
export function measuredOf(locale: string) {
  const { fixed, n } = numbersOf(locale);
  const or = (value: number | undefined, write: (value: number) => string) =>
    value === undefined || Number.isNaN(value) ? "–" : write(value);
  const ratio = (a: number | undefined, b: number | undefined) => (a && b ? a / b : undefined);
  return {
    held: (m: Measured, run: string) => m[run]?.["figure-held-out"],
    loss: (value: number | undefined) => or(value, (known) => fixed(known, 4)),
    decibels: (value: number | undefined) => or(value, (known) => `${fixed(known, 1)} dB`),
    one: (value: number | undefined) => or(value, (known) => fixed(known, 1)),
    auc: (value: number | undefined) => or(value, (known) => fixed(known, 3)),
    count: (value: number | undefined) => or(value, n),
    times: (a: number | undefined, b: number | undefined) => or(ratio(a, b), (known) => fixed(known, 1)),
    percent: (a: number | undefined, b: number | undefined) =>
      or(ratio(a, b), (known) => fixed(Math.abs(100 * (known - 1)), 0)),
  };
}
