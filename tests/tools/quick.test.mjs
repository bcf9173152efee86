// What tools/quick.mjs runs: held against the files and the suites that there are.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { planFor, touched } from "../../tools/quick.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const tracked = execFileSync("git", ["ls-files"], { cwd: root, encoding: "utf8" })
  .split("\n")
  .filter(Boolean);
const suites = Object.keys(JSON.parse(readFileSync(`${root}tools/budgets.json`, "utf8")));

test("each rule is of files that are there, and names suites that are", () => {
  const first = (file) => touched.find(({ files }) => files.test(file));
  for (const rule of touched)
    assert.ok(
      tracked.some((file) => first(file) === rule),
      `${rule.files} is of no file`,
    );
  for (const file of tracked)
    for (const name of planFor([file]).suites) {
      const [suite, part] = name.split("/");
      assert.ok(suites.includes(suite), `${file}: there is no suite ${suite}`);
      if (part)
        assert.ok(existsSync(`${root}tests/${suite}/${part}.test.mjs`), `${file}: there is no ${name}`);
    }
});

test("whatever programs are made of is tested by something", () => {
  const code = /\.(ts|js|mjs|svelte|cpp|hpp|cmake|css)$/;
  const byHand = /^tests\/fuzz\//; // fuzzers run for hours
  const untested = tracked.filter(
    (file) => code.test(file) && !byHand.test(file) && planFor([file]).suites.length === 0,
  );
  assert.deepEqual(untested, []);
});

test("nothing is run where nothing has changed, and for prose only what reads it", () => {
  assert.deepEqual(planFor([]), { suites: [], checks: [] });
  assert.deepEqual(planFor(["LICENSE"]), { suites: [], checks: ["rules", "prettier"] });
  assert.deepEqual(planFor(["bindings/README.md"]).suites, ["package/readme"]);
});

test("a test that has changed is run by itself, unless its suite is run", () => {
  assert.deepEqual(planFor(["tests/web/pad.test.mjs"]).suites, ["web/pad"]);
  assert.deepEqual(planFor(["tests/web/pad.test.mjs", "web/src/app/App.svelte"]).suites, ["web"]);
  assert.deepEqual(planFor(["tests/package/support.mjs"]).suites, ["package"]);
});

test("what is native touches everything, what is not touches nothing native", () => {
  const { suites, checks } = planFor(["core/src/layers/dense.cpp"]);
  assert.deepEqual(suites, ["core", "sanitize", "variants", "wasm", "package", "web"]);
  assert.ok(checks.includes("clang-tidy"));
  for (const file of ["bindings/src/index.ts", "web/src/app/App.svelte", "tools/run.mjs", "package.json"]) {
    const plan = planFor([file]);
    assert.ok(plan.suites.length > 0, file);
    assert.ok(!plan.suites.some((name) => ["core", "sanitize", "variants", "wasm"].includes(name)), file);
    assert.ok(!plan.checks.includes("clang-tidy"), file);
  }
});
