// The sentences of the views below the row, in English.

import { numbersOf } from "../numbers";

const { fixed, n } = numbersOf("en");

export const views = {
  heading: "Views of what it learnt",
  tabs: {
    "held-out": "Held-out",
    "latent-map": "Latent map",
    new: "New ones",
    between: "In between",
    features: "Features",
    compression: "Compression",
    compare: "Compare",
  },
  untrained: "It has learnt nothing yet: train it first.",

  heldOut: {
    order: "Which ones",
    orders: {
      classes: "one of each class",
      worst: "the worst restored",
      best: "the best restored",
      random: "random",
    },
    ssim: "SSIM",
  },

  map: {
    pictures: (count: number) => `${n(count)} held-out pictures`,
    axes: "Axes",
    principal: "Two principal axes",
    explained: (percent: string) => `${percent} % of the codes' spread`,
    units: "Two units",
    unit: (index: number) => `Unit ${index}`,
    across: "Unit across",
    up: "Unit upwards",
    tools: { decode: "Decode", pan: "Pan", lasso: "Lasso" },
    tool: "What dragging does",
    toolHelp: {
      decode: "Click or drag: the output shows what the decoder makes of that place.",
      pan: "Drag to move the map; the wheel or two fingers zoom.",
      lasso: "Draw around points to count their classes.",
    },
    zoomIn: "Zoom in",
    zoomOut: "Zoom out",
    home: "Show all",
    tiles: "Decoded places behind",
    input: "your input",
    label: "Latent map. Arrow keys move the point that is decoded, plus and minus zoom, 0 shows all.",
    at: (x: string, y: string) => `Decoded place: ${x} across, ${y} up`,
    hover: "Point at a mark to see its picture.",
    take: (what: string) => `Take ${what} as the input`,
    counted: (count: number) => (count === 1 ? "1 inside" : `${n(count)} inside`),
    one: "A code of one number: each class has a line of its own.",
  },

  newOnes: {
    source: "Drawn from",
    sources: { prior: "the prior N(0, 1)", codes: "a Gaussian fitted to the codes" },
    temperature: "Temperature",
    temperatureHelp:
      "How far draws stray from the middle: below 1 they are more alike, above it more daring.",
    again: "Again",
    seed: (seed: number) => `seed ${seed}`,
    says: { prior: "draws from the prior", codes: "draws like its codes" },
    none: (latent: string) => `Pin another run with a code of ${latent} to see its new pictures here.`,
    noneKind: "nothing pinned beside it",
    other: "Pinned run",
    note: "Both decode the same draws. A variational network was trained to know what to make of the prior; the others only know their own codes.",
    label: (kind: string) => `New pictures by the ${kind} network`,
  },

  between: {
    yours: "Your picture",
    heldOut: "held out",
    along: "Along the line",
    alongSays: "between the two codes, decoded",
    mixed: "Pixels mixed",
    mixedSays: "one output faded into the other",
    takeInput: "Input",
    takeInputFull: (side: string) => `Take the input as the ${side} picture`,
    another: (side: string) => `Another held-out picture as the ${side}`,
    sides: { from: "first", to: "last" },
    play: "Play",
    stop: "Stop",
    slider: "Place between the two",
    sliderHelp: "The row above shows what the decoder makes of this place.",
    label: "Frames from one picture to the other",
    halfway: (nearer: number, pairs: number) =>
      `Halfway between ${n(pairs)} random pairs, the decoded picture was nearer to a training picture than the mix of the two outputs ${n(nearer)} times.`,
  },

  features: {
    heading: "What each unit paints",
    says: "most used first",
    faded: (silent: number) =>
      silent === 0
        ? ""
        : silent === 1
          ? "; faded: 1 that this input leaves at rest"
          : `; faded: ${n(silent)} that this input leaves at rest`,
    never: (count: number) => (count === 1 ? "1 unit is never used." : `${n(count)} units are never used.`),
    label: "Units. Left and right choose one, up and down change it.",
    unit: (index: number) => `Unit ${index}`,
    share: (percent: string) => `active for ${percent} % of the held-out pictures`,
    now: (now: string, usually: string) => `now ${now}, usually ${usually}`,
    change: "up and down change it",
    probe: "Linear probe",
    probeHelp:
      "A softmax regression tells the classes apart by the codes alone: trained on the training pictures, measured on the held-out ones.",
    probeSays: "on held-out pictures",
    noLabels: "There are no labels to tell apart.",
    codes: "codes",
    principal: (components: number) => `PCA ${components}`,
    pixels: "pixels",
    working: "measuring …",
    whenPaused: "Measured when training pauses.",
    readAs: "read as",
    confused: (count: number, truth: string, read: string) => `${truth} read as ${read}: ${n(count)}`,
    confusion: "Confusion matrix of the codes' probe: rows are true classes, columns what they are read as.",
    cell: (count: number, truth: string, read: string) => `${truth}, read as ${read}: ${n(count)}`,
    barely:
      "Codes and principal components differ by less than the standard error: neither is shown to be better.",
  },

  compression: {
    label: "Peak signal-to-noise ratio by bytes a picture",
    bytes: "bytes a picture, without headers and decoder",
    this: (bits: number) => `this network, ${bits} bit`,
    principal: "PCA, 4 bit",
    exact: (bytes: string) => `PNG ${bytes}, exact`,
    jpeg: "JPEG",
    webp: "WebP",
    noWebp: "This browser writes no WebP.",
    ways: {
      original: "Your picture",
      float: "Code, float32",
      eight: "Code, 8 bit",
      four: "Code, 4 bit",
      principal: (units: number) => `PCA ${units}, 4 bit`,
      jpeg: (quality: number) => `JPEG, quality ${quality}`,
    },
    of: (bytes: number) => `${n(bytes)} bytes`,
    png: (bytes: number) => `${n(bytes)} bytes, PNG`,
    isExact: "exact",
    decibels: (value: string) => `${value} dB`,
    measuring: "Measuring the formats …",
    whenPaused: "The formats are measured when training pauses.",
    sampled: (count: number) => `Means over ${n(count)} clean held-out pictures.`,
    against: (own: string, pca: string, bytes: number) =>
      `At ${n(bytes)} bytes a picture this network reaches ${own} dB and PCA ${pca} dB.`,
    needs: (format: string, bytes: string, own: string) =>
      `${format} needs ${bytes} bytes for the ${own} dB of this code.`,
    tooCoarse: (format: string, own: string) => `${format} writes nothing as coarse as ${own} dB.`,
    decoder: (bytes: string, each: string, pictures: number) =>
      `The decoder weighs ${bytes}: shared by ${n(pictures)} pictures that is ${each} bytes each.`,
    train: (sizes: string) => `Train sizes ${sizes}`,
    trainHelp:
      "Trains the same network with other latent sizes, one after another in the background, each for as many epochs as this one.",
    training: (units: number, percent: number) => `Size ${units}: ${percent} %`,
    cancel: "Cancel",
    allTrained: "All sizes are trained.",
  },

  compare: {
    pin: "Pin this run",
    pinned: "Pinned",
    full: (most: number) => `${most} runs are pinned: unpin one first.`,
    beside: "Pinned. The next run will be drawn beside it.",
    notKept: "This browser keeps nothing here: pinned runs last until the page is closed.",
    unpin: (name: string) => `Unpin ${name}`,
    curve: "Held-out squared error",
    curveSays: "by step, the same for all kinds",
    curveLabel: "Held-out squared error of the pinned runs by step",
    steps: "steps",
    run: "Run",
    input: "Your input, then held-out pictures",
    columns: {
      psnr: "PSNR, dB",
      ssim: "SSIM",
      probe: "probe",
      active: "active units",
      bytes: "code, bytes",
      parameters: "parameters",
      loss: "loss",
      heldOut: "held-out loss",
      time: "time",
    },
    seconds: (seconds: number) =>
      seconds < 100 ? `${fixed(seconds, seconds < 10 ? 1 : 0)} s` : `${n(seconds / 60)} min`,
    settings: {
      epochs: (epochs: number) => (epochs === 1 ? "1 epoch" : `${n(epochs)} epochs`),
      fed: "fed noisy pictures",
    },
    markdown: "Copy as Markdown",
    copied: "Copied",
    csv: "CSV",
    kind: "kind",
    link: "settings",
  },

  take: {
    heading: "Take it along",
    input: "Input (PNG)",
    noisy: "With noise (PNG)",
    output: "Output (PNG)",
    view: "This view (PNG)",
    curve: "Loss curve (PNG)",
    losses: "Losses by step (CSV)",
    figures: "Figures (CSV)",
    codes: "Codes of the held-out pictures (CSV)",
    svg: "This plot (SVG)",
  },
};

export type ViewWords = typeof views;
