// One small adapter for each browser engine: launch() gives { version, open(url), evaluate(expression), close() }.
//
// `evaluate` takes the text of an expression, and waits for it if it is a promise.

import { createInterface } from "node:readline";
import puppeteer from "puppeteer-core";
import { findFirefox, findWebKit } from "../../tools/engines.mjs";
import { launch as launchChromium } from "./support.mjs";
import { openSession, start, startDriver } from "./webdriver.mjs";

export const engines = {
  Chromium: { isThere: () => true, launch: chromium }, // without it there are no browser tests at all
  Firefox: { isThere: () => Boolean(findFirefox()), launch: firefox },
  WebKit: { isThere: () => Boolean(findWebKit()), launch: webkit },
};

async function chromium() {
  const browser = await launchChromium();
  const page = await browser.newPage();
  return fromPage(browser.version(), browser, page);
}

async function firefox() {
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: findFirefox(),
    protocolTimeout: 300_000,
  });
  const version = (await browser.version()).replace("firefox/", "");
  return fromPage(version, browser, await browser.newPage());
}

/** Playwright and Puppeteer agree in all that is needed here. */
function fromPage(version, browser, page) {
  return {
    version,
    open: (url) => page.goto(url),
    evaluate: (expression) => page.evaluate(expression),
    close: () => browser.close(),
  };
}

async function webkit() {
  const { driver: command, browser: binary, display } = findWebKit();
  const screen = await startDisplay(display);
  const env = {
    ...process.env,
    DISPLAY: screen.name,
    // The sandbox does not work for root and in containers, and nothing but our own pages is opened.
    WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1",
    // In the C locale it says that the user's language is "C", which its own Intl refuses.
    LC_ALL: "en_US.UTF-8",
  };
  const driver = await startDriver(command, env);
  const session = await openSession(driver.url, {
    "webkitgtk:browserOptions": { binary, args: ["--automation"] },
  });
  return {
    version: session.version,
    open: session.goto,
    evaluate: session.evaluate,
    async close() {
      await session.close();
      driver.stop();
      screen.stop();
    },
  };
}

/** A screen in memory; the server itself finds a number that is free, and says which. */
async function startDisplay(command) {
  const server = start(command, ["-displayfd", "1", "-screen", "0", "1440x900x24", "-nolisten", "tcp"]);
  for await (const number of createInterface(server.stdout)) {
    server.stdout.destroy();
    return { name: `:${number}`, stop: () => server.kill() };
  }
  throw new Error(`${command} ended (${server.exitCode}) before it had a display`);
}
