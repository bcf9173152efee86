// The views below the row: what they show is what the package computes of the same model, saved by the page.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, afterEach, before, describe, it } from "node:test";
import { deflateSync } from "node:zlib";
import { fileURLToPath } from "node:url";
import { load } from "hourglass-autoencoder";
import { runnerImport } from "vite";
import { readDigits } from "../../tools/pack-digits.mjs";
import {
  anchor,
  ended,
  figure,
  ink,
  launch,
  openPage,
  pause,
  ready,
  serveSite,
  trainFor,
  settled,
  eventually,
} from "./support.mjs";

const measures = fileURLToPath(new URL("../../web/src/lib/measure.ts", import.meta.url));
const features = 784;
const mse = (a, b) => a.reduce((sum, value, i) => sum + (value - b[i]) ** 2, 0) / a.length;
const psnr = (error) => -10 * Math.log10(error);

describe("views", () => {
  let browser, site, page, runtime, heldOut, labels, train, trainLabels;
  before(async () => {
    browser = await launch();
    site = await serveSite();
    runtime = await load();
    const digits = await readDigits();
    train = digits.images.subarray(0, 9000 * features);
    heldOut = Float32Array.from(digits.images.subarray(9000 * features), (byte) => byte / 255);
    labels = digits.labels.subarray(9000);
    trainLabels = digits.labels.subarray(0, 9000);
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

  const picture = (all, i) => all.subarray(i * features, (i + 1) * features);

  /** The page with a network of these settings, trained to its end; and the same model here. */
  async function opened(parameters) {
    page = await openPage(browser, `${site.url}#/images?epochs=1&batch=128&lr=0.003&${parameters}`);
    await anchor(page, "train").click();
    await ended(page);
    return runtime.open(await downloaded(() => anchor(page, "save").click()));
  }

  async function downloaded(click) {
    const [download] = await Promise.all([page.waitForEvent("download"), click()]);
    return readFile(await download.path());
  }

  async function exported(id) {
    await anchor(page, "export").click();
    return downloaded(() => anchor(page, `export-${id}`).click());
  }

  const rowsOf = (csv) =>
    csv
      .toString()
      .replace("\ufeff", "")
      .trimEnd()
      .split("\r\n")
      .map((line) => line.split(","));

  /** Pictures of a sheet of tiles, as the page draws them: 0 to 255 in the light theme, from 255 (paper) down to 12. */
  async function tilesOf(selector, columns, gap = 0) {
    const values = await ink(page, selector);
    const width = columns * (28 + gap) - gap;
    const rows = (values.length / width + gap) / (28 + gap);
    return Array.from({ length: columns * rows }, (_, tile) =>
      Array.from({ length: features }, (_, i) => {
        const y = Math.floor(tile / columns) * (28 + gap) + Math.floor(i / 28);
        return values[y * width + (tile % columns) * (28 + gap) + (i % 28)] / (255 - 12);
      }),
    );
  }

  /** Drawn as whole shades, and computed by another build of the engine. */
  function assertDrawn(drawn, expected, what) {
    const farthest = drawn.reduce((most, value, i) => Math.max(most, Math.abs(value - expected[i])), 0);
    assert.ok(farthest < 0.02, `${what}: ${farthest} off`);
  }

  it("held-out: figures over all of them, the worst first, and a click puts one into the row", async () => {
    const model = await opened("kind=vanilla&latent=16");
    await anchor(page, "figure-psnr-held-out").waitFor();
    const outputs = await model.reconstruct(heldOut);
    assert.equal(await figure(page, "psnr-held-out"), Number(psnr(mse(outputs, heldOut)).toFixed(1)));
    const { meanSsim } = (await runnerImport(measures, { configFile: false, logLevel: "error" })).module;
    const similarity = await meanSsim(outputs, heldOut, { width: 28, features });
    assert.ok(Math.abs((await figure(page, "ssim")) - similarity) < 0.002, `expected ${similarity}`);
    await anchor(page, "held-out-order").selectOption("worst");
    const errors = Array.from(labels, (_, i) => mse(picture(outputs, i), picture(heldOut, i)));
    const worst = errors.indexOf(Math.max(...errors));
    await page.waitForFunction(
      (expected) => document.querySelector('[data-anchor="strip"] .value').textContent === expected,
      psnr(errors[worst]).toFixed(1),
    );
    await page.locator('[data-anchor="strip"] > button').first().click();
    await eventually(async () =>
      assertDrawn((await tilesOf('[data-anchor="output"] canvas', 1))[0], picture(outputs, worst), "output"),
    );
  });

  it("latent map: codes as the package gives them, places decoded, classes counted", async () => {
    const model = await opened("kind=variational&latent=2&layers=64&view=latent-map");
    await anchor(page, "map").waitFor();
    const [head, ...rows] = rowsOf(await exported("codes"));
    assert.deepEqual(head, ["picture", "class", "unit_1", "unit_2"]);
    const codes = await model.encode(heldOut);
    const off = rows.reduce(
      (most, row, i) => Math.max(most, Math.abs(row[2] - codes[2 * i]), Math.abs(row[3] - codes[2 * i + 1])),
      0,
    );
    assert.ok(off < 1e-3 && rows.length === 1000, `${off} off`);

    const map = await anchor(page, "map").boundingBox();
    await page.mouse.click(map.x + 0.7 * map.width, map.y + 0.3 * map.height);
    await anchor(page, "let-go").waitFor();
    await settled(page);
    const place = /place: (\S+) across, (\S+) up/.exec(
      await anchor(page, "map").getAttribute("aria-valuetext"),
    );
    const decoded = await model.decode([Number(place[1]), Number(place[2])]);
    assertDrawn((await tilesOf('[data-anchor="output"] canvas', 1))[0], decoded, "decoded place");
    await anchor(page, "map").press("ArrowLeft");
    await page.waitForFunction(
      (before) => !document.querySelector('[data-anchor="map"]').ariaValueText.includes(before),
      place[1],
    );

    await anchor(page, "map-lasso").click();
    const corner = (x, y) => page.mouse.move(map.x + x * map.width, map.y + y * map.height, { steps: 3 });
    await corner(0.01, 0.01);
    await page.mouse.down();
    for (const [x, y] of [[0.99, 0.01], [0.99, 0.99], [0.01, 0.99]]) await corner(x, y); // prettier-ignore
    await page.mouse.up();
    const inside = Number.parseFloat((await anchor(page, "map-inside").textContent()).replace(",", ""));
    const counts = await page.locator('[data-anchor^="inside-"]').allTextContents();
    assert.ok(inside > 900, `${inside} inside`);
    assert.equal(
      counts.map(Number).reduce((sum, count) => sum + count, 0),
      inside,
    );
  });

  it("latent map: principal axes of wider codes, and any two units", async () => {
    const model = await opened("kind=vanilla&latent=8&view=latent-map");
    await anchor(page, "map-explained").waitFor();
    const codes = await model.encode(heldOut);
    const { variances } = await runtime.pca(codes, { features: 8, components: 8 });
    const share = (variances[0] + variances[1]) / variances.reduce((sum, value) => sum + value, 0);
    const shown = Number.parseFloat(await anchor(page, "map-explained").textContent());
    assert.ok(Math.abs(shown - 100 * share) < 1.01, `${shown} %, expected ${100 * share}`);
    await anchor(page, "map-axes").selectOption("units");
    await page.getByLabel("Unit upwards").selectOption("5");
    await settled(page);
    // A place of two units: the others stand at their mean.
    const map = await anchor(page, "map").boundingBox();
    await page.mouse.click(map.x + 0.6 * map.width, map.y + 0.4 * map.height);
    await anchor(page, "let-go").waitFor();
    await settled(page);
    const [, x, y] = /place: (\S+) across, (\S+) up/.exec(
      await anchor(page, "map").getAttribute("aria-valuetext"),
    );
    const code = Array.from({ length: 8 }, (_, unit) => {
      if (unit === 0) return Number(x);
      if (unit === 5) return Number(y);
      return codes.reduce((sum, value, i) => (i % 8 === unit ? sum + value / 1000 : sum), 0);
    });
    assertDrawn(
      (await tilesOf('[data-anchor="output"] canvas', 1))[0],
      await model.decode(code),
      "decoded place",
    );
  });

  it("latent map: zooms by wheel and keys, hides classes, shows the picture that is pointed at", async () => {
    await opened("kind=vanilla&latent=2&view=latent-map");
    await anchor(page, "map").waitFor();
    const before = await ink(page, '[data-anchor="map"]');
    const map = await anchor(page, "map").boundingBox();
    await page.mouse.move(map.x + map.width / 2, map.y + map.height / 2);
    await page.mouse.wheel(0, -300);
    await eventually(async () => assert.notDeepEqual(await ink(page, '[data-anchor="map"]'), before));
    await anchor(page, "map").press("0");
    await page.mouse.move(5, 5);
    await settled(page);
    const middle = await page.locator('[data-anchor="map-classes"] button').all();
    for (const button of middle.slice(1)) await button.click();
    // With the other classes hidden, a nought must lie somewhere on the map.
    for (let i = 1; i < 400 && (await anchor(page, "map-picture").count()) === 0; i++) {
      await page.mouse.move(
        map.x + (i / 400) * map.width,
        map.y + map.height * (0.1 + (0.8 * (i % 17)) / 17),
      );
      if (i % 10 === 0) await settled(page);
    }
    assert.match(await anchor(page, "map-picture").getAttribute("aria-label"), /a handwritten 0/);
    await anchor(page, "map-picture").click();
    await settled(page);
    const shown = (await tilesOf('[data-anchor="map-picture"] canvas', 1))[0];
    const taken = (await tilesOf('[data-anchor="seen"] canvas', 1))[0];
    assertDrawn(taken, shown, "input");
  });

  it("new ones: the same draws as the package's, beside a pinned run's", async () => {
    const model = await opened("kind=variational&latent=4&layers=64&view=new");
    const sheet = '[data-anchor="new-mine"] canvas';
    const compare = async (options, selector = sheet, by = model) => {
      const expected = await by.sample(24, options);
      const drawn = await tilesOf(selector, 6);
      drawn.forEach((tile, i) => assertDrawn(tile, picture(expected, i), `picture ${i}`));
    };
    await page.locator(sheet).waitFor();
    await compare({ seed: 0 });
    await anchor(page, "new-source").selectOption("codes");
    await anchor(page, "new-again").click();
    await page.getByRole("slider", { name: "Temperature" }).press("ArrowLeft");
    await settled(page);
    await compare({ seed: 1, from: "codes", temperature: 0.75 });

    await anchor(page, "pin").click();
    await page.waitForFunction(() => document.querySelector('[data-anchor="pin"]').textContent === "Pinned");
    await page.evaluate(() => (location.hash = "#/images?kind=vanilla&latent=4&view=new"));
    await page.locator('[data-anchor="new-theirs"]').waitFor();
    await anchor(page, "new-source").selectOption("prior");
    await settled(page);
    await compare({ seed: 1, from: "prior", temperature: 0.75 }, '[data-anchor="new-theirs"] canvas');
  });

  it("in between: the package's interpolation, the blend of its ends, and a slider that holds", async () => {
    const model = await opened("kind=vanilla&latent=16&view=between");
    const ends = async (side) =>
      (await tilesOf(`.end.${side} canvas`, 1))[0].map((value) => Math.round(255 * value) / 255);
    await anchor(page, "between-to-another").click();
    await settled(page);
    const [from, to] = [await ends("from"), await ends("to")];
    const film = await model.interpolate(from, to, 9);
    const drawn = await tilesOf('[data-anchor="between-film"] canvas', 9);
    drawn.forEach((tile, i) => assertDrawn(tile, picture(film, i), `frame ${i}`));
    const mixed = await tilesOf('[data-anchor="between-mixed"] canvas', 9);
    const half = picture(film, 0).map((value, i) => (value + picture(film, 8)[i]) / 2);
    assertDrawn(mixed[4], half, "half of each");

    const film9 = await anchor(page, "between-film").boundingBox();
    await page.mouse.click(film9.x + (4.5 / 9) * film9.width, film9.y + film9.height / 2);
    await anchor(page, "let-go").waitFor();
    await eventually(async () =>
      assertDrawn((await tilesOf('[data-anchor="output"] canvas', 1))[0], picture(film, 4), "output"),
    );
    await anchor(page, "between-play").click();
    await eventually(async () =>
      assert.ok(mse((await tilesOf('[data-anchor="output"] canvas', 1))[0], picture(film, 4)) > 1e-5),
    );
    await anchor(page, "between-play").click();
    await anchor(page, "let-go").click();
    await page.waitForFunction(() => !document.querySelector('[data-anchor="let-go"]'));
    await anchor(page, "between-halfway").waitFor();
    assert.match(await anchor(page, "between-halfway").textContent(), /between 100 random pairs.* \d+ times/);
  });

  it("features: what units change, how much they are used, and the package's probe", async () => {
    const model = await opened("kind=sparse&latent=24&view=features");
    await page.waitForFunction(() => /%/.test(document.querySelector('[data-anchor="figure-probe-pixels"]').textContent), null, { timeout: 60_000 }); // prettier-ignore
    const codes = await model.encode(heldOut);
    const rows = rowsOf(await exported("figures"));
    const first = rows.findIndex(([name]) => name === "unit") + 1;
    const [unit, use, mean, deviation, share] = rows[first].map(Number);
    const own = Array.from({ length: 1000 }, (_, i) => codes[i * 24 + unit - 1]);
    const average = own.reduce((sum, value) => sum + value, 0) / 1000;
    assert.ok(Math.abs(average - mean) < 1e-3);
    assert.ok(Math.abs(Math.sqrt(mse(own, own.map(() => average))) - deviation) < 1e-3); // prettier-ignore
    assert.ok(Math.abs(own.filter((value) => Math.abs(value) >= 1e-3).length / 1000 - share) < 0.002);
    const still = Array.from({ length: 24 }, (_, k) => codes.reduce((sum, value, i) => (i % 24 === k ? sum + value / 1000 : sum), 0)); // prettier-ignore
    const moved = still.map((value, k) => (k === unit - 1 ? value + deviation : value));
    const change = Math.sqrt(mse(await model.decode(moved), await model.decode(still)));
    assert.ok(Math.abs(change - use) < 1e-4, `${change}, shown ${use}`);
    const uses = rows.slice(first, first + 24).map((row) => Number(row[1]));
    assert.deepEqual(
      uses,
      [...uses].sort((a, b) => b - a),
    );

    const probe = await runtime.probe(
      { codes: await model.encode(train), labels: trainLabels },
      { codes, labels },
      { latentSize: 24, classes: 10 },
    );
    assert.ok(Math.abs((await figure(page, "probe")) - 100 * probe.accuracy) < 0.31);
    const counts = await page.locator('[data-anchor="confusion"] [data-count]').evaluateAll((cells) => cells.map((cell) => Number(cell.dataset.count))); // prettier-ignore
    assert.equal(counts.length, 100);
    assert.equal(
      counts.reduce((sum, count) => sum + count, 0),
      1000,
    );
    const right = counts.filter((_, i) => i % 11 === 0).reduce((sum, count) => sum + count, 0);
    assert.ok(Math.abs(right / 10 - (await figure(page, "probe"))) < 0.01);
    for (const other of ["principal", "pixels"]) {
      const accuracy = await figure(page, `probe-${other}`);
      assert.ok(accuracy > 60 && accuracy < 95, `${other} ${accuracy}`);
    }
  });

  it("features: a unit is chosen and changed by hand, and the row follows", async () => {
    await opened("kind=sparse&latent=24&view=features");
    const before = await ink(page, '[data-anchor="output"] canvas');
    await anchor(page, "units").focus();
    await page.keyboard.press("ArrowRight");
    await anchor(page, "unit-card").waitFor();
    for (let i = 0; i < 12; i++) await page.keyboard.press("ArrowUp");
    await anchor(page, "let-go").waitFor();
    await eventually(async () =>
      assert.notDeepEqual(await ink(page, '[data-anchor="output"] canvas'), before),
    );
    await anchor(page, "let-go").click();
    const box = await anchor(page, "units").boundingBox();
    await page.mouse.move(box.x + 10, box.y + 10);
    await page.mouse.down();
    await page.mouse.move(box.x + 10, box.y - 60, { steps: 4 });
    await page.mouse.up();
    await anchor(page, "let-go").waitFor();
  });

  it("compression: bytes and decibels of codes, formats beside them, other sizes trained and cancelled", async () => {
    const model = await opened("kind=vanilla&latent=16&view=compression");
    await page.waitForFunction(() => document.querySelector('[data-anchor="compression-says"]').textContent.includes("Means"), null, { timeout: 60_000 }); // prettier-ignore
    const pictures = heldOut.subarray(0, 100 * features);
    const codes = await model.encode(pictures);
    const known = await model.encode(train.subarray(0, 1000 * features));
    const kept = (bits) =>
      codes.map((value, i) => {
        const unit = Array.from({ length: 1000 }, (_, k) => known[k * 16 + (i % 16)]);
        const [low, high] = [Math.min(...unit), Math.max(...unit)];
        const steps = 2 ** bits - 1;
        const step = Math.round((steps * (value - low)) / (high - low));
        return high > low ? low + (Math.min(steps, Math.max(0, step)) * (high - low)) / steps : low;
      });
    const rows = rowsOf(await exported("figures"));
    const of = (method, size = "16") =>
      rows.find(([name, units]) => name === method && units === size).map(Number);
    for (const [method, bytes, values] of [
      ["network, float32", 64, codes],
      ["network, 8 bit", 16, kept(8)],
      ["network, 4 bit", 8, kept(4)],
    ]) {
      // A comma within quotes: the name takes two cells.
      const row = rows.find((cells) => `${cells[0]},${cells[1]}` === `"${method}"` && cells[2] === "16");
      assert.equal(Number(row[3]), bytes, method);
      const expected = psnr(mse(await model.decode(values), pictures));
      assert.ok(Math.abs(row[4] - expected) < 0.02, `${method}: ${row[4]} dB, expected ${expected}`);
    }
    const png = Number(of("png", "")[2]);
    const deflated = Array.from({ length: 100 }, (_, i) => {
      const bytes = picture(pictures, i).map((value) => Math.round(255 * value));
      const lines = Array.from({ length: 28 }, (_, y) => [0, ...bytes.subarray(28 * y, 28 * y + 28)]);
      return deflateSync(Uint8Array.from(lines.flat())).length / 100;
    });
    const most = deflated.reduce((sum, size) => sum + size, 0);
    assert.ok(png <= 1.02 * most && png > 0.85 * most, `PNG ${png}, without filters ${most}`);
    const jpeg = rows.filter(([name]) => name === "jpeg").map((row) => row.map(Number));
    assert.equal(jpeg.length, 7);
    assert.ok(jpeg.every((row, i) => i === 0 || (row[2] > jpeg[i - 1][2] && row[3] > jpeg[i - 1][3])));
    assert.match(await anchor(page, "way-four").textContent(), /8 bytes.*dB/s);

    await anchor(page, "sizes-train").click();
    await anchor(page, "sizes-progress").waitFor();
    await page.waitForFunction(() => /Size [48]:/.test(document.querySelector('[data-anchor="sizes-progress"]')?.textContent), null, { timeout: 30_000 }); // prettier-ignore
    await anchor(page, "sizes-cancel").click();
    await anchor(page, "sizes-train").waitFor();
    assert.doesNotMatch(await anchor(page, "sizes-train").textContent(), /sizes 2,/);
    const after = rowsOf(await exported("figures")).filter(
      (cells) => cells[0] === '"network' && cells[2] === "2",
    );
    assert.equal(after.length, 3, "the size that was finished stays");
  });

  it("compare: pinned runs keep figures and weights, go on answering, and survive a reload", async () => {
    const model = await opened("kind=vanilla&latent=8&view=compare");
    assert.equal(await anchor(page, "compare-table").count(), 0, "nothing is pinned");
    await anchor(page, "pin").click();
    await anchor(page, "view-compare").click();
    await page.waitForFunction(() => /%/.test(document.querySelector('[data-anchor="run-1-probe"]')?.textContent), null, { timeout: 30_000 }); // prettier-ignore
    const shown = (name) => anchor(page, `run-1-${name}`).textContent();
    const outputs = await model.reconstruct(heldOut);
    assert.equal(await shown("psnr"), psnr(mse(outputs, heldOut)).toFixed(1));
    assert.equal(await shown("parameters"), "13,336");
    assert.equal(await shown("bytes"), "32");
    assert.equal(await shown("heldOut"), await anchor(page, "figure-held-out").textContent());
    assert.ok(await anchor(page, "pin").isDisabled());

    // Another network: the pinned one still answers with its own weights.
    await page.evaluate(() => (location.hash = "#/images?kind=sparse&latent=8&view=compare"));
    await page.waitForFunction(
      () => document.querySelector('[data-anchor="figure-steps"]').textContent === "0",
    );
    await settled(page);
    const answer = (await tilesOf('[data-anchor="run-1"] td canvas', 7))[0];
    assertDrawn(answer, picture(outputs, 0), "answer to the input");
    await anchor(page, "step").click();
    await anchor(page, "pin").click();
    await anchor(page, "run-2").waitFor();
    const csv = rowsOf(await downloaded(() => anchor(page, "save-csv").click()));
    assert.equal(csv.length, 3);
    assert.deepEqual([csv[1][0], csv[2][0]], ["Vanilla", "Sparse"]);

    await page.reload();
    await ready(page);
    await anchor(page, "run-2").waitFor();
    assert.equal(await shown("psnr"), psnr(mse(outputs, heldOut)).toFixed(1));
    await page.waitForFunction(() => document.querySelector('[data-anchor="run-1"] td canvas'));
    await settled(page);
    assertDrawn(
      (await tilesOf('[data-anchor="run-1"] td canvas', 7))[0],
      picture(outputs, 0),
      "after a reload",
    );
    await anchor(page, "unpin-2").click();
    await page.waitForFunction(() => !document.querySelector('[data-anchor="run-2"]'));
    await anchor(page, "unpin-1").click();
    await page.waitForFunction(() => !document.querySelector('[data-anchor="view-compare"]'));
  });

  it("compare: at most four runs, as Markdown", async () => {
    page = await openPage(browser, `${site.url}#/images?kind=vanilla&latent=4`, {
      permissions: ["clipboard-read", "clipboard-write"],
    });
    for (let i = 1; i <= 4; i++) {
      await anchor(page, "step").click();
      await page.waitForFunction(
        (steps) => document.querySelector('[data-anchor="figure-steps"]').textContent === `${steps}`,
        i,
      );
      await page.waitForFunction(() => !document.querySelector('[data-anchor="pin"]').disabled);
      await anchor(page, "pin").click();
      await page.waitForFunction(
        () => document.querySelector('[data-anchor="pin"]').textContent === "Pinned",
      );
    }
    await anchor(page, "step").click();
    await eventually(async () => assert.ok(await anchor(page, "pin").isDisabled()));
    assert.match(await anchor(page, "pin").getAttribute("title"), /4 runs are pinned/);
    await anchor(page, "view-compare").click();
    await anchor(page, "copy-markdown").click();
    const lines = (await page.evaluate(() => navigator.clipboard.readText())).trimEnd().split("\n");
    assert.equal(lines.length, 6);
    assert.match(lines[0], /^\| kind \| settings \|/);
    assert.match(lines[2], /^\| Vanilla \| http.*kind=vanilla&latent=4 \| 7,060 |^\| Vanilla \| http.*kind=vanilla&latent=4 \| 7060 /); // prettier-ignore
  });

  it("compare: where nothing can be kept, it says so, and pins all the same", async () => {
    page = await openPage(browser, `${site.url}#/images?kind=vanilla&latent=4`);
    await page.addInitScript(() => Object.defineProperty(window, "indexedDB", { value: undefined }));
    await page.reload();
    await ready(page);
    await anchor(page, "step").click();
    await page.waitForFunction(() => !document.querySelector('[data-anchor="pin"]').disabled);
    await anchor(page, "pin").click();
    await anchor(page, "view-compare").click();
    await anchor(page, "run-1").waitFor();
    assert.match(await anchor(page, "view").textContent(), /This browser keeps nothing here/);
    assert.equal(await anchor(page, "trouble").count(), 0);
  });

  it("latent map: two fingers zoom it", async () => {
    page = await openPage(browser, `${site.url}#/images?kind=vanilla&latent=2&view=latent-map`, {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    await anchor(page, "map").scrollIntoViewIfNeeded();
    await settled(page);
    const before = await ink(page, '[data-anchor="map"]');
    const { x, y, width, height } = await anchor(page, "map").boundingBox();
    const [cx, cy] = [x + width / 2, y + height / 2];
    const fingers = await page.context().newCDPSession(page);
    const touch = (type, apart) =>
      fingers.send("Input.dispatchTouchEvent", {
        type,
        touchPoints: apart === null ? [] : [{ x: cx - apart, y: cy, id: 0 }, { x: cx + apart, y: cy, id: 1 }], // prettier-ignore
      });
    await touch("touchStart", 20);
    for (const apart of [40, 60, 80]) await touch("touchMove", apart);
    await touch("touchEnd", null);
    await eventually(async () => assert.notDeepEqual(await ink(page, '[data-anchor="map"]'), before));
  });

  it("everything can be taken along", async () => {
    await opened("kind=denoising&latent=8&layers=none");
    const png = [0x89, 0x50, 0x4e, 0x47];
    for (const id of ["input", "noisy", "output", "view", "curve"]) {
      const file = await exported(id);
      assert.deepEqual([...file.subarray(0, 4)], png, id);
      assert.ok(file.readUInt32BE(16) >= 300, `${id} is ${file.readUInt32BE(16)} wide`);
    }
    const losses = rowsOf(await exported("losses"));
    assert.equal(losses[0][0], "step");
    assert.equal(losses.at(-1)[0], "71");
    assert.equal(Number(losses.at(-1)[5]).toFixed(4), await anchor(page, "figure-held-out").textContent());
    const figures = new Map(rowsOf(await exported("figures")));
    assert.equal(figures.get("parameters"), "13336");
    assert.equal(figures.get("fingerprint"), await anchor(page, "fingerprint").textContent());
  });

  it("an open view follows training, and a link opens it", async () => {
    page = await openPage(browser, `${site.url}#/images?kind=vanilla&latent=2&epochs=1000&view=latent-map`);
    assert.equal(await anchor(page, "view-latent-map").getAttribute("aria-selected"), "true");
    await trainFor(page, 50);
    const before = await ink(page, '[data-anchor="map"]');
    await eventually(async () => assert.notDeepEqual(await ink(page, '[data-anchor="map"]'), before));
    await pause(page);
    await anchor(page, "view-features").click();
    assert.match(page.url(), /view=features/);
    await anchor(page, "view-features").press("ArrowRight");
    await page.waitForFunction(() => document.querySelector('[data-anchor="view-compression"]').ariaSelected === "true"); // prettier-ignore
  });
});
