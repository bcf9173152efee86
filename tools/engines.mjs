// The engines beside Chromium in which the package is tested: what is there, else Debian's.

import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { aptInstall, canInstall } from "./apt.mjs";
import { Failure, which } from "./run.mjs";

/** The path of Firefox, or undefined. FIREFOX_PATH has the first word. */
export function findFirefox() {
  return process.env.FIREFOX_PATH || ["firefox-esr", "firefox"].map(which).find(Boolean);
}

/** WebKitGTK's driver, the browser that it drives, and the display that this needs; undefined unless all are there. */
export function findWebKit() {
  const found = { driver: which("WebKitWebDriver"), browser: findMiniBrowser(), display: which("Xvfb") };
  return Object.values(found).every(Boolean) ? found : undefined;
}

/** WebKitGTK's own small browser, which no PATH names: the driver and it must be of one version of GTK. */
function findMiniBrowser() {
  const libraries = readdirSync("/usr/lib").map((folder) => path.join("/usr/lib", folder));
  return ["/usr/lib", ...libraries]
    .flatMap((folder) =>
      ["webkit2gtk-4.1", "webkitgtk-6.0"].map((version) => path.join(folder, version, "MiniBrowser")),
    )
    .find(existsSync);
}

export function ensureFirefox() {
  return ensure("Firefox", findFirefox, ["firefox-esr"]);
}

export function ensureWebKit() {
  return ensure("WebKit", findWebKit, ["webkit2gtk-driver", "xvfb"]);
}

/**
 * Installs an engine that is missing. Where that cannot be, the tests do without, and skip what needs it; but where CI is
 * true nothing may be skipped.
 */
async function ensure(name, find, packages) {
  if (!find() && canInstall()) await aptInstall(packages).catch((error) => console.log(`  ${error.message}`));
  const found = find();
  if (!found && process.env.CI === "true")
    throw new Failure(`${name} is missing: install ${packages.join(" and ")}.`);
  if (!found) console.log(`${name} is missing (Debian's ${packages.join(" and ")}): its tests are skipped.`);
  return found;
}
