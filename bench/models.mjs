// The models that are trained, as the package's configs, and the work that training them takes.

const relu = (units) => ({ type: "dense", units, activation: "relu" });
const output = { type: "dense", units: 784, activation: "sigmoid" };
const conv = (type, filters, activation, stride = 2) => ({ type, filters, kernel: 3, stride, activation });

export const models = {
  shallow: { title: "784-32-784", input: 784, encoder: [relu(32)], decoder: [output] },
  medium: {
    title: "784-128-64-32-64-128-784",
    input: 784,
    encoder: [relu(128), relu(64), relu(32)],
    decoder: [relu(64), relu(128), output],
  },
  deep: {
    title: "784-512-256-32-256-512-784",
    input: 784,
    encoder: [relu(512), relu(256), relu(32)],
    decoder: [relu(256), relu(512), output],
  },
  conv: {
    title: "conv 16-8",
    input: [28, 28, 1],
    encoder: [conv("conv2d", 16, "relu"), conv("conv2d", 8, "relu")],
    decoder: [conv("conv2d_transpose", 16, "relu"), conv("conv2d_transpose", 1, "sigmoid")],
  },
  // As noise is taken from photos: every layer at full size.
  flat: {
    title: "conv 16-16-16-1",
    input: [28, 28, 1],
    encoder: [conv("conv2d", 16, "relu", 1), conv("conv2d", 16, "relu", 1)],
    decoder: [conv("conv2d", 16, "relu", 1), conv("conv2d", 1, "sigmoid", 1)],
  },
};

/** What `create` takes. */
export function configOf({ input, encoder, decoder }) {
  return { input, encoder, decoder, loss: "mse", optimizer: { kind: "adam", learningRate: 1e-3 } };
}

/** Floating-point operations of a training step for each sample: forward, dW and, but for the first layer, dX. */
export function flopPerSample({ input, encoder, decoder }) {
  let shape = typeof input === "number" ? [1, 1, input] : input;
  let flop = 0;
  [...encoder, ...decoder].forEach((layer, i) => {
    const { multiplications, output } = layerWork(layer, shape);
    flop += 2 * multiplications * (i === 0 ? 2 : 3);
    shape = output;
  });
  return flop;
}

function layerWork({ type, units, filters, kernel, stride }, [height, width, channels]) {
  if (type === "dense") {
    return { multiplications: height * width * channels * units, output: [1, 1, units] };
  }
  const isTransposed = type === "conv2d_transpose";
  const scaled = (size) => (isTransposed ? size * stride : Math.ceil(size / stride));
  const output = [scaled(height), scaled(width), filters];
  // A kernel lies at every position of the smaller image.
  const positions = isTransposed ? height * width : output[0] * output[1];
  return { multiplications: positions * kernel ** 2 * channels * filters, output };
}
