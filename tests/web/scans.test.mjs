// Unusual pictures: what is drawn, cut and judged; and the desk with sets, one large picture and somebody's own.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { encode } from "fast-png";
import { zipSync } from "fflate";
import { runnerImport } from "vite";
import { anchor, launch, openDesk, serveSite, violations } from "./support.mjs";

async function load(name) {
  const path = fileURLToPath(new URL(`../../web/src/${name}.ts`, import.meta.url));
  return (await runnerImport(path, { configFile: false, logLevel: "error" })).module;
}

const usual = { anatomy: 1, contrast: 1, noise: 1, lesion: 1 };

describe("heads by a formula", async () => {
  const { drawHead, headSide } = await load("data/scans/heads");

  it("are the same by the same seed, and with a lesion the same but for it", () => {
    const [healthy, ill] = [drawHead(5, usual, false), drawHead(5, usual, true)];
    assert.deepEqual(drawHead(5, usual, false), healthy);
    assert.equal(healthy.truth, null);
    const count = ill.truth.reduce((sum, value) => sum + value, 0);
    assert.ok(count >= 5 && count < 60, `${count} pixels`);
    ill.pixels.forEach((value, i) => {
      if (ill.truth[i]) assert.ok(value > healthy.pixels[i], `${i}`);
    });
    const far = ill.pixels.filter((value, i) => value !== healthy.pixels[i]).length;
    assert.ok(far < 0.06 * headSide ** 2, `${far} pixels differ`);
  });

  it("differ by what is set, and by nothing else", () => {
    const still = { ...usual, anatomy: 0, noise: 0 };
    assert.deepEqual(drawHead(1, still, false), drawHead(2, still, false));
    assert.notDeepEqual(
      drawHead(1, { ...still, noise: 1 }, false),
      drawHead(2, { ...still, noise: 1 }, false),
    );
    assert.notDeepEqual(
      drawHead(1, { ...still, anatomy: 1 }, false),
      drawHead(2, { ...still, anatomy: 1 }, false),
    );
    const { pixels } = drawHead(1, still, false);
    assert.equal(pixels[0], 0, "nothing is around it");
    const flat = drawHead(1, { ...still, contrast: 0 }, false).pixels;
    const inner = (row, column) => row * headSide + column;
    assert.ok(Math.abs(flat[inner(30, 27)] - flat[inner(42, 32)]) <= 2, "without contrast the brain is even");
    assert.ok(pixels[inner(30, 27)] < pixels[inner(42, 32)] - 20, "ventricles are dark");
    const none = { ...still, lesion: 0 };
    assert.deepEqual(drawHead(3, none, true).pixels, drawHead(3, none, false).pixels);
  });

  it("come as sets in which none is twice", async () => {
    const { headSet } = await load("data/scans/sets");
    const set = headSet(usual, 3);
    const size = headSide ** 2;
    const all = [set.train, set.validation, set.test].flatMap((pictures) =>
      Array.from({ length: pictures.length / size }, (_, i) =>
        Buffer.from(pictures.subarray(i * size, (i + 1) * size)).toString("base64"),
      ),
    );
    assert.equal(all.length, 2900);
    assert.equal(new Set(all).size, all.length);
    const unusual = [...set.labels.keys()].filter((i) => set.labels[i] === 1);
    assert.equal(unusual.length, 300);
    for (const i of set.labels.keys())
      assert.equal(set.truths.subarray(i * size, (i + 1) * size).includes(1), set.labels[i] === 1);
  });
});

describe("patches of one large picture", async () => {
  const { heatOf, hottestOf, patchesOf, patchSide } = await load("data/scans/patches");
  const [width, height] = [80, 60];
  const pixels = Uint8Array.from({ length: width * height }, (_, i) => (i * 7) % 251);
  const photo = { id: "own", name: "p", width, height, channels: 1, pixels };

  it("are learnt from one half, and judged in both", () => {
    const truth = new Uint8Array(width * height);
    truth[30 * width + 70] = 1;
    for (let i = 0; i < 8; i++) truth[(30 + i) * width + 70] = 1;
    const set = patchesOf(photo, { id: "own", learns: "left", truth, seed: 1 });
    const { places, step } = set.large;
    assert.equal(step, 4);
    assert.equal(places.length, 2 * Math.ceil((width - 15) / 4) * Math.ceil((height - 15) / 4));
    const size = patchSide ** 2;
    assert.equal(set.train.length, 8000 * size);
    // Each row of a patch is one of the picture, in the half that is learnt from.
    for (const i of [0, 17, 7999]) {
      const row = [...set.train.subarray(i * size, i * size + patchSide)];
      const found = Array.from({ length: width * height }, (_, at) => at).filter(
        (at) => (at % width) + patchSide <= width / 2 && row.every((value, k) => pixels[at + k] === value),
      );
      assert.ok(found.length > 0);
    }
    set.labels.forEach((label, i) => {
      const [x, y] = [places[2 * i], places[2 * i + 1]];
      const covers = x <= 70 && 70 < x + 16 ? Math.max(0, Math.min(38, y + 16) - Math.max(30, y)) : 0;
      assert.equal(label, Number(covers / size > 0.02), `${x}, ${y}`);
    });
  });

  it("give heat by pixel, and hottest places that are apart", () => {
    const set = patchesOf(photo, { id: "own", learns: null, truth: null, seed: 1 });
    assert.equal(set.labels, null);
    const { large } = set;
    const count = large.places.length / 2;
    const scores = new Float32Array(count).fill(1);
    scores[0] = 5;
    const heat = heatOf(large, scores);
    assert.equal(heat[0], 5, "the corner lies in one patch alone");
    assert.equal(heat[5], 3, "beside it there are two");
    assert.equal(heat[40 * width + 40], 1);
    const found = hottestOf(large, scores, 3, 40);
    assert.equal(found[0], 0);
    for (const [i, a] of found.entries())
      for (const b of found.slice(0, i)) {
        const apart = Math.hypot(
          large.places[2 * a] - large.places[2 * b],
          large.places[2 * a + 1] - large.places[2 * b + 1],
        );
        assert.ok(apart >= 40);
      }
  });
});

describe("what is off", async () => {
  const { byAxes, judged } = await load("data/scans/heat");

  it("is judged by its mean, or by the place that is furthest off", () => {
    const shape = [5, 6, 1];
    const picture = new Uint8Array(60).fill(51);
    const restored = new Float32Array(60).fill(0.2);
    restored[30 + 2 * 6 + 3] = 0.6; // of the second picture
    const mean = judged(picture, restored, shape, "mean");
    assert.ok(mean.scores[0] < 1e-12);
    assert.ok(Math.abs(mean.scores[1] - 0.16 / 30) < 1e-6);
    const hottest = judged(picture, restored, shape, "hottest");
    assert.equal(hottest.hottest[1], 15);
    assert.ok(Math.abs(hottest.scores[1] - 0.1) < 1e-6, "a fourth of a single pixel");
  });

  it("axes restore what lies on them", () => {
    const restored = byAxes(
      Float32Array.of(2, 0, 1, -1),
      Float32Array.of(1, 0, 0, 0, 0, 1),
      Float32Array.of(0.5, 0.5, 0.5),
      2,
    );
    assert.deepEqual([...restored], [2.5, 0.5, 0.5, 1.5, 0.5, -0.5]);
  });

  it("a link holds what is shown, defaults left out", async () => {
    globalThis.document ??= { querySelector: () => null };
    const { experimentOf, formatExperiment, isOfPictures } = await load(
      "desks/anomalies/pictures/experiment",
    );
    const { parseAddress } = await load("lib/address");
    const again = (hash) => formatExperiment(experimentOf(parseAddress(hash).parameters));
    const heads = "#/anomalies?data=heads&latent=16&seed=2&anatomy=0.5&lesion=3";
    assert.equal(again(heads), heads);
    assert.equal(again("#/anomalies?data=digits&without=7"), "#/anomalies?data=digits&without=7");
    assert.equal(again("#/anomalies?data=digits&without=x&anatomy=2"), "#/anomalies?data=digits");
    assert.equal(isOfPictures(new URLSearchParams("data=tumours")), false);
  });
});

describe("the desk for unusual pictures", () => {
  let browser, site;
  before(async () => ([browser, site] = await Promise.all([launch(), serveSite({ fewDigits: true })])));
  after(() => Promise.all([browser.close(), site.close()]));

  const isReady = () => document.querySelector('[data-anchor="train"]:not([disabled])') !== null;
  const open = (data, options) => openDesk(browser, `${site.url}#/anomalies?data=${data}`, isReady, options);
  const figure = async (page, name) => Number.parseFloat(await anchor(page, name).textContent());
  /** The picture is whatever pixels a function says. */
  const png = (side, pixel) =>
    encode({
      width: side,
      height: side,
      channels: 1,
      data: Uint8Array.from({ length: side * side }, (_, i) => pixel(i % side, Math.floor(i / side))),
    });

  it("finds the optic disc in a retina of which it knows the other half", async () => {
    const page = await open("retina");
    await anchor(page, "train").click();
    await anchor(page, "figure-by-pixel").waitFor();
    await page.waitForFunction(() =>
      /hottest place is the optic disc/.test(
        document.querySelector('[data-anchor="large-says"]').textContent,
      ),
    );
    assert.ok((await figure(page, "figure-by-pixel")) > 0.95);
    assert.deepEqual(await violations(page), []);
    // Tables are a click away, and back again.
    await anchor(page, "table-tumours").click();
    await page.waitForFunction(() => location.hash.includes("data=tumours"));
    await page.goBack();
    await anchor(page, "large-picture").waitFor();
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  });

  it("ranks scans, shows where they are off, takes marks, and is saved and opened", async () => {
    const page = await open("heads&epochs=2&latent=16");
    await anchor(page, "train").click();
    await anchor(page, "figure-hits").waitFor();
    await page.waitForFunction(() =>
      /Here/.test(document.querySelector('[data-anchor="compared-says"]').textContent),
    );
    await page.waitForFunction(() => document.querySelectorAll('[data-anchor^="picture-"]').length > 4);
    const second = page.locator('li [data-anchor^="picture-"]').nth(1);
    await second.click();
    await page.waitForFunction(() =>
      /column \d+, row \d+/.test(document.querySelector('[data-anchor="picture-says"]')?.textContent ?? ""),
    );
    const found = await figure(page, "figure-found");
    const missed = await figure(page, "figure-missed");
    assert.equal(found + missed, 300);
    await anchor(page, "mark-unusual").click();
    await anchor(page, "mark-false").click();
    const after = (await figure(page, "figure-found")) + (await figure(page, "figure-missed"));
    assert.ok(after === 300 || after === 299, `${after}`);
    const [csv] = await Promise.all([page.waitForEvent("download"), anchor(page, "export").click()]);
    assert.equal((await readFile(await csv.path(), "utf8")).trim().split("\n").length, 601);

    const [model] = await Promise.all([page.waitForEvent("download"), anchor(page, "save").click()]);
    const score = await second.textContent();
    await anchor(page, "reset").click();
    await page.waitForFunction(() => document.querySelectorAll('[data-anchor^="picture-"]').length === 0);
    await page.setInputFiles('[data-anchor="open-file"]', await model.path());
    await page.waitForFunction(() => document.querySelectorAll('[data-anchor^="picture-"]').length > 4);
    assert.equal(await second.textContent(), score);
    assert.deepEqual(await violations(page), []);
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  });

  it("takes somebody's own: folders that say what is normal, one large picture, and what is none", async () => {
    const page = await open("digits", { viewport: { width: 390, height: 844 } });
    const give = (name, buffer) =>
      page.setInputFiles('[data-anchor="own-pictures-files"]', {
        name,
        mimeType: "application/octet-stream",
        buffer: Buffer.from(buffer),
      });
    await give("three.zip", zipSync({ "a.png": png(16, () => 9), "b.png": png(16, () => 80) }));
    assert.match(
      await anchor(page, "trouble").textContent(),
      /three\.zip: .*20.*are 2 .*Nothing was changed/,
    );
    const files = {};
    for (let i = 0; i < 40; i++)
      files[`normal/${i}.png`] = png(32, (x, y) => 100 + 50 * Math.sin((x + i) / 4) + y);
    for (let i = 0; i < 8; i++) files[`odd/${i}.png`] = png(32, (x, y) => (x * y * (i + 3)) % 256);
    await give("mine.zip", zipSync(files));
    await page.waitForFunction(() => location.hash.includes("own-pictures"));
    await page.waitForFunction(() => /14 pictures/.test(document.querySelector(".says").textContent));
    await anchor(page, "train").click();
    await anchor(page, "figure-auc").waitFor();
    assert.ok((await figure(page, "figure-auc")) > 0.9);
    const isWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    assert.equal(isWide, false);
    assert.deepEqual(await violations(page), []);

    const odd = (x, y) =>
      x > 60 && x < 74 && y > 60 && y < 74 ? 255 * ((x + y) % 2) : 128 + 60 * Math.sin(x / 6);
    await give("wall.png", png(120, odd));
    await anchor(page, "large-picture").waitFor();
    await anchor(page, "train").click();
    await page.waitForFunction(() => document.querySelectorAll(".box").length > 0);
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  });
});
