// Die Sätze des Arbeitsplatzes Anomalien auf Deutsch.

import type { AnomalyKinds, AnomalyWords } from "../en/anomalies";
import { numbersOf } from "../numbers";

const { n, some } = numbersOf("de");

/** Namen, die die Tabellen der Seite mitbringen: Arten von Zeilen, und Spalten. */
const dataNames: Record<string, string> = {
  malignant: "bösartig",
  benign: "gutartig",
  normal: "normal",
  ordinary: "gewöhnlich",
  healthy: "gesund",
  "R-on-T premature ventricular": "verfrüht, ventrikulär (R auf T)",
  "premature ventricular": "verfrüht, ventrikulär",
  supraventricular: "supraventrikulär",
  unclassified: "nicht eingeordnet",
  "unusual amount": "ungewöhnlicher Betrag",
  "impossible travel": "unmögliche Reise",
  "unusual time": "ungewöhnliche Zeit",
  "outer race": "Außenring",
  "inner race": "Innenring",
  ball: "Kugel",
  imbalance: "Unwucht",
  amount: "Betrag",
  hour: "Stunde",
  merchant: "Händler",
  distance: "Entfernung",
  "minutes since last": "Minuten seit der letzten",
  device: "Gerät",
  speed: "Drehzahl",
  load: "Last",
};
const measurements: Record<string, string> = {
  radius: "Radius", texture: "Textur", perimeter: "Umfang", area: "Fläche", smoothness: "Glätte",
  compactness: "Kompaktheit", concavity: "Konkavität", "concave points": "konkave Stellen",
  symmetry: "Symmetrie", "fractal dimension": "fraktale Dimension",
}; // prettier-ignore

/** „mean radius“, „radius error“, „worst radius“, „sensor 3“, „value 12“, „order 1.25“ */
function dataName(name: string): string {
  const [first = "", ...rest] = name.split(" ");
  const counted: Record<string, string> = { sensor: "Sensor", value: "Messwert", order: "Ordnung" };
  if (counted[first]) return `${counted[first]} ${rest.join(" ").replace(".", ",")}`;
  if (first === "mean" && measurements[rest.join(" ")]) return `${measurements[rest.join(" ")]}, Mittel`;
  if (first === "worst" && measurements[rest.join(" ")]) return `${measurements[rest.join(" ")]}, Größtwert`;
  const error = measurements[name.replace(/ error$/, "")];
  return error ? `${error}, Fehler` : (dataNames[name] ?? name);
}

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
    tumours: {
      one: "Tumor",
      many: "Tumoren",
      normal: "gutartig",
      unusual: "bösartig",
      ordinary: "einem gutartigen Tumor",
    },
    heartbeats: {
      one: "Herzschlag",
      many: "Herzschläge",
      normal: "normal",
      unusual: "ungewöhnlich",
      ordinary: "einem normalen Herzschlag",
    },
    shuttle: {
      one: "Messung",
      many: "Messungen",
      normal: "normal",
      unusual: "fehlerhaft",
      ordinary: "einer normalen Messung",
    },
    transactions: {
      one: "Zahlung",
      many: "Zahlungen",
      normal: "gewöhnlich",
      unusual: "betrügerisch",
      ordinary: "einer gewöhnlichen Zahlung",
    },
    own: {
      one: "Zeile",
      many: "Zeilen",
      normal: "normal",
      unusual: "ungewöhnlich",
      ordinary: "einer normalen Zeile",
    },
    vibration: {
      one: "Messung",
      many: "Messungen",
      normal: "gesund",
      unusual: "schadhaft",
      ordinary: "einer Messung an einer gesunden Maschine",
    },
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
      `${n(features)} Zahlen je Zeile, standardisiert; was fehlt, lehrt und urteilt nicht.`,
    indicators: "Auch dass eine Zelle fehlt, ist ein Merkmal",
    period: "Stunde und Wochentag, 4 Zahlen",
    learns: (learnt, judged, unusual) =>
      `Lernt aus ${n(learnt)} normalen Zeilen, beurteilt an ${n(judged)} anderen und ${n(unusual)} ungewöhnlichen.`,
    learnsAll: (learnt, others) =>
      `Nichts ist gekennzeichnet: lernt aus ${n(learnt)} Zeilen und ordnet alle, auch die ${n(others)} anderen, danach, wie wenig sie den übrigen gleichen.`,
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
    `${rows}, ${some(columns, "Spalte", "Spalten")} verwendet. Gelernt wird aus: ${learnt}. Was das Netz nicht wiederherstellen kann, ist ungewöhnlich.`,
  saysNext: (name, rows, columns) =>
    `${name}: ${rows}, ${some(columns, "Spalte", "Spalten")} verwendet. Ein Netz, das anderswo gelernt hat, beurteilt sie; aus ihnen hat es nichts gelernt.`,
  saysUnlabelled: (name, rows, columns, learnt) =>
    `${name}: ${rows}, ${some(columns, "Spalte", "Spalten")} verwendet. Gelernt wird aus: ${learnt}. Niemand hat gesagt, was ungewöhnlich ist; darum ordnet das Netz sie danach, wie wenig sie den anderen gleichen.`,
  missing: "fehlt",
  dataName,
  untrained: "Drücke „Trainieren“: was hier steht, erscheint, sobald das Netz gelernt hat.",
  open: {
    noTable: (name, features) =>
      `${name} enthält ein Modell von ${n(features)} Zahlen und sagt nicht, wie die Zeilen einer Tabelle dazu werden: es wurde an einem anderen Arbeitsplatz gespeichert, oder ohne attachTable. Nichts wurde geändert.`,
    waiting: (name, columns) =>
      `${name} ist offen: es kennt ${some(columns, "Spalte", "Spalten")}. Wähle die Tabelle, die es beurteilen soll.`,
    leave: "Weglassen",
  },
  next: {
    fits: (columns) =>
      columns === 1
        ? "Die eine Spalte, die es kennt, ist da."
        : `Alle ${n(columns)} Spalten, die es kennt, sind da.`,
    missing: (names) => `Nicht in dieser Tabelle, und vom Urteil ausgenommen: ${names}.`,
    additional: (names) => `Ihm unbekannt, und nicht beachtet: ${names}.`,
    retyped: (name, was, is) =>
      `${name} war von der Art ${was} und ist hier ${is}: was sich nicht so lesen lässt, gilt als fehlend.`,
    none: "Keine seiner Spalten ist in dieser Tabelle: beurteilen kann es sie nicht.",
    drift: "Verglichen mit dem, woraus es gelernt hat",
    flagged: (percent, usual) =>
      `${percent} dieser Zeilen liegen über der Schwelle${usual === null ? "" : `; von den Zeilen, aus denen sie stammt, waren es ${usual}`}.`,
    outside: (column, percent) =>
      `${column}: ${percent} der Zeilen liegen außerhalb von allem, woraus es gelernt hat.`,
    inside: "Keine Spalte liegt außerhalb dessen, woraus es gelernt hat.",
  },
  ranking: {
    heading: "Wie viele ansehen",
    share: "Anteil der Zeilen",
    shareHelp:
      "Niemand hat gesagt, welche Zeilen ungewöhnlich sind: der Fehlerwert ordnet sie nur. Wie viele einen Blick wert sind, sagst du.",
    rows: (looks, rows) => `${n(looks)} von ${n(rows)} Zeilen, die den anderen am wenigsten gleichen zuerst`,
    daily: "Zeilen, die am Tag kommen",
    looks: "am Tag anzusehen",
    marks: "Was du markiert hast",
    none: "Noch nichts. Sieh dir einige Zeilen an, über und unter der Schwelle, und markiere sie als „Ungewöhnlich“ oder „Gewöhnlich“: erst dann lässt sich sagen, wie gut die Ordnung ist.",
    above: (unusual, all) => `Über der Schwelle: ${n(unusual)} von ${n(all)} angesehenen waren ungewöhnlich`,
    below: (unusual, all) => `Darunter: ${n(unusual)} von ${n(all)}`,
    spread: (low, high) => `von ${low} bis ${high} solcher Zeilen, in 95 von 100 Fällen`,
    unusual: "Ungewöhnlich",
    ordinary: "Gewöhnlich",
    marked: "als ungewöhnlich markiert",
  },
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
    inPeace: "zu Recht durchgelassen",
    precision: "Präzision",
    precisionHelp: "Wie viel des Gemeldeten wirklich ungewöhnlich ist.",
    recall: "Trefferquote",
    recallHelp: "Wie viel des Ungewöhnlichen gemeldet wird.",
    perThousand: (normal) => `Alarme auf 1.000 ${normal}`,
    daily: "Fehlalarme am Tag",
    dailyRows: "Zeilen am Tag",
    cost: "Kosten",
    costHelp: "Die Zahl der übersehenen mal dem, was jeder davon kostet, plus die Fehlalarme.",
    costs: "Einen zu übersehen kostet so viel wie",
    falseAlarmsOf: (value) => some(value, "Fehlalarm", "Fehlalarme"),
    costSliderHelp: "Was es kostet, einen zu übersehen, gegen die Mühe eines Fehlalarms.",
    cheapest: "Günstigste Schwelle",
    usual: (percent, normal) => `${percent} % gehen durch (${normal})`,
    sample: (percent, unusual) =>
      `${percent} der Zeilen der Datei sind ${unusual}; Präzision und Kosten gelten für diesen Anteil.`,
    stands: (judged, all, normal) =>
      `Von ${n(all)} Zeilen („${normal}“) urteilen die ${n(judged)}, aus denen nicht gelernt wurde, und stehen für alle.`,
  },
  curves: {
    heading: "Verglichen",
    roc: "ROC",
    precisionRecall: "Präzision und Trefferquote",
    map: "Codes",
    axes: { roc: ["Fehlalarme", "gefunden"], precisionRecall: ["gefunden", "Präzision"] },
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
    csvHelp: "Die Datei, wie sie war, mit Fehlerwert, Meldung, drei Gründen, und woraus gelernt wurde",
    mark: "Deine Markierung",
    model: "Modell",
    marked: "markiert",
  },
  why: {
    heading: (row) => `Warum Zeile ${n(row)}`,
    noRow: "Warum eine Zeile",
    others: (column, restored, actual) =>
      `Nach dem Üblichen wäre ${column} etwa ${restored}, nicht ${actual}.`,
    nothing: "Wähle eine gemeldete Zeile, um zu sehen, was sie ungewöhnlich machte.",
    falseAlarm: "Fehlalarm",
    truly: "Wirklich ungewöhnlich",
    column: "Spalte",
    restored: "wiederhergestellt",
    actual: "tatsächlich",
    usual: "üblicher Bereich",
    ofError: "des Fehlers",
    normal: (row, column, restored, actual) =>
      `Bei ${row} läge ${column} bei etwa ${restored}, nicht bei ${actual}.`,
  },
  export: {
    score: "score",
    flagged: "flagged",
    reason: (i) => `reason_${i}`,
    part: "part",
    parts: { learnt: "daraus gelernt", judged: "beurteilt", both: "beides" },
    mark: "mark",
  },
  report: {
    file: "Datei",
    rows: "Zeilen",
    used: "Verwendete Spalten",
    label: "Kennzeichnung",
    noLabel: "keine: die Zeilen sind geordnet, mehr weiß niemand",
    learnt: "Gelernt aus",
    threshold: "Schwelle",
    first: "Die ersten zwanzig, und warum",
    why: (column, actual, restored) => `${column}: ${actual}, nach dem Üblichen etwa ${restored}`,
  },
};
