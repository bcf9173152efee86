// Pictures of the page for people to look at: node tests/web/screenshots.mjs FOLDER [KIND | WIDTH | "views"...]
//
// Every kind trained for some seconds, in both themes and all widths, or only those that are named; with "views" the views
// below the row alone, each by itself. With "readme" alone it makes the small picture with which the README opens.

import { mkdir } from "node:fs/promises";
import path from "node:path";
import { anchor, draw, launch, openPage, serveSite, untilSteps } from "./support.mjs";

const [folder, ...wanted] = process.argv.slice(2);
if (!folder)
  throw new Error("Say where to put the pictures: node tests/web/screenshots.mjs FOLDER [KIND | WIDTH...]");
await mkdir(folder, { recursive: true });

const isWanted = (all) => (name) => !all.some((other) => wanted.includes(other)) || wanted.includes(name);
const kinds = ["vanilla", "denoising", "sparse", "variational", "convolutional", "stacked"];
const screens = { 390: [844, 2], 768: [1024, 1], 1440: [900, 1], 1920: [1080, 1] };

const browser = await launch();
const site = await serveSite();

/** The page with a network of this kind that has learnt for some thousand steps. */
async function trained(kind, options) {
  const page = await openPage(browser, `${site.url}#/images?kind=${kind}`, options);
  await anchor(page, "train").click();
  await untilSteps(page, 1400);
  await page.waitForFunction(
    () => !document.querySelector('[data-anchor="train"]').textContent.includes("Pause"),
    null,
    {
      timeout: 120_000,
    },
  );
  await page.waitForTimeout(2500); // for the line of PCA
  return page;
}

if (wanted.includes("readme")) {
  const page = await trained("denoising", { viewport: { width: 1180, height: 472 }, deviceScaleFactor: 1 });
  await draw(page);
  await page.mouse.move(5, 5);
  await page.waitForTimeout(400);
  await page.screenshot({ path: path.join(folder, "page.png") });
} else {
  const views = ["held-out", "latent-map", "new", "between", "features", "compression", "compare"];

  /** All views of one network, which is pinned as well. */
  async function pictureViews(page, name) {
    await anchor(page, "pin").click();
    await anchor(page, "view-compare").waitFor();
    for (const view of views) {
      await anchor(page, `view-${view}`).click();
      await page.waitForTimeout(["features", "compression"].includes(view) ? 9000 : 1500);
      for (const theme of ["light", "dark"]) {
        await anchor(page, "view").screenshot({ path: path.join(folder, `${name}-${view}-${theme}.png`) });
        await anchor(page, "theme").click();
        await page.waitForTimeout(300);
      }
    }
  }

  for (const width of Object.keys(screens).filter(isWanted(Object.keys(screens)))) {
    const [height, deviceScaleFactor] = screens[width];
    for (const kind of kinds.filter(isWanted(kinds))) {
      const page = await trained(kind, { viewport: { width: Number(width), height }, deviceScaleFactor });
      if (wanted.includes("views")) {
        await pictureViews(page, `${width}-${kind}`);
        await page.context().close();
        continue;
      }
      for (const theme of ["light", "dark"]) {
        // Narrow pages are taken at their full height; the bar at their lower edge stays there.
        const full = await page.evaluate(() => document.documentElement.scrollHeight);
        await page.setViewportSize({ width: Number(width), height: Math.max(height, full) });
        await page.waitForTimeout(400);
        await page.screenshot({ path: path.join(folder, `${width}-${kind}-${theme}.png`) });
        await page.setViewportSize({ width: Number(width), height });
        await anchor(page, "theme").click();
      }
      await page.context().close();
    }
  }
}
await browser.close();
await site.close();
