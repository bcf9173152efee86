// Networks that leave the page for other engines and come back, and the page's network from the command line.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";
import { unzipSync } from "fflate";
import {
  anchor,
  ended,
  figure,
  launch,
  openDesk,
  openPage,
  serveSite,
  settled,
  violations,
} from "./support.mjs";

const at = (name) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const program = at("bindings/dist/bin/hourglass.js");

describe("what is taken along", () => {
  let browser, site, page, folder;
  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "along-"));
    browser = await launch();
    site = await serveSite({ fewDigits: true, csp: false }); // axe is put into the page
  });
  after(async () => {
    await browser?.close();
    await site?.close();
    rmSync(folder, { recursive: true });
  });

  const taken = async (name) => {
    const [download] = await Promise.all([page.waitForEvent("download"), anchor(page, name).click()]);
    const file = path.join(folder, download.suggestedFilename());
    await download.saveAs(file);
    return file;
  };
  const fingerprint = async () => {
    await page.waitForFunction(() =>
      /^[0-9a-f]{16}$/.test(document.querySelector('[data-anchor="fingerprint"]').textContent),
    );
    await settled(page);
    return anchor(page, "fingerprint").textContent();
  };

  it("each format is for somebody, and what went out comes back in", async () => {
    page = await openPage(browser, `${site.url}#/images?kind=variational&latent=4&epochs=1`);
    await anchor(page, "train").click();
    await ended(page);
    const before = await fingerprint();
    await anchor(page, "take-along").click();
    await anchor(page, "take-along-sheet").waitFor();
    assert.deepEqual(await violations(page), []);
    const files = {};
    for (const name of ["own", "onnx-whole", "onnx-encoder", "onnx-decoder", "pytorch", "keras", "c"])
      files[name] = await taken(`take-${name}`);
    assert.deepEqual(
      Object.values(files).map((file) => path.basename(file)),
      ["", "", "-encoder", "-decoder", "-pytorch", "-keras", ""].map((part, i) => `hourglass-variational${part}${[".safetensors", ".onnx", ".onnx", ".onnx", ".zip", ".py", ".h"][i]}`), // prettier-ignore
    );
    assert.match(readFileSync(files.keras, "utf8"), /import keras/);
    assert.match(readFileSync(files.c, "utf8"), /hourglass_score/);
    assert.ok(unzipSync(readFileSync(files.pytorch))["train.py"]);
    await page.keyboard.press("Escape");
    const psnr = await figure(page, "psnr");

    for (const name of ["own", "pytorch", "onnx-whole"]) {
      await page.close();
      page = await openPage(browser, `${site.url}#/images?kind=variational&latent=4&epochs=1`);
      await anchor(page, "open-file").setInputFiles(files[name]);
      await page.waitForFunction((was) => Math.abs(Number.parseFloat(document.querySelector('[data-anchor="figure-psnr"]').textContent) - was) < 0.05, psnr); // prettier-ignore
      if (name !== "onnx-whole") assert.equal(await fingerprint(), before);
    }
    await anchor(page, "open-file").setInputFiles(files["onnx-encoder"]);
    await page.waitForFunction(() => /whole model/.test(document.querySelector('[data-anchor="trouble"]')?.textContent)); // prettier-ignore
    assert.deepEqual(page.complaints, []);
    await page.close();
  });

  it("a table's network knows its columns again when it comes back as ONNX", async () => {
    const isReady = () => document.querySelector('[data-anchor="train"]')?.disabled === false;
    page = await openDesk(browser, `${site.url}#/anomalies?data=heartbeats&epochs=1`, isReady);
    await anchor(page, "train").click();
    await ended(page);
    await anchor(page, "take-along").click();
    const file = await taken("take-onnx-whole");
    await page.keyboard.press("Escape");
    await anchor(page, "open-file").setInputFiles(file);
    await anchor(page, "model-waiting").waitFor();
    await page.close();
  });

  it("the command line gives the page's network to the bit, by its address", async () => {
    // The page in one file computes with the baseline module everywhere, and has the last 3,000 digits.
    const parameters = "kind=denoising&latent=16&epochs=1&batch=128";
    page = await openPage(browser, `${pathToFileURL(at("web/dist/hourglass.html"))}#/images?${parameters}`);
    await anchor(page, "train").click();
    await ended(page);
    const digits = gunzipSync(readFileSync(at("web/public/data/digits-images.idx3.gz")));
    const head = Buffer.from(digits.subarray(0, 16));
    head.writeUInt32BE(3000, 4);
    const file = path.join(folder, "digits.idx3");
    writeFileSync(file, Buffer.concat([head, digits.subarray(digits.length - 3000 * 784)]));
    const address = page.url();
    const args = [
      program,
      "train",
      address.slice(address.indexOf("#")),
      file,
      "-o",
      path.join(folder, "same.safetensors"),
      "--json",
    ];
    const said = JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" }));
    assert.equal(said.fingerprint, await fingerprint());
    await page.close();
  });
});
