// The sentences of the sentences desk, in English.

import { numbersOf } from "../numbers";

const { n } = numbersOf("en");

export const sentences = {
  languages: "Collections",
  names: { en: "English", de: "German", own: "Your own lines" },
  sources: {
    en: "Written for this project: sentences on twelve topics, and sixty of them in other words.",
    de: "Written for this project: sentences on twelve topics, in German. The network's settings were chosen on them.",
    own: "Your own lines. They stay on this device.",
  },
  source: "Where the sentences come from",
  loading: "Reading the sentences …",
  says: (lines: number, topics: number) =>
    topics > 1 ? `${n(lines)} sentences on ${n(topics)} topics.` : `${n(lines)} lines.`,
  network: (features: number, width: number) =>
    `Each is ${n(features)} weights of hashed parts of its words, which the network squeezes into ${n(width)} numbers.`,
  settings: "Settings",
  box: "A sentence to look for",
  boxHint: "Type a sentence",
  known: (known: number, words: number) => `${n(known)} of ${n(words)} words known`,
  nothingKnown: "No word is known: there is no place for it.",
  untrained: "Press “Train”: what stands here is shown once the network has learnt.",
  open: {
    other: (name: string, features: number) =>
      `${name} holds a model of ${n(features)} numbers that does not say how sentences become these: this desk opens what it saved itself. Nothing was changed.`,
    judges: "A network that learnt from other lines places them; it has learnt nothing from these.",
  },
  map: {
    axes: "Axes of the map",
    all: {
      principal: "the two axes along which they vary most",
      topics: "the two axes that keep the topics apart",
    },
    chosen: "These axes were chosen with the topics: they flatter the picture.",
    take: "A click takes the sentence that is pointed at.",
  },
  near: {
    heading: (lines: number) => `Nearest of the ${n(lines)}`,
    compact: (width: number) => `${n(width)} numbers`,
    plain: "TF-IDF",
    none: "Nothing is near: no word is known.",
    untrained: "The network has learnt nothing yet: train it.",
    way: "Between two sentences",
    wayHint: "A second sentence",
    wayHelp: "The lines nearest to the places on the straight way from the first code to the second.",
  },
  figures: {
    heading: "Do neighbours share a topic?",
    of: "of the five nearest",
    seen: (lines: number) => `among the ${n(lines)} learnt`,
    unseen: (lines: number) => `${n(lines)} not seen`,
    paraphrased: "in other words",
    plain: (features: number) => `TF-IDF, ${n(features)}`,
    singular: (width: number) => `SVD, ${n(width)}`,
    network: (width: number) => `This network, ${n(width)}`,
    chance: "by chance",
    waiting: "They are counted when the network rests.",
    counting: "counting …",
    noTopics: "These lines have no topics to count by: put “# Topic” above those of one.",
    wins: "Here the network's vectors find more than SVD of the same width does.",
    loses:
      "Here the network's vectors find no more than SVD of the same width does: for so few sentences, a line does as well.",
    even: "Here the network's vectors and those of SVD of the same width find about as much.",
    plainWins: "Plain TF-IDF finds more still, with many times the numbers.",
  },
  meaning: {
    heading: (unit: number) => `What unit ${n(unit)} stands for`,
    strongest: (deviations: string) => `strongest here, ${deviations} deviations`,
    up: "up",
    down: "down",
  },
  take: {
    csv: "Vectors as CSV",
    npy: "Vectors as NPY",
  },
  own: {
    button: "Your own lines",
    hint: "paste them or drop a text file, they stay on this device",
    pasted: "Pasted lines",
    broken: (name: string) => `${name} cannot be used`,
    size: (lines: number, topics: number) =>
      topics > 1 ? `${n(lines)} lines on ${n(topics)} topics` : `${n(lines)} lines`,
    twice: (lines: number) => `${n(lines)} lines are there twice, and count once.`,
    cut: (lines: number) => `${n(lines)} lines are longer than 400 letters, and are cut.`,
    topicsHint: "Lines below a line “# Topic” are of that topic.",
    take: "Use these lines",
    takes: (name: string) => `take the place of ${name} and its network, undo brings them back`,
    another: "Choose another file",
    anotherHint: "A text file with a sentence in each line; from 20 to 10,000 lines, at most 20 MB",
    unchanged: (name: string) => `Nothing was changed. ${name} and its network are as they were.`,
    cancel: "Cancel",
    close: "Close",
  },
};

export type SentenceWords = typeof sentences;
