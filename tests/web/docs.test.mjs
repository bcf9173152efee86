// The documentation in the site: linked from the page, complete, and at home under the site's policy.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { anchor, launch, openPage, serveSite } from "./support.mjs";

describe("the documentation", () => {
  let browser, site;
  before(async () => {
    browser = await launch();
    site = await serveSite();
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  it("is where the page says, with the recipes, the reference and how it works, and nothing is refused", async () => {
    const page = await openPage(browser, site.url);
    await anchor(page, "docs").click();
    await page.getByRole("heading", { name: "For those who know Keras" }).waitFor();
    await page.getByRole("link", { name: "How it works" }).first().click();
    await page.getByRole("heading", { name: "The same bits everywhere" }).waitFor();
    for (const name of ["index.load", "data.quantile", "inline.load"]) {
      const response = await page.goto(`${site.url}docs/functions/${name}.html`);
      assert.equal(response.status(), 200, name);
    }
    assert.deepEqual(page.complaints, []);
  });

  it("is found by its search, which the keyboard opens", async () => {
    const page = await (await browser.newContext()).newPage();
    await page.goto(`${site.url}docs/index.html`);
    await page.keyboard.press("/");
    const search = page.getByRole("combobox");
    await search.waitFor();
    await page.waitForFunction(() => !document.querySelector("#tsd-search-status")?.textContent.trim());
    await search.pressSequentially("earlyStopping");
    await page.getByRole("option").filter({ hasText: "FitOptions" }).first().waitFor();
  });
});
