import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { it } from "node:test";
import { gzipSync } from "node:zlib";
import { folder } from "./packed.mjs";

it("a page loads at most 100 KB for the baseline build, gzipped", (t) => {
  const bytesOf = (file) =>
    gzipSync(readFileSync(path.join(folder, "node_modules/hourglass/dist/wasm", file)), { level: 9 }).length;
  const sizes = [bytesOf("baseline.wasm"), bytesOf("glue.js")];
  t.diagnostic(sizes.join(" + "));
  assert.ok(sizes[0] + sizes[1] <= 100_000, `${sizes.join(" + ")} bytes`);
});
