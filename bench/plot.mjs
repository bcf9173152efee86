// Samples a second as bars on a logarithmic axis, one group for each model, at the batch size that all were measured at.

import { models } from "./models.mjs";

const [width, left, right, barHeight, gap, headHeight] = [860, 300, 80, 15, 5, 40];
const batch = 128;

const style = `
  text { font: 12px system-ui, sans-serif; fill: #222 }
  .title { font-weight: 600; font-size: 14px }
  .grid { stroke: #8886; stroke-width: 1 }
  .ours { fill: #b4540a }
  .peer { fill: #6b7f99 }
  @media (prefers-color-scheme: dark) {
    text { fill: #ddd }
    .ours { fill: #f0a35e }
    .peer { fill: #8fa3bd }
  }`;

/** @returns {string} an SVG that is read on light and on dark ground */
export function plotOf({ steps }) {
  const rows = steps.filter((row) => row.batch === batch && !row.unavailable);
  const speeds = rows.map(({ samplesPerSecond }) => samplesPerSecond);
  const [low, high] = [
    Math.floor(Math.log10(Math.min(...speeds))),
    Math.ceil(Math.log10(Math.max(...speeds))),
  ];
  const scale = {
    low,
    high,
    x: (value) => left + ((Math.log10(value) - low) / (high - low)) * (width - left - right),
  };

  let y = 10;
  const groups = Object.entries(models).flatMap(([name, { title }]) => {
    const bars = rows.filter(({ model }) => model === name);
    if (bars.length === 0) return [];
    const drawn = group(title, bars, y, scale);
    y += heightOf(bars);
    return [drawn];
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${y + 10}" role="img">
<title>Training speed in samples a second, batches of ${batch}; logarithmic axis</title>
<style>${style}
</style>
${groups.join("\n")}
</svg>
`;
}

const heightOf = (bars) => headHeight + bars.length * (barHeight + gap) + 10;

function group(title, bars, top, scale) {
  const bottom = top + heightOf(bars) - 10;
  const head = `<text class="title" x="10" y="${top + 16}">${title}, batch ${batch}: samples/s</text>`;
  const drawn = bars.map((row, i) => bar(row, top + headHeight + i * (barHeight + gap), scale));
  return [head, ...gridLines(top + headHeight - 4, bottom, scale), ...drawn].join("\n");
}

/** One at every power of ten. */
function gridLines(top, bottom, { low, high, x }) {
  return Array.from({ length: high - low + 1 }, (_, i) => {
    const value = 10 ** (low + i);
    const at = x(value).toFixed(1);
    return (
      `<line class="grid" x1="${at}" x2="${at}" y1="${top}" y2="${bottom}"/>` +
      `<text x="${at}" y="${top - 4}" text-anchor="middle">${value.toLocaleString("en")}</text>`
    );
  });
}

function bar({ title, engine, samplesPerSecond }, y, { x }) {
  const end = x(samplesPerSecond);
  const kind = engine.startsWith("hourglass") ? "ours" : "peer";
  const base = y + barHeight - 3;
  return (
    `<text x="${left - 8}" y="${base}" text-anchor="end">${title}</text>` +
    `<rect class="${kind}" x="${left}" y="${y}" width="${Math.max(end - left, 1).toFixed(1)}" height="${barHeight}"/>` +
    `<text x="${(end + 6).toFixed(1)}" y="${base}">${Math.round(samplesPerSecond).toLocaleString("en")}</text>`
  );
}
