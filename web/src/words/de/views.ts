// Die Sätze der Ansichten unter der Reihe auf Deutsch.

import type { ViewWords } from "../en/views";
import { numbersOf } from "../numbers";

const { n, some, fixed } = numbersOf("de");

export const views: ViewWords = {
  heading: "Ansichten dessen, was es gelernt hat",
  tabs: {
    "held-out": "Testbilder",
    "latent-map": "Latente Karte",
    new: "Neue",
    between: "Dazwischen",
    features: "Merkmale",
    compression: "Kompression",
    compare: "Vergleich",
  },
  untrained: "Es hat noch nichts gelernt: trainiere es zuerst.",

  heldOut: {
    order: "Welche",
    orders: {
      classes: "eines je Klasse",
      worst: "die schlechtesten",
      best: "die besten",
      random: "zufällige",
    },
    ssim: "SSIM",
  },

  map: {
    pictures: (count) => `${n(count)} zurückgehaltene Bilder`,
    axes: "Achsen",
    principal: "Zwei Hauptachsen",
    explained: (percent) => `${percent} % der Streuung der Codes`,
    units: "Zwei Einheiten",
    unit: (index) => `Einheit ${index}`,
    across: "Einheit waagrecht",
    up: "Einheit senkrecht",
    tools: { decode: "Decodieren", pan: "Schieben", lasso: "Lasso" },
    tool: "Was Ziehen tut",
    toolHelp: {
      decode: "Klicke oder ziehe: die Ausgabe zeigt, was der Decoder aus dieser Stelle macht.",
      pan: "Ziehe, um die Karte zu schieben; das Rad oder zwei Finger vergrößern.",
      lasso: "Umrande Punkte, um ihre Klassen zu zählen.",
    },
    zoomIn: "Näher",
    zoomOut: "Weiter weg",
    home: "Alles zeigen",
    tiles: "Decodierte Stellen dahinter",
    input: "deine Eingabe",
    label:
      "Latente Karte. Pfeiltasten bewegen den decodierten Punkt, Plus und Minus vergrößern, 0 zeigt alles.",
    at: (x, y) => `Decodierte Stelle: ${x} waagrecht, ${y} senkrecht`,
    hover: "Zeige auf eine Marke, um ihr Bild zu sehen.",
    take: (what) => `Nimm ${what} als Eingabe`,
    counted: (count) => `${n(count)} darin`,
    one: "Ein Code aus einer Zahl: jede Klasse hat ihre eigene Linie.",
  },

  newOnes: {
    source: "Gezogen aus",
    sources: { prior: "dem Prior N(0, 1)", codes: "einer Gauß-Verteilung, an die Codes angepasst" },
    temperature: "Temperatur",
    temperatureHelp:
      "Wie weit Ziehungen von der Mitte abweichen: unter 1 ähneln sie sich mehr, darüber sind sie gewagter.",
    again: "Noch einmal",
    seed: (seed) => `Startwert ${seed}`,
    says: { prior: "zieht aus dem Prior", codes: "zieht wie seine Codes" },
    none: (latent) =>
      `Hefte einen anderen Lauf mit einem Code aus ${latent} an, um hier seine neuen Bilder zu sehen.`,
    noneKind: "nichts daneben angeheftet",
    other: "Angehefteter Lauf",
    note: "Beide decodieren dieselben Ziehungen. Ein Variational Autoencoder wurde darauf trainiert, mit dem Prior etwas anzufangen; die anderen kennen nur ihre eigenen Codes.",
    label: (kind) => `Neue Bilder, Art ${kind}`,
  },

  between: {
    yours: "Dein Bild",
    heldOut: "zurückgehalten",
    along: "Auf der Strecke",
    alongSays: "zwischen den zwei Codes, decodiert",
    mixed: "Pixel gemischt",
    mixedSays: "eine Ausgabe in die andere überblendet",
    takeInput: "Eingabe",
    takeInputFull: (side) => `Nimm die Eingabe als ${side} Bild`,
    another: (side) => `Ein anderes zurückgehaltenes Bild als ${side}`,
    sides: { from: "erstes", to: "letztes" },
    play: "Abspielen",
    stop: "Halt",
    slider: "Stelle zwischen den beiden",
    sliderHelp: "Die Reihe oben zeigt, was der Decoder aus dieser Stelle macht.",
    label: "Bilder auf dem Weg vom einen zum anderen",
    halfway: (nearer, pairs) =>
      `Auf halbem Weg zwischen ${n(pairs)} zufälligen Paaren war das decodierte Bild ${n(nearer)}-mal näher an einem Trainingsbild als die Mischung der beiden Ausgaben.`,
  },

  features: {
    heading: "Was jede Einheit malt",
    says: "die meistgenutzten zuerst",
    faded: (silent) => (silent === 0 ? "" : `; blass: ${n(silent)}, die diese Eingabe in Ruhe lässt`),
    never: (count) =>
      count === 1 ? "1 Einheit wird nie genutzt." : `${n(count)} Einheiten werden nie genutzt.`,
    label: "Einheiten. Links und rechts wählen eine, auf und ab ändern sie.",
    unit: (index) => `Einheit ${index}`,
    share: (percent) => `aktiv bei ${percent} % der zurückgehaltenen Bilder`,
    now: (now, usually) => `jetzt ${now}, sonst ${usually}`,
    change: "auf und ab ändern sie",
    probe: "Lineare Probe",
    probeHelp:
      "Eine Softmax-Regression unterscheidet die Klassen allein an den Codes: trainiert auf den Trainingsbildern, gemessen auf den zurückgehaltenen.",
    probeSays: "auf zurückgehaltenen Bildern",
    noLabels: "Es gibt keine Kennzeichnungen zu unterscheiden.",
    codes: "Codes",
    principal: (components) => `PCA ${components}`,
    pixels: "Pixel",
    working: "wird gemessen …",
    whenPaused: "Gemessen wird, wenn das Training anhält.",
    readAs: "gelesen als",
    confused: (count, truth, read) => `${truth} gelesen als ${read}: ${n(count)}`,
    confusion:
      "Verwechslungsmatrix der Probe auf den Codes: Zeilen sind wahre Klassen, Spalten das, als was sie gelesen werden.",
    cell: (count, truth, read) => `${truth}, gelesen als ${read}: ${n(count)}`,
    barely:
      "Codes und Hauptkomponenten unterscheiden sich um weniger als den Standardfehler: keines ist nachweislich besser.",
  },

  compression: {
    label: "Spitzen-Signal-Rausch-Verhältnis je nach Bytes pro Bild",
    bytes: "Bytes je Bild, ohne Kopf und Decoder",
    this: (bits) => `dieses Netz, ${bits} Bit`,
    principal: "PCA, 4 Bit",
    exact: (bytes) => `PNG ${bytes}, genau`,
    jpeg: "JPEG",
    webp: "WebP",
    noWebp: "Dieser Browser schreibt kein WebP.",
    ways: {
      original: "Dein Bild",
      float: "Code, float32",
      eight: "Code, 8 Bit",
      four: "Code, 4 Bit",
      principal: (units) => `PCA ${units}, 4 Bit`,
      jpeg: (quality) => `JPEG, Qualität ${quality}`,
    },
    of: (bytes) => `${n(bytes)} Bytes`,
    png: (bytes) => `${n(bytes)} Bytes, PNG`,
    isExact: "genau",
    decibels: (value) => `${value} dB`,
    measuring: "Die Formate werden gemessen …",
    whenPaused: "Die Formate werden gemessen, wenn das Training anhält.",
    sampled: (count) => `Mittel über ${n(count)} saubere zurückgehaltene Bilder.`,
    against: (own, pca, bytes) =>
      `Bei ${n(bytes)} Bytes je Bild erreicht dieses Netz ${own} dB und PCA ${pca} dB.`,
    needs: (format, bytes, own) => `${format} braucht ${bytes} Bytes für die ${own} dB dieses Codes.`,
    tooCoarse: (format, own) => `${format} schreibt nichts so Grobes wie ${own} dB.`,
    decoder: (bytes, each, pictures) =>
      `Der Decoder wiegt ${bytes}: auf ${n(pictures)} Bilder verteilt sind das je ${each} Bytes.`,
    train: (sizes) => `Größen ${sizes} trainieren`,
    trainHelp:
      "Trainiert dasselbe Netz mit anderen latenten Größen, eines nach dem anderen im Hintergrund, jedes so viele Epochen wie dieses.",
    training: (units, percent) => `Größe ${units}: ${percent} %`,
    cancel: "Abbrechen",
    allTrained: "Alle Größen sind trainiert.",
  },

  compare: {
    pin: "Lauf anheften",
    pinned: "Angeheftet",
    full: (most) => `${most} Läufe sind angeheftet: löse erst einen.`,
    beside: "Angeheftet. Der nächste Lauf wird daneben gezeichnet.",
    notKept:
      "Dieser Browser hebt hier nichts auf: angeheftete Läufe bleiben, bis die Seite geschlossen wird.",
    unpin: (name) => `${name} lösen`,
    curve: "Quadratischer Fehler auf zurückgehaltenen Bildern",
    curveSays: "nach Schritten, für alle Arten derselbe",
    curveLabel: "Quadratischer Fehler der angehefteten Läufe nach Schritten",
    steps: "Schritte",
    run: "Lauf",
    input: "Deine Eingabe, dann zurückgehaltene Bilder",
    columns: {
      psnr: "PSNR, dB",
      ssim: "SSIM",
      probe: "Probe",
      active: "aktive Einheiten",
      bytes: "Code, Bytes",
      parameters: "Parameter",
      loss: "Verlust",
      heldOut: "Testverlust",
      time: "Zeit",
    },
    seconds: (seconds) =>
      seconds < 100 ? `${fixed(seconds, seconds < 10 ? 1 : 0)} s` : `${n(seconds / 60)} min`,
    settings: {
      epochs: (epochs) => some(epochs, "Epoche", "Epochen"),
      fed: "bekommt verrauschte Bilder",
    },
    markdown: "Als Markdown kopieren",
    copied: "Kopiert",
    csv: "CSV",
    kind: "Art",
    link: "Einstellungen",
  },

  take: {
    heading: "Mitnehmen",
    input: "Eingabe (PNG)",
    noisy: "Verrauscht (PNG)",
    output: "Ausgabe (PNG)",
    view: "Diese Ansicht (PNG)",
    curve: "Verlustkurve (PNG)",
    losses: "Verluste nach Schritten (CSV)",
    figures: "Kennzahlen (CSV)",
    codes: "Codes der zurückgehaltenen Bilder (CSV)",
    svg: "Diese Darstellung (SVG)",
  },
};
