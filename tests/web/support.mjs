// What the browser tests share: the built page, served and opened in Chromium.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync, gzipSync } from "node:zlib";
import { chromium } from "playwright-core";
import { findChromium } from "../../tools/chromium.mjs";
import { serve } from "../../tools/serve.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const root = fileURLToPath(new URL("../../web/dist", import.meta.url));

export async function launch() {
  const args = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
  ];
  const browser = await chromium.launch({ executablePath: findChromium(), args });
  const newContext = browser.newContext.bind(browser);
  browser.newContext = async (options) => {
    const context = await newContext(options);
    await context.addInitScript(watchWorkers);
    return context;
  };
  return browser;
}

/** In the page: counts what its workers were asked and did not answer yet, but for runs of training, which take their time. */
function watchWorkers() {
  const pending = new Map();
  globalThis.pendingAnswers = () => [...pending.values()].reduce((sum, { size }) => sum + size, 0);
  globalThis.Worker = class extends Worker {
    constructor(...args) {
      super(...args);
      pending.set(this, new Set());
      this.addEventListener("message", ({ data }) => {
        if (data && !("event" in data) && !("progress" in data)) pending.get(this)?.delete(data.id);
      });
    }
    postMessage(message, ...rest) {
      super.postMessage(message, ...rest);
      const isRun = /^(fit|pretrain)/.test(message?.method);
      if ((message?.method && !isRun) || message?.ask) pending.get(this)?.add(message.id);
    }
    terminate() {
      pending.delete(this);
      super.terminate();
    }
  };
}

/**
 * Until the page rests: its workers have answered, and four frames brought nothing new. Of a page that trains this may never
 * be: there, wait for what must come.
 */
export const settled = (page) =>
  page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const end = performance.now() + 30_000;
        let quiet = 0;
        const look = () => {
          quiet = globalThis.pendingAnswers() === 0 ? quiet + 1 : 0;
          if (quiet === 4) resolve();
          else if (performance.now() > end)
            reject(new Error(`the page does not rest: ${globalThis.pendingAnswers()}`));
          else requestAnimationFrame(() => setTimeout(look));
        };
        look();
      }),
  );

/** Until `check` does not throw any more; then what it returned. */
export async function eventually(check, milliseconds = 20_000) {
  for (const end = Date.now() + milliseconds; ;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** `fewDigits` serves a fifth of the digits, for tests that look at the page and not at what is learnt. */
export function serveSite({ fewDigits = false, ...options } = {}) {
  return serve({ root, port: 0, ...(fewDigits ? { instead: someDigits() } : {}), ...options });
}

/** The digits' files with their first thousand to learn from, and the thousand that are held out. */
function someDigits() {
  return Object.fromEntries(
    ["data/digits-images.idx3.gz", "data/digits-labels.idx1.gz"].map((name) => {
      const file = gunzipSync(readFileSync(path.join(root, name)));
      const start = 4 + 4 * file[3];
      const count = file.readUInt32BE(4);
      const size = (file.length - start) / count;
      const head = Buffer.from(file.subarray(0, start));
      head.writeUInt32BE(2000, 4);
      const parts = [file.subarray(start, start + 1000 * size), file.subarray(start + (count - 1000) * size)];
      return [name, gzipSync(Buffer.concat([head, ...parts]))];
    }),
  );
}

/** Without a service worker, which would fetch everything again in each test; tests/web/offline.test.mjs has it. */
const usual = { viewport: { width: 1440, height: 900 }, serviceWorkers: "block" };

const isComplaint = (message) =>
  ["error", "warning"].includes(message.type()) &&
  !/Service Worker registration blocked/.test(message.text());

/** Opens the page and waits until it is ready; `complaints` gathers everything that should not happen. */
export async function openPage(browser, url, options = {}) {
  const context = await browser.newContext({ ...usual, ...options });
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => {
    if (isComplaint(message)) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => {
    if (new URL(request.url()).origin !== new URL(url).origin) complaints.push(`requested ${request.url()}`);
  });
  await page.goto(url);
  await ready(page);
  return Object.assign(page, { complaints });
}

/** Opens a desk that draws no pictures, and waits until `isReady` holds in the page. */
export async function openDesk(browser, url, isReady, options = {}) {
  const context = await browser.newContext({ ...usual, ...options });
  const page = Object.assign(await context.newPage(), { complaints: [] });
  page.on("pageerror", (error) => page.complaints.push(error.message));
  page.on("console", (message) => {
    if (isComplaint(message)) page.complaints.push(message.text());
  });
  await page.goto(url);
  await page.waitForFunction(isReady);
  return page;
}

/** Until the network has answered. */
export async function ready(page) {
  await page.waitForFunction(() =>
    /^\d/.test(document.querySelector('[data-anchor="figure-psnr"]')?.textContent),
  );
}

export const anchor = (page, name) => page.locator(`[data-anchor="${name}"]`);

export function button(page, name) {
  return page.getByRole("button", { name, exact: true });
}

/** The number in one of the figures, such as "steps" or "loss"; NaN where there is none yet. */
export async function figure(page, name) {
  return Number.parseFloat((await anchor(page, `figure-${name}`).textContent()).replaceAll(",", ""));
}

/** Trains until that many steps are done. */
export async function trainFor(page, steps) {
  await anchor(page, "train").click();
  await untilSteps(page, steps);
}

export async function untilSteps(page, steps) {
  await page.waitForFunction((wanted) => {
    const text = document.querySelector('[data-anchor="figure-steps"]').textContent;
    return Number(text.replaceAll(",", "")) >= wanted;
  }, steps);
}

export async function pause(page) {
  await button(page, "Pause").click();
  await button(page, "Train on").waitFor();
}

/** Until nothing trains any more. */
export async function ended(page) {
  await button(page, "Train on").waitFor({ timeout: 60_000 });
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
  const box = await page.locator('[data-anchor="pad"] > canvas').boundingBox();
  const place = ([x, y]) => [box.x + x * box.width, box.y + y * box.height];
  await page.mouse.move(...place(points[0]));
  await page.mouse.down();
  for (const point of points.slice(1)) await page.mouse.move(...place(point), { steps: 8 });
  await page.mouse.up();
}

/** The darkness of a picture's pixels in the light theme, 0 to 255. */
export function ink(page, selector) {
  return page.locator(selector).evaluate((canvas) => {
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", {
      willReadFrequently: true,
    });
    copy.drawImage(canvas, 0, 0);
    const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
    return Array.from({ length: data.length / 4 }, (_, i) => 255 - data[4 * i]);
  });
}

/** What axe has to object to, by all rules or by those that are given. Its script needs a site without a content security policy. */
export async function violations(page, rules) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  // Without the style sheets, whose reading takes most of the time: the one rule that needs them is held in access.test.mjs.
  const { violations } = await page.evaluate(
    (only) =>
      window.axe.run({
        runOnly: only ?? ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
        resultTypes: ["violations"],
        preload: false,
      }),
    rules,
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join("\n")}`);
}

/** As where somebody goes to another tab: everything is kept at once. */
export const hide = (page) =>
  page.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
    delete document.visibilityState;
  });

/** What is kept to go on with: of each desk its address, and how many steps its network had made. */
export const records = (page) =>
  page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open("hourglass-kept");
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const all = opening.result.transaction("records").objectStore("records").getAll();
          all.onsuccess = () =>
            resolve(
              all.result.map(({ run, address, extra }) => ({
                steps: run?.steps ?? 0,
                address,
                marks: extra?.marks?.size ?? 0,
              })),
            );
          opening.result.onversionchange = () => opening.result.close();
        };
      }),
  );
