// Another desk is one folder and one line: it is added to a copy of the page, which is built and opened.

import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { serve } from "../../tools/serve.mjs";
import { anchor, launch, ready } from "./support.mjs";

const web = fileURLToPath(new URL("../../web", import.meta.url));

describe("another desk", () => {
  let browser, site, folder;
  before(async () => {
    browser = await launch();
    // Below the project, so that it finds the packages.
    folder = mkdtempSync(path.join(web, "../build/desk-"));
    for (const name of [
      "src",
      "public",
      "index.html",
      "vite.config.ts",
      "svelte.config.js",
      "package.json",
      "tsconfig.json",
    ])
      cpSync(path.join(web, name), path.join(folder, name), {
        recursive: true,
        force: true,
        errorOnExist: false,
        filter: () => true,
      });
    const empty = path.join(folder, "src/desks/empty");
    mkdirSync(empty);
    writeFileSync(path.join(empty, "Desk.svelte"), '<main data-anchor="empty">Nothing yet</main>\n');
    writeFileSync(
      path.join(empty, "index.ts"),
      'import Desk from "./Desk.svelte";\nexport const empty = { id: "empty", Desk };\n',
    );
    const desks = path.join(folder, "src/app/desks.ts");
    const line = '  empty: () => import("../desks/empty").then(({ empty }) => empty),\n};';
    writeFileSync(desks, readFileSync(desks, "utf8").replace(/^};/m, line));
    await build({ root: folder, configFile: path.join(folder, "vite.config.ts"), logLevel: "error" });
    site = await serve({ root: path.join(folder, "dist") });
  });
  after(async () => {
    await browser?.close();
    await site?.close();
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  it("has its link and its place, and those of before stay as they were", async () => {
    const page = await browser.newPage();
    await page.goto(`${site.url}#/empty`);
    await anchor(page, "empty").waitFor();
    assert.equal(await anchor(page, "desk-empty").getAttribute("aria-current"), "page");
    await anchor(page, "desk-images").click();
    await ready(page);
    assert.equal(await anchor(page, "empty").count(), 0);
  });
});
