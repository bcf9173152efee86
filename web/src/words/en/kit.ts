// What a teacher needs around the lessons, in English.

import { numbersOf } from "../numbers";

const { some } = numbersOf("en");

export const kit = {
  link: "Plans and worksheets",
  heading: "Plans, worksheets, homework",
  back: "All lessons",
  print: "Print",
  plan: (minutes: number) => `A plan of ${minutes} minutes`,
  columns: { from: "From", what: "What", ask: "What to ask" },
  minutes: (minutes: number) => some(minutes, "minute", "minutes"),
  steps: "Steps, in minutes",
  talk: {
    open: {
      what: "On the projector: draw a digit on the images desk, untrained. Then everyone opens lesson 1.",
      ask: "What does the network make of it? Where is the picture smallest?",
    },
    same: {
      what: "Who had predicted what? Let two who disagreed explain.",
      ask: "Why is the loss about the same on digits that it never saw?",
    },
    width: {
      what: "Collect on the board what was measured at 32, 16, 8, 4 and 2 numbers.",
      ask: "By what factor does the loss grow with each halving? Which digit survives longest, and why?",
    },
    noise: {
      what: "Show 0.1, 0.5 and 0.9 on the projector, one after the other.",
      ask: "When does it do harm? What would you train it on, for your own photos?",
    },
    odd: {
      what: "Move the threshold on the projector; change the cost.",
      ask: "Who decides where the line is? What does the score not say?",
    },
    class: {
      what: "Everyone hands in their code. Paste the codes under “Results of the class”: one plot of all.",
      ask: "Everyone's runs began with a seed of their own. What differs, and what does not?",
    },
    pause: { what: "A short break. Networks and answers stay as they are.", ask: "" },
    think: {
      what: "The questions at the end of the worksheet, first alone, then in pairs.",
      ask: "Which sentence from the beginning would you now take back?",
    },
    home: {
      what: "Hand out a link to another lesson as homework; its code comes back by message or on paper.",
      ask: "",
    },
  },
  each: "Each lesson",
  worksheet: "Worksheet",
  homework: "Homework link",
  copied: "Copied",
  byHand: "Copy this address by hand:",
  notes: "Notes",
  help: "When nothing works",
  helps: [
    "No network in the room: open the page once where there is one, it then works offline; or hand out the single file hourglass.html on a stick, which opens with a double click.",
    "A firewall: everything comes from one address, and nothing is sent. Where that is blocked, too, take the single file.",
    "“This browser lacks WebAssembly SIMD”: any browser since 2023 has it. Two pupils share a laptop, or you show the step in “Present”.",
    "Old laptops: a run of five epochs takes some ten seconds. Close other tabs; let the other half of the class draw meanwhile.",
    "A closed lid, a reload, an empty battery: what was done is kept on that computer; the step offers to run its network again.",
    "A pupil is lost: “Back” goes one step back, the numbers above go anywhere, “Once more from the start” forgets the lesson.",
    "Strange results: look at the seed at the end of the lesson and open it yourself. Same seed, same settings, same result, on every machine.",
  ],
  sheet: {
    name: "Name",
    date: "Date",
    aim: "What it is about",
    predict: "What I expect (before I try it)",
    measured: "What I measured",
    saw: "What I saw, in one sentence",
    code: "Code from the end of the lesson",
  },
};

export type KitWords = typeof kit;
