// Every lesson, step by step, as a pupil does it: a step that can no longer be done fails here, and so does a claim that fails.

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { after, before, describe, it } from "node:test";
import { runnerImport } from "vite";
import { anchor, draw, launch, serveSite, violations } from "./support.mjs";

async function loaded(name) {
  const path = fileURLToPath(new URL(`../../web/src/${name}.ts`, import.meta.url));
  return (await runnerImport(path, { configFile: false, logLevel: "error" })).module;
}
const { lessons } = await loaded("lessons/lessons");

const held = (figures) => figures["figure-held-out"];

/** What the right answers say, of what the pupil measured. */
const claims = {
  1: ({ all }) => held(all) < 1.25 * all["figure-loss"],
  2: (m) => held(m[2]) > 2.8 * held(m[32]) && held(m[2]) < 5.5 * held(m[32]),
  3: ({ linear, bent, deep }) =>
    held(linear) >= linear["figure-pca"] &&
    held(bent) < linear["figure-pca"] &&
    held(deep) < deep["figure-pca"],
  4: (m) =>
    m["0.1"]["figure-psnr"] < m["0.1"]["figure-psnr-input"] &&
    m["0.5"]["figure-psnr"] > m["0.5"]["figure-psnr-input"],
  6: (m) => m["0.01"]["figure-active"] < 1 && m["0.001"]["figure-active"] > 5 && m["0"]["figure-active"] > 90,
  7: (m) =>
    m.vanilla["figure-psnr"] > m.variational["figure-psnr"] &&
    m.dear["figure-psnr"] < m.variational["figure-psnr"],
  8: (m) => m["conv-moved"]["figure-psnr"] > m["dense-moved"]["figure-psnr"] + 4,
  9: (m) =>
    held(m["sigmoid-first"]) < 0.5 * held(m.sigmoid) &&
    held(m["relu-first"]) < held(m.relu) &&
    held(m["relu-first"]) > 0.75 * held(m.relu),
  10: ({ normal, all }) => normal["figure-auc"] > 0.94 && all["figure-auc"] < normal["figure-auc"] - 0.1,
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

/** What a step asks for. */
const deeds = {
  next: () => undefined,
  drawn: async (page) => {
    await page.waitForTimeout(1200);
    await draw(page);
  },
  answered: (page, _, { right }) => anchor(page, `answer-${right + 1}`).click(),
  ran: (page) => anchor(page, "run-it").click(),
  async there(page, step) {
    const { anchor: wanted } = step.until;
    if (wanted === "let-go") return hold(page, step);
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
    await anchor(page, "threshold").focus();
    for (let i = 0; i < 60; i++) await page.keyboard.press("ArrowLeft");
  },
  async pressed(page, { until: { anchor: wanted, times } }) {
    for (let i = 0; i < times; i++) await anchor(page, wanted).click();
  },
  chosen: (page, { until: { anchor: wanted, value } }) => anchor(page, wanted).selectOption(value),
  async moved(page, { until: { by } }) {
    await anchor(page, "move").focus();
    for (const key of ["ArrowRight", "ArrowDown"])
      for (let i = 0; i < by; i++) await page.keyboard.press(key);
  },
};

describe("the words of the lessons", () => {
  for (const language of ["en", "de", "zh"])
    it(`are there for every step, answer and point: ${language}`, async () => {
      const { each } = (await loaded(`words/${language}/lessons`)).lessons;
      for (const { id, steps, points } of lessons) {
        const words = each[id];
        assert.equal(words.steps.length, steps.length, id);
        assert.equal(words.points.length, points.length, id);
        assert.equal(new Set(words.answers).size, 4, id);
        assert.equal(new Set(words.steps.map(({ text }) => text)).size, steps.length, id);
        assert.doesNotMatch(words.saw({}), /NaN|undefined/);
      }
    });
});

describe("lessons", () => {
  let browser, site;
  before(async () => {
    browser = await launch();
    site = await serveSite();
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  async function opened(hash, options = {}) {
    const usual = { viewport: { width: 1440, height: 900 }, serviceWorkers: "block" };
    const context = await browser.newContext({ ...usual, ...options });
    const page = Object.assign(await context.newPage(), { complaints: [] });
    page.on("pageerror", (error) => page.complaints.push(error.message));
    await page.goto((options.url ?? site.url) + hash);
    return page;
  }

  const oneFile = new URL("../../web/dist/hourglass.html", import.meta.url).href;
  /** Each lesson in each language; in German on the page in one file, which has fewer digits. */
  const walks = [
    ["en", undefined],
    ["de", oneFile],
    ["zh", undefined],
  ].flatMap(([lang, url]) => lessons.map((lesson) => ({ lang, url, lesson })));

  for (const { lang, url, lesson } of walks) {
    it(`${lesson.id} in ${lang} can be done from its first step to its last, and what it claims holds`, async (test) => {
      const waits = [];
      const page = await opened(`#/lessons?lang=${lang}`, url ? { url } : {});
      await anchor(page, `lesson-${lesson.id}`).click();
      await page.waitForFunction(() => document.querySelector('[data-anchor="train"]:enabled'));
      for (const [i, step] of lesson.steps.entries()) {
        await page.waitForFunction(
          (number) => document.querySelector(`[data-anchor="lesson-step-${number}"]`)?.ariaCurrent === "step",
          i + 1,
        );
        const begun = performance.now();
        await deeds[step.until.kind](page, step, lesson);
        const next = page.locator('[data-anchor="lesson-next"]:enabled');
        await next
          .waitFor({ timeout: 90_000 })
          .catch(() => assert.fail(`step ${i + 1} (${step.until.kind}) is not done`));
        if (step.run) waits.push(((performance.now() - begun) / 1000).toFixed(1));
        for (const at of step.at) assert.ok((await anchor(page, at).count()) > 0, `step ${i + 1}: no ${at}`);
        if (step.takes) await page.waitForTimeout(900);
        await next.click();
      }
      test.diagnostic(`waited ${waits.join(", ")} s`);
      const saw = await anchor(page, "lesson-saw").textContent();
      assert.doesNotMatch(saw, /–|NaN|undefined/);
      const { measured, answer } = JSON.parse(
        await page.evaluate((id) => localStorage.getItem(`hourglass-lesson-${id}`), lesson.id),
      );
      assert.equal(answer, lesson.right);
      for (const { run, figure } of lesson.points)
        assert.ok(Number.isFinite(measured[run]?.[figure]), `${run} ${figure}: ${JSON.stringify(measured)}`);
      assert.ok(claims[lesson.id]?.(measured) ?? true, JSON.stringify(measured));
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    });
  }

  it("a run is locked while its question is open; a link opens a lesson at its step", async () => {
    const page = await opened("#/images?kind=vanilla&latent=2&epochs=5&lesson=2.4");
    const run = anchor(page, "run-it");
    await run.waitFor();
    assert.equal(await run.isDisabled(), true);
    await page.keyboard.press(" "); // which would train on the desk
    await page.waitForTimeout(300);
    assert.equal(await anchor(page, "figure-steps").textContent(), "0");
    await anchor(page, "lesson-step-3").click();
    await anchor(page, "answer-1").click();
    await anchor(page, "lesson-next").click();
    await page.waitForFunction(() => document.querySelector('[data-anchor="run-it"]:enabled'));
    assert.match(page.url(), /lesson=2\.4$/);
    // What was answered is there after a reload.
    await page.reload();
    await page.waitForFunction(() => document.querySelector('[data-anchor="run-it"]:enabled'));
    await page.context().close();
  });

  for (const [scheme, width] of [
    ["light", 1440],
    ["dark", 390],
  ])
    it(`has nothing to object to, ${scheme}, ${width} pixels, and never scrolls sideways`, async () => {
      const open = await serveSite({ csp: false });
      const context = await browser.newContext({
        viewport: { width, height: 900 },
        colorScheme: scheme,
        serviceWorkers: "block",
      });
      const page = await context.newPage();
      for (const hash of ["#/lessons", "#/lessons?notes", "#/images?kind=vanilla&epochs=5&lesson=1.3"]) {
        await page.goto(open.url + hash);
        await page.reload();
        await page.waitForTimeout(1500);
        assert.deepEqual(await violations(page), [], hash);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(wide <= 0, `${hash}: ${wide} too wide`);
      }
      await context.close();
      await open.close();
    });
});
