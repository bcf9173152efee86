// Projects as people make them, with the package in node_modules as npm packs it, and what a program in them found out.

import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { serve } from "../../tools/serve.mjs";
import { folder as root } from "../package/packed.mjs";
import { fingerprints, patternedBytes } from "../package/support.mjs";
import { launch } from "../web/support.mjs";

const { config, fit, unfused } = fingerprints.kinds.stacked;

/** The package itself, unpacked. */
export const installed = path.join(root, "node_modules/hourglass-autoencoder");

/** A function's text that trains and reconstructs with what it is given, and resolves with what came of it. */
export const trial = (options = {}) => `async ({ load }) => {
  const patternedBytes = ${patternedBytes};
  try {
    const runtime = await load(${JSON.stringify({ build: "baseline", threads: 2, ...options })});
    const model = await runtime.create(${JSON.stringify(config)});
    const samples = patternedBytes(${fingerprints.samples} * model.features);
    await model.fit(samples, ${JSON.stringify(fit)});
    const { worker, threads, notes } = runtime.info;
    const outputs = await model.reconstruct(samples.subarray(0, 2 * model.features));
    const reconstructs = outputs.length === 2 * model.features && outputs.every(Number.isFinite);
    const outcome = { worker, threads, notes, reconstructs, fingerprint: await model.fingerprint() };
    await runtime.dispose();
    return outcome;
  } catch ({ code, message, stack }) {
    return { code, message, stack };
  }
}`;

/** A module that leaves what the trial found where the test looks for it. */
export const program = (from, options) => `
  import { load } from ${JSON.stringify(from)};
  globalThis.outcome = (${trial(options)})({ load });
`;

/** What a place with workers, threads and SIMD gives. */
export const all = { worker: true, threads: 2, notes: [], reconstructs: true, fingerprint: unfused };
/** What is given without workers, but for the notes. */
export const alone = { worker: false, threads: 1, reconstructs: true, fingerprint: unfused };

export const isolation = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

/** A project with the package installed: its folder. @param {Record<string, string>} files */
export function project(name, files = { "main.js": program("hourglass-autoencoder") }) {
  const folder = path.join(root, name);
  cpSync(installed, path.join(folder, "node_modules/hourglass-autoencoder"), { recursive: true });
  const manifest = { name, private: true, type: "module", dependencies: { "hourglass-autoencoder": "*" } };
  const usual = {
    "package.json": JSON.stringify(manifest),
    "index.html": '<!doctype html><script type="module" src="./main.js"></script>',
  };
  for (const [file, text] of Object.entries({ ...usual, ...files })) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
  return folder;
}

/** A Chromium, and what programs found out in its pages. */
export async function chromium() {
  const browser = await launch();

  /** Of the page at this address. It fails where the page said anything that it should not have. */
  async function outcome(url) {
    const context = await browser.newContext();
    const page = await context.newPage();
    const refused = [];
    page.on("console", (message) => {
      if (/Content Security Policy/.test(message.text())) refused.push(message.text());
    });
    try {
      await page.goto(url);
      const found = await outcomeIn(page);
      return refused.length > 0 ? { ...found, refused } : found;
    } finally {
      await context.close();
    }
  }

  async function served(folder, options = {}) {
    const site = await serve({ root: folder, csp: false, ...options });
    try {
      return await outcome(site.url);
    } finally {
      await site.close();
    }
  }

  return { outcome, served, close: () => browser.close() };
}

/** A development server may load the page anew, once it has seen what is imported. */
async function outcomeIn(page) {
  for (let tries = 0; ; tries++) {
    try {
      await page.waitForFunction(() => globalThis.outcome, undefined, { timeout: 30_000 });
      return await page.evaluate(() => globalThis.outcome);
    } catch (error) {
      if (tries === 3 || !/navigation|destroyed/.test(error.message)) throw error;
    }
  }
}
