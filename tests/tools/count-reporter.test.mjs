import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const reporter = fileURLToPath(new URL("../../tools/count-reporter.mjs", import.meta.url));

/** What the reporter counts in test files with these texts. */
function count(texts) {
  const folder = mkdtempSync(path.join(tmpdir(), "hourglass-count-"));
  try {
    const files = texts.map((text, i) => {
      const file = path.join(folder, `${i}.test.mjs`);
      writeFileSync(file, `import { describe, test } from "node:test";\n${text}`);
      return file;
    });
    const { NODE_TEST_CONTEXT, ...env } = process.env; // this process is itself run by node --test
    const args = ["--test", `--test-reporter=${reporter}`, "--test-reporter-destination=stdout", ...files];
    const { times, ...counted } = JSON.parse(
      spawnSync(process.execPath, args, { env, encoding: "utf8" }).stdout,
    );
    assert.equal(times.length, counted.passed + counted.failed);
    assert.ok(times.every(({ name, file, seconds }) => name && file.endsWith(".mjs") && seconds >= 0));
    return counted;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("passes, failures and what is skipped are counted, groups are not", () => {
  const counts = count([
    'test("a", () => {}); test("b", () => { throw new Error("b"); }); test.skip("c", () => {});',
    'describe("group", () => { test("d", () => {}); });',
    'describe("left out", { skip: "no engine" }, () => { test("e", () => {}); });',
  ]);
  assert.deepEqual(counts, { passed: 2, failed: 1, skipped: 2 });
});

test("a file that holds no test is none, one that cannot be loaded has failed", () => {
  assert.deepEqual(count([""]), { passed: 0, failed: 0, skipped: 0 });
  assert.deepEqual(count(['throw new Error("broken");']), { passed: 0, failed: 1, skipped: 0 });
});
