// The page for everyone: contrast and names in both themes, every width, the keyboard, explained terms.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { after, before, describe, it } from "node:test";
import {
  anchor,
  button,
  launch,
  openPage,
  pause,
  serveSite,
  trainFor,
  violations,
  settled,
} from "./support.mjs";

describe("access", () => {
  let browser, site;
  before(async () => {
    browser = await launch();
    site = await serveSite({ csp: false, fewDigits: true }); // axe is put into the page
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  for (const width of [390, 1440])
    it(`has nothing to object to for any kind, in both themes, ${width} pixels`, async () => {
      const page = await openPage(browser, site.url, {
        colorScheme: "light",
        viewport: { width, height: 900 },
      });
      // Themes differ in their colours alone.
      const inDark = async () => {
        await anchor(page, "theme").click();
        const found = await violations(page, ["color-contrast"]);
        await anchor(page, "theme").click();
        return found;
      };
      for (const kind of ["vanilla", "denoising", "sparse", "variational", "convolutional", "stacked"]) {
        await page.evaluate((id) => (location.hash = `#/images?kind=${id}&epochs=1000`), kind);
        await page.waitForFunction(
          () => document.querySelector('[data-anchor="figure-steps"]').textContent === "0",
        );
        await trainFor(page, 30);
        assert.deepEqual(await violations(page), [], `${kind}, while training`);
        assert.deepEqual(await inDark(), [], `${kind}, dark`);
        await pause(page);
      }
      await anchor(page, "settings-more").click();
      await anchor(page, "layer-1").click();
      await button(page, "Clear").click();
      assert.deepEqual(await violations(page), [], "with everything open, and an empty pad");
      assert.deepEqual(await inDark(), [], "the same, dark");
      await page.context().close();
    });

  it("does not care which way a device is held", () => {
    const folder = fileURLToPath(new URL("../../web/dist/assets", import.meta.url));
    const sheets = readdirSync(folder).filter((name) => name.endsWith(".css"));
    assert.ok(sheets.length > 0);
    for (const name of sheets)
      assert.doesNotMatch(readFileSync(path.join(folder, name), "utf8"), /orientation\s*:/, name);
  });

  it("has nothing to object to when it failed", async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.route("**/*.gz", (route) => route.abort());
    await page.goto(site.url);
    await page.getByRole("alert").waitFor();
    assert.deepEqual(await violations(page), []);
    await context.close();
  });

  it("never scrolls sideways, and the row and the transport fit 620 pixels of height", async () => {
    const page = await openPage(browser, site.url);
    await trainFor(page, 10);
    for (const width of [320, 360, 390, 600, 701, 768, 961, 1081, 1341, 1440, 1900, 2560]) {
      await page.setViewportSize({ width, height: 900 });
      await settled(page);
      const size = await page.evaluate(() => [
        document.documentElement.scrollWidth,
        document.documentElement.scrollHeight,
      ]);
      assert.ok(size[0] <= width, `${size[0]} pixels wide at ${width}`);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
    const { y, height } = await page.locator(".transport").boundingBox();
    assert.ok(y + height <= 620, `${y + height} pixels`);
    await page.context().close();
  });

  it("explains terms on focus and hides them on Escape", async () => {
    const page = await openPage(browser, site.url);
    const term = page.getByRole("button", { name: "Latent size" });
    const tip = page.getByRole("tooltip").filter({ hasText: "waist of the hourglass" });
    await term.focus();
    assert.ok(await tip.isVisible());
    await page.keyboard.press("Escape");
    assert.ok(await tip.isHidden());
    await term.hover();
    assert.ok(await tip.isVisible());
    const box = await tip.boundingBox();
    assert.ok(box.x >= 0 && box.x + box.width <= 1440);
    await page.context().close();
  });
});
