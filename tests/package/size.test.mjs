// What people who embed the package make others download: the budgets of .size-limit.js.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { it } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

it("all sizes are within their budgets", (t) => {
  const program = fileURLToPath(new URL("../../node_modules/size-limit/bin.js", import.meta.url));
  const { stdout, stderr } = spawnSync(process.execPath, [program, "--json"], {
    cwd: root,
    encoding: "utf8",
  });
  assert.match(stdout, /^\s*\[/, stderr);
  const sizes = JSON.parse(stdout);
  assert.ok(sizes.length >= 5);
  for (const { name, size, sizeLimit, passed } of sizes) {
    const line = `${name}: ${size} of at most ${sizeLimit} bytes`;
    t.diagnostic(line);
    assert.ok(passed, line);
  }
});
