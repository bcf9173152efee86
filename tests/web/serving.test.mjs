// The page on servers of all kinds: below a sub-folder, without isolation, slow, decompressing, failing.

import assert from "node:assert/strict";
import { gunzipSync } from "node:zlib";
import { after, before, describe, it } from "node:test";
import { button, launch, openPage, ready, serveSite, trainFor } from "./support.mjs";

describe("the page", () => {
  let browser;
  before(async () => (browser = await launch()));
  after(() => browser?.close());

  for (const [where, options] of Object.entries({
    "under the strict policy, isolated": {},
    "without isolation": { isolated: false },
    "below a sub-folder": { base: "/some/sub/" },
  })) {
    it(`works ${where}`, async (t) => {
      const site = await serveSite(options);
      t.after(() => site.close());
      const page = await openPage(browser, site.url);
      assert.equal(await page.evaluate(() => crossOriginIsolated), options.isolated !== false);
      await trainFor(page, 20);
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    });
  }

  it("works where the server has decompressed the digits", async (t) => {
    const site = await serveSite();
    t.after(() => site.close());
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.route("**/*.gz", async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: gunzipSync(await response.body()), headers: {} });
    });
    await page.goto(site.url);
    await ready(page);
    await context.close();
  });

  const failures = {
    "is missing": (route) => route.fulfill({ status: 404, body: "" }),
    "cannot be reached": (route) => route.abort(),
    "is something else": (route) => route.fulfill({ body: "<!doctype html><title>Log in</title>" }),
    "is cut short": async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: (await response.body()).subarray(0, 100000) });
    },
  };
  for (const [what, fail] of Object.entries(failures)) {
    it(`says so when the data ${what}, and tries again`, async (t) => {
      const site = await serveSite();
      t.after(() => site.close());
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.route("**/digits-images*", fail);
      await page.goto(site.url);
      await page.getByRole("alert").waitFor();
      assert.match(await page.getByRole("alert").textContent(), /pictures could not be loaded/);
      await page.unroute("**/digits-images*");
      await button(page, "Try again").click();
      await ready(page);
      assert.equal(await page.getByRole("alert").count(), 0);
      await context.close();
    });
  }

  it("says so when the network's engine cannot be loaded", async (t) => {
    const site = await serveSite();
    t.after(() => site.close());
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.route("**/*.wasm", (route) => route.abort());
    await page.goto(site.url);
    assert.match(await page.getByRole("alert").textContent(), /engine could not be started/);
    await context.close();
  });
});
