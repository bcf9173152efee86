// Plans for the teacher: what is done when. Their sentences stand in words/*/kit.ts.

import type { Lesson, Step } from "./lesson";

/** What is talked about: each has words of its own. */
export type TalkId = "open" | "same" | "width" | "noise" | "odd" | "class" | "pause" | "think" | "home";

export type Part =
  { kind: "talk"; talk: TalkId; minutes: number } | { kind: "lesson"; lesson: string; minutes: number };

export interface Plan {
  minutes: 45 | 90;
  parts: Part[];
}

const talk = (id: TalkId, minutes: number): Part => ({ kind: "talk", talk: id, minutes });
const lesson = (id: string, minutes: number): Part => ({ kind: "lesson", lesson: id, minutes });

export const plans: Plan[] = [
  {
    minutes: 45,
    parts: [
      talk("open", 5),
      lesson("1", 9),
      talk("same", 4),
      lesson("2", 11),
      talk("class", 7),
      talk("think", 6),
      talk("home", 3),
    ],
  },
  {
    minutes: 90,
    parts: [
      talk("open", 6),
      lesson("1", 9),
      talk("same", 4),
      lesson("2", 11),
      talk("width", 5),
      talk("pause", 5),
      lesson("4", 10),
      talk("noise", 5),
      lesson("10", 13),
      talk("odd", 6),
      talk("class", 8),
      talk("think", 5),
      talk("home", 3),
    ],
  },
];

/** How long a step takes beside others: reading, drawing, thinking, and each run. */
function weightOf({ until, run }: Step): number {
  if (until.kind === "answered") return 1.5;
  return run ? 0.7 + 0.6 * run.length : 1;
}

/** Minutes of each step of a lesson that has so many. */
export function timing({ steps }: Lesson, minutes: number): number[] {
  const weights = steps.map(weightOf);
  const all = weights.reduce((sum, weight) => sum + weight, 1.5); // with its end, where it is summed up
  return weights.map((weight) => (minutes * weight) / all);
}
