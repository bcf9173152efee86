// The views for everyone: contrast and names in both themes, every width, targets for fingers.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { anchor, ended, launch, openPage, serveSite, violations, settled } from "./support.mjs";

describe("access to the views", () => {
  let browser, site;
  before(async () => {
    browser = await launch();
    site = await serveSite({ csp: false, fewDigits: true }); // axe is put into the page
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  /** Each view, and what it shows when it has something to show. */
  const shown = {
    "held-out": "figure-psnr-held-out",
    "latent-map": "map",
    new: "new-mine",
    between: "between-film",
    features: "units",
    compression: "ways",
    compare: "compare-table",
  };
  const views = Object.keys(shown);
  async function show(page, view) {
    await anchor(page, `view-${view}`).click();
    await anchor(page, shown[view]).waitFor();
    await settled(page);
  }

  /** A page with a pinned run, so that every view has something to show. */
  async function withViews(options) {
    const page = await openPage(browser, `${site.url}#/images?kind=variational&epochs=1&latent=4`, options);
    await anchor(page, "train").click();
    await ended(page);
    await page.waitForFunction(() => !document.querySelector('[data-anchor="pin"]').disabled);
    await anchor(page, "pin").click();
    await anchor(page, "view-compare").waitFor();
    return page;
  }

  for (const [colorScheme, width] of [
    ["light", 1440],
    ["dark", 390],
  ]) {
    it(`has nothing to object to in any view, ${colorScheme}, ${width} pixels`, async () => {
      const page = await withViews({ colorScheme, viewport: { width, height: 900 } });
      for (const view of views) {
        await show(page, view);
        assert.deepEqual(await violations(page), [], view);
      }
      await anchor(page, "export").click();
      assert.deepEqual(await violations(page), [], "with the menu open");
      await page.context().close();
    });
  }

  it("never scrolls sideways in any view", async () => {
    const page = await withViews({});
    for (const view of views) {
      await page.setViewportSize({ width: 1440, height: 900 });
      await show(page, view);
      for (const width of [320, 360, 390, 600, 768, 961, 1180, 1440, 1900]) {
        await page.setViewportSize({ width, height: 900 });
        await settled(page);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= width, `${view}: ${wide} pixels wide at ${width}`);
      }
    }
    await page.context().close();
  });

  it("offers targets of 44 pixels to fingers", async () => {
    const page = await withViews({ viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true });
    for (const view of views) {
      await show(page, view);
      const small = await page.evaluate(() =>
        [...document.querySelectorAll("button:not(.layer), input:not([type=checkbox]), select, .check")]
          .map((element) => [element.textContent.trim() || element.type, element.getBoundingClientRect()])
          .filter(([, { width, height }]) => width > 0 && (height < 43.5 || width < 24))
          .map(([name, { width, height }]) => `${name}: ${width} x ${height}`),
      );
      assert.deepEqual(small, [], view);
    }
    await page.context().close();
  });
});
