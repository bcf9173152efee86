// A folder of photos, restored by a network that the page's photos desk saved, or that learns from each photo alone:
// node docs/recipes/photos.mjs MODEL.safetensors|alone FROM TO [SECONDS]
//
// PNG of 8 or 16 bits and JPEG; what comes out is PNG. `npm install fast-png jpeg-js` beside the package.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { convertIndexedToRgb, decode, encode } from "fast-png";
import { conv2d, load } from "hourglass-autoencoder";
import jpeg from "jpeg-js";

const [model, from, to, seconds = "30"] = process.argv.slice(2);
if (!to) throw new Error("node docs/recipes/photos.mjs MODEL.safetensors|alone FROM TO [SECONDS]");

if (path.resolve(from) === path.resolve(to))
  throw new Error(`${to} holds the photos themselves: give another folder`);

const hourglass = await load();
mkdirSync(to, { recursive: true });
for (const name of readdirSync(from).filter((file) => /\.(png|jpe?g)$/i.test(file))) {
  const { width, height, channels, colours, data, depth } = read(path.join(from, name));
  const most = 2 ** depth - 1;
  // Transparency is not learnt: it stays as it is.
  const pixels = new Float32Array(width * height * colours);
  for (let i = 0; i < pixels.length; i++)
    pixels[i] = data[Math.floor(i / colours) * channels + (i % colours)] / most;

  const network = await (model === "alone" ? learnt(pixels, width, height, colours) : opened(name, colours));
  const onProgress = (done, total) => process.stdout.write(`\r${name}: ${done} of ${total} rows of tiles`);
  const restored = await network.reconstructImage(pixels, { width, height, onProgress });
  await network.dispose();

  for (let i = 0; i < pixels.length; i++)
    data[Math.floor(i / colours) * channels + (i % colours)] =
      most * Math.min(1, Math.max(0, restored.data[i])) + 0.5;
  const target = /\.png$/i.test(name) ? name : `${name}.png`;
  writeFileSync(path.join(to, target), encode({ width, height, channels, depth, data }));
  console.log(`\r${name}: ${width} x ${height} pixels, done`);
}
await hourglass.dispose();

function read(file) {
  const bytes = readFileSync(file);
  const image = /\.png$/i.test(file)
    ? decode(bytes)
    : { channels: 3, depth: 8, ...jpeg.decode(bytes, { useTArray: true, formatAsRGBA: false }) };
  if (image.palette)
    Object.assign(image, { data: convertIndexedToRgb(image), channels: image.palette[0].length, depth: 8 });
  return { ...image, colours: image.channels < 3 ? 1 : 3 };
}

async function opened(name, colours) {
  const network = await hourglass.open(readFileSync(model));
  if (network.config.input[2] === colours) return network;
  throw new Error(`${model} is for ${network.config.input[2]} numbers a pixel, and ${name} has ${colours}`);
}

/** Of pixels side by side one is the input and one the target: what they have in common is no noise. */
async function learnt(data, width, height, channels) {
  const patches = await hourglass.patches([{ data, width, height }], {
    size: 12,
    channels,
    flips: true,
    rotations: true,
    pairs: "neighbours",
  });
  const network = await hourglass.create({
    input: patches.shape,
    encoder: [1, 2, 3, 4].map(() => conv2d(16, { kernel: 3, activation: "relu" })),
    decoder: [conv2d(channels, { kernel: 3 })],
    residual: true,
    optimizer: { kind: "adam", learningRate: 0.005 },
  });
  // Some steps show how many there is time for; the learning rate falls to 0 by their end.
  const batchSize = 16;
  const tried = await network.fit(patches, { epochs: 1, stepsPerEpoch: 200, batchSize });
  const perSecond = tried.epochs.at(-1).samplesPerSecond / batchSize;
  await network.fit(patches, {
    epochs: 1,
    stepsPerEpoch: Math.max(1, Math.round(Number(seconds) * perSecond)),
    batchSize,
    schedule: { kind: "cosine" },
  });
  await patches.dispose();
  return network;
}
