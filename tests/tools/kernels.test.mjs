import assert from "node:assert/strict";
import { test } from "node:test";
import { buildNative } from "../../tools/build.mjs";
import { filesIn } from "../../tools/fresh.mjs";
import { capture } from "../../tools/run.mjs";

// Were an inline function of the standard library among them, the linker might take it for all files, and the library
// would end with an illegal instruction on a machine that lacks this set.
for (const set of process.arch === "x64" ? ["sse42", "avx2", "avx512"] : []) {
  test(`kernels for ${set} define nothing that other files could use`, async () => {
    await buildNative("native", [`hourglass_core_${set}`]);
    const objects = filesIn(`build/native/core/CMakeFiles/hourglass_core_${set}.dir`).filter((file) =>
      /\.o$/.test(file),
    );
    assert.ok(objects.length > 0, "one or more: several sources may be compiled as one");
    const { stdout } = capture("nm", [
      "--demangle",
      "--defined-only",
      "--extern-only",
      "--no-sort",
      ...objects,
    ]);
    const symbols = stdout.match(/^[0-9a-f]+ [A-Za-z] .+$/gm) ?? [];
    assert.ok(symbols.length > 40, "it lists the kernels");
    const others = symbols.filter(
      (symbol) => !symbol.includes(`hourglass::kernels::${set}::`) && !symbol.includes("personality"),
    );
    assert.deepEqual(others, []);
  });
}
