// Puts the 10,000 test images of Fashion-MNIST beside the digits, from Debian's package where it is or can be installed. Where
// it cannot be, the page does without.

import { copyFile, mkdir, stat } from "node:fs/promises";
import path from "node:path";
import { aptInstall, canInstall } from "./apt.mjs";
import { unlessFresh } from "./fresh.mjs";
import { projectRoot, runAsProgram } from "./run.mjs";

const packageName = "dataset-fashion-mnist";
const source = "/usr/share/datasets/fashion-mnist";
const target = path.join(projectRoot, "web/public/data");
const files = {
  "t10k-images-idx3-ubyte.gz": "fashion-images.idx3.gz",
  "t10k-labels-idx1-ubyte.gz": "fashion-labels.idx1.gz",
};

const isThere = (file) =>
  stat(file).then(
    () => true,
    () => false,
  );
const haveAll = async (folder, names) =>
  (await Promise.all(names.map((name) => isThere(path.join(folder, name))))).every(Boolean);

/** Whether the page has Fashion-MNIST afterwards. */
export async function packFashion() {
  if (await haveAll(target, Object.values(files))) return true;
  // Asked for once: a machine that cannot install it need not be asked at every build.
  await unlessFresh("fashion", { inputs: ["tools/pack-fashion.mjs"], outputs: [] }, async () => {
    if ((await haveAll(source, Object.keys(files))) || !canInstall()) return;
    await aptInstall([packageName]).catch((error) =>
      console.log(`  ${error.message}: the page has no fashion`),
    );
  });
  if (!(await haveAll(source, Object.keys(files)))) return false;
  await mkdir(target, { recursive: true });
  for (const [from, to] of Object.entries(files))
    await copyFile(path.join(source, from), path.join(target, to));
  return true;
}

await runAsProgram(import.meta.url, async () => {
  console.log((await packFashion()) ? "fashion: there" : `fashion: not there (Debian's ${packageName})`);
});
