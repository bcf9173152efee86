// Die Sätze über mitgebrachte Dateien auf Deutsch: wie sie gelesen wurden, und was ihnen fehlt.

import type { FileFaults, FileWords } from "../en/files";
import { numbersOf } from "../numbers";

const { exact, n, some } = numbersOf("de");

const formats: Record<string, string> = {
  pdf: "ein PDF-Dokument",
  office97: "eine Mappe oder ein Dokument aus Excel oder Word 97 bis 2003 (speichere es als .xlsx oder .csv)",
  xlsx: "eine Excel-Mappe",
  xlsb: "eine binäre Excel-Mappe, .xlsb (speichere sie als .xlsx)",
  numbers: "eine Mappe aus Numbers (exportiere sie als .xlsx oder .csv)",
  libreoffice: "eine Mappe oder ein Dokument aus LibreOffice (speichere es als .xlsx oder .csv)",
  docx: "ein Word-Dokument",
  pptx: "eine PowerPoint-Präsentation",
  sqlite: "eine SQLite-Datenbank (exportiere eine Tabelle als CSV)",
  parquet: "eine Parquet-Datei (exportiere sie als CSV)",
  arrow: "eine Arrow-Datei (exportiere sie als CSV)",
  hdf5: "eine Datei in HDF5 oder aus MATLAB 7.3 (exportiere sie als CSV oder NPY)",
  matlab: "eine MATLAB-Datei (exportiere sie als CSV oder NPY)",
  edf: "eine EDF-Aufnahme (exportiere sie als CSV)",
  archive: "ein gepacktes Archiv (entpacke es erst)",
  zip: "ein ZIP-Archiv",
  rtf: "ein RTF-Dokument (speichere es als Text)",
  svg: "eine Zeichnung in SVG, die Programme enthalten kann (speichere sie als PNG)",
  tiff: "ein TIFF-Bild (speichere es als PNG)",
  png: "ein PNG-Bild",
  jpeg: "ein JPEG-Bild",
  gif: "ein GIF-Bild",
  webp: "ein WebP-Bild",
  bmp: "ein BMP-Bild",
  avif: "ein AVIF-Bild",
  heic: "ein HEIC-Bild (speichere es als JPEG)",
  html: "eine Webseite (HTML)",
  xml: "eine XML-Datei (exportiere sie als CSV)",
  video: "ein Video",
  mp4: "ein Ton oder Video (M4A, MP4)",
  webm: "ein Ton oder Video (WebM)",
  mp3: "ein MP3-Ton",
  ogg: "ein Ogg-Ton",
  flac: "ein FLAC-Ton",
  aiff: "ein AIFF-Ton",
  wav: "ein WAV-Ton",
  npy: "ein NumPy-Feld",
  npz: "NumPy-Felder (NPZ)",
  idx: "ein IDX-Feld",
  model: "ein Modell (safetensors)",
  program: "ein Programm",
  text: "ein Text",
};

const faults: FileFaults = {
  empty: () => "Die Datei ist leer.",
  tooLarge: (limit) => `Sie ist größer als die ${n(Number(limit) / 1e6)} MB, die hier gelesen werden können.`,
  tooManyRows: (count, limit) =>
    `Sie hat ${exact(count)} Zeilen; höchstens ${exact(limit)} können hier gelesen werden.`,
  tooManyColumns: (count, limit) =>
    `Sie hat ${exact(count)} Spalten; höchstens ${exact(limit)} können hier gelesen werden.`,
  binary: () => "Das sind keine Buchstaben: die Datei ist binär, was auch ihr Name sagt.",
  format: (name, id) => `Das ist ${formats[`${id}`] ?? name}, was hier nicht gelesen wird.`,
  damaged: (format, why) => `Die Datei ist beschädigt (${format}: ${why}).`,
  json: (why) => `Sie beginnt als JSON und ist keines: ${why}`,
  quote: () =>
    "Hier beginnt ein Anführungszeichen, das nie endet: der Rest der Datei wäre ein einziger Wert.",
  noRows: (lines) => `Keine ihrer ${exact(lines)} Zeilen ist wie die anderen.`,
  onlyHeading: () => "Sie hat eine Zeile aus Wörtern und keine darunter.",
  noNumbers: () => "Keine Spalte enthält Zahlen.",
  tooShort: (count, fewest) => `Sie hat ${exact(count)} Werte; es müssen mindestens ${exact(fewest)} sein.`,
  noLines: () => "Es steht keine Zeile Text darin.",
  noPictures: (shape) =>
    shape
      ? `Felder der Form ${shape} sind keine Bilder: die haben Anzahl × Höhe × Breite, mit höchstens 1, 3 oder 4 Kanälen.`
      : "Unter diesen Dateien ist kein Bild.",
  noDecoder: () => "Dieser Browser kann sie nicht lesen.",
  short: (cells, width) => `${cells} Werte statt ${width}, weggelassen`,
  long: (cells, width) => `${cells} Werte statt ${width}, weggelassen`,
  unread: (cell) => `„${cell}“ passt nicht, gilt als fehlend`,
  heading: (headings, cells) => `Über Zeilen mit ${cells} Werten steht eine mit ${headings} Überschriften`,
  rowNames: (rows, cells, headings) =>
    `${exact(rows)} Zeilen mit ${cells} Werten unter einem Kopf mit ${headings}: die ersten gelten als Namen der Zeilen`,
  skipped: (lines) => `${some(Number(lines), "Zeile", "Zeilen")} über oder zwischen den Werten weggelassen`,
  unit: (unit) => `ohne „${unit}“ gelesen`,
  mixedUnits: (first, second) =>
    `hat „${first}“ und „${second}“ neben den Zahlen, sie werden deshalb als Wörter gelesen`,
  ambiguousNumber: (cell, read, other) =>
    `„${cell}“ wurde als ${exact(read)} gelesen. Es könnte ${exact(other)} sein: wähle oben.`,
  ambiguousDate: (cell, read, other) =>
    `„${cell}“ wurde als ${read} gelesen. Es könnte ${other} sein: wähle oben.`,
  encoding: (count) => `${exact(count)} Zeichen lassen sich in diesem Zeichencode nicht lesen`,
  replaced: (count) => `${exact(count)} Zellen sind keine Zahlen und nehmen den Wert davor`,
  uneven: (longest, usual) =>
    `die meisten Schritte sind ${exact(usual)} s lang, der längste ${exact(longest)} s: die Zeit hat Lücken`,
  member: (name, why) => `${name} wurde nicht gelesen: ${why}`,
  oneShade: () => "Es hat überall denselben Ton.",
  tooManyPixels: (width, height) =>
    `Es hat ${exact(width)} × ${exact(height)} Pixel, mehr als die 40 Millionen, die hier gelesen werden.`,
  more: (count) => `und ${exact(count)} weitere`,
  labels: (labels, pictures) => `Es gibt ${exact(labels)} Kennzeichnungen für ${exact(pictures)} Bilder.`,
  oneRow: () => "Eine Tabelle, aus der sich lernen lässt, braucht mindestens zwei Zeilen.",
  noFeatures: () => "Keine Spalte hat Zahlen, Daten oder Kategorien, aus denen sich lernen lässt.",
  tooLong: () =>
    "Das sind mehr als die zwei Millionen Werte, aus denen hier gelernt werden kann: wähle eine niedrigere Rate.",
  constant: () => "In diesem Kanal ändert sich nichts: es gibt nichts zu lernen.",
  tooFewLines: (lines) => `Zu lernen gibt es etwas ab 20 verschiedenen Zeilen; hier sind ${exact(lines)}.`,
  tooManyLines: (lines) => `Das sind ${exact(lines)} Zeilen; aus höchstens 10.000 kann hier gelernt werden.`,
  tooManyTopics: (topics) =>
    `Das sind ${exact(topics)} Themen; höchstens 100 können hier auseinandergehalten werden.`,
  tooManyPictures: (count, most) =>
    `Das sind ${exact(count)} Bilder; höchstens ${exact(most)} dieser Größe passen in den Speicher eines Browsers.`,
  tooLargeToCut: (pixels, most) =>
    `Dieses Bild hat ${n(Math.round(Number(pixels) / 1e6))} Millionen Bildpunkte: höchstens ${n(Number(most) / 1e6)} Millionen lassen sich Ausschnitt für Ausschnitt beurteilen.`,
  tooFewPictures: (count, fewest) =>
    `Zu lernen gibt es etwas ab ${exact(fewest)} Bildern; hier ${count === 1 ? "ist 1" : `sind ${exact(count)}`}, das sich lesen lässt.`,
};

export const files: FileWords = {
  faults,
  readWith: "Gelesen mit",
  fields: {
    member: "Datei im Archiv",
    sheet: "Blatt",
    encoding: "Zeichencode",
    delimiter: "Trennzeichen",
    header: "Kopf",
    skipped: "Zeilen darüber",
    decimal: "Dezimalzeichen",
    thousands: "Zifferngruppen",
    dates: "Daten",
  },
  delimiters: {
    ",": "Kommas",
    ";": "Strichpunkten",
    "\t": "Tabulatoren",
    "|": "Strichen",
    " ": "Leerzeichen",
    "": "einer Spalte",
  },
  headers: { yes: "mit Kopf", units: "mit Kopf und Einheiten", no: "ohne Kopf" },
  skipped: (lines) =>
    lines === 0 ? "keine Zeile darüber" : `${some(lines, "Zeile", "Zeilen")} darüber weggelassen`,
  decimals: { ".": "Dezimalpunkt", ",": "Dezimalkomma" },
  thousands: {
    "": "Ziffern ohne Gruppen",
    ",": "Gruppen mit Komma",
    ".": "Gruppen mit Punkt",
    " ": "Gruppen mit Leerzeichen",
    "'": "Gruppen mit Apostroph",
  },
  dates: { ymd: "Jahr, Monat, Tag", dmy: "Tag, Monat, Jahr", mdy: "Monat, Tag, Jahr" },
  line: (line) => `Zeile ${n(line)}`,
  at: (line, column) => `Zeile ${n(line)}, Spalte ${n(column)}.`,
  problems: (value) => some(value, "Problem", "Probleme"),
  asked: "Was ist gemeint?",
  noted: "Wie gelesen wurde",
  more: (value) => `und ${n(value)} weitere`,
  asSigns: "Anführungszeichen als gewöhnliche Zeichen lesen",
  another: "Andere Datei wählen",
};
