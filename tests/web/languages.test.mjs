// The page in each of its languages: chosen by browser, address or switch; complete, and never too wide.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { anchor, launch, ready, serveSite, violations, settled } from "./support.mjs";

const languages = ["en", "de", "zh"];
const words = { en: "Images", de: "Bilder", zh: "图片" };
const pages = [
  "#/images?kind=denoising",
  "#/images?kind=variational&view=latent-map",
  "#/anomalies",
  "#/signals",
  "#/sentences",
  "#/lessons",
  "#/lessons?notes",
  "#/race",
  "#/class",
  "#/signs",
];
const usual = { viewport: { width: 1440, height: 900 }, serviceWorkers: "block" };
const says = (page, language) =>
  page.waitForFunction(
    (text) => document.querySelector('[data-anchor="desk-images"]')?.textContent === text,
    words[language],
  );

describe("languages", () => {
  let browser;
  let server;
  before(async () => {
    [browser, server] = await Promise.all([launch(), serveSite()]);
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  it("follow the browser, then what was chosen before, then the address", async () => {
    const context = await browser.newContext({ ...usual, locale: "de-AT" });
    const page = await context.newPage();
    await page.goto(server.url);
    await says(page, "de");
    assert.equal(await page.evaluate(() => document.documentElement.lang), "de");
    await anchor(page, "language").selectOption("zh");
    await says(page, "zh");
    assert.match(page.url(), /lang=zh/);
    assert.match(await page.title(), /自编码器/);
    await page.goto("about:blank");
    await page.goto(server.url);
    await says(page, "zh");
    await page.goto("about:blank");
    await page.goto(`${server.url}#/images?kind=sparse&lang=en`);
    await says(page, "en");
    assert.match(page.url(), /kind=sparse/);
    await context.close();
    const other = await browser.newContext({ ...usual, locale: "fi-FI" });
    const english = await other.newPage();
    await english.goto(server.url);
    await says(english, "en");
    await other.close();
  });

  it("change while a network trains, which goes on; links hold the language", async () => {
    const context = await browser.newContext(usual);
    const page = await context.newPage();
    await page.goto(`${server.url}#/images?kind=vanilla&epochs=40`);
    await ready(page);
    await anchor(page, "train").click();
    await page.waitForFunction(() => document.querySelector(".transport")?.dataset.status === "training");
    await anchor(page, "language").selectOption("de");
    await says(page, "de");
    assert.equal(await page.locator(".transport").getAttribute("data-status"), "training");
    await anchor(page, "train").click();
    await page.waitForFunction(() => document.querySelector(".transport")?.dataset.status === "paused");
    // 0,0123 and 1.234 as German writes them.
    assert.match(await anchor(page, "figure-loss").textContent(), /^0,\d{4}$/);
    await anchor(page, "kind-sparse").click();
    await page.waitForURL(/kind=sparse.*lang=de/);
    await context.close();
  });

  for (const hash of pages)
    it(
      `${hash} has nothing to object to in any language, and is never too wide`,
      { timeout: 120_000 },
      async () => {
        const open = await serveSite({ csp: false, fewDigits: true }); // axe is put into the page
        const context = await browser.newContext({ ...usual, locale: "en-GB" });
        const page = await context.newPage();
        const complaints = [];
        page.on("pageerror", (error) => complaints.push(error.message));
        await page.goto(`${open.url}${hash}`);
        await page.locator("main").waitFor();
        await page.waitForFunction(() => document.querySelector('[data-anchor="train"]')?.disabled !== true);
        for (const language of languages) {
          await anchor(page, "language").selectOption(language);
          await says(page, language);
          for (const width of [1440, 768, 360]) {
            await page.setViewportSize({ width, height: 800 });
            await settled(page);
            const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
            assert.ok(wide <= 0, `${language}, ${width}: ${wide} too wide`);
            if (width !== 768) assert.deepEqual(await violations(page), [], `${language}, ${width}`);
          }
          assert.doesNotMatch(await page.locator("body").innerText(), /undefined|NaN|\[object/, language);
        }
        assert.deepEqual(complaints, []);
        await context.close();
        await open.close();
      },
    );

  it(
    "German writes decimal commas wherever a number is shown, trained or not",
    { timeout: 180_000 },
    async () => {
      const context = await browser.newContext({ ...usual, locale: "de-DE" });
      const page = await context.newPage();
      // Thousands have points; so have licences.
      const wrong = async () => {
        const text = (await page.locator("body").innerText()).replaceAll(
          /(CC BY|ODC-BY|Attribution) \d\.\d/g,
          "",
        );
        const titles = await page.$$eval("[aria-label], [aria-valuetext], [title]", (all) =>
          all.flatMap((one) => [one.ariaLabel, one.getAttribute("aria-valuetext"), one.title]).join("\n"),
        );
        return [...`${text}\n${titles}`.matchAll(/.{0,20}\d\.(?!\d{3}(?!\d))\d.{0,10}/g)].map(
          ([found]) => found,
        );
      };
      const views = ["held-out", "latent-map", "new", "between", "features", "compression"];
      for (const hash of [
        ...views.map((view) => `#/images?kind=variational&layers=64&latent=2&epochs=1&view=${view}`),
        "#/images?kind=denoising&epochs=1",
        ...["tumours", "transactions", "vibration"].map((data) => `#/anomalies?data=${data}&epochs=5`),
        "#/signals?epochs=1",
        "#/sentences?epochs=5",
        "#/race?epochs=1",
        "#/lessons?notes",
      ]) {
        await page.goto("about:blank");
        await page.goto(`${server.url}${hash}`);
        await page.locator("main").waitFor();
        await page.waitForFunction(() => document.querySelector('[data-anchor="train"]')?.disabled !== true);
        await settled(page);
        assert.deepEqual(await wrong(), [], `${hash}, untrained`);
        if ((await anchor(page, "train").count()) === 0) continue;
        await anchor(page, "train").click();
        await page.waitForFunction(() => document.querySelector(".transport").dataset.status === "finished");
        await settled(page);
        assert.deepEqual(await wrong(), [], hash);
      }
      await context.close();
    },
  );

  it("help bubbles are whole in every language, and no stop for Tab", { timeout: 120_000 }, async () => {
    const context = await browser.newContext({ ...usual, locale: "en-GB" });
    const page = await context.newPage();
    for (const hash of [
      "#/images?kind=variational&view=new",
      "#/images?kind=sparse&view=features",
      "#/anomalies",
      "#/signals",
      "#/sentences",
    ]) {
      await page.goto("about:blank");
      await page.goto(`${server.url}${hash}`);
      await page.waitForFunction(() => document.querySelector('[data-anchor="train"]:enabled'));
      for (const language of languages) {
        await anchor(page, "language").selectOption(language);
        await settled(page);
        const cut = await page.evaluate(() =>
          [...document.querySelectorAll("[role=tooltip]")].flatMap((bubble) => {
            bubble.showPopover();
            const isCut =
              bubble.scrollWidth > bubble.clientWidth + 1 || bubble.scrollHeight > bubble.clientHeight + 1;
            const isStop = getComputedStyle(bubble).overflow !== "visible";
            bubble.hidePopover();
            return isCut || isStop ? [bubble.textContent] : [];
          }),
        );
        assert.deepEqual(cut, [], `${hash} ${language}`);
      }
    }
    await context.close();
  });
});
