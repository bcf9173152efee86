// The package in Node, and in tests that people run there.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import path from "node:path";
import { it } from "node:test";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import { all, alone, project, trial } from "./support.mjs";

const modules = fileURLToPath(new URL("../../node_modules", import.meta.url));

/** What a program says, which must end by itself, without an error and without a word on stderr. */
function said(folder, args) {
  const { stdout, stderr, status, error } = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: "utf8",
    timeout: 60_000,
  });
  assert.equal(error, undefined);
  assert.equal(status, 0, stderr + stdout);
  return { stdout, stderr };
}

/** The trial's outcome, of a program that prints it as JSON. */
function outcome(name, files) {
  const { stdout, stderr } = said(project(name, files), Object.keys(files).slice(0, 1));
  assert.equal(stderr.replace(/^.*(ExperimentalWarning|--trace-warnings).*$/gm, "").trim(), "");
  return JSON.parse(stdout);
}

const printed = "(outcome) => console.log(JSON.stringify(outcome))";

for (const worker of [false, true]) {
  it(`a module, ${worker ? "in a worker" : "in its own thread"}, with threads: ends by itself`, () => {
    const main = `import { load } from "hourglass-autoencoder"; (${trial({ worker })})({ load }).then(${printed});`;
    assert.deepEqual(outcome(`node-${worker}`, { "main.mjs": main }), { ...all, worker });
  });
}

for (const worker of [false, true]) {
  it(`require(), ${worker ? "in a worker" : "in its own thread"}, with threads`, () => {
    const main = `const { load } = require("hourglass-autoencoder"); (${trial({ worker })})({ load }).then(${printed});`;
    assert.deepEqual(outcome(`require-${worker}`, { "main.cjs": main }), { ...all, worker });
  });
}

it("esbuild, one CommonJS file that needs nothing else: hourglass-autoencoder/inline", async () => {
  const main = `import { load } from "hourglass-autoencoder/inline";
    const loadIt = ({ build, threads, ...options }) => load(options);
    (${trial({ worker: false })})({ load: loadIt }).then(${printed});`;
  const folder = project("one-file", { "main.js": main });
  const outfile = path.join(folder, "elsewhere/one.cjs");
  const entryPoints = [path.join(folder, "main.js")];
  await esbuild.build({
    entryPoints,
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    logLevel: "error",
  });
  rmSync(path.join(folder, "node_modules"), { recursive: true });
  const { stdout } = said(folder, [outfile]);
  assert.deepEqual(JSON.parse(stdout), { ...alone, notes: [] });
});

for (const [name, args] of Object.entries({
  deno: ["run", "-A", "--node-modules-dir=manual"],
  bun: ["run"],
})) {
  it(`${name}: worker, one thread, and says so`, () => {
    const main = `import { load } from "hourglass-autoencoder";
      (${trial({ worker: true })})({ load }).then(${printed});`;
    const folder = project(name, { "main.mjs": main });
    const command = path.join(modules, ".bin", name);
    const { stdout, stderr, status } = spawnSync(command, [...args, "main.mjs"], {
      cwd: folder,
      encoding: "utf8",
      timeout: 60_000,
    });
    assert.equal(status, 0, stderr);
    const { notes, ...found } = JSON.parse(stdout);
    assert.deepEqual(found, { ...alone, worker: true });
    assert.match(notes.join(), /threads/);
  });
}

for (const environment of ["node", "jsdom"]) {
  it(`Jest as it comes, in its environment ${environment}: worker and threads`, () => {
    const folder = project(`jest-${environment}`, {
      "some.test.js": `
        const { load } = require("hourglass-autoencoder");
        const { TableEncoder } = require("hourglass-autoencoder/data");
        const { readTable } = require("hourglass-autoencoder/files");
        test("trains, and reads", async () => {
          expect(typeof document).toBe(${environment === "jsdom" ? '"object"' : '"undefined"'});
          expect(await (${trial({ worker: true })})({ load })).toEqual(${JSON.stringify(all)});
          const { rows, columns } = await readTable("a,b\\n1,2\\n3,4");
          expect(new TableEncoder().fitColumns(columns.map(({ values }) => values)).features).toBe(rows);
        });`,
      "package.json": JSON.stringify({ name: "jest", dependencies: { "hourglass-autoencoder": "*" } }),
    });
    const args = ["--rootDir", folder, "--env", path.join(modules, `jest-environment-${environment}`)];
    const { stderr } = said(folder, [path.join(modules, "jest/bin/jest.js"), ...args]);
    assert.match(stderr, /1 passed/);
  });
}

it("within a worker thread: threads, and a worker of its own", () => {
  const main = `import { Worker } from "node:worker_threads";
    new Worker(new URL("./inner.mjs", import.meta.url)).on("message", ${printed});`;
  const inner = `import { parentPort } from "node:worker_threads";
    import { load } from "hourglass-autoencoder";
    (${trial({ worker: true })})({ load }).then((outcome) => parentPort.postMessage(outcome));`;
  assert.deepEqual(outcome("worker-threads", { "main.mjs": main, "inner.mjs": inner }), all);
});

it("a program that forgets to dispose ends by itself, too", () => {
  const main = `import { dense, load } from "hourglass-autoencoder";
    for (const worker of [false, true]) {
      const model = await (await load({ worker, threads: 2 })).create({ input: 4, encoder: [dense(2)] });
      await model.fit([[0, 1, 0, 1]], { epochs: 1 });
    }
    console.log(JSON.stringify("done"));`;
  assert.equal(outcome("forgetful", { "main.mjs": main }), "done");
});

for (const environment of ["node", "jsdom"]) {
  it(`Vitest, in its environment ${environment}: worker and threads`, () => {
    const folder = project(`vitest-${environment}`, {
      "some.test.js": `
        import { load } from "hourglass-autoencoder";
        import { expect, it } from "vitest";
        it("trains", async () => {
          expect(typeof document).toBe(${environment === "jsdom" ? '"object"' : '"undefined"'});
          const outcome = await (${trial({ worker: true })})({ load });
          expect(outcome).toEqual(${JSON.stringify(all)});
        });`,
    });
    const args = ["run", "--root", folder, "--environment", environment];
    const { stdout } = said(folder, [path.join(modules, "vitest/vitest.mjs"), ...args]);
    assert.match(stdout, /1 passed/);
  });
}
