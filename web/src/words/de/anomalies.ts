// Die Sätze des Arbeitsplatzes Anomalien auf Deutsch.

import type { AnomalyKinds, AnomalyWords } from "../en/anomalies";
import { numbersOf } from "../numbers";

const { n, some } = numbersOf("de");

const kinds: AnomalyKinds = {
  amount: "ungewöhnlicher Betrag",
  travel: "unmögliche Reise",
  night: "ungewöhnliche Zeit",
  "outer race": "Außenring",
  "inner race": "Innenring",
  ball: "Kugel",
  imbalance: "Unwucht",
};

export const anomalies: AnomalyWords = {
  tables: "Tabellen",
  names: {
    tumours: "Tumoren",
    heartbeats: "Herzschläge",
    shuttle: "Raumfähre",
    transactions: "Kartenzahlungen",
    vibration: "Maschinenschwingung",
    own: "Eigene Tabelle",
  },
  rows: {
    tumours: { one: "Tumor", many: "Tumoren", normal: "gutartig", unusual: "bösartig" },
    heartbeats: { one: "Herzschlag", many: "Herzschläge", normal: "normal", unusual: "ungewöhnlich" },
    shuttle: { one: "Messung", many: "Messungen", normal: "normal", unusual: "fehlerhaft" },
    transactions: { one: "Zahlung", many: "Zahlungen", normal: "gewöhnlich", unusual: "betrügerisch" },
    own: { one: "Zeile", many: "Zeilen", normal: "normal", unusual: "ungewöhnlich" },
    vibration: { one: "Messung", many: "Messungen", normal: "gesund", unusual: "schadhaft" },
  },
  sources: {
    tumours:
      "Messungen an Zellkernen von 569 Brusttumoren (Wolberg, Street und Mangasarian 1995; UCI, CC BY 4.0). Ungewöhnlich sind die bösartigen. Nichts hier ist eine Diagnose.",
    heartbeats:
      "Einzelne Herzschläge einer Person mit Herzschwäche (ECG5000 des UCR-Archivs, aus der BIDMC-Datenbank auf PhysioNet, ODC-BY 1.0). Ungewöhnlich sind verfrühte und nicht eingeordnete Schläge. Nichts hier ist eine Diagnose.",
    shuttle:
      "Messwerte von neun Sensoren des Kühlsystems einer Raumfähre (Statlog, NASA; UCI, CC BY 4.0), ohne den gewöhnlichen Zustand „High“. Ungewöhnlich sind die Fehlerzustände.",
    transactions:
      "Künstlich: von einem beschriebenen Generator dieses Projekts erzeugt, von niemandes Karte. Ungewöhnlich sind alltägliche Werte, die so kein Kunde verbindet: Beträge im falschen Laden, Reisen in keiner Zeit, Einkäufe zu seltsamen Stunden.",
    own: "Deine eigene Tabelle. Sie bleibt auf diesem Gerät.",
    vibration:
      "Künstlich: Spektren eines Lagers bei wechselnder Drehzahl und Last, von einem beschriebenen Generator dieses Projekts. Ungewöhnlich sind Schäden an Ringen und Kugeln und Unwucht.",
  },
  own: {
    button: "Eigene Tabelle",
    hint: "lass eine Datei irgendwo fallen, sie bleibt auf diesem Gerät",
    reading: "Wird gelesen …",
    cancel: "Abbrechen",
    size: (bytes, rows, columns) => `${bytes}, ${n(rows)} Zeilen, ${n(columns)} Spalten`,
    columns: {
      name: "Spalte",
      type: "Art",
      values: "Werte",
      range: "Bereich",
      missing: "Fehlend",
      becomes: "Wird zu",
    },
    types: { number: "Zahl", category: "Kategorie", date: "Datum", time: "Zeit", ignore: "weggelassen" },
    orders: "ordnet die Zeilen: aus den frühesten wird gelernt",
    use: (column) => `${column} verwenden`,
    typeOf: (column) => `Art von ${column}`,
    none: "keine",
    always: (value) => `immer ${value}`,
    different: (value) => `${n(value)} verschiedene`,
    numbers: (value) => (value === 1 ? "1 Zahl" : `${n(value)} Zahlen, je eine`),
    label: "die Kennzeichnung",
    out: "weggelassen",
    identifier: "weggelassen: benennt die Zeilen",
    saysNothing: "weggelassen: sagt nichts",
    labelColumn: "Kennzeichnung",
    noLabel: "keine",
    normalIs: "normal ist",
    becomes: (features) =>
      `${n(features)} Zahlen je Zeile, standardisiert; fehlende werden zum Median der Spalte.`,
    learns: (learnt, judged, unusual) =>
      `Lernt aus ${n(learnt)} normalen Zeilen, beurteilt an ${n(judged)} anderen und ${n(unusual)} ungewöhnlichen.`,
    learnsAll: (learnt, others) =>
      `Nichts ist gekennzeichnet: lernt aus ${n(learnt)} Zeilen, die Schwelle kommt aus ${n(others)} anderen.`,
    take: "Diese Tabelle verwenden",
    takes: (name) => `ersetzt ${name} und das Modell dazu, „Zurück“ bringt sie wieder`,
    nothing: "Wähle mindestens eine Spalte.",
    broken: (name) => `${name} lässt sich nicht als Tabelle lesen`,
    another: "Andere Datei wählen",
    anotherHint:
      "CSV und Verwandtes in jedem Zeichencode, Excel-Mappen (.xlsx), JSON, auch in ZIP oder gzip, oder Zellen aus einer Tabellenkalkulation; höchstens 200 MB, eine Million Zeilen, tausend Spalten",
    unchanged: (name) => `Nichts wurde geändert. ${name} und das Modell sind, wie sie waren.`,
    close: "Schließen",
    pasted: "Eingefügte Zellen",
  },
  source: "Woher die Daten kommen",
  synthetic: "künstlich",
  says: (rows, columns, learnt) =>
    `${rows} mit je ${n(columns)} Spalten. Gelernt wird aus: ${learnt}. Was das Netz nicht wiederherstellen kann, ist ungewöhnlich.`,
  counted: (value, what) => `${n(value)} ${what}`,
  loading: "Die Tabelle wird gelesen …",
  settings: "Einstellungen",
  train: {
    label: "Lernt aus",
    normal: "normalen Zeilen allein",
    all: "allen Zeilen, auch ungewöhnlichen",
  },
  generator: { rate: "Anteil ungewöhnlicher Zeilen", strength: "Wie weit sie abweichen", kinds: "Arten" },
  kinds: kinds as Record<string, string>,
  generatorHelp: {
    rate: "Wie viele der erzeugten Zeilen ungewöhnlich sind.",
    strength: "1 ist wie beschrieben; weniger versteckt sich besser unter den gewöhnlichen Zeilen.",
  },
  layers: (sizes) => sizes.join(" → "),

  histogram: {
    heading: (row) => `Fehlerwert: ${row}`,
    notLearnt: (normal) => `${normal}, nicht daraus gelernt`,
    label: "Schwelle auf den Fehlerwerten. Links und rechts bewegen sie, Pos1 und Ende gehen an die Enden.",
    pass: (value) => `${n(value)} gehen durch`,
    flagged: (value) => `${n(value)} gemeldet`,
    error: "Fehler",
    summary: (threshold, flagged) => `${threshold}: ${n(flagged)} gemeldet`,
  },
  verdict: {
    heading: "Bei dieser Schwelle",
    flagged: "gemeldet",
    passed: "durchgelassen",
    found: "gefunden",
    missed: "übersehen",
    falseAlarms: "Fehlalarme",
    inPeace: "in Ruhe gelassen",
    precision: "Genauigkeit",
    precisionHelp: "Wie viel des Gemeldeten wirklich ungewöhnlich ist.",
    recall: "Trefferquote",
    recallHelp: "Wie viel des Ungewöhnlichen gemeldet wird.",
    perThousand: (normal) => `Alarme auf 1.000 ${normal}`,
    daily: "Fehlalarme am Tag",
    dailyRows: "Zeilen am Tag",
    cost: "Kosten",
    costHelp: "Übersehene mal dem, was einer kostet, plus Fehlalarme.",
    costs: "Ein Übersehener kostet so viel wie",
    falseAlarmsOf: (value) => some(value, "Fehlalarm", "Fehlalarme"),
    costSliderHelp: "Was es kostet, einen zu übersehen, gegen die Mühe eines Fehlalarms.",
    cheapest: "Günstigste Schwelle",
    usual: (percent, normal) => `${percent} % gehen durch (${normal})`,
    sample: (percent, unusual) =>
      `${percent} % dieser Zeilen sind ${unusual}: anderswo sind Genauigkeit und Kosten andere.`,
  },
  curves: {
    heading: "Verglichen",
    roc: "ROC",
    precisionRecall: "Genauigkeit-Treffer",
    map: "Codes",
    axes: { roc: ["Fehlalarme", "gefunden"], precisionRecall: ["gefunden", "Genauigkeit"] },
    autoencoder: "Autoencoder",
    principal: (width) => `PCA, ${some(width, "Achse", "Achsen")}`,
    distance: "Mahalanobis",
    peersComing: "PCA und der Mahalanobis-Abstand werden berechnet …",
    better: {
      network: "Hier ist das Netz besser als beide Linien: das Normale ist keine flache Wolke.",
      principal:
        "Hier ist PCA ebenso gut oder besser: das Normale liegt nahe an einem flachen Unterraum, und ein Netz bringt nichts dazu.",
      distance:
        "Hier ist ein einfacher Abstand ebenso gut oder besser: das Ungewöhnliche liegt weit von der Mitte, in Richtungen, die man nicht lernen muss.",
    },
    one: "Es gibt nur eine Art von Zeilen: keine Kurve zu zeichnen.",
  },
  list: {
    heading: (value) => `${n(value)} gemeldet`,
    table: "Gemeldete Zeilen",
    row: "Zeile",
    score: "Fehlerwert",
    label: "Kennzeichnung",
    more: (value) => `und ${n(value)} weitere`,
    none: "Bei dieser Schwelle wird nichts gemeldet.",
    csv: "CSV",
    csvHelp: "Alle Zeilen der Reihe nach, mit Fehlerwert, Meldung und drei Gründen",
    model: "Modell",
    marked: "markiert",
  },
  why: {
    heading: (row) => `Warum Zeile ${n(row)}`,
    nothing: "Wähle eine gemeldete Zeile, um zu sehen, was sie ungewöhnlich machte.",
    falseAlarm: "Fehlalarm",
    truly: "Wirklich ungewöhnlich",
    column: "Spalte",
    restored: "wiederhergestellt",
    actual: "tatsächlich",
    usual: "üblicher Bereich",
    ofError: "des Fehlers",
    normal: (row, column, restored, actual) =>
      `${row}: ${column} wäre sonst etwa ${restored}, nicht ${actual}.`,
    a: (normal, one) => `Bei „${one}“, ${normal}`,
  },
  export: { score: "score", flagged: "flagged", reason: (i) => `reason_${i}` },
};
