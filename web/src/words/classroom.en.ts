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
