// What a class needs besides lessons: a race, the results of all, own signs, a report, the projector.

import { numbersOf } from "../numbers";

const { date } = numbersOf("en");
const places = ["1st", "2nd", "3rd", "4th"];

export const race = {
  heading: "A race",
  link: "A race of up to four settings",
  says: (kind: string, steps: string) => `${kind}: the same network in each lane, ${steps} steps each`,
  differs: "What differs",
  lane: (number: number) => `Lane ${number}`,
  remove: (number: number) => `Remove lane ${number}`,
  add: "Add a lane",
  output: (value: string) => `What the network with ${value} makes of the picture`,
  error: "Held-out error",
  active: "Units alive",
  place: (place: number) => places[place - 1] ?? `${place}th`,
  ranAway: (epoch: number) => `ran away, epoch ${epoch}`,
  run: "Start the race",
  again: "Race again",
  stop: "Stop",
  sample: "Another picture",
  steps: (done: string, goal: string) => `${done} of ${goal} steps each`,
  curve: "Held-out squared error",
  curveSays: "pictures that none of them has learnt from",
  wins: (value: string) => `${value} wins.`,
  tie: (a: string, b: string) => `${a} and ${b} are level: they differ by less than chance would.`,
  none: "All of them ran away.",
  diverged: (value: string, epoch: number) => `${value} ran away in epoch ${epoch}.`,
  silent: (value: string, silent: number, units: number) =>
    `With ${value}, ${silent} of ${units} units have fallen silent.`,
  leave: "Leave",
};

export const results = {
  heading: "Results of the class",
  link: "Results of the class",
  lesson: (id: string, title: string) => `Lesson ${id}: ${title}`,
  print: "Print",
  leave: "Leave",
  paste: "Paste the codes",
  example: "Mia 4G45-2NPR-0",
  read: (read: number, wrong: number) => (wrong > 0 ? `${read} read, ${wrong} not` : `${read} read`),
  twice: (count: number) => `${count} twice, counted once`,
  line: (number: number, name: string) => (name ? `Line ${number}, ${name}:` : `Line ${number}:`),
  wrong: {
    checksum: "a sign is wrong, ask for the code again.",
    unknown: "this is no code of these lessons.",
    empty: "no code is here.",
  },
  elsewhere: (lesson: string) => `is of lesson ${lesson}.`,
  holds:
    "A line for each pupil: a name, then the code from the end of a lesson. A code holds the answer and what was measured; it proves nothing, anyone can make one up. Nothing is sent anywhere.",
  empty: "What the class measured is drawn here.",
  pupils: (count: number) => (count === 1 ? "1 pupil" : `${count} pupils, each dot is one`),
  median: (value: string) => `median ${value}`,
  predicted: "What they had predicted",
  teal: "Teal is what happened.",
  look: "Worth a look",
  other: "worked on the other edition of the page, with other digits: not comparable.",
  spread: (count: number, low: string, high: string, median: string) =>
    `${count} times, from ${low} to ${high}, median ${median}`,
  csv: { name: "name", answer: "predicted", other: "other edition", yes: "yes" },
};

export const report = {
  open: "Report",
  heading: "Report",
  print: "Print, or save as PDF",
  save: "Save as HTML",
  says: "One page, which needs nothing besides itself.",
  about: (at: Date) => `hourglass, ${date(at)}`,
  name: "Name",
  set: "What was set",
  figures: "What came out",
  pictures: "Pictures",
  results: "Results",
  thoughts: "What I think of it",
  predicted: "What I predicted",
  leftOpen: "left open",
  code: "Code",
};

export const signs = {
  heading: "Your own signs",
  link: "Your own signs",
  says: "Letters, runes, faces: draw some of each, then let a network learn them.",
  leave: "Leave",
  undo: "Undo",
  redo: "Redo",
  save: "Save",
  open: "Open and join",
  draw: (name: string) => `Draw: ${name}`,
  turn: (done: string, next: string) => `${done} is done. Now: ${next}`,
  drawThis: "Draw",
  keep: "Keep it",
  hint: (wanted: number) =>
    `Enter keeps it, too. ${wanted} of each are a good number, each a little different.`,
  added: (name: string, count: number) => `${name}: ${count} drawn.`,
  name: (number: number) => `Name of class ${number}`,
  count: (count: number, wanted: number) => `${count} of ${wanted}`,
  more: (count: number) => `and ${count} more`,
  remove: (name: string) => `Remove the class ${name}`,
  removeOne: (name: string, number: number) => `Remove drawing ${number} of ${name}`,
  addClass: "Add a class",
  train: "Train on them",
  test: "Test the digits' network with them",
  asTest: "Digits to learn, your signs held out",
  learns: "Every fifth drawing of a class is held out. Files of others can be joined before.",
  few: "Five drawings in each of two classes are needed to learn from them.",
  joined: (files: number, drawings: number) =>
    `${files === 1 ? "One file" : `${files} files`} joined: ${drawings} drawings in all.`,
  unchanged: "Nothing was changed.",
  faults: {
    large: () => "this file is too large for signs.",
    json: () => "this is no file of signs: it cannot be read as JSON.",
    format: () => "this is no file of signs.",
    classes: (where: string) => `that would be ${where} classes, and ten are the most.`,
    name: (where: string) => `the name of class ${where} is missing or too long.`,
    drawing: (where: string) => `drawing ${where} is damaged.`,
    many: (where: string) => `the class ${where} has more drawings than a thousand.`,
  },
};

export const present = {
  start: "Present",
  end: "Leave the presentation",
  keys: [
    ["space", "train, pause"],
    ["→", "one step"],
    ["1 – 6", "view"],
    ["N", "new picture"],
    ["Esc", "leave"],
  ],
};

export type RaceWords = typeof race;
export type ResultWords = typeof results;
export type ReportWords = typeof report;
export type SignWords = typeof signs;
export type PresentWords = typeof present;
