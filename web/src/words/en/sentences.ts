// The sentences of the sentences desk, in English.

import { numbersOf } from "../numbers";

const { n } = numbersOf("en");

export const sentences = {
  languages: "Collections",
  names: { en: "English", de: "German", own: "Your own lines" },
  sources: {
    en: "Written for this project: sentences on twelve topics, and sixty of them in other words.",
    de: "Written for this project: sentences on twelve topics, in German. The settings by letters were chosen on them.",
    own: "Your own lines. They stay on this device.",
  },
  source: "Where the sentences come from",
  loading: "Reading the sentences …",
  says: (lines: number, topics: number) =>
    topics > 1 ? `${n(lines)} sentences on ${n(topics)} topics.` : `${n(lines)} lines.`,
  ways: { meaning: "Meaning", letters: "Letters" },
  waysLabel: "What sentences are compared by",
  wayOf: {
    de: "German goes by letters: the word vectors are English.",
    own: "Most of these words are not among the English ones whose meaning is known.",
  },
  wordVectors: "word vectors",
  wordVectorsHelp: (words: number) =>
    `Numbers that GloVe has learnt from much English text: words that stand in the same company have similar ones. Here are those of the ${n(words)} most frequent words; rare words of a sentence count more than frequent ones.`,
  fewerWords: (words: number) =>
    `This file has room for ${n(words)} words: on the page there are 30,000, and neighbours are found more often.`,
  loadingWords: (loaded: string, of: string) => `Loading the word vectors: ${loaded} of ${of} MB …`,
  network: {
    meaning: (features: number, width: number) =>
      `(${n(features)} numbers), which the network squeezes into ${n(width)}.`,
    letters: (features: number, width: number) =>
      `Each is ${n(features)} weights of hashed parts of its words, which the network squeezes into ${n(width)} numbers.`,
  },
  meanOf: "Each is the mean of its",
  views: { near: "Nearest", groups: "Groups", duplicates: "Duplicates" },
  viewsLabel: "What is found",
  by: (width: number) => `by ${n(width)} numbers`,
  byAll: (features: number) => `by all ${n(features)} numbers`,
  ofOthers: (lines: number, width: number) => `of the other ${n(lines)}, by ${n(width)} numbers`,
  clear: "Clear the sentence",
  unknown: (word: string, words: number | null) =>
    words === null ? `“${word}” was not met before.` : `“${word}” is not among the ${n(words)}.`,
  isOne: (lines: number) => `This line is one of the ${n(lines)}, and left out.`,
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
    heading: (width: number) => `By their ${n(width)} numbers`,
    label: "Map of the sentences; arrow keys go from one to the next, Enter takes it",
    tsne: "near stays near.",
    tsneHelp:
      "A map in two dimensions on which neighbours stay neighbours (van der Maaten and Hinton 2008). How far apart groups lie, and how large they are, says nothing.",
    notTold: "near stays near. It was not told the topics.",
    arranging: "The two directions along which they vary most; the map is being arranged …",
    groups: "Marks are groups now.",
    agreement: (share: string) => `${share} of the lines share their group's commonest topic.`,
    take: "A click takes the sentence that is pointed at.",
    outlined: "Outlined: not learnt from.",
    yours: "your sentence",
  },
  near: {
    none: "Nothing is near: no word is known.",
    way: "Between two sentences",
    wayHint: "A second sentence",
    wayHelp: "The lines nearest to the places on the straight way from the first code to the second.",
  },
  groups: {
    looking: "Looking for groups …",
    howMany: "How many",
    howManyHelp: "Groups that k-means finds by the numbers of the code. Nobody told it the topics.",
    silhouette: "silhouette",
    silhouetteHelp:
      "How much nearer lines are to their own group than to the next, from -1 to 1, on the whole. Compared on at most 1,000 lines.",
    best: (k: number, value: string) => `highest at ${n(k)}: ${value}`,
    isBest: "the highest",
    fitsLeast: (line: string) => `fits least: ${line}`,
    oddest: "The odd ones out: they fit their group least of all",
  },
  duplicates: {
    looking: "Comparing all lines with all others …",
    from: "From",
    help: "The cosine of two lines, from which on they count as the same: 1 is the same words.",
    none: "No two lines are so alike.",
    found: (pairs: number) => (pairs === 1 ? "One pair." : `${n(pairs)} pairs.`),
    most: (pairs: number) => `Only the nearest ${n(pairs)} are kept.`,
    more: (pairs: number) => `${n(pairs)} more`,
  },
  figures: {
    heading: "Do neighbours share a topic?",
    of: "of the five nearest",
    unseen: "sentences not seen",
    paraphrased: "the same, in other words",
    full: {
      meaning: (features: number) => `Full vectors, ${n(features)}`,
      letters: (features: number) => `TF-IDF, ${n(features)}`,
    },
    axes: {
      meaning: (width: number) => `PCA, ${n(width)}`,
      letters: (width: number) => `PCA, ${n(width)}`,
    },
    network: (width: number) => `This network, ${n(width)}`,
    letters: "Letters, TF-IDF",
    chance: "By chance",
    waiting: "They are counted once the network has learnt.",
    counting: (done: number, of: number) =>
      `Counting with another fifth held out each time: ${n(done)} of ${n(of)} done …`,
    noTopics: "These lines have no topics to count by: put “# Topic” above those of one.",
    overLetters: {
      more: "Meaning finds more than letters do.",
      less: "Letters find more than meaning does.",
      same: "Meaning and letters find about as much.",
    },
    overAxes: {
      more: "The network's numbers find more than as many of PCA do.",
      less: "As many numbers of PCA find more than the network's: for so few sentences, a line does better.",
      same: "The network and PCA find about as much.",
    },
    overFull: {
      more: "It finds more than the full vectors do.",
      less: "The full vectors find more, with many times the numbers.",
      same: "So do the full vectors.",
    },
    spread: (splits: number, unseen: number, paraphrased: number | null) =>
      `${n(splits)} splits differ by ± ${n(unseen)} points${paraphrased === null ? "" : `, in other words by ± ${n(paraphrased)}`}.`,
  },
  meaning: {
    heading: "What a number stands for",
    which: "Which number",
    number: (unit: number) => `number ${n(unit)}`,
    strongest: (deviations: string) => `strongest here, ${deviations} deviations`,
    here: (deviations: string) => `here ${deviations} deviations`,
    up: "high",
    down: "low",
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
