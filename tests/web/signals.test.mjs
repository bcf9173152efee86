// The signals desk: noise that is taken away, unusual beats, own recordings; and what is computed beside the page.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { after, before, describe, it } from "node:test";
import { runnerImport } from "vite";
import { anchor, ended, launch, openDesk, serveSite, violations, settled } from "./support.mjs";

async function load(name) {
  const path = fileURLToPath(new URL(`../../web/src/${name}.ts`, import.meta.url));
  return (await runnerImport(path, { configFile: false, logLevel: "error" })).module;
}

const bytes = readFileSync(new URL("../../web/public/data/ecg208.u16", import.meta.url));
const heart = {
  values: Float32Array.from({ length: bytes.length / 2 }, (_, i) => (bytes.readUInt16LE(2 * i) - 1024) / 200),
  rate: 360,
};

describe("what the signals desk computes", async () => {
  const { noiseOf, noiseKinds } = await load("data/signals/noise");
  const { denoisingOf, decibelsOf } = await load("data/signals/denoising");
  const { piecesOf } = await load("data/signals/pieces");
  const { generate, rate, worn } = await load("data/signals/machine");
  const { restored } = await load("desks/signals/restore");
  const { envelope } = await load("lib/envelope");
  const { formatClock } = await load("lib/format");

  it("noise of every kind: a root mean square of 1, the same by the same seed", () => {
    for (const kind of noiseKinds) {
      const noise = noiseOf(kind, 20_000, 360, 3);
      const square = noise.reduce((sum, x) => sum + x * x, 0) / noise.length;
      assert.ok(Math.abs(square - 1) < 1e-3, kind);
      assert.deepEqual(noiseOf(kind, 20_000, 360, 3), noise);
      assert.notDeepEqual(noiseOf(kind, 20_000, 360, 4), noise);
    }
  });

  it("decibels of signal to noise, by their definition", () => {
    const clean = Float64Array.from({ length: 1000 }, (_, i) => Math.sin(i));
    const other = clean.map((x, i) => x + (i % 2 ? 0.1 : -0.1));
    assert.ok(Math.abs(decibelsOf(clean, other) - 10 * Math.log10(0.5 / 0.01)) < 0.02);
  });

  it("pairs of windows: the clean ones are those of the noisy ones, and none of the part that judges is learnt from", () => {
    const values = Float32Array.from({ length: 4000 }, (_, i) => Math.sin(i / 9) + i / 4000);
    const found = denoisingOf({ values, rate: 360 }, { kind: "white", strength: 0.3, seed: 0 });
    const { train, heldOut, mean, deviation, level } = found;
    assert.equal(train.noisy.length, train.clean.length);
    assert.ok(Math.abs(level - 0.3 * deviation) < 1e-9);
    let sum = 0;
    train.noisy.forEach((x, i) => (sum += (x - train.clean[i]) ** 2));
    assert.ok(Math.abs(Math.sqrt(sum / train.noisy.length) - 0.3) < 0.02, "noise as strong as asked for");
    const highest = train.clean.reduce((most, x) => Math.max(most, x), -Infinity) * deviation + mean;
    assert.ok(highest <= Math.max(...values.subarray(0, 3200)) + 1e-5);
    assert.ok(Math.abs(heldOut.clean[0] * deviation + mean - values[3200]) < 1e-5);
    assert.ok(found.decibels.butterworth > found.decibels.before);
  });

  it("windows that overlap put a signal together again, at its ends too", async () => {
    const same = { reconstruct: async (windows) => windows };
    for (const length of [128, 200, 1000, 1001]) {
      const values = Float32Array.from({ length }, (_, i) => Math.sin(i / 5) * i);
      const scale = { mean: 3, deviation: 2 };
      const whole = await restored(same, values, scale, 0, length);
      whole.forEach((x, i) =>
        assert.ok(Math.abs(x - values[i]) < 1e-3 * (1 + Math.abs(values[i])), `${length}: ${i}`),
      );
      if (length < 1000) continue;
      const part = await restored(same, values, scale, 333, 700);
      part.forEach((x, i) => assert.ok(Math.abs(x - values[333 + i]) < 1e-2, `part ${i}`));
    }
  });

  it("a heart is cut into its beats, each with its peak at the same place; half of them are usual", () => {
    const { kind, starts, length, shapes, usualOnes: half, usual } = piecesOf(heart);
    assert.equal(kind, "beats");
    assert.ok(starts.length > 480 && starts.length < 510, `${starts.length}`);
    assert.equal(half.length, Math.ceil(starts.length / 2));
    const peak = usual.indexOf(Math.max(...usual));
    assert.ok(Math.abs(peak - (0.25 / 0.7) * 128) <= 2, `${peak}`);
    assert.equal(shapes.length, starts.length * 128);
    assert.equal(length, 252);
    // The usual half are narrow beats: half a tenth of a second from its peak the shape is down.
    for (const piece of half) assert.ok(shapes[piece * 128 + peak + 18] < 0.9, `piece ${piece}`);
  });

  it("what is usual may be of several kinds, and silence is told apart", () => {
    // Two tones by turns, pauses between them, and three clicks.
    const rate = 1000;
    const values = Float32Array.from({ length: 128 * 300 }, (_, i) => {
      const piece = Math.floor(i / 128);
      if ([50, 140, 230].includes(piece)) return i % 128 === 60 ? 4 : 0.3 * Math.sin(i * 1.7 + i * i);
      const turn = Math.floor(piece / 10) % 3;
      return turn === 2
        ? 0.001 * Math.sin(i * 7.7)
        : Math.sin((turn === 0 ? 0.3 : 0.9) * i) + 0.05 * Math.sin(i * 5.3);
    });
    const { kind, silent, usualOnes } = piecesOf({ values, rate });
    assert.equal(kind, "windows");
    const turnOf = (piece) => Math.floor(piece / 10) % 3;
    const odd = [50, 140, 230];
    silent.forEach((one, piece) =>
      assert.equal(one === 1, turnOf(piece) === 2 && !odd.includes(piece), `${piece}`),
    );
    for (const piece of odd) assert.ok(!usualOnes.includes(piece), `${piece} is none of the usual ones`);
    const ofTurn = (turn) => usualOnes.filter((piece) => turnOf(piece) === turn).length;
    assert.ok(ofTurn(0) > 60 && ofTurn(1) > 60, `${ofTurn(0)} and ${ofTurn(1)}`);
  });

  it("a machine is cut into windows, and its worn seconds are as documented", () => {
    const values = generate();
    assert.deepEqual(generate(), values);
    assert.equal(piecesOf({ values, rate }).kind, "windows");
    const loud = ([from, to]) => Math.max(...Array.from(values.subarray(from * rate, to * rate), Math.abs));
    const quiet = loud([1, 2.5]);
    for (const span of worn) assert.ok(loud(span) > 1.2 * quiet, `${span}`);
  });

  it("the lowest and the highest of each column, and places in a recording", () => {
    assert.deepEqual([...envelope([3, 1, 2, 5, 4, 0], 0, 6, 2)], [1, 3, 0, 5]);
    assert.deepEqual([...envelope([7, 8], 0, 2, 4)].slice(0, 2), [7, 7]);
    assert.deepEqual([62, 4.26, 0, 119.96].map((x) => formatClock(x, x === 4.26 ? 1 : 0)), ["1:02", "0:04.3", "0:00", "2:00"]); // prettier-ignore
  });
});

describe("own recordings", async () => {
  const { readSignals, recordingOf, limits } = await load("data/signals/own");
  const read = (content) => readSignals(new Blob([content]));
  const rows = (count, row) => Array.from({ length: count }, (_, i) => row(i)).join("\n");

  it("columns with names, a time that gives the rate, decimal commas, cells that are none", async () => {
    const found = await read(`time;a;b\n${rows(1200, (i) => `${(i / 50).toFixed(2).replace(".", ",")};${i}${i === 7 ? "x" : ""};0,5`)}`); // prettier-ignore
    assert.deepEqual(found.channels.map(({ name }) => name), ["a", "b"]); // prettier-ignore
    assert.ok(Math.abs(found.rate - 50) < 1e-6);
    assert.deepEqual(found.problems.find(({ kind }) => kind === "replaced").values, [1]);
    assert.equal(found.channels[0].values[7], 6, "what is no number takes the value before");
    assert.equal(found.channels[1].values[0], 0.5);
    const plain = await read(rows(1000, (i) => `${i}`));
    assert.deepEqual([plain.channels.length, plain.rate], [1, null]);
    const slower = recordingOf("x", found, { channel: 0, rate: 50, to: 45 });
    assert.equal(slower.values.length, 1080);
  });

  it("NPY of either order", async () => {
    const head = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1000), }".padEnd(117) + "\n";
    const file = Buffer.concat([
      Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, head.length, 0]),
      Buffer.from(head),
      Buffer.from(Float32Array.from({ length: 2000 }, (_, i) => i).buffer),
    ]);
    const found = await read(file);
    assert.equal(found.channels.length, 2);
    assert.equal(found.channels[1].values[1], 1001);
  });

  const refused = {
    empty: ["", "empty"],
    blank: [" \n", "empty"],
    "no numbers": [rows(2000, () => "a,b"), "noNumbers"],
    "too short": [rows(100, (i) => `${i}`), "tooShort"],
    "a sound without its format": ["RIFF....WAVE", "damaged"],
    "NPY that ends early": [Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]), "damaged"],
    "a time alone": [`time\n${rows(2000, (i) => `${i}`)}`, "noNumbers"],
    "gzip that ends early": [Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0]), "damaged"],
  };
  for (const [what, [content, fault]] of Object.entries(refused))
    it(`are refused: ${what}`, () => assert.rejects(read(content), { fault }));

  it("are refused where they are too many values for the rate", async () => {
    const found = await read(rows(3000, (i) => `${i}`));
    assert.throws(() => recordingOf("x", found, { channel: 0, rate: 1, to: limits.values }), {
      fault: "tooLong",
    });
  });
});

describe("the signals desk", () => {
  let browser, site, page;
  before(async () => {
    browser = await launch();
    site = await serveSite({ csp: false }); // axe is put into the page
    page = await opened("#/signals");
  });
  after(async () => {
    assert.deepEqual(page?.complaints, []);
    await browser?.close();
    await site?.close();
  });

  const isReady = () =>
    document.querySelector('[data-anchor="train"]')?.disabled === false &&
    /\d+ of/.test(document.querySelector('[data-anchor="figure-unusual"]')?.textContent);
  const opened = (hash, options) => openDesk(browser, `${site.url}${hash}`, isReady, options);
  const gain = async (id) =>
    Number.parseFloat((await anchor(page, `gain-${id}`).textContent()).replace("−", "-"));
  const shownWindow = () => anchor(page, "overview").getAttribute("aria-valuetext");

  it("takes more noise away than both filters, and says so", async () => {
    assert.match(await anchor(page, "gain-network").textContent(), /–/);
    await anchor(page, "train").click();
    await ended(page);
    await page.waitForFunction(() => /more than both/.test(document.querySelector('[data-anchor="noise-verdict"]').textContent)); // prettier-ignore
    assert.ok((await gain("network")) > (await gain("butterworth")) + 1);
    assert.ok((await gain("network")) > (await gain("average")) + 1);
  });

  it("shows unusual beats; one that is chosen is gone to", async () => {
    const [, unusual] = /(\d+) of \d+ beats/.exec(await anchor(page, "figure-unusual").textContent());
    assert.ok(unusual > 100 && unusual < 260, unusual);
    const before = await shownWindow();
    await page.locator('[data-anchor^="piece-"] ').nth(3).click();
    assert.notEqual(await shownWindow(), before);
    const download = page.waitForEvent("download");
    await anchor(page, "export-pieces").click();
    const csv = readFileSync(await (await download).path(), "utf8")
      .trim()
      .split("\r\n");
    assert.match(csv[0], /^beat,seconds,squared_error_mV2,unusual/);
    assert.equal(csv.filter((line) => line.split(",")[3] === "1").length, Number(unusual));
  });

  it("the window is dragged, zoomed and moved by keys", async () => {
    const home = await anchor(page, "overview").boundingBox();
    await page.mouse.click(home.x + 0.1 * home.width, home.y + 20);
    assert.match(await shownWindow(), /^0:2\d to 0:3\d$/);
    await anchor(page, "overview").focus();
    await page.keyboard.press("Home");
    assert.match(await shownWindow(), /^0:00 to 0:06$/);
    await page.keyboard.press("ArrowDown");
    assert.match(await shownWindow(), /^0:00 to 0:0[789]$/);
    const detail = await anchor(page, "detail").boundingBox();
    await page.mouse.move(detail.x + 400, detail.y + 100);
    await page.mouse.wheel(0, -400);
    await page.mouse.down();
    await page.mouse.move(detail.x + 100, detail.y + 100, { steps: 4 });
    await page.mouse.up();
    assert.notEqual(await shownWindow(), "0:00 to 0:07");
    await anchor(page, "series-butterworth").click();
    assert.equal(await anchor(page, "series-butterworth").getAttribute("aria-pressed"), "true");
  });

  it("another noise needs another network, and undo brings the one before back with what it learnt", async () => {
    const before = await gain("network");
    await anchor(page, "noise-kind").selectOption("muscle");
    await page.waitForFunction(() => /–/.test(document.querySelector('[data-anchor="gain-network"]').textContent)); // prettier-ignore
    assert.match(page.url(), /noise=muscle/);
    await anchor(page, "settings").click();
    await anchor(page, "undo").click();
    await page.waitForFunction(() => !/–/.test(document.querySelector('[data-anchor="gain-network"]').textContent)); // prettier-ignore
    assert.equal(await gain("network"), before);
  });

  it("takes somebody's recording at a rate of their choice, and gives the former one back", async () => {
    const content = Array.from({ length: 6000 }, (_, i) =>
      (Math.sin(i / 9) + 0.3 * Math.sin(i / 2)).toFixed(4),
    );
    const give = (text) =>
      page.setInputFiles('[data-anchor="own-file"]', {
        name: "pump.csv",
        mimeType: "text/csv",
        buffer: Buffer.from(text),
      });
    await give("a,b\nc,d\n");
    assert.match(await anchor(page, "own-fault").textContent(), /No column holds numbers/);
    assert.match(await anchor(page, "own-unchanged").textContent(), /Nothing was changed/);
    await page.keyboard.press("Escape");
    await give(`flow\n${content.join("\n")}`);
    await anchor(page, "own-length").waitFor();
    assert.match(await anchor(page, "own-length").textContent(), /does not say/);
    assert.ok(await anchor(page, "own-use").isDisabled());
    await anchor(page, "own-rate").fill("200");
    assert.match(await anchor(page, "own-length").textContent(), /0:30, 6,000 values/);
    assert.deepEqual(await violations(page), []);
    await anchor(page, "own-use").click();
    await page.waitForFunction(() => location.hash.includes("data=own"));
    await page.waitForFunction(() => /windows/.test(document.querySelector('[data-anchor="figure-unusual"]').textContent)); // prettier-ignore
    await anchor(page, "undo").click();
    await page.waitForFunction(() => /beats/.test(document.querySelector('[data-anchor="figure-unusual"]').textContent)); // prettier-ignore
  });

  it("is saved, opened again, judges next week's recording, reports, and is there after a reload", async () => {
    const week = await opened("#/signals?epochs=2");
    await anchor(week, "train").click();
    await week.waitForFunction(() => document.querySelector(".transport").dataset.status === "finished");
    const [download] = await Promise.all([week.waitForEvent("download"), anchor(week, "save").click()]);
    const file = readFileSync(await download.path());
    await week.goto("about:blank");
    await week.goto(`${site.url}#/signals?data=machine`);
    await week.waitForFunction(() => document.querySelector('[data-anchor="train"]:enabled'));
    const give = (anchorOf, name, buffer) =>
      week.setInputFiles(`[data-anchor="${anchorOf}"]`, {
        name,
        mimeType: "application/octet-stream",
        buffer,
      });
    await give("open-file", "other.safetensors", Buffer.from("nothing"));
    await anchor(week, "trouble").waitFor();
    await give("open-file", "heart.safetensors", file);
    await week.waitForFunction(() => /learnt from another recording, of 360/.test(document.querySelector('[data-anchor="signals-says"]')?.textContent)); // prettier-ignore
    const content = Array.from({ length: 6000 }, (_, i) =>
      (Math.sin(i / 9) + 0.3 * Math.sin(i / 2)).toFixed(4),
    );
    await give("own-file", "week.csv", Buffer.from(`flow\n${content.join("\n")}`));
    await anchor(week, "own-rate").fill("360");
    assert.ok(await anchor(week, "next-judge").isChecked(), "what was opened is to judge");
    await anchor(week, "own-use").click();
    await week.waitForFunction(() =>
      /week\.csv/.test(document.querySelector('[data-anchor="recording-own"]')?.textContent),
    );
    assert.match(await anchor(week, "signals-says").textContent(), /another recording .*times as strong/);
    await week.waitForFunction(() =>
      /\d/.test(document.querySelector('[data-anchor="gain-network"]').textContent),
    );
    await week.waitForFunction(() =>
      /windows are/.test(document.querySelector('[data-anchor="figure-unusual"]').textContent),
    );
    await anchor(week, "report").click();
    const report = week.frameLocator('[data-anchor="report-frame"]').locator("body");
    await report.getByText("week.csv").first().waitFor();
    assert.match(await report.textContent(), /Autoencoder.*dB.*Butterworth.*windows are unusual/s);
    await week.keyboard.press("Escape");
    await week.goto("about:blank");
    await week.goto(`${site.url}#/signals?data=own`);
    await week.waitForFunction(() =>
      /week\.csv/.test(document.querySelector('[data-anchor="recording-own"]')?.textContent),
    );
    assert.deepEqual(week.complaints, []);
    await week.context().close();
  });

  it("plays what is fast enough to be heard", async () => {
    assert.equal(await anchor(page, "listen").count(), 0, "a heart is none");
    await anchor(page, "recording-machine").click();
    await anchor(page, "play-noisy").waitFor();
    await page.waitForFunction(() => /windows/.test(document.querySelector('[data-anchor="figure-unusual"]').textContent)); // prettier-ignore
    await anchor(page, "play-noisy").click();
    await page.waitForFunction(() => /with noise|Stop/.test(document.querySelector('[data-anchor="play-noisy"]').textContent)); // prettier-ignore
    assert.ok(await anchor(page, "play-restored").isDisabled());
  });

  for (const [colorScheme, width] of [
    ["light", 1440],
    ["dark", 390],
  ])
    it(`has nothing to object to, ${colorScheme}, ${width} pixels, and never scrolls sideways`, async () => {
      const other = await opened("#/signals?epochs=2", { colorScheme, viewport: { width, height: 900 } });
      assert.deepEqual(await violations(other), []);
      for (const wide of [320, 360, 390, 768, 1180, 1440]) {
        await other.setViewportSize({ width: wide, height: 900 });
        await settled(other);
        const scrolled = await other.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(scrolled <= wide, `${scrolled} pixels wide at ${wide}`);
      }
      assert.deepEqual(other.complaints, []);
      await other.context().close();
    });
});
