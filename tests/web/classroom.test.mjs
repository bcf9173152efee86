// What a class needs besides lessons: a race, the results of all, own signs, reports.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { after, before, describe, it } from "node:test";
import { runnerImport } from "vite";
import {
  anchor,
  draw,
  figure,
  launch,
  openDesk,
  openPage,
  serveSite,
  violations,
  settled,
} from "./support.mjs";

async function load(name) {
  const file = fileURLToPath(new URL(`../../web/src/${name}.ts`, import.meta.url));
  return (await runnerImport(file, { configFile: false, logLevel: "error" })).module;
}
const { codeOf, resultOf, linesOf } = await load("lessons/results");
const { parseSigns } = await load("data/signs/signs");

const points = [0.0137, 0.0211, 0.031, 0.041, 0.052];
const result = { lesson: "2", answer: 1, oneFile: false, points };
const enabled = (page, name) => page.locator(`[data-anchor="${name}"]:enabled`).waitFor();
const says = (page, name, start) =>
  page.waitForFunction(
    ([of, text]) => document.querySelector(`[data-anchor="${of}"]`)?.textContent.trim().startsWith(text),
    [name, start],
  );

describe("codes", () => {
  it("hold what was measured to half a per cent, and the answer", () => {
    for (const lesson of ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"]) {
      const code = codeOf({ lesson, answer: 3, oneFile: true, points: [0.0123, null, 21.7, 0, 0.981] });
      const found = resultOf(code.toLowerCase().replaceAll("-", " "));
      assert.equal(found.lesson, lesson);
      assert.equal(found.answer, 3);
      assert.equal(found.oneFile, true);
      found.points.forEach((value, i) => {
        const wanted = [0.0123, null, 21.7, 0, 0.981][i] ?? null;
        if (!wanted) assert.equal(value, wanted);
        else assert.ok(Math.abs(value / wanted - 1) < 0.005, `${value} for ${wanted}`);
      });
    }
  });

  it("with any one sign wrong, or two exchanged, are refused", () => {
    const code = codeOf(result).replaceAll("-", "");
    for (let i = 0; i < code.length; i++) {
      for (const sign of "0123456789ABCDEFGHJKMNPQRSTVWXYZ") {
        if (sign !== code[i])
          assert.equal(resultOf(code.slice(0, i) + sign + code.slice(i + 1)), "checksum", `${i} ${sign}`);
      }
      const swapped = code.slice(0, i) + (code[i + 1] ?? "") + code[i] + code.slice(i + 2);
      if (swapped !== code) assert.equal(resultOf(swapped), "checksum");
    }
    for (const text of ["", "-", "0", "ZZZZ-ZZZZ", "4G45", "!!!!", "ÄÖÜ-1234"])
      assert.equal(typeof resultOf(text), "string", text);
  });

  it("are found behind any name", () => {
    const code = codeOf(result);
    const lines = linesOf(`Mia ${code}\n\nJonas B.: ${code.replaceAll("-", "")}\n${code}\nLea\n李, ${code}`);
    assert.deepEqual(
      lines.map(({ number, name, result: found }) => [
        number,
        name,
        typeof found === "string" ? found : "read",
      ]),
      [
        [1, "Mia", "read"],
        [3, "Jonas B.", "read"],
        [4, "", "read"],
        [5, "Lea", "empty"],
        [6, "李", "read"],
      ],
    );
  });
});

describe("signs in files", () => {
  const file = (changes) =>
    JSON.stringify({
      format: "hourglass-signs",
      version: 1,
      classes: [{ name: "A", drawings: [btoa("\0".repeat(784))] }],
      ...changes,
    });
  const faultOf = (text) => {
    try {
      parseSigns(text);
      return "none";
    } catch (error) {
      return `${error.fault} ${error.where}`.trim();
    }
  };

  it("are refused with what is wrong where", () => {
    assert.equal(faultOf(file({})), "none");
    assert.equal(faultOf("{"), "json");
    assert.equal(faultOf("null"), "format");
    assert.equal(faultOf(file({ format: "other" })), "format");
    assert.equal(faultOf(file({ classes: 3 })), "format");
    assert.equal(faultOf(file({ classes: Array(11).fill({ name: "A", drawings: [] }) })), "classes 11");
    assert.equal(faultOf(file({ classes: [{ drawings: [] }] })), "name 1");
    assert.equal(faultOf(file({ classes: [null] })), "name 1");
    assert.equal(faultOf(file({ classes: [{ name: "B", drawings: ["AAAA"] }] })), "drawing B 1");
    assert.equal(faultOf(file({ classes: [{ name: "B", drawings: ["!".repeat(1048)] }] })), "drawing B 1");
    assert.equal(faultOf(file({ classes: [{ name: "B", drawings: Array(1001).fill("") }] })), "many B");
    assert.equal(faultOf("x".repeat(17e6)), "large");
  });
});

describe("the classroom", () => {
  let browser;
  let server;
  before(async () => {
    [browser, server] = await Promise.all([launch(), serveSite()]);
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });
  const open = async (hash, name, options) => {
    const page = await openDesk(
      browser,
      `${server.url}${hash}`,
      () => document.querySelector("main"),
      options,
    );
    await enabled(page, name);
    return page;
  };

  it(
    "races in equal steps; the winner is ringed, what runs away comes last",
    { timeout: 90_000 },
    async () => {
      const page = await open(
        "#/race?kind=variational&differs=lr&lanes=0.0001,0.003,10&epochs=1",
        "race-run",
      );
      await anchor(page, "race-run").click();
      await page.waitForFunction(
        () => document.querySelector('[data-anchor="race-says"]')?.textContent.length > 8,
        null,
        { timeout: 60_000 },
      );
      const errors = await Promise.all(
        [1, 2].map((lane) => anchor(page, `lane-error-${lane}`).textContent()),
      );
      const better = Number(errors[0]) < Number(errors[1]) ? 1 : 2;
      assert.equal(await anchor(page, `lane-place-${better}`).textContent(), "1st");
      assert.match(await anchor(page, `lane-${better}`).getAttribute("class"), /first/);
      assert.match(await anchor(page, "lane-place-3").textContent(), /ran away/);
      const steps = await anchor(page, "race-steps").textContent();
      assert.match(steps, /^282 of 282/);
      await anchor(page, "race-differs").selectOption("latent");
      await page.waitForURL(/differs=latent/);
      await page.goBack();
      await page.waitForURL(/differs=lr/);
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    },
  );

  it("turns codes into one plot, names bad lines, and keeps other editions out of the median", async () => {
    const page = await open("#/class", "class-codes");
    const lines = Array.from({ length: 9 }, (_, i) => {
      const code = codeOf({ ...result, answer: i % 2, points: points.map((value) => value * (1 + i / 100)) });
      return `Pupil ${i} ${code}`;
    });
    const other = codeOf({ ...result, oneFile: true, points: points.map((value) => 3 * value) });
    const bad = lines[3].slice(0, -1) + (lines[3].endsWith("0") ? "1" : "0");
    await anchor(page, "class-codes").fill(
      [...lines.slice(0, 3), bad, ...lines.slice(4), `Tim ${other}`].join("\n"),
    );
    assert.match(await anchor(page, "class-wrong").textContent(), /Line 4, Pupil 3/);
    assert.equal(await anchor(page, "class-plot").locator("circle").count(), 9 * 5);
    assert.equal(await anchor(page, "class-plot").locator("circle.other").count(), 5);
    assert.match(await anchor(page, "class-plot").textContent(), /median 0\.0143/);
    const [download] = await Promise.all([page.waitForEvent("download"), anchor(page, "class-csv").click()]);
    const csv = await readFile(await download.path(), "utf8");
    assert.equal(csv.trim().split("\n").length, 10);
    await page.reload();
    await anchor(page, "class-plot").waitFor();
    await page.context().close();
  });

  it("plots each lesson's codes, in every language", async () => {
    const { lessons } = await load("lessons/lessons");
    const page = await open("#/class", "class-codes");
    for (const lang of ["en", "de", "zh"]) {
      await page.goto(`${server.url}#/class?lang=${lang}`);
      for (const { id, points: asked } of lessons) {
        const codes = [0.5, 0.6].map((value) =>
          codeOf({ ...result, lesson: id, points: asked.map((_, i) => value + i / 100) }),
        );
        await anchor(page, "class-codes").fill(codes.join("\n"));
        await page.waitForFunction(
          (count) => document.querySelectorAll('[data-anchor="class-plot"] circle').length === count,
          2 * asked.length,
        );
        const spreads = await page.locator(".below p > b").allTextContents();
        assert.equal(new Set(spreads).size, asked.length, `${id} in ${lang}: ${spreads}`);
      }
    }
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  });

  it(
    "own signs are drawn, joined, kept, learnt, and judge the digits' network",
    { timeout: 120_000 },
    async () => {
      const page = await open("#/signs", "signs-open");
      for (const [place, points] of [
        [
          1,
          [
            [0.3, 0.2],
            [0.3, 0.8],
            [0.7, 0.8],
          ],
        ],
        [
          2,
          [
            [0.2, 0.2],
            [0.8, 0.8],
          ],
        ],
      ]) {
        await anchor(page, `sign-class-${place}`).click();
        for (let i = 0; i < 5; i++) {
          await draw(
            page,
            points.map(([x, y]) => [x + 0.02 * i, y]),
          );
          await enabled(page, "signs-keep");
          await page.keyboard.press("Enter");
          await says(page, `sign-count-${place}`, `${i + 1} `);
        }
      }
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        anchor(page, "signs-save").click(),
      ]);
      const file = await download.path();
      await page.reload();
      await says(page, "sign-count-1", "5 ");
      await page.setInputFiles('[data-anchor="signs-files"]', {
        name: "bad.json",
        mimeType: "application/json",
        buffer: Buffer.from("{"),
      });
      assert.match(await anchor(page, "trouble").textContent(), /bad\.json: .*Nothing was changed/);
      await page.setInputFiles('[data-anchor="signs-files"]', file);
      await says(page, "sign-count-1", "10 ");
      await anchor(page, "signs-train").click();
      await enabled(page, "train");
      await anchor(page, "train").click();
      await page.waitForFunction(
        () => document.querySelector(".transport")?.dataset.status === "finished",
        null,
        { timeout: 60_000 },
      );
      assert.ok((await figure(page, "held-out")) < 0.12);
      await page.goto(`${server.url}#/signs`);
      await enabled(page, "signs-test");
      await anchor(page, "signs-test").click();
      await enabled(page, "train");
      assert.match(await page.locator("body").textContent(), /9,000/);
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    },
  );

  it("counts a code once, however often it is pasted; codes of other lessons are told", async () => {
    const page = await open("#/class", "class-codes");
    const lines = [1, 2, 3].map(
      (i) => `Pupil ${i} ${codeOf({ ...result, points: points.map((x) => x * (1 + i / 50)) })}`,
    );
    await anchor(page, "class-codes").fill(
      [...lines, lines[1], lines[1].replace("Pupil 2", "").toLowerCase()].join("\n"),
    );
    assert.equal(await anchor(page, "class-plot").locator("circle").count(), 3 * 5);
    assert.match(await page.locator("main").textContent(), /2 twice, counted once/);
    const auc = codeOf({ lesson: "10", answer: 2, oneFile: false, points: [0.98, 0.41, 0.95, 0.93, 0.97] });
    await anchor(page, "class-codes").fill(`Ada ${auc}`);
    const ticks = await anchor(page, "class-plot").locator("text").allTextContents();
    assert.ok(
      ticks.every((tick) => !(Number(tick) > 1)),
      `no area above 1: ${ticks}`,
    );
    await page.context().close();
  });

  it("own signs: after twenty the next class comes with a pause in which nothing is taken", async () => {
    const page = await open("#/signs", "signs-open");
    const text = JSON.stringify({
      format: "hourglass-signs",
      version: 1,
      classes: ["A", "B"].map((name, i) => ({
        name,
        drawings: Array(i === 0 ? 19 : 0).fill(Buffer.alloc(784, 9).toString("base64")),
      })),
    });
    await page.setInputFiles('[data-anchor="signs-files"]', {
      name: "a.json",
      mimeType: "application/json",
      buffer: Buffer.from(text),
    });
    await says(page, "sign-count-1", "19 ");
    await draw(page);
    await enabled(page, "signs-keep");
    await page.keyboard.press("Enter");
    await says(page, "signs-now", "A is done");
    assert.equal(await anchor(page, "signs-keep").isDisabled(), true);
    await draw(page);
    await page.keyboard.press("Enter");
    await page.waitForFunction(() =>
      /Draw/.test(document.querySelector('[data-anchor="signs-now"]').textContent),
    );
    assert.match(await anchor(page, "sign-count-2").textContent(), /^0 /);
    await page.context().close();
  });

  it("plans add up, and each lesson has a worksheet and a link for home", async () => {
    const { plans, timing } = await load("lessons/plans");
    const { lessons } = await load("lessons/lessons");
    for (const { minutes, parts } of plans)
      assert.equal(
        parts.reduce((sum, part) => sum + part.minutes, 0),
        minutes,
      );
    for (const lesson of lessons) {
      const all = timing(lesson, lesson.minutes);
      assert.equal(all.length, lesson.steps.length);
      assert.ok(all.reduce((sum, one) => sum + one, 0) <= lesson.minutes);
    }
    const page = await open("#/lessons?kit", "kit-print", {
      permissions: ["clipboard-read", "clipboard-write"],
    });
    await anchor(page, "homework-4").click();
    await says(page, "homework-4", "Copied");
    assert.match(await page.evaluate(() => navigator.clipboard.readText()), /#\/lessons\?open=4$/);
    await anchor(page, "sheet-7").click();
    await anchor(page, "worksheet").waitFor();
    for (const lang of ["en", "de", "zh"])
      for (const { id, points } of lessons) {
        await page.goto(`${server.url}#/lessons?sheet=${id}&lang=${lang}`);
        await page.waitForFunction(
          (start) => document.querySelector('[data-anchor="worksheet"] h1')?.textContent.startsWith(start),
          `${id}. `,
        );
        const sheet = anchor(page, "worksheet");
        assert.equal(await sheet.locator(".box").count(), 4);
        const heads = await sheet.locator(".cells li").allTextContents();
        assert.equal(new Set(heads).size, points.length, `${id} in ${lang}: ${heads}`);
      }
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    const ground = await page.evaluate(() =>
      getComputedStyle(document.documentElement).getPropertyValue("--paper"),
    );
    assert.match(ground.trim(), /^#(fff){1,2}$/, "prints are light");
    await page.context().close();
  });

  it("a race and a lesson are presented, too", async () => {
    for (const [hash, prefix] of [
      ["#/race", ""],
      ["#/lessons?open=2", "lesson-"],
    ]) {
      const page = await open(hash, `${prefix}present`, { viewport: { width: 1920, height: 1080 } });
      await anchor(page, `${prefix}present`).click();
      await anchor(page, `${prefix}present-end`).waitFor();
      assert.ok(!(await anchor(page, "desk-images").isVisible()));
      if (hash === "#/race") {
        const { y, height } = await page.locator(".frame").boundingBox();
        assert.ok(y + height > 850 && y + height < 1080, `the plot ends at ${y + height}`);
      }
      await anchor(page, `${prefix}present-end`).click();
      await anchor(page, "desk-images").waitFor();
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    }
  });

  it("presents: no settings, larger, driven by keys", async () => {
    const page = await openPage(browser, `${server.url}#/images?kind=vanilla&epochs=40`);
    const before = (await anchor(page, "output").boundingBox()).width;
    await anchor(page, "present").click();
    await anchor(page, "present-end").waitFor();
    assert.equal(await anchor(page, "settings-more").count(), 0);
    assert.ok(!(await anchor(page, "desk-images").isVisible()));
    assert.ok((await anchor(page, "output").boundingBox()).width > before);
    await page.keyboard.press("ArrowRight");
    await says(page, "figure-steps", "1");
    await page.keyboard.press("5");
    await page.waitForURL(/view=features/);
    await page.keyboard.press(" ");
    await page.waitForFunction(() => document.querySelector(".transport")?.dataset.status === "training");
    await page.keyboard.press(" ");
    await page.waitForFunction(() => document.querySelector(".transport")?.dataset.status === "paused");
    await anchor(page, "present-end").click();
    await anchor(page, "settings-more").waitFor();
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  });

  it("reports what was set, the pictures and the curve, as one page of its own", async () => {
    const page = await openPage(browser, `${server.url}#/images?kind=sparse&epochs=1`);
    await anchor(page, "train").click();
    await page.waitForFunction(() => document.querySelector(".transport")?.dataset.status === "finished");
    await settled(page);
    await anchor(page, "report").click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      anchor(page, "report-save").click(),
    ]);
    const html = await readFile(await download.path(), "utf8");
    const report = await (await browser.newContext()).newPage();
    const asked = [];
    report.on("request", (request) => asked.push(request.url()));
    await report.setContent(html);
    const text = await report.locator("body").textContent();
    for (const part of ["Sparse", "Latent size", "Held-out loss", "kind=sparse"])
      assert.ok(text.includes(part), part);
    assert.ok((await report.locator("img").count()) > 10);
    assert.equal(await report.locator("svg path").count(), 2);
    assert.deepEqual(
      asked.filter((url) => !url.startsWith("data:")),
      [],
    );
    await report.context().close();
    await page.context().close();
  });

  for (const [width, colorScheme] of [
    [1440, "light"],
    [390, "dark"],
  ])
    it(`has nothing to object to, ${colorScheme}, ${width} pixels`, { timeout: 60_000 }, async () => {
      for (const [hash, name] of [
        ["#/race", "race-run"],
        ["#/class", "class-codes"],
        ["#/signs", "signs-open"],
      ]) {
        const page = await open(hash, name, { viewport: { width, height: 900 }, colorScheme });
        if (name === "class-codes") await anchor(page, name).fill(`Mia ${codeOf(result)}\nTim 1234-5678`);
        await settled(page);
        assert.deepEqual(await violations(page), [], hash);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(wide <= 0, `${hash} is ${wide} too wide`);
        await page.context().close();
      }
    });
});
