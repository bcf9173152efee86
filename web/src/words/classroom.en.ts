// What a class needs besides lessons: a race, the results of all, own signs, a report, the projector.

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

const day = new Intl.DateTimeFormat("en", { dateStyle: "long", timeStyle: "short" });

export const report = {
  open: "Report",
  heading: "Report",
  print: "Print, or save as PDF",
  save: "Save as HTML",
  says: "One page, which needs nothing besides itself.",
  about: (at: Date) => `hourglass, ${day.format(at)}`,
  name: "Name",
  set: "What was set",
  figures: "What came out",
  pictures: "Pictures",
  thoughts: "What I think of it",
  predicted: "What I predicted",
  leftOpen: "left open",
  code: "Code",
};
