// The lessons in English; what belongs to all of them: words, locks, looks.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { lessons, loaded, opened, walkLessons } from "./lesson-walks.mjs";
import { anchor, launch, serveSite, violations, settled } from "./support.mjs";

walkLessons("en", { others: ["de", "zh"], reloads: ["4", "7", "10"] });

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

  it("a run is locked while its question is open; a link opens a lesson at its step", async () => {
    const page = await opened(browser, site.url, "#/images?kind=vanilla&latent=2&epochs=5&lesson=2.4");
    const run = anchor(page, "run-it");
    await run.waitFor();
    assert.equal(await run.isDisabled(), true);
    await page.keyboard.press(" "); // which would train on the desk
    await settled(page);
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
        await settled(page);
        assert.deepEqual(await violations(page), [], hash);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(wide <= 0, `${hash}: ${wide} too wide`);
      }
      await context.close();
      await open.close();
    });
});
