// What a lesson is: data. Its sentences stand in words/LANGUAGE/lessons.ts, step by step in the same order.

import type { Anchor } from "../lib/anchors";

/** What is done when a step is over. */
export type Until =
  /** The pupil has read it. */
  | { kind: "next" }
  /** The pupil has chosen an answer. */
  | { kind: "answered" }
  /** Its experiments have run. */
  | { kind: "ran" }
  /** Something new lies on the pad. */
  | { kind: "drawn" }
  /** What this anchor says, as a number, is within these limits. */
  | { kind: "figure"; anchor: Anchor; from: number; to: number }
  /** Something with this anchor is there. */
  | { kind: "there"; anchor: Anchor }
  /** What has this anchor is set to this. */
  | { kind: "chosen"; anchor: Anchor; value: string }
  /** What the pupil counted is written down. */
  | { kind: "counted" }
  /** The element with this anchor was pressed this many times. */
  | { kind: "pressed"; anchor: Anchor; times: number }
  /** The input is moved by so many pixels to the right and down. */
  | { kind: "moved"; by: number };

/** A network that the lesson makes, trains and remembers. */
export interface Run {
  /** By what its figures are known. */
  id: string;
  /** "#/images?..." */
  address: string;
  /** Of photos, seconds. */
  epochs: number;
  /** What is remembered of it, by anchor. */
  figures: Anchor[];
  /** It stays, to be compared with. */
  pin?: boolean;
}

export interface Step {
  /** Anchors of what is spoken of. */
  at: Anchor[];
  /** What must be open for it, if something else may be. */
  address?: string;
  run?: Run[];
  /** A view of the desk beside the text, or its loss curve, instead of what was measured. */
  shows?: "view" | "curve";
  /** Figures that are remembered as they are when the step is left, under this id; of a network that learnt, unless it is new. */
  takes?: { id: string; figures: Anchor[]; untrained?: boolean };
  /** What is counted by hand, under the same names: how many of so many. */
  counts?: { id: string; figures: string[]; of: number };
  /** What this anchor is set to when the step begins. */
  sets?: { anchor: Anchor; value: string };
  until: Until;
}

export interface Lesson {
  id: string;
  minutes: number;
  steps: Step[];
  /** The true answer, from 0. */
  right: number;
  /** How what is measured is written. */
  format: "loss" | "decibels" | "count" | "auc";
  /** What is compared in the end, in this order. */
  points: { run: string; figure: string }[];
  /** The one that the question is about, if it is one of them. */
  asked?: number;
  /** Whether the points are an order of something, and so joined by a line. */
  line?: boolean;
}

export type { Measured } from "../words/lesson-words";
