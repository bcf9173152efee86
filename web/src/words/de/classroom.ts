// Was eine Klasse außer Lektionen braucht, auf Deutsch.

import type { PresentWords, RaceWords, ReportWords, ResultWords, SignWords } from "../en/classroom";
import { numbersOf } from "../numbers";

const { date, n, some } = numbersOf("de");

export const race: RaceWords = {
  heading: "Ein Rennen",
  link: "Ein Rennen von bis zu vier Einstellungen",
  says: (kind, steps) => `${kind}: auf jeder Bahn dasselbe Netz, je ${steps} Schritte`,
  differs: "Was sich unterscheidet",
  lane: (number) => `Bahn ${number}`,
  remove: (number) => `Bahn ${number} entfernen`,
  add: "Bahn hinzufügen",
  output: (value) => `Was das Netz mit ${value} aus dem Bild macht`,
  error: "Testfehler",
  active: "Lebende Einheiten",
  place: (place) => `${place}.`,
  ranAway: (epoch) => `entgleist, Epoche ${epoch}`,
  run: "Rennen starten",
  again: "Noch ein Rennen",
  stop: "Halt",
  sample: "Anderes Bild",
  steps: (done, goal) => `${done} von je ${goal} Schritten`,
  curve: "Quadratischer Fehler auf zurückgehaltenen Bildern",
  curveSays: "Bilder, aus denen keines gelernt hat",
  wins: (value) => `${value} gewinnt.`,
  tie: (a, b) => `${a} und ${b} liegen gleichauf: sie unterscheiden sich weniger, als der Zufall es täte.`,
  none: "Alle sind entgleist.",
  diverged: (value, epoch) => `${value} ist in Epoche ${epoch} entgleist.`,
  silent: (value, silent, units) => `Mit ${value} sind ${silent} von ${units} Einheiten verstummt.`,
  leave: "Verlassen",
};

export const results: ResultWords = {
  heading: "Ergebnisse der Klasse",
  link: "Ergebnisse der Klasse",
  lesson: (id, title) => `Lektion ${id}: ${title}`,
  print: "Drucken",
  leave: "Verlassen",
  paste: "Codes einfügen",
  example: "Mia 4G45-2NPR-0",
  read: (read, wrong) => (wrong > 0 ? `${read} gelesen, ${wrong} nicht` : `${read} gelesen`),
  twice: (count) => `${count} doppelt, einmal gezählt`,
  line: (number, name) => (name ? `Zeile ${number}, ${name}:` : `Zeile ${number}:`),
  wrong: {
    checksum: "ein Zeichen ist falsch, frag noch einmal nach dem Code.",
    unknown: "das ist kein Code dieser Lektionen.",
    empty: "hier steht kein Code.",
  },
  elsewhere: (lesson) => `gehört zu Lektion ${lesson}.`,
  holds:
    "Für jeden eine Zeile: ein Name, dann der Code vom Ende einer Lektion. Ein Code enthält die Antwort und was gemessen wurde; er beweist nichts, jeder kann einen erfinden. Nichts wird irgendwohin gesendet.",
  empty: "Was die Klasse gemessen hat, wird hier gezeichnet.",
  pupils: (count) => (count === 1 ? "1 Ergebnis" : `${n(count)} Ergebnisse, jedes ein Punkt`),
  median: (value) => `Median ${value}`,
  predicted: "Was sie vorhergesagt hatten",
  teal: "Türkis ist, was geschah.",
  look: "Einen Blick wert",
  other: "arbeitete mit der anderen Ausgabe der Seite, mit anderen Ziffern: nicht vergleichbar.",
  spread: (count, low, high, median) => `${n(count)}-mal, von ${low} bis ${high}, Median ${median}`,
  csv: { name: "Name", answer: "vorhergesagt", other: "andere Ausgabe", yes: "ja" },
};

export const report: ReportWords = {
  open: "Bericht",
  heading: "Bericht",
  print: "Drucken, oder als PDF speichern",
  save: "Als HTML speichern",
  says: "Eine Seite, die nichts außer sich selbst braucht.",
  about: (at) => `hourglass, ${date(at)}`,
  name: "Name",
  set: "Was eingestellt war",
  figures: "Was herauskam",
  pictures: "Bilder",
  results: "Ergebnisse",
  thoughts: "Was ich davon halte",
  predicted: "Was ich vorhergesagt habe",
  leftOpen: "offen gelassen",
  code: "Code",
};

export const signs: SignWords = {
  heading: "Eigene Zeichen",
  link: "Eigene Zeichen",
  says: "Buchstaben, Runen, Gesichter: zeichne einige von jedem, dann lass ein Netz sie lernen.",
  leave: "Verlassen",
  undo: "Zurücknehmen",
  redo: "Wiederholen",
  save: "Speichern",
  open: "Öffnen und vereinen",
  draw: (name) => `Zeichne: ${name}`,
  turn: (done, next) => `${done} ist fertig. Nun: ${next}`,
  drawThis: "Zeichnen",
  keep: "Behalten",
  hint: (wanted) =>
    `Die Eingabetaste behält es auch. ${wanted} von jedem sind eine gute Zahl, jedes ein wenig anders.`,
  added: (name, count) => `${name}: ${n(count)} gezeichnet.`,
  name: (number) => `Name der Klasse ${number}`,
  count: (count, wanted) => `${n(count)} von ${n(wanted)}`,
  more: (count) => `und ${n(count)} weitere`,
  remove: (name) => `Klasse ${name} entfernen`,
  removeOne: (name, number) => `Zeichnung ${number} von ${name} entfernen`,
  addClass: "Klasse hinzufügen",
  train: "Damit trainieren",
  test: "Das Ziffernnetz damit prüfen",
  asTest: "Ziffern zum Lernen, deine Zeichen als Test",
  learns:
    "Jede fünfte Zeichnung einer Klasse wird zurückgehalten. Vorher lassen sich Dateien anderer dazunehmen.",
  few: "Um daraus zu lernen, braucht es je fünf Zeichnungen in zwei Klassen.",
  joined: (files, drawings) =>
    `${some(files, "Datei", "Dateien")} dazugenommen: ${n(drawings)} Zeichnungen insgesamt.`,
  unchanged: "Nichts wurde geändert.",
  faults: {
    large: () => "diese Datei ist für Zeichen zu groß.",
    json: () => "das ist keine Datei mit Zeichen: sie lässt sich nicht als JSON lesen.",
    format: () => "das ist keine Datei mit Zeichen.",
    classes: (where) => `das wären ${where} Klassen, und zehn sind das Höchste.`,
    name: (where) => `der Name der Klasse ${where} fehlt oder ist zu lang.`,
    drawing: (where) => `die Zeichnung ${where} ist beschädigt.`,
    many: (where) => `die Klasse ${where} hat mehr als tausend Zeichnungen.`,
  },
};

export const present: PresentWords = {
  start: "Vorführen",
  end: "Vorführung verlassen",
  keys: [
    ["Leertaste", "trainieren, anhalten"],
    ["→", "ein Schritt"],
    ["1 – 6", "Ansicht"],
    ["N", "neues Bild"],
    ["Esc", "verlassen"],
  ],
};
