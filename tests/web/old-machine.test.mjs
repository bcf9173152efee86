// An old laptop: a small touch screen, and a processor four times slower.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { anchor, eventually, ink, launch, ready, serveSite, untilSteps } from "./support.mjs";

describe("an old machine", () => {
  let browser;
  let server;
  before(async () => {
    [browser, server] = await Promise.all([launch(), serveSite({ fewDigits: true })]);
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  async function open(hash) {
    const context = await browser.newContext({
      viewport: { width: 1024, height: 600 },
      hasTouch: true,
      serviceWorkers: "block",
    });
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
    await page.addInitScript(() => {
      globalThis.answered = [];
      new PerformanceObserver((list) => {
        for (const { name, duration } of list.getEntries())
          if (name === "click") globalThis.answered.push(duration);
      }).observe({ type: "event", durationThreshold: 16 });
    });
    await page.goto(server.url + hash);
    await ready(page);
    return page;
  }

  for (const kind of ["denoising", "convolutional"])
    it(`answers taps while a ${kind} network trains`, { timeout: 300_000 }, async (test) => {
      const page = await open(`#/images?kind=${kind}&epochs=1000`);
      const picture = () => ink(page, '[data-anchor="seen"] canvas');
      const status = () => page.locator(".transport").getAttribute("data-status");
      await anchor(page, "train").tap();
      await untilSteps(page, 20);
      for (let i = 0; i < 4; i++) {
        const before = await picture();
        await page.locator(".pad-tools .sample").tap();
        await eventually(async () => assert.notDeepEqual(await picture(), before), 60_000);
        assert.equal(await status(), "training");
      }
      const told = await page.evaluate(() => globalThis.answered);
      test.diagnostic(`from tap to picture: ${told.join(", ")} ms`);
      await anchor(page, "train").tap();
      await page.waitForFunction(() => document.querySelector(".transport")?.dataset.status === "paused");
      await page.context().close();
    });

  it(
    "a lesson is done by touch, and nothing that is to be pressed lies below the screen's edge",
    { timeout: 300_000 },
    async () => {
      const page = await open("#/images?kind=vanilla&latent=32&epochs=5&lesson=1.3");
      await anchor(page, "answer-1").tap();
      for (const name of ["answer-1", "answer-4", "lesson-next"]) {
        const box = await anchor(page, name).boundingBox();
        assert.ok(box.y + box.height <= 604, `${name} ends at ${box.y + box.height}`);
      }
      await anchor(page, "lesson-next").tap();
      await anchor(page, "run-it").tap();
      await page.locator('[data-anchor="lesson-next"]:enabled').waitFor({ timeout: 90_000 });
      await anchor(page, "lesson-next").tap();
      await page.waitForFunction(
        () => document.querySelector('[data-anchor="lesson-step-5"]')?.ariaCurrent === "step",
      );
      await page.context().close();
    },
  );
});
