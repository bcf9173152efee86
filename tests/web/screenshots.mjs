// Pictures of the page for people to look at: node tests/web/screenshots.mjs FOLDER [WIDTH...]

import { mkdir } from "node:fs/promises";
import path from "node:path";
import { button, draw, launch, openPage, pause, serveSite, trainFor } from "./support.mjs";

const [folder, ...widths] = process.argv.slice(2);
if (!folder)
  throw new Error("Say where to put the pictures: node tests/web/screenshots.mjs FOLDER [WIDTH...]");
await mkdir(folder, { recursive: true });

const screens = [
  { width: 360, height: 740, deviceScaleFactor: 2 },
  { width: 390, height: 844, deviceScaleFactor: 2 },
  { width: 768, height: 1024, deviceScaleFactor: 2 },
  { width: 1440, height: 900, deviceScaleFactor: 1 },
  { width: 1920, height: 1080, deviceScaleFactor: 1 },
].filter(({ width }) => widths.length === 0 || widths.includes(`${width}`));

const browser = await launch();
const site = await serveSite();
for (const { width, height, deviceScaleFactor } of screens) {
  for (const colorScheme of ["light", "dark"]) {
    const page = await openPage(browser, site.url, {
      viewport: { width, height },
      deviceScaleFactor,
      colorScheme,
    });
    const take = async (name) => {
      // Narrow pages are taken at their full height; the bar at their lower edge stays there.
      const full = await page.evaluate(() => document.documentElement.scrollHeight);
      await page.setViewportSize({ width, height: Math.max(height, full) });
      await page.waitForTimeout(300);
      await page.screenshot({ path: path.join(folder, `${width}-${colorScheme}-${name}.png`) });
      await page.setViewportSize({ width, height });
    };
    await take("1-before");
    await trainFor(page, 150);
    await draw(page);
    await page.waitForTimeout(300);
    await take("2-during");
    await page.waitForFunction(
      () => !document.querySelector(".transport").textContent.includes("Pause"),
      null,
      {
        timeout: 120_000,
      },
    );
    await take("3-after");
    await page.getByRole("slider", { name: "Latent size" }).press("ArrowLeft");
    await page.getByRole("button", { name: "Learning rate" }).focus();
    await take("4-question");
    await button(page, "New network").click();
    await button(page, "Clear").click();
    await trainFor(page, 1);
    await pause(page);
    await button(page, "Reset").click();
    await take("5-empty");
    await page.context().close();
  }
}
await browser.close();
await site.close();
