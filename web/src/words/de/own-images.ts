// Die Sätze über eigene Bilder auf Deutsch.

import type { Detail, ImageFaults, OwnImageWords } from "../en/own-images";
import { numbersOf } from "../numbers";

const { n } = numbersOf("de");

const faults: ImageFaults = {
  empty: () => "Die Datei ist leer.",
  noPicture: () => "ist weder PNG, JPEG, WebP, GIF noch IDX, NPY oder NPZ, was auch ihr Name sagt.",
  svg: () => "ist eine Zeichnung in SVG, die Programme enthalten kann: speichere sie erst als PNG.",
  table: () => "ist ein Text: Tabellen gehören zum Arbeitsplatz Anomalien.",
  fileTooLarge: () => "ist größer als die 50 MB, die ein Bild haben darf.",
  tooManyPixels: ({ width, height }) =>
    `hat ${n(width)} × ${n(height)} Pixel, mehr als die 40 Millionen, die hier gelesen werden.`,
  undecodable: () => "beginnt als Bild und lässt sich nicht lesen: es ist beschädigt oder abgeschnitten.",
  gzip: () => "ist gepackt, und das Ende fehlt oder ist beschädigt.",
  tooLarge: () => "ist entpackt größer als die 600 MB, die hier gelesen werden.",
  array: ({ message }) => `lässt sich nicht lesen. ${message as string}.`,
  noPictures: ({ shape }) =>
    `hat die Form ${shape as string}, die keine von Bildern ist: Anzahl × Höhe × Breite, mit höchstens 1, 3 oder 4 Kanälen.`,
  labels: ({ counts }: Detail) => {
    const [labels, pictures] = counts as [number, number];
    return `Es gibt ${n(labels)} Kennzeichnungen für ${n(pictures)} Bilder.`;
  },
  values: ({ message }) => `enthält, was keine Zahl ist: ${message as string}.`,
  unknown: ({ message }) => `lässt sich nicht lesen: ${message as string}`,
  none: () => "Unter diesen Dateien ist kein Bild.",
  tooMany: ({ count, most }) =>
    `Das sind ${n(count)} Bilder; höchstens ${n(most)} dieser Größe passen in den Speicher eines Browsers.`,
  tooFew: ({ count, fewest }) =>
    `Zu lernen gibt es etwas ab ${n(fewest)} Bildern; hier ${Number(count) === 1 ? "ist 1" : `sind ${n(count)}`}, das sich lesen lässt.`,
};

export const ownImages: OwnImageWords = {
  option: "Eigene Bilder …",
  heading: "Eigene Bilder",
  choose: "Dateien wählen",
  chooseFolder: "Ordner wählen",
  hint: "Oder lass sie irgendwo auf der Seite fallen. PNG, JPEG, WebP und GIF in jeder Zahl und Größe, die Namen ihrer Ordner werden zu Kennzeichnungen; IDX, NPY und NPZ, auch mit .gz, Kennzeichnungen daneben.",
  limits: (fewest, most, megabytes, classes) =>
    `Von ${n(fewest)} bis ${n(most)} Bilder von je höchstens 50 MB und 40 Millionen Pixeln; Felder bis ${n(megabytes)} MB entpackt; bis zu ${n(classes)} Kennzeichnungen.`,
  stays: "Sie bleiben auf diesem Gerät.",
  files: (files) => `${n(files)} Dateien`,
  reading: (done, total) =>
    total > 0 ? `Bild ${n(done)} von ${n(total)} wird gelesen` : "Die Dateien werden angesehen",
  size: (pictures, side) => `${n(pictures)} Bilder, gelesen als ${side} × ${side}`,
  readAs: "Gelesen als",
  ways: {
    dark: "dunkle Tinte auf hellem Papier",
    light: "helle Tinte auf dunklem Papier",
    grey: "graue Fotografien",
    colour: "farbige Fotografien",
  },
  side: "Größe",
  sized: (side) => `${side} × ${side} Pixel`,
  samples: (name) => `Einige Bilder aus ${name}, wie das Netz sie sehen wird`,
  split: (train, heldOut) =>
    `Lernt aus ${n(train)}; ${n(heldOut)} zufällig gewählte werden zurückgehalten, um es zu beurteilen.`,
  splitByMakers: (train, heldOut) =>
    `Lernt aus ${n(train)}; ${n(heldOut)} der als Test beiseitegelegten werden zurückgehalten, um es zu beurteilen.`,
  classes: (classes) => `${n(classes)} Kennzeichnungen:`,
  noClasses: "Keine Kennzeichnungen: weder Ordner noch ein Feld davon.",
  problems: (files) => (files === 1 ? "1 Datei wurde weggelassen" : `${n(files)} Dateien wurden weggelassen`),
  more: (files) => `und ${n(files)} weitere`,
  take: "Diese Bilder verwenden",
  takes: (name) => `ersetzen ${name} und das Modell dazu, „Zurück“ bringt sie wieder`,
  broken: (name) => `${name} lässt sich nicht verwenden`,
  faults: faults as Record<string, (detail: Detail) => string>,
  unchanged: (name) => `Nichts wurde geändert. ${name} und das Modell sind, wie sie waren.`,
  cancel: "Abbrechen",
  close: "Schließen",
  notInLink:
    "Dieser Link wurde mit jemandes eigenen Bildern gemacht, die auf deren Gerät blieben: hier sind stattdessen Ziffern.",
};
