import assert from "node:assert/strict";
import { test } from "node:test";
import { isAtLeast } from "../../tools/toolchain.mjs";

test("versions are compared number by number", () => {
  for (const version of [
    [3, 1, 69],
    [3, 1, 70],
    [3, 2, 0],
    [4, 0, 1],
  ])
    assert.ok(isAtLeast(version, [3, 1, 69]));
  for (const version of [
    [3, 1, 6],
    [3, 1, 68],
    [2, 9, 99],
  ])
    assert.ok(!isAtLeast(version, [3, 1, 69]));
});
