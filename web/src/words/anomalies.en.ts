// The sentences of the anomalies desk, in English. Numbers in them come from the data.

const count = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const n = (value: number) => count.format(value);

export const anomalies = {
  tables: "Tables",
  names: {
    tumours: "Tumours",
    heartbeats: "Heartbeats",
    shuttle: "Shuttle sensors",
    transactions: "Card transactions",
    vibration: "Machine vibration",
  },
  /** What a row is: one, several; what is normal, what unusual. */
  rows: {
    tumours: { one: "tumour", many: "tumours", normal: "benign", unusual: "malignant" },
    heartbeats: { one: "heartbeat", many: "heartbeats", normal: "normal", unusual: "unusual" },
    shuttle: { one: "reading", many: "readings", normal: "normal", unusual: "faulty" },
    transactions: { one: "transaction", many: "transactions", normal: "ordinary", unusual: "fraudulent" },
    vibration: { one: "measurement", many: "measurements", normal: "healthy", unusual: "faulty" },
  },
  sources: {
    tumours:
      "Measurements of cell nuclei from 569 breast tumours (Wolberg, Street and Mangasarian 1995; UCI, CC BY 4.0). Unusual are the malignant ones. Nothing here is a diagnosis.",
    heartbeats:
      "Single heartbeats of one patient with heart failure (ECG5000 of the UCR archive, from the BIDMC database on PhysioNet, ODC-BY 1.0). Unusual are premature and unclassified beats. Nothing here is a diagnosis.",
    shuttle:
      'Readings of nine sensors of a space shuttle\'s radiator system (Statlog, NASA; UCI, CC BY 4.0), without the ordinary state "High". Unusual are the states of fault.',
    transactions:
      "Synthetic: made by a documented generator of this project, of nobody's card. Unusual are everyday values that no customer joins: amounts at the wrong shop, journeys in no time, purchases at odd hours.",
    vibration:
      "Synthetic: spectra of a bearing at varying speed and load, made by a documented generator of this project. Unusual are faults of its races and balls, and imbalance.",
  },
  source: "Where the data come from",
  synthetic: "synthetic",
  says: (rows: string, columns: number, learnt: string) =>
    `${rows}, ${n(columns)} columns each. The network learns ${learnt}; whatever it cannot restore is unusual.`,
  counted: (value: number, what: string) => `${n(value)} ${what}`,
  loading: "Reading the table …",
  settings: "Settings",
  generator: { rate: "Share of unusual rows", strength: "How far they stray" },
  generatorHelp: {
    rate: "How many of the generated rows are unusual.",
    strength: "1 is as documented; less hides better among the ordinary rows.",
  },
  layers: (sizes: number[]) => sizes.join(" → "),

  histogram: {
    heading: (row: string) => `Score of each ${row}`,
    notLearnt: (normal: string) => `${normal}, not learnt from`,
    label: "Threshold on the scores. Left and right move it, Home and End go to the ends.",
    pass: (value: number) => `${n(value)} pass`,
    flagged: (value: number) => `${n(value)} flagged`,
    error: "error",
    summary: (threshold: string, flagged: number) => `${threshold}: ${n(flagged)} flagged`,
  },
  verdict: {
    heading: "At this threshold",
    flagged: "flagged",
    passed: "passed",
    found: "found",
    missed: "missed",
    falseAlarms: "false alarms",
    inPeace: "left in peace",
    precision: "Precision",
    precisionHelp: "How much of what is flagged is unusual in truth.",
    recall: "Recall",
    recallHelp: "How much of what is unusual is flagged.",
    perThousand: (normal: string) => `Alarms in 1,000 ${normal}`,
    daily: "False alarms a day",
    dailyRows: "rows a day",
    cost: "Cost",
    costHelp: "Missed ones times what one costs, plus false alarms.",
    costs: "One missed costs as much as",
    falseAlarmsOf: (value: number) => (value === 1 ? "1 false alarm" : `${n(value)} false alarms`),
    costSliderHelp: "What it costs to miss one, against the trouble of a false alarm.",
    cheapest: "Cheapest threshold",
    usual: (percent: number, normal: string) => `${percent}% of ${normal} rows pass`,
    sample: (percent: string, unusual: string) =>
      `${percent}% of these rows are ${unusual}: elsewhere precision and cost are others.`,
  },
  curves: {
    heading: "Compared",
    roc: "ROC",
    precisionRecall: "Precision-recall",
    map: "Codes",
    axes: { roc: ["false alarms", "found"], precisionRecall: ["found", "precision"] },
    autoencoder: "Autoencoder",
    principal: (width: number) => `PCA, ${n(width)} axes`,
    distance: "Mahalanobis",
    peersComing: "PCA and the Mahalanobis distance are being computed …",
    better: {
      network: "Here the network does better than both lines: what is normal is no flat cloud.",
      principal:
        "Here PCA does as well or better: what is normal lies near a flat subspace, and a network adds nothing.",
      distance:
        "Here a plain distance does as well or better: what is unusual lies far from the middle in directions that need no learning.",
    },
    one: "There is only one kind of row: no curve to draw.",
  },
  list: {
    heading: (value: number) => `${n(value)} flagged`,
    table: "Flagged rows",
    row: "Row",
    score: "Score",
    label: "Label",
    more: (value: number) => `and ${n(value)} more`,
    none: "Nothing is flagged at this threshold.",
    csv: "CSV",
    csvHelp: "All rows in their order, with score, flag and three reasons",
    model: "Model",
    marked: "marked",
  },
  why: {
    heading: (row: number) => `Why row ${n(row)}`,
    nothing: "Choose a flagged row to see what made it unusual.",
    falseAlarm: "False alarm",
    truly: "Truly unusual",
    column: "Column",
    restored: "restored",
    actual: "actual",
    usual: "usual range",
    ofError: "of the error",
    normal: (row: string, column: string, restored: string, actual: string) =>
      `For ${row} like it, ${column} would be about ${restored}, not ${actual}.`,
    a: (normal: string, one: string) => `${/^[aeiou]/.test(normal) ? "an" : "a"} ${normal} ${one}`,
  },
  export: { score: "score", flagged: "flagged", reason: (i: number) => `reason_${i}` },
};
