// The sentences of the anomalies desk, in English. Numbers in them come from the data.

import { numbersOf } from "../numbers";

const { n, some } = numbersOf("en");

/** Names that the page's own tables bring with them: kinds of rows, and columns. */
const dataNames: Record<string, string> = {};

/** Kinds of what is unusual. */
const kinds = {
  amount: "unusual amount",
  travel: "impossible travel",
  night: "unusual time",
  "outer race": "outer race",
  "inner race": "inner race",
  ball: "ball",
  imbalance: "imbalance",
};
export type AnomalyKinds = Record<keyof typeof kinds, string>;

export const anomalies = {
  tables: "Tables",
  names: {
    tumours: "Tumours",
    heartbeats: "Heartbeats",
    shuttle: "Shuttle sensors",
    transactions: "Card transactions",
    vibration: "Machine vibration",
    own: "Your own table",
  },
  /** What a row is: one, several; what is normal, what unusual. */
  rows: {
    tumours: {
      one: "tumour",
      many: "tumours",
      normal: "benign",
      unusual: "malignant",
      ordinary: "a benign tumour",
    },
    heartbeats: {
      one: "heartbeat",
      many: "heartbeats",
      normal: "normal",
      unusual: "unusual",
      ordinary: "a normal heartbeat",
    },
    shuttle: {
      one: "reading",
      many: "readings",
      normal: "normal",
      unusual: "faulty",
      ordinary: "a normal reading",
    },
    transactions: {
      one: "transaction",
      many: "transactions",
      normal: "ordinary",
      unusual: "fraudulent",
      ordinary: "an ordinary transaction",
    },
    own: { one: "row", many: "rows", normal: "normal", unusual: "unusual", ordinary: "a normal row" },
    vibration: {
      one: "measurement",
      many: "measurements",
      normal: "healthy",
      unusual: "faulty",
      ordinary: "a measurement of a healthy machine",
    },
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
    own: "Your own table. It stays on this device.",
    vibration:
      "Synthetic: spectra of a bearing at varying speed and load, made by a documented generator of this project. Unusual are faults of its races and balls, and imbalance.",
  },
  own: {
    button: "Your own table",
    hint: "drop a file anywhere, it stays on this device",
    reading: "Reading …",
    cancel: "Cancel",
    size: (bytes: string, rows: number, columns: number) =>
      `${bytes}, ${n(rows)} rows, ${n(columns)} columns`,
    columns: {
      name: "Column",
      type: "Type",
      values: "Values",
      range: "Range",
      missing: "Missing",
      becomes: "Becomes",
    },
    types: { number: "number", category: "category", date: "date", time: "time", ignore: "left out" },
    orders: "orders the rows: the earliest are learnt from",
    use: (column: string) => `Use ${column}`,
    typeOf: (column: string) => `Type of ${column}`,
    none: "none",
    always: (value: string) => `always ${value}`,
    different: (value: number) => `${n(value)} different`,
    numbers: (value: number) => (value === 1 ? "1 number" : `${n(value)} numbers, one for each`),
    label: "the label",
    out: "left out",
    identifier: "left out: it names the rows",
    saysNothing: "left out: says nothing",
    labelColumn: "Label",
    noLabel: "none",
    normalIs: "normal is",
    becomes: (features: number) =>
      `${n(features)} numbers a row, standardised; what is missing neither teaches nor judges.`,
    indicators: "That a cell is missing is a feature, too",
    period: "hour and weekday, 4 numbers",
    learns: (learnt: number, judged: number, unusual: number) =>
      `Learns from ${n(learnt)} normal rows, judged by ${n(judged)} others and ${n(unusual)} unusual ones.`,
    learnsAll: (learnt: number, others: number) =>
      `Nothing is labelled: learns from ${n(learnt)} rows, and ranks all of them, ${n(others)} others included, by how unlike the rest they are.`,
    take: "Use this table",
    takes: (name: string) => `takes the place of ${name} and its model, undo brings them back`,
    nothing: "Choose at least one column.",
    broken: (name: string) => `${name} cannot be read as a table`,
    another: "Choose another file",
    anotherHint:
      "CSV and its kin in any encoding, Excel workbooks (.xlsx), JSON, also in ZIP or gzip, or cells copied from a spreadsheet; at most 200 MB, a million rows, a thousand columns",
    unchanged: (name: string) => `Nothing was changed. ${name} and the model are as they were.`,
    close: "Close",
    pasted: "Pasted cells",
  },
  source: "Where the data come from",
  synthetic: "synthetic",
  says: (rows: string, columns: number, learnt: string) =>
    `${rows}, ${some(columns, "column", "columns")} used. The network learns ${learnt}; whatever it cannot restore is unusual.`,
  saysNext: (name: string, rows: string, columns: number) =>
    `${name}: ${rows}, ${some(columns, "column", "columns")} used. A network that learnt elsewhere judges them; it has learnt nothing from them.`,
  saysUnlabelled: (name: string, rows: string, columns: number, learnt: string) =>
    `${name}: ${rows}, ${some(columns, "column", "columns")} used. The network learns ${learnt}; nobody has said which are unusual, so it ranks them by how unlike the others they are.`,
  missing: "missing",
  dataName: (name: string) => dataNames[name] ?? name,
  untrained: "Press “Train”: what stands here is shown once the network has learnt.",
  open: {
    noTable: (name: string, features: number) =>
      `${name} holds a model of ${n(features)} numbers and does not say how a table's rows become these: it was saved by another desk, or without attachTable. Nothing was changed.`,
    waiting: (name: string, columns: number) =>
      `${name} is open: it knows ${some(columns, "column", "columns")}. Choose the table that it is to judge.`,
    leave: "Leave it",
  },
  next: {
    fits: (columns: number) => `All ${some(columns, "column", "columns")} that it knows are there.`,
    missing: (names: string) => `Not in this table, and left out of the judgement: ${names}.`,
    additional: (names: string) => `Not known to it, and ignored: ${names}.`,
    retyped: (name: string, was: string, is: string) =>
      `${name} was of type ${was} and is of type ${is} here: what cannot be read so counts as missing.`,
    none: "None of its columns are in this table: it cannot judge it.",
    drift: "Compared with what it learnt from",
    flagged: (percent: string, usual: string | null) =>
      `${percent} of these rows lie above the threshold${usual === null ? "" : `; of the rows that it was taken from, ${usual} did`}.`,
    outside: (column: string, percent: string) =>
      `${column}: ${percent} of the rows lie outside everything that it learnt from.`,
    inside: "No column lies outside what it learnt from.",
  },
  ranking: {
    heading: "How many to look at",
    share: "Share of the rows",
    shareHelp:
      "Nobody has said which rows are unusual: the score only ranks them. How many are worth a look is for you to say.",
    rows: (looks: number, rows: number) => `${n(looks)} of ${n(rows)} rows, the least like the others first`,
    daily: "Rows that come in a day",
    looks: "to look at in a day",
    marks: "What you marked",
    none: "Nothing yet. Look at some rows, above and below the threshold, and mark them “Unusual” or “Ordinary”: only then can be said how good the ranking is.",
    above: (unusual: number, all: number) =>
      `Above the threshold: ${n(unusual)} of ${n(all)} that you looked at were unusual`,
    below: (unusual: number, all: number) => `Below it: ${n(unusual)} of ${n(all)}`,
    spread: (low: string, high: string) => `from ${low} to ${high} of such rows, in 95 of 100 cases`,
    unusual: "Unusual",
    ordinary: "Ordinary",
    marked: "marked as unusual",
  },
  counted: (value: number, what: string) => `${n(value)} ${what}`,
  loading: "Reading the table …",
  settings: "Settings",
  train: { label: "Learns from", normal: "normal rows only", all: "all rows, unusual ones too" },
  generator: { rate: "Share of unusual rows", strength: "How far they stray", kinds: "Kinds" },
  kinds: kinds as Record<string, string>,
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
      `${percent} of the file's rows are ${unusual}; precision and cost are meant for that share.`,
    stands: (judged: number, all: number, normal: string) =>
      `Of its ${n(all)} ${normal} rows the ${n(judged)} that were not learnt from judge, and stand for all.`,
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
    csvHelp: "The file as it was, with score, flag, three reasons, and which rows were learnt from",
    mark: "Your mark",
    model: "Model",
    marked: "marked",
  },
  why: {
    heading: (row: number) => `Why row ${n(row)}`,
    noRow: "Why a row",
    others: (column: string, restored: string, actual: string) =>
      `By what is usual, ${column} would be about ${restored}, not ${actual}.`,
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
  },
  export: {
    score: "score",
    flagged: "flagged",
    reason: (i: number) => `reason_${i}`,
    part: "part",
    parts: { learnt: "learnt from", judged: "judged", both: "both" },
    mark: "mark",
  },
  report: {
    file: "File",
    rows: "Rows",
    used: "Columns used",
    label: "Label",
    noLabel: "none: the rows are ranked, nothing more is known",
    learnt: "Learnt from",
    threshold: "Threshold",
    first: "The first twenty, and why",
    why: (column: string, actual: string, restored: string) =>
      `${column}: ${actual}, by what is usual about ${restored}`,
  },
};

export type AnomalyWords = typeof anomalies;
