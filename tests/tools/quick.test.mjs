import assert from "node:assert/strict";
import { test } from "node:test";
import { planFor } from "../../tools/quick.mjs";

test("nothing is run where nothing has changed, and for prose only what reads it", () => {
  assert.deepEqual(planFor([]), { suites: [], checks: [] });
  assert.deepEqual(planFor(["LICENSE"]), { suites: [], checks: ["rules", "prettier"] });
  assert.deepEqual(planFor(["bindings/README.md"]).suites, ["package/readme"]);
});

test("a test that has changed is run by itself, unless its suite is run", () => {
  assert.deepEqual(planFor(["tests/web/pad.test.mjs"]).suites, ["web/pad"]);
  assert.deepEqual(planFor(["tests/web/pad.test.mjs", "web/src/App.svelte"]).suites, ["web"]);
  assert.deepEqual(planFor(["tests/package/support.mjs"]).suites, ["package"]);
});

test("what is native touches everything, what is not touches nothing native", () => {
  const { suites, checks } = planFor(["core/src/dense.cpp"]);
  assert.deepEqual(suites, ["core", "sanitize", "variants", "wasm", "package", "web"]);
  assert.ok(checks.includes("clang-tidy"));
  for (const file of ["bindings/src/index.ts", "web/src/App.svelte", "tools/run.mjs", "package.json"]) {
    const plan = planFor([file]);
    assert.ok(plan.suites.length > 0, file);
    assert.ok(!plan.suites.some((name) => ["core", "sanitize", "variants", "wasm"].includes(name)), file);
    assert.ok(!plan.checks.includes("clang-tidy"), file);
  }
});
