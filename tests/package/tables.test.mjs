// hourglass-autoencoder/data: readers, the table encoder, metrics; and a model that scores raw rows from one file.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { deflateRawSync } from "node:zlib";
import { dense, load } from "hourglass-autoencoder";
import {
  attachedTable,
  attachTable,
  auc,
  averagePrecision,
  confusion,
  guessType,
  idxLength,
  parseDate,
  parseIdx,
  parseNpy,
  parseNpz,
  parseNumber,
  precisionRecall,
  quantile,
  resizeImage,
  rocCurve,
  TableEncoder,
  toNpy,
} from "hourglass-autoencoder/data";
import { rejects } from "./support.mjs";

const throws = (act, code, message) => rejects(Promise.resolve().then(act), code, message);

describe("metrics", () => {
  // scikit-learn's own examples, of roc_curve, roc_auc_score, average_precision_score and precision_recall_curve.
  const labels = [0, 0, 1, 1];
  const scores = [0.1, 0.4, 0.35, 0.8];

  it("ROC, its area, precision and recall, as scikit-learn gives them", () => {
    const { falsePositiveRate, truePositiveRate, thresholds } = rocCurve(labels, scores);
    assert.deepEqual([...falsePositiveRate], [0, 0, 0.5, 0.5, 1]);
    assert.deepEqual([...truePositiveRate], [0, 0.5, 0.5, 1, 1]);
    assert.deepEqual([...thresholds], [Infinity, 0.8, 0.4, 0.35, 0.1]);
    assert.equal(auc(labels, scores), 0.75);
    assert.ok(Math.abs(averagePrecision(labels, scores) - 0.8333333333333333) < 1e-12);
    const curve = precisionRecall(labels, scores);
    assert.deepEqual([...curve.precision], [1, 0.5, 2 / 3, 0.5]);
    assert.deepEqual([...curve.recall], [0.5, 0.5, 1, 1]);
  });

  it("ties count half, and make one threshold", () => {
    assert.equal(auc([0, 1, 0, 1], [1, 1, 1, 1]), 0.5);
    assert.equal(rocCurve([0, 1, 0, 1], [1, 1, 1, 1]).thresholds.length, 2);
    assert.equal(averagePrecision([0, 1, 0, 1], [1, 1, 1, 1]), 0.5);
    assert.equal(auc([true, false, true], new Float32Array([2, 1, 1])), 0.75);
  });

  it("the area is how often a positive scores higher", () => {
    const [many, values] = [[], []];
    for (let i = 0; i < 300; i++) {
      many.push(i % 3 === 0);
      values.push(Math.round(((i * 7919) % 101) / 7) + (i % 3 === 0 ? 2 : 0));
    }
    let [pairs, won] = [0, 0];
    many.forEach((p, i) =>
      many.forEach((q, j) => {
        if (!p || q) return;
        pairs++;
        won += values[i] > values[j] ? 1 : values[i] === values[j] ? 0.5 : 0;
      }),
    );
    assert.ok(Math.abs(auc(many, values) - won / pairs) < 1e-12);
  });

  it("quantiles as NumPy's, and confusion", () => {
    assert.equal(quantile([4, 1, 3, 2], 0.5), 2.5);
    assert.equal(quantile([4, 1, 3, 2], 0), 1);
    assert.equal(quantile([4, 1, 3, 2], 1), 4);
    assert.ok(Math.abs(quantile([1, 2, 3, 4], 0.95) - 3.85) < 1e-12);
    assert.deepEqual(confusion([0, 1, 1, 0], [0, 1, 0, 1]), [[1, 1], [1, 1]]); // prettier-ignore
    assert.deepEqual(confusion([2, 0], [2, 1], 3), [[0, 1, 0], [0, 0, 0], [0, 0, 1]]); // prettier-ignore
  });

  it("what has no answer is refused", async () => {
    await throws(() => auc([0, 0], [1, 2]), "invalid_data", /positives and negatives, got 0 positives of 2/);
    await throws(() => rocCurve([1], [1, 2]), "shape_mismatch", /one for each of 2 scores, got 1/);
    await throws(() => auc([0, 1], [1, NaN]), "invalid_data", /NaN at index 1/);
    await throws(
      () => auc([0, NaN, 1], [1, 2, 3]),
      "invalid_data",
      /labels must be numbers, got NaN at index 1/,
    );
    await throws(() => quantile([1, NaN], 0.5), "invalid_data", /values must be numbers, got NaN at index 1/);
    const many = Float64Array.from({ length: 300_000 }, (_, i) => i);
    assert.equal(
      rocCurve(
        many.map((i) => i % 2),
        many,
      ).thresholds.length,
      300_001,
    );
    await throws(() => averagePrecision([0, 0], [1, 2]), "invalid_data", /positives, got none/);
    await throws(() => quantile([], 0.5), "invalid_data", /empty/);
    await throws(() => quantile([1], 2), "invalid_data", /from 0 to 1, got 2/);
    await throws(
      () => confusion([0, 2], [0, 1]),
      "invalid_data",
      /labels must be from 0 to 1, got 2 at index 1/,
    );
  });
});

describe("cells", () => {
  const numbers = {
    12.5: 12.5,
    " -3e4 ": -30000,
    "+.5": 0.5,
    "1,234,567.8": 1234567.8,
    "1'234": 1234,
    "1 234": 1234,
    "007": undefined,
    "1,23": undefined,
    "1.2.3": undefined,
    "1e309": undefined,
    "0x10": undefined,
    Infinity: undefined,
    "12a": undefined,
    "-": undefined,
    "": undefined,
    e5: undefined,
  };
  for (const [text, value] of Object.entries(numbers))
    it(`${JSON.stringify(text)} is ${value}`, () => assert.equal(parseNumber(text), value));

  it("with decimal commas", () => {
    assert.equal(parseNumber("1.234,5", { decimal: "," }), 1234.5);
    assert.equal(parseNumber("-0,25", { decimal: "," }), -0.25);
    assert.equal(parseNumber("1.5", { decimal: "," }), undefined);
    assert.equal(parseNumber(NaN), undefined);
    assert.equal(parseNumber(true), 1);
  });

  it("dates, in the forms that people write", () => {
    assert.equal(parseDate("2026-03-02"), Date.UTC(2026, 2, 2));
    assert.equal(parseDate("2026-03-02T05:06:07Z"), Date.UTC(2026, 2, 2, 5, 6, 7));
    assert.equal(parseDate("2026-03-02 05:06+02:00"), Date.UTC(2026, 2, 2, 3, 6));
    assert.equal(parseDate("02.03.2026 03:00"), Date.UTC(2026, 2, 2, 3));
    assert.equal(parseDate("3/2/2026"), Date.UTC(2026, 2, 2));
    assert.equal(parseDate(new Date(5)), 5);
    for (const none of ["2026-02-31", "31.13.2026", "2026", "12:30", "2026-01-01 25:00"])
      assert.equal(parseDate(none), undefined, none);
  });

  it("types are guessed", () => {
    assert.equal(guessType(["1", "2.5", "", "NA"]), "number");
    assert.equal(guessType(["2026-01-01", "2026-01-02"]), "date");
    assert.equal(guessType(["a", "b", "a"]), "category");
    assert.equal(guessType([true, false]), "category");
    assert.equal(guessType(Array.from({ length: 200 }, (_, i) => `id-${i}`)), "ignore");
    assert.equal(guessType(["", null, undefined, NaN]), "ignore");
    assert.equal(guessType([...Array(99).fill("1"), "x"]), "number");
    assert.equal(guessType(["1,5", "2,25"], { decimal: "," }), "number");
  });
});

describe("a table encoder", () => {
  const columns = ["amount", "country", "day", "always"];
  const rows = [
    ["10", "DE", "2026-01-01", "x"],
    ["20", "FR", "2026-01-02", "x"],
    ["", "DE", "2026-01-03", "x"],
    ["30", "", "2026-01-04", "x"],
  ];

  it("learns from rows, applies, and undoes", () => {
    const encoder = new TableEncoder({ columns, dates: "value" }).fit(rows);
    assert.deepEqual(encoder.featureNames, ["amount", "country: DE", "country: FR", "day", "always: x"]);
    assert.deepEqual(encoder.featureColumns, [0, 1, 1, 2, 3]);
    const [amount, country, day] = encoder.columns;
    assert.deepEqual([amount.centre, amount.missing, amount.fill], [20, 1, 20]);
    assert.equal(country.missing, 1);
    assert.equal(day.type, "date");
    const values = encoder.transform(rows);
    assert.equal(values.length, 4 * encoder.features);
    const deviation = Math.sqrt(200 / 3);
    assert.ok(Math.abs(values[0] + 10 / deviation) < 1e-6);
    assert.equal(values[2 * 5], 0, "a missing number is the median");
    assert.deepEqual([...values.subarray(16, 18)], [0, 0], "a missing category is none");
    const back = encoder.inverse(values);
    assert.ok(Math.abs(back[0][0] - 10) < 1e-4);
    assert.deepEqual([back[0][1], back[1][1], back[0][3]], ["DE", "FR", "x"]);
    assert.ok(Math.abs(back[3][2].getTime() - Date.UTC(2026, 0, 4)) < 100);
  });

  it("tells what is known, and makes a number of what is missing where that is wanted", async () => {
    const encoder = new TableEncoder({ columns, addIndicator: true }).fit(rows);
    assert.deepEqual(encoder.featureNames, [
      "amount", "amount: missing", "country: DE", "country: FR", "country: missing", "always: x",
    ]); // prettier-ignore
    assert.deepEqual(encoder.featureColumns, [0, 0, 1, 1, 1, 3]);
    const values = encoder.transform([...rows, ["ten", "IT", "", "y"]]);
    assert.deepEqual([...values.subarray(12, 18)], [0, 1, 1, 0, 0, 1]);
    assert.deepEqual([...values.subarray(18, 24)].slice(1), [0, 0, 0, 1, 1]);
    assert.equal(values[25], 1, "what is no number is missing");
    assert.equal(encoder.problems.length, 1);
    const known = encoder.known([...rows, ["ten", "IT", "", "y"]]);
    assert.deepEqual(
      [...known],
      [
        1, 1, 1, 1, 1, 1,
        1, 1, 1, 1, 1, 1,
        0, 1, 1, 1, 1, 1,
        1, 1, 0, 0, 1, 1,
        0, 1, 1, 1, 1, 1,
      ],
    ); // prettier-ignore
    assert.equal(encoder.inverse(values)[3][1], "DE", "the likeliest, whatever is missing");
    assert.deepEqual(
      TableEncoder.fromJSON(JSON.parse(JSON.stringify(encoder))).transform(rows),
      encoder.transform(rows),
    );
    const plain = new TableEncoder({ columns }).fit(rows);
    assert.equal(plain.features, 4);
    assert.deepEqual([...plain.known(rows)].slice(8), [0, 1, 1, 1, 1, 0, 0, 1]);
    await throws(() => new TableEncoder({ addIndicator: 1 }), "invalid_config", /addIndicator/);
    const json = {
      ...encoder.toJSON(),
      columns: encoder.columns.map((column) => ({ ...column, indicator: 1 })),
    };
    await throws(() => TableEncoder.fromJSON(json), "invalid_file", /indicator must be true or false/);
  });

  it("missing cells carry no weight: whatever stands in for them, the score is that of what is known", async () => {
    const hourglass = await load();
    const full = Array.from({ length: 300 }, (_, i) => [i % 20, (i * 7) % 30, (i % 20) + ((i * 7) % 30)]);
    const gaps = full.map((row, i) =>
      i % 3 === 0 ? row.map((cell, k) => (k === (i % 9) % 3 ? "" : cell)) : row,
    );
    const encoder = new TableEncoder().fit(gaps);
    const [samples, known] = [encoder.transform(gaps), encoder.known(gaps)];
    const model = await hourglass.create({
      input: 3,
      encoder: [dense(2)],
      outputActivation: "linear",
      seed: 1,
    });
    await model.fit(samples, { epochs: 60, featureWeights: known });
    const scores = await model.scores(samples, { featureWeights: known });
    const plain = await model.scores(samples);
    const errors = await model.featureErrors(samples);
    for (const i of [0, 1, 3, 9]) {
      const counting = [0, 1, 2].filter((k) => known[3 * i + k] === 1);
      const mean = counting.reduce((sum, k) => sum + errors[3 * i + k], 0) / counting.length;
      assert.ok(Math.abs(scores[i] - mean) < 1e-6);
      assert.equal(scores[i] === plain[i], counting.length === 3);
    }
    await hourglass.dispose();
  });

  it("learns nothing from what it transforms", () => {
    const encoder = new TableEncoder({ columns, dates: "value" }).fit(rows);
    const before = JSON.stringify(encoder);
    const [strange] = [encoder.transform([["1000000", "IT", "2030-01-01", "y"]])];
    assert.equal(JSON.stringify(encoder), before);
    assert.deepEqual([strange[1], strange[2], strange[4]], [0, 0, 0]);
  });

  it("scales in four ways, and keeps constant columns harmless", () => {
    const numbers = [[1, 5], [2, 5], [3, 5], [4, 5], [100, 5]]; // prettier-ignore
    const first = (scale) => [...new TableEncoder({ scale }).fit(numbers).transform(numbers)].filter((_, i) => i % 2 === 0); // prettier-ignore
    const standard = first("standard");
    assert.ok(Math.abs(standard.reduce((sum, value) => sum + value, 0)) < 1e-5);
    assert.ok(Math.abs(standard.reduce((sum, value) => sum + value ** 2, 0) / 5 - 1) < 1e-5);
    const robust = first("robust");
    assert.equal(robust[2], 0);
    assert.ok(Math.abs(robust[3] - robust[2] - 1.3489795 / 2) < 1e-5);
    const minmax = first("minmax");
    assert.deepEqual([minmax[0], minmax[4]], [0, 1]);
    assert.deepEqual(first("none"), [1, 2, 3, 4, 100]);
    for (const scale of ["standard", "robust", "minmax"]) {
      const encoder = new TableEncoder({ scale }).fit(numbers);
      const other = encoder.transform([[3, 7]]);
      assert.equal(other[1], 0, `${scale}: a constant column stays 0`);
      assert.equal(encoder.inverse(other)[0][1], 5);
    }
  });

  it("gives many categories one number for the rest", () => {
    const many = Array.from({ length: 100 }, (_, i) => [i % 2 === 0 ? "a" : `b${i % 10}`]);
    const encoder = new TableEncoder({ columns: [{ name: "c", type: "category" }], maxCategories: 2 }).fit(
      many,
    );
    assert.deepEqual(encoder.featureNames, ["c: a", "c: b1", "c: (other)"]);
    assert.deepEqual([...encoder.transform([["b3"], ["new"], ["a"]])], [0, 0, 1, 0, 0, 1, 1, 0, 0]);
    assert.equal(encoder.inverse([0, 0.1, 0.9])[0][0], "(other)");
  });

  it("says what it could not read, and takes it as missing", () => {
    const encoder = new TableEncoder({ columns: ["n"] }).fit([
      ...Array(50).fill(["1"]),
      ["3"],
      ["??"],
      ["oops"],
    ]);
    assert.deepEqual(encoder.problems, [{ row: 52, column: "n", value: "oops" }]);
    assert.equal(encoder.columns[0].missing, 2);
    encoder.transform([["x"]]);
    assert.deepEqual(encoder.problems, [{ row: 0, column: "n", value: "x" }]);
  });

  it("columns that hardly vary far from 0 are scaled, and constant ones stay 0", () => {
    const epoch = Array.from({ length: 50 }, (_, i) => [
      1_764_300_000_000 + 100 * i,
      1e7 + (i % 2 ? 0.001 : -0.001),
      0.1 + 0.2,
      7.3e11,
    ]);
    const encoder = new TableEncoder().fit(epoch);
    const values = encoder.transform(epoch);
    const deviation = (column) =>
      Math.sqrt(epoch.reduce((sum, _, i) => sum + values[4 * i + column] ** 2, 0) / 50);
    assert.ok(
      Math.abs(deviation(0) - 1) < 1e-6 && Math.abs(deviation(1) - 1) < 1e-6,
      `${deviation(0)} ${deviation(1)}`,
    );
    assert.deepEqual([deviation(2), deviation(3)], [0, 0]);
    assert.ok(Math.abs(encoder.inverse(values)[49][0] - epoch[49][0]) < 1);
  });

  const people = [
    { name: "Ann", age: "30", town: "Oslo", since: "2024-01-31 06:00" },
    { name: "Bob", age: "41", town: "Rome", since: "2024-02-02 18:00" },
    { name: "Cid", age: "52", town: "Oslo", since: "2024-02-05 12:00" },
  ];

  it("takes rows as objects: all keys, or those that are named; an order of one's own does not matter", () => {
    const all = new TableEncoder().fit(people);
    assert.deepEqual(all.columns.map(({ name }) => name), ["name", "age", "town", "since"]); // prettier-ignore
    const columns = ["town", { name: "age", type: "number" }];
    const encoder = new TableEncoder({ columns }).fit(people);
    const expected = new TableEncoder({ columns }).fit(people.map(({ age, town }) => [town, age]));
    const turned = people.map(({ age, town, ...others }) => ({ town, age, ...others }));
    assert.deepEqual(
      encoder.transform(turned),
      expected.transform(people.map(({ age, town }) => [town, age])),
    );
    assert.deepEqual(encoder.featureNames, ["town: Oslo", "town: Rome", "age"]);
    assert.equal(encoder.transform([{ town: "Rome" }, people[1]])[2], 0); // missing: the median
  });

  it("refuses rows that are none, and names that no row has", async () => {
    const encoder = new TableEncoder({ columns: ["age", "town"] });
    const refuses = (rows, message) => throws(() => encoder.fit(rows), "invalid_data", message);
    await refuses([{ age: 1 }, { age: 2 }], /rows have no "town": they have age/);
    await refuses([[1, 2], { age: 1 }], /rows\[1\] must be a list of cells, got an object/);
    await refuses([{ age: 1, town: "a" }, null], /rows\[1\] must be an object like the first, got null/);
    await refuses("1,2", /rows must be a list, got "1,2"/);
    encoder.fit(people);
    await throws(() => encoder.transform([{ town: "Oslo" }, { town: "Rome" }]), "invalid_data", /no "age"/);
    const nameless = new TableEncoder({ columns: [{ type: "number" }] });
    await throws(() => nameless.fit(people), "invalid_config", /columns\[0\]\.name must be given/);
  });

  it("refuses settings that nobody knows, and columns that are not all of them", async () => {
    const refuses = (options, message) => throws(() => new TableEncoder(options), "invalid_config", message);
    await refuses(
      { columns: [{ name: "n", type: "categorical" }] },
      /columns\[0\]\.type must be .*, got "categorical"/,
    );
    await refuses({ columns: ["a", { name: "n", type: "float" }] }, /columns\[1\]\.type/);
    await refuses({ columns: [{ nmae: "n" }] }, /columns\[0\]\.nmae is unknown; did you mean name\?/);
    await refuses({ columns: [{ name: 3 }] }, /columns\[0\]\.name must be a text, got 3/);
    await refuses(
      { dates: "cyclic" },
      /options\.dates must be "ignore" or "cycles" or "value", got "cyclic"/,
    );
    await refuses({ scale: "log" }, /options\.scale/);
    await refuses({ balanceCategories: 1 }, /balanceCategories must be true or false/);
    const short = () => new TableEncoder({ columns: ["a", "b"] }).fit([[1, 2, 3], [2, 3, 4]]); // prettier-ignore
    await throws(short, "shape_mismatch", /one for each of the rows' 3 cells, got 2/);
  });

  it("counts categories that it has not seen", () => {
    const encoder = new TableEncoder({ columns: ["town", "age"] }).fit(people);
    const values = encoder.transform([{ town: "Bern", age: 3 }, { town: "Oslo", age: 4 }, { town: "Bern", age: 5 }]); // prettier-ignore
    assert.deepEqual(encoder.unseen, [{ column: "town", rows: 2, values: ["Bern"] }]);
    assert.deepEqual([...values.subarray(0, 2)], [0, 0]);
    encoder.transform(people);
    assert.deepEqual(encoder.unseen, []);
  });

  it("ignores dates, or takes them as points on the circles of day and week, or as moments", () => {
    const of = (dates) => new TableEncoder({ columns: ["age", "since"], dates }).fit(people);
    assert.deepEqual(of(undefined).featureNames, ["age"]);
    const cycles = of("cycles");
    assert.equal(cycles.features, 5);
    assert.deepEqual(cycles.featureColumns, [0, 1, 1, 1, 1]);
    const [, sin, cos, ...week] = cycles.transform(people); // Wednesday, 6 in the morning
    assert.ok(Math.abs(sin - 1) < 1e-6 && Math.abs(cos) < 1e-6, `${sin} ${cos}`);
    const turn = (2 * Math.PI * 2) / 7;
    [Math.sin(turn), Math.cos(turn)].forEach((value, i) => assert.ok(Math.abs(week[i] - value) < 1e-6));
    assert.equal(cycles.inverse(cycles.transform(people))[0][1], null);
    assert.equal(of("value").features, 2);
    const again = TableEncoder.fromJSON(JSON.parse(JSON.stringify(cycles)));
    assert.deepEqual(again.transform(people), cycles.transform(people));
  });

  it("balanced categories vary as much as one number together", () => {
    const cells = Array.from({ length: 100 }, (_, i) => [i < 60 ? "a" : i < 90 ? "b" : "c", i]);
    const encoder = new TableEncoder({ columns: ["c", "n"], balanceCategories: true }).fit(cells);
    const values = encoder.transform(cells);
    const variance = (feature) => {
      const own = Array.from({ length: 100 }, (_, row) => values[4 * row + feature]);
      const mean = own.reduce((sum, value) => sum + value) / 100;
      return own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 100;
    };
    assert.ok(Math.abs(variance(0) + variance(1) + variance(2) - 1) < 1e-5);
    assert.ok(Math.abs(variance(3) - 1) < 1e-5);
    assert.equal(encoder.inverse(values)[95][0], "c");
  });

  it("codes with a leading zero are no numbers", () => {
    assert.equal(guessType(["01234", "04109", "80331"]), "category");
    assert.equal(parseNumber("01234"), undefined);
    assert.deepEqual(["0", "0.5", "-0.5", "0e3"].map((text) => parseNumber(text)), [0, 0.5, -0.5, 0]); // prettier-ignore
  });

  it("works in slices, with the same numbers, and ends when it is told to", async () => {
    const many = Array.from({ length: 60_000 }, (_, i) => ({ n: String(i % 97), c: `k${i % 5}` }));
    const encoder = new TableEncoder().fit(many);
    let turns = 0;
    const counting = setInterval(() => turns++, 0);
    const sliced = await new TableEncoder().fitAsync(many);
    const values = await sliced.transformAsync(many);
    clearInterval(counting);
    assert.ok(turns > 0, "nothing else had its turn");
    assert.deepEqual(values, encoder.transform(many));
    const stop = AbortSignal.abort();
    await rejects(new TableEncoder().fitAsync(many, { signal: stop }), "aborted", /aborted/);
    await rejects(sliced.transformAsync(many, { signal: 3 }), "invalid_config", /AbortSignal/);
  });

  it("types may be given", () => {
    const options = { columns: [{ name: "code", type: "category" }, { name: "id", type: "ignore" }, "v"] };
    const encoder = new TableEncoder(options).fit([["1", "7", "1"], ["2", "8", "2"]]); // prettier-ignore
    assert.deepEqual(encoder.featureNames, ["code: 1", "code: 2", "v"]);
    assert.equal(encoder.inverse(encoder.transform([["2", "8", "2"]]))[0][1], null);
  });

  it("is kept as JSON", async () => {
    const encoder = new TableEncoder({ columns, missing: ["none"], dates: "value" }).fit(rows);
    const again = TableEncoder.fromJSON(JSON.parse(JSON.stringify(encoder)));
    assert.deepEqual(again.transform(rows), encoder.transform(rows));
    assert.deepEqual(again.toJSON(), encoder.toJSON());
    await throws(() => TableEncoder.fromJSON({}), "invalid_file", /format must be "hourglass-table"/);
    const broken = encoder.toJSON();
    broken.columns[0].spread = null;
    await throws(
      () => TableEncoder.fromJSON(broken),
      "invalid_file",
      /columns\[0\]\.spread must be a number, got null/,
    );
    const longer = encoder.toJSON();
    longer.columns[1].count = 1e9;
    await throws(
      () => TableEncoder.fromJSON(longer),
      "invalid_file",
      /columns\[1\]\.count must be 2, got 1000000000/,
    );
  });

  it("refuses what is no table", async () => {
    await throws(() => new TableEncoder().fit([]), "invalid_data", /rows must not be empty/);
    await throws(
      () => new TableEncoder().fit([[1, 2], [1]]),
      "shape_mismatch",
      /rows\[1\] must have 2 cells, got 1/,
    );
    await throws(() => new TableEncoder().fit([[""], [null]]), "invalid_data", /no column/);
    await throws(() => new TableEncoder().transform([[1]]), "invalid_data", /call fit\(rows\) before/);
    await throws(() => new TableEncoder({ scale: "log" }), "invalid_config", /"standard".*got "log"/);
    await throws(() => new TableEncoder({ maxCategories: 0 }), "invalid_config", /maxCategories.*got 0/);
    const encoder = new TableEncoder().fit([[1, 2], [2, 3]]); // prettier-ignore
    await throws(() => encoder.transform([[1]]), "shape_mismatch", /rows\[0\] must have 2 cells, got 1/);
    await throws(() => encoder.inverse([1]), "shape_mismatch", /multiple of 2 features, got 1/);
  });

  it("scores raw rows from one file with its model", async () => {
    const hourglass = await load();
    const encoder = new TableEncoder({ columns: ["a", "b"] });
    const table = Array.from({ length: 200 }, (_, i) => [`${i % 20}`, i % 2 === 0 ? "even" : "odd"]);
    const samples = encoder.fit(table).transform(table);
    const model = await hourglass.create({
      input: encoder.features,
      encoder: [dense(2)],
      outputActivation: "linear",
    });
    await model.fit(samples, { epochs: 5 });
    const file = attachTable(await model.save(), encoder);

    const opened = await hourglass.open(file);
    assert.equal(await opened.fingerprint(), await model.fingerprint());
    const kept = attachedTable(file);
    assert.deepEqual(await opened.scores(kept.transform(table)), await model.scores(samples));
    assert.equal(attachedTable(await model.save()), undefined);

    encoder.threshold = 0.25;
    const again = await hourglass.open(attachTable(file, encoder));
    await again.fit(samples, { epochs: 1 });
    const saved = await again.save();
    assert.equal(attachedTable(saved).threshold, 0.25);
    for (const form of [saved.buffer, new Blob([saved])])
      assert.deepEqual((await attachedTable(form)).toJSON(), encoder.toJSON());
    const narrow = new TableEncoder({ columns: ["a"] }).fit([[1], [2]]);
    await throws(() => attachTable(saved, narrow), "shape_mismatch", /model's 3 features, got one of 1/);
    await throws(
      () => attachedTable("model.safetensors"),
      "invalid_file",
      /must be a Uint8Array, .* got "model/,
    );
    await throws(() => attachedTable(new Uint8Array(4)), "invalid_file", /ends after 4 bytes/);
    await throws(() => attachedTable(new Uint8Array(16).fill(255)), "invalid_file", /its header needs/);
    await hourglass.dispose();
  });
});

describe("NumPy's files", () => {
  it("are written and read back", () => {
    const data = Float32Array.of(1, -2.5, 3, 4, 5, 6);
    const { shape, data: back } = parseNpy(toNpy(data, [2, 3]));
    assert.deepEqual(shape, [2, 3]);
    assert.deepEqual(back, data);
    const bytes = Uint8Array.of(1, 2, 3);
    assert.deepEqual(parseNpy(toNpy(bytes)), { shape: [3], data: bytes });
    assert.equal(toNpy(data).length % 64, 24);
  });

  const file = (header, values) => {
    const text = header.padEnd(117) + "\n";
    return Uint8Array.from([0x93, ..."NUMPY"].map((c) => (typeof c === "string" ? c.charCodeAt(0) : c)).concat([1, 0, 118, 0], [...text].map((c) => c.charCodeAt(0)), values)); // prettier-ignore
  };

  it("of either byte order, of Fortran's, of wide integers", () => {
    const big = file("{'descr': '>i2', 'fortran_order': False, 'shape': (2,), }", [1, 0, 255, 255]);
    assert.deepEqual([...parseNpy(big).data], [256, -1]);
    const fortran = file("{'descr': '|u1', 'fortran_order': True, 'shape': (2, 3), }", [1, 4, 2, 5, 3, 6]);
    assert.deepEqual([...parseNpy(fortran).data], [1, 2, 3, 4, 5, 6]);
    const wide = file("{'descr': '<i8', 'fortran_order': False, 'shape': (1,), }", [5, 0, 0, 0, 0, 0, 0, 0]);
    assert.deepEqual(parseNpy(wide), { shape: [1], data: Float64Array.of(5) });
    const scalar = file("{'descr': '|b1', 'fortran_order': False, 'shape': (), }", [1]);
    assert.deepEqual(parseNpy(scalar), { shape: [], data: Uint8Array.of(1) });
  });

  const broken = {
    "nothing at all": [new Uint8Array(), /no NPY file/],
    "another magic": [new TextEncoder().encode("PK\x03\x04 and more"), /no NPY file/],
    "a future version": [Uint8Array.from([0x93, 78, 85, 77, 80, 89, 9, 0, 0, 0]), /version 9/],
    "an end in the header": [
      Uint8Array.from([0x93, 78, 85, 77, 80, 89, 1, 0, 118, 0, 1]),
      /header needs 128 bytes/,
    ],
    objects: [
      file("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }", [1]),
      /'\|O' are not supported/,
    ],
    texts: [
      file("{'descr': '<U5', 'fortran_order': False, 'shape': (1,), }", [1]),
      /'<U5' are not supported/,
    ],
    "several fields": [
      file("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }", [1]),
      /several fields/,
    ],
    "a shape beyond the file": [file("{'descr': '<f4', 'fortran_order': False, 'shape': (4000000000,), }", [1]), /needs 16000000000 bytes, but 1 follow/], // prettier-ignore
    "a shape beyond counting": [file("{'descr': '<f8', 'fortran_order': False, 'shape': (4000000000, 4000000000), }", [1]), /but 1 follow/], // prettier-ignore
    "a negative shape": [file("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }", [1]), /its shape \(-1,\) is none/], // prettier-ignore
  };
  for (const [what, [bytes, message]] of Object.entries(broken))
    it(`are refused with ${what}`, () => throws(() => parseNpy(bytes), "invalid_file", message));

  it("are refused with a shape that is not the data's", () =>
    throws(() => toNpy(new Float32Array(3), [2, 2]), "shape_mismatch", /of 4 values, got 3/));
});

describe("NumPy's archives", () => {
  /** A ZIP file; `lie` changes an entry's declared size. */
  function zip(files, { lie, method = 8 } = {}) {
    const [local, central] = [[], []];
    let offset = 0;
    for (const [name, content] of Object.entries(files)) {
      const packed = method === 8 ? deflateRawSync(content) : Buffer.from(content);
      const head = Buffer.alloc(30);
      head.writeUInt32LE(0x04034b50, 0);
      head.writeUInt16LE(name.length, 26);
      const entry = Buffer.alloc(46);
      entry.writeUInt32LE(0x02014b50, 0);
      entry.writeUInt16LE(method, 10);
      entry.writeUInt32LE(packed.length, 20);
      entry.writeUInt32LE(lie ?? content.length, 24);
      entry.writeUInt16LE(name.length, 28);
      entry.writeUInt32LE(offset, 42);
      local.push(head, Buffer.from(name), packed);
      central.push(entry, Buffer.from(name));
      offset += 30 + name.length + packed.length;
    }
    const list = Buffer.concat(central);
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(Object.keys(files).length, 10);
    end.writeUInt32LE(list.length, 12);
    end.writeUInt32LE(offset, 16);
    return new Uint8Array(Buffer.concat([...local, list, end]));
  }
  const arrays = {
    "x.npy": toNpy(Float32Array.of(1, 2)),
    "y.npy": toNpy(Uint8Array.of(7)),
    "notes.txt": new Uint8Array(3),
  };

  it("are read, deflated and stored", async () => {
    for (const method of [0, 8]) {
      const { x, y } = await parseNpz(zip(arrays, { method }));
      assert.deepEqual([...x.data, ...y.data], [1, 2, 7]);
    }
  });

  it("are refused where they are broken, or are bombs", async () => {
    const refused = (bytes, message, most) => rejects(parseNpz(bytes, most), "invalid_file", message);
    await refused(new Uint8Array(10), /no ZIP file/);
    await refused(zip(arrays).subarray(0, 100), /no ZIP file/);
    await refused(zip({ "a.txt": new Uint8Array(2) }), /holds no \.npy file/);
    await refused(zip({ "x.npy": new Uint8Array(1e6) }, { lie: 100 }), /unpacks to more than the 100 bytes/);
    await refused(zip(arrays, { lie: 3e9 }), /would take 3000000000 bytes, and at most 1073741824/);
    await refused(zip(arrays), /would take \d+ bytes, and at most 10/, 10);
    await refused(zip(arrays, { lie: 500 }), /unpacks to \d+ of the 500 bytes/);
    await refused(zip(arrays, { method: 12 }), /method 12/);
    const damaged = zip(arrays);
    damaged.fill(255, 40, 60);
    await refused(damaged, /is damaged|no NPY file|unpacks to/);
  });
});

describe("IDX files", () => {
  const file = (type, dimensions, values) => {
    const head = new Uint8Array(4 + 4 * dimensions.length);
    head.set([0, 0, type, dimensions.length]);
    dimensions.forEach((size, i) => new DataView(head.buffer).setUint32(4 + 4 * i, size));
    return Uint8Array.from([...head, ...values]);
  };

  it("of bytes and of other numbers, big-endian", () => {
    assert.deepEqual(parseIdx(file(8, [2, 2], [1, 2, 3, 4])), {
      dimensions: [2, 2],
      data: Uint8Array.of(1, 2, 3, 4),
    });
    assert.deepEqual([...parseIdx(file(0x0b, [2], [1, 0, 255, 254])).data], [256, -2]);
    assert.deepEqual([...parseIdx(file(0x0d, [1], [0x3f, 0xc0, 0, 0])).data], [1.5]);
    assert.equal(idxLength(file(0x0e, [3], [])), 8 + 24);
  });

  it("are refused with other lengths and types", async () => {
    await throws(() => parseIdx(file(8, [4e9], [1])), "invalid_file", /4000000000 values need 4000000008 bytes, but the file has 9/); // prettier-ignore
    await throws(() => parseIdx(file(7, [1], [1])), "invalid_file", /type 7/);
  });
});

describe("pictures in another size", () => {
  const rgba = (width, height, colour) => ({
    width,
    height,
    data: Uint8ClampedArray.from({ length: 4 * width * height }, (_, i) => colour(Math.floor(i / 4), i % 4)),
  });

  it("are means of the areas that they cover", () => {
    const checks = rgba(4, 4, (p, c) => (c === 3 ? 255 : (p + Math.floor(p / 4)) % 2 === 0 ? 0 : 200));
    assert.deepEqual([...resizeImage(checks, { width: 2, height: 2 })], [100, 100, 100, 100]);
    const one = rgba(1, 1, (_, c) => [10, 20, 30, 255][c]);
    assert.deepEqual([...resizeImage(one, { width: 2, height: 1, channels: 3, stretch: true })], [10, 20, 30, 10, 20, 30]); // prettier-ignore
    const red = rgba(3, 3, (_, c) => [255, 0, 0, 255][c]);
    assert.deepEqual([...resizeImage(red, { width: 1, height: 1 })], [76]);
  });

  it("keep their proportions on the background, which shows where they are transparent", () => {
    const black = rgba(4, 2, (_, c) => (c === 3 ? 255 : 0));
    assert.deepEqual([...resizeImage(black, { width: 4, height: 4, background: 255 })].slice(0, 6), [255, 255, 255, 255, 0, 0]); // prettier-ignore
    const clear = rgba(2, 2, (_, c) => (c === 3 ? 0 : 0));
    assert.deepEqual([...resizeImage(clear, { width: 1, height: 1, background: 9 })], [9]);
  });

  it("are refused where the bytes are not theirs", () =>
    throws(() => resizeImage({ width: 2, height: 2, data: new Uint8Array(4) }, { width: 1, height: 1 }), "invalid_data", /2 x 2 and 4 bytes/)); // prettier-ignore
});
