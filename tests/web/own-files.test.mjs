// Files as people have them, one of each kind, through the page: what the dialogs show of them, and what a change there does.

import assert from "node:assert/strict";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { anchor, launch, openDesk, serveSite } from "./support.mjs";

const folder = fileURLToPath(new URL("../cases", import.meta.url));

describe("files through the page", () => {
  let browser, site;
  before(async () => {
    browser = await launch();
    site = await serveSite();
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  const isReady = () => document.querySelector('[data-anchor="train"]')?.disabled === false;
  const opened = (hash) => openDesk(browser, `${site.url}${hash}`, isReady);
  const text = async (page, name) => (await anchor(page, name).textContent()).replace(/\s+/g, " ");

  /** Gives a file, waits for what `shown` names, and closes the dialog in the end. */
  async function looked(page, file, shown, look) {
    await page.setInputFiles(
      '[data-anchor="own-file"]',
      typeof file === "string" ? path.join(folder, file) : file,
    );
    await anchor(page, shown).waitFor();
    await look();
    await page.keyboard.press("Escape");
    await anchor(page, "own-dialog").waitFor({ state: "detached" });
  }

  it("tables: ranges, types and dates are what they are", async () => {
    const page = await opened("#/anomalies");
    const ranges = {
      "one_column_decimal_comma.csv": [[1, /101\.3 – 102\.75/]],
      "decimal_comma_tabs.csv": [[3, /20 – 20\.029/]],
      "thousands_german.csv": [[2, /1033\.5 – 1062\.5/]],
      "percent_money_units.csv": [[2, /price.*\$.*1234\.5 – 1263\.5/], [5, /-41\.5 – -12\.5/]],
      "row_names_of_r.csv": [[1, /names the rows/], [2, /A.*0 – 58/]],
      "comments_above.csv": [[3, /kind.*neg 15, pos 15/]],
      "dates_day_first.csv": [[1, /2025-01-05 – 2025-04-02/]],
      "dates_compact.csv": [[1, /2025-01-05 – 2025-04-02/]],
      "gb18030.csv": [[2, /状态.*异常 15, 正常 15/]],
      "utf16.csv": [[2, /wert/]],
      "list_of_objects.json": [[3, /kind.*a 15, b 15|kind.*b 15, a 15/]],
    }; // prettier-ignore
    for (const [file, columns] of Object.entries(ranges))
      await looked(page, file, "own-use", async () => {
        assert.match(await text(page, "own-dialog"), /30 rows/, file);
        for (const [place, pattern] of columns)
          assert.match(await text(page, `own-column-${place}`), pattern, file);
      });
    // The bars must be visible on a dark page, too.
    await page.emulateMedia({ colorScheme: "dark" });
    await looked(page, "row_names_of_r.csv", "own-use", async () => {
      const fill = await page
        .locator('[data-anchor="own-column-3"] rect')
        .first()
        .evaluate((bar) => getComputedStyle(bar).fill);
      assert.notEqual(fill, "rgb(0, 0, 0)");
    });
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  });

  it("what is asked is answered above, and what depends on it is guessed anew", async () => {
    const page = await opened("#/anomalies");
    await looked(page, "numbers_as_labels.csv", "own-asked", async () => {
      assert.match(await text(page, "own-asked"), /“1,500” was read as 1\.5\. It could be 1,500/);
      assert.equal(await anchor(page, "own-label").locator("option", { hasText: "Type" }).count(), 1);
      await anchor(page, "reading-decimal").selectOption(".");
      await anchor(page, "own-asked").waitFor({ state: "detached" });
      assert.match(await text(page, "own-column-1"), /1500 – 1529/);
      // Commas between cells cannot stand within numbers, too: the decimal sign that was chosen is let go.
      await anchor(page, "reading-delimiter").selectOption(",");
      await page.waitForFunction(() => /column|5 columns/.test(document.querySelector("dialog").textContent));
      await anchor(page, "reading-delimiter").selectOption(";");
      await anchor(page, "own-asked").waitFor();
      assert.equal(await anchor(page, "reading-decimal").inputValue(), ",");
    });
    await page.context().close();
  });

  it("recordings: the rate, the channel, its length", async () => {
    const page = await opened("#/signals");
    const found = {
      "recording_no_header_semicolons.csv": ["100", /0:15, 1,500 values/],
      "recording_quoted_commas.csv": ["50", /0:24, 1,200 values/],
      "oscilloscope.csv": ["250", /0:06, 1,500 values/],
      "time_unix_seconds.csv": ["250", /0:06, 1,500 values/],
      "time_from_a_day.csv": ["250", /0:06, 1,500 values/],
      "time_chinese.csv": ["100", /0:15, 1,500 values/],
      "index_column.csv": ["", /does not say/],
      "utf16_recording.txt": ["", /does not say/],
      "pcm_360.wav": ["360", /0:04, 1,440 values/],
      "rf64_8000.wav": ["8000", /0:04/],
      "float64_2560.wav": ["2560", /0:04, 10,240 values/],
    }; // prettier-ignore
    for (const [file, [rate, length]] of Object.entries(found))
      await looked(page, file, "own-length", async () => {
        const shown = await anchor(page, "own-rate").inputValue();
        assert.ok(
          rate === "" ? shown === "" : Math.abs(Number(shown) - Number(rate)) < 0.01 * Number(rate),
          `${file}: ${shown}`,
        );
        assert.match(await text(page, "own-length"), length, file);
      });
    const noise = Buffer.from(Array.from({ length: 3000 }, (_, i) => (i * 7919) % 256));
    const pdf = Buffer.concat([Buffer.from("%PDF-1.7\n"), noise]);
    await looked(page, { name: "a.csv", mimeType: "text/csv", buffer: pdf }, "own-fault", async () =>
      assert.match(await text(page, "own-fault"), /It is a PDF document, which is not read here/),
    );
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  });

  it("sounds that only the browser decodes", async () => {
    const page = await opened("#/signals");
    const webm = await page.evaluate(async () => {
      const context = new AudioContext();
      const tone = context.createOscillator();
      const into = context.createMediaStreamDestination();
      tone.connect(into);
      tone.start();
      const recorder = new MediaRecorder(into.stream);
      const parts = [];
      recorder.ondataavailable = ({ data }) => parts.push(data);
      const stopped = new Promise((resolve) => (recorder.onstop = resolve));
      recorder.start();
      // Until the loss curve covers half a second.
      while (context.currentTime < 0.5) await new Promise((resolve) => setTimeout(resolve, 20));
      recorder.stop();
      await stopped;
      return [...new Uint8Array(await new Blob(parts).arrayBuffer())];
    });
    await looked(page, { name: "voice", mimeType: "", buffer: Buffer.from(webm) }, "own-length", async () =>
      assert.equal(await anchor(page, "own-rate").inputValue(), "44100"),
    );
    await page.context().close();
  });

  it("lines: in encodings of other countries, and in another that is chosen", async () => {
    const page = await opened("#/sentences");
    for (const [file, first] of [
      ["gb18030_lines.txt", /第0列火车今天晚点了。/],
      ["utf16_lines.txt", /Zug 0 fährt über die Brücke nach Köln\./],
    ])
      await looked(page, file, "own-use", async () => assert.match(await text(page, "own-dialog"), first));
    await looked(page, "gb18030_lines.txt", "own-use", async () => {
      await anchor(page, "reading-encoding").selectOption("windows-1252");
      await page.waitForFunction(() => !document.querySelector("dialog").textContent.includes("火"));
      await anchor(page, "reading-encoding").selectOption("gb18030");
      await page.waitForFunction(() => document.querySelector("dialog").textContent.includes("火"));
    });
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  });
});
