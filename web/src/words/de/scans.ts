// The sentences of unusual pictures, in German.

import type { ScansWords } from "../en/scans";
import { numbersOf } from "../numbers";

const { n, some } = numbersOf("de");

export const scans: ScansWords = {
  names: {
    heads: "Kopfscans",
    retina: "Netzhaut",
    digits: "Ziffern ohne eine",
    brick: "Ziegelwand",
    "own-pictures": "Eigene Bilder",
  },
  sources: {
    heads:
      "Künstlich: von einer dokumentierten Formel dieses Projekts gezeichnet, niemandes Kopf. Ungewöhnlich sind die mit einer Läsion, einem kleinen helleren Fleck. Nichts hiervon ist eine Diagnose.",
    retina:
      "Eine gesunde Netzhaut, aus scikit-image, CC0. Der Sehnervenkopf, wo die Gefäße eintreten, liegt nur in der linken Hälfte. Nichts hiervon ist eine Diagnose.",
    digits:
      "Handgeschriebene Ziffern (MNIST: LeCun, Cortes und Burges, CC BY-SA 3.0). Die ausgelassene ist nicht unter denen, aus denen es lernt.",
    brick:
      "Eine Ziegelwand, aus scikit-image, CC0, mit einem Kratzer in der rechten Hälfte, den eine Formel dieses Projekts zeichnet.",
    "own-pictures": "Eigene Bilder. Sie bleiben auf diesem Gerät.",
  },
  usual: {
    heads: "gesund",
    retina: "rechte Hälfte",
    digits: "bekannte Ziffern",
    brick: "unversehrt",
    "own-pictures": "normal",
  },
  unusual: {
    heads: "mit Läsion",
    retina: "linke Hälfte",
    digits: "die ausgelassene",
    brick: "auf dem Kratzer",
    "own-pictures": "ungewöhnlich",
  },
  says: {
    heads: (judged, learnt) =>
      `${n(judged)} Kopfscans von 64 × 64, nach einer Formel gezeichnet. Das Netz lernt ${n(learnt)} andere, gesunde; was es nicht wiederherstellen kann, ist ungewöhnlich.`,
    retina: (_judged, learnt) =>
      `Ein Foto einer Netzhaut, 470 × 470 Bildpunkte. Das Netz lernt ${n(learnt)} Ausschnitte von 16 × 16 aus der rechten Hälfte; die linke ist ihm neu.`,
    digits: (judged, learnt) =>
      `${n(judged)} Ziffern. Das Netz lernt ${n(learnt)} andere, keine davon die ausgelassene.`,
    brick: (_judged, learnt) =>
      `Ein Foto einer Wand, 512 × 512 Bildpunkte, mit einem Kratzer. Das Netz lernt ${n(learnt)} Ausschnitte von 16 × 16 aus der linken Hälfte, die keinen hat.`,
    "own-pictures": (judged, learnt) =>
      `${some(judged, "eigenes Bild oder Ausschnitt wird", "eigene Bilder oder Ausschnitte werden")} beurteilt; das Netz lernt ${n(learnt)}.`,
  },
  loading: "Die Bilder werden gezeichnet und gelesen …",
  scoreOf: "Bild",
  scoreOfPatch: "Ausschnitt",
  anatomy: "Anatomie",
  contrast: "Kontrast",
  noise: "Rauschen",
  lesion: "Läsionen",
  help: {
    anatomy: "Wie sehr sich Köpfe in Lage, Größe, Neigung und Innerem unterscheiden; bei 0 sind alle gleich.",
    contrast: "Wie deutlich sich das Innere eines Kopfes abhebt.",
    noise: "Wie sehr die Bildpunkte eines Scans flimmern.",
    lesion: "Wie viel heller als ihre Umgebung eine Läsion ist; 0 ist keine.",
  },
  without: "Ausgelassen",
  wallSays: "die ungewöhnlichsten zuerst, türkis ein Fehlalarm",
  wallSaysUnlabelled: "die ungewöhnlichsten zuerst",
  noMarks:
    "Niemand hat gesagt, welche Bilder ungewöhnlich sind: der Wert reiht sie nur. Einige markieren, über und unter der Schwelle: dann steht hier, was die Marken über sie sagen.",
  heat: "Hitze",
  more: (count) => `Mehr von ${n(count)} weiteren zeigen`,
  picture: (name) => `Bild ${name}`,
  score: (value) => `Wert ${value}`,
  nothingChosen: "Ein Bild",
  input: "Eingabe",
  restored: "Wiederhergestellt",
  difference: "Unterschied",
  truth: "Die Wahrheit",
  outlined: "umrandet",
  pca: "PCA",
  axes: (count) => some(count, "Achse", "Achsen"),
  itsDifference: "Ihr Unterschied",
  place: (column, row) => `Am weitesten daneben in Spalte ${column}, Zeile ${row}:`,
  lighter: (by) => `${by} heller als wiederhergestellt`,
  darker: (by) => `${by} dunkler als wiederhergestellt`,
  onIt: ", und auf der Läsion.",
  besideIt: ", und nicht auf der Läsion.",
  network: "Autoencoder",
  hits: "Am weitesten daneben auf der Läsion",
  even: "Hier ist PCA so gut wie das Netz: der Unterschied liegt im Rahmen des Zufalls.",
  networkBetter: "Hier ist das Netz besser als PCA.",
  axesBetter: "Hier ist PCA besser als das Netz, und braucht kein Training.",
  axesComing: "PCA gleicher Breite wird verglichen, wenn das Netz fertig ist.",
  byArea: (area) => `Fläche unter der Kurve des Netzes: ${area}.`,
  cannotRestore: "Wo es nicht wiederherstellen kann",
  leftHalf: "Linke Hälfte",
  rightHalf: "Rechte Hälfte",
  isNew: "dem Netz neu",
  isLearnt: "hieraus wurden Ausschnitte gelernt: ihr eigener Wert ist geschönt",
  whole: "Das ganze Bild",
  wholeSays: "aus allem wurden Ausschnitte gelernt: was darin selten ist, fällt auf",
  patchEvery: (step) =>
    `Alle ${n(step)} Bildpunkte ein Ausschnitt; jeder Bildpunkt zeigt das Mittel der Ausschnitte über ihm.`,
  hottestPlaces: "Heißeste Stellen",
  apart: "mindestens 40 Bildpunkte voneinander",
  at: (column, row) => `Spalte ${column}, Zeile ${row}`,
  isDisc:
    "Die heißeste Stelle ist der Sehnervenkopf, wo die Gefäße eintreten: nichts dergleichen ist in der rechten Hälfte.",
  noDisc: "Die heißeste Stelle ist nicht der Sehnervenkopf.",
  isScratch: "Die heißeste Stelle liegt auf dem Kratzer.",
  noScratch: "Die heißeste Stelle liegt nicht auf dem Kratzer.",
  byPixelDisc: "Fläche unter der Kurve nach Bildpunkten, gegen eine von Hand gezeichnete Scheibe:",
  byPixelScratch: "Fläche unter der Kurve nach Bildpunkten, gegen den Kratzer:",
  noDiagnosis: "Ein Werkzeug zum Lernen; es stellt keine Diagnose.",
  own: {
    button: "Eigene Bilder",
    hint: "Ordner oder ein großes Bild irgendwo fallen lassen",
    heading: "Eigene Bilder",
    files: "Dateien wählen …",
    folder: "Ordner wählen …",
    says: "Viele Bilder: aus denen in einem Ordner „normal“ (oder „gut“, „gesund“) wird gelernt, alle anderen sind ungewöhnlich; ohne so einen Ordner werden alle gereiht. Ein einzelnes Bild wird Ausschnitt für Ausschnitt beurteilt. Sie bleiben auf diesem Gerät.",
    limits:
      "PNG, JPEG, WebP und dergleichen, auch in ZIP, oder Felder; 20 bis 20.000, die 64 × 64 werden, oder eines von höchstens 4 Millionen Bildpunkten.",
    reading: "Die Bilder werden gelesen …",
    close: "Schließen",
  },
  unchanged: "Nichts wurde geändert.",
  other: (name) =>
    `${name} enthält ein Modell, das nichts von solchen Bildern sagt: ein anderer Tisch hat es gespeichert. Nichts wurde geändert.`,
  ownFirst: (name) =>
    `${name} hat aus jemandes eigenen Bildern gelernt: zuerst die öffnen, die es beurteilen soll. Nichts wurde geändert.`,
  otherSize: (name, has, wanted) =>
    `${name} enthält ein Netz für Bilder aus ${n(has)} Zahlen, und diese haben ${n(wanted)}. Nichts wurde geändert.`,
};
