// What the page's views cost while the convolutional network trains: node bench/views.mjs
//
// Speed with each view open over the speed with none on the screen, measured in turns in one run; and the main thread's
// longest task with each. The page must be built (npm run build) and Chromium be there.

import { anchor, figure, launch, openPage, pause, serveSite, trainFor } from "../tests/web/support.mjs";

const seconds = 4;
const views = ["held-out", "latent-map", "new", "between", "features", "compression", "compare"];
const [hidden, shown] = [
  { width: 1440, height: 500 },
  { width: 1440, height: 900 },
];

const browser = await launch();
const site = await serveSite();
const page = await openPage(browser, `${site.url}#/images?kind=convolutional&epochs=1000`);
await page.evaluate(() => {
  window.tasks = [];
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) window.tasks.push(duration);
  }).observe({ type: "longtask" });
});
await trainFor(page, 100);
await pause(page);
await anchor(page, "pin").click(); // for the comparison
await anchor(page, "view-compare").waitFor();
await anchor(page, "train").click();
await page.waitForTimeout(3000);

/** Steps a second with the page so high, and the longest task in that time. */
async function measure(viewport) {
  await page.setViewportSize(viewport);
  await page.waitForTimeout(500);
  await page.evaluate(() => (window.tasks = []));
  const [steps, time] = [await figure(page, "steps"), performance.now()];
  await page.waitForTimeout(1000 * seconds);
  const speed = ((await figure(page, "steps")) - steps) / ((performance.now() - time) / 1000);
  return { speed, longest: await page.evaluate(() => Math.max(0, ...window.tasks)) };
}

console.log("view          speed, steps/s   without   ratio   longest task, ms (without)");
for (const view of views) {
  await page.setViewportSize(shown);
  await anchor(page, `view-${view}`).click();
  const without = await measure(hidden);
  const open = await measure(shown);
  console.log(
    `${view.padEnd(14)}${open.speed.toFixed(0).padStart(14)}${without.speed.toFixed(0).padStart(10)}` +
      `${(open.speed / without.speed).toFixed(2).padStart(8)}${open.longest.toFixed(0).padStart(11)} (${without.longest.toFixed(0)})`,
  );
}
await browser.close();
await site.close();
