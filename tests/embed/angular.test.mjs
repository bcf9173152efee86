// The package in an Angular application, which is 250 MB of packages that change rarely: npm test -- embed --all

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { it } from "node:test";
import { fileURLToPath } from "node:url";
import { all, chromium, installed, trial } from "./support.mjs";

const folder = fileURLToPath(new URL("../../build/angular", import.meta.url));
const angular = ["core", "common", "platform-browser", "compiler", "compiler-cli", "build", "cli"];
const others = ["rxjs@7", "typescript@5.9", "tslib@2"];

const files = {
  "package.json": { name: "angular-app", private: true },
  "tsconfig.json": {
    compilerOptions: {
      ...{ target: "ES2022", module: "ES2022", moduleResolution: "bundler", strict: true },
      ...{ experimentalDecorators: true, lib: ["ES2022", "DOM"], types: [] },
    },
    files: ["src/main.ts"],
  },
  "angular.json": {
    version: 1,
    cli: { analytics: false },
    projects: {
      app: {
        ...{ projectType: "application", root: "", sourceRoot: "src" },
        architect: {
          build: {
            builder: "@angular/build:application",
            options: {
              ...{
                outputPath: "dist",
                index: "src/index.html",
                browser: "src/main.ts",
                tsConfig: "tsconfig.json",
              },
              assets: [
                { glob: "**/*", input: "node_modules/hourglass-autoencoder/dist", output: "hourglass" },
              ],
            },
          },
        },
      },
    },
  },
  "src/index.html": '<!doctype html><base href="/" /><app-root></app-root>',
  "src/trial.js": `export const tried = ${trial({ workerUrl: "./hourglass/worker.js" })};`,
  "src/trial.d.ts": "export function tried(of: object): Promise<unknown>;",
  "src/main.ts": `
    import { Component, provideZonelessChangeDetection } from "@angular/core";
    import { bootstrapApplication } from "@angular/platform-browser";
    import { load } from "hourglass-autoencoder";
    import { tried } from "./trial.js";
    @Component({ selector: "app-root", template: "" })
    class App {
      constructor() {
        const page = globalThis as unknown as { outcome: unknown };
        void tried({ load }).then((outcome) => (page.outcome = outcome));
      }
    }
    void bootstrapApplication(App, { providers: [provideZonelessChangeDetection()] });`,
};

const skip = process.env.EMBED_ALL ? false : "only with --all";

it("Angular, told where the worker is: worker and threads", { skip, timeout: 600_000 }, async (t) => {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    const text = typeof content === "string" ? content : JSON.stringify(content);
    writeFileSync(path.join(folder, name), text);
  }
  const run = (command, ...args) =>
    execFileSync(command, args, { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
  const packages = [...angular.map((name) => `@angular/${name}@20`), ...others];
  run("npm", "install", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts", ...packages);
  const target = path.join(folder, "node_modules/hourglass-autoencoder");
  rmSync(target, { recursive: true, force: true });
  cpSync(installed, target, { recursive: true });
  run(process.execPath, "node_modules/@angular/cli/bin/ng.js", "build", "app", "--configuration=");
  const browser = await chromium();
  t.after(() => browser.close());
  assert.deepEqual(await browser.served(path.join(folder, "dist/browser")), all);
});
