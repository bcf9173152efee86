// Die Sätze des Arbeitsplatzes Signale auf Deutsch.

import type { SignalWords } from "../en/signals";
import { numbersOf } from "../numbers";

const { n, some } = numbersOf("de");

export const signals: SignalWords = {
  recordings: "Aufnahmen",
  names: { heart: "Ein Herz", machine: "Eine Maschine", own: "Eigene Aufnahme" },
  sources: {
    heart:
      "Fünf Minuten der Aufnahme 208 der MIT-BIH Arrhythmia Database (Moody und Mark 2001; PhysioNet, Goldberger et al. 2000; Open Data Commons Attribution 1.0): eine Ableitung eines Herzens mit normalen und verfrühten Schlägen. Nichts hier ist eine Diagnose.",
    machine:
      "Künstlich: dreißig Sekunden einer laufenden Maschine, von einem beschriebenen Generator dieses Projekts. An drei Stellen ist der Außenring eines Lagers abgenutzt.",
    own: "Deine eigene Aufnahme. Sie bleibt auf diesem Gerät.",
  },
  source: "Woher die Daten kommen",
  loading: "Die Aufnahme wird gelesen …",
  says: (length, rate, pieces) => `${length}, ${n(rate)} Werte je Sekunde, ${pieces}.`,
  beats: (value) => `${n(value)} Schläge gefunden`,
  windows: (value) => `keine Schläge: in ${n(value)} Fenster geschnitten`,
  learns: (until) =>
    `Das Netz lernt, das Rauschen der ersten ${until} zu entfernen; am Rest wird es beurteilt.`,
  settings: "Einstellungen",
  overview:
    "Die ganze Aufnahme. Links und rechts bewegen das Fenster, auf und ab ändern seine Breite, Pos1 und Ende gehen an die Enden.",
  overviewSays: (from, to) => `${from} bis ${to}`,
  learntFrom: "daraus wird gelernt",
  judged: (from) => `${from}, hier beurteilt`,
  unusualMarks: {
    beats: (value) => some(value, "ungewöhnlicher Schlag", "ungewöhnliche Schläge"),
    windows: (value) => some(value, "ungewöhnliches Fenster", "ungewöhnliche Fenster"),
  },
  series: {
    noisy: "verrauscht",
    clean: "sauber",
    restored: "wiederhergestellt",
    butterworth: "Butterworth",
    average: "gleitendes Mittel",
  },
  lines: "Linien",
  zoomIn: "Näher",
  zoomOut: "Weiter weg",
  unusual: "ungewöhnlich",
  detail: (from, to, lines) => `Von ${from} bis ${to}: ${lines}`,
  open: {
    other: (name, features, wanted) =>
      `${name} enthält ein Modell von ${n(features)} Zahlen, das nichts von Aufnahmen sagt: dieser Arbeitsplatz öffnet, was er selbst gespeichert hat, Netze für Abschnitte von ${n(wanted)} Werten. Nichts wurde geändert.`,
    judges: (deviation, rate, own) =>
      `Ein Netz, das aus einer anderen Aufnahme gelernt hat${rate === own ? "" : `, mit ${n(rate)} Werten je Sekunde`}, nimmt das Rauschen weg, skaliert wie jene; diese ist ${deviation}-mal so stark.`,
  },
  noise: {
    heading: "Entferntes Rauschen",
    kind: "Art des Rauschens",
    kinds: {
      white: "weißes Rauschen",
      hum: "Netzbrummen",
      wander: "Wandern der Grundlinie",
      muscle: "Muskelzittern",
    },
    strength: "Stärke",
    strengthHelp: "Der Effektivwert des Rauschens, das dazukommt. Eine andere Stärke braucht ein neues Netz.",
    network: "Autoencoder",
    butterworth: (low, high) => `Butterworth ${low ? `${low} bis ` : ""}${high} Hz`,
    average: (width) => (width === 1 ? "Kein Mittel hilft" : `Mittel aus ${n(width)}`),
    gain: (decibels) => `${decibels} dB`,
    from: (before) =>
      `Gewinn auf dem Teil, der beurteilt, ab ${before} dB Signal zu Rauschen. Beide Filter wurden auf dem Teil eingestellt, aus dem gelernt wird.`,
    untrained: "Das Netz hat noch nicht gelernt: trainiere es.",
    better: "Hier entfernt das Netz mehr als beide Filter.",
    worse: "Hier ist ein einfacher Filter ebenso gut oder besser.",
    harms: (latent) =>
      `Das Netz macht es schlechter: ein Abschnitt dieser Aufnahme enthält mehr, als ${n(latent)} Zahlen tragen können, oder es hat nicht lange genug gelernt. Mehr Zahlen, mehr Epochen oder mehr Rauschen können helfen; für diese Aufnahme ist ein Filter das bessere Werkzeug.`,
    barely: "Hier gibt es zwischen dem Netz und dem besseren Filter keinen nennenswerten Unterschied.",
  },
  sound: {
    heading: "Anhören",
    noisy: "verrauscht",
    restored: "wiederhergestellt",
    clean: "sauber",
    stop: "Halt",
  },
  pieces: {
    heading: (unusual, all, what) => `${n(unusual)} von ${n(all)} ${what} sind ungewöhnlich`,
    beats: "Schlägen",
    windows: "Fenstern",
    beat: "Schlag",
    window: "Fenster",
    searching: "Ungewöhnliche werden gesucht …",
    table: "Ungewöhnliche, die schlimmsten zuerst",
    at: "Bei",
    error: (unit) => (unit ? `Fehler, ${unit}²` : "Fehler"),
    more: (value) => `und ${n(value)} weitere`,
    csv: "CSV",
    csvHelp:
      "Alle Stücke der Reihe nach: wann, Fehler, ungewöhnlich oder nicht, und die vier Zahlen ihres Codes",
    shapes: "Die Form dieses Stücks über der üblichen",
    own: (what, at) => `dieses Stück (${what}), ${at}`,
    usual: "das übliche",
    restored: "gestrichelt: wiederhergestellt",
    says: {
      beats: (share, agreed, of) =>
        `Gelernt aus der Hälfte, von deren Art es am meisten gibt. Ungewöhnlich: schlechter wiederhergestellt als ${n(share)} % dieser Hälfte. PCA 4 ist sich bei ${n(agreed)} der schlechtesten ${n(of)} einig.`,
      windows: (share, agreed, of) =>
        `Gelernt aus den vier Fünfteln, von deren Art es am meisten gibt. Ungewöhnlich: schlechter wiederhergestellt als ${n(share)} % davon. PCA 4 ist sich bei ${n(agreed)} der schlechtesten ${n(of)} einig.`,
    },
    silent: (count) => `${n(count)} stille sind ausgenommen: in ihnen ist fast nichts.`,
    none: "Keines ist ungewöhnlich.",
  },
  map: {
    headings: { beats: "Karte der Schläge", windows: "Karte der Fenster" },
    axes: "ihre 4 Zahlen, Achsen 1 und 2",
    diagnosis: "Ein Werkzeug zum Lernen. Es stellt keine Diagnose.",
    usual: "wie das übliche",
  },
  own: {
    button: "Eigene Aufnahme",
    hint: "CSV, WAV oder NPY, sie bleibt auf diesem Gerät",
    reading: "Wird gelesen …",
    broken: (name) => `${name} lässt sich nicht als Aufnahme lesen`,
    size: (channels, values) => `${some(channels, "Kanal", "Kanäle")} mit ${n(values)} Werten`,
    channel: "Kanal",
    rate: "Werte je Sekunde",
    rateUnknown: "Die Datei sagt nicht, wie viele Werte es je Sekunde sind.",
    to: "Gelernt mit",
    toSame: "derselben Rate",
    toRate: (rate) => `${n(rate)} Werten je Sekunde`,
    length: (length, values) => `Das sind ${length}, ${n(values)} Werte zum Lernen und Beurteilen.`,
    rateFrom: (column) => `Die Rate kommt aus der Spalte „${column}“.`,
    rateWrong: "Werte je Sekunde muss eine Zahl über 0 sein.",
    preview: "Der Kanal, wie das Netz ihn sehen wird",
    take: "Diese Aufnahme verwenden",
    takes: (name) => `ersetzt ${name} und das Netz dazu, „Zurück“ bringt sie wieder`,
    another: "Andere Datei wählen",
    anotherHint: (megabytes, fewest, most) =>
      `CSV und Verwandtes, .xlsx, JSON, NPY, oder Ton: WAV mit jeder Rate, und was dieser Browser lesen kann; höchstens ${n(megabytes)} MB, von ${n(fewest)} bis ${n(most)} Werten`,
    unchanged: (name) => `Nichts wurde geändert. ${name} und das Netz sind, wie sie waren.`,
    cancel: "Abbrechen",
    close: "Schließen",
  },
};
