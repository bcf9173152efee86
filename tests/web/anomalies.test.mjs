// The anomalies desk: thresholds, costs, reasons, marks, comparisons; what is shown is what hourglass-autoencoder/data computes.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, afterEach, before, describe, it } from "node:test";
import { load } from "hourglass-autoencoder";
import { attachedTable, auc } from "hourglass-autoencoder/data";
import { anchor, ended, figure, launch, serveSite, violations, settled, eventually } from "./support.mjs";

describe("the anomalies desk", () => {
  let browser, site, page, runtime;
  before(async () => {
    browser = await launch();
    site = await serveSite({ csp: false }); // axe is put into the page
    runtime = await load();
  });
  after(async () => {
    await browser?.close();
    await site?.close();
    await runtime?.dispose();
  });
  afterEach(async () => {
    const { complaints } = page;
    await page.context().close();
    assert.deepEqual(complaints, []);
  });

  async function open(parameters, options = {}) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
    page = await context.newPage();
    page.complaints = [];
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) page.complaints.push(message.text());
    });
    page.on("pageerror", (error) => page.complaints.push(error.message));
    await page.goto(`${site.url}#/anomalies?${parameters}`);
    await page.waitForFunction(() => document.querySelector('[data-anchor="train"]')?.disabled === false);
  }

  async function trained(parameters, options) {
    await open(parameters, options);
    await anchor(page, "train").click();
    await ended(page);
    await settled(page);
  }

  const counts = async () =>
    Promise.all(["found", "missed", "false", "passed"].map((name) => figure(page, name)));
  const threshold = async () => Number(await anchor(page, "threshold").getAttribute("data-threshold"));

  async function downloaded(name) {
    const [download] = await Promise.all([page.waitForEvent("download"), anchor(page, name).click()]);
    return readFile(await download.path());
  }

  const rowsOf = (csv) =>
    csv
      .toString()
      .replace("\ufeff", "")
      .trimEnd()
      .split("\r\n")
      .map((line) => line.split(","));

  for (const table of ["tumours", "heartbeats", "shuttle", "transactions", "vibration"])
    it(`${table}: trains, and finds most of what is unusual`, async () => {
      await trained(`data=${table}`);
      assert.ok((await figure(page, "auc")) > 0.9, `${await figure(page, "auc")}`);
      const [found, missed, falseAlarms, passed] = await counts();
      assert.ok(found > missed, `${found} found, ${missed} missed`);
      // The threshold that it opens with lets 95% of the normal rows pass.
      assert.ok(Math.abs(falseAlarms / (falseAlarms + passed) - 0.05) < 0.01);
      await anchor(page, "figure-auc-pca").waitFor();
      for (const peer of ["auc-pca", "auc-distance"]) assert.ok((await figure(page, peer)) > 0.8);
      await page.waitForFunction(() =>
        /Here /.test(document.querySelector('[data-anchor="compared-says"]').textContent),
      );
    });

  it("figures follow the threshold, which is dragged and moved with keys", async () => {
    await trained("data=tumours");
    const before = await counts();
    const box = await anchor(page, "threshold").boundingBox();
    await page.mouse.move(box.x + box.width / 2, box.y + 100);
    await page.mouse.down();
    await page.mouse.move(box.x + 0.8 * box.width, box.y + 100, { steps: 5 });
    await page.mouse.up();
    const right = await counts();
    assert.ok(right[0] < before[0] && right[2] <= before[2]);
    assert.equal(right[0] + right[1], 212);
    await anchor(page, "threshold").press("Home");
    const [found, missed, , passed] = await counts();
    assert.ok(missed + passed <= 5, `${missed} missed, ${passed} passed`);
    assert.equal(await figure(page, "recall"), Number(((100 * found) / 212).toFixed(1)));
    await anchor(page, "usual").click();
    assert.deepEqual(await counts(), before);
  });

  it("finds the cheapest threshold for a cost", async () => {
    await trained("data=tumours");
    const prices = [];
    for (let i = 0; i < 40; i++) {
      await anchor(page, "threshold").press(i === 0 ? "Home" : "Shift+ArrowRight");
      prices.push(await figure(page, "cost"));
    }
    await anchor(page, "cheapest").click();
    const least = await figure(page, "cost");
    assert.ok(least <= Math.min(...prices), `${least}, by hand ${Math.min(...prices)}`);
    const [, missed, falseAlarms] = await counts();
    // Each of the 107 benign ones that judge stands for 357 / 107.
    assert.equal(least, Math.round(10 * missed + (falseAlarms * 357) / 107));
    const [found] = await counts();
    const precision = (100 * found) / (found + (falseAlarms * 357) / 107);
    assert.equal(await figure(page, "precision"), Number(precision.toFixed(1)));
    assert.match(
      await anchor(page, "verdict-share").textContent(),
      /37\.3% of the file's rows .* 357 benign rows the 107/s,
    );
    const cost = page.getByRole("slider", { name: "One missed costs as much as" });
    await cost.press("End");
    await anchor(page, "cheapest").click();
    const dear = await threshold();
    await cost.press("Home");
    await anchor(page, "cheapest").click();
    assert.ok((await threshold()) > dear, "where a missed one is dear, more is flagged");
  });

  it("says why: columns, values in their own units, what would be normal; marks count", async () => {
    await trained("data=tumours");
    await anchor(page, "reason-1").waitFor();
    const shares = await page.locator('[data-anchor^="reason-"] .end').allTextContents();
    assert.equal(shares.length, 5);
    assert.ok(shares.map(Number.parseFloat).every((share, i, all) => i === 0 || share <= all[i - 1]));
    assert.match(
      await anchor(page, "why-normal").textContent(),
      /For a benign tumour like it, .+ would be about .+, not .+\./,
    );
    const [found, missed, falseAlarms, passed] = await counts();
    await anchor(page, "mark-false").click();
    assert.deepEqual(await counts(), [found - 1, missed, falseAlarms + 1, passed]);
    await anchor(page, "mark-false").click();
    assert.deepEqual(await counts(), [found, missed, falseAlarms, passed]);
    const second = page.locator('[data-anchor^="flagged-"]').nth(1);
    await second.click();
    assert.equal(await second.getAttribute("aria-pressed"), "true");
    assert.match(await page.locator("#why-heading").textContent(), new RegExp(await second.textContent()));
  });

  it("the model's file scores raw rows as the page does, and the rows are taken along", async () => {
    await trained("data=transactions");
    const file = await downloaded("export-model");
    const [model, table] = [await runtime.open(file), attachedTable(file)];
    const [head, ...rows] = rowsOf(await downloaded("export"));
    assert.equal(rows.length, 8000);
    assert.deepEqual(head.slice(-8), ["label", "score", "flagged", "reason_1", "reason_2", "reason_3", "part", "mark"]); // prettier-ignore
    const parts = (part) => rows.filter((row) => row[12] === part).length;
    assert.deepEqual([parts("learnt from"), parts("learnt from") + parts("judged")], [4000, 8000]);
    const cells = rows.map((row) => row.slice(0, 6));
    const scores = await model.scores(table.transform(cells));
    const own = rows.map((row) => Number(row[7]));
    const off = scores.reduce(
      (most, score, i) => Math.max(most, Math.abs(score - own[i]) / (own[i] + 1e-3)),
      0,
    );
    assert.ok(off < 0.01, `${off} off`);
    const labels = rows.map((row) => Number(row[6] !== "ordinary"));
    assert.ok(Math.abs(auc(labels, own) - (await figure(page, "auc"))) < 0.03);
    const flagged = rows.filter((row) => row[8] === "1");
    assert.ok(flagged.length > 0 && flagged.every((row) => row[9] !== ""));
    const least = Math.min(...flagged.map((row) => Number(row[7])));
    assert.ok(Math.abs(least / (await threshold()) - 1) < 0.2, `${least}, threshold ${await threshold()}`);
  });

  it("another table comes back on undo, with its model and its marks", async () => {
    await trained("data=tumours");
    await anchor(page, "mark-false").click();
    const before = await counts();
    await anchor(page, "table-vibration").click();
    await page.waitForFunction(
      () => document.querySelector('[data-anchor="figure-steps"]').textContent === "0",
    );
    await anchor(page, "settings").click();
    await anchor(page, "undo").click();
    await page.waitForFunction(() => location.hash.includes("data=tumours"));
    await eventually(async () => assert.deepEqual(await counts(), before));
    assert.equal(await anchor(page, "mark-false").getAttribute("aria-pressed"), "true");
  });

  it("generated tables have kinds and strengths to set", async () => {
    await open("data=vibration");
    const unusual = async () => Number(/([\d,]+) faulty/.exec(await page.locator(".key").textContent())[1].replace(",", "")); // prettier-ignore
    await settled(page);
    const before = await unusual();
    await anchor(page, "settings").click();
    await page.getByRole("slider", { name: "Share of unusual rows" }).press("ArrowRight");
    await page.waitForFunction(() => location.hash.includes("rate=0.1"));
    await eventually(async () => assert.ok((await unusual()) > before));
  });

  it("shows no figures of a network that has learnt nothing, and says what to press", async () => {
    await open("data=heartbeats");
    await settled(page);
    for (const name of ["found", "missed", "false", "passed", "precision", "cost"])
      assert.equal((await anchor(page, `figure-${name}`).textContent()).trim(), "–", name);
    assert.equal(await anchor(page, "figure-auc").count(), 0);
    assert.match(await page.locator("[data-awaits]").getAttribute("data-awaits"), /Press “Train”/);
    assert.equal(await anchor(page, "export").isDisabled(), true);
    assert.equal(await anchor(page, "save").isDisabled(), true);
  });

  it("shows the codes, the flagged ones marked", async () => {
    await trained("data=tumours");
    await anchor(page, "curve-map").click();
    await anchor(page, "map").waitFor();
    await anchor(page, "curve-precisionRecall").click();
    assert.ok((await figure(page, "auc")) > 0.9);
  });

  for (const [colorScheme, width] of [
    ["light", 1440],
    ["dark", 390],
  ])
    // prettier-ignore
    it(`has nothing to object to, ${colorScheme}, ${width} pixels, and never scrolls sideways`, async () => {
      await trained("data=tumours", { colorScheme, viewport: { width, height: 900 } });
      await anchor(page, "settings").click();
      assert.deepEqual(await violations(page), []);
      for (const other of [320, 360, 390, 600, 768, 961, 1180, 1440, 1900]) {
        await page.setViewportSize({ width: other, height: 900 });
        await settled(page);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= other, `${wide} pixels wide at ${other}`);
      }
    });
});
