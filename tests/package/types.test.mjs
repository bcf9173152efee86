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
function complaints(program, others = {}) {
  const compilerOptions = {
    ...{ noEmit: true, strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true },
    ...{ target: "es2022", module: "esnext", moduleResolution: "bundler" },
    ...{ lib: ["es2022", "esnext.disposable", "dom"], types: [], ...others },
  };
  writeFileSync(
    path.join(folder, "tsconfig.json"),
    JSON.stringify({ compilerOptions, files: ["program.ts"] }),
  );
  const imports = 'import { dense, load, type Samples } from "hourglass-autoencoder";';
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

it("configs may be constants, options undefined, and disposables need no setting", () => {
  const program = `
    const config = { input: [8, 8, 1], encoder: [{ type: "conv2d", filters: 2, kernel: [3, 3] }, dense(2)] } as const;
    const runtime = await load({ signal: undefined, build: undefined });
    await using model = await runtime.create(config);
    const layer = dense(3);
    const units: number = layer.units;
    await model.fit([0], { epochs: undefined, validation: undefined, targets: undefined, throwOnAbort: true });
    await model.sample(units, { seed: undefined, temperature: undefined });
    const decoder: readonly { type: string }[] = model.config.decoder;
    console.log(decoder.length);
  `;
  assert.equal(complaints(program, { lib: ["es2022", "dom"] }), "");
});

/** [a program, what the compiler says of it] */
const mistakes = [
  ['{ sparsity: { kind: "l1", weight: 1, target: 0.1 } }', /'target' does not exist in type 'L1Sparsity'/],
  ['{ sparsity: { kind: "kl", weight: 1 } }', /'target' is missing .* required in type 'KlSparsity'/],
  ['{ optimizer: { kind: "sgd" } }', /'learningRate' is missing .* required in type 'Sgd'/],
  ['{ optimizer: { kind: "adamw" } }', /'weightDecay' is missing .* required in type 'AdamW'/],
  ['{ optimizer: { kind: "adam", momentum: 0.9 } }', /'momentum' does not exist in type 'Adam'/],
  ['{ optimizer: { kind: "Adam" } }', /'"Adam"' is not assignable/],
  [
    '{ corruption: { kind: "masking", amount: 1, clip: false } }',
    /'clip' does not exist in type 'MaskingCorruption'/,
  ],
  ['{ encoder: [{ type: "dense", filters: 3 }] }', /'filters' does not exist in type 'DenseLayer'/],
  ['{ encoder: [{ type: "conv2d", filters: 3 }] }', /'kernel' is missing .* required in type 'Conv2dLayer'/],
  ['{ encoder: [dense(2, "rleu")] }', /"rleu"/],
  ["{ variational: { bata: 1 } }", /'bata' does not exist in type 'Variational'/],
  ['{ loss: "l2" }', /"l2"/],
  ["{ optimiser: {} }", /'optimiser'/],
];

/** The compiler looks at all lines at once; what it says of each of them. */
function complaintsOf(before, lines) {
  const first = before.split("\n").length + 2;
  const said = complaints([before, ...lines].join("\n")).split("\n");
  return lines.map((_, i) => {
    const start = said.findIndex((line) => line.startsWith(`program.ts(${first + i},`));
    if (start < 0) return "nothing";
    const end = said.findIndex((line, k) => k > start && line.startsWith("program.ts("));
    return said.slice(start, end < 0 ? undefined : end).join("\n");
  });
}

it("the editor underlines settings that do not go together", () => {
  const settings = mistakes.map(([config], i) => {
    const encoder = config.includes("encoder") ? "" : "encoder: [dense(2)], ";
    return `export const config${i}: AutoencoderConfig = { input: 4, ${encoder}${config.slice(1)};`;
  });
  const said = complaintsOf('import type { AutoencoderConfig } from "hourglass-autoencoder";', settings);
  mistakes.forEach(([config, message], i) => assert.match(said[i], message, config));
});

it("and options that do not", () => {
  const options = [
    ['model.fit([0], { schedule: { kind: "step", every: 2 } })', /'factor' is missing/],
    ["model.fit([0], { earlyStopping: { minDelta: 1 } })", /'patience' is missing/],
    ["model.fit([0], { epoch: 3 })", /'epoch' does not exist/],
    ['model.sample(3, { from: "posterior" })', /"posterior"/],
    ["load({ thread: 2 })", /'thread' does not exist/],
    ["runtime.dataset([0], { shape: [4, 4] })", /Source has 2 element/],
  ];
  const before =
    "const runtime = await load(); const model = await runtime.create({ input: 1, encoder: [dense(1)] });";
  const said = complaintsOf(
    before,
    options.map(([call]) => `void ${call};`),
  );
  options.forEach(([call, message], i) => assert.match(said[i], message, call));
});

it("what is wrong does not compile", () => {
  assert.match(complaints('load({ build: "fast" });'), /program\.ts.*"fast"/);
  assert.match(complaints("const x: Samples = new Int16Array(4);"), /Int16Array/);
  assert.match(
    complaints('(await load()).create({ input: 4, encoder: [dense("2")] });'),
    /program\.ts.*string/,
  );
});
