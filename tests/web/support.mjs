// What the browser tests share: the built page, served and opened in Chromium.

import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { findChromium } from "../../tools/chromium.mjs";
import { serve } from "../../tools/serve.mjs";

const root = fileURLToPath(new URL("../../web/dist", import.meta.url));

export function launch() {
  const args = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
  ];
  return chromium.launch({ executablePath: findChromium(), args });
}

export function serveSite(options = {}) {
  return serve({ root, port: 0, ...options });
}

/** Opens the page and waits until it is ready; `complaints` gathers everything that should not happen. */
export async function openPage(browser, url, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => {
    if (new URL(request.url()).origin !== new URL(url).origin) complaints.push(`requested ${request.url()}`);
  });
  await page.goto(url);
  await ready(page);
  return Object.assign(page, { complaints });
}

/** Until the pictures are there. */
export async function ready(page) {
  await page.waitForFunction(() => {
    return /^\d/.test(document.querySelector("[data-stage=noisy] [data-figure=mse]")?.textContent);
  });
}

export function button(page, name) {
  return page.getByRole("button", { name, exact: true });
}

/** The number in one of the readouts, such as "steps" or "loss"; NaN where there is none yet. */
export async function readout(page, name) {
  const text = await page.locator(`[data-readout="${name}"]`).textContent();
  return Number.parseFloat(text.replaceAll(",", ""));
}

/** The mean squared error below the noisy or the denoised picture. */
export async function pictureError(page, stage) {
  return Number.parseFloat(await page.locator(`[data-stage="${stage}"] [data-figure="mse"]`).textContent());
}

/** Trains until that many steps are done, or to the end. */
export async function trainFor(page, steps) {
  await page.locator(".transport .primary").click();
  await page.waitForFunction((wanted) => {
    const text = document.querySelector('[data-readout="steps"]').textContent;
    return Number(text.replaceAll(",", "")) >= wanted;
  }, steps);
}

export async function pause(page) {
  await button(page, "Pause").click();
  await button(page, "Train on").waitFor();
}

/** A three, as a hand might draw it; in parts of the pad's side. */
const three = [
  [0.32, 0.24],
  [0.5, 0.18],
  [0.66, 0.26],
  [0.62, 0.42],
  [0.47, 0.48],
  [0.64, 0.55],
  [0.68, 0.72],
  [0.5, 0.82],
  [0.31, 0.76],
];

export async function draw(page, points = three) {
  const box = await page.locator(".pad .sheet > canvas").boundingBox();
  const place = ([x, y]) => [box.x + x * box.width, box.y + y * box.height];
  await page.mouse.move(...place(points[0]));
  await page.mouse.down();
  for (const point of points.slice(1)) await page.mouse.move(...place(point), { steps: 8 });
  await page.mouse.up();
}

/** The ink of a picture: 784 bytes of opacity. */
export function ink(page, selector) {
  return page.locator(selector).evaluate((canvas) => {
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", {
      willReadFrequently: true,
    });
    copy.drawImage(canvas, 0, 0);
    const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
    return Array.from({ length: data.length / 4 }, (_, i) => data[4 * i + 3]);
  });
}
