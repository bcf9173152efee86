// What a desk has to report: what was set, what came out, and the curves.

import { formatCount, formatLoss, formatPlain } from "../lib/format";
import { curvesSvg, pictureOf, type Figure, type Part, type Report } from "../lib/report";
import type { Words } from "../words/en";
import type { FieldKey, Values } from "./fields";
import type { Session } from "./session.svelte";

/** The settings of a network, in words. */
export function settingsOf(keys: FieldKey[], values: Values, { fields, options }: Words): [string, string][] {
  return [...new Set(keys)].map((key) => {
    const value = values[key];
    return [fields[key], typeof value === "number" ? formatPlain(value) : (options[value] ?? value)];
  });
}

export function figuresOf(session: Session, { transport, none }: Words): [string, string][] {
  const { figures } = transport;
  const loss = (value: number | undefined) => (value === undefined ? none : formatLoss(value));
  return [
    [figures.epoch, `${formatCount(session.epochs)} ${transport.of(session.goal)}`],
    [figures.steps, formatCount(session.steps)],
    [figures.loss, loss(session.progress?.recentLoss)],
    [`${figures.heldOut} ${figures.heldOutRest}`.trim(), loss(session.heldOutLoss)],
  ];
}

export function curveOf({ curve }: Session, { curve: text }: Words): Part {
  const known = curve.heldOut.flatMap((loss, i) => (loss === null ? [] : [{ x: curve.steps[i]!, loss }]));
  const series = [
    { name: text.training, x: curve.steps, y: curve.training, accent: true },
    { name: text.heldOut, x: known.map(({ x }) => x), y: known.map(({ loss }) => loss) },
  ];
  return { heading: text.heading, drawing: curvesSvg(series, formatLoss) };
}

/** The plots and pictures of a desk that are large enough to be looked at by themselves. */
export function picturesOn(main: HTMLElement): Figure[] {
  return [...main.querySelectorAll("canvas")]
    .filter((canvas) => canvas.clientWidth >= 200 && canvas.clientHeight >= 60)
    .flatMap((canvas) => {
      const named = canvas.closest<HTMLElement>("[aria-label]");
      return pictureOf(canvas, named?.ariaLabel ?? "");
    });
}

export function reportOn(
  title: string,
  link: string,
  session: Session,
  settings: [string, string][],
  pictures: Figure[],
  words: Words,
  more: Part[] = [],
): Report {
  const { report } = words;
  return {
    title,
    lang: words.lang,
    about: report.about(new Date()),
    parts: [
      { heading: report.set, rows: settings, text: [link] },
      { heading: report.figures, rows: figuresOf(session, words) },
      ...(pictures.length > 0 ? [{ heading: report.pictures, pictures }] : []),
      ...more,
      curveOf(session, words),
      { heading: report.thoughts, blank: true },
      { blank: true },
    ],
  };
}
