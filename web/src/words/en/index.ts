// Every sentence of the page, in English. Numbers in them come from the data set and the settings.

import { anomalies } from "./anomalies";
import { present, race, report, results, signs } from "./classroom";
import { files } from "./files";
import { kit } from "./kit";
import { lessons } from "./lessons";
import { photos } from "./photos";
import { scans } from "./scans";
import { ownImages } from "./own-images";
import { sentences } from "./sentences";
import { signals } from "./signals";
import { views } from "./views";
import { numbersOf } from "../numbers";

const { exact, n, when } = numbersOf("en");

/** What a setting may be: its names must be there in every language. */
const options = {
  linear: "linear",
  relu: "ReLU",
  leaky_relu: "leaky ReLU",
  elu: "ELU",
  tanh: "tanh",
  sigmoid: "sigmoid",
  gelu: "GELU",
  silu: "SiLU",
  selu: "SELU",
  softplus: "softplus",
  softmax: "softmax",
  mse: "squared error",
  bce: "cross-entropy",
  mae: "absolute error",
  huber: "Huber",
  log_cosh: "log cosh",
  gaussian: "Gaussian",
  masking: "Masking",
  salt_and_pepper: "Salt and pepper",
  l1: "L1",
  kl: "KL",
  adam: "Adam",
  adamw: "AdamW",
  rmsprop: "RMSprop",
  sgd: "SGD with momentum",
  constant: "constant",
  cosine: "cosine",
};
export type Options = Record<keyof typeof options, string>;

/** Terms in one sentence each. */
const help = {
  layers: "The layers between the input and the latent vector; the decoder mirrors them.",
  latent: "How many numbers the encoder may keep of the picture: the waist of the hourglass.",
  act: "What the hidden layers apply to their sums: without it, all layers together would be one.",
  code: "What the last layer of the encoder applies to its sums.",
  out: "What the last layer applies to its sums; sigmoid gives values between 0 and 1, as pixels have.",
  loss: "How the difference between output and picture is measured. Lower is better.",
  corrupt:
    "Gaussian noise adds a random number to every pixel, masking blackens some, salt and pepper makes some black or white.",
  noise: "How strong the noise is that it learns to take away.",
  sparsity: "L1 charges for every activation, KL for mean activations other than the target.",
  l1: "How much activity costs, beside the reconstruction.",
  target: "How active a unit shall be on average, from 0 to 1.",
  beta: "The weight of the KL term, which keeps codes near the prior: more gives a smoother map and blurrier pictures.",
  warmup: "Over so many epochs beta rises from 0, lest units give up before they carry anything.",
  pretrain: "Epochs that each layer is trained by itself before all train together.",
  optimizer: "How the gradient becomes a step of the weights.",
  lr: "How far every weight moves in a step. Too small learns slowly, too large never settles.",
  schedule: "How the learning rate changes over a run: cosine lets it fall to 0.",
  epochs: "An epoch is one pass through all training pictures.",
  batch: "How many pictures the network sees in a step.",
  stop: "So many epochs in a row without a better held-out loss end the run. 0: never.",
  seed: "Where the random numbers start. The same seed and settings give the same network again.",
  steps: "In a step the weights move once.",
  trainingLoss: "The loss on the pictures that it trains on: the mean since the last look.",
  heldOut:
    "The loss on pictures that the network never trains on. If only this one rises, it learns by heart.",
  reconstruction: "How far the output is from the picture, summed over pixels.",
  kl: "How far the codes are from the prior, in nats, times beta.",
  penalty: "What its activity costs.",
  psnr: "How close the output is to the clean picture: peak signal-to-noise ratio in decibels. Higher is better.",
  ssim: "How alike the structure of output and picture is, by structural similarity: 1 where they are equal.",
  tryNoise: "The noise of this picture; what it trains with is below, among the settings.",
  fingerprint:
    "A hash of all weights: equal fingerprints are equal networks, on every machine with this build.",
  pca: "What principal component analysis of equal width reaches: the best that any linear network can do.",
};
export type Help = Record<keyof typeof help, string>;

export const en = {
  lang: "en",
  title: "hourglass",
  pageTitle: "hourglass: autoencoders, trained in your browser",
  language: "Language",
  none: "–",
  count: n,

  desks: {
    images: "Images",
    photos: "Photos",
    anomalies: "Anomalies",
    signals: "Signals",
    sentences: "Sentences",
    lessons: "Lessons",
  },

  kinds: {
    heading: "Kinds of autoencoder",
    names: {
      vanilla: "Vanilla",
      denoising: "Denoising",
      sparse: "Sparse",
      variational: "Variational",
      convolutional: "Convolutional",
      stacked: "Stacked",
    },
    says: {
      vanilla: "Squeezes a picture through a narrow waist and restores it.",
      denoising: "Learns to restore the clean picture from a noisy one.",
      sparse: "Keeps most of its units silent, so that each stands for something.",
      variational: "Turns the waist into a map with no gaps, so that new pictures can be drawn from it.",
      convolutional: "Looks with small kernels that slide over the picture.",
      stacked: "Trains one layer after the other, then all of it together.",
    },
  },

  files,
  data: {
    label: "Data",
    names: { digits: "Digits", fashion: "Fashion", own: "Your own pictures" },
    split: (train: number, heldOut: number) => `${n(train)} to learn, ${n(heldOut)} held out`,
    items: {
      digits: (name: string) => `a handwritten ${name}`,
      fashion: (name: string) => `a picture of: ${name}`,
      own: (name: string) => (name ? `a picture of: ${name}` : "one of your pictures"),
    },
    /** Classes of Fashion-MNIST, in its order. */
    fashion: [
      "T-shirt",
      "trousers",
      "pullover",
      "dress",
      "coat",
      "sandal",
      "shirt",
      "sneaker",
      "bag",
      "boot",
    ],
    own: ownImages,
  },

  tools: {
    link: "Link",
    linked: "Link copied",
    linkByHand:
      "This page may not copy by itself. The address above holds the whole experiment: copy it by hand.",
    save: "Save",
    open: "Open",
    theme: { light: "Light theme", dark: "Dark theme" },
  },

  takeAlong: {
    open: "Take along",
    heading: "Take it along",
    formats: {
      own: {
        name: "hourglass",
        says: "for going on here later, in the library or on the command line: everything, also what training needs.",
      },
      onnx: {
        name: "ONNX",
        says: "for apps and servers: runs in ONNX Runtime, on phones and from other languages.",
      },
      pytorch: {
        name: "PyTorch",
        says: "for whoever has a graphics card or many machines: a script that trains on. What it writes opens here.",
      },
      keras: {
        name: "Keras",
        says: "for whoever knows Keras: the same network as a script, which reads the file for hourglass.",
      },
      c: { name: "C", says: "for microcontrollers and other programs: one header that needs nothing else." },
    },
    parts: { whole: "whole", encoder: "encoder", decoder: "decoder" },
    working: "One moment …",
    back: "Open takes back: hourglass, ONNX, the archive for PyTorch and what its script writes, and model.json of TensorFlow.js and Keras with the weights beside it.",
  },

  offline: {
    ready: "Works without a network now.",
    update: "A new version is here. What you did is kept, and offered again when you use it.",
    use: "Use it now",
    later: "Later",
  },

  docs: "For developers: the package, its reference, and how it works",

  loading: (percent: number) => `Loading pictures: ${percent} %`,

  flow: {
    heading: "The network, from input to output",
    input: "Input",
    draw: "draw here",
    drawHint: "Draw here",
    pad: "Drawing pad. Without a pointing device, take a sample.",
    undo: "Undo drawing",
    redo: "Redo drawing",
    clear: "Clear",
    sample: "Sample",
    move: "Move the input: drag, or arrow keys",
    noisy: "With noise",
    newNoise: "another draw of the noise",
    latent: "Latent",
    numbers: (size: number) => (size === 1 ? "1 number" : `${n(size)} numbers`),
    maps: (size: number) => (size === 1 ? "1 map" : `${n(size)} maps`),
    size: (height: number, width: number) => `${height} × ${width}`,
    output: "Output",
    outputs: {
      denoising: "noise removed",
      other: "restored",
      held: "of the code held",
      place: (place: number) => `at ${place} of the line`,
    },
    drag: "drag a bar, the output follows",
    dragPoint: "drag the point, the output follows",
    tooWide: "too many to take hold of",
    anotherSample: "Another sample of it",
    letGo: "Let go",
    psnr: "PSNR",
    dB: "dB",
    noisyPsnr: (decibels: string) => `noisy ${decibels}`,
    unit: (unit: number, value: string) => `Unit ${unit}: ${value}`,
    bars: "Latent vector. Arrow keys choose a unit and change it.",
    plane: "Latent plane. Arrow keys move the point.",
    active: (units: number) => `of ${n(units)} active`,
    silent: "silent",
    layer: (name: string) => `Layer: ${name}`,
    summary: (kind: string, psnr: string) => `${kind} network: the output is ${psnr} dB close to the input.`,
  },

  card: {
    encoder: (index: number) => `Encoder, layer ${index}`,
    decoder: (index: number) => `Decoder, layer ${index}`,
    parameters: (count: number) => `${n(count)} parameters`,
    close: "Close",
    adds: "adds ink",
    takes: "takes it away",
    looksFor: (units: number) => `What the ${units} most active units look for in the picture.`,
    paints: (units: number) => `What the ${units} most active units paint; the output adds them up.`,
    kernels: (units: number) => `The kernels of ${units} filters: what each looks for at every place.`,
    mixes: "It mixes what the layer before found; its weights have no picture of their own.",
  },

  transport: {
    heading: "Training",
    train: "Train",
    goOn: "Train on",
    pause: "Pause",
    step: "Step",
    epoch: "Epoch",
    reset: "Reset",
    keyboard: "Space trains and pauses",
    figures: {
      epoch: "Epoch",
      steps: "Steps",
      loss: "Training loss",
      reconstruction: "Reconstruction",
      kl: "KL",
      penalty: "Penalty",
      heldOut: "Held-out",
      heldOutRest: "loss",
      speed: "Pictures per second",
      left: "Time left",
    },
    of: (goal: number) => `of ${n(goal)}`,
    phase: (layer: number, layers: number) =>
      `Pretraining layer ${layer} of ${layers}, then all of it together.`,
    says: {
      fresh: "It has learnt nothing yet.",
      opened: "Opened from a file, with what it learnt elsewhere.",
      paused: "Paused. What it learnt is kept.",
      training: "",
      falling: "Finished, and still falling.",
      finished: "Finished.",
      early_stopping: "Stopped early: it got no better. The best weights are back.",
      diverged: "The loss ran away to infinity. What was learnt before is kept.",
    },
    suggest: {
      more: (epochs: number) => (epochs === 1 ? "1 more epoch" : `${n(epochs)} more epochs`),
      slower: (rate: string) => `Learning rate ${rate}`,
    },
  },

  curve: {
    heading: "Loss",
    training: "training",
    heldOut: "held-out",
    reconstruction: "reconstruction",
    kl: "KL",
    penalty: "penalty",
    pca: (components: number) => `PCA ${components}`,
    steps: "steps",
    log: "log",
    linear: "linear",
    smooth: "smooth",
    empty: "The loss is drawn here while the network trains. Lower is better.",
    summary: (first: string, last: string, steps: number) =>
      `Training loss from ${first} to ${last} over ${n(steps)} steps.`,
  },

  strip: {
    heading: "Held-out",
    restored: "Restored",
    noisy: "With noise",
    difference: "Difference",
    psnr: "PSNR, dB",
    others: "Others",
    all: (count: number) => `All ${n(count)}: restored`,
    noisyAll: "with noise",
    decibels: (error: string) => `dB, error ${error}`,
    allPaused: "All held-out pictures are measured when it pauses.",
    take: (what: string) => `Take ${what} as the input`,
  },

  settings: {
    /** A setting's name within a sentence. */
    within: (label: string) => label.toLowerCase(),
    heading: "Settings",
    undo: "Undo",
    more: "More",
    new: "needs a new network",
    layers: {
      dense: "dense",
      conv: "convolution",
      pool: "max pooling",
      norm: "batch normalisation",
      residual: "residual block",
      add: "Add a layer",
      remove: (index: number) => `Remove layer ${index}`,
      size: (index: number) => `Size of layer ${index}`,
      type: (index: number) => `Type of layer ${index}`,
      filters: "filters",
      units: "units",
      tooMany: (most: number) => `At most ${most} layers.`,
      order: "Only dense layers can follow a dense layer: there is no picture any more.",
      kernel: (index: number) => `Kernel of layer ${index}`,
      stride: (index: number) => `Stride of layer ${index}`,
    },
    invalid: (low: string, high: string) => `From ${exact(low)} to ${exact(high)}.`,
    off: "off",
    tooSlow: (times: number) =>
      `Not changed: a step would compute ${times} times what the page can do while it answers. Take fewer units or filters, a larger stride or a smaller batch.`,
  },

  fields: {
    layers: "Layers",
    latent: "Latent size",
    act: "Activation",
    code: "Activation of the code",
    out: "Activation of the output",
    loss: "Loss",
    corrupt: "Kind of noise",
    noise: "Noise trained with",
    sparsity: "Penalty",
    l1: "Weight of the penalty",
    target: "Target activity",
    beta: "Beta",
    warmup: "Beta's warm-up, epochs",
    pretrain: "Pretraining epochs",
    optimizer: "Optimizer",
    lr: "Learning rate",
    schedule: "Schedule",
    epochs: "Epochs",
    batch: "Batch size",
    stop: "Stop early after",
    seed: "Seed",
  },

  options: options as Record<string, string>,

  help: help as Record<string, string>,

  views,
  anomalies,
  scans,
  photos,
  signals,
  sentences,
  lessons,
  kit,
  race,
  results,
  present,
  signs,
  report,

  next: {
    heading: "What then?",
    learn: "A new network learns from this.",
    judge: (name: string) => `${name} judges this as it has learnt it, and learns nothing new.`,
    atHand: "The network at hand",
  },

  kept: {
    notHere:
      "This address is of somebody's own data, which are not on this computer: here are others instead.",
    ended: (epoch: number) =>
      `The run was paused in epoch ${n(epoch)}: undo, or the browser's other arrow, brings it back.`,
    tooLarge: "Too large to be kept in this browser: after a reload it must be chosen again.",
    offer: (at: Date, place: string, epochs: string | null) =>
      `Kept from ${when(at)}: ${[place, epochs].filter(Boolean).join(", ")}.`,
    lesson: (id: string, step: number) => `lesson ${id}, step ${step}`,
    epochs: (done: number, goal: number) => `${n(done)} of ${n(goal)} epochs`,
    goOn: "Go on",
    notNow: "Not now",
    denied:
      "This browser lets the page keep nothing. All else works; save what you want to have again as a file.",
    forget: "Forget everything on this computer",
    forgets:
      "Drawings, own signs, tables, recordings, sentences and pictures, networks, pinned runs, answers in lessons, language and theme that this page has kept in this browser are deleted. Files that you saved stay. This cannot be undone.",
    keep: "Keep all",
    forgetAll: "Forget everything",
  },

  tryNoise: "Noise shown",
  footer: {
    weights: "weights",
    build: { relaxed: "Relaxed SIMD", baseline: "Baseline SIMD" },
    threads: (threads: number) => (threads === 1 ? "1 thread" : `${threads} threads`),
    fingerprint: "Fingerprint",
    privacy: "Everything is computed in this tab; nothing leaves it.",
  },

  trouble: {
    data: "The pictures could not be loaded. Check the connection to the server, then try again.",
    engine: "The network's engine could not be started.",
    unsupported: "This browser lacks WebAssembly SIMD, which the network needs. A current browser has it.",
    out_of_memory: "There is not enough memory for this network. Try smaller layers.",
    diverged:
      "The loss ran away to infinity, and training stopped before harm was done. Lower the learning rate, then train on.",
    invalid_config: "The network cannot be built with these settings:",
    impossible: "That is not possible:",
    invalid_file: "This file could not be opened:",
    other: (shape: string) =>
      `This model takes pictures of another size (${shape} values) than these. Choose such pictures:`,
    learntFrom: (name: string) => `This model learnt from other pictures: ${name}. Show it these?`,
    unknown: "Something went wrong:",
    retry: "Try again",
    dismiss: "Close",
  },
};

export type Words = typeof en;
