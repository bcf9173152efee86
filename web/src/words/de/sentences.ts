// Die Sätze des Arbeitsplatzes Sätze auf Deutsch.

import type { SentenceWords } from "../en/sentences";
import { numbersOf } from "../numbers";

const { n } = numbersOf("de");

export const sentences: SentenceWords = {
  languages: "Sammlungen",
  names: { en: "Englisch", de: "Deutsch", own: "Eigene Zeilen" },
  sources: {
    en: "Für dieses Projekt geschrieben: englische Sätze zu zwölf Themen, und sechzig davon in anderen Worten.",
    de: "Für dieses Projekt geschrieben: deutsche Sätze zu zwölf Themen. An ihnen wurden die Einstellungen nach Buchstaben gewählt.",
    own: "Deine eigenen Zeilen. Sie bleiben auf diesem Gerät.",
  },
  source: "Woher die Sätze kommen",
  loading: "Die Sätze werden gelesen …",
  says: (lines, topics) => (topics > 1 ? `${n(lines)} Sätze zu ${n(topics)} Themen.` : `${n(lines)} Zeilen.`),
  ways: { meaning: "Bedeutung", letters: "Buchstaben" },
  waysLabel: "Wonach Sätze verglichen werden",
  wayOf: {
    de: "Deutsch geht nach Buchstaben: die Wortvektoren sind englisch.",
    own: "Die meisten dieser Wörter sind nicht unter den englischen, deren Bedeutung bekannt ist.",
  },
  wordVectors: "Wortvektoren",
  wordVectorsHelp: (words) =>
    `Zahlen, die GloVe aus viel englischem Text gelernt hat: Wörter, die in gleicher Gesellschaft stehen, haben ähnliche. Hier sind die der ${n(words)} häufigsten Wörter; seltene Wörter eines Satzes zählen mehr als häufige.`,
  fewerWords: (words) =>
    `In dieser Datei ist Platz für ${n(words)} Wörter: auf der Seite sind es 30.000, und Nachbarn werden öfter gefunden.`,
  loadingWords: (loaded, of) => `Die Wortvektoren werden geladen: ${loaded} von ${of} MB …`,
  network: {
    meaning: (features, width) => `(${n(features)} Zahlen), das das Netz in ${n(width)} zwängt.`,
    letters: (features, width) =>
      `Jeder wird zu ${n(features)} Gewichten von Wortteilen, die das Netz in ${n(width)} Zahlen zwängt.`,
  },
  meanOf: "Jeder ist das Mittel seiner",
  views: { near: "Nächste", groups: "Gruppen", duplicates: "Doppelte" },
  viewsLabel: "Was gefunden wird",
  by: (width) => `nach ${n(width)} Zahlen`,
  byAll: (features) => `nach allen ${n(features)} Zahlen`,
  ofOthers: (lines, width) => `der ${n(lines)} anderen, nach ${n(width)} Zahlen`,
  clear: "Den Satz löschen",
  unknown: (word, words) =>
    words === null ? `„${word}“ kam noch nicht vor.` : `„${word}“ ist nicht unter den ${n(words)}.`,
  isOne: (lines) => `Diese Zeile ist eine der ${n(lines)} und wird ausgelassen.`,
  settings: "Einstellungen",
  box: "Ein Satz, der gesucht wird",
  boxHint: "Schreib einen Satz",
  known: (known, words) => `${n(known)} von ${n(words)} Wörtern bekannt`,
  nothingKnown: "Kein Wort ist bekannt: es gibt keinen Platz dafür.",
  untrained: "Drücke „Trainieren“: was hier steht, erscheint, sobald das Netz gelernt hat.",
  open: {
    other: (name, features) =>
      `${name} enthält ein Modell von ${n(features)} Zahlen, das nicht sagt, wie Sätze dazu werden: dieser Arbeitsplatz öffnet, was er selbst gespeichert hat. Nichts wurde geändert.`,
    judges: "Ein Netz, das aus anderen Sätzen gelernt hat, ordnet sie ein; aus diesen hat es nichts gelernt.",
  },
  map: {
    heading: (width) => `Nach ihren ${n(width)} Zahlen`,
    label: "Karte der Sätze; Pfeiltasten gehen von einem zum nächsten, Eingabe nimmt ihn",
    tsne: "Nahes bleibt nah.",
    tsneHelp:
      "Eine Karte in zwei Dimensionen, auf der Nachbarn Nachbarn bleiben (van der Maaten und Hinton 2008). Wie weit Gruppen auseinanderliegen und wie groß sie sind, sagt nichts.",
    notTold: "Nahes bleibt nah. Die Themen kennt sie nicht.",
    arranging: "Die zwei Richtungen, in denen sie am meisten streuen; die Karte wird geordnet …",
    groups: "Die Zeichen sind jetzt Gruppen.",
    agreement: (share) => `${share} der Zeilen haben das häufigste Thema ihrer Gruppe.`,
    take: "Ein Klick nimmt den Satz, auf den gezeigt wird.",
    outlined: "Umrandet: nicht gelernt.",
    yours: "dein Satz",
  },
  near: {
    none: "Nichts ist nah: kein Wort ist bekannt.",
    way: "Zwischen zwei Sätzen",
    wayHint: "Ein zweiter Satz",
    wayHelp:
      "Die Zeilen, die den Stellen auf der geraden Strecke vom ersten Code zum zweiten am nächsten sind.",
  },
  groups: {
    looking: "Gruppen werden gesucht …",
    howMany: "Wie viele",
    howManyHelp: "Gruppen, die k-Means nach den Zahlen des Codes findet. Niemand hat ihm die Themen gesagt.",
    silhouette: "Silhouette",
    silhouetteHelp:
      "Um wie viel näher Zeilen ihrer eigenen Gruppe sind als der nächsten, von -1 bis 1, im Ganzen. Verglichen an höchstens 1.000 Zeilen.",
    best: (k, value) => `am höchsten bei ${n(k)}: ${value}`,
    isBest: "die höchste",
    fitsLeast: (line) => `passt am wenigsten: ${line}`,
    oddest: "Was aus der Reihe fällt: Zeilen, die am wenigsten zu ihrer Gruppe passen",
  },
  duplicates: {
    looking: "Alle Zeilen werden mit allen anderen verglichen …",
    from: "Ab",
    help: "Der Kosinus zweier Zeilen, ab dem sie als gleich gelten: 1 sind dieselben Wörter.",
    none: "So ähnlich sind sich keine zwei Zeilen.",
    found: (pairs) => (pairs === 1 ? "Ein Paar." : `${n(pairs)} Paare.`),
    most: (pairs) => `Nur die ${n(pairs)} ähnlichsten werden behalten.`,
    more: (pairs) => `${n(pairs)} weitere`,
  },
  figures: {
    heading: "Haben Nachbarn dasselbe Thema?",
    of: "der fünf nächsten",
    unseen: "nicht gesehene Sätze",
    paraphrased: "dieselben, in anderen Worten",
    full: {
      meaning: (features) => `Ganze Vektoren, ${n(features)}`,
      letters: (features) => `TF-IDF, ${n(features)}`,
    },
    axes: { meaning: (width) => `PCA, ${n(width)}`, letters: (width) => `PCA, ${n(width)}` },
    network: (width) => `Dieses Netz, ${n(width)}`,
    letters: "Buchstaben, TF-IDF",
    chance: "Durch Zufall",
    waiting: "Gezählt wird, sobald das Netz gelernt hat.",
    counting: (done, of) =>
      `Gezählt wird mit jedes Mal einem anderen zurückgehaltenen Fünftel: ${n(done)} von ${n(of)} fertig …`,
    noTopics: "Diese Zeilen haben keine Themen zum Zählen: setze „# Thema“ über die eines Themas.",
    overLetters: {
      more: "Die Bedeutung findet mehr als die Buchstaben.",
      less: "Die Buchstaben finden mehr als die Bedeutung.",
      same: "Bedeutung und Buchstaben finden etwa gleich viel.",
    },
    overAxes: {
      more: "Die Zahlen des Netzes finden mehr als ebenso viele der PCA.",
      less: "Ebenso viele Zahlen der PCA finden mehr als die des Netzes: bei so wenigen Sätzen ist das Lineare besser.",
      same: "Das Netz und die PCA finden etwa gleich viel.",
    },
    overFull: {
      more: "Es findet mehr als die ganzen Vektoren.",
      less: "Die ganzen Vektoren finden mehr, mit einem Vielfachen an Zahlen.",
      same: "Die ganzen Vektoren ebenso.",
    },
    spread: (splits, unseen, paraphrased) =>
      `${n(splits)} Aufteilungen weichen um ± ${n(unseen)} Punkte ab${paraphrased === null ? "" : `, in anderen Worten um ± ${n(paraphrased)}`}.`,
  },
  meaning: {
    heading: "Wofür eine Zahl steht",
    which: "Welche Zahl",
    number: (unit) => `Zahl ${n(unit)}`,
    strongest: (deviations) => `hier am stärksten, ${deviations} Abweichungen`,
    here: (deviations) => `hier ${deviations} Abweichungen`,
    up: "hoch",
    down: "tief",
  },
  take: {
    csv: "Vektoren als CSV",
    npy: "Vektoren als NPY",
  },
  own: {
    button: "Eigene Zeilen",
    hint: "füge sie ein oder lass eine Textdatei fallen, sie bleiben auf diesem Gerät",
    pasted: "Eingefügte Zeilen",
    broken: (name) => `${name} lässt sich nicht verwenden`,
    size: (lines, topics) =>
      topics > 1 ? `${n(lines)} Zeilen zu ${n(topics)} Themen` : `${n(lines)} Zeilen`,
    twice: (lines) => `${n(lines)} Zeilen kommen doppelt vor und zählen einmal.`,
    cut: (lines) => `${n(lines)} Zeilen sind länger als 400 Buchstaben und werden gekürzt.`,
    topicsHint: "Zeilen unter einer Zeile „# Thema“ gehören zu diesem Thema.",
    take: "Diese Zeilen verwenden",
    takes: (name) => `ersetzen ${name} und das Netz dazu, „Zurück“ bringt sie wieder`,
    another: "Andere Datei wählen",
    anotherHint: "Eine Textdatei mit einem Satz je Zeile; von 20 bis 10.000 Zeilen, höchstens 20 MB",
    unchanged: (name) => `Nichts wurde geändert. ${name} und das Netz sind, wie sie waren.`,
    cancel: "Abbrechen",
    close: "Schließen",
  },
};
