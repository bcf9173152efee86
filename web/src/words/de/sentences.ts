// Die Sätze des Arbeitsplatzes Sätze auf Deutsch.

import type { SentenceWords } from "../en/sentences";
import { numbersOf } from "../numbers";

const { n } = numbersOf("de");

export const sentences: SentenceWords = {
  languages: "Sammlungen",
  names: { en: "Englisch", de: "Deutsch", own: "Eigene Zeilen" },
  sources: {
    en: "Für dieses Projekt geschrieben: englische Sätze zu zwölf Themen, und sechzig davon in anderen Worten.",
    de: "Für dieses Projekt geschrieben: deutsche Sätze zu zwölf Themen. An ihnen wurden die Einstellungen des Netzes gewählt.",
    own: "Deine eigenen Zeilen. Sie bleiben auf diesem Gerät.",
  },
  source: "Woher die Sätze kommen",
  loading: "Die Sätze werden gelesen …",
  says: (lines, topics) => (topics > 1 ? `${n(lines)} Sätze zu ${n(topics)} Themen.` : `${n(lines)} Zeilen.`),
  network: (features, width) =>
    `Jeder wird zu ${n(features)} Gewichten von Wortteilen, die das Netz in ${n(width)} Zahlen zwängt.`,
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
    axes: "Achsen der Karte",
    all: {
      principal: "die zwei Achsen, entlang derer sie am meisten streuen",
      topics: "die zwei Achsen, die die Themen auseinanderhalten",
    },
    chosen: "Diese Achsen wurden mit den Themen gewählt: sie schmeicheln dem Bild.",
    take: "Ein Klick nimmt den Satz, auf den gezeigt wird.",
  },
  near: {
    heading: (lines) => `Die nächsten von ${n(lines)}`,
    compact: (width) => `${n(width)} Zahlen`,
    plain: "TF-IDF",
    none: "Nichts ist nah: kein Wort ist bekannt.",
    untrained: "Das Netz hat noch nichts gelernt: trainiere es.",
    way: "Zwischen zwei Sätzen",
    wayHint: "Ein zweiter Satz",
    wayHelp:
      "Die Zeilen, die den Stellen auf der geraden Strecke vom ersten Code zum zweiten am nächsten sind.",
  },
  figures: {
    heading: "Haben Nachbarn dasselbe Thema?",
    of: "der fünf nächsten",
    seen: (lines) => `unter den ${n(lines)} gelernten`,
    unseen: (lines) => `${n(lines)} nicht gesehene`,
    paraphrased: "in anderen Worten",
    plain: (features) => `TF-IDF, ${n(features)}`,
    singular: (width) => `SVD, ${n(width)}`,
    network: (width) => `Dieses Netz, ${n(width)}`,
    chance: "durch Zufall",
    waiting: "Gezählt wird, wenn das Netz ruht.",
    counting: "wird gezählt …",
    noTopics: "Diese Zeilen haben keine Themen zum Zählen: setze „# Thema“ über die eines Themas.",
    wins: "Hier finden die Vektoren des Netzes mehr als SVD gleicher Breite.",
    loses:
      "Hier finden die Vektoren des Netzes nicht mehr als SVD gleicher Breite: bei so wenigen Sätzen reicht das Lineare.",
    even: "Hier finden die Vektoren des Netzes und die von SVD gleicher Breite etwa gleich viel.",
    plainWins: "Einfaches TF-IDF findet noch mehr, mit einem Vielfachen an Zahlen.",
  },
  meaning: {
    heading: (unit) => `Wofür Einheit ${n(unit)} steht`,
    strongest: (deviations) => `hier am stärksten, ${deviations} Abweichungen`,
    up: "mehr",
    down: "weniger",
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
