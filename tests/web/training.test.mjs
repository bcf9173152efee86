// The page trains: train, pause, step, reset, settings, and the pictures that follow.

import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import {
  button,
  draw,
  ink,
  launch,
  openPage,
  pause,
  pictureError,
  readout,
  ready,
  serveSite,
  trainFor,
} from "./support.mjs";

describe("training", () => {
  let browser, site, page;
  before(async () => {
    browser = await launch();
    site = await serveSite();
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });
  afterEach(async () => {
    const { complaints } = page;
    await page.context().close();
    assert.deepEqual(complaints, []);
  });

  it("starts with digits, noise and a sentence that says what to do", async () => {
    page = await openPage(browser, site.url);
    assert.match(await page.getByRole("status").textContent(), /Press Train/);
    assert.match(await page.locator("[data-stage=denoised] .note").textContent(), /Press Train/);
    assert.ok((await ink(page, "[data-stage=noisy] canvas")).some((value) => value > 0));
    assert.equal(await readout(page, "steps"), 0);
    const cores = await page.evaluate(() => navigator.hardwareConcurrency);
    assert.match(
      await page.locator("[data-readout=build]").textContent(),
      new RegExp(`SIMD build.* · ${Math.min(cores, 4)} threads? · 201,616 weights`, "s"),
    );
  });

  it("lowers the loss and denoises what is drawn", async () => {
    page = await openPage(browser, site.url);
    await button(page, "Step").click();
    await page.waitForFunction(() => document.querySelector("[data-readout=steps]").textContent === "1");
    const first = await readout(page, "loss");
    await trainFor(page, 300);
    assert.match(await page.getByRole("status").textContent(), /Learning/);
    assert.ok((await readout(page, "speed")) > 100);
    await draw(page);
    await trainedUntil(page, 500);
    assert.ok((await readout(page, "loss")) < first / 3);
    assert.ok((await readout(page, "held-out")) < first / 3);
    const [noisy, denoised] = [await pictureError(page, "noisy"), await pictureError(page, "denoised")];
    assert.ok(noisy > 0.08 && denoised < noisy / 2, `noisy ${noisy}, denoised ${denoised}`);
  });

  it("runs to the end and goes on from there", async () => {
    page = await openPage(browser, `${site.url}#epochs=1&latent=8`);
    await button(page, "Train").click();
    await button(page, "Train on").waitFor();
    assert.match(await page.getByRole("status").textContent(), /^Trained/);
    assert.equal(await readout(page, "steps"), 71);
    assert.match(await page.locator("[data-readout=epoch]").textContent(), /1 of 1/);
    await button(page, "Train on").click();
    await page.waitForFunction(() => document.querySelector("[data-readout=steps]").textContent === "142");
    assert.match(await page.locator("[data-readout=epoch]").textContent(), /2 of 2/);
  });

  it("keeps the network through a pause, and steps batch by batch", async () => {
    page = await openPage(browser, site.url);
    await trainFor(page, 100);
    await pause(page);
    const steps = await readout(page, "steps");
    const error = await pictureError(page, "denoised");
    await page.waitForTimeout(300);
    assert.equal(await readout(page, "steps"), steps);
    assert.equal(await pictureError(page, "denoised"), error);
    await button(page, "Step").click();
    await page.waitForFunction(
      (wanted) => document.querySelector("[data-readout=steps]").textContent === wanted,
      `${steps + 1}`,
    );
    await page.locator(".transport .primary").focus();
    await trainedUntil(page, steps + 30, () => button(page, "Train on").click());
    assert.ok((await readout(page, "loss")) < 0.09);
  });

  it("can take a reset back", async () => {
    page = await openPage(browser, site.url);
    await trainFor(page, 100);
    await pause(page);
    const [steps, error] = [await readout(page, "steps"), await pictureError(page, "denoised")];
    await button(page, "Reset").click();
    await button(page, "Train").waitFor();
    assert.equal(await readout(page, "steps"), 0);
    assert.match(await page.getByRole("status").textContent(), /Undo reset/);
    await button(page, "Undo reset").click();
    await button(page, "Train on").waitFor();
    assert.equal(await readout(page, "steps"), steps);
    await settled(page, error);
  });

  it("asks before a new latent size forgets a trained network", async () => {
    page = await openPage(browser, site.url);
    const latent = page.getByRole("slider", { name: "Latent size" });
    await latent.press("ArrowLeft");
    await page.waitForFunction(() => location.hash.includes("latent=64"));
    assert.equal(await page.getByRole("alert").count(), 0);
    await trainFor(page, 50);
    await latent.press("ArrowLeft");
    assert.match(await page.getByRole("alert").textContent(), /needs a new network/);
    await button(page, "Keep this one").click();
    assert.equal(await latent.getAttribute("aria-valuetext"), "64");
    await latent.press("ArrowLeft");
    await button(page, "New network").click();
    await button(page, "Train").waitFor();
    assert.match(page.url(), /latent=32/);
    assert.equal(await readout(page, "steps"), 0);
    await button(page, "Undo reset").click();
    await button(page, "Train on").waitFor();
    assert.match(page.url(), /latent=64/);
  });

  it("changes noise and learning rate without forgetting anything", async () => {
    page = await openPage(browser, site.url);
    await trainFor(page, 50);
    const before = await pictureError(page, "noisy");
    const noise = page.getByRole("slider", { name: "Noise" });
    for (let i = 0; i < 6; i++) await noise.press("ArrowLeft");
    await page.getByRole("slider", { name: "Learning rate" }).press("ArrowRight");
    await trainedUntil(page, (await readout(page, "steps")) + 30);
    assert.ok((await pictureError(page, "noisy")) < before / 2);
    assert.match(page.url(), /noise=0.2&lr=0.003/);
    assert.equal(await page.getByRole("alert").count(), 0);
  });

  it("works without noise", async () => {
    page = await openPage(browser, `${site.url}#noise=0`);
    assert.equal(await pictureError(page, "noisy"), 0);
    await trainFor(page, 100);
    await pause(page);
    assert.ok((await readout(page, "loss")) < 0.09);
  });

  it("stays usable after an absurd learning rate", async () => {
    page = await openPage(browser, `${site.url}#lr=1`);
    await trainFor(page, 50);
    await pause(page);
    await page.getByRole("slider", { name: "Learning rate" }).press("Home");
    assert.match(page.url(), /lr=0.0001/);
    await button(page, "Reset").click();
    await trainFor(page, 50);
    assert.ok((await readout(page, "loss")) > 0);
  });

  it("says in words that training diverged, and keeps the network", async () => {
    page = await openPage(browser, site.url);
    // The worker's answer is replaced by the one that it would give.
    await page.evaluate(() => {
      const post = Worker.prototype.postMessage;
      Worker.prototype.postMessage = function (request) {
        if (request.method !== "trainBatch") return post.apply(this, arguments);
        const error = { code: "diverged", message: "The loss became NaN" };
        this.onmessage({ data: { id: request.id, error } });
      };
    });
    await button(page, "Step").click();
    assert.match(await page.getByRole("alert").textContent(), /Lower the learning rate/);
    await button(page, "Close").click();
    assert.equal(await page.getByRole("alert").count(), 0);
    await trainFor(page, 10);
  });

  it("comes back with the same settings and the same network after a reload", async () => {
    const hash = "#latent=24&noise=0.3&lr=0.003&epochs=1&seed=7";
    page = await openPage(browser, site.url + hash);
    const run = async () => {
      await button(page, "Train").click();
      await button(page, "Train on").waitFor();
      return [await readout(page, "loss"), await readout(page, "held-out")];
    };
    const first = await run();
    await page.getByRole("slider", { name: "Noise" }).press("ArrowRight");
    await page.getByRole("slider", { name: "Noise" }).press("ArrowLeft");
    assert.equal(new URL(page.url()).hash, hash);
    await page.reload();
    await ready(page);
    assert.equal(await page.getByRole("spinbutton", { name: "Seed" }).inputValue(), "7");
    assert.equal(
      await page.getByRole("slider", { name: "Latent size" }).getAttribute("aria-valuetext"),
      "24",
    );
    assert.deepEqual(await run(), first);
  });

  it("leaves the page responsive", async () => {
    page = await openPage(browser, site.url);
    await page.evaluate(() => {
      window.longest = 0;
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration);
      }).observe({ type: "longtask" });
    });
    await trainFor(page, 150);
    await draw(page);
    await trainedUntil(page, 300);
    const longest = await page.evaluate(() => window.longest);
    assert.ok(longest < 150, `a task of ${longest} ms`);
  });

  it("is trained and paused with the space bar", async () => {
    page = await openPage(browser, site.url);
    await page.keyboard.press("Space");
    await button(page, "Pause").waitFor();
    await trainedUntil(page, 10);
    await page.keyboard.press("Space");
    await button(page, "Train on").waitFor();
  });

  async function trainedUntil(page, steps, start = async () => undefined) {
    await start();
    await page.waitForFunction((wanted) => {
      return Number(document.querySelector("[data-readout=steps]").textContent.replaceAll(",", "")) >= wanted;
    }, steps);
  }

  async function settled(page, error) {
    await page.waitForFunction((wanted) => {
      return Number(document.querySelector("[data-stage=denoised] [data-figure=mse]").textContent) === wanted;
    }, error);
  }
});
