// Files as people's programs leave them (tests/cases), each read without being told anything: the numbers, not only that it opens.

import assert from "node:assert/strict";
import { openAsBlob, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { readLines, readRecording, readTable } from "../../bindings/dist/files/index.js";

const folder = fileURLToPath(new URL("../cases", import.meta.url));
const cases = JSON.parse(readFileSync(path.join(folder, "cases.json"), "utf8"));
const readers = { readTable, readRecording, readLines };

const isNear = (actual, expected, tolerance) =>
  actual.length === expected.length &&
  expected.every((value, i) =>
    typeof value === "number" ? Math.abs(actual[i] - value) <= tolerance : actual[i] === value,
  );

function checkTable(found, { rows, width, firstRow, columns, tolerance = 1e-4 }) {
  assert.equal(found.rows, rows);
  if (width) assert.equal(found.columns.length, width);
  if (firstRow)
    assert.ok(
      isNear(
        found.columns.map(({ values }) => values[0]),
        firstRow,
        tolerance,
      ),
    );
  for (const [name, expected] of Object.entries(columns ?? {})) {
    const column = found.columns.find((one) => one.name === name);
    assert.ok(column, `no column ${name} among ${found.columns.map((one) => one.name)}`);
    const first = Array.from(column.values.slice(0, 3));
    if (expected.type) assert.equal(column.type, expected.type, name);
    if (expected.first) assert.ok(isNear(first, expected.first, tolerance), `${name}: ${first}`);
    if (expected.firstDay)
      assert.deepEqual(
        first.map((time) => new Date(time).toISOString().slice(0, 10)),
        expected.firstDay,
      );
    if (expected.label) assert.ok(found.labels.includes(name), `${name} is no label`);
  }
}

function checkRecording(found, { rate, chosen, chosenFirst, length, tolerance = 1e-4 }) {
  if (rate) assert.ok(Math.abs(found.rate - rate) <= 0.01 * rate, `rate ${found.rate}`);
  const channel = found.channels[found.chosen];
  if (chosen) assert.equal(channel.name, chosen);
  if (length) assert.equal(channel.values.length, length);
  const first = Array.from(channel.values.slice(0, chosenFirst.length));
  assert.ok(isNear(first, chosenFirst, tolerance), `${first}`);
}

function checkLines(found, { lines, firstLine }) {
  assert.equal(found.lines.length, lines);
  assert.equal(found.lines[0], firstLine);
}

const checks = { readTable: checkTable, readRecording: checkRecording, readLines: checkLines };

for (const one of cases)
  test(`${one.file} by ${one.reader}`, async () => {
    const blob = await openAsBlob(path.join(folder, one.file));
    checks[one.reader](await readers[one.reader](blob), one);
  });
