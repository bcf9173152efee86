// The installed C++ library, as a project of somebody else finds it; its program is the one that the README shows.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { readDigits } from "../../tools/pack-digits.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const program = path.join(root, "tests/install/main.cpp");

function run(command, ...args) {
  return execFileSync(command, args, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
}

test("the README shows the program that is compiled here", () => {
  const [, shown] = readFileSync(path.join(root, "README.md"), "utf8").match(/^```cpp\n(.*?)^```$/ms) ?? [];
  assert.equal(shown, readFileSync(program, "utf8"));
});

test("find_package(hourglass) gives a program all it needs to train", async (t) => {
  const folder = mkdtempSync(path.join(root, "build/install-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const [prefix, build, digits] = ["prefix", "build", "digits"].map((name) => path.join(folder, name));
  // The core's own tests build it natively, too: what is built already is not built again.
  run("cmake", "--preset", "native", "--log-level=WARNING");
  run("cmake", "--build", "--preset", "native", "--target", "hourglass_core", "--parallel");
  run("cmake", "--install", "build/native", "--prefix", prefix);
  run(
    "cmake",
    "-S",
    "tests/install",
    "-B",
    build,
    `-DCMAKE_PREFIX_PATH=${prefix}`,
    "-DCMAKE_BUILD_TYPE=Release",
  );
  run("cmake", "--build", build);

  const { images } = await readDigits();
  writeFileSync(digits, images.subarray(0, 1000 * 784));
  const output = run(path.join(build, "user"), digits);
  const losses = [...output.matchAll(/^epoch \d+: loss ([\d.]+)$/gm)].map(([, loss]) => Number(loss));
  assert.equal(losses.length, 10);
  assert.ok(losses.at(-1) < 0.7 * losses[0], output);
});
