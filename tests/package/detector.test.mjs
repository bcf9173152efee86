// The README's detector of unusual rows, on a table whose truth is known: what it flags, why, and what it must not flag.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { before, describe, it } from "node:test";
import { folder } from "./packed.mjs";
import { snippetsOf } from "./snippets.mjs";

const snippets = snippetsOf()["bindings/README.md"];
const snippetWith = (text) => snippets.find((snippet) => snippet.includes(text));

/** Runs a snippet as it stands; what it prints, line by line. */
function run(name, snippet) {
  const script = path.join(folder, `${name}.mjs`);
  writeFileSync(script, snippet);
  const output = execFileSync(process.execPath, [script], { cwd: folder, encoding: "utf8", timeout: 60_000 });
  return output.split("\n").filter(Boolean);
}

/** Numbers from 0 to 1, the same ones each time (Park and Miller 1988). */
function randomNumbers(seed) {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

const random = randomNumbers(7);
const noise = () => random() + random() + random() - 1.5;

/** A pump: pressure and power follow its flow, its temperature the room's, each differently in two halls. */
function pump(hour) {
  const hall = random() < 0.7 ? "A" : "B";
  const flow = 3 + 2 * random();
  const room = 15 + 10 * random();
  return {
    time: new Date(Date.UTC(2026, 0, 1) + hour * 3_600_000).toISOString().slice(0, 16).replace("T", " "),
    hall,
    flow: flow.toFixed(3),
    pressure: (2 * flow + (hall === "A" ? 1 : 3) + 0.1 * noise()).toFixed(3),
    power: (10 * flow + 0.5 * noise()).toFixed(3),
    room: room.toFixed(2),
    temperature: (room + 3 * flow + 0.3 * noise()).toFixed(2),
  };
}

/** What the second snippet says of these rows. */
function judge(rows) {
  writeFileSync(path.join(folder, "today.json"), JSON.stringify(rows));
  const lines = run("judge", snippetWith("today.json"));
  const flagged = lines
    .map((line) => /^row (\d+): [\d.]+, most of all its (\w+)/.exec(line))
    .filter(Boolean)
    .map(([, row, column]) => [Number(row), column]);
  return { lines, flagged, drift: lines.some((line) => line.startsWith("drift")) };
}

const month = 30 * 24;
/** Two hundred of the month after those that were learnt from. */
const nextMonth = () => Array.from({ length: 200 }, (_, i) => pump(4 * month + i));

describe("the detector of the README", () => {
  before(() => {
    const past = Array.from({ length: 4 * month }, (_, hour) => pump(hour));
    const names = Object.keys(past[0]);
    const lines = past.map((row) => names.map((name) => row[name]).join());
    writeFileSync(path.join(folder, "past.csv"), [names.join(), ...lines].join("\n"));
    run("learn", snippetWith("past.csv"));
  });

  it("leaves next month's ordinary rows alone, one by one, too, and says nothing of drift", () => {
    const { flagged, drift } = judge(nextMonth());
    assert.ok(flagged.length <= 8, `${flagged.length} of 200 ordinary rows`);
    assert.equal(drift, false);
    assert.deepEqual(judge([pump(5 * month)]).flagged, []);
  });

  it("flags what was planted, with the column that is to blame", () => {
    const rows = nextMonth();
    rows[20] = { ...rows[20], pressure: "4.1" };
    rows[90] = { ...rows[90], power: "80" };
    rows[150] = { ...rows[150], temperature: "70" };
    const { flagged, drift } = judge(rows);
    for (const planted of [
      [20, "pressure"],
      [90, "power"],
      [150, "temperature"],
    ])
      // prettier-ignore
      assert.ok(
        flagged.some((one) => String(one) === String(planted)),
        `${planted} is not among ${flagged.join("; ")}`,
      );
    assert.equal(drift, false);
  });

  it("flags one row alone, and names a hall that it has never seen", () => {
    assert.deepEqual(judge([{ ...pump(5 * month), power: "90" }]).flagged, [[0, "power"]]);
    const { lines } = judge([{ ...pump(5 * month), hall: "C" }]);
    assert.ok(lines.includes("never seen before: hall C"), lines.join("\n"));
  });

  it("says that the world has changed where all rows have", () => {
    const worn = nextMonth().map((row) => ({ ...row, temperature: String(Number(row.temperature) + 8) }));
    assert.equal(judge(worn).drift, true);
  });

  it("judges next week's file: other order, a column missing, one more, a gap; and tells what lies outside", () => {
    const rows = nextMonth();
    rows[20] = { ...rows[20], pressure: "4.1" };
    rows[60] = { ...rows[60], flow: "" };
    rows[70] = { ...rows[70], room: "60", temperature: "71" };
    const names = ["operator", "temperature", "power", "pressure", "flow", "hall", "time", "room"];
    const lines = rows.map((row, i) => names.map((name) => row[name] ?? `op${i % 3}`).join());
    writeFileSync(path.join(folder, "week.csv"), [names.join(), ...lines].join("\n"));
    const said = run("week", snippetWith("week.csv"));
    const flagged = said
      .flatMap((line) => /^line (\d+):/.exec(line)?.[1] ?? [])
      .map((line) => Number(line) - 2);
    assert.ok(flagged.includes(20) && flagged.includes(70), said.join("\n"));
    assert.ok(flagged.length <= 12, said.join("\n"));
    assert.ok(
      said.some((line) => /^room: 1 rows lie outside 15(\.\d+)? to /.test(line)),
      said.join("\n"),
    );
    const without = names.filter((name) => name !== "room");
    const fewer = rows.map((row, i) => without.map((name) => row[name] ?? `op${i % 3}`).join());
    writeFileSync(path.join(folder, "week.csv"), [without.join(), ...fewer].join("\n"));
    assert.ok(run("week", snippetWith("week.csv")).includes("not in this file: room"));
  });
});
