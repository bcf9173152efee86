// Results as text for the terminal and as Markdown for the README.

import { readFile, writeFile } from "node:fs/promises";
import { models } from "./models.mjs";

const [from, to] = ["<!-- results -->", "<!-- /results -->"];

const number = (value) => (value >= 1000 ? Math.round(value).toLocaleString("en") : value.toPrecision(3));
const percent = (value) => `${(100 * value).toFixed(0)}%`;
const withUnit = (value, unit) => (unit === "%" ? percent(value) : `${Number(value.toPrecision(3))} ${unit}`);

/** What the terminal shows at the end. */
export function textReport(results) {
  return tablesOf(results)
    .map(({ title, rows }) => `\n${title}\n${aligned(rows)}`)
    .join("\n");
}

/** Replaces what stands between the marks of a file. */
export async function rewriteReadme(file, report) {
  const text = await readFile(file, "utf8");
  const [start, end] = [text.indexOf(from), text.indexOf(to)];
  if (start < 0 || end < start) throw new Error(`${file} has no ${from} ... ${to}`);
  await writeFile(file, `${text.slice(0, start + from.length)}\n\n${report}\n${text.slice(end)}`);
}

export function markdownReport(results) {
  const head = `${circumstances(results)}.\n`;
  const tables = tablesOf(results).map(({ title, rows }) => `### ${title}\n\n${markdownTable(rows)}\n`);
  const plot = results.steps.length > 0 ? ["![Training speed](results.svg)\n"] : [];
  return [head, ...plot, ...tables].join("\n");
}

/** For who wants to know in a glance: samples a second at batch 128. */
export function markdownSummary(results) {
  const plot = "![Training speed beside other engines](bench/results.svg)\n";
  const names = ["shallow", "deep", "conv"];
  const rows = results.steps.filter(({ batch }) => batch === 128);
  const engines = [...new Set(rows.map(({ title }) => title))];
  const speed = (title, model) => {
    const row = rows.find((row) => row.title === title && row.model === model);
    return row?.samplesPerSecond ? Math.round(row.samplesPerSecond).toLocaleString("en") : "—";
  };
  const body = engines.map((title) => [title, ...names.map((model) => speed(title, model))]);
  const table = markdownTable([
    ["samples a second, batch 128", ...names.map((name) => models[name].title)],
    ...body,
  ]);
  return [plot, `${circumstances(results)}; medians.\n`, `${table}\n`].join("\n");
}

function circumstances({ machine, date, quick }) {
  const browsers = Object.entries(machine.browsers).map((pair) => pair.join(" "));
  return `${machine.cpu}, ${machine.cores} cores; ${browsers.join(", ")}; ${date.slice(0, 10)}${quick ? "; a quick run" : ""}`;
}

/** Tables whose first row is the head; parts that were not measured have none. */
function tablesOf(results) {
  return [
    { title: "Peaks, GFLOP/s", rows: peakRows(results) },
    { title: "Kernels: GFLOP/s, and share of the peak", rows: kernelRows(results) },
    ...stepTables(results),
    { title: "Targets", rows: targetRows(results) },
    { title: "What is not measured, and notes", rows: noteRows(results) },
  ].filter(({ rows }) => rows.length > 1);
}

function peakRows({ peaks }) {
  const rows = Object.entries(peaks).map(([build, { median, quartiles }]) => [
    build,
    median.toFixed(1),
    quartiles.map((value) => value.toFixed(1)).join(" to "),
  ]);
  return [["build", "median", "quartiles"], ...rows];
}

function kernelRows({ kernels }) {
  const builds = [...new Set(kernels.map(({ build }) => build))];
  const titles = [...new Set(kernels.map(({ name, shape }) => `${name} (${shape})`))];
  const cell = (title, build) => {
    const found = kernels.find(
      (kernel) => kernel.build === build && `${kernel.name} (${kernel.shape})` === title,
    );
    return found ? `${found.gflops.toFixed(1)} (${percent(found.fractionOfPeak)})` : "";
  };
  return [
    ["kernel", ...builds],
    ...titles.map((title) => [title, ...builds.map((build) => cell(title, build))]),
  ];
}

/** One table for each model: an engine a row, a batch size a column. */
function stepTables({ steps }) {
  const measured = steps.filter(({ unavailable }) => !unavailable);
  return Object.entries(models).map(([name, { title }]) => {
    const rows = measured.filter(({ model }) => model === name);
    const batches = [...new Set(rows.map(({ batch }) => batch))];
    const engines = [...new Map(rows.map((row) => [row.engine, row.title]))];
    const cell = (engine, batch) =>
      stepCell(rows.find((row) => row.engine === engine && row.batch === batch));
    const body = engines.map(([engine, label]) => [label, ...batches.map((batch) => cell(engine, batch))]);
    const head = ["engine", ...batches.map((batch) => `batch ${batch}`)];
    return {
      title: `${title}: samples/s (share of the peak; loss of the first steps)`,
      rows: [head, ...body],
    };
  });
}

function stepCell(row) {
  if (!row) return "";
  const share = row.fractionOfPeak === undefined ? "" : `${percent(row.fractionOfPeak)}; `;
  return `${number(row.samplesPerSecond)} (${share}${row.loss.toFixed(3)} in ${row.lossSteps})`;
}

function targetRows({ ratios }) {
  const rows = Object.values(ratios).map(({ title, value, target, unit, sign, reached }) => [
    title,
    value === undefined ? "not measured" : withUnit(value, unit),
    `${sign} ${withUnit(target, unit)}`,
    value === undefined ? "" : reached ? "reached" : "missed",
  ]);
  return [["target", "measured", "goal", ""], ...rows];
}

function noteRows({ steps }) {
  const notes = steps.flatMap(({ title, unavailable, notes = [] }) =>
    (unavailable ? [`not available: ${unavailable}`] : notes).map((note) => `${title}\n${note}`),
  );
  return [["engine", "note"], ...[...new Set(notes)].map((note) => note.split("\n"))];
}

function aligned(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const line = (row) => row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i])));
  return rows.map((row) => `  ${line(row).join("  ")}`.trimEnd()).join("\n");
}

function markdownTable([head, ...body]) {
  const widths = head.map((_, i) => Math.max(3, ...[head, ...body].map((row) => row[i].length)));
  const line = (row) => `| ${row.map((cell, i) => cell.padEnd(widths[i])).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...body.map(line)].join("\n");
}
