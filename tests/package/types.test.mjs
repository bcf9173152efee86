// What people write in TypeScript compiles, under the strictest settings and without the DOM's or Node's types being looked at.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { it } from "node:test";
import { fileURLToPath } from "node:url";
import { folder } from "./packed.mjs";

const compiler = fileURLToPath(new URL("../../node_modules/typescript/bin/tsc", import.meta.url));

/** What the compiler says of a program. */
function complaints(program) {
  const compilerOptions = {
    ...{ noEmit: true, strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true },
    ...{ target: "es2022", module: "esnext", moduleResolution: "bundler" },
    ...{ lib: ["es2022", "esnext.disposable", "dom"], types: [] },
  };
  writeFileSync(
    path.join(folder, "tsconfig.json"),
    JSON.stringify({ compilerOptions, files: ["program.ts"] }),
  );
  const imports = 'import { dense, load, type Samples } from "hourglass";';
  writeFileSync(path.join(folder, "program.ts"), `${imports}\n${program}\nexport {};\n`);
  const { stdout } = spawnSync(process.execPath, [compiler, "-p", folder], { encoding: "utf8" });
  return stdout.replaceAll(/^.*program\.ts/gm, "program.ts");
}

it("what is handed out is of the types that the platform takes, and what is taken may be of many", () => {
  const program = `
    const runtime = await load({ worker: true, workerUrl: new URL("https://example.org/worker.js") });
    const model = await runtime.create({
      input: 4,
      encoder: [dense(2)],
      variational: {},
      corruption: { kind: "gaussian", amount: 0.1, clip: false },
    });
    new Blob([await model.save()]);
    const codes: Float32Array<ArrayBuffer> = await model.encode([0, 1, 0, 1]);
    postMessage(codes, { transfer: [codes.buffer] });
    const { mean, logVariance } = await model.encode([[0, 1, 0, 1]], { spread: true });
    await model.decode({ mean, logVariance }, { sample: 1 });
    const forms: Samples[] = [new Float64Array(4), new Uint8ClampedArray(4), [new Float32Array(4)], [[1, 2, 3, 4]] as const];
    const kept = await runtime.dataset(forms[0]!, { features: 4 });
    const run = model.fit(kept, { targets: forms[1]!, validation: { data: kept, targets: kept }, paused: true });
    const { recentLoss, epochsDone } = await run.step();
    await run.resume();
    for await (const progress of run) console.log(progress.notes?.join(), recentLoss + epochsDone);
    await run.catch(() => undefined).finally(() => undefined);
    console.log(String(await model.summary()));
  `;
  assert.equal(complaints(program), "");
});

it("what is wrong does not compile", () => {
  assert.match(complaints('load({ build: "fast" });'), /program\.ts.*"fast"/);
  assert.match(complaints("const x: Samples = new Int16Array(4);"), /Int16Array/);
  assert.match(
    complaints('(await load()).create({ input: 4, encoder: [dense("2")] });'),
    /program\.ts.*string/,
  );
});
