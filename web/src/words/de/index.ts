// Jeder Satz der Seite auf Deutsch. Zahlen darin kommen aus den Daten und den Einstellungen.

import type { Help, Options, Words } from "../en";
import { numbersOf } from "../numbers";
import { anomalies } from "./anomalies";
import { present, race, report, results, signs } from "./classroom";
import { files } from "./files";
import { kit } from "./kit";
import { lessons } from "./lessons";
import { photos } from "./photos";
import { scans } from "./scans";
import { ownImages } from "./own-images";
import { sentences } from "./sentences";
import { signals } from "./signals";
import { views } from "./views";

const { exact, n, some, when } = numbersOf("de");

const options: Options = {
  linear: "linear",
  relu: "ReLU",
  leaky_relu: "Leaky ReLU",
  elu: "ELU",
  tanh: "tanh",
  sigmoid: "Sigmoid",
  gelu: "GELU",
  silu: "SiLU",
  selu: "SELU",
  softplus: "Softplus",
  softmax: "Softmax",
  mse: "quadratischer Fehler",
  bce: "Kreuzentropie",
  mae: "absoluter Fehler",
  huber: "Huber",
  log_cosh: "log cosh",
  gaussian: "Gauß",
  masking: "Maskierung",
  salt_and_pepper: "Salz und Pfeffer",
  l1: "L1",
  kl: "KL",
  adam: "Adam",
  adamw: "AdamW",
  rmsprop: "RMSprop",
  sgd: "SGD mit Impuls",
  constant: "konstant",
  cosine: "Kosinus",
};

const help: Help = {
  layers: "Die Schichten zwischen der Eingabe und dem latenten Vektor; der Decoder spiegelt sie.",
  latent: "Wie viele Zahlen der Encoder vom Bild behalten darf: die Taille der Sanduhr.",
  act: "Was die verborgenen Schichten auf ihre Summen anwenden: ohne das wären alle Schichten zusammen nur eine.",
  code: "Was die letzte Schicht des Encoders auf ihre Summen anwendet.",
  out: "Was die letzte Schicht auf ihre Summen anwendet; Sigmoid gibt Werte zwischen 0 und 1, wie Pixel sie haben.",
  loss: "Wie der Unterschied zwischen Ausgabe und Bild gemessen wird. Kleiner ist besser.",
  corrupt:
    "Gaußsches Rauschen addiert zu jedem Pixel eine Zufallszahl, Maskierung schwärzt einige, Salz und Pfeffer macht einige schwarz oder weiß.",
  noise: "Wie stark das Rauschen ist, das es zu entfernen lernt.",
  sparsity: "L1 berechnet jede Aktivierung, KL mittlere Aktivierungen, die nicht dem Zielwert entsprechen.",
  l1: "Wie viel Aktivität kostet, neben der Rekonstruktion.",
  target: "Wie aktiv eine Einheit im Mittel sein soll, von 0 bis 1.",
  beta: "Das Gewicht des KL-Terms, der Codes nahe am Prior hält: mehr gibt eine glattere Karte und unschärfere Bilder.",
  warmup:
    "Über so viele Epochen steigt Beta von 0 an, damit Einheiten nicht aufgeben, bevor sie etwas tragen.",
  pretrain: "Epochen, die jede Schicht für sich trainiert wird, bevor alle zusammen trainieren.",
  optimizer: "Wie aus dem Gradienten ein Schritt der Gewichte wird.",
  lr: "Wie weit sich jedes Gewicht in einem Schritt bewegt. Zu klein lernt langsam, zu groß kommt nie zur Ruhe.",
  schedule: "Wie sich die Lernrate während des Trainings ändert: Kosinus lässt sie auf 0 fallen.",
  epochs: "Eine Epoche ist ein Durchgang durch alle Trainingsbilder.",
  batch: "Wie viele Bilder das Netz in einem Schritt sieht.",
  stop: "So viele Epochen ohne kleineren Verlust auf zurückgehaltenen Bildern beenden das Training. 0: nie.",
  seed: "Wo die Zufallszahlen beginnen. Gleicher Startwert und gleiche Einstellungen geben wieder das gleiche Netz.",
  steps: "In einem Schritt bewegen sich die Gewichte einmal.",
  trainingLoss: "Der Verlust auf den Bildern, mit denen es trainiert: das Mittel seit dem letzten Blick.",
  heldOut:
    "Der Verlust auf Bildern, mit denen das Netz nie trainiert. Steigt nur dieser, lernt es auswendig.",
  reconstruction: "Wie weit die Ausgabe vom Bild entfernt ist, über die Pixel summiert.",
  kl: "Wie weit die Codes vom Prior entfernt sind, in Nats, mal Beta.",
  penalty: "Was seine Aktivität kostet.",
  psnr: "Wie nah die Ausgabe am sauberen Bild ist: Spitzen-Signal-Rausch-Verhältnis in Dezibel. Größer ist besser.",
  ssim: "Wie ähnlich die Struktur von Ausgabe und Bild ist (strukturelle Ähnlichkeit): 1, wo sie gleich sind.",
  tryNoise: "Das Rauschen dieses Bildes; womit trainiert wird, steht unten bei den Einstellungen.",
  fingerprint:
    "Ein Prüfwert aller Gewichte: gleiche Fingerabdrücke sind gleiche Netze, auf jedem Rechner mit dieser Bauart.",
  pca: "Was die Hauptkomponentenanalyse gleicher Breite erreicht: das Beste, was ein lineares Netz kann.",
};

export const de: Words = {
  lang: "de",
  title: "hourglass",
  pageTitle: "hourglass: Autoencoder, im Browser trainiert",
  language: "Sprache",
  none: "–",
  count: n,

  desks: {
    images: "Bilder",
    photos: "Fotos",
    anomalies: "Anomalien",
    signals: "Signale",
    sentences: "Sätze",
    lessons: "Lektionen",
  },

  kinds: {
    heading: "Arten von Autoencodern",
    names: {
      vanilla: "Einfach",
      denoising: "Entrauschend",
      sparse: "Sparse",
      variational: "Variational (VAE)",
      convolutional: "Faltungs-Autoencoder",
      stacked: "Gestapelt",
    },
    says: {
      vanilla: "Zwängt ein Bild durch eine enge Taille und stellt es wieder her.",
      denoising: "Lernt, aus einem verrauschten Bild das saubere wiederherzustellen.",
      sparse: "Lässt die meisten seiner Einheiten schweigen, sodass jede für etwas steht.",
      variational: "Macht aus der Taille eine Karte ohne Lücken, aus der sich neue Bilder ziehen lassen.",
      convolutional: "Schaut mit kleinen Kernen, die über das Bild gleiten.",
      stacked: "Trainiert eine Schicht nach der anderen, dann alle zusammen.",
    },
  },

  files,
  data: {
    label: "Daten",
    names: { digits: "Ziffern", fashion: "Mode", own: "Eigene Bilder" },
    split: (train, heldOut) => `${n(train)} zum Lernen, ${n(heldOut)} zum Testen`,
    items: {
      digits: (name) => `eine handgeschriebene ${name}`,
      fashion: (name) => `ein Bild von: ${name}`,
      own: (name) => (name ? `ein Bild von: ${name}` : "eines deiner Bilder"),
    },
    fashion: [
      "T-Shirt",
      "Hose",
      "Pullover",
      "Kleid",
      "Mantel",
      "Sandale",
      "Hemd",
      "Turnschuh",
      "Tasche",
      "Stiefel",
    ],
    own: ownImages,
  },

  tools: {
    link: "Link",
    linked: "Link kopiert",
    linkByHand:
      "Diese Seite darf nicht selbst kopieren. Die Adresse oben enthält das ganze Experiment: kopiere sie von Hand.",
    save: "Speichern",
    open: "Öffnen",
    theme: { light: "Helle Darstellung", dark: "Dunkle Darstellung" },
  },

  takeAlong: {
    open: "Mitnehmen",
    heading: "Mitnehmen",
    formats: {
      own: {
        name: "hourglass",
        says: "um hier, in der Bibliothek oder auf der Kommandozeile weiterzumachen: alles, auch was zum Lernen nötig ist.",
      },
      onnx: {
        name: "ONNX",
        says: "für Apps und Server: läuft in ONNX Runtime, auf Telefonen und aus anderen Sprachen.",
      },
      pytorch: {
        name: "PyTorch",
        says: "für alle mit einer Grafikkarte oder vielen Rechnern: ein Skript, das weiter trainiert. Was es schreibt, lässt sich hier öffnen.",
      },
      keras: {
        name: "Keras",
        says: "für alle, die Keras kennen: dasselbe Netz als Skript, das die Datei für hourglass liest.",
      },
      c: {
        name: "C",
        says: "für Mikrocontroller und andere Programme: eine Header-Datei, die sonst nichts braucht.",
      },
    },
    parts: { whole: "ganz", encoder: "Encoder", decoder: "Decoder" },
    working: "Einen Moment …",
    back: "Öffnen nimmt zurück: hourglass, ONNX, das Archiv für PyTorch und was sein Skript schreibt, und model.json von TensorFlow.js und Keras mit den Gewichten daneben.",
  },

  offline: {
    ready: "Geht jetzt auch ohne Netz.",
    update:
      "Eine neue Fassung ist da. Was du getan hast, wird aufgehoben und wieder angeboten, wenn du sie nimmst.",
    use: "Jetzt nehmen",
    later: "Später",
  },

  docs: "Für Entwickler: das Paket, seine Referenz, und wie es funktioniert",

  loading: (percent) => `Bilder werden geladen: ${percent} %`,

  flow: {
    heading: "Das Netz, von der Eingabe zur Ausgabe",
    input: "Eingabe",
    draw: "zeichnen",
    drawHint: "Zeichne hier",
    pad: "Zeichenfläche. Ohne Zeigegerät nimm ein Beispiel.",
    undo: "Zeichnung zurücknehmen",
    redo: "Zeichnung wiederholen",
    clear: "Leeren",
    sample: "Beispiel",
    move: "Eingabe verschieben: ziehen, oder Pfeiltasten",
    noisy: "Verrauscht",
    newNoise: "neues Rauschen",
    latent: "Latent",
    numbers: (size) => some(size, "Zahl", "Zahlen"),
    maps: (size) => some(size, "Karte", "Karten"),
    size: (height, width) => `${height} × ${width}`,
    output: "Ausgabe",
    outputs: {
      denoising: "entrauscht",
      other: "wiederhergestellt",
      held: "des festgehaltenen Codes",
      place: (place) => `bei ${n(100 * place)} % der Strecke`,
    },
    drag: "zieh an einem Balken, die Ausgabe folgt",
    dragPoint: "zieh den Punkt, die Ausgabe folgt",
    tooWide: "zu viele, um sie anzufassen",
    anotherSample: "Noch eine Ziehung",
    letGo: "Loslassen",
    psnr: "PSNR",
    dB: "dB",
    noisyPsnr: (decibels) => `verrauscht ${decibels}`,
    unit: (unit, value) => `Einheit ${unit}: ${value}`,
    bars: "Latenter Vektor. Pfeiltasten wählen eine Einheit und ändern sie.",
    plane: "Latente Ebene. Pfeiltasten bewegen den Punkt.",
    active: (units) => `von ${n(units)} aktiv`,
    silent: "stumm",
    layer: (name) => `Schicht: ${name}`,
    summary: (kind, psnr) => `${kind}: die Ausgabe kommt der Eingabe auf ${psnr} dB nahe.`,
  },

  card: {
    encoder: (index) => `Encoder, Schicht ${index}`,
    decoder: (index) => `Decoder, Schicht ${index}`,
    parameters: (count) => `${n(count)} Parameter`,
    close: "Schließen",
    adds: "gibt Tinte dazu",
    takes: "nimmt sie weg",
    looksFor: (units) => `Wonach die ${units} aktivsten Einheiten im Bild suchen.`,
    paints: (units) => `Was die ${units} aktivsten Einheiten malen; die Ausgabe zählt sie zusammen.`,
    kernels: (units) => `Die Kerne von ${units} Filtern: was jeder an jeder Stelle sucht.`,
    mixes: "Sie mischt, was die Schicht davor fand; ihre Gewichte haben kein eigenes Bild.",
  },

  transport: {
    heading: "Training",
    train: "Trainieren",
    goOn: "Weiter",
    pause: "Pause",
    step: "Schritt",
    epoch: "Epoche",
    reset: "Neu",
    keyboard: "Die Leertaste trainiert und hält an",
    figures: {
      epoch: "Epoche",
      steps: "Schritte",
      loss: "Trainingsverlust",
      reconstruction: "Rekonstruktion",
      kl: "KL",
      penalty: "Strafe",
      heldOut: "Testverlust",
      heldOutRest: "",
      speed: "Bilder je Sekunde",
      left: "Noch",
    },
    of: (goal) => `von ${n(goal)}`,
    phase: (layer, layers) => `Schicht ${layer} von ${layers} wird vortrainiert, dann alle zusammen.`,
    says: {
      fresh: "Es hat noch nichts gelernt.",
      opened: "Aus einer Datei geöffnet, mit dem, was es anderswo gelernt hat.",
      paused: "Angehalten. Was es gelernt hat, bleibt.",
      training: "",
      falling: "Fertig, und der Verlust fällt noch.",
      finished: "Fertig.",
      early_stopping: "Früher beendet: es wurde nicht besser. Die besten Gewichte sind zurück.",
      diverged: "Der Verlust ist ins Unendliche gelaufen. Was vorher gelernt wurde, bleibt.",
    },
    suggest: {
      more: (epochs) => `noch ${some(epochs, "Epoche", "Epochen")}`,
      slower: (rate) => `Lernrate ${rate}`,
    },
  },

  curve: {
    heading: "Verlust",
    training: "Training",
    heldOut: "Test",
    reconstruction: "Rekonstruktion",
    kl: "KL",
    penalty: "Strafe",
    pca: (components) => `PCA ${components}`,
    steps: "Schritte",
    log: "log",
    linear: "linear",
    smooth: "glatt",
    empty: "Hier wird der Verlust gezeichnet, während das Netz trainiert. Kleiner ist besser.",
    summary: (first, last, steps) => `Trainingsverlust von ${first} auf ${last} in ${n(steps)} Schritten.`,
  },

  strip: {
    heading: "Testbilder",
    restored: "Ausgabe",
    noisy: "Verrauscht",
    difference: "Unterschied",
    psnr: "PSNR, dB",
    others: "Andere",
    all: (count) => `Alle ${n(count)}: Ausgabe`,
    noisyAll: "verrauscht",
    decibels: (error) => `dB, Fehler ${error}`,
    allPaused: "Alle zurückgehaltenen Bilder werden gemessen, wenn es anhält.",
    take: (what) => `Nimm ${what} als Eingabe`,
  },

  settings: {
    /** A setting's name within a sentence. */
    within: (label) => label,
    heading: "Einstellungen",
    undo: "Zurück",
    more: "Mehr",
    new: "braucht ein neues Netz",
    layers: {
      dense: "dicht",
      conv: "Faltung",
      pool: "Max-Pooling",
      norm: "Batch-Normalisierung",
      residual: "Residual-Block",
      add: "Schicht hinzufügen",
      remove: (index) => `Schicht ${index} entfernen`,
      size: (index) => `Größe der Schicht ${index}`,
      type: (index) => `Art der Schicht ${index}`,
      filters: "Filter",
      units: "Einheiten",
      tooMany: (most) => `Höchstens ${most} Schichten.`,
      order: "Auf eine dichte Schicht können nur dichte folgen: Ein Bild gibt es danach nicht mehr.",
      kernel: (index) => `Kern der Schicht ${index}`,
      stride: (index) => `Schrittweite der Schicht ${index}`,
    },
    invalid: (low, high) => `Von ${exact(low)} bis ${exact(high)}.`,
    off: "aus",
    tooSlow: (times) =>
      `Nicht geändert: ein Schritt würde ${exact(times)}-mal so viel rechnen, wie die Seite kann, wenn sie noch antworten soll. Nimm weniger Einheiten oder Filter, eine größere Schrittweite oder kleinere Stapel.`,
  },

  fields: {
    layers: "Schichten",
    latent: "Latente Größe",
    act: "Aktivierung",
    code: "Aktivierung des Codes",
    out: "Aktivierung der Ausgabe",
    loss: "Verlust",
    corrupt: "Art des Rauschens",
    noise: "Rauschen im Training",
    sparsity: "Strafe",
    l1: "Gewicht der Strafe",
    target: "Zielaktivität",
    beta: "Beta",
    warmup: "Anlauf von Beta, Epochen",
    pretrain: "Epochen Vortraining",
    optimizer: "Optimierer",
    lr: "Lernrate",
    schedule: "Zeitplan",
    epochs: "Epochen",
    batch: "Stapelgröße",
    stop: "Früh beenden nach",
    seed: "Startwert",
  },

  options: options as Record<string, string>,
  help: help as Record<string, string>,

  views,
  anomalies,
  scans,
  photos,
  signals,
  sentences,
  lessons,
  kit,
  race,
  results,
  present,
  signs,
  report,

  next: {
    heading: "Was dann?",
    learn: "Ein neues Netz lernt daraus.",
    judge: (name) => `${name} beurteilt das so, wie es gelernt hat, und lernt nichts Neues.`,
    atHand: "Das jetzige Netz",
  },

  kept: {
    notHere:
      "Diese Adresse gehört zu eigenen Daten, die nicht auf diesem Rechner liegen: hier sind stattdessen andere.",
    ended: (epoch) =>
      `Der Lauf wurde in Epoche ${n(epoch)} angehalten: „Zurück“ oder der andere Pfeil des Browsers bringt ihn zurück.`,
    tooLarge:
      "Zu groß, um in diesem Browser behalten zu werden: nach dem Neuladen muss man sie noch einmal wählen.",
    offer: (at, place, epochs) =>
      `Aufgehoben von ${when(at)}: ${[place, epochs].filter(Boolean).join(", ")}.`,
    lesson: (id, step) => `Lektion ${id}, Schritt ${step}`,
    epochs: (done, goal) => `${n(done)} von ${n(goal)} Epochen`,
    goOn: "Weitermachen",
    notNow: "Jetzt nicht",
    denied:
      "Dieser Browser lässt die Seite nichts aufheben. Alles andere geht; speichere als Datei, was du wiederhaben willst.",
    forget: "Alles auf diesem Computer vergessen",
    forgets:
      "Zeichnungen, eigene Zeichen, Tabellen, Aufnahmen, Sätze und Bilder, Netze, angeheftete Läufe, Antworten in Lektionen, Sprache und Darstellung, die diese Seite in diesem Browser aufgehoben hat, werden gelöscht. Gespeicherte Dateien bleiben. Das lässt sich nicht rückgängig machen.",
    keep: "Alles behalten",
    forgetAll: "Alles vergessen",
  },

  tryNoise: "Gezeigtes Rauschen",
  footer: {
    weights: "Gewichte",
    build: { relaxed: "Relaxed SIMD", baseline: "Einfaches SIMD" },
    threads: (threads) => some(threads, "Thread", "Threads"),
    fingerprint: "Fingerabdruck",
    privacy: "Alles wird in diesem Tab berechnet; nichts verlässt ihn.",
  },

  trouble: {
    data: "Die Bilder konnten nicht geladen werden. Prüfe die Verbindung zum Server, dann versuche es noch einmal.",
    engine: "Der Rechenkern des Netzes konnte nicht gestartet werden.",
    unsupported: "Diesem Browser fehlt WebAssembly-SIMD, das das Netz braucht. Ein aktueller Browser hat es.",
    out_of_memory: "Für dieses Netz reicht der Speicher nicht. Versuche kleinere Schichten.",
    diverged:
      "Der Verlust ist ins Unendliche gelaufen, und das Training hielt an, bevor Schaden entstand. Senke die Lernrate, dann trainiere weiter.",
    invalid_config: "Mit diesen Einstellungen kann das Netz nicht gebaut werden:",
    impossible: "Das geht nicht:",
    invalid_file: "Diese Datei konnte nicht geöffnet werden:",
    other: (shape) =>
      `Dieses Modell nimmt Bilder anderer Größe (${shape} Werte) als diese. Wähle solche Bilder:`,
    learntFrom: (name) => `Dieses Modell hat aus anderen Bildern gelernt: ${name}. Ihm diese zeigen?`,
    unknown: "Etwas ging schief:",
    retry: "Noch einmal",
    dismiss: "Schließen",
  },
};
