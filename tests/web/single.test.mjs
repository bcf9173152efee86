// The page in one file: from file:// in every engine, and in a sandboxed frame, without a request to anybody.

import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";

import path from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { serve } from "../../tools/serve.mjs";
import { engines } from "./engines.mjs";
import { launch } from "./support.mjs";

const file = fileURLToPath(new URL("../../web/dist/hourglass.html", import.meta.url));

/** Trains for an epoch on each desk's first data, as a person does; what the page says then. */
const story = `(async () => {
  const seen = [];
  const at = (name) => document.querySelector('[data-anchor="' + name + '"]');
  const until = async (what, holds) => {
    for (let i = 0; i < 600; i++) {
      if (holds()) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(what + ": " + document.body.innerText.slice(0, 300));
  };
  const figure = (name) => Number.parseFloat(at("figure-" + name)?.textContent ?? "");
  await until("pictures", () => figure("psnr") > 0);
  at("epoch").click();
  await until("an epoch", () => figure("loss") > 0 && !at("epoch").disabled);
  seen.push(figure("held-out"));
  for (const desk of ["anomalies", "signals", "sentences"]) {
    location.hash = "#/" + desk;
    await until(desk, () => at("desk-" + desk).getAttribute("aria-current") === "page" && at("train") && !at("train").disabled);
    at("train").click();
    await until(desk + " trains", () => figure("held-out") > 0);
    seen.push(figure("held-out"));
  }
  const fetched = performance.getEntriesByType("resource").map(({ name }) => name);
  return { seen, asked: fetched.filter((name) => !/^(data|blob):/.test(name)) };
})()`;

function check({ seen, asked }) {
  assert.equal(seen.length, 4);
  assert.ok(seen.every((loss) => loss > 0), String(seen)); // prettier-ignore
  assert.ok(seen[0] < 0.0673, `${seen[0]}: no better than the mean picture`);
  assert.deepEqual(asked, []);
}

describe("the page in one file", () => {
  it("is at most 4 MB", (t) => {
    const { size } = statSync(file);
    t.diagnostic(`${size} bytes`);
    assert.ok(size <= 4e6, `${size}`);
  });

  for (const [name, { isThere, launch: start }] of Object.entries(engines)) {
    const skip = !isThere() && `${name} is not installed, which "npm test web" does where it can`;
    it(`trains on every desk from file://, in ${name}`, { skip }, async () => {
      const engine = await start();
      try {
        await engine.open(pathToFileURL(file).href);
        check(await engine.evaluate(story));
      } finally {
        await engine.close();
      }
    });
  }

  describe("in a sandboxed frame", () => {
    let browser, site, folder;
    before(async () => {
      folder = mkdtempSync(fileURLToPath(new URL("../../build/frame-", import.meta.url)));
      copyFileSync(file, path.join(folder, "hourglass.html"));
      writeFileSync(
        path.join(folder, "index.html"),
        `<!doctype html><iframe sandbox="allow-scripts" src="hourglass.html" width="1200" height="800"></iframe>`,
      );
      site = await serve({ root: folder, csp: false, isolated: false });
      browser = await launch();
    });
    after(async () => {
      await browser?.close();
      await site?.close();
      if (folder) rmSync(folder, { recursive: true, force: true });
    });

    it("trains on every desk, though it has no storage and no history", async () => {
      const page = await browser.newPage();
      const problems = [];
      page.on("pageerror", (error) => problems.push(error.message));
      await page.goto(site.url);
      check(
        await page
          .frames()
          .find((frame) => frame.url().endsWith("hourglass.html"))
          .evaluate(story),
      );
      assert.deepEqual(problems, []);
    });
  });
});
