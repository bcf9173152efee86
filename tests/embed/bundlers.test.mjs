// The package in default projects of bundlers, in Chromium.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync } from "node:fs";
import path from "node:path";
import { after, before, it } from "node:test";
import { fileURLToPath } from "node:url";
import { nodeResolve } from "@rollup/plugin-node-resolve";
import * as esbuild from "esbuild";
import { rollup } from "rollup";
import webpack from "webpack";
import { exitOf } from "../../tools/run.mjs";
import { all, alone, chromium, installed, isolation, program, project, trial } from "./support.mjs";

const modules = fileURLToPath(new URL("../../node_modules", import.meta.url));

let browser;
before(async () => (browser = await chromium()));
after(() => browser?.close());

/** Runs a program of an npm package in a folder; what it said is the failure's message. */
async function run(folder, script, args, env = {}) {
  const child = spawn(process.execPath, [path.join(modules, script), ...args], {
    cwd: folder,
    env: { ...process.env, NODE_ENV: "production", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
  assert.equal(await exitOf(child), 0, said);
}

for (const version of ["vite5", "vite6", "vite7", "vite"]) {
  const name = version === "vite" ? "vite8" : version;
  it(`${name}, built for a sub-folder: worker and threads`, async () => {
    const vite = await import(version);
    const folder = project(`${name}-built`);
    await vite.build({ root: folder, logLevel: "error", base: "./" });
    assert.deepEqual(await browser.served(path.join(folder, "dist"), { base: "/some/sub/" }), all);
  });

  it(`${name}, served in development: worker and threads`, async () => {
    const vite = await import(version);
    const server = await vite.createServer({
      root: project(`${name}-served`),
      logLevel: "error",
      server: { port: 0, headers: isolation },
    });
    try {
      await server.listen();
      assert.deepEqual(await browser.outcome(server.resolvedUrls.local[0]), all);
    } finally {
      await server.close();
    }
  });
}

it("webpack 5: worker and threads", async () => {
  const folder = project("webpack");
  const compiler = webpack({
    context: folder,
    mode: "production",
    entry: "./main.js",
    output: { path: path.join(folder, "dist"), filename: "main.js" },
    performance: { hints: false }, // of threads' modules, which are a little above 244 KiB and loaded when they are asked for
  });
  const stats = await new Promise((resolve, reject) =>
    compiler.run((error, done) => (error ? reject(error) : resolve(done))),
  );
  await new Promise((resolve) => compiler.close(resolve));
  assert.deepEqual(stats.toJson({ all: false, errors: true, warnings: true }), { errors: [], warnings: [] });
  cpSync(path.join(folder, "index.html"), path.join(folder, "dist/index.html"));
  assert.deepEqual(await browser.served(path.join(folder, "dist")), all);
});

it("Parcel: worker and threads", async () => {
  const folder = project("parcel");
  await run(folder, "parcel/lib/bin.js", [
    "build",
    "index.html",
    "--public-url",
    "./",
    "--cache-dir",
    ".cache",
  ]);
  assert.deepEqual(await browser.served(path.join(folder, "dist")), all);
});

/** These leave workers where they are: the package's folder is copied beside the page, and one option says so. */
const told = () => program("hourglass-autoencoder", { workerUrl: "./hourglass/worker.js" });
const bundles = {
  esbuild: (folder) =>
    esbuild.build({
      entryPoints: [path.join(folder, "main.js")],
      bundle: true,
      format: "esm",
      outfile: path.join(folder, "dist/main.js"),
      logLevel: "error",
    }),
  async Rollup(folder) {
    const bundle = await rollup({ input: path.join(folder, "main.js"), plugins: [nodeResolve()] });
    await bundle.write({ dir: path.join(folder, "dist"), format: "es", inlineDynamicImports: true });
    await bundle.close();
  },
};

for (const [name, bundle] of Object.entries(bundles)) {
  it(`${name}, told where the worker is: worker and threads`, async () => {
    const folder = project(`${name}-told`, { "main.js": told() });
    await bundle(folder);
    cpSync(path.join(folder, "index.html"), path.join(folder, "dist/index.html"));
    cpSync(path.join(installed, "dist"), path.join(folder, "dist/hourglass"), { recursive: true });
    assert.deepEqual(await browser.served(path.join(folder, "dist")), all);
  });

  it(`${name}, told nothing: in the page's thread, and says so`, async () => {
    const folder = project(name);
    await bundle(folder);
    cpSync(path.join(folder, "index.html"), path.join(folder, "dist/index.html"));
    cpSync(path.join(installed, "dist/wasm"), path.join(folder, "dist/wasm"), { recursive: true });
    const { notes, ...found } = await browser.served(path.join(folder, "dist"));
    assert.deepEqual(found, alone);
    assert.match(notes[0], /^worker: none could be started \(/);
  });
}

/** A page that only trains in the browser; its module is imported on the server, too. */
const nextFiles = {
  "app/layout.jsx":
    "export default function Layout({ children }) { return <html><body>{children}</body></html>; }",
  "app/page.jsx": `"use client";
    import { load } from "hourglass-autoencoder";
    import { useEffect } from "react";
    import { trial } from "./trial.js";
    export default function Page() {
      useEffect(() => { globalThis.outcome = trial({ load }); }, []);
      return <p>{typeof load}</p>;
    }`,
  "app/server/page.jsx": `import { dense } from "hourglass-autoencoder";
    export default function Page() { return <p>{JSON.stringify(dense(3))}</p>; }`,
  "next.config.mjs": `export default {
    headers: () => [{ source: "/:path*", headers: ${JSON.stringify(
      Object.entries(isolation).map(([key, value]) => ({ key, value })),
    )} }],
  };`,
};

for (const bundler of ["turbopack", "webpack"])
  it(`Next.js with ${bundler}, imported on the server, too: worker and threads`, (t) => next(t, bundler));

async function next(t, bundler) {
  const files = { ...nextFiles, "app/trial.js": `export const trial = ${trial()};` };
  const folder = project(`next-${bundler}`, files);
  const env = { NEXT_TELEMETRY_DISABLED: "1" };
  await run(folder, "next/dist/bin/next", ["build", `--${bundler}`], env);
  const server = spawn(process.execPath, [path.join(modules, "next/dist/bin/next"), "start", "--port", "0"], {
    cwd: folder,
    env: { ...process.env, ...env, NODE_ENV: "production" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  t.after(() => server.kill());
  const url = await new Promise((resolve, reject) => {
    server.stdout.on("data", (chunk) => {
      const found = /http:\/\/localhost:\d+/.exec(String(chunk));
      if (found) resolve(found[0]);
    });
    server.on("exit", (code) => reject(new Error(`next start ended with ${code}`)));
  });
  assert.deepEqual(await browser.outcome(url), all);
  assert.match(await (await fetch(`${url}/server`)).text(), /dense/);
}
