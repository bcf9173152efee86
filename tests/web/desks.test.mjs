// A desk, a view, a lesson, a table and a language of one's own: each is added to a copy of the page by the files and lines that
// CONTRIBUTING.md names; the copy is built and opened.

import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { serve } from "../../tools/serve.mjs";
import { anchor, launch, ready } from "./support.mjs";

const web = fileURLToPath(new URL("../../web", import.meta.url));
const copied = [
  "src",
  "public",
  "index.html",
  "vite.config.ts",
  "svelte.config.js",
  "package.json",
  "tsconfig.json",
];

/** Writes a file of the copy; folders are made. */
function add(folder, file, text) {
  mkdirSync(path.join(folder, "src", path.dirname(file)), { recursive: true });
  writeFileSync(path.join(folder, "src", file), text);
}

/** Changes a file of the copy in one place. */
function change(folder, file, from, to) {
  const full = path.join(folder, "src", file);
  const text = readFileSync(full, "utf8");
  assert.ok(text.includes(from), `${file} has ${from}`);
  writeFileSync(
    full,
    text.replace(from, () => to),
  );
}

function addDesk(folder) {
  add(folder, "desks/empty/Desk.svelte", '<main data-anchor="view-empty">Nothing yet</main>\n');
  add(
    folder,
    "desks/empty/index.ts",
    'import Desk from "./Desk.svelte";\nexport const empty = { id: "empty", Desk };\n',
  );
  const line = '  empty: () => import("../desks/empty").then(({ empty }) => empty),\n  race:';
  change(folder, "app/desks.ts", "  race:", line);
}

function addView(folder) {
  const place = "desks/images/views";
  add(
    folder,
    `${place}/counted/Panel.svelte`,
    '<script lang="ts">\n  let { desk } = $props();\n</script>\n<p data-anchor="figure-counted">{desk.views.state("counted").seen}</p>\n',
  );
  add(
    folder,
    `${place}/counted/index.svelte.ts`,
    `import Panel from "./Panel.svelte";
class Counted {
  seen = $state(0);
  async look() {
    this.seen++;
  }
}
export const counted = { create: () => new Counted(), Panel };
`,
  );
  change(
    folder,
    `${place}/index.ts`,
    "import { features }",
    'import { counted } from "./counted/index.svelte";\nimport { features }',
  );
  change(folder, `${place}/index.ts`, "  compare,\n};", "  compare,\n  counted,\n};");
  change(
    folder,
    "words/en/views.ts",
    '    compare: "Compare",',
    '    compare: "Compare",\n    counted: "Counted",',
  );
}

function addLesson(folder) {
  const lesson = readFileSync(path.join(folder, "src/lessons/data/02-waist.ts"), "utf8");
  add(folder, "lessons/data/13-another.ts", lesson.replace('id: "2"', 'id: "13"'));
  change(
    folder,
    "lessons/lessons.ts",
    "import type { Lesson }",
    'import { lesson as lesson13 } from "./data/13-another";\nimport type { Lesson }',
  );
  change(folder, "lessons/lessons.ts", "  lesson12,", "  lesson12,\n  lesson13,");
  change(
    folder,
    "words/en/lessons.ts",
    "export const lessons = {",
    '(each as Record<string, LessonWords>)["13"] = { ...each["2"], title: "One more waist" };\nexport const lessons = {',
  );
}

function addTable(folder) {
  add(
    folder,
    "data/tables/sets/coins.ts",
    `import type { TableSet } from "./set";
export const coins: TableSet = {
  read: () => ({
    columns: ["side", "weight"],
    cells: [0, 1].map((k) => Array.from({ length: 300 }, (_, i) => \`\${k === 0 ? i % 2 : 1 + (i % 7) / 10}\`)),
    kinds: Array.from({ length: 300 }, (_, i) => (i % 50 === 0 ? "false" : "true")),
    isUnusual: (kind) => kind === "false",
  }),
  values: { layers: "none", latent: 1, epochs: 2 },
  learn: 100,
  daily: 10,
};
`,
  );
  change(
    folder,
    "data/tables/sets/index.ts",
    "import { heartbeats }",
    'import { coins } from "./coins";\nimport { heartbeats }',
  );
  change(folder, "data/tables/sets/index.ts", "vibration };", "vibration, coins };");
  const words = "words/en/anomalies.ts";
  change(folder, words, '    own: "Your own table",', '    coins: "Coins",\n    own: "Your own table",');
  change(
    folder,
    words,
    "    own: { one:",
    '    coins: { one: "coin", many: "coins", normal: "true", unusual: "false", ordinary: "a coin" },\n    own: { one:',
  );
}

function addLanguage(folder) {
  cpSync(path.join(folder, "src/words/de"), path.join(folder, "src/words/nl"), { recursive: true });
  change(folder, "words/nl/index.ts", 'lang: "de"', 'lang: "nl"');
  change(
    folder,
    "words/words.svelte.ts",
    "  zh: {",
    '  nl: { name: "Nederlands", load: async (): Promise<Words> => (await import("./nl")).de },\n  zh: {',
  );
}

describe("what somebody adds", () => {
  let browser, site, folder, page;
  before(async () => {
    browser = await launch();
    // Below the project, so that it finds the packages.
    folder = mkdtempSync(path.join(web, "../build/added-"));
    for (const name of copied) cpSync(path.join(web, name), path.join(folder, name), { recursive: true });
    for (const added of [addDesk, addView, addLesson, addTable, addLanguage]) added(folder);
    await build({ root: folder, configFile: path.join(folder, "vite.config.ts"), logLevel: "error" });
    site = await serve({ root: path.join(folder, "dist") });
    page = await browser.newPage();
  });
  after(async () => {
    await browser?.close();
    await site?.close();
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  it("a desk has its link and its place, and those of before stay as they were", async () => {
    await page.goto(`${site.url}#/empty`);
    await anchor(page, "view-empty").waitFor();
    assert.equal(await anchor(page, "desk-empty").getAttribute("aria-current"), "page");
    await anchor(page, "desk-images").click();
    await ready(page);
    assert.equal(await anchor(page, "view-empty").count(), 0);
  });

  it("a view has its tab, its key and its address, and looks where something is new", async () => {
    await page.goto(`${site.url}#/images?view=counted`);
    await ready(page);
    await anchor(page, "view").scrollIntoViewIfNeeded(); // only what is on the screen computes
    await page.waitForFunction(
      () => Number(document.querySelector('[data-anchor="figure-counted"]')?.textContent) > 0,
    );
    await page.getByRole("tab", { name: "Features" }).click();
    await page.waitForURL(/view=features/);
    await page.getByRole("tab", { name: "Counted" }).click();
    await page.waitForURL(/view=counted/);
  });

  it("a lesson stands last on the list, and opens", async () => {
    await page.goto(`${site.url}#/lessons`);
    await anchor(page, "lesson-12").waitFor();
    assert.match(await page.locator("main").textContent(), /One more waist/);
    await page.goto(`${site.url}#/images?lesson=12.1`);
    await anchor(page, "lesson-step-1").waitFor();
  });

  it("a table is offered, and its network trains", async () => {
    await page.goto(`${site.url}#/anomalies?data=coins`);
    await page.waitForFunction(() => document.querySelector('[data-anchor="train"]:enabled'));
    await anchor(page, "train").click();
    await page.waitForFunction(() => document.querySelector(".transport").dataset.status === "finished");
    assert.match(await page.locator("main").textContent(), /Coins/);
  });

  it("a language can be chosen", async () => {
    await page.goto(`${site.url}#/images?lang=nl`);
    await page.waitForFunction(() => document.documentElement.lang === "nl");
    assert.match(await anchor(page, "language").textContent(), /Nederlands/);
  });
});
