// The sentences of unusual pictures, in English.

import { numbersOf } from "../numbers";

const { n, some } = numbersOf("en");

export const scans = {
  names: {
    heads: "Head scans",
    retina: "Retina",
    digits: "Digits without one",
    brick: "Brick wall",
    "own-pictures": "Your own pictures",
  },
  sources: {
    heads:
      "Synthetic: drawn by a documented formula of this project, nobody's head. Unusual are those with a lesion, a small brighter spot. Nothing here is a diagnosis.",
    retina:
      "A healthy retina, from scikit-image, CC0. The optic disc, where the vessels enter, lies in the left half alone. Nothing here is a diagnosis.",
    digits:
      "Handwritten digits (MNIST: LeCun, Cortes and Burges, CC BY-SA 3.0). The one that is left out is not among those that it learns from.",
    brick:
      "A brick wall, from scikit-image, CC0, with a scratch in its right half that a formula of this project draws.",
    "own-pictures": "Your own pictures. They stay on this device.",
  },
  usual: {
    heads: "healthy",
    retina: "right half",
    digits: "known digits",
    brick: "unharmed",
    "own-pictures": "normal",
  },
  unusual: {
    heads: "with a lesion",
    retina: "left half",
    digits: "the one left out",
    brick: "on the scratch",
    "own-pictures": "unusual",
  },
  says: {
    heads: (judged: number, learnt: number) =>
      `${n(judged)} head scans of 64 × 64, drawn by formula. The network learnt ${n(learnt)} healthy others; what it cannot restore is unusual.`,
    retina: (_judged: number, learnt: number) =>
      `One photo of a retina, 470 × 470 pixels. The network learns ${n(learnt)} patches of 16 × 16 from its right half; the left half is new to it.`,
    digits: (judged: number, learnt: number) =>
      `${n(judged)} digits. The network learnt ${n(learnt)} others, none of them the one that is left out.`,
    brick: (_judged: number, learnt: number) =>
      `One photo of a wall, 512 × 512 pixels, with a scratch. The network learns ${n(learnt)} patches of 16 × 16 from its left half, which has none.`,
    "own-pictures": (judged: number, learnt: number) =>
      `${some(judged, "picture or patch", "pictures or patches")} of your own are judged; the network learns ${n(learnt)}.`,
  },
  loading: "Drawing and reading the pictures …",
  scoreOf: "picture",
  scoreOfPatch: "patch",
  anatomy: "Anatomy",
  contrast: "Contrast",
  noise: "Noise",
  lesion: "Lesions",
  help: {
    anatomy: "How much heads differ in place, size, tilt and inner parts; 0 are all the same.",
    contrast: "How clearly the inner parts of a head stand apart.",
    noise: "How much the pixels of a scan flicker.",
    lesion: "How much brighter than its surroundings a lesion is; 0 is none.",
  },
  without: "Left out",
  wallSays: "most unusual first, in teal a false alarm",
  wallSaysUnlabelled: "most unusual first",
  noMarks:
    "Nobody has said which pictures are unusual: the score only ranks them. Mark some, above and below the threshold, and what your marks say of it stands here.",
  heat: "heat",
  more: (count: number) => `Show more of ${n(count)} others`,
  picture: (name: string) => `Picture ${name}`,
  score: (value: string) => `score ${value}`,
  nothingChosen: "A picture",
  input: "Input",
  restored: "Restored",
  difference: "Difference",
  truth: "The truth",
  outlined: "outlined",
  pca: "PCA",
  axes: (count: number) => some(count, "axis", "axes"),
  itsDifference: "Its difference",
  place: (column: string, row: string) => `Furthest off at column ${column}, row ${row}:`,
  lighter: (by: string) => `${by} lighter than restored`,
  darker: (by: string) => `${by} darker than restored`,
  onIt: ", and on the lesion.",
  besideIt: ", and not on the lesion.",
  network: "Autoencoder",
  hits: "Furthest off on the lesion",
  even: "Here PCA does as well as the network: the difference is within chance.",
  networkBetter: "Here the network does better than PCA.",
  axesBetter: "Here PCA does better than the network, and needs no training.",
  axesComing: "PCA of equal width is compared once the network has finished.",
  byArea: (area: string) => `Area under the curve of the network: ${area}.`,
  cannotRestore: "Where it cannot restore",
  leftHalf: "Left half",
  rightHalf: "Right half",
  isNew: "new to the network",
  isLearnt: "patches were learnt from here: its own score is flattered",
  whole: "The whole picture",
  wholeSays: "patches were learnt from all of it: what is rare in it stands out",
  patchEvery: (step: number) =>
    `A patch every ${n(step)} pixels; each pixel shows the mean of the patches over it.`,
  hottestPlaces: "Hottest places",
  apart: "apart by 40 pixels at least",
  at: (column: string, row: string) => `column ${column}, row ${row}`,
  isDisc:
    "The hottest place is the optic disc, where the vessels enter: nothing like it is in the right half.",
  noDisc: "The hottest place is not the optic disc.",
  isScratch: "The hottest place is on the scratch.",
  noScratch: "The hottest place is not on the scratch.",
  byPixelDisc: "Area under the curve by pixel, against a disc drawn by hand:",
  byPixelScratch: "Area under the curve by pixel, against the scratch:",
  noDiagnosis: "A tool to learn with; it gives no diagnosis.",
  own: {
    button: "Your own pictures",
    hint: "drop a folder or one large picture anywhere",
    heading: "Pictures of your own",
    files: "Choose files …",
    folder: "Choose a folder …",
    says: "Many pictures: those in a folder “normal” (or “good”, “healthy”) are learnt from, all others are unusual; without such a folder all are ranked. One picture alone is judged patch by patch. They stay on this device.",
    limits:
      "PNG, JPEG, WebP and the like, also in ZIP, or arrays; 20 to 20,000 of them, which become 64 × 64, or one of at most 4 million pixels.",
    reading: "Reading the pictures …",
    close: "Close",
  },
  unchanged: "Nothing was changed.",
  other: (name: string) =>
    `${name} holds a model that says nothing of such pictures: it was saved by another desk. Nothing was changed.`,
  ownFirst: (name: string) =>
    `${name} learnt from somebody's own pictures: open the ones that it is to judge first. Nothing was changed.`,
  otherSize: (name: string, has: number, wanted: number) =>
    `${name} holds a network for pictures of ${n(has)} numbers, and these have ${n(wanted)}. Nothing was changed.`,
};
export type ScansWords = typeof scans;
