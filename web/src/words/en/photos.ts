// The sentences of the photos desk, in English.

import { numbersOf } from "../numbers";

const { n, some } = numbersOf("en");

export const photos = {
  examples: "Photos",
  names: {
    astronaut: "Astronaut",
    coffee: "Coffee",
    chelsea: "A cat",
    rocket: "Rocket",
    camera: "Camera",
    own: "Your own photo",
  },
  credits: {
    astronaut: "Eileen Collins, NASA, public domain.",
    coffee: "A cup of coffee, from scikit-image, CC0.",
    chelsea: "A cat, from scikit-image, CC0.",
    rocket: "A Falcon 9 on its way, NASA and SpaceX, public domain.",
    camera: "A photographer, from scikit-image, CC0.",
    own: "Your own photo. It stays on this device.",
  },
  credit: "Source",
  own: "Your own photo",
  ownHint: "drop it anywhere, it stays on this device",
  size: (width: number, height: number) => `${n(width)} × ${n(height)} pixels`,
  drag: "drag the line, move the lens",
  noisy: "with noise",
  noisyShort: "Noisy",
  asIs: "as it is",
  network: "network",
  divider: "Line between the photo with noise and the restored one",
  dividerSays: (share: number) => `${n(share)} percent with noise`,
  lens: "Lens. Arrow keys move it.",
  lensSays: (x: number, y: number) => `${n(x)} pixels from the left, ${n(y)} from above`,
  underLens: "Under the lens",
  pixels: (side: number) => `${n(side)} pixels`,
  maps: (count: number) => some(count, "map", "maps"),
  silent: (count: number) => `${n(count)} silent`,
  restored: "Restored",
  found: "noise found, and subtracted",
  untrained: "Press “Train”: the network finds the noise and subtracts it.",
  same: "The same pixels",
  sameSays: "beside each name the whole photo's PSNR, dB",
  filters: {
    blur: "Blur",
    median: "Median",
    bilateral: "Bilateral",
    means: "NL means",
    dct: "Sliding DCT",
  },
  clean: "Clean",
  better: (name: string, by: string) => `${name} does better here by ${by} dB: `,
  betterDct: "it averages 64 shifted transforms and has nothing to learn.",
  betterOther: "it has nothing to learn.",
  best: (name: string, by: string) =>
    `The network does better than all of them, by ${by} dB; the next is ${name}.`,
  tuned: "The filters' settings were chosen on such photos, in their favour.",
  unseen: "The network never saw this photo.",
  oneOnly: "The network saw nothing but the one noisy photo.",
  unjudged:
    "What this photo is without its noise nobody knows: there is nothing to measure by, only to look at.",
  train: "Train",
  goOn: "Go on",
  pause: "Pause",
  reset: "Reset",
  time: "Time",
  of: (seconds: number) => `of ${n(seconds)}`,
  steps: "Steps",
  loss: "Training loss",
  weights: "Weights",
  psnr: "PSNR",
  psnrHelp: "Peak signal-to-noise ratio in decibels: the higher, the closer to the photo without noise.",
  ssim: "SSIM",
  ssimHelp: "Structural similarity: 1 where both photos are the same to the eye.",
  noisyIs: (value: string) => `noisy ${value}`,
  save: "PNG, full size",
  whole: (done: number, total: number) => `The whole photo: band ${n(done)} of ${n(total)}`,
  cancel: "Cancel",
  noise: "Noise",
  added: "Added",
  ofItsOwn: "The photo's own",
  kind: "Kind",
  kinds: { gaussian: "Gaussian", light: "low light", salt: "salt and pepper", jpeg: "JPEG" },
  kindHelp:
    "Gaussian: every pixel is off by a random amount. Low light: few photons came, so bright places are off by more. Salt and pepper: some pixels are black or white. JPEG: the blocks of a small file.",
  quality: (value: number) => `quality ${n(value)}`,
  strength: "Strength",
  strengthHelp:
    "Standard deviation of the noise, of 255 shades: in low light that of white, of salt and pepper how many of 255 pixels are hit.",
  estimated: (sigma: string) => `Estimated from the noisy photo: σ ${sigma}`,
  correlated:
    "The noise of phones and of JPEG hangs together from pixel to pixel: a network that learns from the photo alone takes little of it away.",
  learnsFrom: "Learns from",
  others: "Other photos",
  alone: "This one alone",
  othersHelp: "Three other photos, to which noise of this strength is added: it learns to take it away.",
  aloneHelp:
    "Pixels side by side show the same with other noise: from one the network learns to predict the other (Neighbor2Neighbor).",
  teachers: "Raccoon: SciPy, public domain. China: danielbuechele, CC BY 2.0. Flower: vultilion, CC BY 2.0.",
  teachersTerm: "The other photos",
  teachOwn: "Learn from own photos …",
  taughtBy: (count: number) => some(count, "photo of your own", "photos of your own"),
  forgetTaught: "Take them away",
  tooManyTaught: (millions: number, most: number) =>
    `These photos have ${n(Math.round(millions))} million pixels together: it can learn from ${n(most)} million at most. Nothing was changed.`,
  duration: "For",
  durationHelp: "How long it trains. The learning rate falls to 0 by the end.",
  seconds: (value: number) => (value === 0 ? "no end" : `${n(value)} s`),
  curve: "Loss",
  curveLabel: (loss: string) => `Training loss, now ${loss}; the dashed line is the variance of the noise`,
  left: "noise left, σ²",
  floor: "σ²",
  floorSays: "It ends above σ²: what it learns to predict is noisy, too.",
  training: "training",
  loading: "Reading the photo …",
  notHere: "The photo of this link stayed on the device it was opened on: here is another one.",
  tooLarge: (millions: number) =>
    `This photo has ${n(Math.round(millions))} million pixels: at most 50 million can be opened here. Nothing was changed.`,
  tooSmall: (name: string, side: number) =>
    `${name} is smaller than ${n(side)} × ${n(side)} pixels. Nothing was changed.`,
  noPicture: (name: string) =>
    `${name} is no picture that this browser can show. Nothing was changed: try PNG, JPEG or WebP.`,
  open: {
    other: (name: string) =>
      `${name} holds a model that says nothing of photos: this desk opens what it saved itself. Nothing was changed.`,
    colours: (name: string, channels: number) =>
      channels === 1
        ? `${name} holds a network for grey photos, and this one is in colour. Nothing was changed.`
        : `${name} holds a network for photos in colour, and this one is grey. Nothing was changed.`,
  },
  retry: "Try again",
};
export type PhotosWords = typeof photos;
