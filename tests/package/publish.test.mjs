// What npm would publish: entries that every resolver finds, types that match them, and no file that nobody needs.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { execFileSync, spawnSync } from "node:child_process";
import path from "node:path";
import { it } from "node:test";
import { fileURLToPath } from "node:url";
import { publint } from "publint";
import { formatMessage } from "publint/utils";

const root = fileURLToPath(new URL("../..", import.meta.url));
const bindings = path.join(root, "bindings");

it("publint has nothing to object to", async () => {
  const { messages, pkg } = await publint({ pkgDir: bindings, strict: true });
  assert.deepEqual(
    messages.map((message) => formatMessage(message, pkg)),
    [],
  );
});

it("the types are right for every resolver that knows exports", () => {
  const attw = path.join(root, "node_modules/@arethetypeswrong/cli/dist/index.js");
  const { status, stdout } = spawnSync(
    process.execPath,
    [
      attw,
      "--pack",
      bindings,
      "--profile",
      "node16",
      "--ignore-rules",
      "cjs-resolves-to-esm",
      "--no-color",
      "--no-emoji",
    ],
    { encoding: "utf8", cwd: bindings },
  );
  assert.equal(status, 0, stdout);
});

it("holds modules, their types, the wasm modules, what is to be read, and nothing else", () => {
  const listed = execFileSync("npm", ["pack", "--dry-run", "--json"], { cwd: bindings, encoding: "utf8" });
  const [{ files }] = JSON.parse(listed);
  const needed =
    /^(dist\/.*\.(c?js|js\.map|d\.c?ts)|dist\/wasm\/[\w-]+\.wasm|README\.md|CHANGELOG\.md|LICENSE|THIRD-PARTY-NOTICES\.txt|package\.json|schema\.json)$/;
  assert.deepEqual(
    files.map(({ path: name }) => name).filter((name) => !needed.test(name)),
    [],
  );
  for (const name of ["dist/data/index.d.ts", "CHANGELOG.md", "THIRD-PARTY-NOTICES.txt"])
    assert.ok(
      files.some(({ path: one }) => one === name),
      name,
    );
});

it("names whose code is inside, each with its license", () => {
  const notices = readFileSync(path.join(bindings, "THIRD-PARTY-NOTICES.txt"), "utf8");
  const bundled = ["papaparse", "fflate", "read-excel-file", "fast-png", "iobuffer"];
  for (const name of ["xsimd", "Emscripten", "musl", "libc++", "dlmalloc", ...bundled])
    assert.match(notices, new RegExp(`^${name.replaceAll("+", "\\+")},`, "m"));
  assert.ok(!notices.includes("undefined"));
});
