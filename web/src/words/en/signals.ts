// The sentences of the signals desk, in English.

import { numbersOf } from "../numbers";

const { n, some } = numbersOf("en");

export const signals = {
  recordings: "Recordings",
  names: { heart: "A heart", machine: "A machine", own: "Your own recording" },
  sources: {
    heart:
      "Five minutes of record 208 of the MIT-BIH Arrhythmia Database (Moody and Mark 2001; PhysioNet, Goldberger et al. 2000; Open Data Commons Attribution 1.0): one lead of a heart with normal and premature ventricular beats. Nothing here is a diagnosis.",
    machine:
      "Synthetic: thirty seconds of a rotating machine, made by a documented generator of this project. In three places the outer race of a bearing is worn.",
    own: "Your own recording. It stays on this device.",
  },
  source: "Where the data come from",
  loading: "Reading the recording …",
  says: (length: string, rate: number, pieces: string) => `${length}, ${n(rate)} values a second, ${pieces}.`,
  beats: (value: number) => `${n(value)} beats found`,
  windows: (value: number) => `no beats: cut into ${n(value)} windows`,
  learns: (until: string) =>
    `The network learns to take noise away from the first ${until}; the rest judges it.`,
  settings: "Settings",
  overview:
    "The whole recording. Left and right move the window, up and down zoom, Home and End go to the ends.",
  overviewSays: (from: string, to: string) => `${from} to ${to}`,
  learntFrom: "learnt from here on",
  judged: (from: string) => `${from} judged here`,
  unusualMarks: {
    beats: (value: number) => some(value, "unusual beat", "unusual beats"),
    windows: (value: number) => some(value, "unusual window", "unusual windows"),
  },
  series: {
    noisy: "with noise",
    clean: "clean",
    restored: "restored",
    butterworth: "Butterworth",
    average: "moving average",
  },
  lines: "Lines",
  zoomIn: "Zoom in",
  zoomOut: "Zoom out",
  unusual: "unusual",
  detail: (from: string, to: string, lines: string) => `From ${from} to ${to}: ${lines}`,
  open: {
    other: (name: string, features: number, wanted: number) =>
      `${name} holds a model of ${n(features)} numbers that says nothing of recordings: this desk opens what it saved itself, networks of windows of ${n(wanted)} values. Nothing was changed.`,
    judges: (deviation: string, rate: number, own: number) =>
      `A network that learnt from another recording${rate === own ? "" : `, of ${n(rate)} values a second,`} takes the noise away, scaled as that one was; this one is ${deviation} times as strong.`,
  },
  noise: {
    heading: "Noise taken away",
    kind: "Kind of noise",
    kinds: { white: "white noise", hum: "mains hum", wander: "baseline wander", muscle: "muscle artefacts" },
    strength: "Strength",
    strengthHelp: "The root mean square of the noise that is added. Another strength needs a new network.",
    network: "Autoencoder",
    butterworth: (low: string | null, high: string) => `Butterworth ${low ? `${low} to ` : ""}${high} Hz`,
    average: (width: number) => (width === 1 ? "No average helps" : `Average of ${n(width)}`),
    gain: (decibels: string) => `${decibels} dB`,
    from: (before: string) =>
      `Gains on the part that judges, from ${before} dB of signal to noise. Both filters were tuned on the part that is learnt from.`,
    untrained: "The network has not learnt yet: train it.",
    better: "Here the network takes away more than both filters.",
    worse: "Here a plain filter does as well or better.",
    harms: (latent: number) =>
      `The network makes it worse: a window of this recording holds more than ${n(latent)} numbers can carry, or it has not learnt for long enough. More numbers, more epochs or more noise may help; for this one a filter is the better tool.`,
    barely: "Here there is no difference to speak of between the network and the better filter.",
  },
  sound: {
    heading: "Listen",
    noisy: "with noise",
    restored: "restored",
    clean: "clean",
    stop: "Stop",
  },
  pieces: {
    heading: (unusual: number, all: number, what: string) => `${n(unusual)} of ${n(all)} ${what} are unusual`,
    beats: "beats",
    windows: "windows",
    beat: "beat",
    window: "window",
    searching: "Looking for unusual ones …",
    table: "Unusual ones, worst first",
    at: "At",
    error: (unit: string) => (unit ? `Error, ${unit}²` : "Error"),
    more: (value: number) => `and ${n(value)} more`,
    csv: "CSV",
    csvHelp:
      "All pieces in their order: when, error, unusual or not, and the four numbers of their code's place",
    shapes: "The shape of this one over the usual one",
    own: (what: string, at: string) => `this ${what}, ${at}`,
    usual: "the usual one",
    restored: "dashed: restored",
    says: {
      beats: (share: number, agreed: number, of: number) =>
        `Learnt from the half that has most of its kind. Unusual: restored worse than ${n(share)}% of that half. PCA 4 agrees on ${n(agreed)} of the worst ${n(of)}.`,
      windows: (share: number, agreed: number, of: number) =>
        `Learnt from the four in five that have most of their kind. Unusual: restored worse than ${n(share)}% of these. PCA 4 agrees on ${n(agreed)} of the worst ${n(of)}.`,
    },
    silent: (count: number) => `${n(count)} silent ones are left out: there is hardly anything in them.`,
    none: "None is unusual.",
  },
  map: {
    headings: { beats: "Map of the beats", windows: "Map of the windows" },
    axes: "their 4 numbers, axes 1 and 2",
    diagnosis: "A tool to learn with. It gives no diagnosis.",
    usual: "like the usual one",
  },
  own: {
    button: "Your own recording",
    hint: "CSV, WAV or NPY, it stays on this device",
    reading: "Reading …",
    broken: (name: string) => `${name} cannot be read as a recording`,
    size: (channels: number, values: number) =>
      `${channels === 1 ? "1 channel" : `${n(channels)} channels`} of ${n(values)} values`,
    channel: "Channel",
    rate: "Values a second",
    rateUnknown: "The file does not say how many values there are a second.",
    to: "Learnt at",
    toSame: "the same rate",
    toRate: (rate: number) => `${n(rate)} values a second`,
    length: (length: string, values: number) =>
      `That is ${length}, ${n(values)} values to learn from and judge.`,
    rateFrom: (column: string) => `The rate comes from the column “${column}”.`,
    rateWrong: "Values a second must be a number above 0.",
    preview: "The channel, as the network will see it",
    take: "Use this recording",
    takes: (name: string) => `takes the place of ${name} and its network, undo brings them back`,
    another: "Choose another file",
    anotherHint: (megabytes: number, fewest: number, most: number) =>
      `CSV and its kin, .xlsx, JSON, NPY, or sound: WAV of any rate, and what this browser can decode; at most ${n(megabytes)} MB, from ${n(fewest)} to ${n(most)} values`,
    unchanged: (name: string) => `Nothing was changed. ${name} and its network are as they were.`,
    cancel: "Cancel",
    close: "Close",
  },
};

export type SignalWords = typeof signals;
