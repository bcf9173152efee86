// Die Sätze über eigene Bilder auf Deutsch.

import type { OwnImageWords } from "../en/own-images";
import { numbersOf } from "../numbers";

const { n } = numbersOf("de");

export const ownImages: OwnImageWords = {
  option: "Eigene Bilder …",
  heading: "Eigene Bilder",
  choose: "Dateien wählen",
  chooseFolder: "Ordner wählen",
  hint: "Oder lass sie irgendwo auf der Seite fallen. PNG, JPEG, WebP, GIF, BMP und AVIF in jeder Zahl und Größe, die Namen ihrer Ordner werden zu Kennzeichnungen; IDX, NPY und NPZ, Kennzeichnungen daneben; alles auch in ZIP oder gzip.",
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
  unchanged: (name) => `Nichts wurde geändert. ${name} und das Modell sind, wie sie waren.`,
  cancel: "Abbrechen",
  close: "Schließen",
  notInLink:
    "Dieser Link wurde mit jemandes eigenen Bildern gemacht, die auf deren Gerät blieben: hier sind stattdessen Ziffern.",
};
