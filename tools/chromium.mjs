// The browser of the tests: what is there, else Debian's.

import { aptInstall, canInstall } from "./apt.mjs";
import { Failure, which } from "./run.mjs";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** The path of Chromium or Chrome, or undefined. CHROMIUM_PATH has the first word. */
export function findChromium() {
  return process.env.CHROMIUM_PATH || names.map(which).find(Boolean);
}

/** The same; installs Debian's package where there is none. */
export async function ensureChromium() {
  if (!findChromium() && canInstall()) await aptInstall(["chromium"]);
  const found = findChromium();
  if (!found)
    throw new Failure("The browser tests need Chromium or Chrome: install one, or set CHROMIUM_PATH.");
  return found;
}
