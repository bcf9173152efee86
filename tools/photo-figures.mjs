// How much noise is taken from the page's photos: npm run figures -- photos
//
// In decibels, beside what needs no learning, by the page's own noise, filters, networks and settings. Each network is
// trained for a fixed number of steps, so that the figures are the same on every computer; means over the seeds.

import { readFile } from "node:fs/promises";
import { codeDeviations, compressImage, decompressImage, parseNpy } from "../bindings/dist/data/index.js";
import { decode } from "fast-png";
import jpeg from "jpeg-js";
import { mean, ofPage } from "./page-figures.mjs";

const examples = ["camera", "astronaut", "coffee", "chelsea", "rocket"];
const sigmas = [15, 25, 50];
const seeds = [0, 1, 2];
/** Times fifty steps: what two cores have time for in about ten seconds, and in thirty of a network half as large again. */
const epochs = 80;
const ways = {
  nothing: { source: "others", epochs },
  start: { source: "others", starts: true, epochs: 40 },
  "start, 30 s": { source: "others", starts: true, epochs: 120, seeds: [0] },
  alone: { source: "alone", epochs },
};

export async function photos(runtime) {
  const { likePhoto, photoOf, psnr } = await ofPage("data/photos/photo");
  const { noisyOf } = await ofPage("data/photos/noise");
  const { filtered, filterIds } = await ofPage("data/photos/filters");
  const { beginDenoiser } = await ofPage("desks/photos/denoise/network");
  const { usual } = await ofPage("desks/photos/denoise/experiment");
  const all = await Promise.all(examples.map(async (id) => photoOf(id, id, await pixelsOf(id))));
  const teachers = await teacherPhotos();

  /** What a network makes of the noisy photo. */
  async function restored({ source, starts, epochs }, photo, noisy, sigma, seed) {
    const photos =
      source === "alone" ? [{ photo, values: noisy }] : teachers.map((teacher) => likePhoto(teacher, photo));
    const start = starts ? await startOf(photo.channels) : null;
    const experiment = { ...usual, source, sigma, seed };
    const told = () => undefined;
    const learning = await beginDenoiser(runtime, experiment, photos, sigma / 255, told, { start });
    await learning.warmUp();
    await learning.learn(epochs);
    const { height, width } = photo;
    const { data } = await learning.model.reconstructImage(noisy, { height, width, bytes: true });
    await learning.dispose();
    return data;
  }
  console.log(
    "\nPhotos: decibels, by strength of the noise; networks that learnt from others with nothing or a start, and alone",
  );
  console.log(["photo", "σ", "noisy", ...filterIds, ...Object.keys(ways)].join("\t"));
  const rows = [];
  for (const photo of all)
    for (const sigma of sigmas) {
      const noisy = await noisyOf(photo, { kind: "gaussian", sigma, seed: 1 });
      const { width, height, channels, pixels } = photo;
      const part = { width, height, channels, values: noisy };
      const filters = filterIds.map((id) => psnr(filtered(id, part, sigma / 255), pixels));
      const networks = [];
      for (const way of Object.values(ways)) {
        const found = [];
        for (const seed of way.seeds ?? seeds)
          found.push(psnr(await restored(way, photo, noisy, sigma, seed), pixels));
        networks.push(mean(found));
      }
      const row = [psnr(noisy, pixels), ...filters, ...networks];
      rows.push({ sigma, isColour: channels === 3, row });
      console.log([photo.id, sigma, ...row.map((value) => value.toFixed(2))].join("\t"));
    }
  for (const sigma of sigmas) {
    const own = rows.filter((one) => one.isColour && one.sigma === sigma).map(({ row }) => row);
    const means = own[0].map((_, i) => mean(own.map((row) => row[i])).toFixed(2));
    console.log(["colour", sigma, ...means].join("\t"));
  }
}

/** What the page's networks may begin with. */
async function startOf(channels) {
  const file = new URL(`../web/public/data/photos/start-${channels}.npy`, import.meta.url);
  return parseNpy(new Uint8Array(await readFile(file))).data;
}

/**
 * What a learnt code gives at so many bits a pixel, beside cosines with the same coder: means over the photos.
 * npm run figures -- codes
 */
export async function codes(runtime) {
  const { photoOf, psnr } = await ofPage("data/photos/photo");
  const { madeSmall, settingsOf } = await ofPage("data/photos/codecs");
  const { beginCoder, samplesOf } = await ofPage("desks/photos/compress/network");
  const { coarseness, usual } = await ofPage("desks/photos/compress/experiment");
  const { at } = await ofPage("desks/photos/compress/rates");
  const all = await Promise.all(examples.map(async (id) => photoOf(id, id, await pixelsOf(id))));
  const teachers = await teacherPhotos();
  const rates = [0.1, 0.15, 0.2, 0.3];
  console.log("\nCodes: decibels at so many bits a pixel, means over five photos; networks of 8,000 steps");
  console.log(["", ...rates].join("\t"));
  const row = (name, curves) => {
    const shown = rates.map((rate) => {
      const found = curves.map(({ points, pixels }) => at(points, (rate * pixels) / 8));
      return found.includes(null) ? "-" : mean(found).toFixed(2);
    });
    console.log([name, ...shown].join("\t"));
  };
  const cosines = [];
  for (const photo of all) {
    const points = [];
    for (const step of settingsOf.dct) points.push(await madeSmall(photo, "dct", step));
    cosines.push({ points, pixels: photo.width * photo.height });
  }
  row("cosines", cosines);
  for (const beta of [0.002, 0.005, 0.012])
    for (const seed of seeds) {
      const learning = await beginCoder(runtime, { ...usual, beta, seed }, teachers, () => undefined);
      await learning.warmUp();
      await learning.learn(160);
      const { model } = learning;
      const deviations = await codeDeviations(model, samplesOf(teachers, model.config.input[0]));
      const curves = [];
      for (const { width, height, channels, pixels } of all) {
        const points = [];
        for (const coarse of coarseness) {
          const steps = deviations.map((value) => coarse * value);
          const file = await compressImage(model, pixels, { height, width, channels, steps });
          const { data } = await decompressImage(model, file);
          points.push({ bytes: file.length, psnr: psnr(data, pixels) });
        }
        curves.push({ points, pixels: width * height });
      }
      row(`beta ${beta}, seed ${seed}`, curves);
      await learning.dispose();
    }
}

/**
 * Noise that hangs together from pixel to pixel, as in photos of phones: what a network that learns from the photo alone
 * makes of it where one pixel predicts the next, where it predicts the one after, and at half the size.
 * npm run figures -- chips
 */
export async function chips(runtime) {
  const { phasesOf, photoOf, psnr } = await ofPage("data/photos/photo");
  const { beginDenoiser } = await ofPage("desks/photos/denoise/network");
  const { usual } = await ofPage("desks/photos/denoise/experiment");
  const { noisyOf } = await ofPage("data/photos/noise");
  const { dilatedConfig } = await ofPage("engine/client");

  /** Learnt from these parts of the photo, and applied to pixels that are as far apart. */
  async function restored(photo, parts, noisy, distance) {
    const lessons = parts.map(({ values, ...size }) => ({ photo: { ...photo, ...size }, values }));
    const experiment = { ...usual, source: "alone", distance };
    const learning = await beginDenoiser(runtime, experiment, lessons, 0.1, () => undefined);
    await learning.warmUp();
    await learning.learn(epochs);
    const twin = await runtime.create(dilatedConfig(learning.model.config, distance));
    await twin.setWeights(await learning.model.weights());
    const { height, width } = photo;
    const { data } = await twin.reconstructImage(noisy, { height, width });
    await Promise.all([twin.dispose(), learning.dispose()]);
    return data;
  }
  const halved = (photo, values) => {
    const phases = phasesOf(photo, values, 2);
    return phases[0].values.map((_, i) => phases.reduce((sum, phase) => sum + phase.values[i], 0) / 4);
  };

  console.log(
    "\nPhotos through a chip: decibels before and after learning from the photo alone; at half size by itself",
  );
  console.log(["photo", "sigma", "noisy", "the next", "the one after", "half, noisy", "half"].join("\t"));
  for (const id of ["astronaut", "coffee", "chelsea"])
    for (const sigma of [15, 25]) {
      const photo = photoOf(id, id, await pixelsOf(id));
      const noisy = await noisyOf(photo, { kind: "chip", sigma, seed: 1 });
      const { width, height } = photo;
      const next = await restored(photo, [{ width, height, values: noisy }], noisy, 1);
      const after = await restored(photo, phasesOf(photo, noisy, 2), noisy, 2);
      const half = { ...photo, width: width >> 1, height: height >> 1 };
      const clean = halved(
        photo,
        Float32Array.from(photo.pixels, (byte) => byte / 255),
      );
      const small = halved(photo, noisy);
      const part = { width: half.width, height: half.height, values: small };
      const shown = [
        psnr(noisy, photo.pixels),
        psnr(next, photo.pixels),
        psnr(after, photo.pixels),
        psnr(small, clean),
        psnr(await restored(half, [part], small, 1), clean),
      ];
      console.log([id, sigma, ...shown.map((value) => value.toFixed(2))].join("\t"));
    }
}

/** The photos that the page's networks learn from. */
export async function teacherPhotos() {
  const { photoOf } = await ofPage("data/photos/photo");
  return Promise.all(["raccoon", "china", "flower"].map(async (id) => photoOf(id, id, await jpegOf(id))));
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
