// What networks of the photos desk begin with: learnt from the page's three teachers, to which white noise is added.
//
//   node tools/pack-starts.mjs [--epochs 1500]        web/public/data/photos/start-1.npy and start-3.npy, in ten minutes
//
// Each file is the network's weights one after another, in 16 bits (NumPy's format). Their data: raccoon.jpg (public domain), china.jpg and
// flower.jpg (CC BY 2.0), named on the page where these photos teach.

import { Buffer } from "node:buffer";
import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { toHalf } from "../bindings/dist/data/half.js";
import { load } from "../bindings/dist/index.js";
import { ofPage } from "./page-figures.mjs";
import { teacherPhotos } from "./photo-figures.mjs";

const { values } = parseArgs({ options: { epochs: { type: "string", default: "1500" } } });
const sigma = 25;

const { likePhoto } = await ofPage("data/photos/photo");
const { beginDenoiser } = await ofPage("desks/photos/denoise/network");
const { usual } = await ofPage("desks/photos/denoise/experiment");
const teachers = await teacherPhotos();
const runtime = await load({ threads: "auto" });
for (const channels of [3, 1]) {
  const lessons = teachers.map((teacher) => likePhoto(teacher, { channels }));
  const experiment = { ...usual, source: "others", sigma, budget: 30, start: false };
  const learning = await beginDenoiser(runtime, experiment, lessons, sigma / 255, () => undefined);
  await learning.warmUp();
  await learning.learn(Number(values.epochs));
  const weights = await learning.model.weights();
  const halves = Uint16Array.from(weights.flatMap(({ values }) => Array.from(values, toHalf)));
  const file = npyOf(halves);
  await writeFile(new URL(`../web/public/data/photos/start-${channels}.npy`, import.meta.url), file);
  console.log(`start-${channels}.npy: ${file.length} bytes`);
  await learning.dispose();
}
await runtime.dispose();

/** An array of 16-bit floats as numpy.save writes it. */
function npyOf(halves) {
  const about = `{'descr': '<f2', 'fortran_order': False, 'shape': (${halves.length},), }`;
  const head = `${about.padEnd(117)}\n`;
  const start = Buffer.from([0x93, ...Buffer.from("NUMPY"), 1, 0, head.length, 0]);
  return Buffer.concat([start, Buffer.from(head), Buffer.from(halves.buffer)]);
}
