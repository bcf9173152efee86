// Lessons walked as a pupil does, step by step: a step that can no longer be done fails here, and so does a claim that fails.

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { after, before, describe, it } from "node:test";
import { runnerImport } from "vite";
import { anchor, draw, eventually, launch, serveSite, settled } from "./support.mjs";

export async function loaded(name) {
  const path = fileURLToPath(new URL(`../../web/src/${name}.ts`, import.meta.url));
  return (await runnerImport(path, { configFile: false, logLevel: "error" })).module;
}
export const { lessons } = await loaded("lessons/lessons");

const words = Object.fromEntries(
  await Promise.all(
    ["en", "de", "zh"].map(async (id) => [id, (await loaded(`words/${id}/lessons`)).lessons.each]),
  ),
);

const held = (figures) => figures["figure-held-out"];

/** What the right answers say, of what the pupil measured. */
const claims = {
  1: ({ all, before }) => held(all) < 1.25 * all["figure-loss"] && held(before) > 0.2 && held(before) < 0.26,
  2: (m) => held(m[2]) > 2.8 * held(m[32]) && held(m[2]) < 5.5 * held(m[32]),
  3: ({ linear, bent, deep }) =>
    held(linear) >= linear["figure-pca"] &&
    held(linear) < 1.05 * linear["figure-pca"] &&
    held(bent) < bent["figure-pca"] &&
    bent["figure-pca"] < linear["figure-pca"] &&
    held(deep) < deep["figure-pca"],
  4: (m) =>
    m["0.1"]["figure-psnr"] < m["0.1"]["figure-psnr-input"] &&
    m["0.5"]["figure-psnr"] > m["0.5"]["figure-psnr-input"],
  5: ({ map, loop }) => held(map) < 0.06 && Object.values(loop).some((count) => count > 10),
  6: (m) => m["0.01"]["figure-active"] < 1 && m["0.001"]["figure-active"] > 5 && m["0"]["figure-active"] > 90,
  7: (m) =>
    m.vanilla["figure-psnr"] > m.variational["figure-psnr"] &&
    m.dear["figure-psnr"] < m.variational["figure-psnr"],
  8: (m) => m["conv-moved"]["figure-psnr"] > m["dense-moved"]["figure-psnr"] + 4,
  9: (m) =>
    held(m["sigmoid-first"]) < 0.5 * held(m.sigmoid) &&
    held(m["relu-first"]) < held(m.relu) &&
    held(m["relu-first"]) > 0.75 * held(m.relu),
  10: (m) =>
    m.normal["figure-auc"] > 0.96 &&
    m.all["figure-auc"] < 0.6 &&
    m["one-alarm"]["figure-missed"] > m.cheapest["figure-missed"] &&
    m.tumours["figure-auc-distance"] > m.tumours["figure-auc"] &&
    m.scans["figure-auc"] > 0.6,
  11: ({ flat, detail, blocks }) =>
    flat["photo-lens-psnr"] - flat["photo-lens-noisy"] >
      2 + detail["photo-lens-psnr"] - detail["photo-lens-noisy"] &&
    blocks["photo-psnr"] < blocks["photo-psnr-noisy"] + 0.5,
  12: ({ letters, meaning }) =>
    letters["share-network-unseen"] < letters["share-full-unseen"] &&
    meaning["share-network-unseen"] > 30 + letters["share-full-unseen"],
};

/** Draws a loop around the middle of the map. */
async function loop(page) {
  const box = await anchor(page, "map").boundingBox();
  const place = (turn) => [
    box.x + box.width * (0.5 + 0.45 * Math.cos(turn)),
    box.y + box.height * (0.5 + 0.45 * Math.sin(turn)),
  ];
  await page.mouse.move(...place(0));
  await page.mouse.down();
  for (let i = 1; i <= 24; i++) await page.mouse.move(...place((i / 24) * 2 * Math.PI));
  await page.mouse.up();
}

async function hold(page, step) {
  const onMap = step.at.includes("map-decode");
  if (onMap) await anchor(page, "map-decode").click();
  const box = await anchor(page, onMap ? "map" : "latent").boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 + 12, box.y + box.height / 3, { steps: 4 });
  await page.mouse.up();
}

/** Over the photo, until there is as much to see under the lens as a step asks for. */
async function moveLens(page, { from, to }) {
  const box = await anchor(page, "photo").boundingBox();
  for (const x of [0.15, 0.5, 0.85])
    for (const y of [0.1, 0.3, 0.5, 0.7]) {
      await page.mouse.click(box.x + x * box.width, box.y + y * box.height);
      const detail = Number(await anchor(page, "photo-lens").getAttribute("data-value"));
      if (detail >= from && detail <= to) return anchor(page, "photo-lens-psnr").waitFor();
    }
  assert.fail(`no place with a detail from ${from} to ${to}`);
}

/** What a step asks for. */
const deeds = {
  next: () => undefined,
  // What is drawn in a step's first second may still be the picture that its desk opened with, and does not count.
  drawn: (page) =>
    eventually(async () => {
      await draw(page);
      await settled(page);
      assert.equal(await page.locator('[data-anchor="lesson-next"]:enabled').count(), 1);
      // As most digits it has two strokes.
      await draw(page, [
        [0.2, 0.5],
        [0.8, 0.45],
      ]);
      await settled(page);
    }),
  answered: (page, _, { right }) => anchor(page, `answer-${right + 1}`).click(),
  ran: (page) => anchor(page, "run-it").click(),
  async there(page, step) {
    const { anchor: wanted } = step.until;
    if (wanted === "let-go") return hold(page, step);
    if (wanted === "groups") return anchor(page, "view-groups").click();
    if (wanted === "layer-card") return anchor(page, "layer-1").click();
    await anchor(page, "map-lasso").click();
    await loop(page);
  },
  async figure(page, step) {
    if (step.until.anchor === "try-noise") {
      const slider = anchor(page, "try-noise").getByRole("slider");
      await slider.focus();
      await page.keyboard.press("Home");
      for (let i = 0; i < Math.round(10 * step.until.from); i++) await page.keyboard.press("ArrowRight");
      return;
    }
    if (step.until.anchor === "photo-lens") return moveLens(page, step.until);
    await anchor(page, "threshold").focus();
    await page.keyboard.press("End");
  },
  async pressed(page, { until: { anchor: wanted, times } }) {
    for (let i = 0; i < times; i++) await anchor(page, wanted).click();
  },
  async counted(page, { counts: { figures, of } }) {
    const [first, second] = figures.map((name) => anchor(page, `count-${name}`));
    await first.fill(`${of + 1}`); // more than there are is not taken
    await second.fill("5");
    assert.equal(await anchor(page, "lesson-next").isDisabled(), true);
    // The step sets it when it begins, and again while it is not so.
    await page.waitForFunction(() => document.querySelector('[data-anchor="new-source"]').value === "prior");
    await first.fill("14");
  },
  chosen: (page, { until: { anchor: wanted, value } }) => anchor(page, wanted).selectOption(value),
  async moved(page, { until: { by } }) {
    await anchor(page, "move").focus();
    for (const key of ["ArrowRight", "ArrowDown"])
      for (let i = 0; i < by; i++) await page.keyboard.press(key);
  },
};

export async function opened(browser, url, hash, options = {}) {
  const usual = { viewport: { width: 1440, height: 900 }, serviceWorkers: "block" };
  const context = await browser.newContext({ ...usual, ...options });
  // A pupil's seed is drawn once: here always the same one.
  await context.addInitScript(() => {
    localStorage["hourglass-pupil"] ??= "7";
  });
  const page = Object.assign(await context.newPage(), { complaints: [] });
  page.on("pageerror", (error) => page.complaints.push(error.message));
  await page.goto(url + hash);
  return page;
}

/** Shows what a step says in another language, as often as there are others, and comes back. */
async function read(page, id, step, lang, others) {
  for (const other of [...others, lang]) {
    await anchor(page, "language").selectOption(other);
    const { text } = words[other][id].steps[step];
    await page.waitForFunction(
      (wanted) => document.querySelector('[data-anchor="lesson-step"]')?.textContent.includes(wanted),
      text,
    );
  }
}

/** What the page says of what a step takes, as it is left. */
const figuresOf = (page, { takes }) =>
  page.evaluate(
    (names) =>
      names.map((name) => {
        const said = document.querySelector(`[data-anchor="${name}"]`)?.textContent.replaceAll(",", "");
        return Number(/[\d.]+/.exec(said)?.[0]);
      }),
    takes?.figures ?? [],
  );

/** What the lesson keeps of it. */
const takenBy = (page, lesson, { takes }) =>
  page.evaluate(
    ([id, { id: run, figures }]) => {
      const { measured } = JSON.parse(localStorage.getItem(`hourglass-lesson-${id}`));
      return figures.map((name) => measured[run][name]);
    },
    [lesson.id, takes],
  );

/** A reload in the middle of a lesson: the network that a step speaks of comes back, or the step asks for it. */
async function reload(page, lesson, i) {
  await page.reload();
  await page.waitForFunction(() => document.querySelector('[data-anchor="train"]:enabled'));
  const { address, run, until } = lesson.steps[i];
  if (address || run || until.kind === "answered" || !lesson.steps.slice(0, i).some((step) => step.run))
    return;
  const lost = anchor(page, "run-lost");
  const isThere = () =>
    Number.parseInt(document.querySelector('[data-anchor="figure-steps"]').textContent) > 0;
  await Promise.any([lost.waitFor(), page.waitForFunction(isThere)]);
  if (await lost.isVisible()) {
    assert.equal(await anchor(page, "lesson-next").count(), 0);
    await lost.click();
  }
  await page.waitForFunction(isThere);
  await lost.waitFor({ state: "detached", timeout: 90_000 });
}

/** Lessons in one language, read in others, too; on the page that is served, or on another. */
export function walkLessons(
  lang,
  { url, others = [], only = lessons.map(({ id }) => id), reloads = [] } = {},
) {
  describe(`lessons in ${lang}`, () => {
    let browser, site;
    before(async () => {
      browser = await launch();
      site = await serveSite();
    });
    after(async () => {
      await browser?.close();
      await site?.close();
    });

    for (const lesson of lessons.filter(({ id }) => only.includes(id))) {
      it(`${lesson.id} in ${lang} can be done from its first step to its last, and what it claims holds`, async (test) => {
        const waits = [];
        const page = await opened(browser, url ?? site.url, `#/lessons?lang=${lang}`);
        await anchor(page, `lesson-${lesson.id}`).click();
        await page.waitForFunction(() => document.querySelector('[data-anchor="train"]:enabled'));
        for (const [i, step] of lesson.steps.entries()) {
          await page.waitForFunction(
            (number) =>
              document.querySelector(`[data-anchor="lesson-step-${number}"]`)?.ariaCurrent === "step",
            i + 1,
          );
          if (others.length > 0) await read(page, lesson.id, i, lang, others);
          if (reloads.includes(lesson.id)) await reload(page, lesson, i);
          const begun = performance.now();
          await deeds[step.until.kind](page, step, lesson);
          const next = page.locator('[data-anchor="lesson-next"]:enabled');
          await next
            .waitFor({ timeout: 90_000 })
            .catch(() => assert.fail(`step ${i + 1} (${step.until.kind}) is not done`));
          if (step.run) waits.push(((performance.now() - begun) / 1000).toFixed(1));
          for (const at of step.at)
            assert.ok((await anchor(page, at).count()) > 0, `step ${i + 1}: no ${at}`);
          if (step.takes && step.until.kind !== "next")
            await page.waitForFunction(
              ([id, run]) =>
                JSON.parse(localStorage.getItem(`hourglass-lesson-${id}`) ?? "{}").measured?.[run],
              [lesson.id, step.takes.id],
            );
          const shown = await figuresOf(page, step);
          await next.click();
          if (lang === "en" && step.takes)
            assert.deepEqual(await takenBy(page, lesson, step), shown, `step ${i + 1}`);
        }
        test.diagnostic(`waited ${waits.join(", ")} s`);
        const saw = await anchor(page, "lesson-saw").textContent();
        assert.doesNotMatch(saw, /–|NaN|undefined/);
        const { measured, answer } = JSON.parse(
          await page.evaluate((id) => localStorage.getItem(`hourglass-lesson-${id}`), lesson.id),
        );
        assert.equal(answer, lesson.right);
        for (const { run, figure } of lesson.points)
          assert.ok(
            Number.isFinite(measured[run]?.[figure]),
            `${run} ${figure}: ${JSON.stringify(measured)}`,
          );
        assert.ok(claims[lesson.id](measured), JSON.stringify(measured));
        assert.deepEqual(page.complaints, []);
        await page.context().close();
      });
    }
  });
}
