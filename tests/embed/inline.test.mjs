// hourglass-autoencoder/inline: one page in one file, opened where nothing can be fetched, in every browser engine.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import * as esbuild from "esbuild";
import { fingerprints, patternedBytes } from "../package/support.mjs";
import { engines } from "../web/engines.mjs";

const dist = fileURLToPath(new URL("../../bindings/dist", import.meta.url));
const { config, fit, unfused } = fingerprints.kinds.vanilla;
const all = { worker: true, threads: 1, build: "baseline", notes: [], fingerprint: unfused };

const program = `
  import { load } from "hourglass-autoencoder/inline";
  const patternedBytes = ${patternedBytes};
  globalThis.outcome = (async () => {
    const runtime = await load();
    const model = await runtime.create(${JSON.stringify(config)});
    await model.fit(patternedBytes(${fingerprints.samples} * model.features), ${JSON.stringify(fit)});
    const { worker, threads, build, notes } = runtime.info;
    const outcome = { worker, threads, build, notes, fingerprint: await model.fingerprint() };
    await runtime.dispose();
    return outcome;
  })().catch(({ code, message }) => ({ code, message }));
`;

describe("one file", () => {
  let folder, script;
  before(async () => {
    folder = mkdtempSync(fileURLToPath(new URL("../../build/inline-", import.meta.url)));
    const { outputFiles } = await esbuild.build({
      stdin: { contents: program, resolveDir: folder },
      alias: { "hourglass-autoencoder/inline": path.join(dist, "inline.bundle.js") },
      bundle: true,
      format: "esm",
      minify: true,
      write: false,
      logLevel: "error",
    });
    script = outputFiles[0].text.replaceAll("</script", "<\\/script");
  });
  after(() => folder && rmSync(folder, { recursive: true, force: true }));

  function page(name, { head = "", body = "" } = {}) {
    const file = path.join(folder, `${name}.html`);
    writeFileSync(
      file,
      `<!doctype html><meta charset="utf-8">${head}<script type="module">${script}</script>${body}`,
    );
    return pathToFileURL(file).href;
  }

  for (const [name, { isThere, launch }] of Object.entries(engines)) {
    const skip = !isThere() && `${name} is not installed, which "npm test web" does where it can`;
    it(`trains in a worker from file://, without a request, in ${name}`, { skip }, async () => {
      const engine = await launch();
      try {
        await engine.open(page(name));
        assert.deepEqual(await engine.evaluate("globalThis.outcome"), all);
        const fetched =
          "performance.getEntriesByType('resource').filter(({ name }) => !/^(data|blob):/.test(name)).length";
        assert.equal(await engine.evaluate(fetched), 0);
      } finally {
        await engine.close();
      }
    });
  }

  it("trains under a policy that allows no connection", async () => {
    const engine = await engines.Chromium.launch();
    const policy =
      "default-src 'none'; script-src 'unsafe-inline' 'wasm-unsafe-eval'; worker-src blob:; connect-src 'none'";
    try {
      await engine.open(
        page("policy", { head: `<meta http-equiv="Content-Security-Policy" content="${policy}">` }),
      );
      assert.deepEqual(await engine.evaluate("globalThis.outcome"), all);
    } finally {
      await engine.close();
    }
  });
});
