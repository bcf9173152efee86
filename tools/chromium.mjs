// The browser of the tests: Chromium without its windows where it can be had (a page costs less than half of the time), else
// Chromium or Chrome.

import { aptInstall, canInstall } from "./apt.mjs";
import { Failure, which } from "./run.mjs";

const shells = ["chromium-headless-shell", "chrome-headless-shell"];
const browsers = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

const found = (names) => names.map(which).find(Boolean);

/** The path of the tests' browser, or undefined. CHROMIUM_PATH has the first word. */
export const findChromium = () => process.env.CHROMIUM_PATH || found(shells) || found(browsers);

/** The same; installs Debian's package where there is none. */
export async function ensureChromium() {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  if (!found(shells) && canInstall()) await aptInstall([shells[0]]).catch(() => undefined);
  return found(shells) ?? ensureBrowser();
}

/** The path of Chromium or Chrome as people have it: what is measured is measured there. */
export async function ensureBrowser() {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  if (!found(browsers) && canInstall()) await aptInstall([browsers[0]]);
  const browser = found(browsers);
  if (!browser)
    throw new Failure("The browser tests need Chromium or Chrome: install one, or set CHROMIUM_PATH.");
  return browser;
}
