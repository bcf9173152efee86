// Installed: without a network after the first visit, isolated on hosts that send no headers, updates that wait to be asked for.

import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { serve } from "../../tools/serve.mjs";
import { anchor, figure, launch, ready, trainFor } from "./support.mjs";

const dist = fileURLToPath(new URL("../../web/dist", import.meta.url));

describe("the page, installed", () => {
  let browser, folder;
  before(async () => {
    browser = await launch();
    folder = mkdtempSync(fileURLToPath(new URL("../../build/installed-", import.meta.url)));
    cpSync(dist, folder, { recursive: true, filter: (source) => !/\/docs$|hourglass\.html$/.test(source) });
  });
  after(async () => {
    await browser?.close();
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  /** A first visit to a host without headers, until everything is cached. */
  async function visited() {
    const site = await serve({ root: folder, isolated: false, base: "/class/" });
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    await page.goto(site.url);
    await ready(page);
    await page.waitForFunction(() => document.querySelector('[data-anchor="offline"]')?.textContent, null, {
      timeout: 60_000,
    });
    return { site, page, context };
  }

  it("opens and trains on every desk without a network, with threads that the host did not allow", async () => {
    const { site, page, context } = await visited();
    assert.equal(await page.evaluate(() => crossOriginIsolated), false);
    await site.close();
    await page.reload();
    await ready(page);
    assert.equal(await page.evaluate(() => crossOriginIsolated), true);
    await trainFor(page, 20);
    for (const desk of ["anomalies", "signals", "sentences"]) {
      await anchor(page, `desk-${desk}`).click();
      await page.waitForFunction(() => document.querySelector('[data-anchor="train"]:enabled'));
      await anchor(page, "train").click();
      await page.waitForFunction(
        () => Number.parseFloat(document.querySelector('[data-anchor="figure-held-out"]').textContent) > 0,
      );
    }
    await anchor(page, "language").selectOption("zh");
    await page.waitForFunction(
      () => document.querySelector('[data-anchor="desk-images"]').textContent === "图片",
    );
    await page.goto(`${page.url().split("#")[0]}#/lessons?open=2`);
    await anchor(page, "lesson-step").waitFor();
    await context.close();
  });

  it("is an app to install: a manifest whose icons are there", async () => {
    const manifest = JSON.parse(readFileSync(path.join(folder, "manifest.webmanifest"), "utf8"));
    assert.equal(manifest.display, "standalone");
    assert.ok(manifest.icons.some(({ purpose }) => purpose === "maskable"));
    for (const { src, sizes } of manifest.icons) {
      const png = readFileSync(path.join(folder, src));
      assert.equal(`${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`, sizes);
    }
  });

  it("tells of a new version, goes on with the old one, and takes the new one on a click", async () => {
    const { site, page, context } = await visited();
    const index = path.join(folder, "index.html");
    const [html, service] = [readFileSync(index, "utf8"), path.join(folder, "service.js")];
    const text = readFileSync(service, "utf8");
    try {
      writeFileSync(index, html.replace("<title>", "<title>New: "));
      const newer = text.replace(
        /(["']?revision["']?:\s*["'])[0-9a-f]+(["'],\s*["']?url["']?:\s*["']index\.html)/,
        "$1abc$2",
      );
      const swapped = text.replace(
        /(["']?url["']?:\s*["']index\.html["'],\s*["']?revision["']?:\s*["'])[0-9a-f]+/,
        "$1abc",
      );
      const changed = newer === text ? swapped : newer;
      assert.notEqual(changed, text);
      writeFileSync(service, changed);
      await page.reload();
      await anchor(page, "update").waitFor({ timeout: 60_000 });
      assert.doesNotMatch(await page.title(), /^New/);
      await trainFor(page, 5); // and is not disturbed
      assert.ok((await figure(page, "steps")) >= 5);
      await anchor(page, "update").getByRole("button").first().click();
      await page.waitForFunction(() => document.title.startsWith("New: "));
    } finally {
      writeFileSync(index, html);
      writeFileSync(service, text);
      await site.close();
      await context.close();
    }
  });
});
