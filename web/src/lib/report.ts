// A report: one page of HTML that needs nothing besides itself, to print, to keep, to hand in.

export interface Report {
  title: string;
  lang: string;
  /** E.g. the date, and where it was made. */
  about: string;
  parts: Part[];
}

/** One under the other, in this order. */
export interface Part {
  heading?: string;
  text?: string[];
  /** Name and value. */
  rows?: (readonly [string, string])[];
  pictures?: Figure[];
  /** Ten in a row. */
  small?: boolean;
  /** An SVG element. */
  drawing?: string;
  /** An empty line to write on. */
  blank?: boolean;
}

export interface Figure {
  caption: string;
  url: string;
  /** Drawn in light on dark. */
  inverted?: boolean;
}

const escape = (text: string) =>
  text.replaceAll(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]!);

const style = `
body{max-width:760px;margin:24px auto;padding:0 16px;font:15px/1.5 system-ui,sans-serif;color:#1b1f23;background:#fff}
h1{font-size:22px;margin:0}h2{font-size:16px;margin:20px 0 4px}p{margin:4px 0;white-space:pre-wrap}
.about,figcaption,th{color:#5b6168;font-size:13px}table{border-collapse:collapse}th{text-align:left;font-weight:400;padding-right:24px}
.figures{display:flex;flex-wrap:wrap;gap:16px}figure{margin:0}img{display:block;height:140px;image-rendering:pixelated;border:1px solid #cfcac0;border-radius:4px}
.small{display:grid;grid-template-columns:repeat(10,1fr);gap:4px}.small img{width:100%;height:auto}
.inverted{filter:invert(1) hue-rotate(180deg)}.blank{border-bottom:1px solid #8a8f94;height:28px}
svg{width:100%;max-width:640px}svg text{font:12px system-ui,sans-serif;fill:#5b6168}svg line{stroke:#e2ded6}
svg path{fill:none;stroke:#a34a00;stroke-width:2}svg path.accent{stroke:#0b6b73}svg rect,svg circle{fill:#a34a00}svg .asked{fill:#d5e5e5}
@media print{body{margin:0}section{break-inside:avoid}}`;

function partHtml({
  heading,
  text = [],
  rows = [],
  pictures = [],
  small = false,
  drawing = "",
  blank = false,
}: Part): string {
  const table = rows.map(
    ([name, value]) => `<tr><th scope="row">${escape(name)}</th><td>${escape(value)}</td></tr>`,
  );
  const figures = pictures.map(
    ({ caption, url, inverted }) =>
      `<figure><img alt="${escape(caption)}" src="${url}"${inverted ? ' class="inverted"' : ""}>${caption && `<figcaption>${escape(caption)}</figcaption>`}</figure>`,
  );
  return [
    "<section>",
    heading ? `<h2>${escape(heading)}</h2>` : "",
    ...text.map((line) => `<p>${escape(line)}</p>`),
    table.length > 0 ? `<table>${table.join("")}</table>` : "",
    figures.length > 0 ? `<div class="${small ? "small" : "figures"}">${figures.join("")}</div>` : "",
    drawing,
    blank ? '<div class="blank"></div>' : "",
    "</section>",
  ].join("");
}

export function reportHtml({ title, lang, about, parts }: Report): string {
  return `<!doctype html><html lang="${escape(lang)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(title)}</title><style>${style}</style></head><body><h1>${escape(title)}</h1><p class="about">${escape(about)}</p>${parts.map(partHtml).join("")}</body></html>`;
}

/** What a canvas shows; null where there is none. */
export function pictureOf(canvas: HTMLCanvasElement | null | undefined, caption: string): Figure[] {
  if (!canvas || canvas.width === 0) return [];
  return [{ caption, url: canvas.toDataURL(), inverted: document.documentElement.dataset.theme === "dark" }];
}

export interface Series {
  name: string;
  x: number[];
  y: number[];
  accent?: boolean;
}

/** Curves over steps, with a logarithmic scale, as an SVG element. */
export function curvesSvg(series: Series[], format: (value: number) => string): string {
  const [width, height, left, right, top, bottom] = [640, 260, 56, 90, 10, 24];
  const points = series.flatMap(({ x, y }) => x.map((at, i) => [at, y[i]!] as const));
  if (points.length < 2) return "";
  const most = Math.max(...points.map(([at]) => at), 1);
  const values = points.map(([, value]) => Math.log(Math.max(value, 1e-9)));
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const px = (at: number) => (left + (at / most) * (width - left - right)).toFixed(1);
  const py = (value: number) =>
    (top + ((high - Math.log(Math.max(value, 1e-9))) / (high - low || 1)) * (height - top - bottom)).toFixed(
      1,
    );
  const ticks = [high, (high + low) / 2, low].map(Math.exp);
  return [
    `<svg viewBox="0 0 ${width} ${height}" role="img">`,
    ...ticks.map(
      (tick) =>
        `<line x1="${left}" x2="${width - right}" y1="${py(tick)}" y2="${py(tick)}"/><text x="${left - 8}" y="${Number(py(tick)) + 4}" text-anchor="end">${format(tick)}</text>`,
    ),
    `<text x="${left}" y="${height - 6}">0</text><text x="${width - right}" y="${height - 6}" text-anchor="end">${most}</text>`,
    ...series.map(({ name, x, y, accent }, k) => {
      const path = x.map((at, i) => `${px(at)} ${py(y[i]!)}`).join("L");
      const end = y.length > 0 ? Number(py(y.at(-1)!)) + 4 + (k % 2 ? 14 : 0) : 0;
      return `<path d="M${path}"${accent ? ' class="accent"' : ""}/><text x="${width - right + 6}" y="${end}">${escape(name)}</text>`;
    }),
    "</svg>",
  ].join("");
}
