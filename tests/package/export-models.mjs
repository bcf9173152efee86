// Models of all kinds, layers, activations and losses, for what must compute the same elsewhere.

import assert from "node:assert/strict";
import {
  activation,
  activations,
  averagePool2d,
  batchNorm,
  conv2d,
  conv2dTranspose,
  dense,
  dropout,
  layerNorm,
  losses,
  maxPool2d,
  presets,
  reshape,
  residual,
  upSampling2d,
} from "hourglass-autoencoder";

const image = [9, 7, 3];
export const configs = {
  ...Object.fromEntries(Object.entries(presets).map(([kind, preset]) => [kind, preset({ latent: 6 })])),
  "residual as a whole": {
    input: [12, 11, 2],
    encoder: [conv2d(4, { kernel: 3, activation: "relu" })],
    decoder: [conv2d(2, { kernel: 3 })],
    residual: true,
  },
  "dilated, normalised, in blocks": {
    input: image,
    encoder: [
      conv2d(4, { kernel: 3, dilation: 2 }),
      batchNorm(),
      residual(
        conv2d(4, { kernel: [3, 5] }),
        residual(conv2d(4, { kernel: 1, activation: "relu" }), layerNorm()),
        activation("tanh"),
      ),
      layerNorm(),
      maxPool2d(2, { padding: "same" }),
      dropout(0.1),
      dense(5),
    ],
  },
  "strides of their own along each side": {
    input: image,
    encoder: [
      conv2d(6, { kernel: [2, 3], stride: [2, 1], activation: "gelu" }),
      averagePool2d([2, 3], { padding: "same", stride: 2 }),
      dense(4, "softmax"),
    ],
  },
  "no padding, no bias": {
    input: [11, 10, 2],
    encoder: [conv2d(3, { kernel: 3, stride: 3, padding: "valid", useBias: false })],
  },
  "kernels of one pixel and strides of two": {
    input: [8, 8, 1],
    encoder: [conv2d(3, { kernel: 1, stride: 2 })],
  },
  "between pixels": {
    input: [7, 5, 2],
    encoder: [averagePool2d(2, { padding: "same" }), conv2d(3, { kernel: 3 })],
    decoder: [
      upSampling2d(2, { interpolation: "bilinear", outputSize: [7, 5] }),
      conv2dTranspose(2, { kernel: 3, padding: "same" }),
    ],
  },
  "softmax over channels": {
    input: [4, 4, 3],
    encoder: [conv2d(5, { kernel: 3, activation: "softmax" })],
    decoder: [conv2d(3, { kernel: 3, activation: "softmax" })],
  },
  "a reshape at the end": { input: [2, 3, 2], encoder: [dense(4)], decoder: [dense(12), reshape(2, 3, 2)] },
  ...Object.fromEntries(activations.map((name) => [name, { input: 12, encoder: [dense(6, name), dense(3, name)] }])), // prettier-ignore
  ...Object.fromEntries(losses.map((loss) => [`loss ${loss}`, { input: [6, 6, 3], encoder: [conv2d(4, { kernel: 3, stride: 2 })], loss }])), // prettier-ignore
};
/** Numbers from 0 to 1 that look like no others. */
export const numbers = (length, seed) =>
  Float32Array.from({ length }, (_, i) => (Math.sin(i * seed) + 1) / 2);

/** The largest difference. */
export function furthest(found, wanted) {
  assert.equal(found.length, wanted.length);
  return wanted.reduce((most, value, i) => Math.max(most, Math.abs(value - found[i])), 0);
}
