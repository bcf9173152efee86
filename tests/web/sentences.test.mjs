// The sentences desk: a map, neighbours while one types, honest figures, own lines; and what is computed for it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { after, before, describe, it } from "node:test";
import { parseNpy } from "hourglass-autoencoder/data";
import { runnerImport } from "vite";
import { anchor, ended, launch, openDesk, serveSite, violations, settled } from "./support.mjs";

async function load(name) {
  const path = fileURLToPath(new URL(`../../web/src/${name}.ts`, import.meta.url));
  return (await runnerImport(path, { configFile: false, logLevel: "error" })).module;
}
const textOf = (language) =>
  readFileSync(new URL(`../../web/public/data/sentences.${language}.txt`, import.meta.url), "utf8");

describe("what the sentences desk computes", async () => {
  const { readSentences, readOwn, limits } = await load("data/sentences/sentences");
  const { fitOf, folds, nearest, placeAmong, sharedTopics, unitRows, vectorsOf } =
    await load("data/sentences/vectors");
  const { chanceOf, compared, summary } = await load("desks/sentences/figures");
  const { experimentOf, formatExperiment, byWay } = await load("desks/sentences/experiment");
  const about = { id: "own", name: "x" };

  it("at least 600 English sentences and 300 German ones on twelve topics, none twice, some in other words", () => {
    for (const [language, least] of [
      ["en", 600],
      ["de", 300],
    ]) {
      // prettier-ignore
      const { sentences, twice } = readSentences(textOf(language), about);
      assert.ok(sentences.lines.length >= least, `${language}: ${sentences.lines.length}`);
      assert.equal(sentences.topicNames.length, 12);
      assert.equal(twice, 0);
      assert.ok(Math.abs(chanceOf(sentences) - 1 / 12) < 0.001);
    }
    const { paraphrases, lines } = readSentences(textOf("en"), about).sentences;
    assert.equal(paraphrases.length, 60);
    assert.match(`${lines[paraphrases[0].line]} ${paraphrases[0].text}`, /doorbell.*doorbell/);
  });

  it("topics, other words, lines that are there twice or too long", () => {
    const { sentences, twice, cut } = readSentences(
      `# A\r\n${Array.from({ length: 20 }, (_, i) => `a ${i}`).join("\n")}\na 3\n= as said\n# B\n${"b".repeat(500)}`,
      about,
    );
    assert.deepEqual([sentences.lines.length, twice, cut], [21, 1, 1]);
    assert.deepEqual([...sentences.topics.slice(-2)], [0, 1]);
    assert.deepEqual(sentences.paraphrases, [{ line: 19, text: "as said" }]);
    assert.equal(sentences.lines.at(-1).length, limits.letters);
  });

  const many = (count) => Array.from({ length: count }, (_, i) => `line ${i}`).join("\n");
  const refused = {
    empty: ["", "empty"],
    "blank lines": ["\n \n", "empty"],
    "too few": [many(19), "tooFewLines"],
    "the same line over and over": ["x\n".repeat(50), "tooFewLines"],
    "too many": [many(10_001), "tooManyLines"],
    "too many topics": [
      Array.from({ length: 101 }, (_, i) => `# t${i}\nline ${i}`).join("\n"),
      "tooManyTopics",
    ],
    binary: [Buffer.from([1, 2, 0, 4, 5]), "binary"],
    "21 MB": [Buffer.alloc(21e6, "a\n"), "tooLarge"],
  };
  for (const [what, [content, fault]] of Object.entries(refused))
    it(`own lines are refused: ${what}`, () => assert.rejects(readOwn("x", new Blob([content])), { fault }));

  it("lines of Latin-1 are read", async () => {
    const { sentences } = await readOwn("x", new Blob([Buffer.from(`größe\n${many(20)}`, "latin1")]));
    assert.equal(sentences.lines[0], "größe");
  });

  it("nearest by cosine, and the share of them of the same topic, by the definition", async () => {
    const rows = Float32Array.from({ length: 40 * 3 }, (_, i) => Math.sin(i * i + 1));
    const units = unitRows(rows, 3);
    const query = units.slice(0, 3);
    const cosine = (row) => query.reduce((sum, x, i) => sum + x * units[row * 3 + i], 0);
    const wanted = Array.from({ length: 40 }, (_, row) => row).sort((a, b) => cosine(b) - cosine(a));
    assert.deepEqual(nearest(query, units, 3, 6).map(({ row }) => row), wanted.slice(0, 6)); // prettier-ignore
    const topics = wanted.map((_, row) => row % 2);
    const share = await sharedTopics({
      queries: rows.slice(0, 3),
      queryTopics: [0],
      rows,
      topics,
      width: 3,
      same: true,
    });
    assert.equal(share, wanted.filter((row) => row !== 0).slice(0, 5).filter((row) => row % 2 === 0).length / 5); // prettier-ignore
  });

  it("what is held out is not learnt from, and each line is held out once", async () => {
    const { sentences } = readSentences(textOf("en"), about);
    const outside = [];
    for (let fold = 0; fold < folds; fold++) {
      const { train, heldOut, encoder } = await vectorsOf(sentences, { seed: 0, fold }, fitOf(null));
      assert.equal(new Set([...train, ...heldOut]).size, sentences.lines.length);
      outside.push(...heldOut);
      const unknown = heldOut.filter((line) => {
        const { words, known } = encoder.known(sentences.lines[line]);
        return known < words;
      });
      assert.ok(unknown.length > 20, "words of held-out lines alone are unknown");
    }
    assert.deepEqual(outside.sort((a, b) => a - b), [...sentences.lines.keys()]); // prettier-ignore
  });

  it("a difference within the spread of either is none", () => {
    const shares = (...values) => values.map((unseen) => ({ unseen, paraphrased: null }));
    const { mean, spread } = summary(shares(0.5, 0.7), "unseen");
    assert.ok(Math.abs(mean - 0.6) < 1e-9 && Math.abs(spread - Math.sqrt(0.02)) < 1e-9);
    assert.equal(summary(shares(0.5), "paraphrased"), null);
    assert.equal(compared(shares(0.5, 0.6, 0.7), shares(0.65, 0.7, 0.66)), "same");
    assert.equal(compared(shares(0.5, 0.52), shares(0.3, 0.31)), "more");
    assert.equal(compared(shares(0.3, 0.31), shares(0.5, 0.52)), "less");
  });

  it("a sentence lies on the place of the one that it is, others between those that are near", () => {
    const rows = unitRows(Float32Array.of(1, 0, 0, 1, -1, 0, 0, -1), 2);
    const places = Float32Array.of(0, 0, 10, 0, 0, 10, 10, 10);
    const [x, y] = placeAmong(rows.subarray(2, 4), rows, 2, places);
    assert.ok(Math.hypot(x - 10, y) < 0.01);
    const [p, q] = placeAmong(unitRows(Float32Array.of(1, 1), 2), rows, 2, places);
    assert.ok(p > 4 && p < 6 && q < 1);
  });

  it("links hold what sentences are compared by; German goes by letters", () => {
    const of = (text) => experimentOf(new URLSearchParams(text));
    assert.equal(formatExperiment(of("")), "#/sentences?data=en");
    assert.deepEqual([of("").way, of("").values.latent], ["meaning", 16]);
    assert.equal(formatExperiment(of("by=letters&latent=16")), "#/sentences?data=en&by=letters&latent=16");
    assert.deepEqual([of("data=de&by=meaning").way, of("data=de").values.latent], ["letters", 32]);
    assert.equal(formatExperiment(of("data=de")), "#/sentences?data=de");
    const changed = byWay(of("latent=8&epochs=150"), "letters");
    assert.deepEqual([changed.values.latent, changed.values.epochs], [8, 100]);
  });
});

describe("what is found among sentences", async () => {
  const { kMeans, silhouette } = await load("lib/k-means");
  const { nearPairs } = await load("lib/near-pairs");
  const { gradient, nearness, tsne } = await load("lib/tsne");
  const { overlap, placeNames, spread } = await load("views/names");
  const { marksOf, piecesOf } = await load("desks/sentences/marking");
  const { namesOf } = await load("desks/sentences/groups.svelte");
  const { randomNumbers } = await load("lib/random");
  const random = randomNumbers(5);
  const some = (count) => Float32Array.from({ length: count }, () => random() - 0.5);

  /** Four heaps in five dimensions, row i in heap i % 4. */
  const heaps = (count) => some(5 * count).map((value, i) => 0.3 * value + (i % 5 === Math.floor(i / 5) % 4 ? 1 : 0)); // prettier-ignore

  it("groups are the heaps that there are, the largest first, the same every time", () => {
    const rows = heaps(101);
    const { groups, distances, centres } = kMeans(rows, 5, 4, 0);
    for (let i = 4; i < 101; i++) assert.equal(groups[i], groups[i % 4], `${i}`);
    assert.equal(groups[0], 0, "heap 0 has one row more");
    const far = Math.sqrt(distances[7]);
    const centre = centres.subarray(5 * groups[7], 5 * groups[7] + 5);
    assert.ok(Math.abs(far - Math.hypot(...centre.map((value, k) => value - rows[35 + k]))) < 1e-5);
    assert.deepEqual(kMeans(rows, 5, 4, 0), { groups, distances, centres });
    assert.ok(silhouette(rows, 5, groups) > silhouette(rows, 5, kMeans(rows, 5, 3, 0).groups));
    assert.deepEqual(kMeans(new Float32Array(10).fill(1), 2, 3, 0).groups.length, 5, "all alike");
  });

  it("a silhouette, by hand", () => {
    const rows = Float32Array.of(0, 1, 10, 12);
    // To the other group and within: 11 and 1, 10 and 1, 9.5 and 2, 11.5 and 2.
    const wanted = (10 / 11 + 9 / 10 + 7.5 / 9.5 + 9.5 / 11.5) / 4;
    assert.ok(Math.abs(silhouette(rows, 1, Uint8Array.of(0, 0, 1, 1)) - wanted) < 1e-6);
    assert.equal(silhouette(rows, 1, Uint8Array.of(0, 0, 0, 0)), 0);
  });

  for (const [what, width, share] of [
    ["dense", 40, 1],
    ["sparse", 200, 0.03],
  ])
    it(`pairs that are almost the same: ${what} rows, as by comparing all`, () => {
      const values = some(150 * width).map((value) => (random() < share ? value : 0));
      values.copyWithin(width, 0, width);
      values.set(values.subarray(0, width).map((value, i) => (i % 9 ? value : 0)), 50 * width); // prettier-ignore
      const rows = values.slice();
      for (let i = 0; i < 150; i++) {
        const length = Math.hypot(...rows.subarray(i * width, (i + 1) * width)) || 1;
        for (let k = 0; k < width; k++) rows[i * width + k] /= length;
      }
      const wanted = [];
      for (let i = 0; i < 150; i++)
        for (let j = 0; j < i; j++) {
          let cosine = 0;
          for (let k = 0; k < width; k++) cosine += rows[i * width + k] * rows[j * width + k];
          if (cosine >= 0.3) wanted.push(`${j} ${i}`);
        }
      const found = nearPairs(rows, width, 0.3, 1e6);
      assert.deepEqual(found.map(({ first, second }) => `${first} ${second}`).sort(), wanted.sort());
      assert.ok(wanted.length > 1);
      assert.deepEqual([found[0].first, found[0].second], [0, 1]);
      assert.equal(nearPairs(rows, width, 0.3, 1).length, 1);
    });

  it("t-SNE: neighbours as the perplexity asks for, the slope of its divergence, and heaps stay together", () => {
    const count = 24;
    const rows = heaps(count);
    const distances = Float32Array.from({ length: count * count }, (_, i) => {
      const [a, b] = [Math.floor(i / count), i % count];
      return rows
        .subarray(5 * a, 5 * a + 5)
        .reduce((sum, value, k) => sum + (value - rows[5 * b + k]) ** 2, 0);
    });
    const near = nearness(distances, count, 5);
    assert.ok(Math.abs(near.reduce((sum, value) => sum + value, 0) - 1) < 1e-5);
    const places = Float64Array.from(some(2 * count));
    const divergence = () => {
      const affinity = (i, j) => 1 / (1 + (places[2 * i] - places[2 * j]) ** 2 + (places[2 * i + 1] - places[2 * j + 1]) ** 2); // prettier-ignore
      let [all, sum] = [0, 0];
      for (let i = 0; i < count; i++) for (let j = 0; j < count; j++) if (i !== j) all += affinity(i, j);
      for (let i = 0; i < count; i++)
        for (let j = 0; j < count; j++)
          if (i !== j) sum += near[i * count + j] * Math.log(near[i * count + j] / (affinity(i, j) / all));
      return sum;
    };
    const slope = gradient(near, places);
    for (const i of [0, 7, 30]) {
      const before = places[i];
      places[i] = before + 1e-4;
      const above = divergence();
      places[i] = before - 1e-4;
      const below = divergence();
      places[i] = before;
      assert.ok(Math.abs((above - below) / 2e-4 - slope[i]) < 1e-5, `${i}`);
    }
    const map = tsne(heaps(60), 5, some(120), { perplexity: 8 });
    for (let i = 0; i < 60; i++) {
      const far = (j) => Math.hypot(map[2 * i] - map[2 * j], map[2 * i + 1] - map[2 * j + 1]);
      const next = [...Array(60).keys()].filter((j) => j !== i).sort((a, b) => far(a) - far(b))[0];
      assert.equal(next % 4, i % 4, `${i} beside ${next}`);
    }
  });

  it("names never overlap, and lie within the map, whatever the marks", () => {
    for (let trial = 0; trial < 20; trial++) {
      const [width, height] = [[784, 624], [358, 400]][trial % 2]; // prettier-ignore
      const marks = some(400).map((value, i) => (value + 0.5) * (i % 2 ? height : width));
      const labels = Uint8Array.from({ length: 200 }, (_, i) => i % 12);
      const names = Array.from({ length: 12 }, (_, label) => ({ label, width: 60 + 70 * random() }));
      const placed = placeNames(names, 22, { marks, labels, width, height });
      assert.ok(placed.length >= 8, `${placed.length}`);
      placed.forEach(({ box }, i) => {
        assert.ok(box.left >= 0 && box.top >= 0 && box.right <= width && box.bottom <= height);
        for (const other of placed.slice(i + 1)) assert.ok(!overlap(box, other.box));
      });
    }
    assert.deepEqual(placeNames([{ label: 3, width: 50 }], 22, { marks: Float32Array.of(5, 5), labels: [0], width: 300, height: 300 }), []); // prettier-ignore
  });

  it("marks move apart, and stay on the map", () => {
    const moved = spread(
      Float32Array.from({ length: 80 }, () => 50 + 4 * random()),
      8,
      300,
      300,
    );
    for (const value of moved) assert.ok(value >= 8 && value <= 292);
    let covered = 0;
    for (let i = 0; i < 40; i++)
      for (let j = 0; j < i; j++)
        covered += Math.hypot(moved[2 * i] - moved[2 * j], moved[2 * i + 1] - moved[2 * j + 1]) < 4;
    assert.ok(covered < 5, `${covered}`);
  });

  it("marks the words that bring two sentences together, and those that nobody knows", () => {
    const encoder = {
      features: 3,
      transform: (texts) =>
        Float32Array.from(texts.flatMap((text) => ["dog", "cat", "the"].map((word) => text.split(word).length - 1 || 1e-3))), // prettier-ignore
      known: (word) => ({ words: 1, known: Number(word !== "zzz") }),
    };
    const marks = marksOf(encoder, "The dog, a zzz cat", ["dog dog"]);
    assert.deepEqual(marks, [null, "near", null, "unknown", null]);
    const pieces = piecesOf("The dog, a zzz cat", marks);
    assert.equal(pieces.map(({ text }) => text).join(""), "The dog, a zzz cat");
    assert.deepEqual(pieces.filter(({ mark }) => mark).map(({ text }) => text), ["dog", "zzz"]); // prettier-ignore
  });

  it("groups are named by the words that they alone have", () => {
    const lines = ["the dog barks", "the dog runs", "the moon shines", "the moon is full", "the moon rises"];
    assert.deepEqual(namesOf(lines, Uint8Array.of(1, 1, 0, 0, 0), 2).map((name) => name.split(", ")[0]), ["moon", "dog"]); // prettier-ignore
  });
});

describe("the sentences desk", () => {
  let browser, site, page;
  before(async () => {
    browser = await launch();
    site = await serveSite({ csp: false }); // axe is put into the page
    page = await opened("#/sentences");
  });
  after(async () => {
    assert.deepEqual(page?.complaints, []);
    await browser?.close();
    await site?.close();
  });

  const isReady = () => document.querySelector('[data-anchor="near"] li');
  const opened = (hash, options) => openDesk(browser, `${site.url}${hash}`, isReady, options);
  const share = async (name) => Number.parseInt(await anchor(page, `share-${name}`).textContent());
  const near = () => page.locator('[data-anchor="near"] li');

  it("finds what is near before anything is learnt, by all numbers of the words", async () => {
    await page.waitForFunction(() => document.querySelector('[data-settled="true"]'));
    assert.match(await page.locator(".find .head").textContent(), /of the other 600, by 100 numbers/);
    assert.equal(await near().count(), 5);
    assert.equal(await anchor(page, "meaning").count(), 0);
  });

  it("learns, counts neighbours of the same topic in five ways, and says how these compare", async () => {
    await anchor(page, "train").click();
    await ended(page);
    await page.waitForFunction(() => /splits differ/.test(document.querySelector('[data-anchor="figures-say"]').textContent)); // prettier-ignore
    const shares = {};
    for (const name of ["full", "axes", "network", "letters"]) shares[name] = await share(`${name}-unseen`);
    assert.ok(shares.network >= 72, `${JSON.stringify(shares)}`);
    assert.ok((await share("network-paraphrased")) >= 72);
    assert.ok(shares.letters < 45);
    assert.match(await anchor(page, "figures-say").textContent(), /Meaning finds more than letters do\./);
  });

  it("the map has a name for each topic, and held-out sentences", async () => {
    await page.waitForFunction(() => document.querySelector('[data-settled="true"]'));
    assert.equal(await anchor(page, "map").getAttribute("data-names"), "12");
    assert.match(await anchor(page, "hovered").textContent(), /Outlined: not learnt from/);
  });

  it("finds what is near by meaning while one types; a sentence of the collection is left out", async () => {
    await anchor(page, "query").fill("The mare licks her newborn foal.");
    await page.waitForFunction(() =>
      /foal/.test(document.querySelector('[data-anchor="known"]').textContent),
    );
    assert.match(await anchor(page, "known").textContent(), /5 of 6 words known.*“foal” is not among the 30,000/s); // prettier-ignore
    const topics = await near().allTextContents();
    assert.equal(topics.length, 5);
    assert.ok(topics.filter((text) => /Animals/.test(text)).length >= 3, topics.join("\n"));
    assert.ok((await page.locator('[data-anchor="near"] u.near').count()) >= 5);
    const line = "The dog sleeps on the carpet in front of the fire.";
    await anchor(page, "query").fill(line);
    await page.waitForFunction(() => /one of the 601/.test(document.querySelector('[data-anchor="known"]').textContent)); // prettier-ignore
    for (const text of await near().allTextContents()) assert.ok(!text.includes(line), text);
    await anchor(page, "query").fill("qqq xyzzy");
    await page.waitForFunction(() => /No word is known/.test(document.querySelector('[data-anchor="known"]').textContent)); // prettier-ignore
    assert.equal(await near().count(), 0);
  });

  it("what is near follows while one types, and no key holds the page up for long", async () => {
    await anchor(page, "query").fill("");
    await page.evaluate(() => {
      window.longest = 0;
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration);
      }).observe({ type: "longtask" });
    });
    await anchor(page, "query").pressSequentially("The doctor measures the pulse of the child", {
      delay: 20,
    });
    await page.waitForFunction(() => /Health/.test(document.querySelector('[data-anchor="near"] li').textContent)); // prettier-ignore
    const longest = await page.evaluate(() => window.longest);
    assert.ok(longest < 500, `${longest} ms on a computer that does other things, too`);
  });

  it("goes from one sentence to another, and says what a number stands for", async () => {
    await anchor(page, "query").fill("The choir rehearses every Tuesday evening.");
    await anchor(page, "other").fill("The rocket carried a satellite into orbit.");
    await page.waitForFunction(() => /Space/.test([...document.querySelectorAll('[data-anchor="way"] li')].at(-1)?.textContent)); // prettier-ignore
    assert.match(await page.locator('[data-anchor="way"] li').first().textContent(), /Music|School/);
    const meaning = () => anchor(page, "meaning").textContent();
    assert.match(await meaning(), /What a number stands for.*deviations.*high.*low/s);
    const before = await meaning();
    const other = (await anchor(page, "unit").inputValue()) === "2" ? "3" : "2";
    await anchor(page, "unit").selectOption(other);
    await page.waitForFunction((text) => document.querySelector('[data-anchor="meaning"]').textContent !== text, before); // prettier-ignore
    await anchor(page, "other").fill("");
  });

  it("groups are found, named and counted; their number can be chosen by the silhouette", async () => {
    await page.locator("#tab-groups").click();
    const groups = page.locator('[data-anchor="groups"] li');
    await groups.first().waitFor();
    assert.equal(await groups.count(), 12);
    assert.match(
      await anchor(page, "map-says").textContent(),
      /Marks are groups now\.\s+[6-9]\d% of the lines/,
    );
    await page.waitForFunction(() => /highest/.test(document.querySelector('[data-anchor="silhouette"]').textContent)); // prettier-ignore
    if ((await anchor(page, "best-count").count()) > 0) {
      const best = Number(/at (\d+)/.exec(await anchor(page, "best-count").textContent())[1]);
      await anchor(page, "best-count").click();
      await page.waitForFunction((wanted) => document.querySelectorAll('[data-anchor="groups"] li').length === wanted, best); // prettier-ignore
    }
    assert.deepEqual(await violations(page), []);
    const odd = page.locator('[data-anchor="oddest"] button').first();
    const line = await odd.textContent();
    await odd.click();
    assert.equal(await anchor(page, "query").inputValue(), line);
  });

  it("pairs that say almost the same are listed from a threshold on, and leave as CSV", async () => {
    await page.locator("#tab-duplicates").click();
    await anchor(page, "duplicates-say").waitFor();
    const slider = page.locator('[data-anchor="duplicate-threshold"] input');
    await slider.evaluate((input) => {
      input.value = "5"; // 0.75
      input.dispatchEvent(new Event("input", { bubbles: true }));
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
    await page.waitForFunction(() => /\d+ pairs/.test(document.querySelector('[data-anchor="duplicates-say"]').textContent)); // prettier-ignore
    const found = Number(/(\d+) pairs/.exec(await anchor(page, "duplicates-say").textContent())[1]);
    assert.ok(found > 20);
    assert.equal(await page.locator('[data-anchor="duplicates"] li').count(), 20);
    assert.deepEqual(await violations(page), []);
    const download = page.waitForEvent("download");
    await anchor(page, "export-duplicates").click();
    const csv = readFileSync(await (await download).path(), "utf8")
      .trim()
      .split("\r\n");
    assert.equal(csv.length, found + 1);
    assert.match(csv[0], /^cosine,first_line,first,second_line,second$/);
    assert.match(csv[1], /^0\.8\d+,\d+,/);
    await page.locator("#tab-near").click();
  });

  it("a click on the map takes the sentence that is pointed at", async () => {
    await page.waitForFunction(() => document.querySelector('[data-settled="true"]'));
    const map = page.locator('[data-anchor="sentence-map"] canvas');
    await map.scrollIntoViewIfNeeded();
    const box = await map.boundingBox();
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await settled(page);
    for (let i = 0; i < 40 && /A click takes/.test(await anchor(page, "hovered").textContent()); i++)
      await page.mouse.move(
        box.x + box.width / 2 + 6 * i - 120,
        box.y + box.height / 2 + ((i * 37) % 60) - 30,
      );
    const pointed = await anchor(page, "hovered").textContent();
    await page.mouse.down();
    await page.mouse.up();
    const taken = await anchor(page, "query").inputValue();
    assert.ok(taken && pointed.includes(taken), `${pointed}: ${taken}`);
    await anchor(page, "map").press("ArrowRight");
    await anchor(page, "map").press("Enter");
    assert.notEqual(await anchor(page, "query").inputValue(), taken);
  });

  it("vectors leave as CSV and NPY, of length 1", async () => {
    const taken = async (type) => {
      const download = page.waitForEvent("download");
      await anchor(page, `export-${type}`).click();
      return readFileSync(await (await download).path());
    };
    const { shape, data } = parseNpy(new Uint8Array(await taken("npy")));
    assert.deepEqual(shape, [601, 16]);
    const first = data.slice(0, 16).reduce((sum, x) => sum + x * x, 0);
    assert.ok(Math.abs(first - 1) < 1e-4);
    const csv = (await taken("csv")).toString().split("\r\n");
    assert.match(csv[0], /^\ufeffline,topic,unit_1,/);
    assert.ok(Math.abs(Number(csv[1].split(",")[2]) - data[0]) < 1e-6);
  });

  it("is saved, opened again, places next week's lines, and these are there after a reload", async () => {
    const [download] = await Promise.all([page.waitForEvent("download"), anchor(page, "save").click()]);
    const file = readFileSync(await download.path());
    const week = await opened("#/sentences?data=de");
    await week.setInputFiles('[data-anchor="open-file"]', {
      name: "en.safetensors",
      mimeType: "application/octet-stream",
      buffer: file,
    });
    await anchor(week, "sentences-says").waitFor();
    const lines = Array.from(
      { length: 40 },
      (_, i) => `We took train number ${i} to the ${i % 2 ? "sea" : "mountains"} and back.`,
    );
    await week.setInputFiles('[data-anchor="own-file"]', {
      name: "week.txt",
      mimeType: "text/plain",
      buffer: Buffer.from(lines.join("\n")),
    });
    assert.ok(await anchor(week, "next-judge").isChecked());
    await anchor(week, "own-use").click();
    await week.waitForFunction(() =>
      /week\.txt/.test(document.querySelector('[data-anchor="language-own"]')?.textContent),
    );
    await anchor(week, "sentences-says").waitFor();
    await week.waitForFunction(() => document.querySelector('[data-anchor="near"] li'));
    await week.goto("about:blank");
    await week.goto(`${site.url}#/sentences?data=own`);
    await week.waitForFunction(() =>
      /week\.txt/.test(document.querySelector('[data-anchor="language-own"]')?.textContent),
    );
    assert.deepEqual(week.complaints, []);
    await week.context().close();
  });

  it("takes somebody's own lines, and undo brings the former ones back", async () => {
    const give = (text) =>
      page.setInputFiles('[data-anchor="own-file"]', {
        name: "mine.txt",
        mimeType: "text/plain",
        buffer: Buffer.from(text),
      });
    await give("one\ntwo\n");
    assert.match(await anchor(page, "own-fault").textContent(), /20 different lines.*here are 2/);
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press("Escape");
    const steps = await anchor(page, "figure-steps").textContent();
    await give(Array.from({ length: 60 }, (_, i) => `sentence number ${i} about ${i % 2 ? "cats" : "dogs"}`).join("\n")); // prettier-ignore
    await anchor(page, "own-use").click();
    await page.waitForFunction(() => location.hash.includes("data=own"));
    await page.waitForFunction(() => /have no topics/.test(document.body.textContent));
    await anchor(page, "settings").click();
    await anchor(page, "undo").click();
    await page.waitForFunction(
      (wanted) => document.querySelector('[data-anchor="figure-steps"]').textContent === wanted,
      steps,
    );
  });

  it("lines whose words it does not know go by letters, and it says why", async () => {
    const german = Array.from({ length: 40 }, (_, i) => `Zwischenruf ${i}: unser Teppich liegt neben der Heizung`); // prettier-ignore
    await page.setInputFiles('[data-anchor="own-file"]', {
      name: "zeilen.txt",
      mimeType: "text/plain",
      buffer: Buffer.from(german.join("\n")),
    });
    await anchor(page, "own-use").click();
    await page.waitForFunction(() => /not among the English ones/.test(document.querySelector(".says").textContent)); // prettier-ignore
    assert.match(await page.evaluate(() => location.hash), /data=own&by=letters/);
  });

  for (const [colorScheme, width] of [
    ["light", 1440],
    ["dark", 390],
  ])
    it(`has nothing to object to, ${colorScheme}, ${width} pixels, and never scrolls sideways`, async () => {
      const other = await opened("#/sentences?epochs=2", { colorScheme, viewport: { width, height: 900 } });
      assert.deepEqual(await violations(other), []);
      for (const wide of [320, 360, 390, 768, 1180, 1440]) {
        await other.setViewportSize({ width: wide, height: 900 });
        await settled(other);
        const headings = await other.evaluate(() =>
          [...document.querySelectorAll("section:has(#figures-heading) thead th")].map(
            ({ scrollWidth, clientWidth }) => scrollWidth - clientWidth,
          ),
        );
        assert.ok(headings.length > 0 && headings.every((over) => over <= 0), `${headings} at ${wide}`);
        const scrolled = await other.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(scrolled <= wide, `${scrolled} pixels wide at ${wide}`);
      }
      assert.deepEqual(other.complaints, []);
      await other.context().close();
    });
});
