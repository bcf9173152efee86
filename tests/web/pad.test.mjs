// The drawing pad: drawing, undo, redo, clear, sample digits, touch.

import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { button, draw, ink, launch, openPage, serveSite, settled } from "./support.mjs";

const seen = "[data-anchor=seen] canvas";

describe("the drawing pad", () => {
  let browser, site, page;
  before(async () => {
    browser = await launch();
    site = await serveSite({ fewDigits: true });
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

  /** Waits until the network sees something else than `before`, and nothing new any more, and returns it. */
  async function change(before) {
    const isOther = (a, b) => a.some((value, k) => value !== b[k]);
    let last = before;
    for (let i = 0; i < 50; i++) {
      const now = await ink(page, seen);
      if (isOther(now, before) && !isOther(now, last)) return now;
      last = now;
      await settled(page);
    }
    throw new Error("The picture stayed the same");
  }

  it("shows what is drawn, centred", async () => {
    page = await openPage(browser, site.url);
    const sample = await ink(page, seen);
    await draw(page, [
      [0.1, 0.1],
      [0.1, 0.5],
    ]);
    const stroke = await change(sample);
    const inked = [...stroke.keys()].filter((i) => stroke[i] > 127);
    assert.equal(new Set(inked.map((i) => Math.floor(i / 28))).size, 20);
    const column = inked.reduce((sum, i) => sum + (i % 28), 0) / inked.length;
    assert.ok(Math.abs(column - 14) <= 1, `${column}`);
  });

  it("a tap right after a stroke reaches its button", async () => {
    page = await openPage(browser, site.url, {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    const touches = await page.context().newCDPSession(page);
    const touch = (type, ...points) =>
      touches.send("Input.dispatchTouchEvent", { type, touchPoints: points.map(([x, y]) => ({ x, y })) });
    const undo = page.locator(".pad-tools button").first();
    for (let i = 0; i < 3; i++) {
      const pad = await page.locator('[data-anchor="pad"]').boundingBox();
      await touch("touchStart", [pad.x + 30, pad.y + 30]);
      for (let k = 1; k < 8; k++) await touch("touchMove", [pad.x + 30 + 8 * k, pad.y + 30 + 8 * k]);
      await touch("touchEnd");
      const { x, y, width, height } = await undo.boundingBox();
      await touch("touchStart", [x + width / 2, y + height / 2]);
      await touch("touchEnd");
      await page.waitForFunction(() => document.querySelectorAll(".pad-tools button")[1].disabled === false);
      await page.locator(".pad-tools button").nth(1).click();
      await page.waitForFunction(() => document.querySelectorAll(".pad-tools button")[1].disabled);
    }
  });

  it("undoes, redoes and clears, back to the sample it began with", async () => {
    page = await openPage(browser, site.url);
    const sample = await ink(page, seen);
    await draw(page);
    const one = await change(sample);
    await draw(page, [
      [0.1, 0.9],
      [0.9, 0.9],
    ]);
    const two = await change(one);
    await button(page, "Undo drawing").click();
    assert.deepEqual(await change(two), one);
    await button(page, "Redo drawing").click();
    assert.deepEqual(await change(one), two);
    await button(page, "Clear").click();
    assert.ok((await change(two)).every((value) => value === 0));
    assert.ok(await page.getByText("Draw here", { exact: true }).isVisible());
    await button(page, "Undo drawing").click();
    assert.deepEqual(await change(one.map(() => 0)), two);
    await button(page, "Undo drawing").click();
    await button(page, "Undo drawing").click();
    await settled(page);
    assert.deepEqual(await ink(page, seen), sample);
  });

  it("takes sample digits, also from the strip", async () => {
    page = await openPage(browser, site.url);
    const first = await ink(page, seen);
    await button(page, "Sample").click();
    const second = await change(first);
    await button(page, "Take a handwritten 3 as the input").click();
    await change(second);
  });

  it("moves the input by whole pixels, with keys and by dragging; undone as one", async () => {
    page = await openPage(browser, site.url);
    const sample = await ink(page, seen);
    await draw(page);
    const still = await change(sample);
    const move = page.locator("[data-anchor=move]");
    await move.press("ArrowRight");
    await move.press("ArrowDown");
    const box = await move.boundingBox();
    await page.mouse.move(box.x + 5, box.y + 5);
    await page.mouse.down();
    await page.mouse.move(box.x + 5 - 26, box.y + 5);
    await page.mouse.up();
    const moved = await change(still); // 2 to the left, 1 down
    for (let row = 1; row < 28; row++)
      assert.deepEqual(
        moved.slice(28 * row, 28 * row + 26),
        still.slice(28 * (row - 1) + 2, 28 * row),
        `row ${row}`,
      );
    await button(page, "Undo drawing").click();
    assert.deepEqual(await change(moved), still);
  });

  it("keeps a drawing when the window changes its size", async () => {
    page = await openPage(browser, site.url);
    const sample = await ink(page, seen);
    await draw(page);
    const before = await change(sample);
    await page.setViewportSize({ width: 390, height: 844 });
    await settled(page);
    await button(page, "Clear").click();
    await change(before);
    await button(page, "Undo drawing").click();
    const after = await change(before.map(() => 0));
    const difference = after.reduce((sum, value, i) => sum + Math.abs(value - before[i]), 0) / 784;
    assert.ok(difference < 6, `${difference}`);
  });

  it("a pen takes over from a palm, and a palm that is taken back leaves nothing", async () => {
    page = await openPage(browser, site.url);
    const sample = await ink(page, seen);
    const strokes = () => page.locator("[data-anchor=pad]").getAttribute("data-strokes");
    const before = await strokes();
    /** Events as a tablet sends them: places are parts of the pad's side. */
    const send = (...events) =>
      page.evaluate((list) => {
        const canvas = document.querySelector("[data-anchor=pad] > canvas");
        const box = canvas.getBoundingClientRect();
        for (const [type, pointerType, pointerId, x, y] of list)
          canvas.dispatchEvent(
            new PointerEvent(type, {
              pointerType, pointerId, bubbles: true, cancelable: true,
              button: 0, buttons: type === "pointerup" ? 0 : 1,
              clientX: box.x + x * box.width, clientY: box.y + y * box.height,
            }),
          );
      }, events); // prettier-ignore
    await send(["pointerdown", "touch", 5, 0.9, 0.9], ["pointermove", "touch", 5, 0.85, 0.9]);
    await send(["pointercancel", "touch", 5, 0.85, 0.9]);
    await page.waitForFunction(() => !document.querySelector("[data-anchor=pad] > canvas.busy"));
    assert.deepEqual([await strokes(), await ink(page, seen)], [before, sample]);
    await send(["pointerdown", "touch", 6, 0.9, 0.9], ["pointerdown", "pen", 7, 0.5, 0.2]);
    await send(["pointermove", "touch", 6, 0.8, 0.9], ["pointermove", "pen", 7, 0.5, 0.5]);
    await send(
      ["pointermove", "pen", 7, 0.5, 0.8],
      ["pointerup", "pen", 7, 0.5, 0.8],
      ["pointerup", "touch", 6, 0.9, 0.9],
    );
    const drawn = await change(sample);
    assert.equal(Number(await strokes()), Number(before) + 1);
    // One upright line: the palm's dot would have made it wide.
    const columns = new Set([...drawn.keys()].filter((i) => drawn[i] > 127).map((i) => i % 28));
    assert.ok(columns.size <= 6, `${columns.size} columns`);
  });

  it("is drawn on by touch without scrolling the page", async () => {
    page = await openPage(browser, site.url, {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    const sample = await ink(page, seen);
    const box = await page.locator('[data-anchor="pad"] > canvas').boundingBox();
    const client = await page.context().newCDPSession(page);
    const touch = (type, y) =>
      client.send("Input.dispatchTouchEvent", {
        type,
        touchPoints: type === "touchEnd" ? [] : [{ x: box.x + box.width / 2, y: box.y + y * box.height }],
      });
    await touch("touchStart", 0.8);
    for (let y = 0.75; y > 0.2; y -= 0.05) await touch("touchMove", y);
    await touch("touchEnd");
    await change(sample);
    assert.equal(await page.evaluate(() => scrollY), 0);
  });
});
