// Every sentence that the page shows. `help` holds one short explanation for every term of the field.

export const messages = {
  title: "hourglass",
  /** Stands where there is no number yet. */
  none: "–",

  guide: {
    loading: "Fetching 10,000 handwritten digits…",
    failed: "The page could not get ready.",
    fresh: "This network knows nothing yet. Press Train and watch it learn to remove noise.",
    reset: "A fresh start: new random weights. Undo reset brings the trained network back.",
    training: "Learning from 9,000 digits. Draw your own at any time and watch it clear up.",
    paused: "Paused. What it learnt is kept: draw a digit, or train on.",
    finished: "Trained. Draw a digit, turn up the noise, or train on.",
  },

  loading: { data: "Digits", share: (percent: number) => `${percent} % loaded` },

  failures: {
    digits: "The digits could not be loaded. Check the connection to the server, then try again.",
    engine: "The network's engine could not be started.",
    unsupported: "This browser lacks WebAssembly SIMD, which the network needs. A current browser has it.",
    out_of_memory: "There is not enough memory for this network. Try a smaller latent size.",
    diverged:
      "The loss ran away to infinity, and training stopped before harm was done. Lower the learning rate, then train on.",
    invalid_config: "The network cannot be built with these settings:",
    unknown: "Something went wrong:",
    retry: "Try again",
    dismiss: "Close",
  },

  flow: {
    heading: "Draw and denoise",
    draw: "Draw a digit",
    drawHint: "Draw a digit here",
    drawHelp: "Use a mouse, a finger or a pen. Without one, take a sample digit.",
    pad: "Drawing pad. Without a pointing device, use the sample digit button.",
    undo: "Undo",
    redo: "Redo",
    clear: "Clear",
    sample: "Sample digit",
    sees: "The network sees",
    noisy: "With noise",
    network: "Network",
    denoised: "Denoised",
    pixels: "28 × 28 pixels",
    shake: "New noise",
    untrained: "Not trained yet. Press Train.",
    empty: "Nothing drawn yet",
    closer: (decibels: string) => `${decibels} closer`,
    further: (decibels: string) => `${decibels} further off`,
    drawing: "your drawing",
    digit: (label: number) => `a handwritten ${label}`,
    images: {
      sees: (what: string) => `What the network sees: ${what}, centred`,
      noisy: (what: string) => `The same with noise: ${what}`,
      denoised: (what: string) => `What the network makes of it: ${what}, denoised`,
    },
  },

  transport: {
    heading: "Training",
    train: "Train",
    goOn: "Train on",
    pause: "Pause",
    step: "Step",
    reset: "Reset",
    undoReset: "Undo reset",
    keyboard: "Space trains and pauses",
    epoch: "Epoch",
    of: (epoch: string, goal: string) => `${epoch} of ${goal}`,
    steps: "Steps",
    loss: "Training loss",
    heldOut: "Held-out loss",
    speed: "Digits per second",
    left: "Time left",
  },

  curve: {
    heading: "Loss",
    training: "training",
    heldOut: "held-out",
    steps: "steps",
    logarithmic: "Log",
    empty: "The loss is drawn here while the network trains. Lower is better.",
    summary: (first: string, last: string, steps: string) =>
      `Training loss fell from ${first} to ${last} over ${steps} steps.`,
  },

  strip: {
    heading: "Held-out digits",
    input: "Digit",
    noisy: "With noise",
    denoised: "Denoised",
    legend: "Top to bottom: the digit, with noise, denoised.",
    others: "Show others",
    take: (label: number) => `Try this ${label} above`,
  },

  settings: {
    heading: "Settings",
    latent: "Latent size",
    noise: "Noise",
    learningRate: "Learning rate",
    epochs: "Epochs",
    seed: "Seed",
    confirm: (steps: string) => `This needs a new network. The one here has learnt for ${steps} steps.`,
    accept: "New network",
    decline: "Keep this one",
  },

  about: {
    heading: "How it works",
    steps: (latent: string) => [
      `Noise is added to the 784 pixels of a digit.`,
      `The encoder squeezes them into ${latent} numbers: the latent code.`,
      `The decoder rebuilds all 784 pixels from the code alone.`,
      `The loss compares them with the clean digit, and every weight moves a little to lower it.`,
    ],
  },

  footer: {
    parameters: (count: string) => `${count} weights`,
    build: {
      relaxed: "Relaxed SIMD build",
      baseline: "Baseline SIMD build",
    },
    threads: (count: number) => (count === 1 ? "1 thread" : `${count} threads`),
    privacy: "Everything is computed in this tab; nothing leaves it.",
  },

  help: {
    sees: "Your drawing, placed as the digits it learnt from: scaled into 20 × 20 pixels and moved until its centre of mass lies in the middle of 28 × 28.",
    noise:
      "Gaussian noise: the standard deviation of the random number added to every pixel. It is used in training and in the pictures.",
    denoised: "What the decoder rebuilds from the latent code of the noisy picture.",
    psnr: "How close the picture is to the clean one: peak signal-to-noise ratio in decibels, higher is better. It is worked out from the mean squared error, MSE, where lower is better.",
    latent: "How many numbers the encoder may keep of the 784: the waist of the hourglass.",
    learningRate: "How far every weight moves in a step. Too small learns slowly, too large never settles.",
    epochs: "An epoch is one pass through all 9,000 training digits.",
    seed: "Where the random numbers start. The same seed and settings give the same network again.",
    step: "In a step, the network sees 128 digits and its weights move once.",
    loss: "Mean squared error between what the network rebuilds and the clean digits it trains on.",
    heldOut:
      "The loss on 1,000 digits that the network never trains on. If only this one rises, it learns by heart.",
    strip: "Digits that the network never trains on: the fair test.",
    speed: "How many training digits pass through the network in a second.",
    build: "Which WebAssembly program runs here, and in how many threads.",
  },
};
