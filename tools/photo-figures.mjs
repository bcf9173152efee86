// How much noise is taken from the page's photos: npm run figures -- photos
//
// In decibels, beside what needs no learning, by the page's own noise, filters, networks and settings. Each network is
// trained for a fixed number of steps, so that the figures are the same on every computer; means over the seeds.

import { readFile } from "node:fs/promises";
import { decode } from "fast-png";
import jpeg from "jpeg-js";
import { mean, ofPage } from "./page-figures.mjs";

const examples = ["camera", "astronaut", "coffee", "chelsea", "rocket"];
const sigmas = [15, 25, 50];
const seeds = [0, 1, 2];
/** Times fifty steps: what two cores have time for in about ten seconds. */
const epochs = 80;

export async function photos(runtime) {
  const { likePhoto, photoOf, psnr } = await ofPage("data/photos/photo");
  const { noisyOf } = await ofPage("data/photos/noise");
  const { filtered, filterIds } = await ofPage("data/photos/filters");
  const { beginDenoiser } = await ofPage("desks/photos/denoise/network");
  const { usual } = await ofPage("desks/photos/denoise/experiment");
  const all = await Promise.all(examples.map(async (id) => photoOf(id, id, await pixelsOf(id))));
  const teachers = await Promise.all(
    ["raccoon", "china", "flower"].map(async (id) => photoOf(id, id, await jpegOf(id))),
  );

  /** What a network makes of the noisy photo. */
  async function restored(source, photo, noisy, sigma, seed) {
    const photos =
      source === "alone" ? [{ photo, values: noisy }] : teachers.map((teacher) => likePhoto(teacher, photo));
    const experiment = { ...usual, source, sigma, seed };
    const learning = await beginDenoiser(runtime, experiment, photos, sigma / 255, () => undefined);
    await learning.warmUp();
    await learning.learn(epochs);
    const { height, width } = photo;
    const { data } = await learning.model.reconstructImage(noisy, { height, width, bytes: true });
    await learning.dispose();
    return data;
  }
  console.log("\nPhotos: decibels, by strength of the noise; networks that learnt from others, and alone");
  console.log(["photo", "σ", "noisy", ...filterIds, "others", "alone"].join("\t"));
  for (const photo of all)
    for (const sigma of sigmas) {
      const noisy = await noisyOf(photo, { kind: "gaussian", sigma, seed: 1 });
      const { width, height, channels, pixels } = photo;
      const part = { width, height, channels, values: noisy };
      const filters = filterIds.map((id) => psnr(filtered(id, part, sigma / 255), pixels));
      const networks = [];
      for (const source of ["others", "alone"]) {
        const found = [];
        for (const seed of seeds) found.push(psnr(await restored(source, photo, noisy, sigma, seed), pixels));
        networks.push(mean(found));
      }
      const shown = [psnr(noisy, pixels), ...filters, ...networks].map((value) => value.toFixed(2));
      console.log([photo.id, sigma, ...shown].join("\t"));
    }
}

/** As a browser gives them. */
async function pixelsOf(id) {
  const file = new URL(`../web/public/data/photos/${id}.png`, import.meta.url);
  const { width, height, channels, data } = decode(await readFile(file));
  const rgba = new Uint8ClampedArray(4 * width * height).fill(255);
  for (let i = 0; i < width * height; i++)
    for (let c = 0; c < 3; c++) rgba[4 * i + c] = data[i * channels + (channels < 3 ? 0 : c)];
  return { width, height, data: rgba };
}

async function jpegOf(id) {
  const file = new URL(`../web/public/data/photos/${id}.jpg`, import.meta.url);
  return jpeg.decode(await readFile(file), { useTArray: true, maxMemoryUsageInMB: 256 });
}
