// hourglass-autoencoder/files: what files of each kind become, what is asked where two readings fit, and what is refused with which words.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import { strToU8, zipSync } from "fflate";
import { encode as encodePng } from "fast-png";
import {
  changedReading,
  fileLimits,
  readLines,
  readPictures,
  readRecording,
  readTable,
} from "../../bindings/dist/files/index.js";
import { decodeText, encodeText, encodings, guessEncoding } from "../../bindings/dist/files/encoding.js";

const rows = (heading, row, count = 30) =>
  `${heading}${Array.from({ length: count }, (_, i) => row(i)).join("\n")}\n`;
const file = (content, name) => new File([content], name);
const column = ({ columns }, name) => columns.find((one) => one.name === name);
const first = (found, name, count = 3) => Array.from(column(found, name).values.slice(0, count));
const day = (time) => new Date(time).toISOString().slice(0, 19);
const kinds = ({ problems }) => problems.map(({ kind }) => kind);

async function refusal(promise) {
  const error = await promise.then(
    () => assert.fail("it was read"),
    (reason) => reason,
  );
  assert.equal(error.code, "invalid_file", error.stack);
  return error;
}

describe("numbers", () => {
  for (const [title, text, expected, more] of [
    ["Indian groups", rows("city;n\n", (i) => `c${i % 4};1,23,${456 + i}`), [123456, 123457, 123458]],
    ["a minus behind", rows("n\n", (i) => `${i + 1}.50-`), [-1.5, -2.5, -3.5]],
    ["a comma without a zero", rows("x;n\n", (i) => `1;,${i + 10}`), [0.1, 0.11, 0.12]],
    ["a comma without decimals", rows("x;n\n", (i) => (i ? `1;${i},` : "1;0,5")), [0.5, 1, 2]],
    ["money in front", rows("x;n\n", (i) => `a;CHF 1'${200 + i}.25`), [1200.25, 1201.25, 1202.25], "CHF"],
    [
      "money behind, points in groups",
      rows("x;n\n", (i) => `a;1.${200 + i},50 €`),
      [1200.5, 1201.5, 1202.5],
      "€",
    ],
    ["percent with a comma", rows("x;n\n", (i) => `a;${i},5 %`), [0.5, 1.5, 2.5], "%"],
    ["a thin space in groups", rows("x;n\n", (i) => `a;1\u2009${200 + i}`), [1200, 1201, 1202]],
    ["a space that does not break", rows("x;n\n", (i) => `a;1\u00a0${200 + i},5`), [1200.5, 1201.5, 1202.5]],
    ["Fortran's exponents", rows("x,n\n", (i) => `a,${i}.5D+01`), [5, 15, 25]],
    [
      "thousands beside smaller numbers",
      rows("x,n\n", (i) => `a,${i % 2 ? `"1,0${10 + i}"` : 900 + i}`),
      [900, 1011, 902],
    ],
    ["accounts", rows("x;n\n", (i) => `a;$ (${i + 1},234.50)`), [-1234.5, -2234.5, -3234.5], "$"],
    ["zeros need no unit", rows("x,n\n", (i) => (i ? `a,${i} kg` : "a,0")), [0, 1, 2], "kg"],
    [
      "signs for missing cells",
      rows("x,n\n", (i) => (i < 3 ? `a,${["#N/A", "n.a.", "\\N"][i]}` : `a,${i}`)),
      [NaN, NaN, NaN],
    ],
  ])
    it(title, async () => {
      const found = await readTable(text);
      assert.equal(column(found, "n").type, "number");
      first(found, "n").forEach((value, i) =>
        assert.ok(Object.is(value, expected[i]) || Math.abs(value - expected[i]) < 1e-9, `${value}`),
      );
      assert.equal(column(found, "n").unit, more ?? "");
      if (more) assert.ok(found.problems.some(({ kind, column: name }) => kind === "unit" && name === "n"));
    });

  it("what two readings fit is asked; what is chosen is not", async () => {
    const text = rows("a;b\n", (i) => `1,${100 + i};2`);
    const found = await readTable(text);
    assert.deepEqual(first(found, "a"), [1.1, 1.101, 1.102]);
    assert.deepEqual(found.problems[0].values, ["1,100", 1.1, 1100]);
    const chosen = await readTable(text, { decimal: "." });
    assert.deepEqual([first(chosen, "a"), kinds(chosen)], [[1100, 1101, 1102], []]);
  });

  it("another column of the same file answers", async () => {
    const found = await readTable(rows("a;b\n", (i) => `1,${100 + i};0,5`));
    assert.deepEqual([first(found, "a"), kinds(found)], [[1.1, 1.101, 1.102], []]);
  });

  it("each column has its own decimal sign", async () => {
    const found = await readTable(rows("a;b\n", (i) => `${i}.5;${i},25`));
    assert.deepEqual(
      [first(found, "a"), first(found, "b")],
      [
        [0.5, 1.5, 2.5],
        [0.25, 1.25, 2.25],
      ],
    );
  });

  it("digits that begin with a zero are codes", async () => {
    const found = await readTable(rows("plz,n\n", (i) => `0${1067 + 7 * (i % 6)},${i}.5`));
    assert.deepEqual([column(found, "plz").type, first(found, "plz", 1)], ["category", ["01067"]]);
  });

  it("several units make no number", async () => {
    const found = await readTable(rows("m,n\n", (i) => `${i + 1} ${i % 2 ? "kg" : "g"},${i}`));
    assert.equal(column(found, "m").type, "category");
    assert.deepEqual(found.problems[0].values, ["g", "kg"]);
  });
});

describe("dates and times", () => {
  for (const [title, cell, expected] of [
    [
      "AM and PM",
      (i) => `1/${1 + i}/2025 ${i % 2 ? 3 : 12}:00 PM`,
      ["2025-01-01T12:00:00", "2025-01-02T15:00:00"],
    ],
    ["names of months", (i) => `${1 + i}-Jan-25`, ["2025-01-01T00:00:00", "2025-01-02T00:00:00"]],
    ["months before days", (i) => `"Mar ${1 + i}, 2025"`, ["2025-03-01T00:00:00", "2025-03-02T00:00:00"]],
    ["German months", (i) => `${1 + i}. März 2025`, ["2025-03-01T00:00:00", "2025-03-02T00:00:00"]],
    [
      "a comma before milliseconds",
      (i) => `"2025-01-05 10:00:0${i % 10},250"`,
      ["2025-01-05T10:00:00", "2025-01-05T10:00:01"],
    ],
    [
      "a zone without a colon",
      (i) => `2025-01-05T10:00:0${i % 10}+0100`,
      ["2025-01-05T09:00:00", "2025-01-05T09:00:01"],
    ],
    [
      "a zone of hours",
      (i) => `2025-01-05 10:00:0${i % 10}-05`,
      ["2025-01-05T15:00:00", "2025-01-05T15:00:01"],
    ],
    [
      "years in front with points",
      (i) => `2025.01.${10 + i}`,
      ["2025-01-10T00:00:00", "2025-01-11T00:00:00"],
    ],
    [
      "Chinese to the second",
      (i) => `2025年1月5日 10时0分${i}秒`,
      ["2025-01-05T10:00:00", "2025-01-05T10:00:01"],
    ],
    ["compact with a time", (i) => `20250105T10000${i % 10}`, ["2025-01-05T10:00:00", "2025-01-05T10:00:01"]],
    ["two digits, the month first", (i) => `01/${13 + i}/25`, ["2025-01-13T00:00:00", "2025-01-14T00:00:00"]],
  ])
    it(title, async () => {
      const found = await readTable(rows("when,v\n", (i) => `${cell(i)},${i * 1.5}`, 10));
      assert.equal(column(found, "when").type, "date");
      assert.deepEqual(first(found, "when", 2).map(day), expected);
    });

  it("days and months that could change places are said, and can be changed", async () => {
    const text = rows("when,v\n", (i) => `0${1 + (i % 9)}/0${1 + ((i * 7) % 9)}/2025,${i}`, 9);
    const found = await readTable(text);
    const { reading, problems } = found;
    assert.deepEqual(
      [reading.dates, problems[0].kind, problems[0].values[0]],
      ["mdy", "ambiguousDate", "02/08/2025"],
    );
    const other = await readTable(text, { dates: "dmy" });
    assert.deepEqual([first(other, "when", 2).map(day)[1], kinds(other)], ["2025-08-02T00:00:00", []]);
  });

  it("numbers of eight digits are dates only where all are", async () => {
    const found = await readTable(rows("n,v\n", (i) => `${i === 20 ? 20251399 : 20250101 + i},1`));
    assert.equal(column(found, "n").type, "number");
  });

  for (const [title, heading, cell, rate] of [
    ["microseconds since 1970", "timestamp", (i) => `${1764300000000000 + i * 4000}`, 250],
    ["nanoseconds since 1970", "ts", (i) => `${1764300000000000000n + BigInt(i) * 4000000n}`, 250],
    ["minutes in the heading", "Zeit in min", (i) => (i / 60).toFixed(6), 1],
    ["microseconds in the heading", "time [µs]", (i) => `${i * 100}`, 10_000],
    ["Chinese milliseconds", "时间(毫秒)", (i) => `${i * 4}`, 250],
    ["an underscore before the unit", "time_ms", (i) => `${i * 4}`, 250],
    ["times of day", "Uhrzeit", (i) => `10:00:${String(i).padStart(2, "0")}`, 1],
    ["minutes, seconds and a fraction", "Elapsed time", (i) => `0:00.${String(i * 4).padStart(3, "0")}`, 250],
    ["a count that is called a time", "time", (i) => `${i}`, 1],
    ["a count of samples", "sample #", (i) => `${i}`, null],
  ])
    it(`a rate from ${title}`, async () => {
      const found = await readRecording(rows(`${heading},v\n`, (i) => `${cell(i)},${(i % 7) / 10}`));
      if (rate === null) assert.equal(found.rate, null);
      else assert.ok(Math.abs(found.rate - rate) < 1e-3 * rate, `${found.rate}`);
      assert.deepEqual(
        found.channels.map(({ name }) => name),
        ["v"],
      );
    });

  it("a gap does not change the rate, and is said", async () => {
    const found = await readRecording(
      rows("time,v\n", (i) => `${i < 15 ? i * 0.01 : 5 + i * 0.01},${i % 7}.5`),
    );
    assert.ok(Math.abs(found.rate - 100) < 0.01);
    assert.deepEqual(
      found.problems.map(({ kind, values }) => [kind, ...values]),
      [["uneven", 5.01, 0.01]],
    );
  });
});

describe("rows and headings", () => {
  for (const [title, text, names, count, said] of [
    [
      "a preamble of the same width",
      rows("Model,DS1054Z\nSample Interval,0.004\nTIME,CH1\n", (i) => `${i * 0.004},${i % 3}.5`),
      ["TIME", "CH1"],
      30,
      ["skipped"],
    ],
    [
      "an export padded by empty cells",
      rows("Report,,\n,,\nName,Wert,Art\n", (i) => `n${i % 3},${i}.5,${"ab"[i % 2]}`),
      ["Name", "Wert", "Art"],
      30,
      ["skipped"],
    ],
    ["no heading", rows("", (i) => `${i}.5,${"ab"[i % 2]}`), ["column 1", "column 2"], 30, []],
    ["a heading in a comment", rows("# time, force\n", (i) => `${i * 0.1},${i}`), ["time", "force"], 30, []],
    [
      "a number sign as a heading",
      rows("#,name,price\n", (i) => `${i + 1},n${i % 5},${i}.5`),
      ["#", "name", "price"],
      30,
      [],
    ],
    [
      "a comment in the middle",
      rows("a,b\n", (i) => (i === 9 ? "# pause" : `${i},${i}.5`)),
      ["a", "b"],
      29,
      ["skipped"],
    ],
    [
      "years as headings",
      rows("country,1990,1991,1992\n", (i) => `C${i},${i * 3},${i + 7},${i * i}`),
      ["country", "1990", "1991", "1992"],
      30,
      [],
    ],
    [
      "a word in the first row",
      rows("a,b\n", (i) => (i === 0 ? "error,5" : `${i},${i * 2}`)),
      ["a", "b"],
      30,
      ["unread"],
    ],
    ["units in brackets", rows("t,p\n(s),(bar)\n", (i) => `${i}.5,${i}`), ["t", "p"], 30, []],
    ["bars", rows("a|b\n", (i) => `${i}|x${i % 3}`), ["a", "b"], 30, []],
    [
      "runs of spaces under headings",
      rows("  time   value\n", (i) => `  ${i}.5   ${i}.25`),
      ["time", "value"],
      30,
      [],
    ],
    ["line ends of old Macs", rows("a,b\n", (i) => `${i}.5,${i}`).replaceAll("\n", "\r"), ["a", "b"], 30, []],
    ["names twice", rows("a,a,\n", (i) => `${i}.5,${i},1`), ["a", "a (2)", "column 3"], 30, []],
  ])
    it(title, async () => {
      const found = await readTable(text);
      assert.deepEqual(
        found.columns.map(({ name }) => name),
        names,
      );
      assert.deepEqual([found.rows, [...new Set(kinds(found))]], [count, said]);
    });

  it("lines of problems count all lines, also empty ones and those within quotes", async () => {
    const found = await readTable('a,b\n1,"x\ny"\n\n2,"z"\n3\n4,"x"\n');
    assert.deepEqual([found.lines, found.problems[0].line], [[2, 5, 7], 6]);
    assert.equal(found.problems[0].message, "1 cell where there should be 2; the row is left out");
  });

  it("row names, and rows that are too short, are said", async () => {
    const found = await readTable(rows('"A","B"\n', (i) => `"r${i}",${i},${i}.5`));
    assert.match(
      found.problems[0].message,
      /30 rows of 4 cells under a header of 3|30 rows of 3 cells under a header of 2/,
    );
  });

  it("headings that are more or fewer than the cells are said", async () => {
    const longer = await readTable(rows("a,b,c,d\n", (i) => `${i}.5,2,3`));
    assert.deepEqual([longer.columns.length, kinds(longer)], [3, ["heading"]]);
    const decimals = await readTable(rows("a,b\n", (i) => `1,${i},2,${i}`));
    assert.ok(kinds(decimals).includes("heading"));
  });

  it("identifiers are known, labels are ordered", async () => {
    const found = await readTable(
      rows(
        "customer_id,mean,grade,fraud\n",
        (i) => `${5000 + ((i * 13) % 997)},${i}.25,${i % 5},${i % 10 ? 0 : 1}`,
      ),
    );
    assert.deepEqual(
      found.columns.map(({ identifier }) => identifier),
      [true, false, false, false],
    );
    assert.deepEqual(found.labels, ["fraud", "grade"]);
  });

  it("quotes that are read as ordinary signs stay", async () => {
    const text = rows("size,n\n", (i) => `"${i % 3}",${i}.5`);
    assert.deepEqual(first(await readTable(text, { quotes: false }), "size"), ['"0"', '"1"', '"2"']);
    assert.deepEqual(first(await readTable(text), "size"), [0, 1, 2]);
  });

  it("what is changed lets what depends on it be guessed anew", () => {
    assert.deepEqual(changedReading({ encoding: "big5", decimal: "." }, "delimiter", ";"), {
      encoding: "big5",
      delimiter: ";",
    });
  });
});

describe("encodings", () => {
  for (const encoding of [...encodings, "iso-8859-2"])
    it(`${encoding} is written as it is read`, () => {
      const texts = {
        gb18030: "温度,23.5\r\n",
        big5: "溫度,23.5\r\n",
        shift_jis: "温度,ﾃﾞｰﾀ\r\n",
        "euc-kr": "온도,23.5\r\n",
        "windows-1252": "Größe;23,5 €\r\n",
        "iso-8859-2": "wysokość;23,5\r\n",
      };
      const text = texts[encoding] ?? "Größe,温度,😀\r\n";
      assert.equal(decodeText(encodeText(text, encoding), encoding).text, text);
    });

  it("what an encoding has no sign for becomes a question mark", async () => {
    assert.deepEqual([...encodeText("a温", "windows-1252")], [0x61, 0x3f]);
    assert.throws(() => encodeText("a", "klingon"), /no encoding is called "klingon"/);
  });

  it("cells come as they are written where they are asked for", async () => {
    const text = `betrag;tag\n${Array.from({ length: 12 }, (_, i) => `"1.${100 + i},50";0${(i % 9) + 1}.03.2026`).join("\n")}\n`;
    const found = await readTable(text, {}, { cells: true });
    assert.deepEqual([found.cells[0][0], found.cells[1][0]], ["1.100,50", "01.03.2026"]);
    assert.equal(found.columns[0].values[0], 1100.5);
    assert.equal((await readTable(text)).cells, undefined);
  });

  // "温度,异常" and the like, as each encoding writes them.
  const bytes = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
  for (const [encoding, hex] of [
    ["euc-kr", "bfc2b5b52cbbf3c5c20a323020b0cf2cc1a4bbf3"], // 온도,상태 / 20 북,정상
    ["big5", "b7c5abd72caaacbaa10ab2a7b160"], // 溫度,狀態 / 異常
    ["gb18030", "cec2b6c82cd7b4ccac0ad2ecb3a3"], // 温度,状态 / 异常
    ["shift_jis", "89b793782c8ff391d40a88d98fed"], // 温度,状態 / 異常
    ["windows-1252", "4772f6df652cc46e646572756e670a3230b0432cfc626572"], // Größe,Änderung / 20°C,über
    ["utf-16be", "0061003b0062000a0031003b0032"],
    ["utf-8", "c3a42cc3b60a312c32"],
  ])
    it(encoding, () => assert.equal(guessEncoding(bytes(hex)), encoding));

  it("UTF-8 with a broken byte stays UTF-8, and it is said", async () => {
    const text = Buffer.concat([
      Buffer.from(rows("größe,ä\n", () => "ü,1")),
      Buffer.from([0xe4, 0x2c, 0x31]),
    ]);
    const found = await readTable(text);
    assert.deepEqual([found.reading.encoding, found.problems[0].kind], ["utf-8", "encoding"]);
  });
});

describe("other formats", () => {
  const json = (value) => readTable(JSON.stringify(value));
  it("JSON: lists of lists, columns, a list within an object, lines", async () => {
    assert.deepEqual(first(await json([["t", "v"], [0, 1.5], [1, 2.5], [2, 3.5]]), "v"), [1.5, 2.5, 3.5]); // prettier-ignore
    assert.deepEqual(first(await json({ a: [1, 2, 3, 4], b: ["x", "y", "x", "y"] }), "b"), ["x", "y", "x"]);
    assert.deepEqual(
      first(await json({ meta: { n: 2 }, data: [{ a: 1.5 }, { a: 2.5 }, { a: 3 }] }), "a"),
      [1.5, 2.5, 3],
    );
    assert.deepEqual(first(await json({ columns: ["a", "b"], index: [0, 1], data: [[1.5, "x"], [2, "y"]] }), "a"), [1.5, 2]); // prettier-ignore
    assert.deepEqual(first(await json({ a: { 0: 1.5, 1: 2 }, b: { 0: "x", 1: "y" } }), "b"), ["x", "y"]);
    assert.deepEqual(first(await readTable('{"a":1.5}\n{"a":2.5}\n{"b":1}\n'), "a"), [1.5, 2.5, NaN]);
  });

  /** A workbook as small as there can be; dates are numbers with a format. */
  const workbook = (sheets) => {
    const names = Object.keys(sheets);
    const cell = (value, at) =>
      value === null ? "" : value instanceof Date
        ? `<c r="${at}" s="1"><v>${value.getTime() / 86_400_000 + 25_569}</v></c>`
        : typeof value === "number" ? `<c r="${at}"><v>${value}</v></c>` : `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`; // prettier-ignore
    const sheet = (lines) =>
      `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${lines
        .map(
          (line, y) =>
            `<row r="${y + 1}">${line.map((value, x) => cell(value, `${"ABCDEFG"[x]}${y + 1}`)).join("")}</row>`,
        )
        .join("")}</sheetData></worksheet>`;
    const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    return zipSync({
      "[Content_Types].xml": strToU8(
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
      ),
      "xl/workbook.xml": strToU8(
        `<workbook xmlns="${main}" xmlns:r="${rel}"><sheets>${names.map((name, i) => `<sheet name="${name}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`).join("")}</sheets></workbook>`,
      ),
      "xl/_rels/workbook.xml.rels": strToU8(
        `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${names.map((_, i) => `<Relationship Id="rId${i + 1}" Type="${rel}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`).join("")}</Relationships>`,
      ),
      "xl/styles.xml": strToU8(
        `<styleSheet xmlns="${main}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`,
      ),
      ...Object.fromEntries(
        names.map((name, i) => [`xl/worksheets/sheet${i + 1}.xml`, strToU8(sheet(sheets[name]))]),
      ),
    });
  };

  it("workbooks: a title, dates, and the sheet that is chosen", async () => {
    const day = (i) => new Date(Date.UTC(2025, 0, 5 + i));
    const bytes = workbook({
      Notes: [["hello"]],
      Werte: [
        ["Bericht"],
        [],
        ["Tag", "Last", "Art"],
        ...Array.from({ length: 10 }, (_, i) => [day(i), i + 0.5, "ab"[i % 2]]),
      ],
      More: [["x"], [1], [2], [3]],
    });
    const found = await readTable(file(bytes, "book.xlsx"));
    assert.deepEqual(
      [found.reading.sheet, found.sheets, found.rows],
      ["Werte", ["Notes", "Werte", "More"], 10],
    );
    assert.equal(column(found, "Tag").type, "date");
    assert.deepEqual(first(found, "Tag", 2), [day(0).getTime(), day(1).getTime()]);
    assert.deepEqual(first(found, "Last"), [0.5, 1.5, 2.5]);
    assert.deepEqual(first(await readTable(bytes, { sheet: "More" }), "x"), [1, 2, 3]);
  });

  it("ZIP and gzip of any of these", async () => {
    const csv = strToU8(rows("a;b\n", (i) => `${i},5;x${i % 2}`));
    const bytes = zipSync({
      "__MACOSX/._a.csv": strToU8("x"),
      "readme.md": strToU8("hello"),
      "a.csv": csv,
      "b.csv": strToU8("n\n1\n2\n3\n"),
    });
    const found = await readTable(file(bytes, "data.zip"));
    assert.deepEqual(
      [found.reading.member, found.members, first(found, "a")],
      ["a.csv", ["a.csv", "b.csv"], [0.5, 1.5, 2.5]],
    );
    assert.deepEqual(first(await readTable(bytes, { member: "b.csv" }), "n"), [1, 2, 3]);
    assert.deepEqual(first(await readTable(gzipSync(csv)), "a"), [0.5, 1.5, 2.5]);
  });

  it("lines of JSON texts, and of an archive", async () => {
    assert.deepEqual((await readLines('["one", "two"]')).lines, ["one", "two"]);
    assert.deepEqual((await readLines(zipSync({ "a.txt": strToU8("x\n\n y \n") }))).lines, ["x", "y"]);
  });

  /** A WAV file of one channel. */
  const wav = (code, bits, content, { rate = 360, extensible = false, length = content.length } = {}) => {
    const format = Buffer.alloc(extensible ? 40 : 16);
    format.writeUInt16LE(extensible ? 0xfffe : code, 0);
    format.writeUInt16LE(1, 2);
    format.writeUInt32LE(rate, 4);
    format.writeUInt16LE(bits / 8, 12);
    format.writeUInt16LE(bits, 14);
    if (extensible) format.writeUInt16LE(code, 24);
    const chunk = (name, body, size = body.length) => {
      const head = Buffer.alloc(8, name);
      head.writeUInt32LE(size, 4);
      return Buffer.concat([head, body]);
    };
    return Buffer.concat([
      Buffer.from("RIFF\0\0\0\0WAVE"),
      chunk("fmt ", format),
      chunk("LIST", Buffer.from("odd.")),
      chunk("data", content, length),
    ]);
  };

  for (const [title, bytes, expected] of [
    ["8 bits", wav(1, 8, Buffer.from([128, 192, 64])), [0, 0.5, -0.5]],
    [
      "24 bits, extensible",
      wav(1, 24, Buffer.from([0, 0, 0, 0, 0, 0x40, 0, 0, 0xc0]), { extensible: true }),
      [0, 0.5, -0.5],
    ],
    ["32 bits", wav(1, 32, Buffer.from([0, 0, 0, 0x40, 0, 0, 0, 0x80])), [0.5, -1]],
    [
      "floats, their length left open",
      wav(3, 32, Buffer.from(Float32Array.of(0.25, -2).buffer), { length: 0 }),
      [0.25, -2],
    ],
    ["A-law", wav(6, 8, Buffer.from([0xd5, 0x55, 0xaa])), [8 / 32768, -8 / 32768, 32256 / 32768]],
    ["mu-law", wav(7, 8, Buffer.from([0xff, 0x80, 0x00])), [0, 32124 / 32768, -32124 / 32768]],
  ])
    it(`WAV of ${title}`, async () => {
      const { rate, channels } = await readRecording(bytes);
      assert.equal(rate, 360);
      assert.deepEqual([...channels[0].values], [...Float32Array.from(expected)]);
    });
});

describe("AIFF", () => {
  const chunk = (name, body) => {
    const head = Buffer.alloc(8, name);
    head.writeUInt32BE(body.length, 4);
    return Buffer.concat([head, body]);
  };
  /** One channel at 8,000 Hz: 0x400b fa00 as a float of 80 bits. */
  const aiff = (bits, content, compression) => {
    const format = Buffer.alloc(compression ? 24 : 18);
    format.writeUInt16BE(1, 0);
    format.writeUInt16BE(bits, 6);
    format.set([0x40, 0x0b, 0xfa, 0], 8);
    if (compression) format.write(compression, 18, "latin1");
    const sound = Buffer.concat([Buffer.alloc(8), content]);
    return Buffer.concat([
      Buffer.from(`FORM\0\0\0\0AIF${compression ? "C" : "F"}`),
      chunk("COMM", format),
      chunk("SSND", sound),
    ]);
  };
  for (const [title, bytes, expected] of [
    ["16 bits", aiff(16, Buffer.from([0, 0, 0x40, 0, 0xc0, 0])), [0, 0.5, -0.5]],
    ["24 bits", aiff(24, Buffer.from([0x40, 0, 0, 0xc0, 0, 0])), [0.5, -0.5]],
    ["16 bits the other way round", aiff(16, Buffer.from([0, 0x40, 0, 0xc0]), "sowt"), [0.5, -0.5]],
    ["mu-law", aiff(16, Buffer.from([0xff, 0x80]), "ulaw"), [0, 32124 / 32768]],
  ])
    it(title, async () => {
      const { rate, channels } = await readRecording(bytes);
      assert.equal(rate, 8000);
      assert.deepEqual([...channels[0].values], [...Float32Array.from(expected)]);
    });
});

describe("pictures and arrays", () => {
  function npy(shape, content, descr) {
    const tuple = `(${shape.join(", ")}${shape.length === 1 ? "," : ""})`;
    const head = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${tuple}, }`.padEnd(117) + "\n";
    return Buffer.concat([
      Buffer.from("\x93NUMPY\x01\0", "latin1"),
      Buffer.from([head.length, 0]),
      Buffer.from(head, "latin1"),
      content,
    ]);
  }
  const pixels = Buffer.from(Array.from({ length: 12 * 64 }, (_, i) => (i * 7) % 251));
  const wide = (texts) =>
    Buffer.concat(
      texts.map((text) =>
        Buffer.from(Uint32Array.from(text.padEnd(4, "\0"), (sign) => sign.codePointAt(0)).buffer),
      ),
    );
  const read = (files, reading = { side: 8 }) =>
    readPictures(
      Object.entries(files).map(([path, content]) => ({ path, file: new Blob([content]) })),
      reading,
    );

  it("labels as texts, one-hot labels, and a member that is not read is named", async () => {
    const texts = Array.from({ length: 12 }, (_, i) => ["cat", "dög"][i % 2]);
    const named = await read({
      "a.npz": zipSync({
        "x.npy": npy([12, 8, 8], pixels, "|u1"),
        "y.npy": npy([12], wide(texts), "<U4"),
        "z.npy": npy([1], Buffer.alloc(8), "|O"),
      }),
    });
    assert.deepEqual([named.labels, named.shape, [...named.images]], [texts, [8, 8, 1], [...pixels]]);
    assert.deepEqual(
      named.problems.map(({ kind, values }) => [kind, values[0]]),
      [["member", "z"]],
    );
    const hot = Buffer.from(Array.from({ length: 12 * 16 }, (_, i) => Number(i % 16 === Math.floor(i / 16))));
    const coded = await read({ "x.npy": npy([12, 8, 8], pixels, "|u1"), "y.npy": npy([12, 16], hot, "|u1") });
    assert.deepEqual(
      coded.labels,
      Array.from({ length: 12 }, (_, i) => String(i)),
    );
  });

  it("half floats", async () => {
    const halves = Buffer.from(
      Uint16Array.from({ length: 12 * 64 }, (_, i) => (i % 2 ? 0x3c00 : 0x3800)).buffer,
    );
    const { images } = await read({ "x.npy": npy([12, 64], halves, "<f2") });
    assert.deepEqual([...images.subarray(0, 2)], [128, 255]);
  });

  it("PNG of 12 bits in 16, of white on nothing, of one shade; in a ZIP with folders", async () => {
    const scan = encodePng({
      width: 8,
      height: 8,
      channels: 1,
      depth: 16,
      data: Uint16Array.from({ length: 64 }, (_, i) => i * 65),
    });
    const sign = encodePng({
      width: 8,
      height: 8,
      channels: 2,
      depth: 8,
      data: Uint8Array.from({ length: 128 }, (_, i) => (i % 2 ? (i > 60 && i < 68 ? 255 : 0) : 255)),
    });
    const flat = encodePng({ width: 8, height: 8, channels: 1, depth: 8, data: new Uint8Array(64).fill(9) });
    const found = await read(
      { "a.zip": zipSync({ "pets/cat/1.png": scan, "pets/dog/2.png": flat }) },
      { side: 8, as: "grey" },
    );
    assert.deepEqual(found.labels, ["cat", "dog"]);
    assert.deepEqual([found.images[0], found.images[63]], [0, 255]);
    assert.deepEqual(
      found.problems.map(({ kind, file: name }) => [kind, name]),
      [["oneShade", "a.zip/pets/dog/2.png"]],
    );
    const white = await read({ "s.png": sign });
    assert.equal(white.reading.as, "light");
    assert.deepEqual([white.images[0], Math.max(...white.images)], [0, 255]);
  });

  it("a picture says why it is none", async () => {
    const error = await refusal(read({ "a.csv": "a,b\n1,2\n", "b.pdf": "%PDF-1.7" }));
    assert.equal(error.kind, "noPictures");
    assert.deepEqual(
      error.problems.map(({ message }) => message),
      ["it is a text, which is not read here", "it is a PDF document, which is not read here"],
    );
  });
});

describe("refusals", () => {
  const bytes = (...start) =>
    Buffer.concat([
      Buffer.from(start),
      Buffer.from(Array.from({ length: 3000 }, (_, i) => (i * 7919) % 256)),
    ]);
  for (const [title, content, kind, words] of [
    ["nothing", "", "empty", /empty/],
    ["blank lines", "\n \n", "empty", /empty/],
    ["an old workbook", bytes(0xd0, 0xcf, 0x11, 0xe0), "format", /Excel or Word 97.*save it as \.xlsx/],
    ["Numbers", zipSync({ "Index/Document.iwa": strToU8("x") }), "format", /Numbers.*export/],
    [
      "LibreOffice",
      zipSync({ mimetype: strToU8("x"), "content.xml": strToU8("x") }),
      "format",
      /LibreOffice.*save/,
    ],
    ["a Parquet file", "PAR1\x15\x04", "format", /Parquet.*export/],
    ["a web page", "<!DOCTYPE html><html></html>", "format", /web page/],
    ["bytes of no meaning", bytes(3, 4, 5), "binary", /no text/],
    ["a damaged gzip", gzipSync("a,b\n1,2\n").subarray(0, 20), "damaged", /gzip/],
    ["a damaged workbook", zipSync({ "xl/workbook.xml": strToU8("<x") }), "damaged", /XLSX/],
    ["broken JSON", '[{"a":1},\n{"a":}]', "json", /no JSON/],
    ["a quote that stays open", 'a,b\n1,"x\n2,y\n', "quote", /line 2, column 3/],
    ["one line of words", "a,b,c\n", "onlyHeading", /no row below/],
    [
      "too many columns",
      `${Array.from({ length: 1001 }, (_, i) => `c${i}`).join(",")}\n${"1,".repeat(1000)}1\n`,
      "tooManyColumns",
      /1001/,
    ],
  ])
    it(title, async () => {
      const error = await refusal(
        readTable(
          content.length === 0
            ? new Blob([])
            : typeof content === "string"
              ? content
              : file(content, "my data"),
        ),
      );
      assert.equal(error.kind, kind, error.message);
      assert.match(error.message, words);
    });

  it("limits hold while a file unpacks", async () => {
    const before = { ...fileLimits };
    Object.assign(fileLimits, { bytes: 1e6, textBytes: 1e6 });
    try {
      const bomb = gzipSync(Buffer.alloc(50e6));
      assert.equal((await refusal(readTable(bomb))).kind, "tooLarge");
      assert.equal((await refusal(readTable(zipSync({ "a.csv": new Uint8Array(2e6) })))).kind, "tooLarge");
      const pictures = await refusal(readPictures([{ path: "bomb.gz", file: bomb }]));
      assert.deepEqual(pictures.problems.map(({ kind }) => kind), ["tooLarge"]); // prettier-ignore
    } finally {
      Object.assign(fileLimits, before);
    }
  });

  it("a table of words is no recording; sounds need a page", async () => {
    assert.equal((await refusal(readRecording(rows("a\n", (i) => `x${i % 3}`)))).kind, "noNumbers");
    assert.equal((await refusal(readRecording(Buffer.from("OggS\0\x02aaaaaaaaaa")))).kind, "noDecoder");
    assert.equal(
      (await refusal(readRecording(Buffer.from("RIFF\0\0\0\0WAVEfmt \x10\0\0\0")))).kind,
      "damaged",
    );
  });

  it("sounds are known by their first bytes, texts that begin like them are texts", async () => {
    const sounds = {
      "MP3 without ID3": [0xff, 0xfb, 0x90, 0x64],
      M4A: [0, 0, 0, 32, ...Buffer.from("ftypM4A ")],
      FLAC: [...Buffer.from("fLaC"), 0, 0, 0, 34],
      WebM: [0x1a, 0x45, 0xdf, 0xa3, 1],
      ID3: [...Buffer.from("ID3"), 4, 0, 0, 0, 0],
    };
    for (const [name, start] of Object.entries(sounds))
      assert.equal((await refusal(readRecording(bytes(...start)))).kind, "noDecoder", name);
    assert.equal((await readTable(rows("ID3,PAR1\n", (i) => `${i}.5,${i}`))).rows, 30);
    assert.equal((await readTable(rows("BM,MZ\n", (i) => `${i}.5,${i}`))).rows, 30);
  });

  it("a name stands in front", async () => {
    assert.match((await refusal(readTable(file("", "my.csv")))).message, /^my\.csv: it is empty$/);
  });
});
