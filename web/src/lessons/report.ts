// What a pupil has to report of a lesson.

import type { Anchor } from "../lib/anchors";
import { pictureOf, type Report } from "../lib/report";
import type { Words } from "../words/en";
import type { Player } from "./player.svelte";
import { at } from "./stage";

const canvasIn = (anchor: Anchor) => at(anchor)?.querySelector("canvas") ?? null;

export function lessonReport(player: Player, words: Words): Report {
  const { lesson, answer, measured, thoughts, code } = player;
  const text = words.lessons.each[lesson.id]!;
  const { flow, report, lessons } = words;
  const chart = at("lesson-measured")?.querySelector("svg")?.outerHTML ?? "";
  const pictures = [
    ...pictureOf(canvasIn("seen"), flow.input),
    ...pictureOf(canvasIn("noisy"), flow.noisy),
    ...pictureOf(canvasIn("output"), flow.output),
  ];
  const predicted = answer === null ? report.leftOpen : text.answers[answer]!;
  return {
    title: `${lesson.id}. ${text.title}`,
    lang: words.lang,
    about: report.about(new Date()),
    parts: [
      { heading: report.name, blank: true },
      { text: [text.purpose] },
      { heading: text.question, text: [`${report.predicted}: ${predicted}`] },
      {
        heading: lessons.saw,
        text: [text.saw(measured), `${lessons.teacher.answer}: ${text.answers[lesson.right]}`],
      },
      { heading: text.measured, drawing: chart },
      ...(pictures.length > 0 ? [{ heading: report.pictures, pictures }] : []),
      ...text.think.map(({ question }, i) => ({
        heading: question,
        ...(thoughts[i]?.trim() ? { text: [thoughts[i]] } : { blank: true }),
      })),
      { heading: report.code, text: [code] },
    ],
  };
}
