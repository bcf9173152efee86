import assert from "node:assert/strict";
import { mkdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, test } from "node:test";
import { unlessFresh } from "../../tools/fresh.mjs";
import { projectRoot } from "../../tools/run.mjs";

const name = `test-${process.pid}`;
const folder = `build/${name}`;
const inProject = (file) => path.join(projectRoot, file);
mkdirSync(inProject(`${folder}/input`), { recursive: true });
after(() => {
  rmSync(inProject(folder), { recursive: true });
  rmSync(inProject(`build/stamps/${name}`), { force: true });
});

/** Whether the work was done. */
async function isDone(also) {
  let done = false;
  await unlessFresh(name, { inputs: [`${folder}/input`], outputs: [`${folder}/output`], also }, async () => {
    done = true;
    writeFileSync(inProject(`${folder}/output`), "");
  });
  return done;
}

test("work is done again when an input, an output or a circumstance has changed, and only then", async () => {
  const input = inProject(`${folder}/input/a.txt`);
  writeFileSync(input, "a");
  assert.equal(await isDone(1), true, "the first time");
  assert.equal(await isDone(1), false, "nothing changed");
  utimesSync(input, 1, 1);
  assert.equal(await isDone(1), true, "another time stamp");
  writeFileSync(inProject(`${folder}/input/b.txt`), "");
  assert.equal(await isDone(1), true, "a new file");
  rmSync(inProject(`${folder}/input/b.txt`));
  assert.equal(await isDone(1), true, "a file less");
  rmSync(inProject(`${folder}/output`));
  assert.equal(await isDone(1), true, "a lost output");
  assert.equal(await isDone(2), true, "another circumstance");
  assert.equal(await isDone(2), false, "nothing changed");
});

test("work that failed is done again", async () => {
  const what = { inputs: [`${folder}/input`], outputs: [], also: "failing" };
  const fail = () => Promise.reject(new Error("no"));
  await assert.rejects(unlessFresh(name, what, fail), /no/);
  await assert.rejects(unlessFresh(name, what, fail), /no/);
});
