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
  const { nearest, sharedTopics, unitRows, vectorsOf } = await load("data/sentences/vectors");
  const { chanceOf } = await load("desks/sentences/figures");
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

  it("what is held out is not learnt from", async () => {
    const { sentences } = readSentences(textOf("en"), about);
    const { train, heldOut, vectorizer } = await vectorsOf(sentences, 0);
    assert.equal(train.length + heldOut.length, sentences.lines.length);
    assert.equal(new Set([...train, ...heldOut]).size, sentences.lines.length);
    const unknown = heldOut.filter((line) => {
      const { words, known } = vectorizer.known(sentences.lines[line]);
      return known < words;
    });
    assert.ok(unknown.length > 20, "words of held-out lines alone are unknown");
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

  it("learns, counts neighbours of the same topic, and says how that compares", async () => {
    await anchor(page, "train").click();
    await ended(page);
    await page.waitForFunction(() => /Here/.test(document.querySelector('[data-anchor="figures-say"]').textContent)); // prettier-ignore
    const shares = {
      network: await share("network-unseen"),
      singular: await share("singular-unseen"),
      plain: await share("plain-unseen"),
    };
    assert.ok(shares.network > 14, `far above chance: ${shares.network}`);
    assert.ok(shares.plain >= shares.network, "TF-IDF has many times the numbers");
    const says = await anchor(page, "figures-say").textContent();
    const difference = shares.network - shares.singular;
    // The shares are shown as whole per cents: where the verdict turns, both may stand.
    const allowed = [
      difference >= 3 && /find more than SVD/,
      difference <= -3 && /find no more than SVD/,
      Math.abs(difference) <= 3 && /find about as much/,
    ].filter(Boolean);
    assert.ok(
      allowed.some((words) => words.test(says)),
      `${difference} more than SVD: ${says}`,
    );
  });

  it("finds what is near while one types; a sentence finds itself", async () => {
    await anchor(page, "query").fill("The dog sleeps on the carpet in front of the fire.");
    await page.waitForFunction(() => /The dog sleeps on the carpet/.test(document.querySelector('[data-anchor="near"] li').textContent)); // prettier-ignore
    assert.match(await near().first().textContent(), /Animals.*1\.00/s);
    assert.match(await anchor(page, "known").textContent(), /11 of 11|10 of 11/);
    await anchor(page, "near-plain").click();
    assert.match(await near().first().textContent(), /The dog sleeps.*1\.00/s);
    await anchor(page, "near-compact").click();
    await anchor(page, "query").fill("qqq xyzzy");
    await page.waitForFunction(() => /No word is known/.test(document.querySelector('[data-anchor="known"]').textContent)); // prettier-ignore
    assert.equal(await near().count(), 0);
  });

  it("goes from one sentence to another, says what a unit stands for, and changes the map's axes", async () => {
    await anchor(page, "query").fill("The choir rehearses every Tuesday evening.");
    await anchor(page, "other").fill("The rocket carried a satellite into orbit.");
    await page.waitForFunction(() => /satellite/.test([...document.querySelectorAll('[data-anchor="way"] li')].at(-1)?.textContent)); // prettier-ignore
    assert.match(await page.locator('[data-anchor="way"] li').first().textContent(), /choir/);
    assert.match(
      await anchor(page, "meaning").textContent(),
      /What unit \d+ stands for.*deviations.*up.*down/s,
    );
    assert.match(await anchor(page, "axes-say").textContent(), /chosen with the topics/);
    await anchor(page, "axes").selectOption("principal");
    assert.equal(await anchor(page, "axes-say").count(), 0);
  });

  it("a click on the map takes the sentence that is pointed at", async () => {
    const box = await page.locator('[data-anchor="sentence-map"] canvas').boundingBox();
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
    assert.equal(await anchor(page, "query").inputValue(), pointed);
  });

  it("vectors leave as CSV and NPY, of length 1", async () => {
    const taken = async (type) => {
      const download = page.waitForEvent("download");
      await anchor(page, `export-${type}`).click();
      return readFileSync(await (await download).path());
    };
    const { shape, data } = parseNpy(new Uint8Array(await taken("npy")));
    assert.deepEqual(shape, [601, 32]);
    const first = data.slice(0, 32).reduce((sum, x) => sum + x * x, 0);
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
