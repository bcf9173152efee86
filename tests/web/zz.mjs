import { anchor, launch, openDesk, serveSite } from "./support.mjs";
const [browser, site] = await Promise.all([launch(), serveSite({ fewDigits: true })]);
const isThere = () => document.querySelector('[data-anchor="photo"]') !== null;
const [hash, out, w, h, dark, wait] = process.argv.slice(2);
const page = await openDesk(browser, `${site.url}${hash}`, isThere, {
  viewport: { width: +w, height: +h },
  colorScheme: dark,
});
await anchor(page, "train").click();
await page.waitForFunction(() => document.querySelector(".transport").dataset.status === "finished", null, {
  timeout: 120000,
});
await new Promise((r) => setTimeout(r, +wait || 6000));
await page.screenshot({ path: out, fullPage: true });
console.log(page.complaints, await page.evaluate(() => document.documentElement.scrollWidth > innerWidth));
await browser.close();
await site.close();
