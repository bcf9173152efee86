// What the figures of the page's desks share.

import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";

// Modules ask whether the page is one file: here it is none.
globalThis.document ??= { querySelector: () => null };

/** A module of the page, as it is. */
export async function ofPage(file) {
  const path = fileURLToPath(new URL(`../web/src/${file}.ts`, import.meta.url));
  return (await runnerImport(path, { configFile: false, logLevel: "error" })).module;
}

export const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
