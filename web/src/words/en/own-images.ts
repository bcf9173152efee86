// The sentences about somebody's own pictures, in English.

import { numbersOf } from "../numbers";

const { n } = numbersOf("en");

export const ownImages = {
  option: "Your own pictures …",
  heading: "Your own pictures",
  choose: "Choose files",
  chooseFolder: "Choose a folder",
  hint: "Or drop them anywhere on the page. PNG, JPEG, WebP, GIF, BMP and AVIF in any number and size, the names of their folders become labels; IDX, NPY and NPZ, labels beside them; all of these also in ZIP or gzip.",
  limits: (fewest: number, most: number, megabytes: number, classes: number) =>
    `From ${n(fewest)} to ${n(most)} pictures of at most 50 MB and 40 million pixels each; arrays up to ${n(megabytes)} MB unpacked; up to ${n(classes)} labels.`,
  stays: "They stay on this device.",
  files: (files: number) => `${n(files)} files`,
  reading: (done: number, total: number) =>
    total > 0 ? `Reading picture ${n(done)} of ${n(total)}` : "Looking into the files",
  size: (pictures: number, side: number) => `${n(pictures)} pictures, read as ${side} × ${side}`,
  readAs: "Read as",
  ways: {
    dark: "dark ink on light paper",
    light: "light ink on dark paper",
    grey: "grey photographs",
    colour: "colour photographs",
  },
  side: "Size",
  sized: (side: number) => `${side} × ${side} pixels`,
  samples: (name: string) => `Some pictures of ${name}, as the network will see them`,
  split: (train: number, heldOut: number) =>
    `Learns from ${n(train)}; ${n(heldOut)}, chosen at random, are held out to judge it.`,
  splitByMakers: (train: number, heldOut: number) =>
    `Learns from ${n(train)}; ${n(heldOut)} of those that are set apart as test are held out to judge it.`,
  classes: (classes: number) => `${n(classes)} labels:`,
  noClasses: "No labels: neither folders nor an array of them.",
  problems: (files: number) => (files === 1 ? "1 file was left out" : `${n(files)} files were left out`),
  more: (files: number) => `and ${n(files)} more`,
  take: "Use these pictures",
  takes: (name: string) => `take the place of ${name} and its model, undo brings them back`,
  broken: (name: string) => `${name} cannot be used`,
  unchanged: (name: string) => `Nothing was changed. ${name} and the model are as they were.`,
  cancel: "Cancel",
  close: "Close",
  notInLink:
    "This link was made with somebody's own pictures, which stayed on their device: here are digits instead.",
};

export type OwnImageWords = typeof ownImages;
