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

  it("back goes one step back, the heading has the focus, and what is to be read is in sight", async () => {
    const page = await opened(browser, site.url, "#/lessons", { viewport: { width: 1366, height: 650 } });
    await anchor(page, "lesson-3").focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement?.tagName === "H1");
    await page.waitForFunction(() => document.querySelector('[data-anchor="train"]:enabled'));
    const now = (number) =>
      page.waitForFunction(
        (wanted) => document.querySelector(`[data-anchor="lesson-step-${wanted}"]`)?.ariaCurrent === "step",
        number,
      );
    await anchor(page, "lesson-next").click();
    await now(2);
    await anchor(page, "answer-2").click();
    await anchor(page, "lesson-next").click();
    await now(3);
    const { y, height } = await anchor(page, "lesson-step").boundingBox();
    assert.ok(y >= 0 && y + height <= 651, `from ${y} to ${y + height}`);
    await page.goBack();
    await now(2);
    await page.goBack();
    await now(1);
    await page.goForward();
    await now(2);
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  });

  for (const [width, height] of [
    [1366, 650],
    [1024, 600],
  ])
    it(
      `every question with its answers is in sight at ${width} x ${height}`,
      { timeout: 120_000 },
      async () => {
        const page = await opened(browser, site.url, "#/lessons", { viewport: { width, height } });
        for (const { id, steps } of lessons) {
          await page.goto("about:blank");
          await page.goto(`${site.url}#/lessons?open=${id}`);
          await page.waitForFunction(() => document.querySelector('[data-anchor="train"]:enabled'));
          const asked = steps.findIndex(({ until }) => until.kind === "answered");
          for (const step of id === "10" ? steps.keys() : [asked, steps.length - 1]) {
            await anchor(page, `lesson-step-${step + 1}`).click();
            // What needs no learning works on a photo for many seconds.
            if (id !== "11") await settled(page);
            const bar = await page.locator("nav.bar").boundingBox();
            const article = await anchor(page, "lesson-step").boundingBox();
            const end = article.y + article.height;
            assert.ok(
              bar.y >= 0 && end <= height + 2,
              `lesson ${id}, step ${step + 1}: from ${bar.y} to ${end}`,
            );
          }
        }
        await page.context().close();
      },
    );

  it("a run can be watched step by step, and then goes at full speed", async () => {
    const page = await opened(browser, site.url, "#/images?kind=vanilla&latent=32&epochs=5&lesson=1.3");
    await anchor(page, "answer-1").click();
    await anchor(page, "lesson-next").click();
    await anchor(page, "slowly").check();
    await anchor(page, "run-it").click();
    await page.waitForFunction(
      () => Number.parseInt(document.querySelector('[data-anchor="figure-steps"]').textContent) > 0,
    );
    const steps = Number(await anchor(page, "figure-steps").textContent());
    assert.ok(steps > 0 && steps < 40, `${steps} steps at once`);
    assert.ok(await anchor(page, "curve").isVisible());
    await anchor(page, "full-speed").click();
    await page.locator('[data-anchor="lesson-next"]:enabled').waitFor({ timeout: 60_000 });
    await page.context().close();
  });

  it("each pupil's runs begin with a seed of their own, which stays and is said", async () => {
    const page = await opened(browser, site.url, "#/lessons?open=2");
    await page.waitForFunction(() => location.hash.includes("seed=7"));
    await page.context().close();
    const fresh = async () => {
      const context = await browser.newContext({ serviceWorkers: "block" });
      const other = await context.newPage();
      await other.goto(`${site.url}#/lessons?open=2`);
      await other.waitForFunction(() => /seed=\d+/.test(location.hash));
      const { hash } = new URL(other.url());
      await other.reload();
      await other.waitForFunction(() => document.querySelector('[data-anchor="train"]:enabled'));
      assert.equal(/seed=\d+/.exec(new URL(other.url()).hash)[0], /seed=\d+/.exec(hash)[0]);
      await context.close();
      return hash;
    };
    assert.notEqual(await fresh(), await fresh());
  });

  it("words in quotes in a step are those of what is to be pressed", async () => {
    for (const language of ["en", "de", "zh"]) {
      const { each } = (await loaded(`words/${language}/lessons`)).lessons;
      const shown = JSON.stringify((await loaded(`words/${language}/index`))[language]);
      const { kit } = (await loaded(`words/${language}/index`))[language];
      const said = [...kit.helps, ...Object.values(kit.talk).flatMap(({ what, ask }) => [what, ask])];
      for (const text of said)
        for (const [, quoted] of text.matchAll(/[“„]([^”“]+)[”“]/g))
          assert.ok(shown.replace(JSON.stringify(kit), "").includes(quoted), `${language}: ${quoted}`);
      for (const [id, { steps }] of Object.entries(each))
        for (const { text } of steps)
          for (const [, quoted] of text.matchAll(/[“„]([^”“]+)[”“]/g))
            assert.ok(shown.includes(`"${quoted}"`), `${language} ${id}: ${quoted}`);
    }
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
      for (const hash of [
        "#/lessons",
        "#/lessons?notes",
        "#/lessons?kit",
        "#/lessons?sheet=7",
        "#/images?kind=vanilla&epochs=5&lesson=1.3",
      ]) {
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
