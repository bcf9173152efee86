// People's own tables: what is read, what is refused and how it is said; the dialog, and the way back.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { after, before, describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import { runnerImport } from "vite";
import {
  anchor,
  ended,
  eventually,
  figure,
  hide,
  launch,
  records,
  serveSite,
  settled,
  violations,
} from "./support.mjs";

async function load(name) {
  const path = fileURLToPath(new URL(`../../web/src/data/tables/${name}.ts`, import.meta.url));
  return (await runnerImport(path, { configFile: false, logLevel: "error" })).module;
}

/** Semicolons, decimal commas, a missing value, a state; every 50th row is a fault. */
function pumps(rows = 400) {
  const comma = (value) => value.toFixed(2).replace(".", ",");
  const lines = Array.from({ length: rows }, (_, i) => {
    const load = 0.5 + 0.5 * Math.sin(i / 7);
    const fault = i % 50 === 49;
    const flow = 40 + 12 * load + Math.sin(i * 12.9);
    const pressure = (fault ? 4.6 : 1.8) + 2 * load + 0.2 * Math.sin(i * 78.2);
    return [
      `P${1 + (i % 3)}`,
      i % 40 === 7 ? "" : comma(flow),
      comma(pressure),
      "2,4",
      fault ? "fault" : "ok",
    ].join(";");
  });
  return ["pump;flow l/min;pressure bar;firmware;state", ...lines].join("\n");
}

describe("own tables", async () => {
  const { readOwn } = await load("own");
  const { encodeOwn } = await load("read");
  const read = (content, reading) => readOwn("x.csv", new Blob([content]), reading);
  const namesOf = ({ columns }) => columns.map(({ name }) => name);

  it("delimiter, decimal sign, header and types are found out", async () => {
    const { preview } = await read(pumps());
    const { reading, rows, columns } = preview;
    const { delimiter, decimal, header, encoding, skipped } = reading;
    assert.deepEqual([delimiter, decimal, header, encoding, skipped], [";", ",", true, "utf-8", 0]);
    assert.equal(rows, 400);
    assert.deepEqual(
      columns.map(({ name, type }) => `${name} ${type}`),
      ["pump category", "flow l/min number", "pressure bar number", "firmware ignore", "state category"],
    );
    assert.equal(columns[1].missing, 10);
    assert.deepEqual(columns[4].top, [["ok", 392], ["fault", 8]]); // prettier-ignore
    assert.equal(
      columns[2].bins.reduce((sum, count) => sum + count, 0),
      400,
    );
  });

  const plain = "a,b\n1,2\n3,4\n";
  const utf16 = (text, big) => {
    const bytes = Buffer.from(text, "utf16le");
    return big ? bytes.swap16() : bytes;
  };
  const taken = {
    "a BOM": ["\ufeff" + plain, { rows: 2, names: ["a", "b"] }],
    CRLF: [plain.replaceAll("\n", "\r\n"), { rows: 2, names: ["a", "b"] }],
    "UTF-16 with a mark": [
      Buffer.concat([Buffer.from([0xff, 0xfe]), utf16(plain)]),
      { encoding: "utf-16le", rows: 2 },
    ],
    "UTF-16 without one": [utf16(plain, true), { encoding: "utf-16be", rows: 2 }],
    "Latin-1": [
      Buffer.from("größe,b\n1,2\n3,4\n", "latin1"),
      { encoding: "windows-1252", names: ["größe", "b"] },
    ],
    tabs: ["a\tb\n1\t2\n3\t4\n", { delimiter: "\t", rows: 2 }],
    "JSON lines": ['{"a":1,"b":"x"}\n{"a":2,"c":null}\n', { rows: 2, names: ["a", "b", "c"] }],
    gzip: [gzipSync(plain), { rows: 2 }],
    "no header": ["1,2\n3,4\n5,6\n", { rows: 3, names: ["column 1", "column 2"], header: false }],
    "duplicate headers": ["a,a,a\n1,2,3\n4,5,6\n", { names: ["a", "a (2)", "a (3)"] }],
    "nameless columns": ["a,,\n1,2,3\n4,5,6\n", { names: ["a", "column 2", "column 3"] }],
    "ragged rows": ["a,b\n1,2\n3\n4,5,6\n7,8\n", { rows: 2, problems: [[3, "short"], [4, "long"]] }], // prettier-ignore
    "one column": ["a\n1\n2\n3\n", { rows: 3, names: ["a"] }],
    "1e309": [
      `a,b\n${Array.from({ length: 30 }, (_, i) => `${i},2`).join("\n")}\n1e309,2\n`,
      { rows: 31, problems: [[32, "unread"]] },
    ],
    "thousands separators": ['a,b\n"1,234",2\n"5,678",4\n', { types: ["number", "number"] }],
    "decimal commas": ["a;b\n1,5;2\n2,5;3\n", { decimal: ",", types: ["number", "number"] }],
    "all missing": ["a,b\n,1\nNA,2\n", { types: ["ignore", "number"], missing: 2 }],
    "a constant column": ["a,b\n5,1\n5,2\n", { types: ["ignore", "number"] }],
    "10,000 categories": [`a,b\n${Array.from({ length: 10_000 }, (_, i) => `id${i},${i}`).join("\n")}`, { types: ["ignore", "number"], rows: 10_000 }], // prettier-ignore
    "quotes with line breaks": ['a,b\n"x\ny",1\n"x\ny",2\nz,3\n', { rows: 3 }],
    "blank lines": ["a,b\n\n1,2\n\n  \n3,4\n", { rows: 2 }],
    "a script in a cell": ["a,b\n<script>alert(1)</script>,2\n<b>,3\n", { rows: 2 }],
    formulas: ["a,b\n=1+1,2\n@x,3\n", { rows: 2 }],
  };
  for (const [what, [content, expected]] of Object.entries(taken))
    it(`are read with ${what}`, async () => {
      const { preview } = await read(content);
      const found = {
        rows: preview.rows,
        names: namesOf(preview),
        ...preview.reading,
        types: preview.columns.map(({ type }) => type),
        missing: preview.columns[0].missing,
        problems: preview.problems.filter(({ line }) => line > 0).map(({ line, kind }) => [line, kind]),
      };
      for (const [key, value] of Object.entries(expected)) assert.deepEqual(found[key], value, key);
    });

  const truncated = gzipSync(pumps());
  const refused = {
    "nothing in it": ["", "empty"],
    "blanks alone": [" \n \n", "empty"],
    "a picture named .csv": [Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]), "format"],
    "control signs": [Buffer.from(Array.from({ length: 200 }, (_, i) => 1 + (i % 8))), "binary"],
    "a quote never closed": ['a,b\n1,2\n3,"4\n5,6\n', "quote", { line: 3, column: 3 }],
    "one row": ["a,b\n1,2\n", "oneRow"],
    "a header alone": ["a,b\n", "onlyHeading"],
    "gzip that ends early": [truncated.subarray(0, truncated.length - 40), "damaged"],
    "gzip that is none": [Buffer.concat([Buffer.from([0x1f, 0x8b]), Buffer.alloc(50, 7)]), "damaged"],
    "a bomb of 300 MB": [gzipSync(Buffer.alloc(300e6, "a,b\n")), "tooLarge"],
    "a line of 190 MB": ["a".repeat(190e6), "onlyHeading"],
    "a file of 201 MB": [Buffer.alloc(201e6, "1,2\n"), "tooLarge"],
    "JSON that is broken": ['{"a":1}\n{"a":\n', "json", { line: 2 }],
    "too many columns": [
      `${Array.from({ length: 1001 }, (_, i) => `c${i}`).join()}\n`.repeat(3),
      "tooManyColumns",
    ],
  };
  for (const [what, [content, fault, detail = {}]] of Object.entries(refused))
    it(`are refused with ${what}`, async () => {
      await assert.rejects(read(content), (error) => {
        assert.equal(error.fault, fault, error.message);
        for (const [key, value] of Object.entries(detail)) assert.equal(error.place[key], value, key);
        return true;
      });
    });

  it("time orders the rows: the earliest are learnt from, and it is no feature", async () => {
    const days = Array.from({ length: 20 }, (_, i) => 20 - i);
    const own = await read(`day,x\n${days.map((day) => `2026-01-${day},${day * day}`).join("\n")}\n`);
    assert.deepEqual(own.preview.columns.map(({ type }) => type), ["date", "number"]); // prettier-ignore
    const roles = { types: ["ignore", "number"], time: 0, label: null, normal: "" };
    const { train, validation, featureNames } = encodeOwn(own, roles, { learn: 5, seed: 0 });
    assert.deepEqual(featureNames, ["x"]);
    assert.deepEqual([...train], [15, 16, 17, 18, 19], "the last lines are the first days");
    assert.equal(validation.length, 15);
    const shuffled = encodeOwn(own, { ...roles, time: null }, { learn: 5, seed: 0 });
    assert.notDeepEqual([...shuffled.train], [15, 16, 17, 18, 19]);
  });

  it("a quote can be read as an ordinary sign, and a reading can be chosen", async () => {
    const { preview } = await read('a,b\n1,2\n3,"4\n5,6\n', { quotes: false });
    assert.equal(preview.rows, 3);
    const other = await read("a;b\n1,5;2\n3,5;4\n", { decimal: "." });
    assert.equal(other.preview.columns[0].type, "category");
  });
});

describe("the dialog for own tables", () => {
  let browser, site, page;
  before(async () => {
    browser = await launch();
    site = await serveSite({ csp: false }); // axe is put into the page
    page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
    page.complaints = [];
    page.on("pageerror", (error) => page.complaints.push(error.message));
    await page.goto(`${site.url}#/anomalies?data=tumours&epochs=20`);
    await page.waitForFunction(() => document.querySelector('[data-anchor="train"]')?.disabled === false);
  });
  after(async () => {
    assert.deepEqual(page?.complaints, []);
    await browser?.close();
    await site?.close();
  });

  const give = (content, name = "pumps.csv") =>
    page.setInputFiles('[data-anchor="own-file"]', {
      name,
      mimeType: "text/csv",
      buffer: Buffer.from(content),
    });

  it("shows what is in a file before anything is replaced, uses it, and undo brings all back", async () => {
    await anchor(page, "train").click();
    await ended(page);
    await settled(page);
    const before = await figure(page, "found");
    await give(pumps().replace("P2", "P2;;"));
    await anchor(page, "own-use").waitFor();
    assert.match(await anchor(page, "own-dialog").textContent(), /pumps\.csv.*399 rows, 5 columns/s);
    assert.match(await anchor(page, "own-problems").textContent(), /1 problem/);
    assert.equal(await anchor(page, "own-label").inputValue(), "4");
    assert.equal(await anchor(page, "own-normal").inputValue(), "ok");
    assert.deepEqual(await violations(page), []);
    assert.equal(await figure(page, "found"), before);
    await anchor(page, "own-use").click();
    await page.waitForFunction(() => location.hash.includes("data=own"));
    await anchor(page, "train").click();
    await ended(page);
    await eventually(async () =>
      assert.ok((await figure(page, "auc")) > 0.95, `${await figure(page, "auc")}`),
    );
    assert.equal((await figure(page, "found")) + (await figure(page, "missed")), 8);
    await anchor(page, "settings").click();
    await anchor(page, "undo").click();
    await page.waitForFunction(() => location.hash.includes("data=tumours"));
    await eventually(async () => assert.equal(await figure(page, "found"), before));
  });

  it("takes rows along as they were: cells, delimiter, decimal sign, encoding; and what each row was for", async () => {
    const lines = pumps().replaceAll("pump;", "Größe;").split("\n");
    await give(Buffer.from(lines.join("\n"), "latin1"), "größen.csv");
    await anchor(page, "own-use").click();
    await page.waitForFunction(() =>
      /größen/.test(document.querySelector('[data-anchor="table-own"]')?.textContent),
    );
    await anchor(page, "train").click();
    await ended(page);
    await page.waitForFunction(() => document.querySelector('[data-anchor="export"]:enabled'));
    const [download] = await Promise.all([page.waitForEvent("download"), anchor(page, "export").click()]);
    assert.equal(download.suggestedFilename(), "hourglass-größen-scored.csv");
    const rows = (await readFile(await download.path(), "latin1")).trimEnd().split("\r\n");
    assert.equal(rows.length, lines.length);
    rows.forEach((row, i) => assert.ok(row.startsWith(`${lines[i]};`), `${row} for ${lines[i]}`));
    const cells = rows.slice(1).map((row) => row.split(";").slice(5));
    assert.ok(
      cells.every(([score]) => /^\d+,\d+(e-\d+)?$/.test(score)),
      cells[0][0],
    );
    const parts = cells.map((row) => row[5]);
    assert.deepEqual([...new Set(parts)].sort(), ["judged", "learnt from"]);
    // Rows with a gap are flagged no more often than others.
    const flaggedShare = (some) => some.filter((row) => row[1] === "1").length / some.length;
    const ordinary = cells.filter((_, i) => lines[i + 1].endsWith(";ok"));
    const gaps = cells.filter((_, i) => lines[i + 1].endsWith(";ok") && lines[i + 1].split(";")[1] === "");
    assert.ok(gaps.length >= 8 && flaggedShare(gaps) <= flaggedShare(ordinary) + 0.1, `${flaggedShare(gaps)} of ${gaps.length}`); // prettier-ignore
    await anchor(page, "table-tumours").click();
    await page.waitForFunction(() => location.hash.includes("data=tumours"));
    await settled(page);
  });

  it("says what is wrong with a file, with line and column; nothing is changed", async () => {
    const before = await figure(page, "found");
    await give('a,b\n1,2\n3,"4\n5,6\n', "broken.csv");
    await anchor(page, "own-fault").waitFor();
    assert.match(await anchor(page, "own-fault").textContent(), /never closed.*Line 3, column 3/s);
    assert.match(await anchor(page, "own-unchanged").textContent(), /Nothing was changed\. Tumours/);
    assert.deepEqual(await violations(page), []);
    await anchor(page, "own-signs").click();
    await anchor(page, "own-use").waitFor();
    await page.keyboard.press("Escape");
    assert.equal(await figure(page, "found"), before);
  });

  it("takes cells that are pasted; without a label it ranks, and claims no figures before there are marks", async () => {
    const cells = pumps(300)
      .split("\n")
      .map((line) => line.split(";").slice(1, 3).join("\t"))
      .join("\n");
    await page.evaluate((text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", text);
      document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
    }, cells);
    await anchor(page, "own-use").waitFor();
    assert.match(await anchor(page, "own-dialog").textContent(), /Nothing is labelled/);
    await anchor(page, "own-use").click();
    await page.waitForFunction(() => location.hash.includes("data=own"));
    await anchor(page, "train").click();
    await ended(page);
    await settled(page);
    const flagged = async () => Number.parseInt(await anchor(page, "figure-flagged").textContent());
    assert.equal(await flagged(), 3, "one in a hundred");
    for (const name of ["found", "precision", "cost", "false"])
      assert.equal(await anchor(page, `figure-${name}`).count(), 0, name);
    assert.equal(await anchor(page, "curve-roc").count(), 0);
    await anchor(page, "daily-rows").fill("1000");
    await anchor(page, "daily-looks").fill("50");
    await page.keyboard.press("Tab");
    await eventually(async () => assert.equal(await flagged(), 15));
    // Marks are labels, and say how many of those looked at were unusual, with their spread.
    assert.equal(await anchor(page, "marked-above").count(), 0);
    const rows = page.locator('[data-anchor^="flagged-"]');
    for (let i = 0; i < 4; i++) {
      await rows.nth(i).click();
      await anchor(page, i === 3 ? "mark-false" : "mark-true").click();
    }
    assert.match(
      await anchor(page, "marked-above").textContent(),
      /3 of 4 .*: 75% *from 30% to 95% of such rows/s,
    );
    await eventually(async () => {
      await hide(page);
      assert.ok((await records(page)).some(({ steps, marks }) => steps > 0 && marks === 4));
    });
    await page.reload();
    await page.waitForFunction(() => document.querySelector('[data-anchor="train"]:enabled'));
    assert.match(await anchor(page, "table-own").textContent(), /Pasted cells/);
    await anchor(page, "go-on").click();
    await eventually(async () => assert.match(await anchor(page, "marked-above").textContent(), /3 of 4/));
  });
});
