// Models and data sets that nobody disposes of: the engine's garbage collection frees them, and one warning says so.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { it } from "node:test";
import { folder } from "./packed.mjs";

/** Runs a program in a process of its own that may collect garbage when it likes. */
function run(name, program, env = {}) {
  const script = path.join(folder, name);
  writeFileSync(script, program);
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--expose-gc", script], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, ...env },
    timeout: 120_000,
  });
  assert.equal(status, 0, stderr);
  return { stdout, stderr };
}

// Each model takes 10 MB with its optimizer, and the module has 4 GB: without the net the loop ends early.
const forgetful = `
  import { dense, load } from "hourglass-autoencoder";
  const hourglass = await load();
  const some = new Float32Array(2 * 784);
  for (let i = 0; i < 500; i++) {
    const model = await hourglass.create({ input: 784, encoder: [dense(512)] });
    if (i % 100 === 0) await model.fit(some, { epochs: 1 });
    await hourglass.dataset(some, { features: 784 });
    if (i % 10 === 0) {
      gc();
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
  console.log("made them all");
  await hourglass.dispose();
`;

it("are freed, with one warning", () => {
  const { stdout, stderr } = run("forgetful.mjs", forgetful);
  assert.match(stdout, /made them all/);
  assert.equal(stderr.match(/was forgotten without dispose/g)?.length, 1, stderr);
});

it("are freed without a word in production", () => {
  const few = forgetful.replace("i < 500", "i < 40");
  assert.match(run("loud.mjs", few).stderr, /forgotten/, "elsewhere the same program is warned");
  const { stdout, stderr } = run("quiet.mjs", few, { NODE_ENV: "production" });
  assert.match(stdout, /made them all/);
  assert.doesNotMatch(stderr, /forgotten/);
});

it("what is disposed of is not spoken of; 1,000 models leave the memory where it was", () => {
  const { stdout, stderr } = run(
    "tidy.mjs",
    `import { dense, load } from "hourglass-autoencoder";
     const hourglass = await load();
     for (let i = 0; i < 1000; i++) {
       const model = await hourglass.create({ input: 784, encoder: [dense(512)] });
       await model.dispose();
       await model.dispose();
     }
     gc();
     await new Promise((resolve) => setTimeout(resolve, 20));
     console.log("memory", process.memoryUsage().rss);
     await hourglass.dispose();`,
  );
  assert.doesNotMatch(stderr, /forgotten/);
  const [, bytes] = /memory (\d+)/.exec(stdout);
  assert.ok(Number(bytes) < 300e6, `${bytes} bytes, a thousand models would be 3 GB`);
});
