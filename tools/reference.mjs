// Computes tests/reference/reference.json anew with PyTorch, and says whether the numbers are those that stood there.

import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { runTool, steps } from "./build.mjs";
import { projectRoot, runAsProgram, stage } from "./run.mjs";
import { torch } from "./torch.mjs";

const file = "tests/reference/reference.json";

function numbers() {
  const full = path.join(projectRoot, file);
  return existsSync(full) ? readFileSync(full, "utf8") : "";
}

await runAsProgram(import.meta.url, async () => {
  await steps.dependencies();
  const before = numbers();
  const runWithTorch = await torch();
  await stage("computing the reference numbers", async () => {
    await runWithTorch("python3", ["tests/reference/reference.py"]);
    await runTool("prettier/bin/prettier.cjs", ["--write", "--log-level=warn", file]);
  });
  console.log(numbers() === before ? `${file} is as it was.` : `${file} has changed: see git diff.`);
});
